"""What may happen to an account: a plot is a list of beats, each some working days after the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sdrdesk.domain.playbook import Playbook

from . import calling, levels, moves
from .discovery import Talk, talk
from .doubts import a_category, aside
from .people import enter
from .story import Story
from .tape import LoggedAct, Row
from .words_small import (
    CUSTOMER_NOTES,
    MEETINGS,
    MESSAGES,
    NEXT_CALL,
    NEXT_CUSTOMER,
    NEXT_DISCOVERY,
    NEXT_PROSPECT,
    NOTES,
    PROOFS,
    REPLIES,
    UPSELLS,
)


class Batch(NamedTuple):
    """An import of the past: its row, its act, when it was."""

    row: Row
    act: LoggedAct
    day: int
    at: datetime


class Beat(NamedTuple):
    """One thing that happens, `gap` working days after the one before it; `sets`: it leaves a next step."""

    gap: int
    do: Callable[[Story], object]
    sets: bool = True


Beats = list[Beat]


def live(story: Story, beats: Sequence[Beat], last: int, due: int, time: str | None = None) -> None:
    """Live the beats so that the last falls on working day `last`; the step it leaves open is due on `due`."""
    index = last - sum(beat.gap for beat in beats[1:])
    days = [index + sum(beat.gap for beat in beats[1 : place + 1]) for place in range(len(beats))]
    for place, beat in enumerate(beats):
        story.go(days[place])
        later = [day for day, after in zip(days[place + 1 :], beats[place + 1 :], strict=True) if after.sets]
        slack = 1 if later and later[0] - days[place] > 1 and story.rng.random() < 0.2 else 0
        story.upcoming = later[0] - slack if later else due
        story.upcoming_time = None if later else time
        beat.do(story)


def entry(story: Story, batches: Sequence[Batch] = ()) -> Beats:
    """The account comes onto the board: taken from what an import brought lately, or added by hand."""

    def come(one: Story) -> None:
        index = one.index
        lately = [batch for batch in batches if 1 <= index - batch.day <= 24]
        if lately and one.rng.random() < 0.75:
            arrive(one, lately[-1])
            one.go(index)
            moves.take(one)
            return
        one.account["id"] = one.tape.new_id(one.now)
        with one.act("account.added", f"Added {one.name}"):
            enter(one)

    return [Beat(0, come)]


def arrive(story: Story, batch: Batch) -> None:
    """An import brings the account into the inbox."""
    story.go(batch.day)
    story.now = batch.at
    with story.tape.under(batch.act):
        enter(story, "inbox", batch=batch.row, move=False)
    batch.row["total"] += 1
    batch.row["created"] += 1


def dials(story: Story, count: int, no_talk: bool = False) -> Beats:
    """So many tries on people we have not talked with, a day or three apart."""

    def one_dial(one: Story) -> None:
        end = calling.an_empty_end(one) if no_talk else calling.a_cold_end(one)
        calling.dial(one, end)
        if end == "not_interested" and one.rng.random() < 0.7:
            aside(one, "brush_off")

    return [Beat(story.rng.choices((1, 2, 3, 4), weights=(45, 30, 15, 10))[0], one_dial) for _ in range(count)]


def tries(story: Story, most: int = 6) -> int:
    """How many tries it took: most often one or two, seldom six."""
    return story.rng.choices(range(1, most + 1), weights=(39, 28, 12, 8, 6, 5)[:most])[0]


def guided(
    playbook: Playbook, known: levels.Levels, *, ends: str = "conversation", doubts: int = 0,
    follow: tuple[str, str | None] | None = None, then: Callable[[Story, object], None] | None = None, gap: int = 3,
    hard_stop: str | None = None, inbound: bool = False,
) -> Beat:  # fmt: skip
    """A guided call that brings the criteria to these levels; `then` may act on its verdict the same day."""

    def hold(one: Story) -> None:
        minutes = min(max(one.rng.lognormvariate(2.6, 0.5), 4.0), 34.0)
        categories = tuple(a_category(one) for _ in range(doubts))
        direction = "in" if inbound else "out"
        plan = Talk(known, categories, ends, minutes, direction, hard_stop)
        next_step = follow or ("call", one.rng.choice(NEXT_DISCOVERY))
        result = talk(one, playbook, plan, follow=None if then else next_step)
        if then:
            one.wait(one.rng.randint(60, 600))
            then(one, result)

    return Beat(gap, hold)


def small(story: Story, chance: float = 0.5) -> Beats:
    """A note, a mail, a reply or a message on the side, perhaps."""
    if story.rng.random() > chance:
        return []
    do, sets = story.rng.choice(((_note, False), (_mail, True), (_reply, True), (_message, False), (_note, False)))
    return [Beat(story.rng.choice((0, 1, 1, 2)), do, sets)]


def _note(one: Story) -> None:
    calling.note(one, one.rng.choice(NOTES))


def _mail(one: Story) -> None:
    calling.activity(one, "mail_sent", "Mail: what we talked about")
    one.follow("call", one.rng.choice(NEXT_CALL))


def _reply(one: Story) -> None:
    calling.activity(one, "reply", one.rng.choice(REPLIES))
    one.follow("call", one.rng.choice(NEXT_CALL), outcome="replaced")


def _message(one: Story) -> None:
    calling.activity(one, "message_sent", one.rng.choice(MESSAGES))


def selling(story: Story, upto: str) -> Beats:
    """What happens to a prospect until its deal stands at this inner step."""
    rng = story.rng
    beats = [Beat(rng.randint(1, 4), _proof)] if rng.random() < 0.7 else []
    for step in moves.STEPS[1 : moves.STEPS.index(upto) + 1]:
        if step == "demo" and rng.random() < 0.15:
            beats.append(Beat(rng.randint(2, 6), _missed))
        if step in ("demo", "proposal"):
            beats.append(Beat(rng.randint(3, 9), _met))
        beats.append(Beat(rng.randint(0, 2), lambda one, step=step: moves.deal_on(one, step)))  # type: ignore[misc]
        if rng.random() < 0.55:
            beats.append(Beat(rng.randint(1, 5), _doubted, sets=False))
        beats += _tried_again(story) + small(story, 0.35)
    return beats


def _tried_again(story: Story) -> Beats:
    if story.rng.random() < 0.45:
        return []
    return dials(story, story.rng.choice((1, 1, 2)), no_talk=True)


def _proof(one: Story) -> None:
    calling.activity(one, "proof_sent", one.rng.choice(PROOFS))
    step = one.deal["step"] if one.deal else "qualified"
    one.follow(*one.rng.choice(NEXT_PROSPECT[step]))


def _missed(one: Story) -> None:
    calling.activity(one, "meeting_missed", "Nobody came; wrote two new dates")
    one.follow("call", "find a new date", outcome="replaced")


def _met(one: Story) -> None:
    calling.activity(one, "meeting_held", one.rng.choice(MEETINGS))
    step = one.deal["step"] if one.deal else "qualified"
    one.follow(*one.rng.choice(NEXT_PROSPECT[step]))


def _doubted(one: Story) -> None:
    calling.activity(one, "reply", "Wrote back with a doubt")
    aside(one)


def caring(story: Story, count: int) -> Beats:
    """Check-ins with a customer, weeks apart; now and then a further deal."""
    return [Beat(story.rng.randint(12, 34), _check_in) for _ in range(count)]


def _check_in(one: Story) -> None:
    rng = one.rng
    if rng.random() < 0.3:
        calling.dial(one, calling.an_empty_end(one))
        return
    if rng.random() < 0.3:
        calling.dial(one, "conversation", follow=False)
    else:
        calling.activity(one, rng.choice(("check_in", "meeting_held", "service")), rng.choice(CUSTOMER_NOTES))
    if rng.random() < 0.35:
        calling.note(one, rng.choice(CUSTOMER_NOTES))
    one.change("account", one.account, satisfaction=rng.choice((6, 7, 8, 8, 9, 9, 10)))
    if one.deal is None and rng.random() < 0.3:
        moves.upsell(one, rng.choice(UPSELLS))
    elif one.deal is not None and rng.random() < 0.55:
        moves.upsell_won(one)
    else:
        one.follow(*rng.choice(NEXT_CUSTOMER))


def kick_off(one: Story) -> None:
    """The first meeting after the sale."""
    calling.activity(one, "meeting_held", "Kick-off with the first branch")
    one.follow(*one.rng.choice(NEXT_CUSTOMER))


def told_to_stop(one: Story) -> None:
    """They want no more calls, on any channel."""
    calling.dial(one, "do_not_contact", follow=False)


def said_no(one: Story) -> None:
    """A polite no on the phone, with what they said written down."""
    calling.dial(one, "not_interested", follow=False)
    aside(one, one.rng.choice(("brush_off", "need", "competitor", "timing")))
