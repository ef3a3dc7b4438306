"""Merging: two accounts, or two people of one, become one record; everything hangs on it; one act, undone like any."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from sdrdesk.domain import merging as rules
from sdrdesk.domain.errors import DeskError, NeedsAnswer, NotFound
from sdrdesk.domain.merging import BOTH, LEFT, RIGHT
from sdrdesk.domain.money import say_money
from sdrdesk.domain.next_step import NextStep
from sdrdesk.domain.text import visible
from sdrdesk.store import merging as rows
from sdrdesk.store.stepping import close_step, next_columns

from . import safety
from .cadence_runs import settle_merged
from .desk import Desk, Done
from .find import the_account
from .fingerprints import leave_behind
from .next_steps import said_step
from .pages import people
from .same_people import same_people
from .stage_history import write_move

Record = dict[str, Any]
WHY = "before-merge"
_COPY_EVERY = timedelta(minutes=10)
"""A merge is undone by itself; the safety copy is for what nobody thought of, and one of a row of merges is enough."""
_LARGE = 50_000_000
"""Bytes from which on a copy takes longer than a blink."""

ACCOUNT_NAMES = (*(fact.id for fact in rules.ACCOUNT_FACTS), rules.NEXT)
CONTACT_NAMES = tuple(fact.id for fact in rules.CONTACT_FACTS)
"""What can be picked of two accounts, and of two people."""


class Line(NamedTuple):
    """One thing to pick: its id, its label, what each side says, which side stands (None: a person must say), whether
    both can stand, and whether nothing is to be picked: both come along."""

    id: str
    label: str
    left: str
    right: str
    side: str | None
    joins: bool = False
    settled: bool = False


class MergePlan(NamedTuple):
    """What a merge would do: `lines` to pick, `along` in words, the people who are the same, what is settled."""

    table: str
    left_id: str
    right_id: str
    left: str
    right: str
    lines: tuple[Line, ...]
    along: str
    settled: tuple[str, ...]


# -- looking -----------------------------------------------------------------------------------------------------------


def plan(desk: Desk, left_id: str, right_id: str, picks: Mapping[str, str] | None = None) -> MergePlan:
    """What merging the account `right_id` into `left_id` would do; nothing is changed."""
    left, right = _two(desk, left_id, right_id)
    picks = picks or {}
    lines = [_line(fact, left, right, picks) for fact in rules.differing(rules.ACCOUNT_FACTS, left, right)]
    if left["status"] != right["status"]:
        side = picks.get(rules.STATUS)
        if side is None and not rules.asks_status(left, right):
            side = RIGHT if left["status"] == "inbox" else LEFT
        lines.append(Line(rules.STATUS, "Status", left["status"], right["status"], side))
    if left["next_due"] and right["next_due"]:
        side = picks.get(rules.NEXT) or rules.sooner_step(left, right)
        lines.append(Line(rules.NEXT, "Next step", _step_words(desk, left), _step_words(desk, right), side))
    same = same_people(desk, left_id, right_id)
    lines += _both("people", "People", *(_people(desk, each) for each in (left_id, right_id)))
    return MergePlan(
        "account", left_id, right_id, left["name"], right["name"], tuple(lines),
        _along(rows.hanging(desk.db, right_id), len(same)), tuple(_settled(left, right)),
    )  # fmt: skip


def plan_people(desk: Desk, left_id: str, right_id: str, picks: Mapping[str, str] | None = None) -> MergePlan:
    """What merging the person `right_id` into `left_id` would do."""
    left, right = _two_people(desk, left_id, right_id)
    lines = [_line(fact, left, right, picks or {}) for fact in rules.differing(rules.CONTACT_FACTS, left, right)]
    reached = {one.id: ", ".join(point.typed for point in one.points) for one in people(desk, left["account_id"])}
    lines += _both("reached", "Reached by", *(reached.get(each, "") for each in (left_id, right_id)))
    settled = []
    if left["do_not_contact"] != right["do_not_contact"]:
        settled.append("do not contact, as one of them asked")
    return MergePlan(
        "contact", left_id, right_id, left["full_name"], right["full_name"], tuple(lines),
        _along(rows.hanging_on_person(desk.db, right), 0), tuple(settled),
    )  # fmt: skip


def _both(name: str, label: str, left: str, right: str) -> list[Line]:
    return [Line(name, label, left, right, BOTH, settled=True)] if left or right else []


def _people(desk: Desk, account_id: str) -> str:
    return ", ".join(
        f"{one.name} {reached.typed}" if (reached := one.email or one.phone) else one.name
        for one in people(desk, account_id)
    )


def _two(desk: Desk, left_id: str, right_id: str) -> tuple[Record, Record]:
    if left_id == right_id:
        raise DeskError(f"{visible(the_account(desk, left_id)['name'])} is that account already; name another one.")
    return dict(the_account(desk, left_id)), dict(the_account(desk, right_id))


def _two_people(desk: Desk, left_id: str, right_id: str) -> tuple[Record, Record]:
    left, right = (desk.db.row("contact", row_id) for row_id in (left_id, right_id))
    if left is None or right is None or left["merged_into"] or right["merged_into"]:
        raise NotFound("That person is no longer on this desk.")
    if left_id == right_id:
        raise DeskError(f"{visible(left['full_name'])} is that person already; name another one.")
    if left["account_id"] != right["account_id"]:
        names = [visible(the_account(desk, row["account_id"])["name"]) for row in (left, right)]
        raise DeskError(f"They are at two accounts, {names[0]} and {names[1]}; merge the accounts (m there).")
    return dict(left), dict(right)


def _line(fact: rules.Fact, left: Record, right: Record, picks: Mapping[str, str]) -> Line:
    side = picks.get(fact.id, rules.default_side(fact, left, right))
    return Line(fact.id, fact.label, _shown(fact, left), _shown(fact, right), side, fact.joins)


def _shown(fact: rules.Fact, row: Record) -> str:
    value = row[fact.columns[0]]
    if value is None:
        return ""
    return say_money(value, row["currency"]) if fact.id == "value" and row["currency"] else str(value)


def _step_words(desk: Desk, row: Record) -> str:
    return said_step(desk, NextStep(row["next_kind"], row["next_what"], row["next_due"], row["next_time"]))


def _settled(left: Record, right: Record) -> list[str]:
    """What nobody has to pick."""
    told = []
    if left["stage"] != right["stage"]:
        told.append(f"a {rules.standing(left, right).stage}, the further of {left['stage']} and {right['stage']}")
    if left["do_not_contact"] != right["do_not_contact"]:
        told.append("do not contact, as one of them asked")
    return told


def _along(counted: Mapping[str, int], same: int) -> str:
    """`2 people, 3 calls; 1 person is at both and becomes one`."""
    parts = [f"{counted[table]:,} {one if counted[table] == 1 else many}"
             for table, (one, many) in rows.COUNTED.items() if counted.get(table)]  # fmt: skip
    told = ", ".join(parts) or "nothing else"
    twice = "" if not same else f"; {same} {'person is' if same == 1 else 'people are'} at both and made one"
    return told + twice


# -- doing -------------------------------------------------------------------------------------------------------------


def merge(desk: Desk, left_id: str, right_id: str, /, *, status: str = "", **picks: str) -> Done:
    """Merge the account `right_id` into `left_id`: `picks` name for a fact (or `next`) the side that stands.

    `status` is left or right. Raises NeedsAnswer when the statuses differ and nobody said which stands.
    """
    _known(picks, ACCOUNT_NAMES)
    left, right = _two(desk, left_id, right_id)
    _check_status(left, right, status)
    copy_before(desk)
    with desk.db.step("account.merged", left_id) as log:
        left, right = _two(desk, left_id, right_id)  # another window may have been quicker
        _check_status(left, right, status)
        log.said = merge_inside(desk, left, right, {**picks, rules.STATUS: status} if status else picks)
    return Done(log.id, log.said, left_id)


def _known(picks: Mapping[str, str], names: tuple[str, ...]) -> None:
    for name in picks:
        if name not in names:
            raise DeskError(f"There is no {visible(name)} to pick; there are {', '.join(names)}.")


def _check_status(left: Record, right: Record, status: str) -> None:
    if status and status not in (LEFT, RIGHT):
        raise DeskError("A status is picked from one side: left or right.")
    if not status and rules.asks_status(left, right):
        raise NeedsAnswer(
            rules.STATUS,
            f"{visible(left['name'])} is {left['status']} (left), {visible(right['name'])} {right['status']} (right):"
            " which stands, left or right?",
        )


def merge_inside(desk: Desk, left: Record, right: Record, picks: Mapping[str, str]) -> str:
    """Inside a step: make the two accounts one. Returns the sentence."""
    left_id, right_id = str(left["id"]), str(right["id"])
    counted, same = rows.hanging(desk.db, right_id), same_people(desk, left_id, right_id)
    columns = rules.picked(rules.ACCOUNT_FACTS, left, right, picks)
    stands = rules.standing(left, right, picks.get(rules.STATUS))
    own_moves = rows.moves_of(desk.db, left_id if stands.side == LEFT else right_id)
    columns |= _kept_facts(left, right)
    columns |= _one_step(desk, left, right, stands, picks.get(rules.NEXT))
    columns |= _exit_facts(left, right, stands)
    columns |= {"stage": stands.stage, "status": stands.status}
    rows.relink_account(desk.db, right_id, left_id)
    changed = {name: value for name, value in columns.items() if value != left[name]}
    if changed:
        desk.db.update("account", left_id, **changed)
    desk.db.update("account", right_id, merged_into=left_id)
    if stands.move is None:
        rows.end_history_with(desk.db, own_moves, left_id)
    else:
        before = (left if stands.side == LEFT else right)["status"]
        write_move(desk, left_id, stands.move, stands.stage, stands.stage, before, stands.status, reason="merged")
    for kept_id, gone_id in same:
        join_inside(desk, kept_id, gone_id, {})
    settle_merged(desk, left_id)
    rows.apart_too(desk.db, "account", right_id, left_id)
    return f"Merged {visible(right['name'])} into {visible(left['name'])}: {_along(counted, len(same))}"


def _kept_facts(left: Record, right: Record) -> dict[str, Any]:
    """What needs no pick: the earlier beginning, a block of either, the source's ids and fields."""
    return {
        "created_on": min(left["created_on"], right["created_on"]),
        "do_not_contact": max(left["do_not_contact"], right["do_not_contact"]),
        "external_id": left["external_id"] or right["external_id"],
        "fields": rules.filled(left["fields"], right["fields"]) if right["fields"] else left["fields"],
    }


def _one_step(desk: Desk, left: Record, right: Record, stands: rules.Standing, pick: str | None) -> dict[str, Any]:
    """Exactly one next step stays open; the other goes to the history."""
    sides = {LEFT: left, RIGHT: right}
    opened = [side for side, row in sides.items() if row["next_due"] is not None]
    if stands.status != "active":
        for side in opened:
            _close(desk, sides[side], str(left["id"]), "dropped")
        return next_columns(desk.db, None)
    if pick is not None and pick not in (LEFT, RIGHT):
        raise DeskError("The next step is picked from one side: left or right.")
    stays = pick if pick in opened else rules.sooner_step(left, right)
    for other in opened:
        if other != stays:
            _close(desk, sides[other], str(left["id"]), "replaced")
    return {name: sides[stays][name] for name in rules.NEXT_COLUMNS} if stays else {}


def _close(desk: Desk, row: Record, account_id: str, outcome: str) -> None:
    close_step(desk.db, {**row, "id": account_id}, outcome)


def _exit_facts(left: Record, right: Record, stands: rules.Standing) -> dict[str, Any]:
    """The day to look again goes with the status."""
    if stands.status in ("active", "inbox"):
        return {"review_on": None, "review_trigger": None}
    side = left if left["status"] == stands.status else right
    return {"review_on": side["review_on"], "review_trigger": side["review_trigger"]}


def merge_people(desk: Desk, left_id: str, right_id: str, /, **picks: str) -> Done:
    """Merge the person `right_id` into `left_id`, of the same account; every number and e-mail stays."""
    _known(picks, CONTACT_NAMES)
    left, right = _two_people(desk, left_id, right_id)
    counted = rows.hanging_on_person(desk.db, right)
    copy_before(desk)
    with desk.db.step("contact.merged", left["account_id"]) as log:
        join_inside(desk, left_id, right_id, picks)
        log.said = f"Merged {visible(right['full_name'])} into {visible(left['full_name'])}: {_along(counted, 0)}"
    return Done(log.id, log.said, left["account_id"], left_id)


def join_inside(desk: Desk, left_id: str, right_id: str, picks: Mapping[str, str]) -> None:
    """Inside a step: make two people of one account one."""
    left, right = _two_people(desk, left_id, right_id)
    columns = rules.picked(rules.CONTACT_FACTS, left, right, picks)
    columns |= {
        "created_on": min(left["created_on"], right["created_on"]),
        "do_not_contact": max(left["do_not_contact"], right["do_not_contact"]),
        "email_opt_out": max(left["email_opt_out"], right["email_opt_out"]),
        "left_at": left["left_at"] if right["left_at"] else None,
        "external_id": left["external_id"] or right["external_id"],
    }
    for name in ("source_values", "fields"):
        columns[name] = rules.filled(left[name], right[name]) if right[name] else left[name]
    if columns.get("referred_by", left["referred_by"]) in (left_id, right_id):
        columns["referred_by"] = None
    rows.relink_person(desk.db, right, left)
    now = desk.db.row("contact", left_id)
    changed = {name: value for name, value in columns.items() if now is not None and value != now[name]}
    if changed:
        desk.db.update("contact", left_id, **changed)
    desk.db.update("contact", right_id, merged_into=left_id)
    if left["do_not_contact"] != right["do_not_contact"]:
        leave_behind(desk, left["account_id"], left_id)
    settle_merged(desk, str(left["account_id"]))
    rows.apart_too(desk.db, "contact", right_id, left_id)


def copy_before(desk: Desk) -> bool:
    """A safety copy before a merge, unless one was made just now; True. Raises StoreTrouble when it cannot be made."""
    if _copy_is_due(desk):
        safety.copy(desk, WHY, "merged")
    return True


def _copy_is_due(desk: Desk) -> bool:
    made = safety.last_copy(desk, WHY)
    return made is None or not timedelta(0) <= desk.now() - made <= _COPY_EVERY


def copy_takes_long(desk: Desk) -> bool:
    """Whether a merge now would begin with a copy that one has to wait for."""
    return safety.size(desk) > _LARGE and _copy_is_due(desk)
