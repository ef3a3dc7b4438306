"""Commands that add, change and delete accounts, people and deals."""

from __future__ import annotations

import click

from sdrdesk.usecases import accounts, contacts, deals, own_fields
from sdrdesk.usecases.find import find_ref
from sdrdesk.usecases.people import find_person

from .command import Asked, command, next_option, pairs, ref, text_option

title = text_option("title", "TEXT", "Their job title.")
email = text_option("email", "ADDRESS", "Their e-mail.")
phone = text_option("phone", "NUMBER", "Their phone, as you would dial it.")
value = text_option("value", "MONEY", "What it is worth, roughly: 12000, 12k USD.")


@command("add", 'sdrdesk add "Acme GmbH" --person "Jane Doe" --phone "030 901820" --next "call thu 10"')
@click.argument("name", metavar="NAME")
@click.option("--alone", is_flag=True, help="A person who buys alone, no company.")
@text_option("person", "NAME", "Whom to speak to.")
@title
@email
@phone
@value
@text_option("source", "NAME", "Where the lead came from.")
@text_option("signal", "TEXT", "Why now.")
@text_option("website", "SITE", "Their website.")
@text_option("country", "NAME", "Their country.")
@next_option
def add(asked: Asked, name: str, alone: bool, next_: str, **facts: str) -> None:
    """A new account: in the inbox, or with --next on the board as a lead."""
    with asked.desk(create=True) as desk:
        kind = "person" if alone else "company"
        asked.tell(accounts.add_account(desk, name=name, kind=kind, next=next_, **facts))


@command("person", 'sdrdesk person "Acme GmbH" "John Roe" --role decides --email john@acme.example')
@ref
@click.argument("name", metavar="NAME")
@title
@click.option("--role", default="", type=click.Choice(["", *contacts.ROLES]), help="Their part in buying.")
@email
@phone
def person(asked: Asked, ref: str, name: str, **facts: str) -> None:
    """A further person of an account."""
    with asked.desk() as desk:
        asked.tell(contacts.add_contact(desk, find_ref(desk, ref), name=name, **facts))


@command("deal", 'sdrdesk deal "Acme GmbH" "Second site" --value 8k --close "in 2m"')
@ref
@click.argument("name", metavar="NAME")
@value
@text_option("close", "DAY", "When it should be signed.")
def deal(asked: Asked, ref: str, name: str, **facts: str) -> None:
    """A further deal with an account."""
    with asked.desk() as desk:
        asked.tell(deals.add_deal(desk, find_ref(desk, ref), name=name, **facts))


@command("edit", 'sdrdesk edit "Acme GmbH" value=14k website=acme.example')
@ref
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE...")
@text_option("person", "P", "Change this person of the account instead.")
def edit(asked: Asked, ref: str, changes: tuple[str, ...], person: str) -> None:
    """Change facts of an account, or with --person of one of its people; an empty value takes the fact away."""
    on, core = ("contact", contacts.CONTACT_FIELDS) if person.strip() else ("account", accounts.ACCOUNT_FIELDS)
    fields = pairs(changes, (*core, *own_fields.names(on)))
    with asked.desk() as desk:
        account = find_ref(desk, ref)
        if person.strip():
            asked.tell(contacts.edit_contact(desk, find_person(desk, account, person), **fields))
        else:
            asked.tell(accounts.edit_account(desk, account, **fields))


edit.help = (
    f"{edit.help}\n\nFields of an account: {', '.join(accounts.ACCOUNT_FIELDS)}. "
    f"Of a person: {', '.join(contacts.CONTACT_FIELDS)}. And your own: sdrdesk fields."
)


@command("delete", 'sdrdesk delete "Acme GnbH"')
@ref
def delete(asked: Asked, ref: str) -> None:
    """Delete a mistyped account with all that hangs on it; undo brings it back."""
    with asked.desk() as desk:
        asked.tell(accounts.delete(desk, "account", find_ref(desk, ref)))
