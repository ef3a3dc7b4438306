"""Reads a whole desk from the JSON it was exported to, a row in memory at a time; anything else is refused."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from sdrdesk.domain.errors import DeskError

from .bytes_in import measure, open_text

FORMAT = "sdrdesk export"
_HEAD = 4096
_LONGEST_LINE = 16_000_000
_LARGEST = 200_000_000
"""A file that another program laid out anew is read whole, up to so many bytes."""

Row = dict[str, Any]


class Whole(NamedTuple):
    """An export: its file, size in bytes, hash, the schema it was written with, and when."""

    path: str
    name: str
    size: int
    sha256: str
    schema: int
    exported_at: str

    def rows(self) -> Iterator[tuple[str, int, Row]]:
        """(table, line, row) of all of it, in the file's order. Raises DeskError naming the line it stops at."""
        _, text = open_text(measure(self.path))
        with text:
            number, first = _to_tables(text)
            if first.startswith(' "'):
                yield from _lines(self, text, number, first)
                return
        yield from _at_once(self)


def is_whole(path: str | os.PathLike[str]) -> bool:
    """Whether the file looks like a whole desk rather than a list of people; false when it cannot be read."""
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError):
        return False
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and f'"{FORMAT}"'.encode() in head


def open_whole(path: str | os.PathLike[str]) -> Whole:
    """The export in a file. Raises DeskError when it is none."""
    measured = measure(path)
    _, text = open_text(measured)
    with text:
        head = text.read(_HEAD)
    before, tables, _ = head.partition('"tables"')
    try:
        told = json.loads(before.strip().rstrip(",") + "}") if tables else {}
    except ValueError:
        told = {}
    schema = told.get("schema")
    if told.get("format") != FORMAT or not isinstance(schema, int):
        raise DeskError(f"{measured.name} is no export of this desk; sdrdesk export FILE.json makes one.")
    return Whole(
        measured.path, measured.name, measured.size, measured.sha256, schema, str(told.get("exported_at", ""))
    )


def _to_tables(text: TextIO) -> tuple[int, str]:
    """Read up to the first table's line: its number, and the line, which begins so only in the layout written here."""
    for number in range(1, 20):
        if text.readline(_HEAD).rstrip("\r\n") == ' "tables": {':
            return number + 1, text.readline(_HEAD)
    return 0, ""


def _lines(whole: Whole, text: TextIO, line_number: int, line: str) -> Iterator[tuple[str, int, Row]]:
    table = ""
    while line:
        inner = line.strip().rstrip(",")
        if inner.startswith('"') and inner.endswith(("[", "[]")):
            table = str(json.loads(inner[: inner.rindex(":")]))
        elif inner.startswith("{"):
            inner = inner.removesuffix("]").rstrip()
            try:
                row = json.loads(inner)
            except ValueError:
                raise DeskError(f"{whole.name} cannot be read on line {line_number}: it was changed.") from None
            yield table, line_number, row
        elif inner == "}}":
            return
        elif inner not in ("]", ""):
            break
        line = text.readline(_LONGEST_LINE)
        line_number += 1
    raise DeskError(f"{whole.name} ends on line {line_number} before it is whole.")


def _at_once(whole: Whole) -> Iterator[tuple[str, int, Row]]:
    if whole.size > _LARGEST:
        raise DeskError(f"{whole.name} was laid out anew by another program and is too large to be read so.")
    try:
        tables = json.loads(Path(whole.path).read_bytes())["tables"]
        rows = [(str(table), 0, row) for table, found in tables.items() for row in found]
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise DeskError(f"{whole.name} cannot be read as an export; it was cut off or changed.") from None
    yield from rows
