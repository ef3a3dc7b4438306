"""The file in which a rep declares fields of their own: fields.toml, a [[field]] for each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.own_fields import (
    ACCOUNT,
    CHOICE,
    CONTACT,
    LONGEST_LABEL,
    MOST_CHOICES,
    TYPES,
    OwnField,
    why_no_name,
)
from sdrdesk.domain.text import clip, is_blank, visible

if TYPE_CHECKING:
    from .own_toml import OwnFile

NAME = "fields.toml"
MOST = 100
_KNOWN = ("name", "label", "on", "type", "choices", "column")


def load_own_fields(path: Path) -> tuple[tuple[OwnField, ...], list[str]]:
    """The fields that can be read, and what is wrong with the others, each with its line. Raises DeskError when the
    file is no TOML."""
    from .own_toml import read_own  # only where there is a file

    own = read_own(path)
    faults: list[str] = []
    for name in own.table:
        if name != "field":
            faults += _fault(lambda name=name: own.refuse((name,), "is not known; a field begins with [[field]]"))
    entries = own.table.get("field", [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        return (), [*faults, *_fault(lambda: own.refuse(("field",), "is written [[field]], once for each field"))]
    found: dict[str, OwnField] = {}
    for place, entry in enumerate(entries):
        try:
            if place >= MOST:
                own.refuse(("field", place), f"is one too many; there can be {MOST}")
            field = _field(own, place, entry)
            if field.name in found:
                own.refuse(("field", place, "name"), f"{field.name} stands there twice")
            found[field.name] = field
        except DeskError as error:
            faults.append(str(error))
    return tuple(found.values()), faults


def _fault(refuse: Any) -> list[str]:
    try:
        refuse()
    except DeskError as error:
        return [str(error)]
    return []


def _field(own: OwnFile, place: int, entry: dict[str, Any]) -> OwnField:
    where = ("field", place)
    for key in entry:
        if key not in _KNOWN:
            own.refuse((*where, clip(visible(key), 30)), f"is not known; there are {', '.join(_KNOWN)}")
    name = entry.get("name")
    if not isinstance(name, str):
        own.refuse((*where, "name"), 'is missing, such as name = "team_size"')
    if why := why_no_name(name):
        own.refuse((*where, "name"), f"“{clip(visible(name), 30)}” {why}")
    label = _text(own, place, entry, "label") or name.replace("_", " ").capitalize()
    if len(label) > LONGEST_LABEL:
        own.refuse((*where, "label"), f"has {len(label):,} letters; {LONGEST_LABEL} at most")
    on, type_ = entry.get("on", ACCOUNT), entry.get("type", TYPES[0])
    if on not in (ACCOUNT, CONTACT):
        own.refuse((*where, "on"), f"must be {ACCOUNT} or {CONTACT}")
    if type_ not in TYPES:
        own.refuse((*where, "type"), f"must be one of {', '.join(TYPES)}")
    return OwnField(name, label, on, type_, _choices(own, place, entry, type_), _text(own, place, entry, "column"))


def _text(own: OwnFile, place: int, entry: dict[str, Any], key: str) -> str:
    text = entry.get(key, "")
    if not isinstance(text, str) or (text and (is_blank(text) or not text.isprintable())):
        own.refuse(("field", place, key), "must be a line of text")
    return text.strip()


def _choices(own: OwnFile, place: int, entry: dict[str, Any], type_: str) -> tuple[str, ...]:
    where = ("field", place, "choices")
    choices = entry.get("choices", [])
    if type_ != CHOICE:
        if "choices" in entry:
            own.refuse(where, f"go with type = \"{CHOICE}\" alone")
        return ()
    if not isinstance(choices, list) or not choices or len(choices) > MOST_CHOICES:
        own.refuse(where, f'must be a list of 1 to {MOST_CHOICES} words, such as ["gold", "silver"]')
    if not all(isinstance(one, str) and one.isprintable() and not is_blank(one) and len(one) <= 80 for one in choices):
        own.refuse(where, "must be words of a line each, 80 letters at most")
    return tuple(dict.fromkeys(one.strip() for one in choices))


def as_toml(fields: Iterable[OwnField]) -> str:
    """Fields as they stand in the file."""
    parts = []
    for field in fields:
        lines = ["[[field]]"]
        for key in _KNOWN:
            value: Any = getattr(field, key)
            if value:
                shown = list(value) if isinstance(value, tuple) else value
                lines.append(f"{key} = {json.dumps(shown, ensure_ascii=False)}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def add_to(path: Path, fields: Iterable[OwnField]) -> None:
    """Put fields at the end of the file, made where there is none. Raises DeskError when it cannot be written."""
    from .tables_out import whole_or_nothing  # only when it is written

    try:
        there = path.read_text("utf-8-sig") if path.exists() else ""
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_or_nothing(path) as file:
            file.write(f"{there.rstrip()}\n\n" if there.strip() else "")
            file.write(as_toml(fields))
    except (OSError, UnicodeDecodeError) as trouble:
        raise DeskError(f"{path} cannot be written: {trouble}.") from trouble
