"""The file of what orders Today: the rep's own queue.toml over the shipped weights, which the domain knows too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sdrdesk.domain.queue import BANDS, Weights
from sdrdesk.domain.scoring import POINTS, Engagement

if TYPE_CHECKING:
    from .own_toml import OwnFile

NAME = "queue.toml"
SHIPPED = Path(__file__).parent / NAME
_WHOLE = {"sla_minutes": (1, 10_000), "new_days": (0, 365), "nudge": (1, 50)}
_ENGAGEMENT = {"half_life_days": (1, 3650), "most_per_day": (1, 100)}
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Weighing(NamedTuple):
    """What orders the queue, and how what they did counts."""

    queue: Weights = Weights()
    engagement: Engagement = Engagement()


def load_weights(path: Path) -> Weighing:
    """The weights in a file over the shipped ones. Raises DeskError naming file, line and what is wrong."""
    from .own_toml import read_own  # only where there is a file

    own = read_own(path)
    _only(own, (), own.table, ("bands", "open_from", "open_to", *_WHOLE, "engagement"))
    plain = Weights()
    queue = Weights(
        bands=_bands(own),
        open_from=_clock(own, "open_from", plain.open_from),
        open_to=_clock(own, "open_to", plain.open_to),
        **{name: _number(own, (name,), own.table, span, getattr(plain, name)) for name, span in _WHOLE.items()},
    )
    if queue.open_to <= queue.open_from:
        own.refuse(("open_to",), f"is {queue.open_to}, before the hours begin at {queue.open_from}")
    return Weighing(queue, _engagement(own))


def _engagement(own: OwnFile) -> Engagement:
    table = own.table.get("engagement", {})
    if not isinstance(table, dict):
        own.refuse(("engagement",), "is written [engagement]")
    _only(own, ("engagement",), table, (*_ENGAGEMENT, "points"))
    points = table.get("points", {})
    if not isinstance(points, dict):
        own.refuse(("engagement", "points"), "is written [engagement.points]")
    _only(own, ("engagement", "points"), points, tuple(POINTS))
    plain, path = Engagement(), ("engagement", "points")
    mine = {name: _number(own, (*path, name), points, (-100, 100), 0) for name in points}
    numbers = {
        name: _number(own, ("engagement", name), table, span, getattr(plain, name))
        for name, span in _ENGAGEMENT.items()
    }
    return Engagement({**POINTS, **mine}, **numbers)


def _only(own: OwnFile, path: tuple[str, ...], table: dict[str, Any], known: tuple[str, ...]) -> None:
    for name in table:
        if name not in known:
            own.refuse((*path, name), f"is not known; there are {', '.join(known)}")


def _number(own: OwnFile, path: tuple[str, ...], table: dict[str, Any], span: tuple[int, int], plain: int) -> int:
    value = table.get(path[-1], plain)
    if type(value) is not int or not span[0] <= value <= span[1]:
        own.refuse(path, f"must be a whole number from {span[0]} to {span[1]}")
    return value


def _clock(own: OwnFile, name: str, plain: str) -> str:
    value = own.table.get(name, plain)
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        own.refuse((name,), 'must be a time such as "09:00"')
    return value


def _bands(own: OwnFile) -> tuple[str, ...]:
    value = own.table.get("bands", list(BANDS))
    if not isinstance(value, list) or sorted(map(str, value)) != sorted(BANDS):
        own.refuse(("bands",), f"must name each of {', '.join(BANDS)} once")
    return tuple(value)
