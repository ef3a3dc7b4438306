"""The moves of an account and what they write: promote, back, win, leave, return; deals and orders."""

from __future__ import annotations

from sdrdesk.domain.call import VerdictResult

from .story import Story
from .words_deal import (
    BACK_REASONS,
    CHURN_REASONS,
    DISQUALIFIED_WHY,
    DORMANT_REASONS,
    LOST_REASONS,
    OVERRIDE_REASONS,
    REVIVE_REASONS,
    TRIGGERS,
    WIN_REASONS,
)
from .words_small import DEALS, NEXT_CUSTOMER, NEXT_PROSPECT, ORDERS

STEPS = ("qualified", "demo", "proposal", "decision")


def take(story: Story) -> None:
    """From the inbox onto the board, with a first next step."""
    with story.act("account.taken", f"Took {story.name} from the inbox"):
        story.move("enter", "lead", "active", from_stage=None)
        story.follow("call", "first call")


def promote(story: Story, result: VerdictResult | None) -> None:
    """Lead to prospect: on a verdict that passes, or over it with a reason that is kept."""
    passed = result is not None and result.passed
    why = None if passed else story.pick(OVERRIDE_REASONS)
    said = f"{story.name} is a prospect" + ("" if passed else f", over the verdict: {why}")
    with story.act("account.promoted", said):
        deal = new_deal(story, "new", story.pick(DEALS), story.worth)
        story.move(
            "forward", "prospect", "active", why=why, override=int(not passed),
            verdict=result.id if result else None, deal_id=deal["id"],
        )  # fmt: skip
        story.change("account", story.account, value_minor=story.worth, currency=story.currency)
        story.follow(*story.rng.choice(NEXT_PROSPECT["qualified"]))
    story.deal = deal


def new_deal(story: Story, kind: str, name: str, worth: int) -> dict[str, object]:
    """Open a deal with an expected close one to three months ahead."""
    return story.insert(
        "deal", name=name, kind=kind, step="qualified", outcome="open", value_minor=worth, currency=story.currency,
        opened_on=story.today, expected_close=story.date(story.index + story.rng.randint(22, 66)), closed_on=None,
        close_reason=None, why=None,
    )  # fmt: skip


def deal_on(story: Story, step: str) -> None:
    """Move the open deal to an inner step, with the next step that belongs to it."""
    assert story.deal is not None
    with story.act("deal.edited", f"{story.name}: {story.deal['name']} is at {step}"):
        story.change("deal", story.deal, step=step)
        story.follow(*story.rng.choice(NEXT_PROSPECT[step]))


def back(story: Story) -> None:
    """Prospect to lead again, with a reason; the deal is dropped."""
    reason, why = story.rng.choice(BACK_REASONS)
    with story.act("account.moved_back", f"{story.name} is a lead again: {why}"):
        _close_deal(story, "dropped", reason, why)
        story.move("back", "lead", "active", reason=reason, why=why)
        story.follow("call", "start the questions again", outcome="replaced")


def win(story: Story, *, skip: bool = False) -> None:
    """The deal is won, the order written, the account a customer."""
    reason, why = story.rng.choice(WIN_REASONS)
    with story.act("deal.won", f"{story.name} is a customer: {why}"):
        if story.deal is None:
            story.deal = new_deal(story, "new", story.pick(DEALS), story.worth)
        deal = story.deal
        story.change("deal", deal, step="decision")
        _close_deal(story, "won", reason, why)
        order(story, str(deal["id"]), int(str(deal["value_minor"])))
        story.move(
            "skip" if skip else "forward", "customer", "active",
            reason="small_sale" if skip else reason, why=why, deal_id=deal["id"],
        )  # fmt: skip
        renewal = story.tape.day(story.index + 260).isoformat()
        story.change("account", story.account, value_minor=story.worth, currency=story.currency, renewal_on=renewal)
        story.follow("meeting", "kick-off")


def order(story: Story, deal_id: str | None, amount: int) -> None:
    """Write an order of today."""
    story.insert(
        "order", deal_id=deal_id, ordered_on=story.today, amount_minor=amount, currency=story.currency,
        what=story.pick(ORDERS),
    )  # fmt: skip


def upsell(story: Story, name: str) -> None:
    """A further deal on a customer."""
    worth = max(story.worth // story.rng.choice((3, 4, 5)) // 1000 * 1000, 1000)
    with story.act("deal.added", f"Added the deal {name} at {story.name}"):
        story.deal = new_deal(story, "upsell", name, worth)
        story.change("deal", story.deal, step=story.rng.choice(STEPS))
        story.follow(*story.rng.choice(NEXT_CUSTOMER))


def upsell_won(story: Story) -> None:
    """The further deal is won: a second order."""
    assert story.deal is not None
    reason, why = story.rng.choice(WIN_REASONS)
    deal = story.deal
    with story.act("deal.won", f"{story.name}: {deal['name']} is won"):
        _close_deal(story, "won", reason, why)
        order(story, deal["id"], deal["value_minor"])
        story.follow(*story.rng.choice(NEXT_CUSTOMER))


def _close_deal(story: Story, outcome: str, reason: str, why: str | None) -> None:
    if story.deal is not None:
        story.change("deal", story.deal, outcome=outcome, closed_on=story.today, close_reason=reason, why=why)
        story.deal = None


def lose(story: Story, reason: str | None = None) -> None:
    """Lost, with the reason and a day to look again."""
    found, why = story.rng.choice([one for one in LOST_REASONS if reason in (None, one[0])])
    with story.act("account.lost", f"{story.name} is lost: {why}"):
        _close_deal(story, "lost", found, why)
        _leave(story, "lost", found, why)


def rest(story: Story, reason: str | None = None, index: int | None = None) -> None:
    """Dormant, with a day to look again and something to watch for."""
    found, why = story.rng.choice([one for one in DORMANT_REASONS if reason in (None, one[0])])
    with story.act("account.dormant", f"{story.name} is dormant: {why}"):
        _leave(story, "dormant", found, why, watch=story.rng.choice(TRIGGERS), ahead=index)


def disqualify(story: Story, hard_stop: str) -> None:
    """Disqualified by a hard stop of the playbook."""
    why = DISQUALIFIED_WHY[hard_stop]
    with story.act("account.disqualified", f"{story.name} is disqualified: {why}"):
        _close_deal(story, "disqualified", hard_stop, why)
        _leave(story, "disqualified", hard_stop, why, never=True)
        if hard_stop == "asked_us_to_stop":
            story.change("account", story.account, do_not_contact=1)


def churn(story: Story) -> None:
    """A customer who buys no more."""
    reason, why = story.rng.choice(CHURN_REASONS)
    with story.act("account.churned", f"{story.name} has churned: {why}"):
        _close_deal(story, "dropped", reason, why)
        _leave(story, "churned", reason, why)
        story.change("account", story.account, renewal_on=None)


def revive(story: Story) -> None:
    """Back on the board after a rest."""
    why = story.rng.choice(REVIVE_REASONS)
    with story.act("account.reactivated", f"{story.name} is back: {why}"):
        story.move("return", story.account["stage"], "active", reason="revived", why=why)
        story.change("account", story.account, review_on=None, review_trigger=None)
        story.follow("call", None)


def _leave(
    story: Story, status: str, reason: str, why: str, *, watch: str | None = None, never: bool = False,
    ahead: int | None = None,
) -> None:  # fmt: skip
    story.no_step()
    story.move("leave", story.account["stage"], status, reason=reason, why=why)
    look_again = None if never else story.date(ahead or story.index + story.rng.choice((65, 100, 130, 130, 130, 260)))
    story.change("account", story.account, review_on=look_again, review_trigger=watch)
