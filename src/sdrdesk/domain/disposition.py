"""The outcomes of a call: their keys, what they count as, and the next step each one sets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from .days import WEEKDAYS, add_business_days, add_months, next_open_day, say_day
from .errors import DeskError
from .text import clip, visible

Asks = Literal["when", "who", "number", "confirm"]
Exit = Literal["dormant", "lost", "disqualified"]

MORNING, AFTERNOON = time(10, 30), time(14, 30)
LAST_SAME_DAY = time(17, 0)
BUSY_WAIT_MINUTES = 120
LOOK_AGAIN_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Disposition:
    """One outcome; the flags feed the numbers.

    answered: somebody picked up; connect: the right person did; conversation: we talked; two_way: it resets the quiet
    clock. `asks` is what the desk asks for afterwards; only "when" and "confirm" must be answered.
    """

    key: str
    id: str
    label: str
    answered: bool
    connect: bool
    conversation: bool
    meeting: bool
    two_way: bool
    asks: Asks | None
    hubspot: str

    @property
    def must_answer(self) -> bool:
        """Whether what it asks for has to be given."""
        return self.asks in ("when", "confirm")


def _unanswered(key: str, id_: str, label: str, hubspot: str, asks: Asks | None = None) -> Disposition:
    return Disposition(key, id_, label, False, False, False, False, False, asks, hubspot)


def _answered(key: str, id_: str, label: str, hubspot: str, asks: Asks | None = None) -> Disposition:
    return Disposition(key, id_, label, True, False, False, False, False, asks, hubspot)


def _connected(key: str, id_: str, label: str, two_way: bool, asks: Asks | None = None) -> Disposition:
    return Disposition(key, id_, label, True, True, False, False, two_way, asks, "Connected")


def _talked(key: str, id_: str, label: str, asks: Asks | None = None, meeting: bool = False) -> Disposition:
    return Disposition(key, id_, label, True, True, True, meeting, True, asks, "Connected")


DISPOSITIONS = (
    _unanswered("n", "no_answer", "no answer", "No answer"),
    _unanswered("b", "busy", "busy", "Busy"),
    _unanswered("v", "voicemail_left", "voicemail left", "Left voicemail"),
    _unanswered("x", "voicemail_none", "voicemail, none left", "No answer"),
    _unanswered("w", "bad_number", "wrong number", "Wrong number", asks="number"),
    _answered("g", "gatekeeper", "gatekeeper", "Left live message", asks="who"),
    _answered("p", "wrong_person", "wrong person", "Connected", asks="who"),
    _connected("h", "hung_up", "hung up", two_way=False),
    _connected("c", "callback", "call back", two_way=True, asks="when"),
    _talked("i", "not_interested", "not interested"),
    _talked("r", "referred", "referred", asks="who"),
    _talked("k", "conversation", "conversation", asks="when"),
    _talked("m", "meeting_booked", "meeting booked", asks="when", meeting=True),
    _connected("d", "do_not_contact", "do not contact", two_way=True, asks="confirm"),
)
_BY_KEY = {one.key: one for one in DISPOSITIONS}
_BY_ID = {one.id: one for one in DISPOSITIONS}


def by_key(key: str) -> Disposition | None:
    """The outcome of that key in the strip, or None."""
    return _BY_KEY.get(key)


def by_id(id_: str) -> Disposition | None:
    """The outcome of that id, or None."""
    return _BY_ID.get(id_)


_ALSO = {"voicemail": "voicemail_left", "meeting": "meeting_booked", "dnc": "do_not_contact"}


def match_disposition(text: str) -> Disposition:
    """The outcome of this id, key or label, or of the only one that begins so. Raises DeskError naming the choices."""
    wanted = text.strip().lower().replace("-", "_").replace(" ", "_")
    exact = by_id(_ALSO.get(wanted, wanted)) or by_key(wanted)
    if exact is not None:
        return exact
    by_label = [one for one in DISPOSITIONS if one.label.replace(" ", "_") == wanted]
    begun = [one for one in DISPOSITIONS if wanted and any(said.startswith(wanted) for said in _ways(one))]
    found = by_label or begun
    if len(found) == 1:
        return found[0]
    shown = clip(visible(text), 30)
    if found:
        raise DeskError(f"“{shown}” could be {' or '.join(one.id for one in found)}; type one more letter.")
    known = ", ".join(one.id for one in DISPOSITIONS)
    raise DeskError(f"“{shown}” is not an outcome of a call; use one of {known}.")


def _ways(one: Disposition) -> tuple[str, str]:
    return one.id, one.label.replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Suggested:
    """The next step an outcome would set.

    `due` is a local day, None when it has to be asked for; on an `exit` it is the day to look again, None for never.
    `also` is a thing to do besides; `stays` keeps the row in front, since a conversation is never skipped over.
    `next_try` of `cap` is the number the coming dial would have.
    """

    kind: str
    what: str
    due: date | None = None
    time: time | None = None
    exit: Exit | None = None
    stays: bool = False
    also: str = ""
    next_try: int | None = None
    cap: int = 0


_RETRY_IN = {"no_answer": 1, "busy": 1, "voicemail_left": 2, "voicemail_none": 1, "gatekeeper": 1}
# id -> kind, what, business days from today (None: has to be asked for)
_STEPS: dict[str, tuple[str, str, int | None]] = {
    "bad_number": ("task", "find a working number", 1),
    "wrong_person": ("task", "find the right person", 1),
    "hung_up": ("mail", "mail instead of calling", 3),
    "callback": ("call", "call back", None),
    "referred": ("call", "call the person they named", 1),
    "conversation": ("call", "follow up", None),
    "meeting_booked": ("meeting", "meeting", None),
}


def next_after(
    disposition: Disposition,
    today: date,
    now: time,
    closed_days: frozenset[date] = frozenset(),
    attempt: int = 1,
    cap: int = 6,
    stage: str = "lead",
) -> Suggested:
    """What this outcome leads to, on open days only, at local times.

    `attempt` is the number of the dial just made, counted since the last conversation. At the cap a lead or prospect
    is offered the way out, with a day to look again; a customer is written to instead.
    """
    if disposition.id in _RETRY_IN:
        if attempt >= cap:
            return _out_of_tries(today, closed_days, attempt, cap, stage)
        return _retry(disposition, today, now, closed_days, attempt, cap)
    if disposition.id == "not_interested":
        return _not_interested(today, closed_days, stage)
    if disposition.id == "do_not_contact":
        return _hands_off(today, closed_days, stage)
    kind, what, days = _STEPS[disposition.id]
    due = None if days is None else add_business_days(today, days, closed_days)
    return Suggested(kind, what, due, stays=disposition.conversation)


def _retry(
    disposition: Disposition, today: date, now: time, closed: frozenset[date], attempt: int, cap: int
) -> Suggested:
    also = "mail today" if disposition.id == "voicemail_left" else ""
    due = add_business_days(today, _RETRY_IN[disposition.id], closed)
    at = AFTERNOON if now < time(12) else MORNING
    if disposition.id == "busy":
        later = now.hour * 60 + now.minute + BUSY_WAIT_MINUTES
        same_day = later <= LAST_SAME_DAY.hour * 60 + LAST_SAME_DAY.minute and next_open_day(today, closed) == today
        due, at = (today, time(later // 60, later % 60)) if same_day else (due, MORNING)
    return Suggested("call", "call again", due, at, also=also, next_try=attempt + 1, cap=cap)


def _out_of_tries(today: date, closed: frozenset[date], attempt: int, cap: int, stage: str) -> Suggested:
    if stage == "customer":
        return Suggested("mail", "mail instead of calling", add_business_days(today, 3, closed))
    tried = "1 try" if attempt == 1 else f"{attempt} tries"
    return Suggested("wait", f"{tried} without a conversation", _look_again(today), exit="dormant", cap=cap)


def _not_interested(today: date, closed: frozenset[date], stage: str) -> Suggested:
    also = "note the objection"
    if stage == "customer":
        due = add_business_days(today, 20, closed)
        return Suggested("check_in", "check-in", due, stays=True, also=also)
    exit_: Exit = "lost" if stage == "prospect" else "dormant"
    return Suggested("wait", "not interested", _look_again(today), exit=exit_, stays=True, also=also)


def _hands_off(today: date, closed: frozenset[date], stage: str) -> Suggested:
    if stage == "customer":
        due = add_business_days(today, 1, closed)
        return Suggested("task", "settle who looks after them without contact", due)
    return Suggested("wait", "asked us to stop", None, exit="disqualified")


def _look_again(today: date) -> date:
    return add_months(today, LOOK_AGAIN_MONTHS)


def tries(calls: Iterable[tuple[str, str]]) -> int:
    """How many outbound dials there were since the last conversation.

    `calls` are (direction 'out' or 'in', disposition id), oldest first; every dial counts, a conversation, whoever
    rang, starts anew.
    """
    count = 0
    for direction, id_ in calls:
        outcome = by_id(id_)
        if outcome is not None and outcome.conversation:
            count = 0
        elif direction == "out":
            count += 1
    return count


def phrase(suggested: Suggested, today: date) -> str:
    """The next step as the strip prints it: `call again Thu 10:30 · try 3/6`."""
    if suggested.exit:
        again = f", look again {_near(suggested.due, today)}" if suggested.due else ""
        step = f"{suggested.what}: {suggested.exit}{again}"
    elif suggested.due is None:
        step = f"{suggested.what}, when?"
    else:
        clock = f" {suggested.time:%H:%M}" if suggested.time else ""
        step = f"{suggested.what} {_near(suggested.due, today)}{clock}"
    number = f" · try {suggested.next_try}/{suggested.cap}" if suggested.next_try else ""
    return f"{suggested.also}, {step}{number}" if suggested.also else f"{step}{number}"


def _near(day: date, today: date) -> str:
    """In a strip a day within a week is its name alone."""
    ahead = (day - today).days
    if ahead == 0:
        return "today"
    return WEEKDAYS[day.weekday()] if 0 < ahead < 7 else say_day(day, today)
