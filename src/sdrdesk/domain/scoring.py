"""What is known about a lead as two numbers kept apart: how well it fits, and how much it has done lately."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import log2
from typing import NamedTuple

from .icp import Fit

POINTS: Mapping[str, int] = {
    "meeting_held": 50, "demo_request": 40, "inbound_call": 40, "meeting_booked": 40,
    "reply": 30, "conversation": 30, "referral": 30, "referred": 25, "form": 20, "check_in": 20,
    "callback": 15, "webinar": 15, "event": 10, "asked_price": 10, "pricing_page": 10, "download": 8, "service": 5,
    "mail_click": 3, "visit": 2, "mail_open": 1, "meeting_missed": -10,
}  # fmt: skip
"""Kind of act -> points on the day it happens. What is not here counts nothing: my own attempts, above all."""

_SIGNALS = (
    ("demo", "demo_request"), ("trial", "demo_request"), ("pricing", "pricing_page"), ("price", "pricing_page"),
    ("webinar", "webinar"), ("download", "download"), ("whitepaper", "download"), ("white paper", "download"),
    ("e-book", "download"), ("ebook", "download"), ("referral", "referral"), ("referred", "referral"),
    ("recommend", "referral"), ("click", "mail_click"), ("open", "mail_open"), ("visit", "visit"),
    ("form", "form"), ("inbound", "form"), ("fair", "event"), ("event", "event"), ("conference", "event"),
)  # fmt: skip
LABELS: Mapping[str, str] = {
    "demo_request": "asked for a demo", "pricing_page": "looked at the prices", "mail_open": "opened a mail",
    "mail_click": "clicked in a mail", "visit": "came back to the site", "download": "downloaded something",
    "webinar": "came to a webinar", "event": "met at an event", "form": "filled in a form", "referral": "was referred",
    "reply": "replied", "inbound_call": "called us", "meeting_held": "meeting held",
    "meeting_missed": "missed a meeting", "check_in": "answered a check-in", "service": "service issue",
    "conversation": "conversation", "meeting_booked": "meeting booked", "referred": "named a colleague",
    "callback": "asked to be called back", "asked_price": "talked about the price",
}  # fmt: skip
BAND_FROM = ((60, 1), (30, 2), (10, 3))
GRADES = "ABCD"
BANDS = (1, 2, 3, 4)
_NOTHING = 0.01


@dataclass(frozen=True, slots=True)
class Engagement:
    """How acts count: points by kind, how many days halve them, how many of a kind count on one day."""

    points: Mapping[str, int] = field(default_factory=lambda: POINTS)
    half_life_days: int = 21
    most_per_day: int = 3


class Event(NamedTuple):
    """One act of theirs: its kind, its local day, the table and id of its record."""

    kind: str
    on: date
    table: str
    id: str


class ScoreLine(NamedTuple):
    """One reason of a score in words; `points` None where it only says something; the record it rests on, if any."""

    text: str
    points: float | None = None
    table: str = ""
    id: str = ""


class Score(NamedTuple):
    """Fit 0 to 100 as grade A to D, engagement 0 to 100 as band 1 to 4.

    An unknown fit, because nothing is known or no profile is set, is None and a dash.
    """

    grade: str
    band: int
    fit: int | None
    engagement: float

    @property
    def cell(self) -> str:
        """`A2`; an unknown fit is a dash: `–2`."""
        return f"{self.grade}{self.band}"


def signal_kind(words: str | None) -> str | None:
    """The kind of act that the words of a signal or source mean, or None."""
    text = (words or "").casefold()
    return next((kind for word, kind in _SIGNALS if word in text), None)


def score(fitting: Fit, events: Iterable[Event], today: date, weights: Engagement, blocked: bool = False) -> Score:
    """The score of one account; `blocked` is do-not-contact, which leaves no engagement."""
    total = 0.0 if blocked else min(max(raw(events, today, weights), 0.0), 100.0)
    return Score(fitting.grade, band_of(total), fitting.points, total)


def raw(events: Iterable[Event], today: date, weights: Engagement) -> float:
    """The points of all that counts as they stand today, neither cut at 0 nor at 100: all of it halves together."""
    return sum(points for _, _, points in counted(events, today, weights))


def heat(points: float, day: date, half_life_days: int) -> int:
    """Raw points of a day as a number that no day changes, in millionths: what is hotter has more points on any day.

    0: nothing counts, less than a hundredth of a point included.
    """
    if points < _NOTHING:
        return 0
    return max(round(1_000_000 * (log2(points) + day.toordinal() / half_life_days)), 1)


def explain(
    fitting: Fit, events: Iterable[Event], today: date, weights: Engagement, blocked: bool = False
) -> tuple[ScoreLine, ...]:
    """The lines a score comes from: fit first, then what they did, the latest first."""
    said = [ScoreLine(text, points) for text, points in fitting.lines]
    if blocked:
        return (*said, ScoreLine("do not contact: nothing they did counts", 0.0))
    for event, age, points in counted(events, today, weights):
        worth = weights.points[event.kind]
        said.append(ScoreLine(f"{label_of(event.kind)}, {_ago(age)} ({worth})", points, event.table, event.id))
    return tuple(said)


def counted(events: Iterable[Event], today: date, weights: Engagement) -> Iterator[tuple[Event, int, float]]:
    """(act, its age in days, its points today) of each that counts, the latest first."""
    seen: dict[tuple[str, date], int] = {}
    for event in sorted(events, key=lambda one: (one.on, one.id), reverse=True):
        worth = weights.points.get(event.kind)
        if not worth:
            continue
        counted = seen[event.kind, event.on] = seen.get((event.kind, event.on), 0) + 1
        if counted <= weights.most_per_day:
            age = max((today - event.on).days, 0)
            yield event, age, worth * 0.5 ** (age / weights.half_life_days)


def label_of(kind: str) -> str:
    """A kind of act in words."""
    return LABELS.get(kind, kind.replace("_", " "))


def _ago(days: int) -> str:
    return ("today", "yesterday")[days] if days < 2 else f"{days}d ago"


def band_of(engaged: float) -> int:
    """1 (from 60 on), 2 (30), 3 (10) or 4."""
    return next((band for least, band in BAND_FROM if engaged >= least), 4)


def cell_rank(grade: str, band: int) -> int:
    """The place of a cell in the order A1 B1 A2 C1 B2 A3 …, from 0 on; an unknown fit stands where C does."""
    column = GRADES.find(grade)
    diagonal = (2 if column < 0 else column) + band - 1
    return diagonal * 4 + band - 1


def places(grades: Iterable[str], bands: Iterable[int] = BANDS) -> list[int]:
    """The places of these cells in that order, each once."""
    wanted = tuple(bands)
    return sorted({cell_rank(grade, band) for grade in grades for band in wanted})
