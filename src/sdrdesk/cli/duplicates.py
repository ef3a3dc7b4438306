"""Commands on duplicates: who may be the same, who is, and who is not."""

from __future__ import annotations

from typing import Any

import click

from sdrdesk.usecases import duplicate_search, merging, merging_many
from sdrdesk.usecases import duplicates as cases
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.duplicates import Candidate
from sdrdesk.usecases.find import find_ref
from sdrdesk.usecases.people import find_person

from .command import Asked, command, pairs, ref, text_option
from .printing import put, put_json

other = click.argument("other", metavar="OTHER")
of = text_option("of", "REF", "REF and OTHER are two people of this account.")


@command("duplicates", "sdrdesk duplicates --json")
@click.argument("ref", required=False, metavar="[REF]")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many pairs.")
@click.option("--merge-sure", is_flag=True, help="Merge the pairs that leave nothing to doubt, in one act; one undo.")
def duplicates(asked: Asked, ref: str | None, limit: int, merge_sure: bool) -> None:
    """Who may be on the desk twice, the likeliest first; with REF, who may be the same as that account.

    A score of 100 leaves nothing to doubt: the same mailbox or number, and the same name. Nothing is changed, unless
    --merge-sure is given; merge joins two, not-same remembers that they are two.
    """
    with asked.desk() as desk:
        if ref:
            account = find_ref(desk, ref)
            found = [*cases.of_account(desk, account, limit), *cases.of_people(desk, account)][:limit]
        else:
            found = duplicate_search.of_desk(desk, limit=limit)
        if merge_sure:
            asked.tell(merging_many.merge_many(desk, found))
            return
    if asked.json:
        put_json([_pair(one) for one in found])
        return
    for one in found:
        people = " (people)" if one.table == "contact" else ""
        put(f"{one.score:>3}  {one.one} = {one.other}{people}: {', '.join(one.reasons)}")


def _pair(one: Candidate) -> dict[str, Any]:
    return {
        "kind": "account" if one.table == "account" else "person", "score": one.score, "exact": one.exact,
        "reasons": one.reasons, "account": one.account_id, "one": {"id": one.one_id, "name": one.one},
        "other": {"id": one.other_id, "name": one.other},
    }  # fmt: skip


@command("not-same", 'sdrdesk not-same "Acme GmbH" "Acme Ltd"')
@ref
@other
@of
def not_same(asked: Asked, ref: str, other: str, of: str) -> None:
    """Remember that two accounts (or, with --of, two people of one) are not the same: they are not proposed again."""
    with asked.desk() as desk:
        asked.tell(cases.not_same(desk, *_both(desk, ref, other, of), "contact" if of else "account"))


def _both(desk: Desk, ref: str, other: str, of: str) -> tuple[str, str]:
    """The two accounts that are meant, or the two people of one."""
    if not of:
        return find_ref(desk, ref), find_ref(desk, other)
    account = find_ref(desk, of)
    return find_person(desk, account, ref), find_person(desk, account, other)


@command("merge", 'sdrdesk merge "Acme GmbH" "Acme Ltd" --take name=right --take signal=both')
@ref
@other
@of
@click.option(
    "--take", "takes", multiple=True, metavar="FACT=SIDE",
    help="Which side a fact is taken from: left (REF), right (OTHER) or both; --dry-run shows the facts.",
)  # fmt: skip
@click.option("--status", type=click.Choice(["left", "right"]), help="Whose status stands, when they differ.")
@click.option("--dry-run", is_flag=True, help="Only say what would be picked and what comes along.")
def merge(
    asked: Asked, ref: str, other: str, of: str, takes: tuple[str, ...], status: str | None, dry_run: bool
) -> None:
    """Make OTHER one with REF: everything that hangs on it hangs on REF from now on; undo takes it back at any time.

    REF's facts stand and OTHER's fill its gaps unless --take says otherwise. Of two next steps the sooner stays open.
    With --of, two people of one account become one.
    """
    facts = merging.CONTACT_NAMES if of else merging.ACCOUNT_NAMES
    picks = pairs(takes, facts)
    with asked.desk() as desk:
        left, right = _both(desk, ref, other, of)
        if dry_run:
            look = merging.plan_people if of else merging.plan
            _put_plan(asked, look(desk, left, right, {**picks, **({"status": status} if status else {})}))
        elif of:
            asked.tell(merging.merge_people(desk, left, right, **picks))
        else:
            asked.tell(merging.merge(desk, left, right, status=status or "", **picks))


def _put_plan(asked: Asked, plan: merging.MergePlan) -> None:
    if asked.json:
        put_json(plan)
        return
    put(f"{plan.right} into {plan.left}")
    for line in plan.lines:
        left, right = (text or "–" for text in (line.left, line.right))
        put(f"  {line.id:<12} {line.side or '?':<6} {left}  |  {right}")
    for settled in plan.settled:
        put(f"  {settled}")
    put(f"  comes along: {plan.along}")
