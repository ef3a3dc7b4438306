"""Opens whatever holds a list of people: delimited text, a workbook, address cards."""

from __future__ import annotations

import os

from .bytes_in import fingerprint, measure, open_text
from .opened import Opened
from .tables_in import open_table

_HEAD = 4096


def open_list(path: str | os.PathLike[str]) -> Opened:
    """The list in a file, by what is in it and not by its name. Raises DeskError in one sentence when there is none."""
    *_, head = fingerprint(path)
    if head.startswith(b"PK\x03\x04"):
        from .workbook_in import Sheet, is_workbook  # only workbooks need their library

        if is_workbook(path):
            return Sheet(path)
    elif b"vcard" in head[:_HEAD].replace(b"\0", b"").lower():
        from .cards_in import Cards  # only cards need their reader

        measured = measure(path)
        _, text = open_text(measured)
        with text:
            first = next((line for line in text.read(_HEAD).split("\n") if line.strip("\ufeff \t\r")), "")
        if first.strip("\ufeff \t\r").upper() == "BEGIN:VCARD":
            return Cards(measured)
    return open_table(path)
