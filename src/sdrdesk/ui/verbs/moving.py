"""Along the board: taking on, one stage on past the gate, one stage back."""

from collections.abc import Callable
from typing import Any

from sdrdesk.domain import pipeline as rules
from sdrdesk.domain.errors import NotReady
from sdrdesk.domain.money import say_money
from sdrdesk.ui.session import Repeat
from sdrdesk.ui.widgets.picker import Item
from sdrdesk.usecases import bulk, deals, leaving, pipeline, winning
from sdrdesk.usecases.desk import Done

from .asking import (
    Account,
    Screen,
    Way,
    account_of,
    amount_way,
    ask,
    ask_and_do,
    called,
    do_asking,
    next_way,
    past_day_way,
)

FIRST_STEP = "call today"
"""What a first step is, unless another is typed."""


async def take(screen: Screen, account_id: str) -> Done | None:
    """Ask for the first next step and take the account on; one that was closed comes back, with a reason."""
    account = account_of(screen, account_id)
    if account is None:
        return None
    desk = screen.desk
    if account["status"] in rules.CLOSED:
        return await reactivate(screen, account)
    if account["status"] != "inbox":
        return screen.do(pipeline.take, account_id, next=FIRST_STEP)  # refuses, and says why
    return await ask_and_do(
        screen,
        f"Take {called(account)} on: what is the first step, and when?",
        lambda text: pipeline.take(desk, account_id, next=text),
        next_way(desk, default=FIRST_STEP),
        again=lambda text: Repeat(f"take, {text}", lambda desk, one: pipeline.take(desk, one, next=text)),
    )


async def reactivate(screen: Screen, account: Account) -> Done | None:
    """Ask why and what next, and put a closed account back on the board."""
    ways = {"next": lambda: next_way(screen.desk, default=FIRST_STEP)}
    answers: dict[str, Any] = {}
    outcome = await do_asking(screen, leaving.reactivate, account["id"], ways, answers)
    if outcome.refusal is not None:
        screen.session.refuse(outcome.refusal)
    elif outcome.value is not None:
        screen.session.repeat = Repeat(
            "back on the board", lambda desk, one: leaving.reactivate(desk, one, **answers)
        )
    return outcome.value


async def promote(screen: Screen, account_id: str, known: dict[str, Any] | None = None) -> None:
    """Move a card one stage on: the gate is answered, then every fact that is missing and not `known` is asked for."""
    account = account_of(screen, account_id)
    if account is None:
        return
    answers: dict[str, Any] = dict(known or {})
    live = screen.read(deals.open_deals, [], account_id)
    act = winning.win if account["stage"] == "customer" and live else pipeline.promote
    while True:
        if _wins(account, answers) and len(live) > 1 and "deal_id" not in answers:
            answers["deal_id"] = await _which_deal(screen, account, live)
            if answers["deal_id"] is None:
                return
        ways = _ways(screen, account, answers, live)
        outcome = await do_asking(screen, act, account_id, ways, answers)
        if not isinstance(outcome.refusal, NotReady):
            break
        if not await _answer_gate(screen, account, outcome.refusal, answers):
            return
    if outcome.refusal is not None:
        screen.session.refuse(outcome.refusal)
    elif outcome.value is not None and not _wins(account, answers):  # a sale is no habit
        step, value = answers.get("next", ""), answers.get("value", "")
        screen.session.repeat = Repeat(
            "on to prospect", lambda desk, one: bulk.promote_lead(desk, one, next=step, value=value)
        )


def _wins(account: Account, answers: dict[str, Any]) -> bool:
    return account["stage"] != "lead" or answers.get("to_stage") == "customer"


async def _answer_gate(screen: Screen, account: Account, closed: NotReady, answers: dict[str, Any]) -> bool:
    """Ask what to do at a closed gate. True: try again with what was answered."""
    from sdrdesk.ui.widgets.gate import Gate  # loads at the first closed gate

    verdict = screen.read(pipeline.verdict_of, None, account["id"])
    change = verdict.change if verdict is not None else ""
    picked = await screen.app.push_screen_wait(Gate(called(account), closed.missing, change))
    if picked == Gate.FILL:
        begin = {"criterion": closed.criterion} if closed.criterion else {}
        screen.desk_app.show("call", account["id"], **begin)
    elif picked == Gate.OVERRIDE:
        why = await ask(screen, f"Why is {called(account)} a prospect all the same?", Way(hint="kept with the move"))
        answers["override"] = why or ""
        return why is not None
    elif picked == Gate.SKIP:
        answers["to_stage"] = "customer"
        return True
    return False


def _ways(screen: Screen, account: Account, answers: dict[str, Any], live: list[Any]) -> dict[str, Callable[[], Way]]:
    desk = screen.desk
    won = next((deal for deal in live if deal["id"] == answers.get("deal_id")), live[0] if live else None)
    return {
        "value": lambda: amount_way(desk, currency=account["currency"]),
        "next": lambda: next_way(desk, account),
        "amount": lambda: _checked(
            screen, account, amount_way(desk, _worth(won) or _worth(account), _currency(won) or _currency(account))
        ),
        "on": lambda: past_day_way(desk),
        "reason": lambda: Way(choices=tuple(rules.WIN_REASONS.items())),
        "skip": lambda: Way(choices=tuple(rules.SKIP_REASONS.items())),
        "confirmed": lambda: Way(sure="yes, they bought"),
    }


def _checked(screen: Screen, account: Account, way: Way) -> Way:
    """The first question of a win says what is still in the way."""
    from sdrdesk.usecases.closing import say_check  # loads with the first win

    told = screen.read(say_check, "", account["id"])
    preview = way.preview
    if not told or preview is None:
        return way._replace(hint=told or way.hint)
    return way._replace(hint=told, preview=lambda text: f"{preview(text)} · {told}")


def _currency(row: Any) -> str:
    return str(row["currency"] or "") if row is not None else ""


def _worth(row: Any) -> str:
    """A deal's or an account's value as one would type it; empty when unknown."""
    if row is None or row["value_minor"] is None or not row["currency"]:
        return ""
    return say_money(row["value_minor"], row["currency"], short=False)


async def _which_deal(screen: Screen, account: Account, live: list[Any]) -> str | None:
    items = [Item(deal["id"], deal["name"], " · ".join(filter(None, (deal["step"], _worth(deal))))) for deal in live]
    return await screen.pick(f"Which deal with {called(account)} is won?", items)


async def back(screen: Screen, account_id: str) -> None:
    """Move a prospect back to lead: ask why, and whether its deal stays open."""
    account = account_of(screen, account_id)
    if account is None:
        return
    answers: dict[str, Any] = {}
    ways = {"reason": lambda: Way(choices=tuple(rules.BACK_REASONS.items()))}
    live = screen.read(deals.open_deals, [], account_id)
    if account["stage"] == "prospect" and account["status"] == "active":
        reason = await ask(screen, f"Why is {called(account)} no prospect?", ways["reason"]())
        if reason is None:
            return
        answers["reason"] = reason
        if live:
            kept = await _keep_deals(screen, live)
            if kept is None:
                return
            answers["drop_deals"] = not kept
    outcome = await do_asking(screen, pipeline.back, account_id, ways, answers)
    if outcome.refusal is not None:
        screen.session.refuse(outcome.refusal)
    elif outcome.value is not None:
        screen.session.repeat = Repeat("back to lead", lambda desk, one: pipeline.back(desk, one, **answers))


async def _keep_deals(screen: Screen, live: list[Any]) -> bool | None:
    from sdrdesk.ui.widgets.strip import Choice  # loads with the first strip

    what = f"the open deal {_worth(live[0])}".rstrip() if len(live) == 1 else f"the {len(live)} open deals"
    picked = await screen.choose(f"And {what}?", [Choice("k", "keep open"), Choice("d", "drop")])
    return None if picked is None else picked == "k"
