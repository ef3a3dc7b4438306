"""Commands for cadences: which there are, how an account stands on one, and every verb of them."""

from __future__ import annotations

import sys

import click

from sdrdesk.domain.template import say_missing
from sdrdesk.usecases import cadences as verbs
from sdrdesk.usecases.cadence_pages import StepCard, on_account, say_standing, step_card
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.find import find_ref, the_account
from sdrdesk.usecases.people import find_person

from .command import Asked, command, ref, text_option
from .printing import put, put_json


@command("cadences", "sdrdesk cadences --json")
def cadences(asked: Asked) -> None:
    """List the cadences: steps, days, how many accounts are on one now; what is wrong with a file of your own."""
    with asked.desk() as desk:
        found = verbs.listed(desk)
    if asked.json:
        put_json(found)
        return
    for one in found:
        own = " (yours)" if one.own else ""
        on_it = verbs.say_count(one.on_it)
        put(f"{one.id:<16}  {one.steps:>2} steps  {one.days:>3} days  {on_it:>5} on it  {one.name}{own}")
        if one.trouble:
            put(f"{'':<16}  ! {one.trouble}")


@command("cadence", 'sdrdesk cadence "Acme GmbH" outbound-9 --person "Jane Doe"')
@ref
@click.argument("what", metavar="[ID|do|skip|pause|resume|stop]", required=False)
@text_option("person", "P", "Whose cadence: name, e-mail, phone or id.")
@text_option("when", "WHEN", "The agreed day of callback, or the day a pause ends: thu 10, in 3d.")
@text_option("text", "TEXT", "With do: what was written, kept with the mail or message.")
@text_option("reason", "WHY", "Why it is skipped, paused or stopped.")
def cadence(asked: Asked, ref: str, what: str | None, person: str, when: str, text: str, reason: str) -> None:
    """Put an account on a cadence, or do, skip, pause, resume or stop it; alone: the step at hand, text filled in.

    Nothing is ever sent: `do` says that you sent the mail or message yourself.
    """
    with asked.desk() as desk:
        account = find_ref(desk, ref)
        who = find_person(desk, account, person) if person.strip() else None
        if what is None:
            _show(asked, desk, account, who)
        elif what == "do":
            asked.tell(verbs.do_step(desk, account, text, contact_id=who))
        elif what == "skip":
            asked.tell(verbs.skip_step(desk, account, reason, contact_id=who))
        elif what == "pause":
            asked.tell(verbs.pause(desk, account, when, reason=reason, contact_id=who))
        elif what == "resume":
            asked.tell(verbs.resume(desk, account, contact_id=who))
        elif what == "stop":
            asked.tell(verbs.stop(desk, account, reason, contact_id=who))
        else:
            asked.tell(verbs.start(desk, account, what, contact_id=who, when=when))


def _show(asked: Asked, desk: Desk, account: str, who: str | None) -> None:
    card = step_card(desk, account, who)
    standings, today = on_account(desk, the_account(desk, account)), desk.today()
    if asked.json:
        put_json({"standing": standings, "step": card})
        return
    if not standings:
        put("on no cadence")
    for one in standings:
        put(say_standing(one, today) + (f" · {one.who}" if one.who else ""))
    if card is not None:
        _put_text(card)


def _put_text(card: StepCard) -> None:
    put()
    if card.subject:
        put(f"Subject: {card.subject}")
        put()
    for line in card.text.split("\n"):
        put(line)
    if card.missing:
        sys.stderr.write(f"{say_missing(card.missing)}\n")
