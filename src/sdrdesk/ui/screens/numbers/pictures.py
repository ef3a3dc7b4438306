"""What a rep would rather look at than read: cohorts by age, the share won by day, the hours that answer."""

from collections.abc import Mapping, Sequence

from sdrdesk.domain.days import MONTHS, WEEKDAYS
from sdrdesk.domain.metrics.figure import FEW, Figure, Group
from sdrdesk.ui.widgets.drawing import Piece, TextLine, line

HEIGHT = 7
_MOST_COHORTS = 5


def picture(name: str, groups: Mapping[str, Group], width: int) -> list[TextLine]:
    """The lines of a picture; none where there is nothing to see."""
    if name == "cohorts" and "conv" in groups:
        return _cohorts(_of(groups["conv"], "cohorts"))
    if name == "curve" and "cycle" in groups:
        return _curve([one for one in groups["cycle"].values() if one.id == "won_by_day"], width)
    if name == "heat" and "calls" in groups:
        return _heat(_of(groups["calls"], "hours"), width)
    return []


def _of(group: Group, id_: str) -> Figure | None:
    return next((one for one in group.values() if one.id == id_), None)


def _cohorts(figure: Figure | None) -> list[TextLine]:
    """A row per month of coming in: the share that was a prospect after so many days, as number and as bar."""
    if figure is None or not figure.value:
        return []
    ages = figure.parts["ages"]
    head = " came in      n" + "".join(f"{f'{age} d':>13}" for age in ages)
    drawn = [line(head, "dim")]
    for month, n, *shares in figure.value[-_MOST_COHORTS:]:
        name = f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"
        pieces: list[Piece] = [(f" {name:<9} {n:>4}", "" if n >= FEW else "dim")]
        for share in shares:
            if share is None:
                pieces.append((f"{'–':>13}", "dim"))
            elif n < FEW:
                pieces.append((f"{f'{round(share * n / 100)}/{n}':>13}", "dim"))
            else:
                pieces += [(f"  {'█' * round(share / 20):>6}", "mark"), (f"{share:>4.0f}%", "")]
        drawn.append(TextLine(tuple(pieces)))
    return drawn


def _curve(points: Sequence[Figure], width: int) -> list[TextLine]:
    """The share of prospects won by each day; what was lost or dropped competes."""
    if not points or not any(one.value for one in points):
        return []
    last = max(int(one.parts["day"]) for one in points)
    top = max(float(one.value) for one in points)
    wide, high = max(min(width - 10, 100), 10), HEIGHT - 2
    columns = []
    for place in range(wide):
        day = (place + 1) * last / wide
        columns.append(max((float(one.value) for one in points if one.parts["day"] <= day), default=0.0))
    drawn = []
    for level in range(high, 0, -1):
        mark = f"{100 * top * level / high:>5.0f} % "
        cells = "".join("█" if value >= top * (level - 0.5) / high else " " for value in columns)
        drawn.append(TextLine(((mark, "dim"), (cells, "mark"))))
    drawn.append(line(f"  won by day 0{str(last).rjust(wide - 6)}", "dim"))
    return drawn


def _heat(figure: Figure | None, width: int) -> list[TextLine]:
    """Weekday by hour: the share of dials that reached the right person, in percent; a dot where there are few."""
    if figure is None or not figure.value:
        return []
    cells = {(day, hour): (dials, connects) for day, hour, dials, connects in figure.value}
    hours = range(min(hour for _, hour in cells), max(hour for _, hour in cells) + 1)
    hours = range(hours.start, min(hours.stop, hours.start + max((width - 7) // 5, 1)))
    whole = sum(dials for dials, _ in cells.values())
    average = sum(connects for _, connects in cells.values()) / whole if whole else 0.0
    drawn = [line(f" reach % {''.join(f'{hour:>4}h' for hour in hours)}", "dim")]
    for day in sorted({day for day, _ in cells}):
        pieces: list[Piece] = [(f" {WEEKDAYS[day]:<7} ", "")]
        for hour in hours:
            dials, connects = cells.get((day, hour), (0, 0))
            if dials < FEW:
                pieces.append((f"{'·' if dials else ' ':>5}", "dim"))
                continue
            share = connects / dials
            pieces.append((f"{100 * share:>5.0f}", "lit" if share >= 1.5 * average and connects > 1 else ""))
        drawn.append(TextLine(tuple(pieces)))
    return drawn
