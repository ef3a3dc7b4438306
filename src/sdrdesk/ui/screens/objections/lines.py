"""The report of objections as lines: how often heard, explored, settled, moved on, won, by whatever one asks."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from sdrdesk.domain import objection as rules
from sdrdesk.domain.days import MONTHS, say_day
from sdrdesk.domain.metrics.objection_report import AskFirst, Line, say_share
from sdrdesk.ui.widgets.doubts import concern_of
from sdrdesk.ui.widgets.drawing import Piece, TextLine, fitted
from sdrdesk.usecases.objection_report import Report
from sdrdesk.usecases.objections import Objection


class ReportPage(NamedTuple):
    """One way to look at objections: its short name, its question, what the report is by (none: a list)."""

    name: str
    question: str
    by: str = ""


PAGES = (
    ReportPage("Open", "What stands in the way of somebody on the board, blocking ones first"),
    ReportPage("Kinds", "What is heard, and what becomes of it", "kind"),
    ReportPage("Stages", "When it is raised", "stage"),
    ReportPage("Beneath", "What really lies beneath it", "concern"),
    ReportPage("Answers", "Which answer settles it", "answer"),
    ReportPage("Segments", "Who raises it", "segment"),
    ReportPage("Sources", "Where those come from who raise it", "source"),
    ReportPage("Months", "Is it heard more often than before?", "month"),
    ReportPage("Ask first", "Heard in 3 of the last 10 calls of a segment: ask before they say it"),
)


class ReportRow(NamedTuple):
    """A line: its key, label, cells, what to read below the list, the records behind it, or the one it is."""

    key: str
    label: str
    cells: tuple[Piece, ...]
    why: str
    ids: tuple[str, ...] = ()
    objection_id: str | None = None
    account_id: str | None = None


WIDTHS = (6, 9, 9, 9, 7)
HEADS = ("heard", "explored", "settled", "went on", "won")


def room(width: int) -> int:
    """Cells of the label beside the five columns."""
    return max(width - sum(WIDTHS) - 1, 8)


def report_rows(told: Report) -> list[ReportRow]:
    """A line per group of the report; months of a kind stand below each other, so that they read as its trend."""
    if told.by != "month":
        return [_row(line, told) for line in told.lines]
    heard: dict[str, int] = {}
    for line in told.lines:
        heard[line.key[1]] = heard.get(line.key[1], 0) + line.heard
    by_kind = sorted(told.lines, key=lambda line: (-heard[line.key[1]], line.key[1], line.key[0]))
    return [_row(line, told) for line in by_kind]


def _row(line: Line, told: Report) -> ReportRow:
    cells: tuple[str, ...] = (
        f"{line.heard:,}", f"{line.explored}/{line.heard}",
        f"{line.settled}/{line.closed}" if line.closed else "–", f"{line.moved_on}/{line.accounts}",
        f"{line.won}/{line.decided}" if line.decided else "–",
    )  # fmt: skip
    inks = ("", "warn" if line.explored * 2 < line.heard else "", "", "", "")
    pieces = tuple((cell.rjust(wide), ink) for cell, wide, ink in zip(cells, WIDTHS, inks, strict=True))
    return ReportRow("/".join(line.key), _label(told.by, line.key), pieces, _why(line, told), line.ids)


_BENEATH = {"words_only": "in their words only", "not_explored": "not explored"}


def _label(by: str, key: tuple[str, ...]) -> str:
    if by == "kind":
        return _kind(key[0])
    if by == "stage":
        return f"{_kind(key[0])}, as a {key[1]}"
    if by == "concern":
        found = rules.concern(key[1])
        return f"{_kind(key[0])}: {found.label if found else _BENEATH.get(key[1], key[1])}"
    if by == "answer":
        return f"{_kind(key[0])}: {rules.response_kind_label(key[1]) if key[1] != 'none' else 'no answer noted'}"
    if by == "month":
        return f"{_kind(key[1])}: {_month(key[0])} {key[0][:4]}"
    return f"{key[0]}: {_kind(key[1])}"


def _month(month: str) -> str:
    return MONTHS[int(month[5:]) - 1]


def _trend(kind: str, told: Report) -> str:
    """`price by month: Sep 4, Oct 12, Nov 13`."""
    months = [(line.key[0], line.heard) for line in told.lines if line.key[1] == kind]
    return f"{_kind(kind)} by month: " + ", ".join(f"{_month(month)} {many}" for month, many in months[-12:])


def _kind(id_: str) -> str:
    found = rules.category(id_)
    return found.label if found else id_


def _why(line: Line, told: Report) -> str:
    """The shares with their ranges, beside the base rate; and where it was first raised."""
    if told.by == "month":
        return f"{_trend(line.key[1], told)}; settled {say_share(line.settled, line.closed)}"
    parts = [f"settled {say_share(line.settled, line.closed)}, {line.same_call} in the same call, {line.open} open"]
    if line.decided:
        parts.append(f"won {say_share(line.won, line.decided)}, all deals {say_share(*told.base)}")
    first: Mapping[str, int] = told.first.get(line.key[0], {}) if told.by == "kind" else {}
    if first:
        parts.append("first raised: " + ", ".join(f"{stage} {many}" for stage, many in first.items()))
    return "; ".join(parts)


def open_rows(found: list[Objection], today: date) -> list[ReportRow]:
    """The objections that stand, one a line."""
    rows = []
    for one in found:
        day = datetime.fromisoformat(one.at).astimezone().date()
        mark: Piece = ("blocks ", "bad") if one.blocking else ("       ", "")
        cells: tuple[Piece, ...] = (
            mark, (fitted(_kind(one.category), 14) + " ", "warn"), (f"“{one.words}”", "quote"),
        )  # fmt: skip
        beneath = concern_of(one) or "not explored"
        why = f"{one.stage}, {say_day(day, today)}: {one.words}; beneath: {beneath}; {one.status}"
        rows.append(ReportRow(one.id, one.account, cells, why, (), one.id, one.account_id))
    return rows


def ask_rows(found: list[AskFirst]) -> list[ReportRow]:
    """What to ask before it is said, with a question that opens it."""
    rows = []
    for one in found:
        cells: tuple[Piece, ...] = ((f"{_kind(one.category)} in {one.heard} of the last {one.calls} calls", ""),)
        why = f"Ask: {rules.ASK_FIRST.get(one.category, '')}"
        rows.append(ReportRow(f"{one.segment}/{one.category}", one.segment, cells, why))
    return rows


def draw(row: ReportRow, width: int, listed: bool) -> list[TextLine]:
    """The line at this width; `listed`: words after the label, not the five columns."""
    if listed:
        return [TextLine(((f"{fitted(row.label, min(26, max(width // 3, 8)))} ", ""), *row.cells))]
    return [TextLine(((fitted(row.label, room(width)), ""), *row.cells))]
