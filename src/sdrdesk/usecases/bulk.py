"""Acting on many accounts at once: what would happen, said before it does, and all of it as one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sdrdesk.domain.errors import DeskError, NeedsAnswer, NotReady, StoreTrouble
from sdrdesk.domain.text import visible
from sdrdesk.store import accounts as rows

from . import pipeline
from .desk import Desk, Done
from .find import the_account

Verb = Callable[[Desk, str], Done]
"""What is done to one account, by its id."""

MOST = 5000
"""So many accounts are acted on at once: one act, in one transaction that other windows wait for."""
_NAMED = 3
_PAUSE = 25
"""After so many accounts it is told how far one is, and looked whether to stop."""


class Blocked(NamedTuple):
    """Accounts that stay as they are for one reason: `why` says it of the first, `names` are the first few.

    `needs` is the fact they lack, when that is all, and `gate` for those that a reason would let past it.
    """

    why: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    needs: str = ""

    @property
    def said(self) -> str:
        """`3 blocked by the gate (Acme, Beta, Cargo)`."""
        more = f" and {len(self.ids) - len(self.names):,} more" if len(self.ids) > len(self.names) else ""
        if self.needs == GATE:
            return f"{len(self.ids):,} {self.why} ({', '.join(self.names)}{more})"
        like = f" (and {len(self.ids) - 1:,} more)" if len(self.ids) > 1 else ""
        return f"{len(self.ids):,} refused: {self.why.rstrip('.')}{like}"


class Outcome(NamedTuple):
    """What an act does, or did, to many: the accounts it changes, and those it does not, reason by reason."""

    changed: tuple[str, ...]
    blocked: tuple[Blocked, ...]

    @property
    def said(self) -> str:
        """`12 change, 3 blocked by the gate (Acme, Beta, Cargo)`."""
        return ", ".join((f"{len(self.changed):,} change", *(one.said for one in self.blocked)))


class Stopped(DeskError):
    """The rep thought again while it ran; nothing was changed."""


class Watch(NamedTuple):
    """How a long act tells how far it is, and learns that it should stop."""

    progress: Callable[[int, int], None] = lambda done, total: None
    stopped: Callable[[], bool] = lambda: False


QUIETLY = Watch()


class _NotKept(Exception):
    """Takes back what was only tried."""


def look(desk: Desk, act: Verb, account_ids: Sequence[str], watch: Watch = QUIETLY) -> Outcome:
    """What this act would do to these accounts: it is tried on each, and nothing of it is kept."""
    _within_reason(account_ids)
    outcome: Outcome | None = None
    try:
        with desk.db.together("bulk.tried"):
            outcome = _each(desk, act, account_ids, watch)
            raise _NotKept
    except _NotKept:
        assert outcome is not None
        return outcome


def act_on(
    desk: Desk, act: Verb, account_ids: Sequence[str], what: str, watch: Watch = QUIETLY
) -> tuple[Done, Outcome]:
    """Do this to each of these accounts, as one act called `what`; those that refuse are counted with their reasons.

    Raises DeskError when none of them can be changed.
    """
    _within_reason(account_ids)
    with desk.db.together("bulk.done") as log:
        outcome = _each(desk, act, account_ids, watch)
        if not outcome.changed:
            raise DeskError(f"{what} changes none of {_accounts(len(account_ids))}: {_reasons(outcome)}.")
        log.said = f"{what}: {_accounts(len(outcome.changed))} changed"
        if outcome.blocked:
            log.said += f", {_reasons(outcome)}"
    return Done(log.id, log.said), outcome


def _within_reason(account_ids: Sequence[str]) -> None:
    if not account_ids:
        raise DeskError("No account is marked: x marks the one under the cursor, X all in view.")
    if len(account_ids) > MOST:
        raise DeskError(f"{len(account_ids):,} accounts are too many for one act; narrow to {MOST:,} at most.")


def _accounts(count: int) -> str:
    return "1 account" if count == 1 else f"{count:,} accounts"


def _reasons(outcome: Outcome) -> str:
    return ", ".join(one.said for one in outcome.blocked)


def _each(desk: Desk, act: Verb, account_ids: Sequence[str], watch: Watch) -> Outcome:
    changed: list[str] = []
    refused: dict[str, list[tuple[str, str, str, str]]] = {}
    for place, account_id in enumerate(dict.fromkeys(account_ids)):
        if place % _PAUSE == 0:
            watch.progress(place, len(account_ids))
            if watch.stopped():
                raise Stopped("Stopped; nothing was changed.")
        try:
            act(desk, account_id)
        except StoreTrouble:
            raise
        except DeskError as refusal:
            name = _name(desk, account_id)
            needs, why = _reason(refusal, name)
            refused.setdefault(needs or why.removeprefix(name), []).append((account_id, name, needs, why))
        else:
            changed.append(account_id)
    return Outcome(tuple(changed), tuple(map(_blocked, refused.values())))


GATE = "gate"


def _reason(refusal: DeskError, name: str) -> tuple[str, str]:
    """The fact that is missing, or the gate, if it is that; and why, in words."""
    if isinstance(refusal, NotReady):
        return GATE, "blocked by the gate"
    if isinstance(refusal, NeedsAnswer):
        return refusal.field, f"{name} lacks an answer: {refusal.question}"
    return "", str(refusal)


def _name(desk: Desk, account_id: str) -> str:
    row = rows.account(desk.db, account_id)
    return visible(row["name"]) if row is not None else "an account that is gone"


def _blocked(found: Sequence[tuple[str, str, str, str]]) -> Blocked:
    ids, names, needs, reasons = zip(*found, strict=True)
    return Blocked(reasons[0], ids, names[:_NAMED], needs[0])


def promote_lead(desk: Desk, account_id: str, *, next: str, value: str = "", override: str = "") -> Done:
    """Move a lead on; `value` is for one without an estimate. A sale is booked one account at a time."""
    account = the_account(desk, account_id)
    if account["status"] == "active" and account["stage"] != "lead":
        raise DeskError(f"{visible(account['name'])} is a {account['stage']}; a sale is booked one at a time.")
    estimate = value if account["value_minor"] is None else ""
    return pipeline.promote(desk, account_id, to_stage="prospect", next=next, value=estimate, override=override)
