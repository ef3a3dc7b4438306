"""Guided calls: the lines as typed, answers, grades with their evidence, and the verdict they led to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sdrdesk.domain.call import Standing, VerdictResult, verdict
from sdrdesk.domain.capture import Graded, graded_by_line, parse_line
from sdrdesk.domain.playbook import Playbook
from sdrdesk.store.ids import same_thing

from .calling import TALKS, call_row, label, number_of
from .doubts import follow_up, raised
from .script import Said, script_of
from .story import Story
from .tape import Row


class Talk(NamedTuple):
    """One guided call as it is planned: what becomes known (criterion -> level), objections raised, how it ends."""

    levels: Mapping[str, str]
    doubts: tuple[str, ...] = ()
    ends: str = "conversation"
    minutes: float = 16.0
    direction: str = "out"
    hard_stop: str | None = None


class _Course:
    """The call under way."""

    def __init__(self, story: Story, playbook: Playbook, call: Row, person: Row) -> None:
        self.story, self.playbook, self.call, self.person = story, playbook, call, person
        self.second = 0
        self.answers: dict[str, Row] = {}
        self.last_line: dict[str, Row] = {}
        self.objections: list[Row] = []


def talk(
    story: Story, playbook: Playbook, plan: Talk, *, follow: tuple[str, str | None] | None = None
) -> VerdictResult:
    """Hold one guided call with the first person of the account; `follow` is the next step (kind, what) it ends in."""
    person = story.people[0]
    if plan.direction == "out":
        story.attempts += 1
    point = number_of(story, person)
    started = story.now
    call_id = story.tape.new_id(story.now)
    with story.act("call.started", f"Call with {story.name}", call_id):
        call = call_row(
            story, person, point, plan.ends, started=started, seconds=0, playbook=True, direction=plan.direction,
            call_id=call_id,
        )  # fmt: skip
        ending = {name: call[name] for name in ("ended_at", "seconds", "disposition", "two_way", "note")}
        call.update(dict.fromkeys(ending), two_way=0)
    course = _Course(story, playbook, call, person)
    _lines(course, plan)
    result = verdict(playbook, story.standings, plan.hard_stop, contact=person["full_name"])
    story.wait(story.rng.randint(20, 90))
    seconds = int((story.now - started).total_seconds())
    with story.act("call.finished", f"{story.name}: {label(plan.ends)}"):
        story.change(
            "call", call, ended_at=story.at, seconds=seconds, disposition=plan.ends, two_way=1,
            note=ending["note"], verdict=result.id, hard_stop=plan.hard_stop,
        )  # fmt: skip
        if follow is not None:
            story.follow(*follow, call_id=call["id"])
    if plan.ends in TALKS:
        story.attempts = 0
    for objection in course.objections:
        follow_up(story, objection)
    return result


def _lines(course: _Course, plan: Talk) -> None:
    story = course.story
    said = script_of(story, plan.levels, short=plan.minutes < 7)
    places = sorted(story.rng.sample(range(len(said) + 1), min(len(plan.doubts), len(said) + 1)))
    pace = plan.minutes * 60 / (len(said) + 2)
    for number, one in enumerate(said):
        story.wait(pace * story.rng.uniform(0.5, 1.4))
        while places and places[0] == number:
            _doubt(course, plan.doubts[len(plan.doubts) - len(places)], one.question)
            places.pop(0)
        _say(course, one)
    for category in plan.doubts[len(plan.doubts) - len(places) :]:
        _doubt(course, category, None)


def _say(course: _Course, one: Said) -> None:
    story, question = course.story, course.playbook.question(one.question)
    assert question is not None
    option = question.option(one.option) if one.option else None
    if option is not None:
        with story.act("call.answer", f"Answer: {question.intent}, {option.label}", course.call["id"]):
            _answer(course, one.question, "asked", option.label)
    if one.state != "asked":
        said = f"{one.state.replace('_', ' ').capitalize()} {one.question}"
        with story.act(f"call.{one.state}", said, course.call["id"]):
            _answer(course, one.question, one.state, None)
    if one.typed:
        with story.act("call.line", f"Line: {one.typed[:60]}", course.call["id"]):
            _file(course, one)
    if one.chord:
        _by_hand(course, *one.chord)


def _by_hand(course: _Course, criterion: str, grade: int, evidence: str) -> None:
    found = course.playbook.criterion(criterion)
    assert found is not None
    with course.story.act("call.graded", f"{found.title} {grade} ({evidence})", course.call["id"]):
        line = course.last_line.get(criterion)
        words = parse_line(line["text"], course.playbook).text if line else None
        _grade(course, criterion, Graded(grade, evidence, True), line, words, second_voice=evidence == "confirmed")


def _file(course: _Course, one: Said) -> None:
    story = course.story
    read = parse_line(one.typed, course.playbook, one.question)
    line = _line(course, one.typed, read.question_id, read.criterion, "line")
    if read.criterion:
        course.last_line[read.criterion] = line
    if read.question_id:
        _answer(course, read.question_id, "asked", read.text)
    current = story.standings.get(read.criterion or "")
    graded = graded_by_line(current, read)
    if graded is not None and read.criterion and (current is None or graded[:2] != (current.grade, current.evidence)):
        _grade(course, read.criterion, graded, line, read.text)


def _line(course: _Course, typed: str, question: str | None, criterion: str | None, kind: str) -> Row:
    return course.story.insert(
        "call_line", call_id=course.call["id"], at=course.story.at, second=_second(course), text=typed,
        question_id=question, criterion=criterion, kind=kind,
    )  # fmt: skip


def _answer(course: _Course, question: str, state: str, answer: str | None) -> None:
    known = course.answers.get(question)
    if known is not None:
        text = f"{known['answer']}\n{answer}" if known["answer"] and answer else answer or known["answer"]
        course.story.change("answer", known, state=state, answer=text)
        return
    course.answers[question] = course.story.insert(
        "answer", id=same_thing("answer", course.call["id"], question), call_id=course.call["id"], playbook="bant",
        question_id=question, state=state, answer=answer, at=course.story.at, second=_second(course),
    )  # fmt: skip


def _grade(
    course: _Course, criterion: str, graded: Graded, line: Row | None, quote: str | None, second_voice: bool = False
) -> None:
    story = course.story
    who = story.people[1] if second_voice and len(story.people) > 1 else course.person
    row = story.insert(
        "grade", call_id=course.call["id"], line_id=line["id"] if line else None, contact_id=who["id"],
        playbook="bant", criterion=criterion, grade=graded.grade, evidence=graded.evidence,
        by_hand=int(graded.by_hand), quote=quote, at=story.at,
    )  # fmt: skip
    story.standings[criterion] = Standing(
        criterion, graded.grade, graded.evidence, graded.by_hand, quote, who["full_name"], row["at"]
    )


def _doubt(course: _Course, category: str, question: str | None) -> None:
    story = course.story
    story.wait(story.rng.randint(10, 40))
    with story.act("call.line", f"Objection: {category}", course.call["id"]):
        objection, doubt = raised(story, category, call=course.call, second=_second(course))
        prefix = category[: story.rng.choice((5, 6, 20))]
        _line(course, f'!{prefix} "{doubt.words}"', question, None, "objection")
    if doubt.concern and story.rng.random() < 0.55:
        with story.act("call.line", f"Concern: > {doubt.concern}", course.call["id"]):
            _line(course, f"> {doubt.concern}", question, None, "concern")
            story.change("objection", objection, concern=doubt.concern)
    course.objections.append(objection)


def _second(course: _Course) -> int:
    begun = datetime.fromisoformat(course.call["started_at"])
    return max(0, int((course.story.now - begun).total_seconds()))
