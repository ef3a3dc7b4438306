"""Objections as records: logged in two acts of speech, explored and settled after the call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sdrdesk.domain import objection as rules
from sdrdesk.domain.errors import DeskError, NeedsAnswer, NotFound
from sdrdesk.domain.text import clean, visible

from .cadence_runs import said_stopped, stop_inside
from .desk import Desk, Done
from .find import the_account


class Objection(NamedTuple):
    """An objection as shown: their words, what may lie beneath, and how it stands."""

    id: str
    account_id: str
    account: str
    who: str | None
    at: str
    stage: str
    category: str
    words: str
    underlying: str | None
    concern: str | None
    blocking: bool
    response_kind: str | None
    response: str | None
    proof: str | None
    outcome: str
    status: str


def log_objection(
    desk: Desk,
    account_id: str,
    category: str,
    words: str,
    *,
    concern: str = "",
    contact_id: str | None = None,
    call_id: str | None = None,
) -> Done:
    """Log an objection in their words; the category by any unique beginning. The stage at the time is kept."""
    account = the_account(desk, account_id)
    found = rules.match_category(category)
    words = clean(words).strip()
    if not words:
        raise NeedsAnswer("words", "What did they say, in their words?")
    with desk.db.step("objection.logged", account_id) as log:
        made = desk.db.insert(
            "objection",
            account_id=account_id,
            contact_id=contact_id,
            call_id=call_id,
            at=desk.stamp(),
            on_date=desk.today().isoformat(),
            stage=account["stage"],
            category=found,
            words=words,
            concern=clean(concern).strip() or None,
        )
        ended = stop_inside(desk, account, f"objection: {found}", talk=True)
        log.said = f"{visible(account['name'])} objects ({found}): {visible(words)[:60]}{said_stopped(ended)}"
    return Done(log.id, log.said, account_id, made)


def explore(desk: Desk, objection_id: str, **facts: Any) -> Done:
    """Say what came after: underlying, concern, blocking, response_kind, response, proof, outcome, category, words."""
    row = desk.db.row("objection", clean(objection_id))
    if row is None:
        raise NotFound("That objection is no longer on this desk.")
    columns = {name: _checked(name, value) for name, value in facts.items()}
    outcome = columns.get("outcome", row["outcome"])
    underlying = columns.get("underlying", row["underlying"])
    if outcome == "yes" and not underlying:
        raise DeskError("Settled needs the concern beneath it: say first what they really feared.")
    if "outcome" in columns:
        columns["resolved_at"] = desk.stamp() if outcome != "open" else None
    with desk.db.step("objection.explored", row["account_id"]) as log:
        desk.db.update("objection", objection_id, **columns)
        now = {**dict(row), **columns}
        status = rules.status(
            now["outcome"], now["underlying"], now["concern"], now["response_kind"], now["response"]
        )
        log.said = f"Objection ({now['category']}): {status}"
    return Done(log.id, log.said, row["account_id"], objection_id)


def _checked(name: str, value: Any) -> Any:
    if name == "category":
        return rules.match_category(str(value))
    if name == "underlying":
        return rules.match_concern(str(value)) if value else None
    if name == "blocking":
        return int(bool(value))
    if name == "outcome":
        if value not in ("open", "yes", "partly", "no"):
            raise DeskError("An objection ends as yes, partly or no; until then it is open.")
        return value
    if name in ("concern", "response_kind", "response", "proof", "words"):
        return clean(str(value)).strip() or None
    raise DeskError(f"An objection has no field {visible(name)}.")


_SELECT = """
SELECT o.*, a.name AS account, c.full_name AS who FROM objection AS o
JOIN account AS a ON a.id = o.account_id LEFT JOIN contact AS c ON c.id = o.contact_id
WHERE o.deleted_at IS NULL
"""


def of_account(desk: Desk, account_id: str) -> list[Objection]:
    """The objections of an account: open ones first, then the newest."""
    rows = desk.db.all(_SELECT + " AND o.account_id = ? ORDER BY o.outcome <> 'open', o.at DESC", (account_id,))
    return [_shown(row) for row in rows]


def of_call(desk: Desk, call_id: str) -> list[Objection]:
    """The objections raised in a call, in order."""
    return [_shown(row) for row in desk.db.all(_SELECT + " AND o.call_id = ? ORDER BY o.at, o.id", (call_id,))]


class Answer(NamedTuple):
    """One way I have answered a category: how often it moved them, of how many times, and my words the last time."""

    kind: str
    moved: int
    tried: int
    words: str


_ANSWERS = """
SELECT response_kind, sum(outcome IN ('yes', 'partly')) AS moved, count(*) AS tried,
  (SELECT w.response FROM objection AS w WHERE w.category = o.category AND w.response_kind = o.response_kind
     AND w.response IS NOT NULL AND w.deleted_at IS NULL ORDER BY w.outcome IN ('yes', 'partly') DESC, w.at DESC
     LIMIT 1) AS words
FROM objection AS o WHERE o.category = ? AND o.response_kind IS NOT NULL AND o.outcome <> 'open'
  AND o.deleted_at IS NULL
GROUP BY response_kind ORDER BY sum(outcome IN ('yes', 'partly')) * 1.0 / count(*) DESC, count(*) DESC, response_kind
LIMIT ?
"""


def own_answers(desk: Desk, category: str, limit: int = 3) -> list[Answer]:
    """What I have answered to a category, best first, by what came of it; open ones are not counted."""
    found = desk.db.all(_ANSWERS, (category, limit))
    return [Answer(row["response_kind"], row["moved"], row["tried"], row["words"] or "") for row in found]


def the_objection(desk: Desk, objection_id: str) -> Objection:
    """One objection. Raises NotFound."""
    row = desk.db.one(_SELECT + " AND o.id = ?", (objection_id,))
    if row is None:
        raise NotFound("That objection is no longer on this desk.")
    return _shown(row)


def by_ids(desk: Desk, objection_ids: Sequence[str]) -> list[Objection]:
    """These objections, in the order of the ids."""
    marks = ", ".join("?" for _ in objection_ids)
    found = {row["id"]: _shown(row) for row in desk.db.all(f"{_SELECT} AND o.id IN ({marks})", objection_ids)}
    return [found[one] for one in objection_ids if one in found]


def recent(desk: Desk, limit: int = 200) -> list[Objection]:
    """The newest objections of the whole desk."""
    return [_shown(row) for row in desk.db.all(_SELECT + " ORDER BY o.at DESC, o.id DESC LIMIT ?", (limit,))]


def _shown(row: Any) -> Objection:
    return Objection(
        id=row["id"],
        account_id=row["account_id"],
        account=row["account"],
        who=row["who"],
        at=row["at"],
        stage=row["stage"],
        category=row["category"],
        words=row["words"],
        underlying=row["underlying"],
        concern=row["concern"],
        blocking=bool(row["blocking"]),
        response_kind=row["response_kind"],
        response=row["response"],
        proof=row["proof"],
        outcome=row["outcome"],
        status=rules.status(
            row["outcome"], row["underlying"], row["concern"], row["response_kind"], row["response"]
        ),
    )
