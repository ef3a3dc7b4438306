"""The call funnel, the hours that answer, and how many meetings were held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from sdrdesk.domain.disposition import DISPOSITIONS

from .figure import Behind, Figure, Group, ratio, share

_FLAGS = {one.id: one for one in DISPOSITIONS}
ANSWERED = tuple(one.id for one in DISPOSITIONS if one.answered)
CONNECTS = tuple(one.id for one in DISPOSITIONS if one.connect)
CONVERSATIONS = tuple(one.id for one in DISPOSITIONS if one.conversation)
MEETINGS = tuple(one.id for one in DISPOSITIONS if one.meeting)
BAD_DATA = ("bad_number", "wrong_person")


class Meetings(NamedTuple):
    """Meetings that were due in the period: held, missed, and passed without a word about it."""

    held: int
    missed: int
    silent: int


def calls(dialled: Mapping[str, int], due: Meetings) -> Group:
    """From dials to meetings; `dialled` is outcome -> how many outbound calls."""
    dials = sum(dialled.values())
    answered, connects = _of(dialled, ANSWERED), _of(dialled, CONNECTS)
    talks, booked, bad = _of(dialled, CONVERSATIONS), _of(dialled, MEETINGS), _of(dialled, BAD_DATA)
    due_all = sum(due)
    no_dials = "nobody was dialled in the period"
    return {
        "dials": _count("dials", dials, tuple(dialled)),
        "answered (any human)": _count("answered", answered, ANSWERED),
        "connects (right party)": _count("connects", connects, CONNECTS),
        "conversations": _count("conversations", talks, CONVERSATIONS),
        "meetings booked": _count("meetings", booked, MEETINGS),
        "answer rate": _rate("answer_rate", answered, dials, no_dials, ANSWERED),
        "connect rate (connects/dials)": _rate("connect_rate", connects, dials, no_dials, CONNECTS),
        "conversation rate (conversations/connects)": _rate(
            "conversation_rate", talks, connects, "nobody was reached", CONVERSATIONS
        ),
        "set rate (meetings/conversations)": _rate("set_rate", booked, talks, "there was no conversation", MEETINGS),
        "connect-to-meeting (meetings/connects)": _rate(
            "connect_to_meeting", booked, connects, "nobody was reached", MEETINGS
        ),
        "dial-to-meeting": _rate("dial_to_meeting", booked, dials, no_dials, MEETINGS),
        "dials per meeting": ratio(
            "dials_per_meeting", dials, booked, "count", "no meeting was booked", n=dials,
            behind=Behind("calls", MEETINGS),
        ),
        "show rate (held/booked and due)": share(
            "show_rate", due.held, due_all, "no booked meeting was due", Behind("meetings"), missed=due.missed,
            silent=due.silent,
        ),
        "bad-data rate (bad_number+wrong_person)/dials": _rate("bad_data_rate", bad, dials, no_dials, BAD_DATA),
    }  # fmt: skip


def _of(dialled: Mapping[str, int], kinds: Sequence[str]) -> int:
    return sum(dialled.get(kind, 0) for kind in kinds)


def _count(id_: str, many: int, kinds: Sequence[str]) -> Figure:
    return Figure(id_, many, many, None, many, unit="count", behind=Behind("calls", tuple(kinds)))


def _rate(id_: str, hits: int, of: int, why: str, kinds: Sequence[str]) -> Figure:
    return share(id_, hits, of, why, Behind("calls", tuple(kinds)))


class Hour(NamedTuple):
    """A weekday (0 = Monday) and hour on my clock: dials, and how many of them reached the right person."""

    weekday: int
    hour: int
    dials: int
    connects: int


def hours(dialled: Iterable[tuple[str, str, int]], zone: tzinfo | None) -> list[Hour]:
    """The hours that answer, from (UTC hour as `2026-03-02T09`, outcome, how many)."""
    dials: Counter[tuple[int, int]] = Counter()
    connects: Counter[tuple[int, int]] = Counter()
    places: dict[str, tuple[int, int]] = {}
    for hour, outcome, many in dialled:
        place = places.get(hour)
        if place is None:
            local = datetime.fromisoformat(f"{hour}:00+00:00").astimezone(zone)
            place = places[hour] = (local.weekday(), local.hour)
        dials[place] += many
        flags = _FLAGS.get(outcome)
        if flags is not None and flags.connect:
            connects[place] += many
    return [Hour(*place, many, connects[place]) for place, many in sorted(dials.items())]


def heat(found: Sequence[Hour]) -> Figure:
    """The hours as one figure: a row of (weekday, hour, dials, connects) each."""
    return Figure("hours", [list(one) for one in found], n=sum(one.dials for one in found), unit="list",
                  behind=Behind("calls", tuple(_FLAGS)))  # fmt: skip


def activities(by_kind: Mapping[str, int], dials: int, touched: int) -> Group:
    """What was done besides, by kind, and how many touches (calls too) an account got that was touched at all."""
    group: Group = {f"activity[{kind}]": Figure("activity", many, many, None, many, unit="count",
                                                behind=Behind("activities", (kind,)))
                    for kind, many in sorted(by_kind.items())}  # fmt: skip
    group["touches per account"] = ratio("touches_per_account", dials + sum(by_kind.values()), touched, "count",
                                         "no account was touched in the period", n=touched)  # fmt: skip
    return group
