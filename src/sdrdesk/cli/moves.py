"""Commands that move an account along the board, off it and back."""

from __future__ import annotations

import click

from sdrdesk.usecases import leaving, pipeline, willing, winning
from sdrdesk.usecases.closing import say_check
from sdrdesk.usecases.deals import find_deal
from sdrdesk.usecases.find import find_ref

from .command import Asked, command, next_option, ref, text_option
from .endings import complain

reason = text_option("reason", "WHY", "Why; a known word such as “price”, or your own.")
why = text_option("why", "TEXT", "More on the reason, in your words.")
until = text_option("until", "WHEN", "The day to look again (six months unless given), or “never”.")
amount = text_option("amount", "MONEY", "What it was sold for: 12000, 12k USD.")
currency = text_option("currency", "CODE", "The currency of the amount, when it does not say.")
on = text_option("on", "DAY", "The day they signed: today, 2026-11-20.")
skip = text_option("skip", "WHY", "From lead straight to customer: why, such as small_sale, inbound_order, referral.")
sure = click.option("--yes", is_flag=True, help="Yes, that large a sale without having been a prospect.")
competitor = text_option("competitor", "NAME", "With the reason competitor: who they went with; “?” when not known.")
deal = text_option("deal", "DEAL", "Which open deal, by name or id, when there are several.")


def said(yes: bool) -> str:
    """A flag as the word a question would have been answered with."""
    return "yes" if yes else ""


@command("take", 'sdrdesk take "Acme GmbH" --next "call thu 10"')
@ref
@next_option
def take(asked: Asked, ref: str, next_: str) -> None:
    """Take an account from the inbox onto the board, with its first next step."""
    with asked.desk() as desk:
        asked.tell(pipeline.take(desk, find_ref(desk, ref), next=next_))


@command("promote", 'sdrdesk promote "Acme GmbH" --value 12k --next "demo thu 14:00"')
@ref
@click.option("--to", "to", type=click.Choice(["prospect", "customer"]), help="The stage; one on unless given.")
@text_option("value", "MONEY", "What it is worth, roughly: 12000, 12k USD.")
@next_option
@amount
@currency
@on
@reason
@skip
@sure
@deal
@text_option("override", "WHY", "Go through a closed gate, with a reason that is kept.")
def promote(asked: Asked, ref: str, to: str | None, deal: str, next_: str, yes: bool, **facts: str) -> None:
    """Move an account one stage on.

    To prospect the playbook's verdict has to pass, or be overridden; a value and a next step are needed. To customer
    it takes amount, day and win reason; from lead straight to customer with --to customer, and why (--skip).
    """
    with asked.desk() as desk:
        account = find_ref(desk, ref)
        deal_id = find_deal(desk, account, deal) if deal else None
        asked.tell(
            pipeline.promote(desk, account, to_stage=to, deal_id=deal_id, next=next_, confirmed=said(yes), **facts)
        )


@command("win", 'sdrdesk win "Acme GmbH" --amount 12000 --on today --reason value')
@ref
@amount
@currency
@on
@reason
@skip
@sure
@deal
@next_option
def win(asked: Asked, ref: str, deal: str, next_: str, yes: bool, **facts: str) -> None:
    """A deal is won: an order is booked and the account becomes, or stays, a customer."""
    with asked.desk() as desk:
        account = find_ref(desk, ref)
        deal_id = find_deal(desk, account, deal) if deal else None
        told = say_check(desk, account)
        asked.tell(winning.win(desk, account, deal_id=deal_id, next=next_, confirmed=said(yes), **facts))
    if told:
        complain(f"{told}.")


@command("back", 'sdrdesk back "Acme GmbH" --reason decider_gone')
@ref
@reason
@next_option
@click.option("--drop-deals", is_flag=True, help="Close its open deals as dropped.")
def back(asked: Asked, ref: str, reason: str, next_: str, drop_deals: bool) -> None:
    """Move a prospect back to lead; counted, and its deal stays open unless dropped."""
    with asked.desk() as desk:
        asked.tell(pipeline.back(desk, find_ref(desk, ref), reason=reason, next=next_, drop_deals=drop_deals))


@command("lose", 'sdrdesk lose "Acme GmbH" --reason competitor --competitor "Rival GmbH" --until "in 6m"')
@ref
@reason
@competitor
@why
@until
def lose(asked: Asked, ref: str, **facts: str) -> None:
    """Lost: they said no, or nothing. A customer only loses the open deal and stays."""
    with asked.desk() as desk:
        asked.tell(leaving.lose(desk, find_ref(desk, ref), **facts))


@command("dormant", 'sdrdesk dormant "Acme GmbH" --reason timing --until "15 jan" --trigger "new budget year"')
@ref
@reason
@until
@text_option("trigger", "TEXT", "What to watch for meanwhile.")
def dormant(asked: Asked, ref: str, **facts: str) -> None:
    """Not now: off the board, with a day to look again."""
    with asked.desk() as desk:
        asked.tell(leaving.dormant(desk, find_ref(desk, ref), **facts))


@command("disqualify", 'sdrdesk disqualify "Acme GmbH" --reason wrong_market')
@ref
@text_option("reason", "WHY", "What rules it out: a hard stop of the playbook, or your own words.")
@why
@text_option("until", "WHEN", "The day to look again; never unless given.")
def disqualify(asked: Asked, ref: str, **facts: str) -> None:
    """Should never have been in: off the board for good, unless reactivated."""
    with asked.desk() as desk:
        asked.tell(leaving.disqualify(desk, find_ref(desk, ref), **facts))


@command("churn", 'sdrdesk churn "Acme GmbH" --reason no_need --on "last fri" --avoidable no')
@ref
@reason
@text_option("on", "DAY", "The day they left: “last fri”, 2026-11-20; today unless given.")
@click.option("--avoidable", type=click.Choice(["yes", "no"]), help="Whether it could have been avoided.")
@competitor
@why
@until
def churn(asked: Asked, ref: str, avoidable: str | None, **facts: str) -> None:
    """A customer who buys nothing more."""
    with asked.desk() as desk:
        asked.tell(leaving.churn(desk, find_ref(desk, ref), avoidable=avoidable or "", **facts))


@command("allow", 'sdrdesk allow "Acme GmbH" --reason "they rang and asked for an offer" --yes')
@ref
@reason
@click.option("--yes", is_flag=True, help="Yes, they took it back themselves.")
def allow(asked: Asked, ref: str, reason: str, yes: bool) -> None:
    """An account that asked not to be contacted took that back: the block goes, and a note says why.

    A person who asked for themselves stays blocked: sdrdesk edit REF --person NAME do_not_contact=no.
    """
    with asked.desk() as desk:
        asked.tell(willing.allow(desk, find_ref(desk, ref), reason=reason, confirmed=said(yes)))


@command("reactivate", 'sdrdesk reactivate "Acme GmbH" --reason "new decider" --next "call tomorrow 9"')
@ref
@reason
@next_option
def reactivate(asked: Asked, ref: str, reason: str, next_: str) -> None:
    """Back onto the board from dormant, lost, disqualified or churned."""
    with asked.desk() as desk:
        asked.tell(leaving.reactivate(desk, find_ref(desk, ref), reason=reason, next=next_))
