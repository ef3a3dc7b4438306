"""Practice is the call as it would be, on a copy; the desk is as it was, to the row and to the log."""

from __future__ import annotations

import pytest

from sdrdesk.domain.errors import NotFound
from sdrdesk.usecases import accounts, calls, qualifying
from sdrdesk.usecases.desk import Desk, change_settings
from sdrdesk.usecases.pages import account_page, call_view
from sdrdesk.usecases.practice import practise, tally
from usecases.live import live
from usecases.test_undo import GOOD_LINES, lead, person, prospect


def practised(desk: Desk, account: str | None, *lines: str) -> tuple[Desk, str]:
    made = practise(desk, account)
    call = str(calls.start_call(made.desk, made.account_id, person(made.desk, made.account_id)).made)
    for line in lines:
        calls.file_line(made.desk, call, line)
    return made.desk, call


def test_practice_writes_nothing(desk: Desk) -> None:
    account = prospect(desk)
    before, steps = live(desk), desk.db.value("SELECT count(*) FROM step")
    aside, call = practised(desk, account, *GOOD_LINES, '!price "twice what we pay"')
    calls.finish_call(aside, call, "not_interested", exit="dormant")
    assert live(desk) == before and desk.db.value("SELECT count(*) FROM step") == steps
    assert aside.path == ":memory:"
    aside.close()


def test_it_begins_with_what_is_known_of_the_account_and_its_playbook(desk: Desk) -> None:
    account = prospect(desk)
    qualifying.switch(desk, account, "meddic")
    change_settings(desk, region="AT")
    aside, call = practised(desk, account)
    view, real = call_view(aside, call), account_page(desk, account)
    assert view.playbook.id == "meddic" and aside.settings.region == "AT"
    assert {name: one.quote for name, one in view.standings.items()} == {
        name: one.quote for name, one in real.standings.items()
    }
    assert {one.text for one in view.earlier.values()} == set()
    aside.close()


def test_a_call_without_an_end_is_not_gone_on_with(desk: Desk) -> None:
    account = lead(desk)
    open_call = str(calls.start_call(desk, account, person(desk, account)).made)
    calls.file_line(desk, open_call, "n2 orders get lost")
    made = practise(desk, account)
    assert account_page(made.desk, account).draft_call is None
    made.desk.close()


def test_the_verdict_is_the_one_the_call_would_have_had(desk: Desk) -> None:
    aside, call = practised(desk, lead(desk), *GOOD_LINES)
    assert call_view(aside, call).verdict.id == "pass"
    aside.close()


def test_without_an_account_one_is_invented(desk: Desk) -> None:
    made = practise(desk, None)
    assert made.invented and account_page(made.desk, made.account_id).people
    assert desk.db.value("SELECT count(*) FROM account") == 0
    made.desk.close()


def test_it_counts_what_was_asked_and_explored(desk: Desk) -> None:
    aside, call = practised(desk, None, "!price twice", "> fears the blame", "!trust never heard of you")
    calls.file_line(aside, call, "they retype orders", "n2")
    told = tally(call_view(aside, call))
    assert (told.asked, told.core, told.lines, told.objections, told.explored) == (1, 13, 4, 2, 1)
    aside.close()


def test_an_account_that_is_gone_cannot_be_practised_on(desk: Desk) -> None:
    account = lead(desk)
    accounts.delete(desk, "account", account)
    with pytest.raises(NotFound):
        practise(desk, account)
