"""The command that goes through the week: the review as Markdown, printed or kept beside the desk."""

from __future__ import annotations

import click

from sdrdesk.usecases import review_page as use
from sdrdesk.usecases.mornings import morning_of
from sdrdesk.usecases.review import every_step

from .command import Asked, command
from .printing import put, put_json


@command("review", "sdrdesk review --decide '1 ask three customers for referrals' --save")
@click.option("--since", "day", metavar="DAY", help="Since this morning (else since the last review, or a week).")
@click.option("--decide", multiple=True, metavar="TEXT", help="A decision, or a priority: '1 …' to '3 …'.")
@click.option("--save", is_flag=True, help="Keep the page in the folder reviews beside the desk.")
def review(asked: Asked, day: str | None, decide: tuple[str, ...], save: bool) -> None:
    """The weekly review: changes, the untouched, old prospects, objections, numbers, customers, who wakes."""
    with asked.desk() as desk:
        since = morning_of(desk, day) if day else use.begins_on(desk, use.last_review(desk))
        for text in decide:
            use.decide(desk, text)
        if save:
            saved = use.save(desk, since)
            if asked.json:
                put_json({"file": saved.file, "markdown": saved.markdown})
            else:
                put(f"The review is kept in {saved.file}")
        elif asked.json:
            put_json(
                {
                    "since": since.isoformat(),
                    "steps": [
                        {"name": step.name, "question": step.question, "items": [one._asdict() for one in step.items]}
                        for step in every_step(desk, since)
                    ],
                    "decided": [one._asdict() for one in use.decided(desk)],
                }
            )
        else:
            for line in use.page(desk, since).splitlines():
                put(line)
