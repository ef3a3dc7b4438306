"""Writes the README's tables of keys and commands from the program itself: `python tests/readme_tables.py`."""

from pathlib import Path

from sdrdesk.cli.table import command_table
from sdrdesk.ui.keys import key_table

README = Path(__file__).resolve().parent.parent / "README.md"


def with_tables(readme: str) -> str:
    """The README's text with the tables between its marks as they ought to be."""
    for name, table in (("keys", key_table()), ("commands", command_table())):
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        before, _, rest = readme.partition(begin)
        _, _, after = rest.partition(end)
        readme = f"{before}{begin}\n{table.strip()}\n{end}{after}"
    return readme


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
