"""Writes an XLSX workbook, a sheet per table: every text is text, so that no cell is ever run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.text import visible

from .tables_out import is_device

_MOST_ROWS = 1_048_576
_LONGEST = 32_767
MISSING = (
    "Excel workbooks need a package that is not installed: pip install 'sdrdesk[xlsx]'; CSV and JSON work without it."
)

Table = tuple[str, Sequence[str], Iterable[Sequence[object]]]
"""Its name, its header, its rows."""


def write_workbook(path: Path, tables: Iterable[Table]) -> None:
    """Write the tables to `path`, whole or not at all. Raises DeskError in words."""
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # an extra, asked for by name
    except ImportError:
        raise DeskError(MISSING) from None
    if is_device(path):
        raise DeskError(f"{path} is no file, and a workbook cannot be written to anything else.")
    goal = Path(os.path.realpath(path))
    part = goal.with_name(f".{goal.name}.{os.getpid()}.part")
    scratch = ""
    try:
        scratch = tempfile.mkdtemp(prefix=".sdrdesk-", dir=goal.parent)  # what fails leaves files: customers too
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        book = xlsxwriter.Workbook(
            str(part),
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": scratch},
        )
        bold = book.add_format({"bold": True})
        for name, header, rows in tables:
            sheet = book.add_worksheet(name[:31])
            sheet.freeze_panes(1, 0)
            for place, title in enumerate(header):
                sheet.write_string(0, place, visible(title)[:_LONGEST], bold)
            for line, row in enumerate(rows, start=1):
                if line == _MOST_ROWS:
                    raise DeskError(f"A sheet holds {_MOST_ROWS:,} rows and {name} has more; export it as CSV.")
                for place, value in enumerate(row):
                    if isinstance(value, (int, float)):
                        sheet.write_number(line, place, value)
                    elif value is not None:
                        sheet.write_string(line, place, visible(str(value), one_line=False)[:_LONGEST])
        book.close()
        os.replace(part, goal)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as trouble:
        raise DeskError(f"{path} cannot be written: {getattr(trouble, 'strerror', None) or trouble}.") from trouble
    finally:
        part.unlink(missing_ok=True)
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
