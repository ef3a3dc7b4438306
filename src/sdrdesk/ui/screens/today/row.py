"""What a row of Today says: why it is here, who, what, its score, the try, and what time it is there."""

from rich.cells import cell_len

from sdrdesk.ui.safe_text import cut, plain
from sdrdesk.ui.widgets.drawing import Piece, TextLine, fitted
from sdrdesk.usecases.today import Row

ONE_LINE = 96
"""From so many cells on a row is one line, and the columns have titles."""
_WHY, _SCORE, _TRY, _TIME = 16, 6, 5, 10
_INKS = {"promised": "today", "late": "late", "today": "", "reply": "good", "new": "warn", "cold": "cold",
         "recycled": "dim"}  # fmt: skip


def titles(width: int) -> tuple[Piece, ...]:
    """The columns' titles for a list of that width."""
    who, what = _rooms(width)
    named = (("WHY", _WHY), ("WHO", who), ("WHAT", what), ("SCORE", _SCORE), ("TRY", _TRY), ("THEIR TIME", _TIME))
    return (("  ", ""), *((fitted(title, room), "dim") for title, room in named))


def draw(row: Row, width: int, clock: str) -> list[TextLine]:
    """One line where there is room, else two. `clock` is my own time, shown with a mark where theirs is not known."""
    return [_one_line(row, width, clock)] if width >= ONE_LINE else _two_lines(row, width, clock)


def _rooms(width: int) -> tuple[int, int]:
    room = max(width - _WHY - _SCORE - _TRY - _TIME, 20)
    return room // 2, room - room // 2


def _one_line(row: Row, width: int, clock: str) -> TextLine:
    who, what = _rooms(width)
    return TextLine(
        (
            (_fit(row.why, _WHY), _ink(row)),
            (_fit(_who(row, who - 1), who), "title"),
            (_fit(row.what, what), ""),
            (_fit(_score(row), _SCORE), ""),
            (_fit(_try(row), _TRY), _try_ink(row)),
            (_fit(_short_time(row, clock), _TIME), "dim" if row.away or not row.clock else ""),
        )
    )


def _two_lines(row: Row, width: int, clock: str) -> list[TextLine]:
    facts: tuple[Piece, ...] = ((_score(row), ""), (f" {_try(row):>4}", _try_ink(row)))
    room = width - _WHY - sum(cell_len(text) for text, _ in facts) - 1
    above = TextLine(((_fit(row.why, _WHY), _ink(row)), (_who(row, room), "title")), facts)
    time = ((_time(row, clock), "dim" if row.away or not row.clock else ""),)
    return [above, TextLine(((" " * _WHY, ""), (row.what, "")), time)]


def _fit(text: str, width: int) -> str:
    """Padded or cut to the width, the last cell left free."""
    return fitted(plain(text, width - 1), width)


def _who(row: Row, room: int) -> str:
    """`Priya Nair · Halden`; where both do not fit, each gets its share."""
    if not row.person:
        return plain(row.name, room)
    person, name = plain(row.person), plain(row.name)
    if cell_len(person) + 3 + cell_len(name) > room:
        person = cut(person, max(room - 3 - cell_len(name), room // 2 - 2, 4))
    return f"{person} · {name}"


def _ink(row: Row) -> str:
    return "late" if row.over else _INKS[row.band]


def _score(row: Row) -> str:
    return row.score.cell + ("+" if row.nudge > 0 else "-" if row.nudge < 0 else "")


def _try(row: Row) -> str:
    return "–" if row.tries is None else f"{row.tries}/{row.cap}"


def _try_ink(row: Row) -> str:
    return "warn" if row.tries is not None and row.tries >= row.cap else "dim" if row.tries is None else ""


def _time(row: Row, clock: str) -> str:
    if not row.clock:
        return f"{clock}?" if clock else ""
    return f"{row.clock} off" if row.away else row.clock


def _short_time(row: Row, clock: str) -> str:
    """Without their weekday, where it takes too much room."""
    said = _time(row, clock)
    return said if cell_len(said) < _TIME else said.partition(" ")[2]
