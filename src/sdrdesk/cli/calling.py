"""Commands of the daily work: calls, other acts, notes, objections and the next step."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from sdrdesk.domain import objection as words_of
from sdrdesk.domain.activity import KINDS
from sdrdesk.domain.disposition import DISPOSITIONS
from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import next_steps, notes, objections, outcomes
from sdrdesk.usecases import tags as tags_of
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.find import find_ref
from sdrdesk.usecases.moments import past_moment
from sdrdesk.usecases.people import find_person, person_meant

from .command import Asked, command, next_option, ref, text_option

person_option = text_option("person", "P", "Who of the account: name, e-mail, phone or id.")
at_option = text_option("at", "T", "When it was: 10:30, “yesterday 16:00”, 2026-11-20 10:30. Now unless given.")


def _known(check: Callable[[str], Any]) -> Callable[[click.Context, click.Parameter, str], str]:
    """A word out of a fixed list: another one is a wrong command line, not a refusal of the desk."""

    def callback(_: click.Context, __: click.Parameter, value: str) -> str:
        try:
            check(value)
        except DeskError as error:
            raise click.BadParameter(str(error)) from None
        return value

    return callback


def _kind(text: str) -> str:
    """A kind of activity by id, label or key, or by how its id begins."""
    wanted = text.strip().lower().replace("-", "_").replace(" ", "_")
    for kind, found in KINDS.items():
        if wanted == kind or text.strip() == found.key or wanted == found.label.replace(" ", "_"):
            return kind
    begun = [kind for kind in KINDS if wanted and kind.startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    raise DeskError(f"“{text}” is not something to log; use one of {', '.join(KINDS)}")


def _who(desk: Desk, account: str, ref: str, person: str) -> str | None:
    return find_person(desk, account, person) if person.strip() else person_meant(desk, account, ref)


def _typed(words: tuple[str, ...]) -> str:
    """The words as one text; a lone `-` reads it from stdin."""
    return sys.stdin.read() if words == ("-",) else " ".join(words)


@command("log", 'sdrdesk log "Acme GmbH" callback --person "Jane Doe" --next "thu 10" --note "asked for prices"')
@ref
@click.argument("disposition", metavar="DISPOSITION", callback=_known(outcomes.the_disposition))
@person_option
@at_option
@next_option
@text_option("note", "TEXT", "What was said.")
@text_option("who", "NAME", "Whom they named: for gatekeeper, wrong_person and referred.")
@text_option("number", "PHONE", "The number that works, for bad_number.")
@click.option(
    "--exit", "exit_", type=click.Choice(["dormant", "lost", "disqualified", "churned"]), help="Leave the board by it."
)
@text_option("reason", "WHY", "With --exit: why; a known word such as “price”, or your own.")
@text_option("competitor", "NAME", "With --exit lost --reason competitor: who they went with.")
@text_option("until", "WHEN", "With --exit: the day to look again, or “never”.")
@click.option("--inbound", is_flag=True, help="They rang me.")
@click.option("--yes", is_flag=True, help="Confirm do_not_contact.")
def log(
    asked: Asked, ref: str, disposition: str, person: str, at: str, next_: str, note: str, who: str, number: str,
    exit_: str | None, reason: str, competitor: str, until: str, inbound: bool, yes: bool,
) -> None:  # fmt: skip
    """Log a call that was made; its outcome sets the next step.

    callback, conversation and meeting_booked need --next.
    """
    with asked.desk() as desk:
        account = find_ref(desk, ref)
        asked.tell(
            outcomes.log_call(
                desk,
                account,
                disposition,
                contact_id=_who(desk, account, ref, person),
                when=next_,
                who=who,
                number=number,
                note=note,
                exit=exit_ or "",
                until=until,
                reason=reason,
                competitor=competitor,
                confirmed=yes,
                direction="in" if inbound else "out",
                at=past_moment(desk, at) if at.strip() else "",
            )
        )


log.help = f"{log.help}\n\nDISPOSITION is one of {', '.join(one.id for one in DISPOSITIONS)}."


@command("activity", 'sdrdesk activity jane@acme.example reply "can we talk on Thursday?"')
@ref
@click.argument("kind", metavar="KIND", callback=_known(_kind))
@click.argument("text", nargs=-1, metavar="[TEXT]")
@person_option
@at_option
@next_option
def activity(
    asked: Asked, ref: str, kind: str, text: tuple[str, ...], person: str, at: str, next_: str
) -> None:
    """Log what was not my call; a reply, a call of theirs or a meeting held ends the quiet."""
    with asked.desk() as desk:
        account = find_ref(desk, ref)
        moment = past_moment(desk, at) if at.strip() else ""
        who = _who(desk, account, ref, person)
        done = notes.log_activity(desk, account, _kind(kind), _typed(text), next=next_, contact_id=who, at=moment)
        asked.tell(done)


activity.help = f"{activity.help}\n\nKIND is one of {', '.join(KINDS)}."


@command("note", 'sdrdesk note "Acme GmbH" moves office in March')
@ref
@click.argument("text", nargs=-1, required=True, metavar="TEXT")
@person_option
def note(asked: Asked, ref: str, text: tuple[str, ...], person: str) -> None:
    """Write a note on an account; with - for TEXT it is read from stdin."""
    with asked.desk() as desk:
        account = find_ref(desk, ref)
        who = find_person(desk, account, person) if person.strip() else None
        asked.tell(notes.note(desk, account, _typed(text), who))


@command("objection", 'sdrdesk objection "Acme GmbH" price "twice what we pay now" --concern "fears for his budget"')
@ref
@click.argument("category", metavar="CATEGORY", callback=_known(words_of.match_category))
@click.argument("words", metavar="WORDS")
@text_option("concern", "TEXT", "What lies beneath it.")
@person_option
def objection(asked: Asked, ref: str, category: str, words: str, concern: str, person: str) -> None:
    """Log an objection in their words; the stage at the time is kept. Any unique beginning of a category will do."""
    with asked.desk() as desk:
        account = find_ref(desk, ref)
        who = _who(desk, account, ref, person)
        asked.tell(objections.log_objection(desk, account, category, words, concern=concern, contact_id=who))


objection.help = f"{objection.help}\n\nCATEGORY is one of {', '.join(one.id for one in words_of.CATEGORIES)}."


@command("explore", 'sdrdesk explore ID --underlying fear_of_mistake --response "named two customers" --outcome yes')
@click.argument("objection_id", metavar="ID")
@text_option("underlying", "CONCERN", f"What it was: {', '.join(one.id for one in words_of.CONCERNS)}.")
@text_option("concern", "TEXT", "The same in their words.")
@text_option("kind", "KIND", f"How I answered: {', '.join(one.id for one in words_of.RESPONSE_KINDS)}.")
@text_option("response", "TEXT", "What I answered.")
@text_option("proof", "TEXT", "What I showed.")
@click.option("--outcome", type=click.Choice(list(words_of.OUTCOMES)), help="How it stands.")
@click.option("--blocking/--not-blocking", default=None, help="Whether the deal hangs on it.")
def explore(
    asked: Asked, objection_id: str, kind: str, outcome: str | None, blocking: bool | None, **facts: str
) -> None:
    """Say what came of an objection; its id stands in show REF."""
    given: dict[str, Any] = {name: value for name, value in facts.items() if value}
    given |= {"response_kind": kind} if kind else {}
    given |= {"outcome": outcome} if outcome else {}
    given |= {"blocking": blocking} if blocking is not None else {}
    if not given:
        raise click.UsageError("Say what came of it, for example --underlying no_money_now or --outcome partly")
    with asked.desk() as desk:
        asked.tell(objections.explore(desk, objection_id, **given))


@command("next", 'sdrdesk next "Acme GmbH" "send plan" thu 10')
@ref
@click.argument("what", metavar="WHAT")
@click.argument("when", nargs=-1, required=True, metavar="WHEN")
@person_option
def next_step(asked: Asked, ref: str, what: str, when: tuple[str, ...], person: str) -> None:
    """Set the one dated next step; the one before is kept in the history. An inbox account is taken by it."""
    with asked.desk() as desk:
        account = find_ref(desk, ref)
        who = find_person(desk, account, person) if person.strip() else None
        asked.tell(next_steps.set_next(desk, account, what, who, when=" ".join(when)))


@command("snooze", 'sdrdesk snooze "Acme GmbH" in 3d')
@ref
@click.argument("when", nargs=-1, required=True, metavar="WHEN")
@click.option("--yes", is_flag=True, help="It is still real, though it was put off twice already.")
def snooze(asked: Asked, ref: str, when: tuple[str, ...], yes: bool) -> None:
    """The same next step on another day: 1, 3, 7, m, thu 10, 15 jan. The third time in a row it must still be real."""
    with asked.desk() as desk:
        account = find_ref(desk, ref)
        if not yes:
            next_steps.check_still_real(desk, account)
        asked.tell(next_steps.snooze(desk, account, " ".join(when)))


@command("tag", 'sdrdesk tag "Acme GmbH" hot -cold', minus=True)
@ref
@click.argument("tags", nargs=-1, required=True, metavar="[+|-]TAG…", type=click.UNPROCESSED)
def tag(asked: Asked, ref: str, tags: tuple[str, ...]) -> None:
    """Put tags on an account and, with a minus before them, take them off."""
    if wrong := next((word for word in tags if word.startswith("--")), None):
        raise click.NoSuchOption(wrong, ctx=click.get_current_context())
    with asked.desk() as desk:
        asked.tell(tags_of.tag(desk, find_ref(desk, ref), " ".join(map(_one_tag, tags))))


def _one_tag(word: str) -> str:
    """A word of the shell is one tag, spaces in it included."""
    sign = word[:1] if word[:1] in ("+", "-") else ""
    return f'{sign}"{word.removeprefix(sign)}"' if " " in word else word
