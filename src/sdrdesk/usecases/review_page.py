"""What a review decided, kept while it is typed, and the Markdown page it becomes beside the desk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.markdown import md
from sdrdesk.files.tables_out import whole_or_nothing

from .desk import Desk
from .drafts import draft, save_draft
from .review import Step, every_step

FOLDER = "reviews"
_DRAFT = "review-decided"
_NAME = re.compile(r"\d{4}-\d\d-\d\d\.md")
_PRIORITY = re.compile(r"([1-3])[.):]?\s+(.+)", re.DOTALL)
_LATEST = 60
"""A review longer ago than so many days is no last week: then the changes are those of a week."""


class Decided(NamedTuple):
    """One line that was decided; `priority` is 1 to 3, or 0 for a decision."""

    priority: int
    text: str


class LastReview(NamedTuple):
    """The page of the review before: its day, its file, and the three priorities it ended with."""

    on: date
    file: str
    priorities: tuple[str, ...]


class Saved(NamedTuple):
    """The page that was written."""

    file: str
    markdown: str


def read_decided(text: str) -> Decided:
    """`1 ask three customers for referrals` is a priority; anything else a decision. Raises DeskError for nothing."""
    line = text.strip()
    if not line:
        raise DeskError("Nothing was decided; write what, or `1 …` to `3 …` for the priorities.")
    found = _PRIORITY.fullmatch(line)
    return Decided(int(found[1]), found[2].strip()) if found else Decided(0, line)


def decided(desk: Desk) -> list[Decided]:
    """What was decided and not yet written into a page: the priorities first."""
    try:
        lines = [Decided(int(priority), str(text)) for priority, text in json.loads(draft(desk, _DRAFT) or "[]")]
    except (ValueError, TypeError):
        return []
    return sorted(lines, key=lambda line: line.priority or 9)


def decide(desk: Desk, text: str) -> Decided:
    """Keep a line; a priority takes the place of the one with its number."""
    line = read_decided(text)
    rest = [one for one in decided(desk) if not line.priority or one.priority != line.priority]
    _keep(desk, [*rest, line])
    return line


def drop(desk: Desk, line: Decided) -> None:
    """Forget a line."""
    _keep(desk, [one for one in decided(desk) if one != line])


def _keep(desk: Desk, lines: list[Decided]) -> None:
    if not save_draft(desk, _DRAFT, json.dumps([list(line) for line in lines], ensure_ascii=False) if lines else ""):
        raise DeskError("The desk's file is busy; press it again in a moment.")


def last_review(desk: Desk) -> LastReview | None:
    """The latest page beside the desk, of a day before today; None when there is none."""
    folder = _folder(desk)
    if folder is None or not folder.is_dir():
        return None
    days = sorted(file.stem for file in folder.iterdir() if _NAME.fullmatch(file.name))
    for stem in reversed(days):
        try:
            on = date.fromisoformat(stem)
            if on >= desk.today():
                continue
            text = (folder / f"{stem}.md").read_text(encoding="utf-8")
        except (ValueError, OSError):
            continue
        return LastReview(on, str(folder / f"{stem}.md"), _priorities_in(text))
    return None


def begins_on(desk: Desk, last: LastReview | None) -> date:
    """The day from which a review looks: that of the one before, else a week ago."""
    today = desk.today()
    if last is not None and (today - last.on).days <= _LATEST:
        return last.on
    return today - timedelta(days=7)


def page(desk: Desk, day: date | None = None) -> str:
    """The whole review as Markdown, since a day or the last review."""
    last = last_review(desk)
    since = day or begins_on(desk, last)
    parts = [_head(desk, since, last), *(_step(step) for step in every_step(desk, since)), _decisions(decided(desk))]
    return "\n".join(line for part in parts for line in [*part, ""]).rstrip() + "\n"


def save(desk: Desk, day: date | None = None) -> Saved:
    """Write the page beside the desk, in place of one of the same day; what was decided is in it. Raises DeskError."""
    folder = _folder(desk)
    if folder is None:
        raise DeskError("A desk in memory has no folder to keep a review in.")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as trouble:
        raise DeskError(f"{folder} cannot be made: {trouble.strerror}.") from trouble
    text = page(desk, day)
    file = folder / f"{desk.today().isoformat()}.md"
    with whole_or_nothing(file) as out:
        out.write(text)
    return Saved(str(file), text)


def _folder(desk: Desk) -> Path | None:
    return None if desk.path == ":memory:" else Path(desk.path).parent / FOLDER


def _head(desk: Desk, since: date, last: LastReview | None) -> Iterator[str]:
    today = desk.today()
    yield f"# Review, {today.day} {today:%B %Y}"
    yield ""
    yield f"Since {since.isoformat()}."
    if last is not None and last.priorities:
        yield ""
        yield f"The priorities of {last.on.isoformat()} were:"
        yield ""
        yield from (f"- {md(text)}" for text in last.priorities)


def _step(step: Step) -> Iterator[str]:
    yield f"## {step.name}"
    yield ""
    yield md(step.question)
    yield ""
    if not step.items:
        yield "- nothing"
    for item in step.items:
        head = f"**{md(item.head)}**: " if item.head else ""
        value = f" ({md(item.value)})" if item.value else ""
        yield f"- {head}{md(item.told)}{value}"


_PRIORITIES = "## Priorities"


def _decisions(lines: list[Decided]) -> Iterator[str]:
    yield "## Decisions"
    yield ""
    yield from [f"- {md(line.text)}" for line in lines if not line.priority] or ["- none"]
    yield ""
    yield _PRIORITIES
    yield ""
    yield from [f"{line.priority}. {md(line.text)}" for line in lines if line.priority] or ["1. none"]


def _priorities_in(text: str) -> tuple[str, ...]:
    """The numbered lines below the heading, as they stand there."""
    _, _, tail = text.partition(_PRIORITIES)
    found = (re.fullmatch(r"[1-3]\. (.+)", line) for line in tail.splitlines())
    return tuple(re.sub(r"\\(.)", r"\1", one[1]) for one in found if one is not None and one[1] != "none")
