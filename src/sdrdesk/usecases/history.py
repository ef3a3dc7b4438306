"""Undo, redo and the list of acts; and the timeline of an account, every record in one stream."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.domain import activity, pipeline
from sdrdesk.domain.disposition import by_id
from sdrdesk.domain.errors import Ambiguous, DeskError, NotFound
from sdrdesk.domain.text import clip, visible
from sdrdesk.store import batches, journal
from sdrdesk.store.database import Step
from sdrdesk.store.importing import in_bulk
from sdrdesk.store.journal import Act
from sdrdesk.store.taking_back import BringingAgain, Kept, TakingBack

from .desk import Desk, Done, sync_currency
from .moments import local_day
from .workplace import hold

__all__ = ["Act", "Entry", "acts", "last_act", "redo", "timeline", "undo"]


def acts(desk: Desk, limit: int = 100, before: int | None = None, subject: str | None = None) -> list[Act]:
    """Acts newest first, those taken back included; `before` is a seq to page on."""
    return journal.acts(desk.db, limit, before, subject)


def last_act(desk: Desk) -> Act | None:
    """What `undo` would take back."""
    return journal.last_act(desk.db)


def last_taken_back(desk: Desk) -> Act | None:
    """The act that was taken back last and not done again: what `redo` without a name means."""
    return journal.last_taken_back(desk.db)


def find_act(desk: Desk, text: str) -> Act:
    """The act of this id, or of the only one that begins so. Raises NotFound, or Ambiguous with the candidates."""
    if not text.strip():
        raise NotFound("Name an act by its id, or by how its id begins; sdrdesk history --json lists them.")
    found = journal.acts_beginning(desk.db, text.strip().lower(), 20)
    if not found:  # an import goes by its own id too
        found = journal.acts_of_batches(desk.db, text.strip().lower(), 20)
    exact = [act for act in found if act.id == text.strip().lower()] or found
    if not exact:
        raise NotFound(f"There is no act {clip(visible(text.strip()), 40)} in this desk's history.")
    if len(exact) > 1:
        labels = [(act.id, act.said) for act in exact]
        raise Ambiguous(f"“{visible(text.strip())}” begins the id of several acts; write more of it.", labels)
    return exact[0]


def elsewhere(desk: Desk, act: Act) -> bool:
    """Whether another window or the command line made this act while this desk was open: worth asking first."""
    return act.origin != desk.db.origin and act.at >= desk.opened_at


_MANY = 150


def is_long(desk: Desk, act: Act) -> bool:
    """Whether taking this back, or doing it again, takes longer than a key may: an import, an act on many accounts."""
    return act.verb == batches.VERB or (act.group_id == act.id and journal.lines(desk.db, act.id) > _MANY)


def undo(desk: Desk, step_id: str | None = None) -> Done:
    """Take back an act whole (default: the last that stands); the lines of an unfinished call go together,
    and so does what was done to many accounts at once.

    Raises DeskError when there is none, Conflict when a later act changed the same facts.
    """
    act = journal.act(desk.db, step_id) if step_id else journal.last_act(desk.db)
    if act is None:
        raise DeskError("Nothing to take back: no act of this desk stands.")
    if act.undone_by is not None:
        raise DeskError(f"That was taken back already: {act.said}")
    if act.verb == batches.VERB:
        return _in_pieces(desk, "undo", f"Undid: {act.said}", act.id, TakingBack(desk.db, act.id))
    group = journal.group_of(desk.db, act) if step_id is None or act.is_heading else [act]
    said = group[-1].said
    if len(group) > 1 and act.group_id != act.id:
        said += f", {len(group) - 1} entries"
    with desk.db.step("undo", act.subject, f"Undid: {said}", undoes=act.id) as log:
        journal.take_back(desk.db, log, [one.id for one in group])
    _settle(desk)
    return Done(log.id, log.said, act.subject)


def _in_pieces(desk: Desk, verb: str, said: str, undoes: str, pieces: TakingBack | BringingAgain) -> Done:
    """An import is taken back and brought again in short transactions under one step, so that others may write."""
    held = hold(desk, pieces.batch) if pieces.batch else None
    try:
        with in_bulk(desk.db):
            log = _all_of(desk, verb, said, undoes, pieces)
    finally:
        if held is not None:
            held.release()
    return Done(log.id, log.said)


def _all_of(desk: Desk, verb: str, said: str, undoes: str, pieces: TakingBack | BringingAgain) -> Step:
    with desk.db.step(verb, None, said, undoes=undoes) as log:
        pieces.begin(log.id)
        more = _go_on(pieces, log)
    while more:
        with desk.db.chunk(log.id) as log:
            more = _go_on(pieces, log)
    return log


def _go_on(pieces: TakingBack | BringingAgain, log: Step) -> bool:
    more = pieces.go_on()
    if not more:
        log.said += _kept(pieces.end())
    return more


def finish_taking_back(desk: Desk, step_id: str, undo: str) -> None:
    """Go on with taking an import back that was cut off."""
    pieces = TakingBack(desk.db, step_id)
    more = True
    while more:
        with desk.db.chunk(undo) as log:
            more = _go_on(pieces, log)


def _kept(kept: Kept) -> str:
    """What an import left here, since somebody worked on it."""
    if not kept.total:
        return ""
    more = kept.total - len(kept.names)
    names = ", ".join(map(visible, kept.names)) + (f" and {more:,} more" if more else "")
    return f"; kept, as they were worked on since: {names}"


def redo(desk: Desk, step_id: str) -> Done:
    """Do again an act that was taken back."""
    act = journal.act(desk.db, step_id)
    if act.undone_by is None:
        raise DeskError(f"That stands, there is nothing to redo: {act.said}")
    if act.verb == batches.VERB:
        pieces = BringingAgain(desk.db, act.id, act.undone_by)
        return _in_pieces(desk, "redo", f"Redid: {act.said}", act.undone_by, pieces)
    with desk.db.step("redo", act.subject, f"Redid: {act.said}", undoes=act.undone_by) as log:
        journal.take_back(desk.db, log, [act.undone_by])
    _settle(desk)
    return Done(log.id, log.said, act.subject)


def _settle(desk: Desk) -> None:
    desk.reread_settings()
    sync_currency(desk)


class Entry(NamedTuple):
    """One line of a timeline: when (UTC), its kind (one of KINDS), and the words."""

    at: str
    kind: str
    id: str
    head: str
    body: str
    who: str | None


_STREAM = """
SELECT at, kind, id, head, body, who FROM (
  SELECT c.started_at AS at, 'call' AS kind, c.id AS id, coalesce(c.disposition, 'draft') AS head,
    coalesce(c.note, '') AS body, p.full_name AS who
  FROM call AS c LEFT JOIN contact AS p ON p.id = c.contact_id WHERE c.account_id = :id AND c.deleted_at IS NULL
  UNION ALL
  SELECT n.at, 'note', n.id, 'note', n.text, p.full_name
  FROM note AS n LEFT JOIN contact AS p ON p.id = n.contact_id WHERE n.account_id = :id AND n.deleted_at IS NULL
  UNION ALL
  SELECT o.at, 'objection', o.id, o.category, o.words || coalesce(char(10) || '> ' || o.concern, ''), p.full_name
  FROM objection AS o LEFT JOIN contact AS p ON p.id = o.contact_id
  WHERE o.account_id = :id AND o.deleted_at IS NULL
  UNION ALL
  SELECT m.at, 'stage', m.id,
    coalesce(m.from_stage, '') || '|' || m.to_stage || '|' || coalesce(m.from_status, '') || '|' || m.to_status
      || '|' || m.move,
    coalesce(m.reason, '') || char(31) || coalesce(m.competitor, '') || char(31) || coalesce(m.avoidable, '')
      || char(31) || m.on_date || char(31) || coalesce(m.why, ''), NULL
  FROM stage_move AS m WHERE m.account_id = :id AND m.deleted_at IS NULL
  UNION ALL
  SELECT v.at, 'activity', v.id, v.kind, coalesce(v.text, ''), p.full_name
  FROM activity AS v LEFT JOIN contact AS p ON p.id = v.contact_id WHERE v.account_id = :id AND v.deleted_at IS NULL
  UNION ALL
  SELECT r.ended_at, 'cadence', r.id, r.cadence || ' ' || r.state || coalesce(': ' || r.reason, ''), '', p.full_name
  FROM cadence_run AS r LEFT JOIN contact AS p ON p.id = r.contact_id
  WHERE r.account_id = :id AND r.ended_at IS NOT NULL AND r.deleted_at IS NULL
  UNION ALL
  SELECT s.at, CASE WHEN s.verb LIKE 'cadence.%' THEN 'cadence' ELSE 'edit' END, s.id, s.said, '', NULL FROM step AS s
  WHERE s.subject = :id AND s.undone_by IS NULL AND s.undoes IS NULL
    AND (s.verb LIKE 'account.edited' OR s.verb LIKE 'contact.%' OR s.verb LIKE 'deal.%' OR s.verb LIKE 'next.%'
      OR s.verb LIKE 'order.%' OR s.verb LIKE '%.deleted'
      OR s.verb IN ('account.added', 'account.merged', 'account.tagged', 'note.edited', 'cadence.started',
        'cadence.paused', 'cadence.resumed', 'cadence.skipped'))
) WHERE {kind} AND {where} ORDER BY at {order}, id {order} LIMIT :limit
"""


def timeline(
    desk: Desk,
    account_id: str,
    limit: int = 100,
    *,
    before: Entry | None = None,
    after: Entry | None = None,
    last: bool = False,
    kind: str | None = None,
) -> list[Entry]:
    """What happened on an account, newest first: the newest, those older than `before`, newer than `after`, or the
    oldest (`last`); of one kind when given. Always in order, newest first."""
    upwards = after is not None or last
    edge = before or after
    sign = "<" if before is not None else ">"
    stream = _STREAM.format(
        kind=_only(kind) if kind else "1",
        where=f"(at, id) {sign} (:at, :edge)" if edge is not None else "1",
        order="ASC" if upwards else "DESC",
    )
    params = {"id": account_id, "limit": limit, "at": edge.at if edge else "", "edge": edge.id if edge else ""}
    rows = desk.db.all(stream, params)  # type: ignore[arg-type]
    entries = [_entry(desk, Entry(*row)) for row in rows]
    return entries[::-1] if upwards else entries


KINDS = ("call", "note", "objection", "stage", "activity", "cadence", "edit")
MAIL = "mail"
"""A part of what was logged: mails and messages, theirs and mine."""
_MAILS = ("mail_sent", "mail_bounced", "reply", "message_sent", "proof_sent", "offer_sent")


def _only(kind: str) -> str:
    """The condition for one kind of entry."""
    if kind == MAIL:
        return f"kind = 'activity' AND head IN {_MAILS}"
    if kind not in KINDS:
        raise DeskError(f"A timeline has no entries of kind {visible(kind)}; there are {', '.join((*KINDS, MAIL))}.")
    return f"kind = '{kind}'"


def _entry(desk: Desk, entry: Entry) -> Entry:
    if entry.kind == "call":
        found = by_id(entry.head)
        lines = desk.db.all(
            "SELECT text FROM call_line WHERE call_id = ? AND deleted_at IS NULL ORDER BY at, id LIMIT 40", (entry.id,)
        )
        body = "\n".join([*([entry.body] if entry.body else []), *(row["text"] for row in lines)])
        return entry._replace(head=found.label if found else "call not finished", body=body)
    if entry.kind == "activity":
        return entry._replace(head=activity.label_of(entry.head))
    if entry.kind == "stage":
        return entry._replace(head=_move_words(entry.head), body=_move_facts(entry))
    return entry


def _move_facts(entry: Entry) -> str:
    """`competitor Rival GmbH · avoidable · on 2026-11-20 · what was said of it`."""
    reason, competitor, avoidable, on, why = entry.body.split("\x1f", 4)
    known = {"1": "avoidable", "0": "not avoidable"}.get(avoidable, "")
    day = f"on {on}" if on < local_day(entry.at) else ""
    first = " ".join(filter(None, (reason.replace("_", " "), competitor)))
    return " · ".join(filter(None, (first, known, day, why)))


def _move_words(packed: str) -> str:
    from_stage, to_stage, from_status, to_status, move = packed.split("|")
    if move == "enter":
        return f"taken on as a {to_stage}" if from_status == "inbox" else f"a {to_stage} from the start"
    if move == "leave":
        return f"{to_status} (was {from_stage or to_stage})"
    if move == "return":
        return f"back on the board as a {to_stage}, was {from_status}"
    arrow = "→" if pipeline.STAGES.index(to_stage) > pipeline.STAGES.index(from_stage) else "←"
    return f"{from_stage} {arrow} {to_stage}"
