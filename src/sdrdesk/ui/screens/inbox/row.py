"""What a row of the inbox says: who, how to reach them, where they came from, their score, how long they wait."""

from datetime import date

from rich.cells import cell_len

from sdrdesk.domain.icp import UNKNOWN
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.widgets.drawing import TextLine, fitted
from sdrdesk.usecases.inbox import Waiting

_ONE_LINE = 96
"""From so many cells on a row is one line."""


def draw(row: Waiting, width: int, today: date) -> list[TextLine]:
    """One line where there is room, else two."""
    return [_one_line(row, width, today)] if width >= _ONE_LINE else _two_lines(row, today)


def _two_lines(row: Waiting, today: date) -> list[TextLine]:
    reach = ((row.reach, ""),) if row.reach else (("no way to reach them", "warn"),)
    below = TextLine(((_people(row), "dim"),), reach)
    cell = f" {row.cell}" if _says_something(row) else ""
    right = ((_from(row), "dim"), (cell, ""), (f" {age(row, today):>4}", "dim"))
    return [TextLine(((row.name, "title"),), right), below]


def _one_line(row: Waiting, width: int, today: date) -> TextLine:
    source, waits = plain(_from(row), 24), f" {age(row, today):>4}"
    cell = f" {row.cell if _says_something(row) else '':>2}"
    room = width - 24 - cell_len(cell) - cell_len(waits) - 4
    name, person = room * 3 // 10, room * 4 // 10
    reach = room - name - person
    return TextLine(
        (
            (fitted(plain(row.name), name), "title"),
            ("  ", ""),
            (fitted(plain(_people(row)), person), ""),
            ("  ", ""),
            (fitted(plain(row.reach or "no way to reach them"), reach), "" if row.reach else "warn"),
        ),
        ((source, "dim"), (cell, ""), (waits, "dim")),
    )


def _says_something(row: Waiting) -> bool:
    """Whether there is a score, and more in it than that nothing is known and nothing happened."""
    return row.cell not in ("", f"{UNKNOWN}4")


def _people(row: Waiting) -> str:
    person = row.person if row.person and row.person != row.name else ""
    said = ", ".join(part for part in (person, row.title or "") if part)
    return f"{said} +{row.people - 1}" if row.people > 1 else said or "nobody named"


def _from(row: Waiting) -> str:
    return " · ".join(part for part in (row.source or "", row.country or "") if part)


def age(row: Waiting, today: date) -> str:
    """How long ago it was created at its source: `today`, `9d`, `6w`, `14m`, `3y`."""
    days = (today - date.fromisoformat(row.created_on[:10])).days
    if days <= 0:
        return "new"
    if days < 70:
        return f"{days}d"
    return f"{days // 30}m" if days < 730 else f"{days // 365}y"
