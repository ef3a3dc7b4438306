"""Where each account of the demo ends up, and the plot that leads there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from sdrdesk.domain.call import VerdictResult
from sdrdesk.domain.playbook import Playbook

from . import levels, moves, plots
from .people import enter
from .plots import Batch, Beat, Beats
from .story import Story
from .words_deal import DISQUALIFIED_WHY

# How many accounts of each kind the desk of about 320 holds.
FATES: dict[str, int] = {
    "inbox": 40, "fresh": 20, "working": 36, "talked": 30, "ready": 5, "revived": 6, "back": 4,
    "prospect": 42, "customer": 30, "skipped": 3, "silent": 44, "nurture": 7, "ruled_out": 13, "refused": 16,
    "lost": 18, "churned": 6,
}  # fmt: skip


class Teller:
    """Tells lives; holds what all of them share."""

    def __init__(self, rng: Random, playbook: Playbook, batches: Sequence[Batch]) -> None:
        self.rng, self.playbook, self.batches = rng, playbook, batches

    def tell(self, fate: str, story: Story) -> None:
        """Live one account to the end its fate names."""
        tellers: dict[str, Callable[[Story], None]] = {
            "inbox": self._inbox, "fresh": self._fresh, "working": self._working, "talked": self._talked,
            "ready": self._ready, "revived": self._revived, "back": self._back, "prospect": self._prospect,
            "customer": self._customer, "skipped": self._skipped, "silent": self._silent, "nurture": self._nurture,
            "ruled_out": self._ruled_out, "refused": self._refused, "lost": self._lost, "churned": self._churned,
        }  # fmt: skip
        tellers[fate](story)

    # On the board

    def _on_board(self, story: Story, beats: Beats, farthest: int = 14, longest: int = 7) -> None:
        rng, share = self.rng, self.rng.random()
        due = -rng.randint(1, 6) if share < 0.12 else 0 if share < 0.26 else rng.randint(1, farthest)
        last = min(-1, due - rng.randint(1, longest))
        timed = due >= 0 and rng.random() < (0.4 if due == 0 else 0.2)
        clock = f"{rng.randint(9, 16):02d}:{rng.choice(('00', '15', '30', '45'))}" if timed else None
        plots.live(story, beats, last, due, clock)

    def _fresh(self, story: Story) -> None:
        beats = plots.entry(story, self.batches)
        beats += plots.dials(story, self.rng.choice((0, 0, 1, 1)))
        self._on_board(story, beats, farthest=3, longest=2)

    def _working(self, story: Story) -> None:
        beats = plots.entry(story, self.batches) + plots.dials(story, plots.tries(story)) + plots.small(story, 0.3)
        if self.rng.random() < 0.4:
            beats += plots.dials(story, self.rng.randint(1, 3))
        self._on_board(story, beats, farthest=8, longest=3)

    def _asked(self, story: Story, known: levels.Levels) -> Beats:
        """First tries, then the guided calls that make these levels known, with unanswered tries between."""
        beats = plots.entry(story, self.batches) + plots.dials(story, plots.tries(story), no_talk=True)
        calls = levels.in_calls(self.rng, known)
        for number, part in enumerate(calls):
            inbound = number == 0 and self.rng.random() < 0.08
            doubts = self.rng.choices((0, 1, 2), weights=(45, 40, 15))[0]
            booked = number + 1 == len(calls) and "no" not in part.values() and self.rng.random() < 0.45
            ends = "meeting_booked" if booked else "conversation"
            gap = self.rng.randint(1, 7)
            beats.append(plots.guided(self.playbook, part, ends=ends, doubts=doubts, gap=gap, inbound=inbound))
            if number + 1 < len(calls):
                beats += plots.dials(story, self.rng.choice((0, 1, 1, 2)), no_talk=True)
        return beats

    def _talked(self, story: Story) -> None:
        beats = self._asked(story, levels.short_of(self.rng)) + plots.small(story)
        beats += plots.dials(story, self.rng.choice((0, 1, 2, 3)), no_talk=True)
        self._on_board(story, beats)

    def _ready(self, story: Story) -> None:
        self._on_board(story, self._asked(story, levels.passing(self.rng)), farthest=6)

    def _qualified(self, story: Story) -> Beats:
        """Everything up to and including the move to prospect."""
        rng = self.rng
        over = rng.random() < 0.1
        beats = self._asked(story, levels.short_of(rng) if over else levels.passing(rng))
        final = beats.pop()

        def ask_and_promote(one: Story) -> None:
            final.do(one)
            moves.promote(one, self._standing(one))

        return [*beats, Beat(final.gap, ask_and_promote)]

    def _standing(self, story: Story) -> VerdictResult:
        from sdrdesk.domain.call import verdict

        return verdict(self.playbook, story.standings)

    def _prospect(self, story: Story) -> None:
        upto = self.rng.choices(moves.STEPS, weights=(26, 32, 26, 16))[0]
        self._on_board(story, self._qualified(story) + plots.selling(story, upto), farthest=12)

    def _back(self, story: Story) -> None:
        beats = [*self._qualified(story), *plots.selling(story, "demo"), Beat(self.rng.randint(3, 12), moves.back)]
        self._on_board(story, beats)

    def _revived(self, story: Story) -> None:
        beats = [*plots.entry(story, self.batches), *plots.dials(story, 6, no_talk=True)]
        beats.append(Beat(2, lambda one: moves.rest(one, "no_response")))
        beats.append(Beat(self.rng.randint(30, 70), moves.revive))
        self._on_board(story, beats + plots.dials(story, self.rng.choice((0, 1, 2))), farthest=6)

    def _won(self, story: Story) -> Beats:
        return [*self._qualified(story), *plots.selling(story, "decision"), Beat(self.rng.randint(2, 10), moves.win)]

    def _customer(self, story: Story) -> None:
        kicked = [Beat(self.rng.randint(3, 9), plots.kick_off)]
        beats = self._won(story) + kicked + plots.caring(story, self.rng.choice((0, 1, 2, 2, 3, 4, 6)))
        self._on_board(story, beats, farthest=38, longest=20)

    def _skipped(self, story: Story) -> None:
        beats = [*plots.entry(story), *plots.dials(story, 1, no_talk=True)]
        beats.append(plots.guided(self.playbook, {"need": "fair", "budget": "good"}, inbound=True))
        beats.append(Beat(2, lambda one: moves.win(one, skip=True)))
        beats += [Beat(5, plots.kick_off), *plots.caring(story, self.rng.randint(0, 2))]
        self._on_board(story, beats, farthest=30, longest=15)

    # Off the board

    def _inbox(self, story: Story) -> None:
        if self.rng.random() < 0.8:
            plots.arrive(story, self.batches[-1])
            return
        story.go(-self.rng.choice((1, 2, 3, 4, 6, 8, 9)))
        story.account["id"] = story.tape.new_id(story.now)
        with story.act("account.added", f"Added {story.name} to the inbox"):
            enter(story, "inbox", move=False)

    def _gone(self, story: Story, beats: Beats, exit_with: Callable[[Story], None], latest: int = -2) -> None:
        last = latest - int(self.rng.triangular(0, 118, 60))
        plots.live(story, [*beats, Beat(self.rng.choice((0, 1, 2, 5)), exit_with, sets=True)], last, last)

    def _silent(self, story: Story) -> None:
        beats = plots.entry(story, self.batches) + plots.dials(story, 5) + plots.dials(story, 1, no_talk=True)
        self._gone(story, beats, lambda one: moves.rest(one, "no_response"))

    def _nurture(self, story: Story) -> None:
        beats = self._asked(story, levels.too_early(self.rng))
        self._gone(story, beats, lambda one: moves.rest(one, "timing"))

    def _ruled_out(self, story: Story) -> None:
        stop = self.rng.choice([one for one in DISQUALIFIED_WHY if one != "asked_us_to_stop"])
        beats = plots.entry(story, self.batches) + plots.dials(story, plots.tries(story) - 1, no_talk=True)
        call = plots.guided(
            self.playbook, levels.hopeless(self.rng), hard_stop=stop,
            then=lambda one, _: moves.disqualify(one, stop),
        )  # fmt: skip
        plots.live(story, [*beats, call], -3 - int(self.rng.triangular(0, 118, 60)), 0)

    def _refused(self, story: Story) -> None:
        beats = plots.entry(story, self.batches) + plots.dials(story, plots.tries(story, 4), no_talk=True)
        if self.rng.random() < 0.35:
            stop = [Beat(2, plots.told_to_stop, sets=False)]
            self._gone(story, beats + stop, lambda one: moves.disqualify(one, "asked_us_to_stop"))
            return
        self._gone(story, [*beats, Beat(2, plots.said_no, sets=False)], lambda one: moves.lose(one, "timing"))

    def _lost(self, story: Story) -> None:
        upto = self.rng.choices(moves.STEPS, weights=(2, 4, 6, 5))[0]
        beats = self._qualified(story) + plots.selling(story, upto)
        self._gone(story, beats, moves.lose)

    def _churned(self, story: Story) -> None:
        beats = [*self._won(story), Beat(5, plots.kick_off), *plots.caring(story, self.rng.randint(3, 6))]
        self._gone(story, beats, moves.churn)
