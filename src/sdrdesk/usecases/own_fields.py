"""The rep's own fields, as far as there is a file of them: which there are, and setting one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sdrdesk.files.paths import config_folder

if TYPE_CHECKING:
    from sdrdesk.domain.own_fields import Held, OwnField
    from sdrdesk.store.database import Row

    from .desk import Desk

NAME = "fields.toml"


class OwnFields(NamedTuple):
    """The declared fields in their order, and what is wrong with the file, in a sentence for each fault."""

    fields: tuple[OwnField, ...]
    faults: tuple[str, ...] = ()

    def on(self, what: str) -> tuple[OwnField, ...]:
        """Those of an account, or of a contact."""
        return tuple(field for field in self.fields if field.on == what)

    def by_name(self) -> dict[str, OwnField]:
        """The fields by their word."""
        return {field.name: field for field in self.fields}


NONE_OF_THEM = OwnFields(())


def own_fields() -> OwnFields:
    """What the file says now. Costs one look at the folder where it is as it was, or is none."""
    path = config_folder() / NAME
    try:
        about = path.stat()
    except OSError:
        return NONE_OF_THEM
    return _read(str(path), about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=4)
def _read(path: str, _changed: int, _size: int) -> OwnFields:
    from sdrdesk.domain.errors import DeskError  # only where there is a file
    from sdrdesk.files.own_fields import load_own_fields

    try:
        fields, faults = load_own_fields(Path(path))
    except DeskError as error:
        return OwnFields((), (f"{error}; none of your own fields is known until it is mended.",))
    return OwnFields(fields, tuple(f"{fault}; this field is left out." for fault in faults))


def names(on: str) -> tuple[str, ...]:
    """The words of the fields of an account, or of a contact."""
    return tuple(field.name for field in own_fields().on(on))


def held_by(on: str, fields: str | None) -> tuple[Held, ...]:
    """What a record has of them."""
    declared = own_fields().fields
    if not declared or not fields:
        return ()
    from sdrdesk.domain.own_fields import held  # only where there are some

    return held(declared, on, fields)


def changed(desk: Desk, on: str, row: Row | Mapping[str, Any], told: Mapping[str, str]) -> dict[str, Any]:
    """The column of an account or contact that changes when own fields among `told` are set from text.

    Raises DeskError naming the field and what it takes.
    """
    mine = {field.name: field for field in own_fields().on(on) if field.name in told} if told else {}
    if not mine:
        return {}
    from sdrdesk.domain.own_fields import with_values  # only where one is set

    values = {name: _typed(desk, field, told[name]) for name, field in mine.items()}
    return {"fields": with_values(row["fields"], values)}


def understood(desk: Desk, field: OwnField, text: str) -> str:
    """What is understood of a text, or nothing where it is that very text. Raises DeskError for what it does not
    take."""
    found = _typed(desk, field, text)
    return "" if found == text.strip() else found


def _typed(desk: Desk, field: OwnField, text: str) -> str:
    from sdrdesk.domain.errors import DeskError
    from sdrdesk.domain.own_fields import DATE, typed_value

    try:
        return typed_value(field, text)
    except DeskError:
        if field.type != DATE:
            raise
        from sdrdesk.domain.when import parse_when  # days may be said as everywhere: today, 15 jan

        try:
            return parse_when(text, desk.today(), allow_past=True).day.isoformat()
        except DeskError:
            pass
        raise
