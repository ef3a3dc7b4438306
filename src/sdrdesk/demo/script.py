"""The lines of one guided call: which question is in front, what is typed, which option key and which grade chord."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .story import Story
from .words_deal import AGAINST, AUTHORITY, BUDGET, SPENT_TODAY, TIMELINE, WANTS_TO_SEE, WHY_NOW
from .words_need import IF_NOTHING, NEED_GUESS, NEED_NONE, NEED_WEAK, NEEDS, OPENINGS, TRIED

_SLOTS = {"need": "n", "timeline": "t", "authority": "a", "budget": "b"}
_ROLE_KEYS = {"decides": "d", "signs": "d", "recommends": "r", "champion": "r", "blocks": "c", "user": "u"}
_MONEY_KEYS = {"no": "n", "weak": "a", "fair": "m", "good": "s", "proved": "s"}


class Said(NamedTuple):
    """One thing said: the question in front, the line as typed, an option key, a grade (criterion, 0-3, evidence)."""

    question: str
    typed: str = ""
    option: str | None = None
    chord: tuple[str, int, str] | None = None
    state: str = "asked"


def script_of(story: Story, levels: Mapping[str, str], short: bool) -> list[Said]:
    """Everything said in a call that brings each criterion to its level, in the order it is asked."""
    lines: list[Said] = []
    if not short:
        lines += _opening(story)
    for criterion in ("need", "timeline", "authority", "budget"):
        if criterion in levels:
            lines += _criterion(story, criterion, levels[criterion], short)
    if not short:
        lines += _closing(story, levels)
    return lines


def _opening(story: Story) -> Iterator[Said]:
    if story.rng.random() < 0.4:
        yield Said("o1", option="y" if story.rng.random() < 0.8 else "s")
    if story.rng.random() < 0.4:
        yield Said("o3", story.pick(OPENINGS))


def _criterion(story: Story, criterion: str, level: str, short: bool) -> Iterator[Said]:
    if level == "unasked":
        question = {"need": "n4", "timeline": "t4", "authority": "a3", "budget": "b2"}[criterion]
        yield Said(question, state=story.rng.choice(("parked", "skipped")), chord=(criterion, 0, "unknown"))
        return
    yield from {"need": _need, "timeline": _timeline, "authority": _authority, "budget": _budget}[criterion](
        story, level, short
    )


def _slotted(story: Story, criterion: str, level: str, question: str, text: str) -> Said:
    """The line for a level: marked with slot and digit where the grammar needs it, plain or slotted otherwise."""
    slot = _SLOTS[criterion]
    if level == "no":
        return Said(question, f"{slot}- {text}")
    if level == "guess":
        return Said(question, f"{slot} {text}?")
    if level == "weak":
        return Said(question, f"{slot}1 {text}")
    if level == "good":
        return Said(question, f"{slot}3 {text}")
    if level == "proved":
        return Said(question, f"{slot}3 {text}", chord=(criterion, 3, "confirmed"))
    marked = story.rng.random()
    if marked < 0.35:
        return Said(question, f"{slot}2 {text}")
    return Said(question, f"{slot} {text}" if marked < 0.6 else text)


def _need(story: Story, level: str, short: bool) -> Iterator[Said]:
    needs, rng = NEEDS[story.business.theme], story.rng
    if level in ("no", "guess", "weak"):
        bank = {"no": NEED_NONE, "guess": NEED_GUESS, "weak": NEED_WEAK}[level]
        yield _slotted(story, "need", level, "n2", story.pick(bank))
        return
    yield Said("n1", story.pick(needs.process))
    yield _slotted(story, "need", "fair", "n2", story.pick(needs.pain))
    if level == "good":
        yield _slotted(story, "need", "good", "n4", story.pick(needs.cost))
    if level == "proved":
        yield _slotted(story, "need", "proved", "n4", story.pick(needs.proved))
    if not short and rng.random() < 0.6:
        yield Said("n5", story.pick(TRIED))
    if not short and rng.random() < 0.4:
        yield Said("n6", story.pick(IF_NOTHING))
    if not short and rng.random() < 0.6:
        yield Said("n7", f" {story.pick(needs.success)}" if rng.random() < 0.2 else story.pick(needs.success))
    if not short and rng.random() < 0.3:
        yield Said("n8", option=rng.choice(("1", "2", "2", "3")))


def _timeline(story: Story, level: str, short: bool) -> Iterator[Said]:
    if level in ("fair", "good", "proved") and not short and story.rng.random() < 0.7:
        yield Said("t1", story.pick(WHY_NOW))
    question = "t4" if level in ("good", "proved") else "t2"
    yield _slotted(story, "timeline", level, question, story.pick(TIMELINE[level]))


def _authority(story: Story, level: str, short: bool) -> Iterator[Said]:
    rng = story.rng
    if not short and rng.random() < 0.6:
        yield Said("a4", option=_ROLE_KEYS.get(story.people[0]["role"] or "user", "u"))
    question = "a2" if level in ("weak", "guess") else "a3"
    yield _slotted(story, "authority", level, question, story.pick(AUTHORITY[level]))
    if level in ("fair", "good", "proved") and not short and rng.random() < 0.4:
        yield Said("a6", story.pick(AGAINST))
    if level in ("good", "proved"):
        yield Said("a7", option="y")
    elif not short and rng.random() < 0.3:
        yield Said("a5", story.pick(WANTS_TO_SEE)) if level == "fair" else Said("a5", state="skipped")


def _budget(story: Story, level: str, short: bool) -> Iterator[Said]:
    rng = story.rng
    if level in _MONEY_KEYS:
        yield Said("b2", option=_MONEY_KEYS[level])
    elif not short:
        yield Said("b2", state="skipped")
    yield _slotted(story, "budget", level, "b3" if level in ("fair", "proved") else "b2", story.pick(BUDGET[level]))
    if level in ("fair", "good", "proved") and not short:
        yield Said("b4", option="y" if level != "fair" or rng.random() < 0.6 else "e")
        if rng.random() < 0.3:
            yield Said("b1", story.pick(SPENT_TODAY))
        if rng.random() < 0.25:
            yield Said("b7", option=rng.choice(("s", "m", "l", "x")))
    if level == "no":
        yield Said("b7", state="not_applicable")


def _closing(story: Story, levels: Mapping[str, str]) -> Iterator[Said]:
    hopeless = "no" in levels.values()
    if story.rng.random() < 0.4:
        yield Said("c1", option="y" if story.rng.random() < 0.8 else "e")
    if hopeless or story.rng.random() < 0.4:
        yield Said("c3", option=story.rng.choice("mn") if hopeless else "y")
    if hopeless:
        yield Said("c6", option=story.rng.choice("aac"))
