"""The guided call: start, file lines as they are said, grade, skip, name a hard stop, finish; nothing blocks."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sdrdesk.domain.call import cap
from sdrdesk.domain.capture import Line, graded_by_line, parse_line
from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.domain.profile import fact_of
from sdrdesk.domain.text import clean, visible
from sdrdesk.store import ids, journal
from sdrdesk.store.blocks import mark_called
from sdrdesk.store.database import Row

from .asking_first import playbook_in_call
from .cadence_runs import stop_inside
from .desk import Desk, Done
from .find import the_account
from .outcomes import Outcome, apply_outcome, attempts, plan_outcome, the_disposition
from .profile import asked_playbook, fill_fact
from .standing import standings, verdict_in
from .willing import check_willing


class Filed(NamedTuple):
    """What became of a typed line: the act (None for a command), and the line as it was understood."""

    done: Done | None
    line: Line


def start_call(
    desk: Desk, account_id: str, contact_id: str | None = None, *, direction: str = "out", point_id: str | None = None
) -> Done:
    """Open a guided call; it is on disk from its first second and stays a draft until an outcome is given."""
    account = the_account(desk, account_id)
    if direction == "out":
        check_willing(desk, account, contact_id)
    playbook = desk.playbook(account["playbook"])
    call_id = ids.uuid7()
    with desk.db.step("call.started", account_id, f"Call with {visible(account['name'])}", group=call_id) as log:
        desk.db.insert(
            "call",
            id=call_id,
            account_id=account_id,
            contact_id=contact_id,
            contact_point_id=point_id,
            direction=direction,
            stage=account["stage"],
            started_at=desk.stamp(),
            on_date=desk.today().isoformat(),
            playbook=playbook.id,
            playbook_version=playbook.version,
        )
    return Done(log.id, log.said, account_id, call_id)


def the_call(desk: Desk, call_id: str) -> Row:
    """The live call row. Raises NotFound."""
    row = desk.db.row("call", call_id)
    if row is None:
        raise NotFound("That call is no longer on this desk; it was taken back or deleted.")
    return row


def _second(desk: Desk, call: Row) -> int:
    return max(0, int((desk.now() - datetime.fromisoformat(call["started_at"])).total_seconds()))


def file_line(desk: Desk, call_id: str, text: str, question_id: str | None = None) -> Filed:
    """File one typed line: committed at once, as typed, under its slot or the question in front."""
    call = the_call(desk, call_id)
    playbook = playbook_in_call(desk, call)
    if fact_of(question_id) is not None and question_id is not None:
        playbook = asked_playbook(desk, call["account_id"], playbook, [question_id])
    line = parse_line(clean(text), playbook, question_id)
    if line.kind == "command" or line.empty:
        return Filed(None, line)
    with desk.db.step("call.line", call["account_id"], group=call_id) as log:
        if line.kind == "objection":
            _file_objection(desk, call, line)
        elif line.kind == "concern":
            line = _file_concern(desk, call, line, question_id)
        line_id = desk.db.insert(
            "call_line",
            call_id=call_id,
            account_id=call["account_id"],
            at=desk.stamp(),
            second=_second(desk, call),
            text=line.typed,
            question_id=line.question_id,
            criterion=line.criterion,
            kind=line.kind,
        )
        if line.kind == "line":
            _file_answer(desk, call, line)
            if fact_of(line.question_id) is not None:
                fill_fact(desk, the_account(desk, call["account_id"]), line.question_id, line.text)
            _file_grade(desk, call, line, line_id)
        desk.db.conn.execute("DELETE FROM draft WHERE key = ?", (f"line:{call_id}",))
        log.said = f"{line.kind.capitalize()}: {visible(line.typed)[:60]}"
    return Filed(Done(log.id, log.said, call["account_id"], line_id), line)


def _file_objection(desk: Desk, call: Row, line: Line) -> None:
    desk.db.insert(
        "objection",
        account_id=call["account_id"],
        contact_id=call["contact_id"],
        call_id=call["id"],
        at=desk.stamp(),
        on_date=desk.today().isoformat(),
        second=_second(desk, call),
        stage=call["stage"],
        category=line.category,
        words=line.text,
    )
    stop_inside(desk, the_account(desk, call["account_id"]), f"objection: {line.category}", talk=True)


def _file_concern(desk: Desk, call: Row, line: Line, question_id: str | None) -> Line:
    last = desk.db.one(
        "SELECT id, concern FROM objection WHERE call_id = ? AND deleted_at IS NULL ORDER BY at DESC, id DESC LIMIT 1",
        (call["id"],),
    )
    if last is None:
        remark = "kept as text: no objection yet for this concern"
        return Line("line", line.typed, line.typed, question_id, remark=remark)
    concern = f"{last['concern']}; {line.text}" if last["concern"] else line.text
    desk.db.update("objection", last["id"], concern=concern)
    return line


def _file_answer(desk: Desk, call: Row, line: Line) -> None:
    if line.question_id is None or not line.text:
        return
    answer_id = ids.same_thing("answer", call["id"], line.question_id)
    before = desk.db.row("answer", answer_id)
    text = f"{before['answer']}\n{line.text}" if before is not None and before["answer"] else line.text
    _put_answer(desk, call, line.question_id, "asked", text)


def _put_answer(desk: Desk, call: Row, question_id: str, state: str, text: str | None) -> None:
    desk.db.put(
        "answer",
        ids.same_thing("answer", call["id"], question_id),
        call_id=call["id"],
        account_id=call["account_id"],
        playbook=call["playbook"],
        question_id=question_id,
        state=state,
        answer=text,
        at=desk.stamp(),
        second=_second(desk, call),
    )


def _file_grade(desk: Desk, call: Row, line: Line, line_id: str) -> None:
    if line.criterion is None:
        return
    playbook = desk.playbook(call["playbook"] or "bant")
    current = standings(desk, call["account_id"], playbook).get(line.criterion)
    graded = graded_by_line(current, line)
    if graded is None:
        return
    desk.db.insert(
        "grade",
        account_id=call["account_id"],
        call_id=call["id"],
        line_id=line_id,
        contact_id=call["contact_id"],
        playbook=playbook.id,
        criterion=line.criterion,
        grade=graded.grade,
        evidence=graded.evidence,
        by_hand=int(graded.by_hand),
        quote=line.text or (current.quote if current else None),
        at=desk.stamp(),
    )


def take_back_line(desk: Desk, call_id: str) -> tuple[Done, str]:
    """Take back the last filed line of a call, with all it set. Returns the act and the line's text, to edit again."""
    call = the_call(desk, call_id)
    last = desk.db.one(
        "SELECT id, said FROM step WHERE group_id = ? AND verb <> 'call.started' AND undone_by IS NULL"
        " AND undoes IS NULL ORDER BY seq DESC LIMIT 1",
        (call_id,),
    )
    if last is None:
        raise DeskError("Nothing was filed in this call yet.")
    text = desk.db.value(
        "SELECT l.text FROM change AS c JOIN call_line AS l ON l.id = c.row_id"
        " WHERE c.step_id = ? AND c.tbl = 'call_line' AND c.op = 'insert'",
        (last["id"],),
    )
    with desk.db.step("undo", call["account_id"], f"Took back: {last['said']}", undoes=last["id"]) as log:
        journal.take_back(desk.db, log, [last["id"]])
    return Done(log.id, log.said, call["account_id"]), str(text or "")


def choose(desk: Desk, call_id: str, question_id: str, key: str) -> Done:
    """Answer a choice question by its option's key."""
    call = the_call(desk, call_id)
    question = desk.playbook(call["playbook"] or "bant").question(question_id)
    option = question.option(key) if question else None
    if question is None or option is None:
        raise DeskError("That question has no such option.")
    with desk.db.step("call.answer", call["account_id"], group=call_id) as log:
        _put_answer(desk, call, question_id, "asked", option.label)
        log.said = f"Answer: {question.intent}, {option.label}"
    return Done(log.id, log.said, call["account_id"])


def mark(desk: Desk, call_id: str, question_id: str, state: str) -> Done:
    """Skip a question, park it for later in the call, or say that it does not apply."""
    call = the_call(desk, call_id)
    before = desk.db.row("answer", ids.same_thing("answer", call_id, question_id))
    with desk.db.step(f"call.{state}", call["account_id"], group=call_id) as log:
        _put_answer(desk, call, question_id, state, before["answer"] if before else None)
        log.said = f"{state.replace('_', ' ').capitalize()} {question_id}"
    return Done(log.id, log.said, call["account_id"])


def grade(desk: Desk, call_id: str, criterion: str, number: int, evidence: str) -> Done:
    """Grade a criterion by hand, 0 to 3, on evidence unknown, assumed, stated or confirmed, which caps it."""
    call = the_call(desk, call_id)
    playbook = desk.playbook(call["playbook"] or "bant")
    found = playbook.criterion(criterion)
    if found is None or not 0 <= number <= 3:
        raise DeskError("A grade is a number from 0 to 3 on one of this playbook's criteria.")
    current = standings(desk, call["account_id"], playbook).get(criterion)
    with desk.db.step("call.graded", call["account_id"], group=call_id) as log:
        desk.db.insert(
            "grade",
            account_id=call["account_id"],
            call_id=call_id,
            contact_id=call["contact_id"],
            playbook=playbook.id,
            criterion=criterion,
            grade=number,
            evidence=evidence,
            by_hand=1,
            quote=current.quote if current else None,
            at=desk.stamp(),
        )
        capped = f", counts {cap(evidence)}: only {evidence}" if cap(evidence) < number else ""
        log.said = f"{found.title} {number} ({evidence}{capped})"
    return Done(log.id, log.said, call["account_id"])


def stop_hard(desk: Desk, call_id: str, stop_id: str | None) -> Done:
    """Name a hard stop of the playbook for this call, or take it away with None."""
    call = the_call(desk, call_id)
    stop = desk.playbook(call["playbook"] or "bant").hard_stop(stop_id) if stop_id else None
    if stop_id and stop is None:
        raise DeskError(f"This playbook has no hard stop {visible(stop_id)}.")
    with desk.db.step("call.hard_stop", call["account_id"], group=call_id) as log:
        desk.db.update("call", call_id, hard_stop=stop_id)
        log.said = f"Hard stop: {stop.label}" if stop else "No hard stop"
    return Done(log.id, log.said, call["account_id"])


def finish_call(
    desk: Desk,
    call_id: str,
    disposition: str,
    *,
    when: str = "",
    who: str = "",
    number: str = "",
    note: str = "",
    exit: str = "",
    until: str = "",
    confirmed: bool = False,
    reason: str = "",
    competitor: str = "",
    on: str = "",
    avoidable: str = "",
) -> Done:
    """End a guided call in the same strip as every other: outcome, next step or exit, the verdict kept with it."""
    call = the_call(desk, call_id)
    if call["disposition"] is not None:
        raise DeskError("That call is finished already; u takes its end back.")
    account = the_account(desk, call["account_id"])
    found = the_disposition(disposition)
    if exit == "disqualified" and not reason:
        reason = call["hard_stop"] or ""
    outcome = Outcome(
        disposition, when, who, number, note, exit, until, confirmed, reason, competitor, on, avoidable
    )
    plan = plan_outcome(
        desk, account, found, outcome, call["contact_id"], call["direction"], call["contact_point_id"]
    )
    result = verdict_in(desk, account, call["hard_stop"], call["contact_id"])
    with desk.db.step("call.finished", account["id"]) as log:
        desk.db.update(
            "call",
            call_id,
            ended_at=desk.stamp(),
            seconds=_second(desk, call),
            disposition=found.id,
            two_way=int(found.two_way),
            attempt=attempts(desk, account["id"]) + 1 if call["direction"] == "out" else None,
            verdict=result.id,
            note=clean(note).strip() or None,
        )
        desk.db.conn.execute("DELETE FROM draft WHERE key = ?", (f"line:{call_id}",))
        log.said = apply_outcome(
            desk, account, found, outcome, plan, call_id, call["contact_id"], call["contact_point_id"]
        )
        mark_called(desk.db, account["id"], call_id, desk.stamp())
    return Done(log.id, log.said, account["id"], call_id)


def drop_call(desk: Desk, call_id: str) -> Done:
    """Throw a draft call away with its lines; undone like anything else."""
    call = the_call(desk, call_id)
    if call["disposition"] is not None:
        raise DeskError("That call is finished; delete it from the account's page.")
    from .accounts import delete

    return delete(desk, "call", call_id)._replace(subject=call["account_id"])
