"""Forgetting somebody for good: the only act that cannot be taken back."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.domain.fingerprint import FORGOTTEN
from sdrdesk.domain.text import name_key, visible
from sdrdesk.store import forgetting as rows
from sdrdesk.store.backup import folder_of
from sdrdesk.store.database import Row

from .cadence_runs import stop_theirs
from .desk import Desk, Done
from .find import find_ref, the_account
from .fingerprints import leave_behind
from .pages import people
from .people import people_meant


class Meant(NamedTuple):
    """Who is to be forgotten: `table` is account or contact."""

    table: str
    id: str
    name: str
    account: str


def who(desk: Desk, ref: str) -> Meant:
    """The person, or the account with all its people, that a reference means.

    A reference that names a person (by name, e-mail or phone) means that person, one that names the account all of it.
    """
    row = the_account(desk, find_ref(desk, ref))
    found = [] if row["name_key"] == name_key(ref) else people_meant(desk, people(desk, row["id"]), ref.strip())
    return person(desk, found[0].id) if len(found) == 1 else account(desk, row["id"])


def account(desk: Desk, account_id: str) -> Meant:
    """The account with this id. Raises NotFound."""
    row = the_account(desk, account_id)
    return Meant("account", account_id, row["name"], row["name"])


def person(desk: Desk, contact_id: str) -> Meant:
    """The person with this id; somebody who buys alone is an account. Raises NotFound."""
    row = _contact(desk, contact_id)
    home = the_account(desk, row["account_id"])
    if home["kind"] == "person" or home["name_key"] == row["name_key"]:
        return account(desk, home["id"])
    return Meant("contact", contact_id, row["full_name"], home["name"])


def _contact(desk: Desk, contact_id: str) -> Row:
    row = desk.db.row("contact", contact_id)
    if row is None or row["merged_into"] is not None:
        raise NotFound("That person is no longer on this desk.")
    return row


def check_typed(meant: Meant, typed: str) -> None:
    """Raises DeskError unless the name was typed (case and accents aside)."""
    if name_key(typed) != name_key(meant.name):
        raise DeskError(f"That is not “{visible(meant.name)}”; nothing was forgotten.")


def not_reached(desk: Desk) -> tuple[str, ...]:
    """What an erasure does not reach, in words."""
    told = ["notes on other accounts that name them", "files that were exported, copied or imported from"]
    copies = rows.older_copies(desk.db)
    if copies:
        which = "1 safety copy" if copies == 1 else f"{copies} safety copies"
        told.insert(0, f"{which} made before, in {folder_of(desk.path)}: delete them there")
    return tuple(told)


def forget(desk: Desk, meant: Meant, *, typed: str) -> Done:
    """Erase a person, or an account with its people, from rows, log, search index and drafts; a hash holds them back.

    Raises DeskError unless `typed` is the name.
    """
    check_typed(meant, typed)
    erase = _forget_account if meant.table == "account" else _forget_person
    log = erase(desk, meant.id)
    left = [trouble] if (trouble := rows.rewrite(desk.db)) else []
    return Done(log[0], f"{log[1]}. Not reached: {'; '.join([*left, *not_reached(desk)])}", log[2])


def _forget_account(desk: Desk, account_id: str) -> tuple[str, str, str | None]:
    the_account(desk, account_id)
    accounts = rows.with_merged(desk.db, "account", account_id)
    with desk.db.step("account.forgotten", None) as log:
        for one in accounts:
            leave_behind(desk, one, None, FORGOTTEN)
        rows.erase_accounts(desk.db, accounts)
        rows.blank_this_step(desk.db)
        log.said = "Forgot an account with all that hung on it"
    return log.id, log.said, None


def _forget_person(desk: Desk, contact_id: str) -> tuple[str, str, str | None]:
    row = _contact(desk, contact_id)
    home = the_account(desk, row["account_id"])
    ids = rows.with_merged(desk.db, "contact", contact_id)
    words = rows.words_of(desk.db, ids).apart_from(home["name"])
    with desk.db.step("contact.forgotten", home["id"]) as log:
        for one in ids:
            leave_behind(desk, home["id"], one, FORGOTTEN)
            stop_theirs(desk, home["id"], one, "the person is no longer here")
        rows.erase_people(desk.db, home["id"], ids, words)
        rows.blank_this_step(desk.db)
        log.said = f"Forgot a person of {visible(words.taken_out(home['name'], free=False))}"
    return log.id, log.said, home["id"]
