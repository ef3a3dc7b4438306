"""When something already happened, from the words of a rep: `10:30`, `yesterday 16:00`, an ISO instant."""

from __future__ import annotations

from datetime import datetime
from datetime import time as clock_time

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.text import visible
from sdrdesk.domain.when import parse_when
from sdrdesk.store.database import stamp

from .desk import Desk

NOON = clock_time(12, 0)


def past_moment(desk: Desk, text: str) -> str:
    """The instant meant, as stored; a day without an hour is its noon. Raises DeskError when it is still to come."""
    moment = _iso(text) or _words(desk, text)
    if moment > desk.now():
        said = visible(text.strip())
        raise DeskError(f"“{said}” is still to come; say when it happened, for example: yesterday 16:00")
    return stamp(moment)


def _iso(text: str) -> datetime | None:
    """An instant that names its zone; anything else is for the words to read."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _words(desk: Desk, text: str) -> datetime:
    when = parse_when(text, desk.today(), desk.time_now(), allow_past=True)
    if when.time is None and when.day == desk.today():
        return desk.now()
    return datetime.combine(when.day, when.time or NOON).astimezone()


def local_day(stamp: str) -> str:
    """The local date of a stored instant."""
    return datetime.fromisoformat(stamp).astimezone().date().isoformat()
