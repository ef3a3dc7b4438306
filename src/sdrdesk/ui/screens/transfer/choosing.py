"""What the import screen asks: what a column means, how its dates are read, which rows to show, where a plan goes."""

from typing import Any, NamedTuple

from sdrdesk.domain.concepts import CONCEPTS
from sdrdesk.domain.dates_in import Order, iso_day
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.widgets.picker import Item
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases.transfer import Column, RowPlan

ALL = "all"
KINDS = {
    "create": ("c", "new"), "update": ("u", "to update"), "same": ("s", "the same"), "skip": ("l", "left out"),
    "reject": ("r", "refused"),
}  # fmt: skip
"""What becomes of a row -> its key behind `f`, and its word."""
_AS_IT_IS = "-"
_KEPT = 500


class Meaning(NamedTuple):
    """What a column is to mean; None: it is kept as a field of its own."""

    concept: str | None


class Told:
    """The first rows of each kind, as a count came past them."""

    def __init__(self) -> None:
        self.rows: dict[str, list[RowPlan]] = {kind: [] for kind in KINDS}

    def hear(self, row: RowPlan) -> None:
        """One row."""
        kept = self.rows[row.kind]
        if len(kept) < _KEPT:
            kept.append(row)

    def of(self, kind: str) -> list[RowPlan]:
        """The rows of a kind, or of all, in the file's order."""
        if kind != ALL:
            return sorted(self.rows[kind])
        return sorted(row for rows in self.rows.values() for row in rows)[:_KEPT]


async def ask_meaning(screen: DeskScreen[Any], column: Column) -> Meaning | None:
    """Ask what a column means, with its cells beside it."""
    items = [Item(concept, name) for concept, name in CONCEPTS.items()]
    items.insert(0, Item(_AS_IT_IS, "nothing of these: kept as it is"))
    cells = " · ".join(plain(cell, 24) for cell in column.samples)
    question = f"What is {plain(column.header, 24)}?" + (f" ({cells})" if cells else "")
    picked = await screen.pick(question, items)
    if picked is None:
        return None
    return Meaning(None if picked == _AS_IT_IS else picked)


async def ask_order(screen: DeskScreen[Any], column: Column) -> Order | None:
    """Ask once which of two days a date is."""
    sample = sample_of(column)
    choices = (
        Choice("d", f"day first: {_day(sample, 'dmy')}", "As in most of the world"),
        Choice("m", f"month first: {_day(sample, 'mdy')}", "As in the United States"),
    )
    american = screen.desk.settings.region == "US"
    question = f"{plain(column.header, 24)}: which day is {plain(sample, 20)}?"
    answer = await screen.choose(question, choices, mark="m" if american else "d")
    return {"d": "dmy", "m": "mdy"}.get(answer or "")  # type: ignore[return-value]  # one of the two, or None


async def ask_kind(screen: DeskScreen[Any], counts: dict[str, int]) -> str | None:
    """Ask which rows to show."""
    found = [Choice(key, f"{word} {counts[kind]:,}") for kind, (key, word) in KINDS.items() if counts[kind]]
    answer = await screen.choose("Which rows?", (Choice("a", "all"), *found))
    if answer == "a":
        return ALL
    return next((kind for kind, (key, _) in KINDS.items() if key == answer), None)


def sample_of(column: Column) -> str:
    """A date that is another day the other way, as it stands in the file."""
    differs = (cell for cell in column.samples if iso_day(cell, "dmy") != iso_day(cell, "mdy"))
    return next(differs, column.samples[0] if column.samples else "03/04/2026")


def read_as(column: Column) -> str:
    """`03/04/2026 is 3 April`."""
    sample = sample_of(column)
    return f"{sample} is {_day(sample, column.order or 'mdy')}"


def _day(text: str, order: Order) -> str:
    from datetime import date

    day = iso_day(text, order)
    return f"{date.fromisoformat(day):%-d %B}" if day else "no day"
