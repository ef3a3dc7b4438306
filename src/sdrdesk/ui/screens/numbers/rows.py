"""The lines of a page: each figure in words, with a bar where that says it sooner, and against its target."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sdrdesk.domain import objection
from sdrdesk.domain.activity import label_of
from sdrdesk.domain.days import MONTHS
from sdrdesk.domain.metrics.assumptions import Assumptions
from sdrdesk.domain.metrics.figure import NOTHING, Behind, Figure, Group
from sdrdesk.domain.metrics.words import judge, say, say_value
from sdrdesk.domain.money import minor_digits, say_money
from sdrdesk.ui.widgets.drawing import TextLine, fitted

from .pages import LABELS, WHY, Page

BAR = 14
_UNSEEN = frozenset({
    "leads_of_period", "of_them_prospects", "of_them_customers",
    "cohorts", "outcomes", "won_by_day", "hours", "win_range", "retention_naive", "leads", "cpl", "forecast", "offsets",
    "source_prospect", "source_customer",
})  # fmt: skip
"""Figures that a picture shows, or that only data needs."""
_INK = {"above": "good", "below": "bad", "can't tell yet": "dim"}


class NumberRow(NamedTuple):
    """One line: its key, label, words, bar (0 to 1), verdict, what is behind it, and what to beware of."""

    key: str
    label: str
    said: str
    bar: float | None = None
    verdict: tuple[str, str] = ("", "")
    behind: Behind = NOTHING
    why: str = ""
    section: str = ""


def rows_of(page: Page, groups: Mapping[str, Group], assumed: Assumptions, currency: str) -> list[NumberRow]:
    """The lines of a page, as far as its groups are worked out."""
    found: list[NumberRow] = []
    for name in page.groups:
        group = groups.get(name)
        if group is None:
            continue
        if name == "attr" and page.name == "Value":
            group = {key: one for key, one in group.items() if one.id.startswith("cac")}
        if name == "volume":
            first = next((one for one in groups.get("attr", {}).values() if one.id == "revenue_first"), None)
            found += _sources(group, first.value if first is not None else {}, currency)
        found += _rows(name, group, assumed, currency)
    return found


def _rows(name: str, group: Group, assumed: Assumptions, currency: str) -> Iterator[NumberRow]:
    if name == "conv":
        yield from _funnel(group)
    if name == "velocity":
        yield from _forecast(group, currency)
    if name == "state":
        yield from _states(group)
        return
    most = max((one.value for one in group.values() if one.id == "dials"), default=0)
    for key, figure in sorted(group.items(), key=lambda pair: pair[1].id in _ONE_BY_ONE):
        if figure.id in _UNSEEN:
            continue
        bar = figure.value / most if most and figure.unit == "count" and figure.id in _FUNNEL else None
        said = f"{figure.value:,}" if bar is not None else words(figure, currency)
        yield NumberRow(f"{name} {key}", label(key, figure), said, bar, _verdict(figure, assumed),
                        figure.behind, _why(figure))  # fmt: skip


_ONE_BY_ONE = frozenset({"waited", "qualification", "activity", "act", "spells_lead", "spells_prospect"})
"""Records told one by one come after what they amount to."""
_FUNNEL = frozenset({"dials", "answered", "connects", "conversations", "meetings"})


def label(key: str, figure: Figure) -> str:
    """What a figure is called on the screen."""
    if figure.id == "activity":
        kind = key.partition("[")[2].rstrip("]")
        return f"Logged: {label_of(kind)}"
    if figure.id == "source_accepted":
        return f"Accepted: {figure.parts['source']}"
    if figure.id in ("promised_leads", "promised_touch"):
        what = "Leads come / promised" if figure.id == "promised_leads" else "First touch as promised"
        return f"{what}, {_month(str(figure.parts['month']))}"
    if figure.id == "resolution_rate":
        found = objection.category(str(figure.parts.get("category")))
        return found.label if found else key
    if figure.id == "response":
        return f"  {objection.response_kind_label(str(figure.parts['response']))} ({figure.parts['category']})"
    if figure.id == "act":
        kind, _, rest = key.partition(" ")
        return f"  {kind.replace('_', ' ')} {rest}"
    if figure.id in ("spells_lead", "spells_prospect"):
        stage = figure.id.removeprefix("spells_")
        return f"As a {stage}: {key.partition(f' {stage} spells')[0]}"
    if figure.id == "engagement_ahead":
        return f"  after {key.split()[-3]} quiet days"
    return LABELS.get(figure.id, key.removesuffix(" wall / business minutes"))


def words(figure: Figure, currency: str) -> str:
    """A figure in words, with what belongs beside it."""
    parts = figure.parts
    if figure.id in _OF_SPEND and figure.value is not None and not figure.numerator:
        return "– (no spend entered)"
    if figure.id == "qualification":
        return f"{figure.value:g} of 100, {parts['coverage']} known, {parts['verdict']}"
    if figure.id == "resolution_rate":
        return _objection(figure)
    if figure.id in ("spells_lead", "spells_prospect"):
        return " and ".join(f"{days:g}" for days in figure.value) + " days; went back"
    if figure.id == "waited":
        wall, working = figure.value
        return f"{working:,} min working, {wall:,} on the wall{'' if parts['answered'] else ', not answered'}"
    if figure.id == "due_dates":
        days = [date.fromisoformat(day) for day in figure.value]
        return ", ".join(f"{day.day} {MONTHS[day.month - 1]}" for day in days)
    if figure.id == "clv_historic":
        return " revenue, ".join(say_value(part, "money", currency) for part in figure.value) + " margin"
    if figure.id in ("cycle_prospect", "cycle_lead"):
        return _cycle(figure)
    if figure.id == "source_accepted":
        return _accepted(figure)
    if figure.id == "promised_leads" and figure.value is None:
        return f"{figure.numerator:g}, none promised"
    if figure.id == "promised_touch" and parts.get("median_minutes") is not None:
        return f"{say(figure, currency)}, median {parts['median_minutes']:g} of {parts['promised_minutes']} min"
    if figure.id == "open_ages":
        return "none open" if not figure.n else f"median {parts['median']:g} d (n = {figure.n})"
    if figure.id in ("days_in_lead", "days_in_prospect") and figure.value is not None:
        return f"{figure.value:g} d, 80 % within {parts['p80']:g} (n = {figure.n}); {parts['open']:,} still there"
    if figure.id in ("lead_prospect", "prospect_customer") and parts.get("undecided"):
        return f"{say(figure, currency)}; {parts['undecided']} too young"
    if parts.get("month_ago") is not None:
        return f"{say(figure, currency)} (a month ago {say_value(parts['month_ago'], figure.unit, currency)})"
    if figure.id == "velocity" and parts.get("moved"):
        moved = str(parts["moved"]).replace("_", " ")
        return f"{say(figure, currency)}; moved most: {moved}"
    if figure.id == "clv_cac" and parts.get("lever"):
        return f"{say(figure, currency)}; {parts['lever']}"
    said = say(figure, currency)
    return f"{said} (n = {figure.n})" if _tells_n(figure) else said


def _tells_n(figure: Figure) -> bool:
    return figure.n is not None and figure.value is not None and figure.denominator is None and (
        figure.unit in ("money", "days", "minutes") and not isinstance(figure.value, dict)
    )  # fmt: skip


def _objection(figure: Figure) -> str:
    parts = figure.parts
    settled = f"{figure.numerator:g}/{figure.denominator:g} settled" if figure.denominator else "all open"
    won = f"won {parts['won']}/{parts['decided']}" if parts["decided"] else "none decided"
    return f"{figure.n}×, explored {parts['explored']}, {settled}, {won}"


def _accepted(figure: Figure) -> str:
    parts = figure.parts
    why = ", ".join(f"{word} {many}" for word, many in parts["why"].items() if many)
    waiting = f"; {parts['waiting']} wait" if parts["waiting"] else ""
    turned = f", {parts['rejected']} rejected" + (f" ({why})" if why else "") if parts["rejected"] else ""
    return f"{figure.numerator:g} of {parts['came']}{turned}{waiting}"


def _cycle(figure: Figure) -> str:
    parts = figure.parts
    if not figure.n:
        return "nobody bought"
    skipped = f"; {parts['skipped']} skipped" if parts.get("skipped") else ""
    if figure.counts_only:
        return f"{', '.join(f'{days:g}' for days in figure.value)} d{skipped}"
    told = f"median {parts['median']:g} d, mean {parts['mean']:.0f}, 80 % within {parts['p80']:g}"
    return f"{told} (n = {figure.n}){skipped}"


def _verdict(figure: Figure, assumed: Assumptions) -> tuple[str, str]:
    target = {"lead_prospect": assumed.target_prospect, "prospect_customer": assumed.target_customer}.get(figure.id)
    if target is not None and figure.n:
        found = judge(figure, target)
        return (f"{found} {target:g} %", _INK[found])
    if figure.id == "clv_cac" and figure.value is not None:
        ratio = f"{assumed.target_ratio:g} : 1"
        if figure.counts_only:
            return (f"can't tell yet {ratio}", "dim")
        found = "above" if figure.value >= assumed.target_ratio else "below"
        return (f"{found} {ratio}", _INK[found])
    return ("", "")


_OF_SPEND = frozenset({"cpl_blended", "qualified_cpl", "cac_programme", "cac_loaded"})


def _why(figure: Figure) -> str:
    if figure.value is None:
        return figure.why_na
    told = WHY.get(figure.id, "")
    if figure.id in _OF_SPEND and not figure.numerator:
        return "No spend is entered for this period; a enters it."
    if figure.parts.get("unconverted"):
        told = f"{figure.parts['unconverted']} without a rate left out (a enters one). {told}"
    if figure.id == "win_broad" and figure.parts.get("open_old"):
        told = f"{figure.parts['open_old']} open for more than twice the median cycle. {told}"
    return told


_FUNNEL_OF_LEADS = {
    "leads_of_period": "Leads of the period",
    "of_them_prospects": "  prospects to date",
    "of_them_customers": "  customers to date",
}

# -- lines that are drawn with a bar -------------------------------------------------------------------------------


def _funnel(group: Group) -> Iterator[NumberRow]:
    """The leads of the period and how many of them got where, to date."""
    by_id = {one.id: one for one in group.values()}
    leads = by_id.get("leads_of_period")
    if leads is None:
        return
    for key, name in _FUNNEL_OF_LEADS.items():
        one = by_id[key]
        share = one.value / leads.value if leads.value else 0.0
        yield NumberRow(f"funnel {key}", name, f"{one.value:,}", share, behind=one.behind)


def _sources(group: Group, won: Mapping[str, float], currency: str) -> Iterator[NumberRow]:
    """A line per source: how many leads, what one cost, how many went on, what was won by first touch."""
    by_id: dict[str, dict[str, Figure]] = {}
    for figure in group.values():
        if "source" in figure.parts:
            by_id.setdefault(figure.id, {})[figure.parts["source"]] = figure
    leads, costs = by_id.get("leads", {}), by_id.get("cpl", {})
    most = max((one.value for one in leads.values()), default=0)
    entered = any(one.parts["spend"] for one in costs.values())
    for source, figure in sorted(leads.items(), key=lambda pair: (-pair[1].value, pair[0])):
        cost, money = costs[source], "spend not entered"
        if entered:
            each = "no lead" if cost.value is None else f"{_short(cost.value, currency)} each"
            money = f"{_short(cost.parts['spend'], currency)}, {each}"
        went = " → ".join(f"{by_id[name][source].numerator:,.0f}" for name in ("source_prospect", "source_customer"))
        revenue = f", won {_short(won[source], currency)}" if won.get(source) else ""
        yield NumberRow(
            f"source {source}", source, f"{figure.value:,} → {went}; {money}{revenue}",
            figure.value / most if most else 0.0, behind=figure.behind,
            why="leads → prospects → customers to date, by first touch; a enters spend",
        )  # fmt: skip


def _short(value: float, currency: str) -> str:
    return say_money(round(value * 10 ** minor_digits(currency)), currency)


def _forecast(group: Group, currency: str) -> Iterator[NumberRow]:
    """Open deals by the month they are expected to close, each by the chance of its step."""
    figure = next((one for one in group.values() if one.id == "forecast"), None)
    if figure is None:
        return
    most = max(figure.value.values(), default=0)
    for month, value in sorted(figure.value.items(), key=lambda pair: (pair[0] != "overdue", pair[0])):
        yield NumberRow(f"forecast {month}", f"Expected {_month(month)}", say_value(value, "money", currency),
                        value / most if most else 0.0, behind=figure.behind)  # fmt: skip


def _month(month: str) -> str:
    """`Nov 2026` of `2026-11`; what is no month reads as itself."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}" if month[:4].isdigit() else month


def _states(group: Group) -> Iterator[NumberRow]:
    """How many stand where, by the history."""
    figure = group["records_by_state"]
    counts, (_, day) = figure.value, figure.behind.ids
    most = max(counts.values(), default=0)
    for name, many in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield NumberRow(f"state {name}", f"Now {name}", f"{many:,}", many / most,
                        behind=Behind("standing", (name, day)), why="by the stage history alone")  # fmt: skip


def cut_off(row: NumberRow, width: int) -> bool:
    """Whether the words of a line have no room at this width."""
    room, wide = _columns(row, width)
    taken = room + 3 + (wide + 1 if row.bar is not None else 0) + (len(row.verdict[0]) + 1 if row.verdict[0] else 0)
    return len(row.said) > width - taken or len(row.label) > room


def _columns(row: NumberRow, width: int) -> tuple[int, int]:
    """(cells of the label, cells of a bar); a source has a short name and much to say."""
    if width < 74:
        return max(width // 2 - 2, 8), 6
    room, wide = (46, 2 * BAR) if width >= 110 else (34, BAR)
    return (22, BAR) if row.key.startswith("source ") else (room, wide)


def draw(row: NumberRow, width: int) -> list[TextLine]:
    """The line at this width: label, bar, words; the verdict at the right edge."""
    room, wide = _columns(row, width)
    name = fitted(row.label, room)
    ink = "dim" if row.said.startswith("–") else ""
    left: tuple[tuple[str, str], ...] = ((f"{name} ", ""), (row.said, ink))
    if row.bar is not None:
        left = ((f"{name} ", ""), (bar(row.bar, wide), "mark"), (f" {row.said}", ink))
    return [TextLine(left, (row.verdict,) if row.verdict[0] else ())]


def bar(part: float, wide: int) -> str:
    """A bar of so many cells for a part of the whole; something is never nothing."""
    full = round(min(max(part, 0.0), 1.0) * wide)
    return ("█" * max(full, 1 if part > 0 else 0)).ljust(wide)
