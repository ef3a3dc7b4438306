"""Writes the README's tables of keys, commands and filters from the program itself: `python tests/readme_tables.py`."""

from pathlib import Path

from sdrdesk.cli.table import command_table
from sdrdesk.domain.filter_fields import field_table
from sdrdesk.ui.keys import command_page, key_table

README = Path(__file__).resolve().parent.parent / "README.md"


def with_tables(readme: str) -> str:
    """The README's text with the tables between its marks as they ought to be."""
    tables = {"keys": key_table(), "box": command_page(), "filters": field_table(), "commands": command_table()}
    for name, table in tables.items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        before, _, rest = readme.partition(begin)
        _, _, after = rest.partition(end)
        readme = f"{before}{begin}\n{table.strip()}\n{end}{after}"
    return readme


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
