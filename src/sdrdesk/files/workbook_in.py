"""Reads the sheet of an Excel workbook that lists people: what it would unpack to is measured first."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.leads import Mapping, Record

from .bytes_in import fingerprint
from .dialects import header_place, looks_like_data
from .headers import is_known, map_headers
from .opened import WORKBOOK
from .tables_in import named

_ENDINGS = (".xlsx", ".xlsm")
_LARGEST = 120_000_000
"""So many bytes may a workbook unpack to; a sheet of 100,000 people has about 60 million."""
_MOST_CELLS = 6_000_000
_CHUNK = 1 << 20
_PLACE = re.compile(rb'<(?:c|row)\b[^>]{0,60}?\br="([A-Z]{0,3})(\d{1,7})"')
_SAMPLE_ROWS = 200
MISSING = (
    "is a workbook, and reading those needs a package that is not installed: pip install 'sdrdesk[xlsx]'; "
    "or save the sheet as CSV."
)


def is_workbook(path: str | os.PathLike[str]) -> bool:
    """Whether a zip archive is an Excel workbook; a broken one is what its name says."""
    try:
        with zipfile.ZipFile(path) as parts:
            return any(name.startswith("xl/worksheets/") for name in parts.namelist()[:1000])
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return os.fspath(path).lower().endswith(_ENDINGS)


class Sheet:
    """The sheet of a workbook that lists people, opened by `open_list`; see `opened.Opened`. Lines are its rows."""

    encoding = WORKBOOK

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        self.name, self.size, self.sha256, _ = fingerprint(path)
        try:
            from python_calamine import CalamineWorkbook  # an extra, asked for by name
        except ImportError:
            raise DeskError(f"{self.name} {MISSING}") from None
        _measure(self.path, self.name)
        try:
            self._book = CalamineWorkbook.from_path(self.path)
            self._choose()
        except DeskError:
            raise
        except Exception as trouble:  # the library has an error class per format, and panics for some
            raise DeskError(f"{self.name} is a workbook that cannot be read ({_short(trouble)}).") from trouble
        self._done, self._rows = 0, 1

    def _choose(self) -> None:
        """The first sheet with familiar headers, else the first with anything in it."""
        fitting: list[tuple[int, str, int, list[list[str]], int]] = []
        for name in self._book.sheet_names[:50]:
            first = [(line, cells) for line, cells in _rows(self._book, name, _SAMPLE_ROWS) if any(cells)]
            if not first:
                continue
            place = header_place(first, is_known)
            line, header = first[place]
            known = sum(map(is_known, header))
            fitting.append((known, name, line, [cells for _, cells in first[place:]], len(fitting)))
            if known >= 2:
                break
        if not fitting:
            raise DeskError(f"{self.name} is empty.")
        _, self._sheet, self.header_line, rows, _ = max(fitting, key=lambda one: (one[0], -one[4]))
        self.delimiter = f"sheet {self._sheet}"
        self._typed = rows[0]
        if looks_like_data(rows[0]):
            raise DeskError(
                f"{self.name} has no header: row {self.header_line} looks like data; put column names above it."
            )
        self.header = named(rows[0])
        self.sample = rows[1:]
        self.preamble: list[str] = []

    @property
    def progress(self) -> float:
        """How much of the sheet the latest reading has taken in, 0 to 1."""
        return min(1.0, self._done / self._rows)

    def mapping(self) -> Mapping:
        """What the columns mean."""
        return map_headers(self.name, self.header, self.sample)

    def records(self) -> Iterator[Record]:
        """Every row below the header that holds anything; repeated headers are left out."""
        width = len(self._typed)
        self._rows = max(1, self._book.get_sheet_by_name(self._sheet).total_height)
        for line, cells in _rows(self._book, self._sheet):
            self._done = line
            if line <= self.header_line or not any(cells) or cells == self._typed:
                continue
            yield line, cells + [""] * (width - len(cells)), None


def _measure(path: str, name: str) -> None:
    """Refuse what would not fit into memory: a workbook tells how large it becomes, and where its cells are."""
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST:
                raise DeskError(f"{name} unpacks to more than can be read; save the sheet as CSV.")
            for part in parts.infolist():
                if part.filename.endswith((".xml", ".bin")):
                    _measure_part(parts, part, name)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError) as trouble:
        raise DeskError(f"{name} is a workbook that cannot be unpacked ({_short(trouble)}).") from trouble


def _measure_part(parts: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    is_sheet = part.filename.startswith("xl/worksheets/")
    read, widest, lowest, rest = 0, 1, 1, b""
    with parts.open(part) as text:
        while chunk := text.read(_CHUNK):
            read += len(chunk)
            for letters, row in _PLACE.findall(rest + chunk) if is_sheet else ():
                lowest = max(lowest, int(row))
                if letters:
                    widest = max(widest, _column(letters))
            rest = chunk[-100:]
            if read > _LARGEST or widest * lowest > _MOST_CELLS:
                raise DeskError(f"{name} has a sheet of {lowest:,} rows by {widest:,} columns; save it as CSV.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _rows(book: Any, name: str, most: int = 0) -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) of a sheet."""
    for line, row in enumerate(book.get_sheet_by_name(name).iter_rows(), start=1):
        if most and line > most:
            return
        yield line, [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """A cell as somebody would have typed it into a CSV file."""
    if isinstance(cell, str):
        return cell.replace("\0", "")
    if isinstance(cell, bool):
        return "yes" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell) if isinstance(cell, (int, timedelta)) else ""


def _short(trouble: BaseException) -> str:
    return " ".join(str(trouble).split())[:120] or type(trouble).__name__
