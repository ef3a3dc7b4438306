"""What every file of people looks like once it is open, whether it was text, a workbook or address cards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from sdrdesk.domain.leads import Mapping, Record

WORKBOOK = "workbook"
"""The encoding of what was never text."""


class Opened(Protocol):
    """A table with a header: `size` in bytes, `sha256` of the file, `encoding` and `delimiter` as they are shown."""

    path: str
    name: str
    size: int
    sha256: str
    encoding: str
    delimiter: str
    header: list[str]
    header_line: int
    preamble: list[str]
    sample: list[list[str]]

    @property
    def progress(self) -> float:
        """How much of the file the latest reading has taken in, 0 to 1."""

    def mapping(self) -> Mapping:
        """What the columns mean."""

    def records(self) -> Iterator[Record]:
        """(line, cells, why) of every row, those that cannot be read as well."""
