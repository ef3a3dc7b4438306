"""A person as an address card (vCard) and a next step as a calendar entry (iCalendar): the text of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from .text import visible

Version = Literal["3.0", "4.0"]
_LONGEST_LINE = 75
_KINDS = {"phone": "WORK,VOICE", "phone_mobile": "CELL", "phone_other": "VOICE"}


class Appointment(NamedTuple):
    """A next step: `day` is YYYY-MM-DD, `time` HH:MM on the rep's clock or None for the whole day."""

    id: str
    day: str
    time: str | None
    summary: str
    description: str


def card(uid: str, values: Mapping[str, str], version: Version = "3.0") -> str:
    """The card of a person whose facts stand in `values` by concept, lines folded, ending in a line break."""
    told = {concept: text for concept, text in values.items() if text}
    name = told.get("full_name") or told.get("email") or told.get("company") or "?"
    lines = [
        "BEGIN:VCARD", f"VERSION:{version}", f"UID:urn:uuid:{uid}",
        f"N:{_text(told.get('last_name', ''))};{_text(told.get('first_name', ''))};;;", f"FN:{_text(name)}",
    ]  # fmt: skip
    for concept, label in (("company", "ORG"), ("title", "TITLE"), ("notes", "NOTE")):
        if concept in told:
            lines.append(f"{label}:{_text(told[concept])}")
    for concept in ("email", "email_other"):
        for address in told.get(concept, "").split(", "):
            if address:
                lines.append(f"EMAIL;TYPE={'INTERNET,' if version == '3.0' else ''}WORK:{_text(address)}")
    for concept, kind in _KINDS.items():
        kinds = f'"{kind.lower()}"' if version == "4.0" and "," in kind else kind
        for number in told.get(concept, "").split(", "):
            if number:
                lines.append(f"TEL;TYPE={kinds}:{_text(number)}")
    for concept in ("website", "linkedin_url"):
        if concept in told:
            lines.append(f"URL:{_one_line(told[concept])}")
    place = [told.get(concept, "") for concept in ("street", "city", "state", "postal_code", "country")]
    if any(place):
        lines.append("ADR;TYPE=WORK:;;" + ";".join(map(_text, place)))
    if "tags" in told:
        lines.append("CATEGORIES:" + ",".join(_text(tag) for tag in told["tags"].split(", ")))
    return "".join(map(_folded, [*lines, "END:VCARD"]))


def calendar_head() -> str:
    """What a calendar file begins with."""
    return "".join(map(_folded, ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sdrdesk//next steps//EN"]))


def appointment(one: Appointment, stamp: str) -> str:
    """One entry of a calendar; `stamp` is this instant as 20261014T070000Z."""
    return "".join(map(_folded, _appointment(one, stamp)))


def _appointment(one: Appointment, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.id}@sdrdesk"
    yield f"DTSTAMP:{stamp}"
    day = one.day.replace("-", "")
    if one.time:
        yield f"DTSTART:{day}T{one.time.replace(':', '')}00"
        yield "DURATION:PT15M"
    else:
        yield f"DTSTART;VALUE=DATE:{day}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_text(one.summary)}"
    if one.description:
        yield f"DESCRIPTION:{_text(one.description)}"
    yield "END:VEVENT"


CALENDAR_END = "END:VCALENDAR\r\n"


def _text(value: str) -> str:
    """A value with what means something in a card kept from meaning it."""
    text = visible(value, one_line=False).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def _one_line(value: str) -> str:
    return visible(value)


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes, each further one behind a blank."""
    if len(line) < _LONGEST_LINE // 4:
        return f"{line}\r\n"
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode("utf-8", "replace"))
        if size + width > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += width
    return "\r\n".join([*pieces, piece]) + "\r\n"
