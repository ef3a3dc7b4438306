"""A figure can be counted again from the records behind it, whatever happened to them: back, skip, undo, merge."""

from __future__ import annotations

from datetime import date

import pytest

from sdrdesk.domain.metrics.figure import Figure
from sdrdesk.domain.metrics.periods import Period
from sdrdesk.usecases import accounts, history, leaving, merging, pipeline
from sdrdesk.usecases.behind import records
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.money_in import enter_rate
from sdrdesk.usecases.numbers import Numbers, numbers

from .conftest import TickingClock

QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1))


def lead(desk: Desk, name: str, value: str = "1000") -> str:
    made = accounts.add_account(desk, name=name, source="Fair", person=f"P {name}", value=value, next="call in 3d").made
    assert made is not None
    return made


def promoted(desk: Desk, name: str, value: str = "1000") -> str:
    account = lead(desk, name, value)
    pipeline.promote(desk, account, next="demo in 3d", override="they asked")
    return account


def told(desk: Desk) -> Numbers:
    return numbers(desk, *QUARTER, desk.today())


def named(found: Numbers, id_: str) -> Figure:
    return next(one for group in found.groups.values() for one in group.values() if one.id == id_)


@pytest.mark.parametrize("many", [0, 1, 29])
def test_as_many_records_are_behind_a_figure_as_it_counts(desk: Desk, clock: TickingClock, many: int) -> None:
    for place in range(many):
        account = promoted(desk, f"Firm {place}") if place % 2 else lead(desk, f"Firm {place}")
        if place % 4 == 1:
            pipeline.promote(desk, account, amount="900", on="today", reason="value")
    clock.jump(days=100)
    found = told(desk)
    checked = 0
    for group in ("volume", "conv", "win"):
        for name, figure in found.groups[group].items():
            if figure.behind.kind in ("accounts", "deals") and figure.unit == "%" and figure.id != "flow":
                assert len(records(desk, figure.behind, QUARTER)) == figure.n, name
                checked += 1
    assert checked > 5
    assert named(found, "new_leads").value == many
    assert named(found, "lead_prospect").numerator == many // 2


def test_a_move_back_keeps_the_first_entry_and_is_counted(desk: Desk, clock: TickingClock) -> None:
    account = promoted(desk, "Halden")
    pipeline.back(desk, account, reason="decider_gone")
    clock.jump(days=40)
    found = told(desk)
    assert (named(found, "lead_prospect").numerator, named(found, "backward_moves").value) == (1, 1)
    assert named(found, "backward_moves").behind.ids == (account,)
    assert found.groups["state"]["records_by_state"].value == {"lead": 1}


def test_an_undone_move_was_never_made_and_a_redone_one_was(desk: Desk, clock: TickingClock) -> None:
    account = lead(desk, "Halden")
    step = pipeline.promote(desk, account, next="demo in 3d", override="they asked").step
    history.undo(desk, step)
    clock.jump(days=40)
    assert named(told(desk), "lead_prospect").numerator == 0
    history.redo(desk, step)
    assert named(told(desk), "lead_prospect").numerator == 1


def test_two_that_were_merged_count_once_from_the_earlier_day(desk: Desk, clock: TickingClock) -> None:
    first = lead(desk, "Halden")
    clock.jump(days=10)
    second = promoted(desk, "Halden AG")
    before = named(told(desk), "new_leads").value
    merging.merge(desk, first, second)
    clock.jump(days=40)
    found = told(desk)
    assert (before, named(found, "new_leads").value) == (2, 1)
    assert named(found, "lead_prospect").numerator == 1
    assert [one.account_id for one in records(desk, named(found, "new_leads").behind, QUARTER)] == [first]


def test_a_skip_passes_through_and_is_counted_apart(desk: Desk, clock: TickingClock) -> None:
    account = lead(desk, "Halden")
    pipeline.promote(desk, account, to_stage="customer", amount="500", on="today", reason="value", skip="small_sale")
    clock.jump(days=40)
    found = told(desk)
    assert (named(found, "lead_prospect").numerator, named(found, "lead_prospect_strict").numerator) == (1, 0)
    assert named(found, "stage_skips").value == 1
    assert named(found, "cycle_prospect").value == []


def test_an_amount_without_a_rate_is_listed_until_it_has_one(desk: Desk) -> None:
    promoted(desk, "Halden")
    promoted(desk, "Lumen", "1000 USD")
    pipeline_before = named(told(desk), "open_pipeline")
    assert (pipeline_before.value, pipeline_before.parts["unconverted"], pipeline_before.n) == (1000.0, 1, 2)
    enter_rate(desk, "USD", "today", "0.5")
    after = named(told(desk), "open_pipeline")
    assert (after.value, after.parts["unconverted"]) == (1500.0, 0)


def test_a_deleted_account_takes_its_history_along(desk: Desk, clock: TickingClock) -> None:
    account = promoted(desk, "Halden")
    accounts.delete(desk, "account", account)
    clock.jump(days=40)
    found = told(desk)
    assert named(found, "new_leads").value == 0
    assert found.groups["state"]["records_by_state"].value == {}


def test_a_customer_who_left_and_came_back_is_no_new_one(desk: Desk, clock: TickingClock) -> None:
    account = promoted(desk, "Halden")
    pipeline.promote(desk, account, amount="900", on="today", reason="value")
    clock.jump(days=90)
    later = Period(date(2027, 1, 1), date(2027, 4, 1))
    leaving.churn(desk, account, reason="price")
    clock.jump(days=10)
    leaving.reactivate(desk, account, reason="new CFO", next="call in 3d")
    found = numbers(desk, *later, desk.today())
    churn = named(found, "logo_churn")
    assert (churn.numerator, churn.denominator) == (0, 1)
    assert named(found, "cac_loaded").n == 0


def test_a_close_pushed_twice_is_named_and_an_undone_push_is_none(desk: Desk) -> None:
    from sdrdesk.usecases.deals import edit_deal

    promoted(desk, "Halden")
    deal = str(desk.db.value("SELECT id FROM deal"))
    edit_deal(desk, deal, close="in 20d")
    edit_deal(desk, deal, close="in 40d")
    last = edit_deal(desk, deal, close="in 60d").step
    assert named(told(desk), "pushed").behind.ids == (deal,)
    history.undo(desk, last)
    assert named(told(desk), "pushed").numerator == 0


def test_what_the_records_lack_is_counted(desk: Desk) -> None:
    lead(desk, "Halden")
    account = promoted(desk, "Lumen")
    accounts.edit_account(desk, account, industry="Events")
    found = told(desk)
    assert [named(found, f"quality_{name}").numerator for name in ("source", "segment", "decider", "people")] == [
        1, 1, 0, 0,
    ]  # fmt: skip
    assert named(found, "quality_people").denominator == 1


def test_who_stands_in_a_stage_is_found_now_and_as_of_then(desk: Desk, clock: TickingClock) -> None:
    from sdrdesk.domain.metrics.figure import Behind

    first = desk.today()
    account, other = lead(desk, "Halden"), lead(desk, "Lumen")
    clock.jump(days=3)
    pipeline.promote(desk, account, next="demo in 3d", override="they asked")

    def standing(state: str, day: date) -> set[str]:
        behind = Behind("standing", (state, day.isoformat()))
        return {one.account_id for one in records(desk, behind, QUARTER)}

    assert (standing("lead", desk.today()), standing("prospect", desk.today())) == ({other}, {account})
    assert (standing("lead", first), standing("prospect", first)) == ({account, other}, set())
