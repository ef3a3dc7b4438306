"""Objections: raised in a call or beside it, explored afterwards, answered, and what became of them."""

from __future__ import annotations

from sdrdesk.domain.objection import status

from .story import Story
from .tape import Row
from .words_doubt import DOUBTS, SHARES, Doubt


def a_category(story: Story) -> str:
    """A category, as often as its share says."""
    return story.rng.choices(list(SHARES), weights=list(SHARES.values()))[0]


def raised(story: Story, category: str, *, call: Row | None = None, second: int | None = None) -> tuple[Row, Doubt]:
    """Write down what they said; everything beneath it comes later."""
    doubt = story.rng.choice(DOUBTS[category])
    before = next((one for one in reversed(story.objections) if one["category"] == category), None)
    row = story.insert(
        "objection", contact_id=story.people[0]["id"], deal_id=story.deal["id"] if story.deal else None,
        call_id=call["id"] if call else None, at=story.at, on_date=story.today, second=second,
        stage=story.account["stage"], category=category, words=doubt.words, underlying=None, concern=None, blocking=0,
        response_kind=None, response=None, proof=None, outcome="open", resolved_at=None,
        raised_before=before["id"] if before else None,
    )  # fmt: skip
    story.objections.append(row)
    return row, doubt


def follow_up(story: Story, objection: Row, outcome: str | None = None) -> None:
    """After the call: explore it, answer it and say what became of it, or leave it not explored, as happens."""
    rng = story.rng
    if outcome is None and rng.random() < 0.28:
        return
    doubt = next(one for one in DOUBTS[objection["category"]] if one.words == objection["words"])
    found = {"underlying": doubt.underlying, "concern": objection["concern"] or doubt.concern or None}
    answered = {"response_kind": doubt.kind or None, "response": doubt.response or None, "proof": doubt.proof}
    came = outcome or rng.choices(("open", "yes", "partly", "no"), weights=(22, 44, 19, 15))[0]
    if came == "open" and rng.random() < 0.4:
        answered = {}
    blocking = int(came in ("no", "open") and rng.random() < 0.4)
    said = status(came, found["underlying"], found["concern"], answered.get("response_kind"), answered.get("response"))
    story.wait(rng.randint(60, 400))
    with story.act("objection.explored", f"Objection ({objection['category']}): {said}"):
        story.change(
            "objection", objection, **found, **answered, blocking=blocking, outcome=came,
            resolved_at=story.at if came != "open" else None,
        )  # fmt: skip


def aside(story: Story, category: str | None = None) -> Row:
    """An objection that came by mail or in a meeting, outside any call of mine."""
    category = category or a_category(story)
    with story.act("objection.logged", f"{story.name} objects ({category})"):
        row, _ = raised(story, category)
    follow_up(story, row)
    return row
