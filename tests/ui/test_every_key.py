"""Every key on every screen, on an empty desk and a full one: no key breaks anything, and none is silent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from sdrdesk.domain.metrics.figure import Behind
from sdrdesk.domain.metrics.periods import Period
from sdrdesk.ui import keys
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.usecases import accounts, blocks, cadences, history, importing, notes, objections, sheets
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver

Enter = Callable[[Driver, Desk], Awaitable[None]]

_BOUND = {key for group in keys.GROUPS.values() for one in group.bindings for key in one.key.split(",")}
_TYPED = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
KEYS = sorted(_BOUND | _TYPED)


def show(place: str) -> Enter:
    """A place on top of Today that needs no account."""

    async def enter(window: Driver, desk: Desk) -> None:
        window.app.show(place)

    return enter


def of_account(place: str) -> Enter:
    """A place of the account on the desk that was added last."""

    async def enter(window: Driver, desk: Desk) -> None:
        window.app.show(place, _latest(desk, "account"))

    return enter


def base(place: str) -> Enter:
    """One of the places to be."""

    async def enter(window: Driver, desk: Desk) -> None:
        window.app.call_later(window.app.action_go, place)

    return enter


def _latest(desk: Desk, table: str) -> str:
    return str(desk.db.value(f"SELECT id FROM {table} WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 1"))


def looking_back(place: str) -> Enter:
    """What changed since this morning, and the board on it."""

    async def enter(window: Driver, desk: Desk) -> None:
        window.app.show(place, desk.today())

    return enter


async def in_block(window: Driver, desk: Desk) -> None:
    block = blocks.begin(desk, _accounts(desk), "all").made
    window.app.show("block", block)


async def in_wrapup(window: Driver, desk: Desk) -> None:
    made = sheets.make_sheet(desk, _accounts(desk), "all").done.made
    window.app.show("wrapup", made)


def _accounts(desk: Desk) -> list[str]:
    return [row["id"] for row in desk.db.all("SELECT id FROM account WHERE status = 'active' AND deleted_at IS NULL")]


async def in_objection(window: Driver, desk: Desk) -> None:
    window.app.show("objections", _latest(desk, "objection"))


async def in_practice(window: Driver, desk: Desk) -> None:
    window.app.show("practice", None)


async def at_the_end_of_practice(window: Driver, desk: Desk) -> None:
    await in_practice(window, desk)
    await window.settle()
    await window.press("escape", "f")


async def in_records(window: Driver, desk: Desk) -> None:
    behind = Behind("accounts", tuple(_accounts(desk)))
    window.app.show("records", "New leads", behind, Period(date(2020, 1, 1), date(2030, 1, 1)))


async def in_merge(window: Driver, desk: Desk) -> None:
    window.app.show("merge", *_accounts(desk)[:2])


def asked(*pressed: str) -> Enter:
    """A question on Today, after these keys."""

    async def enter(window: Driver, desk: Desk) -> None:
        await window.press(*pressed)

    return enter


class Spot(NamedTuple):
    """How one gets there; whether an account is needed; whether every letter there is an answer to something."""

    enter: Enter
    needs: bool = False
    typed: bool = False


_BASES = ("today", "board", "list", "inbox", "customers", "report", "numbers", "settings")
SPOTS: dict[str, Spot] = {
    **{name: Spot(base(name)) for name in _BASES},
    **{name: Spot(show(name)) for name in ("duplicates", "review")},
    **{name: Spot(looking_back(name)) for name in ("since", "then")},
    "import": Spot(show("import"), typed=True),
    **{name: Spot(of_account(name), needs=True) for name in ("account", "brief", "dial")},
    "call": Spot(of_account("call"), needs=True, typed=True),
    "objection": Spot(of_account("objection"), needs=True, typed=True),
    "objections": Spot(in_objection, needs=True),
    "block": Spot(in_block, needs=True),
    "wrapup": Spot(in_wrapup, needs=True),
    "practice": Spot(in_practice, typed=True),
    "the end of practice": Spot(at_the_end_of_practice),
    "records": Spot(in_records),
    "imports": Spot(asked("colon", *"imports", "enter"), typed=True),
    "merge": Spot(in_merge, needs=True),
    "the box": Spot(asked("colon"), typed=True),
    "a view": Spot(asked("v"), typed=True),
    "help": Spot(asked("question_mark"), typed=True),
    "acts": Spot(asked("U"), typed=True),
    "finding": Spot(asked("slash"), typed=True),
    "new": Spot(asked("N"), typed=True),
    "form": Spot(asked("N", "a"), typed=True),
    "snooze": Spot(asked("s"), needs=True, typed=True),
    "note": Spot(asked("n"), needs=True, typed=True),
    "gate": Spot(asked("L"), needs=True, typed=True),
    "leaving": Spot(asked("delete"), needs=True, typed=True),
    "why": Spot(asked("equals_sign"), needs=True, typed=True),
    "cadence": Spot(asked("C"), needs=True, typed=True),
}


def one(desk: Desk) -> None:
    """Two accounts of which nothing is known but the name and a number, and an objection."""
    for name in ("Kobalt", "Halden"):
        accounts.add_account(desk, name=name, phone="+49 30 23125 101", next="call today")
    objections.log_objection(desk, _latest(desk, "account"), "price", "too dear")


def many(desk: Desk) -> None:
    """People with everything: a deal, notes, objections, a cadence, an inbox."""
    for place, name in enumerate(("Kobalt", "Lumen", "Orbita", "Fintrace", "Halden")):
        made = str(
            accounts.add_account(
                desk, name=name, person=f"{name} Nair", phone=f"+49 30 23125 10{place}", email=f"a@{name}.example",
                value="12k", source="webinar", next="call today",
            ).made
        )  # fmt: skip
        notes.note(desk, made, "met at the fair")
        objections.log_objection(desk, made, "price", "too dear")
    cadences.start(desk, _accounts(desk)[0], "outbound-9")
    accounts.add_account(desk, name="Zenit", person="Ana Ruiz", email="ana@zenit.example")
    accounts.add_account(desk, name="Zenit GmbH", person="Ana Ruiz", email="ana@zenit.example")


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "full"])
@pytest.mark.parametrize("name", SPOTS)
async def test_every_key_is_answered(
    desk: Desk, name: str, filled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")  # whatever a key finds to open, there is nothing to open it with
    spot = SPOTS[name]
    if filled:
        many(desk)
        leads = tmp_path / "leads.csv"
        leads.write_text("Name,Company,Email\nDee Okafor,Fjord,dee@fjord.example\n")
        importing.import_file(desk, leads)
    elif spot.needs:
        one(desk)
    silent = []
    first = desk.db.value("SELECT max(seq) FROM step") or 0
    async with driver(desk, size=(100, 28), start="today") as window:
        fresh = False
        for key in KEYS:
            if not fresh:
                await _start_over(window, desk, first)
                await spot.enter(window, desk)
                await window.settle()
                there, acts = _standing(window, desk)
            if key == "q" and window.screen.active_bindings.get("q", None) is not None and _quits(window):
                continue
            if key == "ctrl+z":
                continue
            window.app.session.say("")
            await window.settle()
            before = window.text(), window.screen.focused
            await window.press(key)
            assert window.app.is_running and not window.app._exit, f"{key} ended the desk"
            if (window.text(), window.screen.focused) == before and not spot.typed:
                silent.append(key)
            fresh = _standing(window, desk) == (there, acts)
    assert silent == []


def _quits(window: Driver) -> bool:
    return window.screen.active_bindings["q"].binding.action == "quit"


def _standing(window: Driver, desk: Desk) -> tuple[list[str], object]:
    return [type(one).__name__ for one in window.app.screen_stack], desk.db.value("SELECT max(seq) FROM step")


async def _start_over(window: Driver, desk: Desk, first: int) -> None:
    """Everything taken back that was done, and Today in front, with nothing narrowed and nothing marked."""
    for act in history.acts(desk, 1000):
        if act.seq > first and act.undone_by is None:
            history.undo(desk, act.id)
    window.app.session.filter = ""
    window.app.session.marks.clear()
    window.app.call_later(window.app.action_go, "today")
    await window.settle()
    await window.press("r")
    for cards in window.screen.query(CardList):
        cards.home()
