"""The command that acts on many accounts at once: all that fit a filter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import click

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import accounts, bulk, filters, next_steps, notes, own_fields, pipeline, tags
from sdrdesk.usecases.desk import Desk, Done

from .command import Asked, command, pairs
from .printing import put, put_json

Words = tuple[str, ...]


def _tag(words: Words) -> bulk.Verb:
    return partial(tags.tag, text=" ".join(words))


def _next(words: Words) -> bulk.Verb:
    return partial(next_steps.set_next, text=" ".join(words))


def _snooze(words: Words) -> bulk.Verb:
    return partial(next_steps.snooze, text=" ".join(words))


def _note(words: Words) -> bulk.Verb:
    return partial(notes.note, text=" ".join(words))


def _take(words: Words) -> bulk.Verb:
    def act(desk: Desk, account_id: str) -> Done:
        return pipeline.take(desk, account_id, next=" ".join(words))

    return act


def _edit(words: Words) -> bulk.Verb:
    fields = pairs(words, (*accounts.ACCOUNT_FIELDS, *own_fields.names("account")))

    def act(desk: Desk, account_id: str) -> Done:
        return accounts.edit_account(desk, account_id, **fields)

    return act


_VERBS: dict[str, Callable[[Words], bulk.Verb]] = {
    "tag": _tag, "next": _next, "snooze": _snooze, "note": _note, "take": _take, "edit": _edit,
}  # fmt: skip


@command("many", 'sdrdesk many "source:fair -has:tag" tag webinar-5', minus=True)
@click.argument("filter", metavar="FILTER")
@click.argument("verb", type=click.Choice(list(_VERBS)))
@click.argument("words", nargs=-1, required=True, metavar="WORDS…", type=click.UNPROCESSED)
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
def many(asked: Asked, filter: str, verb: str, words: Words, dry_run: bool) -> None:
    """Do the same to all accounts that fit a filter, as one act: one undo takes all of it back.

    WORDS are what the command of that name takes after REF: tags, a next step and its time, a day, a note, the first
    step of those taken on, FIELD=VALUE. Those that refuse are counted with the reason.
    """
    act = _VERBS[verb](words)
    with asked.desk() as desk:
        found = filters.every(desk, filters.read_filter(desk, filter), "list", bulk.MOST)
        if found is None:
            raise DeskError(f"More than {bulk.MOST:,} accounts fit; narrow the filter.")
        if not found:
            raise DeskError("Nobody on this desk fits.")
        if dry_run:
            _tell(asked, bulk.look(desk, act, found), None)
        else:
            done, outcome = bulk.act_on(desk, act, found, f"{verb.capitalize()} {' '.join(words)}"[:60])
            _tell(asked, outcome, done)


def _tell(asked: Asked, outcome: bulk.Outcome, done: Done | None) -> None:
    said = outcome.said if done is None else done.said
    if not asked.json:
        put(said)
        return
    blocked = [{"why": one.why, "accounts": one.ids} for one in outcome.blocked]
    put_json({"step": done.step if done else None, "said": said, "changed": outcome.changed, "blocked": blocked})
