"""What stands on the import screen: what to do, what was found in the file, what its columns mean, its first rows."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sdrdesk.domain.concepts import CONCEPTS
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.widgets.drawing import Piece, TextLine, fitted
from sdrdesk.usecases.transfer import WINS, ImportResult, Join, Plan, RowPlan

from .choosing import ALL, KINDS, read_as

BAR = 24
"""Cells of a whole progress bar."""
_LABEL = 22
_KINDS_SAID = {"calls": "calls and notes", "unknown": "something unknown"}
_SECTIONS = {"do": "", "column": "Columns", "first": "The first rows"}
_INKS = {"create": "good", "update": "mark", "same": "dim", "skip": "warn", "reject": "bad"}


class Line(NamedTuple):
    """A line of the screen; `id` says what Enter on it does: import, file, source, region, wins, with, joined-, plan,
    date-, column-.
    """

    id: str
    section: str
    label: str
    text: str
    ink: str = ""
    note: str = ""


def lines(
    plan: Plan, head: str, source: str, region: str, rows: list[RowPlan] | None, kind: str,
    wins: str = "mine", joined: Sequence[Join] = (),
) -> list[Line]:  # fmt: skip
    """Everything to show for a file; `head` says what Enter on the first line does, `rows` are those of one kind.

    `wins` is one of WINS, `joined` are the files that come together, when there are several.
    """
    if not plan.columns:
        return [Line("import", "do", head, "", "mark"), Line("file", "do", "File", plan.file, note=_how(plan))]
    return [
        Line("import", "do", head, "", "mark"),
        Line("file", "do", "File", plan.file, note=_how(plan)),
        Line("source", "do", "Source", source or "as the file says, else its name", "" if source else "dim"),
        Line("region", "do", "Phone region", region, note="for numbers without country, when the row names none"),
        Line("wins", "do", "Which record wins", WINS[wins], "" if wins == "mine" else "warn", "Enter turns it round"),
        *_dates(plan),
        *_joined(plan, joined),
        Line("plan", "do", "Plan", "save it as a file", "dim", "to read, to compare, to run it exactly so"),
        *_columns(plan),
        *(_first(plan) if rows is None else _rows(rows, kind)),
    ]


def _dates(plan: Plan) -> Iterator[Line]:
    for place, column in enumerate(plan.columns):
        if column.asks:
            yield Line(f"date-{place}", "do", f"Dates of {column.header}", read_as(column), note="Enter turns it round")


def _joined(plan: Plan, joined: Sequence[Join]) -> Iterator[Line]:
    """The files that come together, each with the column by which it finds the others."""
    for place, one in enumerate(joined):
        by = f"{one.kind}, by {one.by}" if one.by else one.kind
        note = "" if one.file == plan.file else "Enter leaves it out"
        yield Line(f"joined-{place}", "do", one.file, by, note=note)
    yield Line("with", "do", "Together with", "name a file that belongs to it", "dim", "companies, deals, calls")


def _rows(rows: list[RowPlan], kind: str) -> Iterator[Line]:
    """What becomes of each row."""
    title = "The rows" if kind == ALL else f"The rows: {KINDS[kind][1]}"
    for row in rows:
        text = ": ".join(part for part in (KINDS[row.kind][1], row.why) if part)
        note = " · ".join(part for part in (row.where, f"line {row.line}", row.file) if part)
        yield Line(row_id(row), title, row.who or "nobody", text, _INKS[row.kind], note)


def row_id(row: RowPlan) -> str:
    """The id of the line of a row."""
    return f"row-{row.file}-{row.line}" if row.file else f"row-{row.line}"


def _how(plan: Plan) -> str:
    header = f", header on line {plan.header_line}" if plan.header_line > 1 else ""
    named = plan.format or (f"a list of {_KINDS_SAID.get(plan.kind, plan.kind)}" if plan.kind != "people" else "")
    known = f", {named}" if named else ""
    return f"{plan.encoding}, {plan.delimiter}{header}{known}"


def _columns(plan: Plan) -> Iterator[Line]:
    for place, column in enumerate(plan.columns):
        meaning = column.concept.replace("_", " ") if column.concept else column.own or "kept as it is"
        if meaning.endswith(" ref"):
            meaning = CONCEPTS[column.concept or ""]
        samples = " · ".join(column.samples)
        ink = "mark" if column.could_be else "" if column.concept or column.own else "dim"
        yield Line(f"column-{place}", "column", column.header, meaning, ink, samples)


def _first(plan: Plan) -> Iterator[Line]:
    for row in plan.first:
        where = " · ".join(part for part in (row.company, row.reach) if part)
        ink, text = ("bad", f"refused: {row.why}") if row.why else ("", where)
        yield Line(f"line-{row.line}", "first", row.name or f"line {row.line}", text, ink)


def draw(line: Line, width: int) -> list[TextLine]:
    """The line in its columns."""
    if not line.text:
        return [TextLine(((line.label, line.ink),))]
    left: tuple[Piece, ...] = ((fitted_label(line.label), "dim"), (line.text, line.ink))
    if line.note:
        left = (*left, (f"  {line.note}", "dim"))
    return [TextLine(left)]


def fitted_label(label: str) -> str:
    """The label in its column."""
    return fitted(plain(label), _LABEL - 1) + " "


def heading(above: Line | None, row: Line) -> TextLine | None:
    """A word before each part of the list."""
    if above is None or above.section == row.section:
        return None
    return TextLine(((_SECTIONS.get(row.section, row.section), "heading"),))


def bar(done: int, total: int) -> str:
    """`██████░░░░ 34%  12,000 rows`."""
    share = min(1.0, done / total) if total else 0.0
    full = round(share * BAR)
    return f"{'█' * full}{'·' * (BAR - full)} {share:.0%}  {done:,} rows"


def counted(result: ImportResult) -> str:
    """`141 new · 22 to update · 9 the same · 3 left out · 2 refused`, in the order of what matters."""
    parts = (
        (result.create, "new"), (result.update, "to update"), (result.same, "the same"),
        (result.skip, "left out"), (result.reject, "refused"),
    )  # fmt: skip
    told = [f"{number:,} {word}" for number, word in parts if number]
    why = "; ".join(f"{number:,} {reason}" for reason, number in result.skipped)
    return " · ".join(told or ["nothing in it"]) + (f" ({why})" if why else "")
