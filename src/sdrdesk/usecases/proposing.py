"""Fields of the rep's own that a file proposes, and writing them into fields.toml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sdrdesk.domain.dealings import DEALINGS
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.leads import Mapping, normal_form
from sdrdesk.domain.own_fields import CHOICE, OwnField
from sdrdesk.domain.own_guess import proposals
from sdrdesk.files.opened import Opened
from sdrdesk.files.own_fields import MOST, NAME, add_to, as_toml
from sdrdesk.files.paths import config_folder

from .import_run import AS_FOUND, Choices
from .importing import open_people
from .own_fields import own_fields


def proposed(path: str | Path, chosen: Choices = AS_FOUND) -> list[OwnField]:
    """The fields that the columns of a file propose. Raises DeskError when it holds no people."""
    table = open_people(path, chosen, to_be_mapped=True)
    mapping = table.mapping().taken_as(chosen.kind).changed(chosen.columns)
    return [field for _, field in _proposals(table, mapping)]


def _proposals(table: Opened, mapping: Mapping) -> list[tuple[str, OwnField]]:
    """Fields belong to accounts and people: a file of deals or calls proposes none."""
    return [] if mapping.object in DEALINGS else proposals(mapping, table.sample, own_fields().fields)


def columns_said(table: Opened, mapping: Mapping) -> dict[str, tuple[str, bool]]:
    """What is said of columns that are, or could be, fields of the rep's own: header -> (words, could be)."""
    declared = own_fields().fields
    by_header = {header: field for field in declared for header in field.headers}
    said = {}
    for header, concept in mapping.columns:
        field = by_header.get(normal_form(header)) if concept is None else None
        if field is not None:
            said[header] = f"{field.name}, {say_type(field)}", False
    for header, field in _proposals(table, mapping):
        said[header] = f"a {say_type(field)}? d declares it", True
    return said


def say_type(field: OwnField) -> str:
    """`number`, `choice of 5`."""
    return f"choice of {len(field.choices)}" if field.type == CHOICE else field.type


def say_fields(fields: Sequence[OwnField]) -> str:
    """`team_size (number), tier (choice of 3)`."""
    return ", ".join(f"{field.name} ({say_type(field)})" for field in fields)


def text_of(fields: Sequence[OwnField]) -> str:
    """The fields as they would stand in the file."""
    return as_toml(fields)


def declare(fields: Sequence[OwnField]) -> str:
    """Add fields to the rep's file; what was done, in a sentence. Raises DeskError where it is broken or full."""
    if not fields:
        raise DeskError("There is nothing to declare: no column looks like a number, a date or one of a few words.")
    path = config_folder() / NAME
    there = own_fields()
    if there.faults:
        raise DeskError(f"{there.faults[0]} Mend it first.")
    if len(there.fields) + len(fields) > MOST:
        raise DeskError(f"{NAME} can hold {MOST} fields; it has {len(there.fields)}.")
    add_to(path, fields)
    return f"Declared {say_fields(fields)} in {path}"
