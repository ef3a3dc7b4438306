"""Writes tables and JSON for others: whole or not at all, private, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.leads import Record
from sdrdesk.domain.text import visible

from .headers import is_ours
from .opened import WORKBOOK, Opened

WHY = "why"
_RUNS = "=+-@\t\r"
_NOT_PLAIN = frozenset(_RUNS + "'")
_PHONE = re.compile(r"[+-]?[\d\s().,/-]*\d[\d\s().,/-]*")
_UNSEEN = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def harmless(cell: str) -> str:
    """The cell so that no spreadsheet runs it: a formula gets a quote in front; phone numbers stay."""
    if cell[:1] == "'" and cell[1:2] and cell[1] in _RUNS + "'":
        return "'" + cell
    return "'" + cell if cell[:1] and cell[0] in _RUNS and not _PHONE.fullmatch(cell) else cell


def restored(cell: str) -> str:
    """The cell as it was before `harmless`."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in _RUNS + "'" else cell


class Rejects:
    """The rows of an import that could not be taken, each with why, in a file that can be put right and imported."""

    def __init__(self, folder: Path, name: str, header: Sequence[str]) -> None:
        stem = re.sub(r"[\x00-\x1f/\\]", "_", Path(name).stem).removesuffix(".rejects") or "import"
        self.path = folder / f"{stem[:100]}.rejects.csv"
        self._header = [name for name in header if name != WHY]
        self._part = self.path.with_suffix(".part")
        self._file: TextIO | None = None
        self._out: Any = None

    def add(self, cells: Sequence[str], why: str) -> None:
        """One row. The file is made with the first. Raises DeskError when it cannot be written."""
        try:
            if self._file is None:
                self.path.parent.mkdir(mode=0o700, exist_ok=True)
                self._file = private(self._part)
                self._out = csv.writer(self._file)
                self._out.writerow([WHY, *map(harmless, self._header)])
            self._out.writerow([why, *map(harmless, cells)])
        except OSError as trouble:
            raise DeskError(f"The rejected rows cannot be written to {self.path}: {trouble.strerror}.") from trouble

    def close(self, keep: bool) -> Path | None:
        """The finished file, when there is one and it is kept."""
        if self._file is None:
            return None
        self._file.close()
        if keep:
            os.replace(self._part, self.path)
            return self.path
        self._part.unlink(missing_ok=True)
        return None


class Rows:
    """The rows of a table; of one this program wrote with cells as they were, of rejects without their reasons."""

    def __init__(self, table: Opened) -> None:
        self._table = table
        self.delimiter = table.delimiter
        self.returned = table.header[:1] == [WHY] and ".rejects" in table.name
        self._ours = is_ours(table.header) and table.encoding != WORKBOOK  # there text is text

    def records(self) -> Iterator[Record]:
        """The rows below the header."""
        if self.returned:
            for line, cells, why in self._table.records():
                yield line, ["", *map(restored, cells[1:])], why
        elif self._ours:
            for line, cells, why in self._table.records():
                yield line, list(map(restored, cells)), why
        else:
            yield from self._table.records()


def private(path: Path, encoding: str = "utf-8") -> TextIO:
    """A new text file that only its owner can read, in place of what was there. Raises OSError."""
    path.unlink(missing_ok=True)
    number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    return open(number, "w", encoding=encoding, newline="")


def is_device(path: Path) -> bool:
    """Whether there is a pipe or a device by this name: nothing a file may take the place of."""
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def whole_or_nothing(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text file that takes the place of `path` only when it was written to its end; of a link, its target.

    A pipe or a device (/dev/stdout, /dev/null) is written as it is. Raises DeskError in words.
    """
    if not path.name or "\0" in str(path):
        raise DeskError(f"{path} is no name of a file; name one to write to, such as everything.json.")
    try:
        if is_device(path):
            with path.open("w", encoding=encoding, newline="") as file:
                yield file
            return
        place = Path(os.path.realpath(path))
        part = place.with_name(f".{place.name}.{os.getpid()}.part")
        try:
            with private(part, encoding) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, place)
        finally:
            part.unlink(missing_ok=True)
    except OSError as trouble:
        raise DeskError(f"{path} cannot be written: {trouble.strerror}.") from trouble


def write_csv(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str) -> None:
    """A table as CSV: nothing a spreadsheet runs, nothing a terminal obeys; None is an empty cell."""
    out = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    out.writerow([harmless(visible(name)) for name in header])
    for row in rows:
        out.writerow([None if cell is None else _cell(cell if type(cell) is str else str(cell)) for cell in row])


@lru_cache(maxsize=1 << 14)
def _cell(text: str) -> str:
    """The cell as it is written; remembered, as most cells (countries, days, stages) stand in many rows."""
    if text.isascii() and text.isprintable():
        return harmless(text) if text[:1] in _NOT_PLAIN else text
    return harmless(visible(text, one_line=False))


def write_json(file: TextIO, head: dict[str, Any], tables: Iterable[tuple[str, Iterable[dict[str, Any]]]]) -> None:
    """One JSON object: what `head` says, then each table as an array, a row on a line."""
    file.write("{" + ",\n ".join(f"{_json(key)}: {_json(value)}" for key, value in head.items()) + ',\n "tables": {')
    between = "\n"
    for name, rows in tables:
        file.write(f"{between} {_json(name)}: [")
        between, comma = ",\n", "\n"
        for row in rows:
            file.write(f"{comma}  {_json(row)}")
            comma = ",\n"
        file.write("]")
    file.write("\n}}\n")


def _json(value: Any) -> str:
    """JSON in which nothing is left for a terminal to obey."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if text.isascii() and "\x7f" not in text else _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
