"""What only a rep knows, entered where it is missing: spend, cost of selling, rates, what recurs, what is assumed."""

from collections.abc import Callable, Mapping
from typing import Any

from sdrdesk.domain.metrics.assumptions import ABOUT, as_text, with_text
from sdrdesk.domain.metrics.periods import Period
from sdrdesk.domain.money import parse_amount, say_money
from sdrdesk.domain.when import parse_when
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.widgets.form import Field
from sdrdesk.ui.widgets.picker import Item
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases.assumptions import assume, assumptions
from sdrdesk.usecases.desk import Done
from sdrdesk.usecases.find import find
from sdrdesk.usecases.money_in import SALES, enter_rate, enter_recurring, enter_spend, read_month

_CHOICES = (
    Choice("s", "spend", "on a source in a month"),
    Choice("c", "cost of selling", "pay, tools, hours in a month"),
    Choice("r", "exchange rate", "of a currency, from a day on"),
    Choice("p", "pays per month", "what recurs at an account"),
)
Screen = DeskScreen[Any]


async def enter(screen: Screen, period: Period) -> None:
    """Ask what is to be entered, then for it."""
    picked = await screen.choose("What do you know?", _CHOICES)
    if picked == "s":
        await _spend(screen, period)
    elif picked == "c":
        await _selling(screen, period)
    elif picked == "r":
        await _rate(screen)
    elif picked == "p":
        await _recurring(screen)


def _month(screen: Screen, period: Period) -> Field:
    today = screen.desk.today()
    last = min(period.end.replace(day=1), today.replace(day=1))
    known = f"{last if last < period.end else period.start:%Y-%m}"
    return Field("month", "Month", known, hint="2026-03 · mar", check=lambda text: read_month(text, today))


def _amount(screen: Screen, label: str) -> Field:
    def check(text: str) -> str:
        return say_money(*parse_amount(text, screen.desk.settings.currency), short=False)

    return Field("amount", label, hint="1200 · 1.2k · $900; entered again it is corrected", check=check)


async def _spend(screen: Screen, period: Period) -> None:
    fields = (
        _month(screen, period),
        Field("source", "Source", hint="as leads name it: ads, referral, fair"),
        _amount(screen, "Spent"),
    )
    await _fill(screen, "Spent on a source", fields, lambda told: enter_spend(screen.desk, **told))


async def _selling(screen: Screen, period: Period) -> None:
    fields = (_month(screen, period), _amount(screen, "Pay, tools, hours"))
    await _fill(
        screen, "The cost of selling", fields,
        lambda told: enter_spend(screen.desk, told["month"], SALES, told["amount"]),
    )  # fmt: skip


async def _rate(screen: Screen) -> None:
    desk = screen.desk

    def day(text: str) -> str:
        return parse_when(text, desk.today(), allow_past=True).day.isoformat()

    fields = (
        Field("currency", "Currency", hint="its code: USD"),
        Field("on", "From the day", hint="empty: today · 2026-03-30", check=day),
        Field("value", f"Worth in {desk.settings.currency}", hint="such as 1.08"),
    )
    await _fill(screen, "An exchange rate", fields, lambda told: enter_rate(desk, **told))


async def _recurring(screen: Screen) -> None:
    desk = screen.desk
    account = await screen.pick(
        "Who pays it?",
        lambda typed: [Item(hit.id, hit.name, hit.stage) for hit in screen.read(find, [], typed, limit=20)],
        hint="a name, an e-mail, a number",
    )
    if account is None:
        return
    fields = (
        Field("amount", "Per month", hint="125, or a change: +50 · -10"),
        Field("on", "From the day", hint="empty: today · 2026-03-01"),
    )
    await _fill(screen, "Pays per month", fields, lambda told: enter_recurring(desk, account, **told))


async def _fill(
    screen: Screen, title: str, fields: tuple[Field, ...], act: Callable[[Mapping[str, str]], Done]
) -> None:
    made: list[Done] = []

    def save(told: Mapping[str, str]) -> object:
        if not made:
            made.append(act(told))
        return made[0]

    if await screen.fill(title, fields, save=save) is not None and made:
        screen.session.happened(made[0])


async def change_assumption(screen: Screen) -> None:
    """Pick what numbers assume, and change it."""
    assumed = screen.read(assumptions, None)
    if assumed is None:
        return
    known = as_text(assumed)
    items = [
        Item(name, f"{name.replace('_', ' '):<17} {known[name] or '–':<9} {about}") for name, about in ABOUT.items()
    ]
    name = await screen.pick("What do the numbers assume?", items)
    if name is None:
        return

    def understood(text: str) -> str:
        return as_text(with_text(assumed, name, text))[name] or "–"

    answer = await screen.ask(
        f"{name.replace('_', ' ').capitalize()}: {ABOUT[name]}", default=known[name], preview=understood,
        accept=understood,
    )  # fmt: skip
    if answer is not None and answer != known[name]:
        screen.do(assume, **{name: answer})
