"""One entry of a timeline in full: every line of a call, the whole of a note, what an edit changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sdrdesk.domain import activity
from sdrdesk.domain.disposition import by_id
from sdrdesk.domain.errors import NotFound
from sdrdesk.domain.objection import category
from sdrdesk.domain.playbook import Playbook
from sdrdesk.store import accounts as account_rows
from sdrdesk.store import entries as rows
from sdrdesk.store.database import Row

from .desk import Desk
from .history import Entry
from .moments import local_day


class Part(NamedTuple):
    """A line of an entry: what it is in short ('' for text that goes on), and the words as they came."""

    label: str
    text: str


class Whole(NamedTuple):
    """An entry as it is read in full."""

    title: str
    parts: tuple[Part, ...]


def entry_in_full(desk: Desk, entry: Entry) -> Whole:
    """The entry of a timeline with all that belongs to it. Raises NotFound when it is gone."""
    tellers: dict[str, Callable[[Desk, Entry], Iterator[Part]]] = {
        "call": _call, "note": _words, "activity": _words, "objection": _objection, "stage": _stage, "edit": _edit,
        "cadence": _cadence,
    }  # fmt: skip
    parts = tuple(tellers[entry.kind](desk, entry))
    return Whole(f"{entry.head} · {local_day(entry.at)}" + (f" · {entry.who}" if entry.who else ""), parts)


def _row(desk: Desk, table: str, entry: Entry) -> Row:
    row = rows.with_person(desk.db, table, entry.id)
    if row is None:
        raise NotFound("That entry is no longer on this desk; it was taken back or deleted.")
    return row


def _words(desk: Desk, entry: Entry) -> Iterator[Part]:
    row = _row(desk, entry.kind, entry)
    if entry.kind == "activity":
        yield Part("what", activity.label_of(row["kind"]))
    for line in (row["text"] or "").splitlines():
        yield Part("", line)


def _call(desk: Desk, entry: Entry) -> Iterator[Part]:
    row = _row(desk, "call", entry)
    found = by_id(row["disposition"]) if row["disposition"] else None
    number = rows.point(desk.db, row["contact_point_id"])
    yield Part("outcome", found.label if found else "not finished")
    yield Part("call", "they called" if row["direction"] == "in" else f"I called{f' {number}' if number else ''}")
    if row["seconds"]:
        yield Part("length", f"{row['seconds'] // 60}:{row['seconds'] % 60:02} min")
    if row["attempt"]:
        yield Part("try", str(row["attempt"]))
    if row["verdict"]:
        yield Part("verdict", f"{row['verdict']} ({row['playbook']})")
    if row["hard_stop"]:
        yield Part("stop", str(row["hard_stop"]))
    for line in (row["note"] or "").splitlines():
        yield Part("note", line)
    playbook = _playbook(desk, row["playbook"])
    for line in account_rows.of_call(desk.db, "call_line", row["id"], "at, id"):
        yield Part(f"{line['second'] // 60:>3}:{line['second'] % 60:02}", f"{_asked(playbook, line)}{line['text']}")


def _playbook(desk: Desk, playbook_id: str | None) -> Playbook | None:
    """The call's playbook, unless that was a file of the rep's own which is no longer there."""
    try:
        return desk.playbook(playbook_id) if playbook_id else None
    except NotFound:
        return None


def _asked(playbook: Playbook | None, line: Row) -> str:
    criterion = playbook.criterion(line["criterion"]) if playbook is not None else None
    question = playbook.question(line["question_id"]) if playbook is not None else None
    title = criterion.title if criterion is not None else question.intent if question is not None else ""
    return f"[{title}] " if title else ""


def _objection(desk: Desk, entry: Entry) -> Iterator[Part]:
    row = _row(desk, "objection", entry)
    found = category(row["category"])
    yield Part("about", found.label if found else row["category"])
    yield Part("words", f"“{row['words']}”")
    for label in ("concern", "response", "proof", "outcome"):
        if row[label]:
            yield Part(label, str(row[label]))


def _stage(desk: Desk, entry: Entry) -> Iterator[Part]:
    row = desk.db.row("stage_move", entry.id)
    if row is None:
        raise NotFound("That move was taken back.")
    yield Part("move", entry.head)
    if row["on_date"] < local_day(row["at"]):
        yield Part("on", str(row["on_date"]))
    for label, column in (("reason", "reason"), ("went to", "competitor"), ("why", "why"), ("verdict", "verdict")):
        if row[column]:
            yield Part(label, str(row[column]).replace("_", " ") if label == "reason" else str(row[column]))
    if row["avoidable"] is not None:
        yield Part("avoidable", "yes" if row["avoidable"] else "no")
    if row["override"]:
        yield Part("gate", "passed by hand")


def _cadence(desk: Desk, entry: Entry) -> Iterator[Part]:
    row = rows.with_person(desk.db, "cadence_run", rows.run_of(desk.db, entry.id) or entry.id)
    if row is None:
        raise NotFound("That cadence was taken back.")
    if row["id"] != entry.id:
        yield Part("", entry.head)
    yield Part("cadence", row["cadence"])
    yield Part("began", row["started_on"])
    yield Part("state", " · ".join(filter(None, (row["state"], row["reason"]))))
    for step in account_rows.of_account(desk.db, "cadence_step", row["account_id"], "number, id"):
        if step["run_id"] == row["id"]:
            yield Part(f"step {step['number'] + 1}", f"{step['channel']}, {step['outcome']} {step['on_date']}")


_SHOWN_TABLES = ("account", "contact", "contact_point", "deal", "order", "objection", "note", "tag")
_HIDDEN = frozenset({"updated_at", "deleted_at", "name_key", "domain_key", "next_set_at", "key", "added_at", "id"})


def _edit(desk: Desk, entry: Entry) -> Iterator[Part]:
    """What was, and what became of it, column by column."""
    yield Part("", entry.head)
    for change in rows.changes(desk.db, entry.id, _SHOWN_TABLES):
        before = json.loads(change["before"]) if change["before"] else {}
        after = json.loads(change["after"]) if change["after"] else {}
        for column in sorted({*before, *after} - _HIDDEN):
            was, now = before.get(column), after.get(column)
            yield Part(column.replace("_", " "), f"{'–' if was is None else was} → {'–' if now is None else now}")
