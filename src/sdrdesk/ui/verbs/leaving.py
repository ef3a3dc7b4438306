"""Off the board: lost, dormant, disqualified or churned, each with a reason and a day to look again; or deleted."""

from collections.abc import Callable
from datetime import date

from sdrdesk.domain import pipeline as rules
from sdrdesk.domain.when import say_day
from sdrdesk.ui.safe_text import cut, plain
from sdrdesk.ui.session import Repeat, attempt
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases import accounts, deals, leaving, next_steps
from sdrdesk.usecases.desk import Desk, Done

from .asking import Account, Screen, Way, account_of, ask, called
from .exits import EXITS, competitor, facts_of
from .forgetting import FORGET, forget_account
from .moving import reactivate

_LONGEST = 70
_DELETE = Choice("x", "delete", "it was a mistake: gone with all that hangs on it (u brings it back)")
_DEAL = Choice("l", "deal lost", "the open deal is lost; they stay a customer")
_RETURN = Choice("t", "back on the board", "with a reason and a next step")
_HINTS = {
    "lost": "they said no, or nothing",
    "dormant": "not now; the desk brings it up again",
    "disqualified": "should never have been in",
    "churned": "buys nothing more",
}


async def leave(screen: Screen, account_id: str) -> None:
    """Ask how an account leaves, why, and when to look again; then do it."""
    account = account_of(screen, account_id)
    if account is None:
        return
    offered = [Choice(EXITS[name].key, EXITS[name].label, _HINTS[name]) for name in _open_exits(account)]
    if account["status"] in rules.CLOSED:
        offered.append(_RETURN)
    on_board = account["status"] == "active"
    if account["stage"] == "customer" and on_board and screen.read(deals.open_deals, [], account_id):
        offered.append(_DEAL)
    picked = await screen.choose(f"How does {called(account)} leave?", [*offered, _DELETE, FORGET])
    if picked == _DELETE.key:
        await _delete(screen, account)
    elif picked == FORGET.key:
        await forget_account(screen, account_id)
    elif picked == _RETURN.key:
        await reactivate(screen, account)
    elif picked == _DEAL.key and _DEAL in offered:
        await _lose_deals(screen, account)
    else:
        status = _picked(picked)
        if status is not None:
            await _go(screen, account, status)


async def recycle(screen: Screen, account_id: str, words: str) -> None:
    """Dormant until the day that is typed (six months unless), with the reason; who left already waits until then."""
    account = account_of(screen, account_id)
    until = _until(screen, words)
    if account is None or until is None:
        return
    if account["status"] in rules.CLOSED and account["review_on"] is not None:
        screen.do(next_steps.snooze, account_id, until)
    elif "dormant" not in _open_exits(account):
        screen.do(leaving.dormant, account_id, until=until)  # refuses, and says why
    else:
        reason = await ask(screen, f"Why does {called(account)} rest {_rest(screen, until)}?", _WHY_DORMANT)
        if reason is not None and screen.do(leaving.dormant, account_id, reason=reason, until=until) is not None:
            screen.session.repeat = Repeat(f"recycle {until}, {_said(reason)}", _resting(reason, until))


async def recycle_many(screen: Screen, account_ids: tuple[str, ...], words: str) -> None:
    """As `recycle`, for all that are marked, with one reason."""
    from .agreeing import agree_and_do, counted

    until = _until(screen, words)
    if until is None:
        return
    reason = await ask(screen, f"Why do {counted(account_ids)} rest {_rest(screen, until)}?", _WHY_DORMANT)
    if reason is not None:
        await agree_and_do(screen, account_ids, f"Recycle {until}, {_said(reason)}", _resting(reason, until))


_WHY_DORMANT = Way(choices=tuple(rules.DORMANT_REASONS.items()))


def _resting(reason: str, until: str) -> Callable[[Desk, str], Done]:
    return lambda desk, one: leaving.dormant(desk, one, reason=reason, until=until)


def _until(screen: Screen, words: str) -> str | None:
    """The words for a day to look again; None, and said, where they name none."""
    until = words.strip() or EXITS["dormant"].again
    day = attempt(leaving.review_day, screen.desk, until)
    if day.refusal is not None:
        screen.session.refuse(day.refusal)
        return None
    return until


def _said(reason: str) -> str:
    return plain(leaving.reason_said(reason), 30)


def _rest(screen: Screen, until: str) -> str:
    day = screen.read(leaving.review_day, None, until)
    return f"until {say_day(date.fromisoformat(day), screen.desk.today())}" if day else "for good"


def _open_exits(account: Account) -> list[str]:
    return [
        status
        for status, move in rules.STATUS_MOVES.items()
        if account["status"] in move.statuses and account["stage"] in move.stages
    ]


async def _go(screen: Screen, account: Account, status: str) -> None:
    way_out = EXITS[status]
    answers = await facts_of(screen, status, called(account), _reasons(screen, status, account))
    if answers is not None and screen.do(way_out.act, account["id"], **answers) is not None:
        screen.session.repeat = Repeat(
            f"{way_out.label}, {_said(answers['reason'])}", lambda desk, one: way_out.act(desk, one, **answers)
        )


async def leave_many(screen: Screen, account_ids: tuple[str, ...]) -> None:
    """Ask once how these accounts leave, why, and when to look again; then do it to all of them."""
    from .agreeing import agree_and_do, counted

    offered = [Choice(way_out.key, way_out.label, _HINTS[name]) for name, way_out in EXITS.items()]
    picked = await screen.choose(f"How do {counted(account_ids)} leave?", [*offered, _DELETE])
    if picked == _DELETE.key:
        await agree_and_do(screen, account_ids, "Delete", lambda desk, one: accounts.delete(desk, "account", one))
        return
    status = _picked(picked)
    if status is None:
        return
    way_out = EXITS[status]
    answers = await facts_of(screen, status, "they", _reasons(screen, status, {"playbook": None}), many=True)
    if answers is not None:
        await agree_and_do(
            screen, account_ids, f"{way_out.label.capitalize()}, {_said(answers['reason'])}",
            lambda desk, one: way_out.act(desk, one, **answers),
        )  # fmt: skip


def _picked(key: str | None) -> str | None:
    return next((status for status, way_out in EXITS.items() if way_out.key == key), None)


def _reasons(screen: Screen, status: str, account: Account) -> Way:
    """What an account leaves for that way."""
    reasons = EXITS[status].reasons
    return Way(choices=tuple(reasons.items())) if reasons else _hard_stops(screen, account)


def _hard_stops(screen: Screen, account: Account) -> Way:
    """The hard stops of the playbook, under the keys they have at the end of a call; and why a lead is sent back."""
    stops = screen.desk.playbook(account["playbook"]).hard_stops
    labels = tuple((stop.id, cut(plain(stop.label), _LONGEST)) for stop in stops)
    if account.get("stage", "lead") == "lead":
        labels += tuple(rules.REJECT_REASONS.items())
    return Way(choices=labels, keys={stop.id: stop.key for stop in stops})


async def _lose_deals(screen: Screen, account: Account) -> None:
    reasons = tuple(rules.LOST_REASONS.items())
    reason = await ask(screen, f"Why is the deal with {called(account)} lost?", Way(choices=reasons))
    if reason is None:
        return
    to = await competitor(screen) if reason == "competitor" else ""
    if to is not None:
        screen.do(leaving.lose, account["id"], reason=reason, competitor=to)


async def _delete(screen: Screen, account: Account) -> None:
    question = f"Delete {called(account)} and all that hangs on it? (u brings it back)"
    if await screen.confirm(question, yes="delete", no="keep"):
        screen.do(accounts.delete, "account", account["id"])
