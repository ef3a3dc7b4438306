"""Call blocks and sheets: a frozen list of accounts to be called, gone through row by row, now or tomorrow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sdrdesk.domain import block as rules
from sdrdesk.domain.disposition import by_id
from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.domain.queue import callable_at
from sdrdesk.domain.text import clean, visible
from sdrdesk.store import blocks as rows
from sdrdesk.store import queue
from sdrdesk.store.database import Row as Stored
from sdrdesk.store.database import stamp

from .clocks import in_zone, zone_of
from .desk import Desk, Done

MOST = rules.MOST
_WORDS = {"block": "Call block", "sheet": "Call sheet"}


class Block(NamedTuple):
    """A frozen list of `total` accounts of which `waiting` have not been called or skipped; `begun` is local."""

    id: str
    name: str
    kind: str
    begun: datetime
    ended: bool
    waiting: int
    total: int


class BlockRow(NamedTuple):
    """A row: whose, whether it is waiting, called or skipped (and why), and what came of the call, in words."""

    id: str
    account_id: str
    account: str
    state: str
    reason: str
    outcome: str
    at: datetime | None


class Summary(NamedTuple):
    """What a block came to; `unexplored` are ids of objections heard in it that nobody looked beneath."""

    dials: int
    talks: int
    meetings: int
    called: int
    skipped: int
    waiting: int
    unexplored: tuple[str, ...]


def begin(desk: Desk, account_ids: Sequence[str], name: str, *, filter: str = "", kind: str = "block") -> Done:
    """Freeze these accounts, in this order, as a block or a sheet; the first 200 when there are more.

    Left out are those dialled within the hour, without a number, or not to be contacted; those whose step has an hour
    still to come today, and those outside their calling hours, stand last. A new block ends the one before it.
    Raises DeskError when nobody is left.
    """
    wanted = list(dict.fromkeys(account_ids))[:MOST]
    facts = {row["id"]: row for row in queue.facts(desk.db, wanted)} if wanted else {}
    listed = [one for one in wanted if one in facts]
    if not listed:
        raise DeskError("Nobody is in this list, so there is nobody to call; choose another list or filter.")
    skipped = _skipped(desk, listed, facts)
    if len(skipped) == len(listed):
        raise DeskError(f"Nobody in this list can be called now: {rules.say_reasons(skipped.values())}.")
    last = {one: _why_last(desk, facts[one]) for one in listed if one not in skipped}
    name = clean(name).strip() or "list"
    with desk.db.step(f"{kind}.begun", None) as log:
        if kind == "block":
            for before in rows.open_ones(desk.db, "block"):
                desk.db.update("call_block", before["id"], ended_at=desk.stamp())
        made = desk.db.insert("call_block", name=name, filter=filter.strip() or None, kind=kind, begun_at=desk.stamp())
        for place, one in enumerate(rules.in_order(listed, last)):
            desk.db.insert(
                "call_block_row", block_id=made, account_id=one, position=place,
                state="skipped" if one in skipped else "waiting", reason=skipped.get(one),
            )  # fmt: skip
        log.said = _said(kind, name, len(listed) - len(skipped), skipped, last, len(account_ids) > MOST)
    return Done(log.id, log.said, made=made)


def _said(kind: str, name: str, count: int, skipped: dict[str, str], last: dict[str, str], cut: bool) -> str:
    parts = [f"{_WORDS[kind]}, {visible(name)}: {count} to call"]
    if cut:
        parts.append(f"of the first {MOST}")
    if skipped:
        parts.append(f"left out {rules.say_reasons(skipped.values())}")
    if any(last.values()):
        parts.append(f"{rules.say_reasons(last.values())} last")
    return " · ".join(parts)


def _skipped(desk: Desk, account_ids: Sequence[str], facts: dict[str, Stored]) -> dict[str, str]:
    """account -> why it is left out."""
    now = desk.now()
    called = rows.called_since(desk.db, account_ids, stamp(now - rules.RECENT))
    numbered = rows.with_a_number(desk.db, account_ids)
    found = {
        one: rules.why_skipped(
            blocked=bool(facts[one]["do_not_contact"] or facts[one]["person_blocked"]),
            has_number=one in numbered,
            called_ago=now - datetime.fromisoformat(called[one]) if one in called else None,
        )
        for one in account_ids
    }
    return {one: why for one, why in found.items() if why}


def _why_last(desk: Desk, row: Stored) -> str:
    now = desk.local_now()
    zone = zone_of(row)
    there = in_zone(now, zone) if zone else None
    away = there is not None and not callable_at(there, desk.ranking().queue)
    hour = row["next_time"] if row["next_due"] == now.date().isoformat() else None
    return rules.why_last(away=away, hour=hour or "", now=f"{now:%H:%M}")


# -- reading -------------------------------------------------------------------------------------------------------


def the_block(desk: Desk, block_id: str) -> Block:
    """One block or sheet. Raises NotFound when its beginning was taken back."""
    row = rows.block(desk.db, block_id)
    if row is None:
        raise NotFound("That call block is no longer on this desk.")
    return _block(row)


def open_blocks(desk: Desk, kind: str = "block") -> list[Block]:
    """The blocks, or sheets, in which somebody still waits to be called, the latest first."""
    return [block for block in map(_block, rows.open_ones(desk.db, kind)) if block.waiting]


def _block(row: Stored) -> Block:
    begun = datetime.fromisoformat(row["begun_at"]).astimezone()
    return Block(
        row["id"], row["name"], row["kind"], begun, row["ended_at"] is not None, row["waiting"], row["total"]
    )


class Reading(NamedTuple):
    """A block as it stands: itself, its rows in order, what it came to so far."""

    block: Block
    rows: list[BlockRow]
    summary: Summary


def read_block(desk: Desk, block_id: str) -> Reading:
    """A block with its rows and its counts, read once. Raises NotFound when its beginning was taken back."""
    block = the_block(desk, block_id)
    found = rows.rows_of(desk.db, block_id)
    return Reading(block, [_row(row) for row in found], _summary(desk, block_id, found))


def rows_of(desk: Desk, block_id: str) -> list[BlockRow]:
    """The rows of a block in their order."""
    return [_row(row) for row in rows.rows_of(desk.db, block_id)]


def _row(row: Stored) -> BlockRow:
    outcome = by_id(row["disposition"] or "")
    at = datetime.fromisoformat(row["started_at"]).astimezone() if row["started_at"] else None
    return BlockRow(
        row["id"], row["account_id"], row["name"], row["state"], row["reason"] or "",
        outcome.label if outcome is not None else "", at,
    )  # fmt: skip


def summary(desk: Desk, block_id: str) -> Summary:
    """What came of a block so far, by the flags of the outcomes; a call they made is no dial."""
    return _summary(desk, block_id, rows.rows_of(desk.db, block_id))


def _summary(desk: Desk, block_id: str, found: Sequence[Stored]) -> Summary:
    outcomes = [by_id(row["disposition"] or "") for row in found]
    states = [row["state"] for row in found]
    return Summary(
        dials=sum(row["direction"] == "out" for row in found),
        talks=sum(one is not None and one.conversation for one in outcomes),
        meetings=sum(one is not None and one.meeting for one in outcomes),
        called=states.count("called"),
        skipped=states.count("skipped"),
        waiting=states.count("waiting"),
        unexplored=tuple(rows.unexplored(desk.db, block_id)),
    )


# -- going through it ----------------------------------------------------------------------------------------------


def skip(desk: Desk, row_id: str, reason: str = "") -> Done:
    """Leave a row out; its account keeps its next step."""
    row = rows.row(desk.db, row_id)
    if row is None:
        raise NotFound("That row is no longer in the call block.")
    name = visible(row["name"])
    if row["state"] != "waiting":
        raise DeskError(f"{name} is {row['state']} already in this block.")
    with desk.db.step("block.skipped", row["account_id"], f"{name}: skipped in the call block") as log:
        desk.db.update("call_block_row", row_id, state="skipped", reason=clean(reason).strip() or None)
        rows.end_if_done(desk.db, row["block_id"])
    return Done(log.id, log.said, row["account_id"])


def end(desk: Desk, block_id: str) -> Done:
    """End a block or a sheet early; who was not called keeps the next step."""
    block = the_block(desk, block_id)
    if block.ended:
        raise DeskError(f"{_WORDS[block.kind]} {visible(block.name)} has ended already.")
    said = f"{_WORDS[block.kind]} {visible(block.name)} ended, {block.waiting} of {block.total} not called"
    with desk.db.step(f"{block.kind}.ended", None, said) as log:
        desk.db.update("call_block", block_id, ended_at=desk.stamp())
    return Done(log.id, log.said, made=block_id)
