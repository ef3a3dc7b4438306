"""A program that acts on a desk without pause and says when each act is done: to be killed, or to be one of many."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

from sdrdesk.domain.errors import DeskError, StoreTrouble
from sdrdesk.usecases import (
    accounts,
    board,
    calls,
    drafts,
    history,
    importing,
    next_steps,
    notes,
    objections,
    outcomes,
    pipeline,
)
from sdrdesk.usecases.desk import Desk, Done, open_desk
from sdrdesk.usecases.unfinished import settle

PEOPLE = 6000
"""Rows of the file that is imported now and then."""


def main(path: str, seed: str, imports: str) -> None:
    """Act until killed, so many in 40 acts being `imports`.

    Each act that returned is acknowledged on stdout by its step's id, at once.
    """
    chance = random.Random(seed)
    desk = open_desk(path, origin="acting", patient=True)
    for sentence in settle(desk):
        print("settled", sentence, flush=True)
    acts = _acts(desk, chance, int(imports))
    while True:
        act = chance.choices(list(acts), weights=[weight for _, weight in acts.values()])[0]
        try:
            done = acts[act][0]()
        except StoreTrouble as trouble:
            print("trouble", act, trouble, flush=True)
            continue
        except DeskError:
            continue
        if done is not None:
            print("done", done.step, act, flush=True)


def _acts(desk: Desk, chance: random.Random, imports: int) -> dict[str, tuple[Callable[[], Done | None], int]]:
    def one() -> str:
        cards = [card.id for stage in ("lead", "prospect") for card in board.page(desk, stage, limit=40)]
        return chance.choice(cards) if cards else add().subject or ""

    def add() -> Done:
        return accounts.add_account(
            desk, name=f"Halden {chance.random()}", person="Priya Nair", phone="+49 30 901820", next="call in 3d"
        )

    def call() -> Done:
        started = calls.start_call(desk, one())
        made = str(started.made)
        for number in range(3):
            drafts.save_draft(desk, f"line:{made}", f"n half a line {number}")
            filed = calls.file_line(desk, made, f"n{number} we lose three a week").done
            assert filed is not None
            print("done", filed.step, "line", flush=True)
        return calls.finish_call(desk, made, "conversation", when="send plan fri 9")

    def bring() -> Done | None:
        file = Path(desk.path).with_name(f"leads-{chance.randrange(10**6)}.csv")
        rows = [f"Person {n},p{n}-{chance.randrange(10**9)}@halden{n % 90}.example" for n in range(PEOPLE)]
        file.write_text("Name,E-mail\n" + "\n".join(rows) + "\n", encoding="utf-8")
        try:
            outcome = importing.import_file(desk, file)
        finally:
            file.unlink()
        return Done(str(outcome.step), "", None, None) if outcome.step else None

    return {
        "add": (add, 4),
        "log": (lambda: outcomes.log_call(desk, one(), chance.choice(("no_answer", "voicemail_left", "busy"))), 8),
        "next": (lambda: next_steps.set_next(desk, one(), "call in 5d"), 4),
        "note": (lambda: notes.note(desk, one(), "a word " * chance.randrange(1, 200)), 4),
        "objection": (lambda: objections.log_objection(desk, one(), "price", "too dear"), 2),
        "promote": (lambda: pipeline.promote(desk, one(), value="12k", next="demo in 3d", override="asked"), 2),
        "call": (call, 2),
        "undo": (lambda: history.undo(desk), 4),
        "import": (bring, imports),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
