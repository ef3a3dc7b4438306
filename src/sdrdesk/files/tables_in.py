"""Reads tables other programs export: finds encoding, delimiter and header, then hands out rows one by one."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.leads import Mapping, Record

from .bytes_in import Measured, measure, open_text
from .dialects import Layout, layout, looks_like_data
from .headers import is_known, map_headers
from .records_in import Records

_SAMPLE = 1 << 20
_MOST_COLUMNS = 20_000
_LONGEST_HEADER = 200


class Table:
    """A table in a file, opened by `open_table`.

    `header` names every column once (blank ones `column N`, repeated ones `name (2)`), `header_line` counts physical
    lines from 1, `preamble` holds the lines above it, `size` is in bytes, `sha256` is hex.
    """

    def __init__(self, measured: Measured, found: Layout, preamble: list[str], max_cell: int) -> None:
        self.path = measured.path
        self.name = measured.name
        self.size = measured.size
        self.sha256 = measured.sha256
        self.encoding = measured.encoding
        self.delimiter = found.delimiter
        self.header = named(found.header)
        self.header_line = found.header_line
        self.preamble = preamble
        self.sample = found.sample
        self._measured = measured
        self._as_typed = _comparable(found.header)
        self._max_cell = max_cell
        self._raw: io.FileIO | None = None
        self._read = 0

    @property
    def progress(self) -> float:
        """How much of the file the latest reading has taken in, 0 to 1."""
        if self._raw is not None and not self._raw.closed:
            self._read = self._raw.tell()
        return min(1.0, self._read / self.size) if self.size else 1.0

    def mapping(self) -> Mapping:
        """What the columns mean."""
        return map_headers(self.name, self.header, self.sample)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line, cells) of every row that can be read; short rows are filled up, blank ones left out."""
        return ((line, cells) for line, cells, why in self.records() if why is None)

    def records(self) -> Iterator[Record]:
        """(line, cells, why) of every row, those that cannot be read as well; repeated headers are left out."""
        width = len(self._as_typed)
        raw, text = open_text(self._measured)
        self._raw, self._read = raw, 0
        try:
            with text:
                for _ in range(self.header_line - 1):
                    text.readline()
                start = self.header_line - 1
                records = iter(Records(text, self.delimiter, start=start, width=width, max_cell=self._max_cell))
                next(records, None)
                for record in records:
                    cells = record[1]
                    if not _is_blank(cells) and not self._repeats_header(cells):
                        if len(cells) < width:
                            cells += [""] * (width - len(cells))
                        yield record
                self._read = raw.tell()
        except OSError as trouble:
            raise DeskError(f"{self.name} cannot be read any further: {trouble.strerror}.") from trouble

    def _repeats_header(self, cells: list[str]) -> bool:
        return (
            len(cells) == len(self._as_typed) > 1
            and _first(cells) == self._as_typed[0]
            and (_comparable(cells) == self._as_typed)
        )


def open_table(
    path: str | os.PathLike[str],
    *,
    max_cell: int = 1_000_000,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Table:
    """The table in the file `path`, its header found; DeskError in one sentence when there is none to read.

    `max_cell` is the longest cell in characters (longer ones make their row a reject); `encoding` and `delimiter`
    are found when not given.
    """
    measured = measure(path, encoding)
    text = _sample(measured)
    if not text.strip("\ufeff\0 \t\r\n"):
        raise DeskError(f"{measured.name} is empty.")
    found = layout(text, is_known, delimiter, max_cell)
    if found is None:
        raise DeskError(f"{measured.name} has no header row that can be read.")
    if looks_like_data(found.header):
        raise DeskError(
            f"{measured.name} has no header: line {found.header_line} looks like data; "
            "put a line with column names above it."
        )
    if len(found.header) > _MOST_COLUMNS:
        raise DeskError(
            f"{measured.name} has {len(found.header):,} columns on line {found.header_line}; "
            f"the most that can be read is {_MOST_COLUMNS:,}."
        )
    preamble = [line.rstrip("\r\n") for line in io.StringIO(text, newline="")][: found.header_line - 1]
    return Table(measured, found, preamble, max_cell)


def _sample(measured: Measured) -> str:
    """The first lines, whole ones only unless there is but one."""
    _, text = open_text(measured)
    try:
        with text:
            taken = text.read(_SAMPLE)
            whole = not text.read(1)
    except (OSError, UnicodeError) as trouble:
        raise DeskError(f"{measured.name} cannot be read as {measured.encoding}: {trouble}.") from trouble
    cut = max(taken.rfind("\n"), taken.rfind("\r"))
    return taken if whole or cut < 0 else taken[: cut + 1]


def _is_blank(cells: list[str]) -> bool:
    return not "".join(cells).strip()


def _first(cells: list[str]) -> str:
    return cells[0].strip("\ufeff \t\r\n").casefold()


def _comparable(cells: list[str]) -> list[str]:
    return [_first([cell]) for cell in cells]


def named(cells: list[str]) -> list[str]:
    """Each column under a name of its own; blank names at the end are no columns."""
    names: list[str] = []
    uses: dict[str, int] = {}
    for place, cell in enumerate(cells, start=1):
        name = " ".join(cell.strip("\ufeff").split())[:_LONGEST_HEADER].rstrip() or f"column {place}"
        uses[name] = uses.get(name, 0) + 1
        once = name
        while uses[name] > 1 and once in uses:
            once = f"{name} ({uses[name]})"
            uses[name] += once in uses
        uses.setdefault(once, 1)
        names.append(once)
    while len(names) > 1 and not cells[len(names) - 1].strip("\ufeff \t\r\n"):
        names.pop()
    return names
