"""A brief as labelled lines: for the screen, for a pipe and for the clipboard, the same words everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sdrdesk.domain.days import say_day
from sdrdesk.domain.objection import category, concern
from sdrdesk.domain.text import visible

from .brief import Brief, Gap
from .last_words import Said
from .objections import Objection
from .pages import Person

_LABEL = 9


class BriefLine(NamedTuple):
    """One line: its label (empty on further lines of the same part), the text, and the ink that suits it."""

    label: str
    text: str
    ink: str = ""


def short(one: Brief) -> Brief:
    """As much of it as a small screen can show: the last words, the first gap's question, two objections and people."""
    gaps = tuple(gap if place == 0 else gap._replace(ask="") for place, gap in enumerate(one.gaps))
    return one._replace(said=one.said[:2], gaps=gaps, objections=one.objections[:2], people=one.people[:3])


def brief_lines(one: Brief) -> list[BriefLine]:
    """The whole brief, the most wanted first."""
    return [*_who(one), *_stopped(one), *_why(one), *_said(one), *_gaps(one), *_against(one), *_people(one),
            *_part("Numbers", [" · ".join(one.numbers)])]  # fmt: skip


def brief_text(one: Brief) -> str:
    """The brief as plain text, harmless in any terminal or mail."""
    rows = [visible(f"{one.account} · {_state(one)} · {one.on}")]
    rows += [f"{line.label:<{_LABEL}} {visible(line.text)}".rstrip() for line in brief_lines(one)]
    return "\n".join(rows) + "\n"


def _state(one: Brief) -> str:
    return one.stage if one.status == "active" else f"{one.stage}, {one.status}"


def _part(label: str, texts: list[str], ink: str = "") -> list[BriefLine]:
    return [BriefLine(label if place == 0 else "", text, ink) for place, text in enumerate(texts)]


def _who(one: Brief) -> list[BriefLine]:
    if one.person is None:
        return _part("Who", ["no person yet"], "dim")
    lines = _part("Who", [" · ".join(filter(None, (_named(one.person), *_reached(one.person))))], "title")
    if one.referred_by:
        lines += _part("", [f"referred by {one.referred_by}"])
    return lines


def _named(person: Person) -> str:
    stop = "DO NOT CONTACT" if person.do_not_contact else ""
    return " · ".join(filter(None, (person.name, person.title, person.role, stop)))


def _reached(person: Person) -> tuple[str, ...]:
    found = (person.phone or person.email) if not person.do_not_contact else None
    return (found.typed,) if found is not None else ()


def _stopped(one: Brief) -> list[BriefLine]:
    if one.stopped is None:
        return []
    on = say_day(date.fromisoformat(one.stopped.on), date.fromisoformat(one.on)) if one.stopped.on else ""
    told = " ".join(filter(None, (one.stopped.status, f"since {on}" if on else "")))
    return [
        *_part("Stopped", [f"{told}: {one.stopped.reason}" if one.stopped.reason else told], "warn"),
        *_part("Begin", [f"“{one.stopped.opener}”"]),
    ]


def _why(one: Brief) -> list[BriefLine]:
    return [*_part("Why now", [" · ".join(one.why)]), *(_part("Promised", [one.next]) if one.next else [])]


def _said(one: Brief) -> list[BriefLine]:
    today = date.fromisoformat(one.on)
    lines = _part("They said", [_quoted(said, today) for said in one.said], "quote")
    if one.noted is not None:
        lines += _part("Noted", [f"{_flat(one.noted.text)} · {say_day(date.fromisoformat(one.noted.on), today)}"])
    return lines or _part("They said", ["nothing yet"], "dim")


def _quoted(said: Said, today: date) -> str:
    who = f"{said.who.partition(' ')[0]}, " if said.who else ""
    return f"“{_flat(said.text)}” {who}{say_day(date.fromisoformat(said.on), today)}"


def _flat(text: str) -> str:
    return " / ".join(part.strip() for part in text.splitlines() if part.strip())


def _gaps(one: Brief) -> Iterator[BriefLine]:
    if not one.gaps:
        yield BriefLine("Ask", "nothing is missing", "good")
    for place, gap in enumerate(one.gaps):
        yield BriefLine("Ask" if place == 0 else "", _gap(gap), "warn")
        if gap.ask:
            yield BriefLine("", f"  {gap.ask}")


def _gap(gap: Gap) -> str:
    return f"{gap.title}: {gap.known}"


def _against(one: Brief) -> list[BriefLine]:
    return [line for place, found in enumerate(one.objections) for line in _objection(found, place == 0)]


def _objection(found: Objection, first: bool) -> list[BriefLine]:
    label = category(found.category)
    named = label.label if label is not None else found.category
    beneath = concern(found.underlying) if found.underlying else None
    fear = " · ".join(filter(None, (beneath.label if beneath else None, found.concern)))
    words = f"{named}: “{_flat(found.words)}” ({found.status})"
    return [BriefLine("Against" if first else "", words, "warn"), *([BriefLine("", f"  > {fear}")] if fear else [])]


def _people(one: Brief) -> list[BriefLine]:
    others = [person for person in one.people if person != one.person]
    return _part("People", [_named(person) for person in others[:6]]) + (
        [BriefLine("", f"and {len(others) - 6} more", "dim")] if len(others) > 6 else []
    )
