"""A filter finds who it says and nobody else, in whatever order the list stands."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdrdesk.domain.filter_fields import FIELDS
from sdrdesk.store.listing import OFF_BOARD
from sdrdesk.usecases import accounts, cadences, leaving, notes, outcomes, pipeline
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.filters import count, in_inbox, on_board, read_filter, settled
from sdrdesk.usecases.listing import SORTS, Listing
from sdrdesk.usecases.objections import log_objection

NAMES = ("Acme", "Beta", "Cargo", "Delta", "Elm")


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Acme: a lead with much known; Beta: a prospect; Cargo: a customer; Delta: in the inbox; Elm: dormant."""
    acme = add(desk, "Acme", person="Jane Doe", title="CFO", phone="+49 30 901820", source="Trade Fair",
               country="Deutschland", value="12k", next="call thu 10")  # fmt: skip
    notes.note(desk, acme, "the data centre moves")
    outcomes.log_call(desk, acme, "no_answer")
    log_objection(desk, acme, "price", "too dear")
    beta = add(desk, "Beta", source="webinar", country="France", next="call today")
    pipeline.promote(desk, beta, value="40k", next="send plan in 2w", override="seen")
    cargo = add(desk, "Cargo", next="mail tomorrow")
    with desk.db.step("import.done"):
        desk.db.update("account", cargo, owner="Kim Müller")
    pipeline.promote(desk, cargo, value="9k", next="call in 5d", override="seen")
    pipeline.promote(desk, cargo, amount="9k", on="today", reason="trust")
    add(desk, "Delta", source="list")
    elm = add(desk, "Elm", next="call today")
    leaving.dormant(desk, elm, reason="timing", until="in 3m")
    return desk


def add(desk: Desk, name: str, **facts: str) -> str:
    return str(accounts.add_account(desk, name=name, **facts).subject)


def names(desk: Desk, text: str) -> list[str]:
    wanted = read_filter(desk, text)
    found = [row.name for row in Listing(desk, narrowed=settled(desk, wanted)).page()]
    assert count(desk, wanted) == len(found)
    return found


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("", NAMES),
        ("stage:prospect", ("Beta",)),
        ("status:active", ("Acme", "Beta", "Cargo")),
        ("status:inbox,dormant", ("Delta", "Elm")),
        ("-status:active", ("Delta", "Elm")),
        ("next<fri", ("Acme",)),
        ("next:none", ("Delta", "Elm")),
        ("step:mail", ("Beta",)),
        ("value>10k", ("Acme", "Beta")),
        ("value>=9k value<12k", ("Cargo",)),
        ("quiet<1", ("Acme", "Beta", "Cargo")),
        ("quiet>3", ()),
        ("cold:yes", ()),
        ("late:no", NAMES),
        ("calls>=1", ("Acme",)),
        ("calls=0 status:active", ("Beta", "Cargo")),
        ("tries=1", ("Acme",)),
        ("people>0", ("Acme",)),
        ("notes=1", ("Acme",)),
        ("obj:price", ("Acme",)),
        ("obj:open", ("Acme",)),
        ("obj:none", ("Beta", "Cargo", "Delta", "Elm")),
        ("obj:legal", ()),
        ("deal:any", ("Beta",)),
        ("deal:qualified|proposal", ("Beta",)),
        ("title:cf", ("Acme",)),
        ("text:data,zebra", ("Acme",)),
        ('text:"data cent"', ("Acme",)),
        ("source:webinar", ("Beta",)),
        ("source:fair,web", ("Acme", "Beta")),
        ("-source:fair", ("Beta", "Cargo", "Delta", "Elm")),
        ("owner:none", ("Acme", "Beta", "Delta", "Elm")),
        ("country:de", ("Acme",)),
        ("country:germany|fr", ("Acme", "Beta")),
        ("owner:muller", ("Cargo",)),
        ("has:phone", ("Acme",)),
        ("-has:phone stage:lead", ("Delta", "Elm")),
        ("has:note,objection", ("Acme",)),
        ("kind:company", NAMES),
        ("dnc:yes", ()),
        ("age<1", NAMES),
        ("created:today", NAMES),
        ("review>today", ("Elm",)),
        ("jane", ("Acme",)),
        ("030 9018", ("Acme",)),
        ("-jane stage:lead", ("Delta", "Elm")),
        ("stage:prospect | jane", ("Acme", "Beta")),
        ("-tag:x status:inbox", ("Delta",)),
    ],
)
def test_a_filter_finds_who_it_says(full: Desk, text: str, fits: tuple[str, ...]) -> None:
    assert names(full, text) == list(fits)


def test_tags_are_found_whatever_their_case(full: Desk) -> None:
    acme = Listing(full, narrowed=settled(full, read_filter(full, "acme"))).page()[0].id
    with full.db.step("account.tagged"):
        full.db.insert("tag", account_id=acme, tag="VIP")
    assert names(full, "tag:vip") == ["Acme"]
    assert names(full, "tag:none status:active") == ["Beta", "Cargo"]


def test_who_is_on_a_cadence_is_found_by_its_name_and_by_how_it_stands(full: Desk) -> None:
    by_name = {row.name: row.id for row in Listing(full).page()}
    cadences.start(full, by_name["Acme"], "outbound-9")
    cadences.start(full, by_name["Beta"], "outbound-9")
    cadences.pause(full, by_name["Beta"])
    assert names(full, "cadence:outbound-9") == names(full, "cadence:any") == ["Acme", "Beta"]
    assert (names(full, "cadence:running"), names(full, "cadence:paused")) == (["Acme"], ["Beta"])
    cadences.stop(full, by_name["Acme"])
    assert (names(full, "cadence:stopped"), names(full, "cadence:out")) == (["Acme"], ["Beta"])
    assert "Beta" not in names(full, "cadence:none")
    assert names(full, "cadence:nurture") == []


def test_board_and_inbox_show_their_part_of_the_same_filter(full: Desk) -> None:
    wanted = read_filter(full, "value>=0 -jane")
    by_id = {row.id: row.name for row in Listing(full).page()}
    assert sorted(by_id[one] for one in on_board(full, wanted, 10)) == ["Beta", "Cargo"]
    assert [by_id[one] for one in in_inbox(full, wanted, 10)] == ["Delta"]
    assert [by_id[one] for one in on_board(full, read_filter(full, "jane"), 10)] == ["Acme"]


@pytest.mark.parametrize("text", [field.example for field in FIELDS.values()])
def test_every_example_can_be_asked(full: Desk, text: str) -> None:
    for one in (text, f"-{text}".replace("--", ""), f"{text} | {text}"):
        names(full, one)
        on_board(full, read_filter(full, one), 5)


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_follow_each_other_both_ways_in_every_order(full: Desk, sort: str, reverse: bool) -> None:
    for number in range(14):
        add(full, f"Firm {number % 5}", **({"next": f"call in {number % 4}d"} if number % 3 else {}))
    listing = Listing(full, sort, reverse=reverse)
    whole = listing.page(limit=1000)
    assert len({row.id for row in whole}) == len(whole) == 19
    down = [row.id for row in listing.page(limit=4)]
    while page := listing.page(after=next(row.key for row in whole if row.id == down[-1]), limit=4):
        down += [row.id for row in page]
    assert down == [row.id for row in whole]
    up = [row.id for row in listing.last(3)]
    while page := listing.page(before=next(row.key for row in whole if row.id == up[0]), limit=4):
        up = [row.id for row in page] + up
    assert up == down
    assert all(listing.find(row.id) == row for row in whole)


def test_the_orders_are_what_they_say(full: Desk) -> None:
    def order(sort: str, reverse: bool = False) -> str:
        return "".join(row.name[0] for row in Listing(full, sort, reverse=reverse).page())

    assert order("name") == "ABCDE" and order("name", True) == "EDCBA"
    assert order("next") == "ACBDE" and order("next", True) == "BCADE"
    assert order("value") == "BACDE" and order("value", True) == "CABDE"
    assert order("stage") == "ABCDE" and order("stage", True) == "CBADE"


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([field.example for field in FIELDS.values()] + ["acme", "|", "-jane"]), max_size=5))
def test_what_fits_and_what_does_not_are_everyone(full: Desk, parts: list[str]) -> None:
    for part in parts:
        if part == "|":
            continue
        fits = names(full, part)
        others = names(full, part[1:] if part.startswith("-") else f"-{part}")
        assert sorted(fits + others) == list(NAMES), part
    names(full, " ".join(parts))


def test_when_many_fit_the_board_shows_the_first_of_each_column(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    add(full, "Zeta", next="call in 3m")
    monkeypatch.setattr("sdrdesk.usecases.filters.FEW", 2)
    by_id = {row.id: row.name for row in Listing(full).page()}
    assert [by_id[one] for one in on_board(full, read_filter(full, "status:active"), 1)] == ["Acme", "Beta", "Cargo"]
    assert names(full, "status:active") == ["Acme", "Beta", "Cargo", "Zeta"]


def test_a_condition_on_those_off_the_board_walks_its_own_index(full: Desk) -> None:
    sql = f"SELECT a.id FROM account AS a WHERE {OFF_BOARD.holds} ORDER BY name_key, id"
    plan = full.db.all(f"EXPLAIN QUERY PLAN {sql}")
    assert [row["detail"] for row in plan] == ["SCAN a USING INDEX account_off_board"]
