"""Dials: who was rung, what came of it, how long it took, and the next step it set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sdrdesk.domain.activity import KINDS
from sdrdesk.domain.disposition import DISPOSITIONS, by_id

from .days import instant
from .people import add_phone, newcomer
from .story import Story
from .tape import Row
from .words_small import CALL_NOTES, MAILS, NEXT_CALL

# What becomes of a dial on somebody never spoken to, in percent; the last six have the right person on the line.
COLD: dict[str, int] = {
    "no_answer": 35, "voicemail_none": 14, "voicemail_left": 15, "busy": 7, "gatekeeper": 10, "wrong_person": 4,
    "bad_number": 3, "hung_up": 3, "callback": 4, "not_interested": 3, "referred": 1, "conversation": 1,
}  # fmt: skip
TALKS = frozenset(one.id for one in DISPOSITIONS if one.conversation)
NO_TALK = tuple(name for name in COLD if name not in ("not_interested", "referred", "conversation"))
_RINGING = {
    "no_answer": (18, 34), "busy": (0, 6), "voicemail_none": (4, 26), "voicemail_left": (26, 62), "bad_number": (0, 12),
}  # fmt: skip

_NEXT = {
    "callback": ("call", "call back"), "bad_number": ("task", "find a working number"),
    "hung_up": ("mail", "mail instead of calling"),
}  # fmt: skip


def connects(disposition: str) -> bool:
    """Whether the right person was on the line."""
    found = by_id(disposition)
    return found is not None and found.connect


def label(disposition: str) -> str:
    """The disposition in a rep's words."""
    found = by_id(disposition)
    return found.label if found else disposition


def a_cold_end(story: Story) -> str:
    """The disposition of a dial on somebody we have not talked with; the first tries connect a little more often."""
    worse = 1.0 if story.attempts < 2 else 0.6
    weights = [share * (worse if connects(name) else 1) for name, share in COLD.items()]
    return story.rng.choices(list(COLD), weights=weights)[0]


def an_empty_end(story: Story) -> str:
    """The disposition of a dial that comes to no conversation."""
    return story.rng.choices(NO_TALK, weights=[COLD[name] for name in NO_TALK])[0]


def seconds_of(story: Story, disposition: str) -> int:
    """How long such a call lasts."""
    rng = story.rng
    if disposition in _RINGING:
        return 0 if rng.random() < 0.2 else rng.randint(*_RINGING[disposition])
    if disposition in ("hung_up", "do_not_contact"):
        return rng.randint(6, 70)
    middle = {"gatekeeper": 4.1, "wrong_person": 4.3, "callback": 4.4}.get(disposition, 5.4)
    return int(min(max(rng.lognormvariate(middle, 0.65), 14), 1500))


def dial(
    story: Story, disposition: str, *, follow: bool = True, person: Row | None = None,
    then: Callable[[Row], None] | None = None,
) -> Row:  # fmt: skip
    """Ring somebody, log what came of it and, with `follow`, set the retry it leads to; `then` adds to the same act."""
    person = person or _whom(story, disposition)
    story.attempts += 1
    seconds = seconds_of(story, disposition)
    point = number_of(story, person)
    said = f"{story.name}: {label(disposition)} · try {story.attempts}/6"
    with story.act("call.logged", said):
        started = story.now
        story.now += timedelta(seconds=seconds)
        call = call_row(story, person, point, disposition, started=started, seconds=seconds)
        _after(story, call, person, point, disposition)
        if follow:
            kind, what = _NEXT.get(disposition) or ("call", story.rng.choice(NEXT_CALL))
            story.follow(kind, what, call_id=call["id"])
        if then is not None:
            then(call)
    if disposition in TALKS:
        story.attempts = 0
    if disposition == "voicemail_left" and follow and story.rng.random() < 0.6:
        activity(story, "mail_sent", story.rng.choice(MAILS), person)
    return call


def call_row(
    story: Story, person: Row, point: Row | None, disposition: str, *, started: datetime, seconds: int,
    playbook: bool = False, verdict: str | None = None, direction: str = "out",
    call_id: str | None = None,
) -> Row:  # fmt: skip
    """Write one call that ends now."""
    found = by_id(disposition)
    assert found is not None
    note = story.rng.choice(CALL_NOTES[disposition]) or None
    return story.insert(
        "call", id=call_id or story.tape.new_id(story.now), contact_id=person["id"],
        contact_point_id=point["id"] if point else None, direction=direction,
        mode="live" if playbook or story.rng.random() < 0.8 else "after", stage=story.account["stage"],
        started_at=instant(started), ended_at=story.at, on_date=story.today, seconds=seconds,
        disposition=disposition, attempt=story.attempts if direction == "out" else None,
        two_way=int(found.two_way), playbook="bant" if playbook else None,
        playbook_version=1 if playbook else None, verdict=verdict, hard_stop=None, note=note,
    )  # fmt: skip


def _whom(story: Story, disposition: str) -> Row:
    alive = [person for person in story.people if person.get("left_at") is None] or story.people
    return story.rng.choice(alive) if story.rng.random() < 0.3 else alive[0]


def number_of(story: Story, person: Row) -> Row:
    """A number of theirs that is not struck, else the switchboard's; one is looked up when there is none."""
    own = [one for one in story.points.get(person["id"], []) if one["kind"] == "phone"]
    live = [one for one in (*reversed(own), *story.points.get("", [])) if not one.get("dead_at")]
    if not live:
        with story.act("contact.edited", f"Changed phone of {person['full_name']}"):
            add_phone(story, person, "mobile" if own else "work", len(own))
        live = story.points[person["id"]][-1:]
    return live[0]


def _after(story: Story, call: Row, person: Row, point: Row | None, disposition: str) -> None:
    if disposition == "bad_number" and point is not None:
        story.change("contact_point", point, dead_at=story.at)
    if disposition == "do_not_contact":
        story.change("contact", person, do_not_contact=1, email_opt_out=1)
    if disposition in ("wrong_person", "referred") and len(story.people) < 5 and story.rng.random() < 0.7:
        role = "champion" if disposition == "wrong_person" else "decides"
        added = newcomer(story, role)
        story.change("contact", added, referred_by=person["id"])
        if disposition == "wrong_person":
            story.change("contact", person, left_at=story.at)
        story.people.sort(key=lambda one: one is not added)


def activity(story: Story, kind: str, text: str | None, person: Row | None = None) -> Row:
    """Log what was not a call of mine: a mail, a reply, a meeting, a message, a proof."""
    who, found = person or story.people[0], KINDS[kind]
    with story.act("activity.logged", f"{story.name}: {found.label}"):
        return story.insert(
            "activity", contact_id=who["id"], kind=kind, at=story.at, on_date=story.today,
            two_way=int(found.two_way), text=text,
        )  # fmt: skip


def note(story: Story, text: str) -> None:
    """Write a note."""
    with story.act("note.written", f"Noted on {story.name}: {' '.join(text.split())[:60]}"):
        who = story.people[0]["id"] if story.rng.random() < 0.4 else None
        story.insert("note", contact_id=who, at=story.at, text=text)
