"""Cadence files: the shipped ones, and the rep's own, which take the place of a shipped one with the same id."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sdrdesk.domain.cadence import CHANNELS, ID, Cadence, Step
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.pipeline import STAGES

if TYPE_CHECKING:
    from .own_toml import OwnFile

SHIPPED = Path(__file__).parent / "cadences"
SCHEMA = "sdrdesk.cadence/1"
RESERVED = ("do", "skip", "pause", "resume", "stop")
MOST_STEPS = 60
MOST_DAYS = 2000


class Reading(NamedTuple):
    """A cadence as found (None when only a broken file is there); `trouble` says why the rep's own is not used."""

    id: str
    cadence: Cadence | None
    own: bool
    trouble: str = ""


def read_cadences(folder: Path | None = None) -> dict[str, Reading]:
    """Every cadence by id, shipped ones first; a broken file of the rep's own gives the built-in one, and is told."""
    found = {id_: Reading(id_, cadence, False) for id_, cadence in shipped().items()}
    for path in _own_paths(folder):
        for reading in _own(path, found):
            found[reading.id] = reading
    return found


@cache
def shipped() -> Mapping[str, Cadence]:
    """The built-in cadences, in the order one meets an account: cold, inbound, curious, later, again, after."""
    order = ("outbound-9", "inbound-6", "webinar-5", "callback", "nurture-monthly", "re-engage-3", "customer")
    texts = ((SHIPPED / f"{id_}.toml").read_text(encoding="utf-8") for id_ in order)
    return {cadence.id: cadence for cadence in (_cadence(tomllib.loads(text)) for text in texts)}


def _own_paths(folder: Path | None) -> list[Path]:
    try:
        return sorted(folder.glob("*.toml")) if folder is not None and folder.is_dir() else []
    except OSError:
        return []


def _own(path: Path, known: Mapping[str, Reading]) -> Iterator[Reading]:
    """The rep's own cadence of a file; the first of an id counts."""
    id_ = path.stem
    try:
        from .own_toml import read_own  # only where there is a file

        if not path.is_file():
            raise DeskError(f"{path.name} is not a file")
        own = read_own(path)
        id_ = str(own.table.get("id") or id_)
        if id_ in known and known[id_].own:
            own.refuse(("id",), f"{id_} is that of another file of yours already")
        _check(own)
        yield Reading(id_, _cadence(own.table), True)
    except DeskError as error:
        before = known.get(id_)
        if before is not None and before.own:
            yield before._replace(trouble=f"{before.trouble} {error}.".strip())
        elif before is not None:
            yield before._replace(trouble=f"{error}; the built-in {id_} is used.")
        else:
            yield Reading(id_, None, True, f"{error}.")


def _cadence(table: dict[str, Any]) -> Cadence:
    return Cadence(
        id=table["id"],
        name=table.get("name", table["id"]),
        steps=tuple(_step(one) for one in table["step"]),
        summary=table.get("summary", ""),
        version=table.get("version", 1),
        stages=tuple(table.get("stages", ())),
        calendar=table.get("days") == "calendar",
        repeat_every=table.get("repeat_every"),
        before_renewal=table.get("before_renewal"),
        asks_day=table.get("asks_day", False),
        from_win=table.get("from_win", False),
        goes_on=table.get("goes_on", False),
    )


def _step(table: dict[str, Any]) -> Step:
    letter, _, more = table["channel"].partition("+")
    return Step(
        day=table["day"],
        channel=CHANNELS[letter],
        what=table.get("what", ""),
        subject=table.get("subject", ""),
        text=table.get("text", "").strip(),
        voicemail=more == "v",
    )


# -- what can be wrong with one ------------------------------------------------------------------------------------

_TEXTS = ("id", "name", "summary", "days", "schema")
_FLAGS = ("asks_day", "from_win", "goes_on")
_NUMBERS = {"version": (1, 1_000_000), "repeat_every": (1, MOST_DAYS), "before_renewal": (1, MOST_DAYS)}
_KNOWN = (*_TEXTS, *_FLAGS, *_NUMBERS, "stages", "step")
_STEP_TEXTS = ("channel", "what", "subject", "text")
_CHANNELS = (*CHANNELS, "c+v")


def _check(own: OwnFile) -> None:
    """Raises DeskError naming file, line and what is wrong, without a full stop."""
    table = own.table
    for name in table:
        if name not in _KNOWN:
            own.refuse((name,), f"is not known; there are {', '.join(_KNOWN)}")
    for name in _TEXTS:
        if not isinstance(table.get(name, ""), str):
            own.refuse((name,), "must be words in quotes")
    if table.get("schema", SCHEMA) != SCHEMA:
        own.refuse(("schema",), f"is {table['schema']!r}, this desk reads {SCHEMA!r}")
    if not re.fullmatch(ID, table.get("id", "")):
        own.refuse(("id",), "must be a name of small letters, digits and -, such as webinar-5")
    if table["id"] in RESERVED:
        own.refuse(("id",), f"{table['id']} is a word of the command line; pick another")
    if table.get("days", "business") not in ("business", "calendar"):
        own.refuse(("days",), 'must be "business" or "calendar"')
    for name in _FLAGS:
        if not isinstance(table.get(name, False), bool):
            own.refuse((name,), "must be true or false")
    for name, span in _NUMBERS.items():
        _whole(own, (name,), table.get(name, span[0]), span)
    stages = table.get("stages", [])
    if not isinstance(stages, list) or any(stage not in STAGES for stage in stages):
        own.refuse(("stages",), f"must be a list out of {', '.join(STAGES)}")
    _check_steps(own, table.get("step"))


def _check_steps(own: OwnFile, steps: Any) -> None:
    if not isinstance(steps, list) or not steps or not all(isinstance(one, dict) for one in steps):
        own.refuse(("step",), "is needed: write [[step]] once for each touch, in order")
    if len(steps) > MOST_STEPS:
        own.refuse(("step",), f"comes {len(steps)} times, at most {MOST_STEPS} are followed")
    before = 0
    for place, step in enumerate(steps):
        _check_step(own, ("step", place), step)
        if step["day"] < before:
            own.refuse(("step", place, "day"), f"{step['day']} comes after day {before}; steps stand in order")
        before = step["day"]
    if own.table.get("asks_day") and len(steps) != 1:
        own.refuse(("asks_day",), "is for a cadence of one step")


def _check_step(own: OwnFile, where: tuple[str | int, ...], step: dict[str, Any]) -> None:
    from sdrdesk.domain.template import FIELDS, blanks  # only for a file of one's own

    for name in step:
        if name not in ("day", *_STEP_TEXTS):
            own.refuse((*where, name), f"is not known; there are day, {', '.join(_STEP_TEXTS)}")
    if "day" not in step:
        own.refuse(where, "needs a day, counted from the start: day = 0")
    _whole(own, (*where, "day"), step["day"], (0, MOST_DAYS))
    for name in _STEP_TEXTS:
        if not isinstance(step.get(name, ""), str):
            own.refuse((*where, name), "must be words in quotes")
    if step.get("channel") not in _CHANNELS:
        own.refuse((*where, "channel"), "must be c (call), c+v (call, leave a voicemail), m (mail) or s (social)")
    if "\n" in step.get("what", "") or "\n" in step.get("subject", ""):
        own.refuse((*where, "what" if "\n" in step.get("what", "") else "subject"), "must be one line")
    for name in ("subject", "text"):
        unknown = [blank for blank in blanks(step.get(name, "")) if blank not in FIELDS]
        if unknown:
            there = ", ".join(FIELDS)
            own.refuse((*where, name), f"has the blank {{{unknown[0]}}}, which is none; there are {there}")


def _whole(own: OwnFile, where: tuple[str | int, ...], value: Any, span: tuple[int, int]) -> None:
    if type(value) is not int or not span[0] <= value <= span[1]:
        own.refuse(where, f"must be a whole number from {span[0]} to {span[1]}")
