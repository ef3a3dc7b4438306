"""How a fact is asked for: what is suggested, what is understood of what is typed, what is offered to choose from."""

from collections.abc import Callable, Mapping
from string import ascii_lowercase
from types import MappingProxyType
from typing import Any, NamedTuple

from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.domain.money import parse_amount, say_money
from sdrdesk.domain.when import say_day
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.session import Attempt, Repeat
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases.desk import Desk, Done
from sdrdesk.usecases.find import the_account
from sdrdesk.usecases.next_steps import read_next, said_step

Screen = DeskScreen[Any]
Account = Mapping[str, Any]
_OTHER = "o"
_EXAMPLE = " For example: "


class Way(NamedTuple):
    """How one fact is asked for. `preview(text)` says what is understood, and refuses; `complete(text)` is what Tab
    makes of it; `choices` are (id, label), `keys` the key of an id where it has one of its own.
    With `sure` it is a yes (in these words) or nothing."""

    default: str = ""
    hint: str = ""
    preview: Callable[[str], str] | None = None
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = True
    keys: Mapping[str, str] = MappingProxyType({})
    complete: Callable[[str], str] | None = None
    sure: str = ""


WORDS = Way()


def account_of(screen: Screen, account_id: str) -> Account | None:
    """The account's columns; when it is gone that is said, and None given."""
    return screen.read(_columns, None, account_id)


def _columns(desk: Desk, account_id: str) -> Account | None:
    row = the_account(desk, account_id)
    return {name: row[name] for name in row.keys()}  # noqa: SIM118 - a row is no mapping


def called(account: Account, width: int = 40) -> str:
    """An account's name, short enough to stand in a question."""
    return plain(account["name"], width)


# -- what is understood of what is typed ---------------------------------------------------------------------------


def next_way(desk: Desk, account: Account | None = None, default: str = "") -> Way:
    """A next step: `call thu 10`, `send plan fri`."""
    now = ""
    if account is not None and account["next_due"]:
        now = f" · now: {said_now(desk, account)}"
    hint = f"call thu 10 · send plan fri · wait for contract mon · in 3d · 15 jan{now}"
    return Way(default, hint, lambda text: said_step(desk, read_next(desk, text)))


def said_now(desk: Desk, account: Account) -> str:
    """The open next step as it stands: `call Thu 3 Dec 10:00`."""
    from sdrdesk.domain.next_step import NextStep  # only where a step stands already

    step = NextStep(account["next_kind"], account["next_what"], account["next_due"], account["next_time"])
    return plain(said_step(desk, step), 40)


def amount_way(desk: Desk, default: str = "", currency: str | None = None) -> Way:
    """An amount of money, in the currency known of it, else the desk's, unless another is named."""
    base = currency or desk.settings.currency

    def said(text: str) -> str:
        paid = parse_amount(text, base)
        return say_money(paid.minor, paid.currency, short=False)

    return Way(default, f"12000 · 12k · 12k USD; in {base} unless another currency is named", said)


def past_day_way(desk: Desk, default: str = "today") -> Way:
    """A day that is not still to come."""

    def said(text: str) -> str:
        from sdrdesk.usecases.leaving import past_day  # only where something has ended

        return say_day(past_day(desk, text), desk.today())

    return Way(default, "today · yesterday · last fri · 15 jan · 2026-11-20", said)


def again_way(desk: Desk, default: str) -> Way:
    """The day to look again, or never."""

    def said(text: str) -> str:
        from sdrdesk.usecases.leaving import review_day  # only where somebody leaves

        day = review_day(desk, text)
        return f"look again on {day}" if day else "never look again"

    return Way(default, "6m · 15 jan · never", said)


# -- asking --------------------------------------------------------------------------------------------------------


def _accepting(way: Way) -> Callable[[str], object]:
    def accept(text: str) -> object:
        if not text.strip():
            if way.needed:
                raise DeskError("Nothing is typed yet; Esc leaves without changing anything.")
            return ""
        return way.preview(text) if way.preview is not None else text

    return accept


async def ask(screen: Screen, question: str, way: Way = WORDS) -> str | None:
    """Ask for one fact in its way. None when cancelled."""
    question, _, example = question.partition(_EXAMPLE)
    if way.sure:
        return "yes" if await screen.confirm(question, yes=way.sure, no="no") else None
    if way.choices:
        return await choose_or_say(screen, question, way.choices, way.keys)
    hint = way.hint or (f"for example: {example}" if example else "")
    return await screen.ask(
        question, default=way.default, hint=hint, preview=way.preview, accept=_accepting(way), complete=way.complete
    )


async def choose_or_say(
    screen: Screen, question: str, choices: tuple[tuple[str, str], ...], keys: Mapping[str, str] | None = None
) -> str | None:
    """One of these, or other words. Gives the id of the choice, or the words; None when cancelled."""
    offered = [*keyed(choices, keys or {}), Choice(_OTHER, "other words…")]
    picked = await screen.choose(question, offered)
    if picked is None:
        return None
    if picked == _OTHER:
        return await ask(screen, question, Way(hint="in your own words"))
    ids = {choice.key: id_ for choice, (id_, _) in zip(offered, choices, strict=False)}
    return ids[picked]


def keyed(choices: tuple[tuple[str, str], ...], own: Mapping[str, str]) -> list[Choice]:
    """The choices with a key each: its own, else of a word that begins with it; labels of few letters choose first."""
    keys = dict(own)
    for number, (id_, label) in enumerate(sorted(choices, key=lambda choice: len(set(choice[1]))), 1):
        words = label.casefold().split()
        letters = [word[0] for word in words] + [letter for word in words for letter in word]
        free = (one for one in letters if one in ascii_lowercase and one != _OTHER and one not in keys.values())
        keys.setdefault(id_, next(free, str(number % 10)))
    return [Choice(keys[id_], label) for id_, label in choices]


async def do_asking(
    screen: Screen,
    act: Callable[..., Done],
    account_id: str,
    ways: Mapping[str, Callable[[], Way]],
    answers: dict[str, Any],
) -> Attempt[Done]:
    """Run a use case; ask for each fact it needs in its way, and try again. `answers` fills up with what was said.

    Gives the attempt: its value, or a refusal that is no question (not yet said), or neither (cancelled).
    """
    while True:
        outcome = screen.session.try_to(act, account_id, **answers)
        need = outcome.refusal
        if not isinstance(need, NeedsAnswer):
            return outcome
        way = ways[need.field]() if need.field in ways else WORDS
        answer = await ask(screen, need.question, way)
        if answer is None:
            return Attempt()
        answers[need.field] = answer


async def ask_and_do(
    screen: Screen,
    question: str,
    act: Callable[[str], Done],
    way: Way = WORDS,
    draft: str | None = None,
    *,
    long: bool = False,
    again: Callable[[str], Repeat] | None = None,
) -> Done | None:
    """Ask one line and act on it at Enter: a refusal stands where it was typed. None when cancelled.

    With `long` the rep's own editor is a key away. `again` makes of the line what `.` does on another account.
    """
    made: list[Done] = []

    def accept(text: str) -> object:
        if not made:
            made.append(act(text))
        return ""

    answer = await screen.ask(
        question, default=way.default, hint=way.hint, preview=way.preview, accept=accept, draft=draft, long=long,
        complete=way.complete,
    )  # fmt: skip
    if answer is None or not made:
        return None
    if again is not None:
        screen.session.repeat = again(answer)
    screen.session.happened(made[0])
    return made[0]
