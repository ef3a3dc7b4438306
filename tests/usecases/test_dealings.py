"""Deals, orders, calls and notes of other programs find their account, come once, and can be taken back whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import deals, history, imports, safety, transfer
from sdrdesk.usecases.desk import Desk
from usecases.live import live

Write = Callable[..., Path]

COMPANIES = (
    "Record ID,Company name,Company Domain Name,Industry\n"
    "77,Halden AG,halden.example,Steel\n"
    "78,Kobalt GmbH,,Paint\n"
)
PEOPLE = (
    "Record ID,First Name,Last Name,Email,Phone Number,Company Name,Associated Company IDs\n"
    "501,Ann,Lee,ann@halden.example,+49 30 901820,Halden AG,77\n"
    "502,Tom,Weiss,tom@kobalt.example,+49 40 301820,Kobalt GmbH,78\n"
)
DEALS = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Associated Company IDs,Closed Lost Reason\n"
RENEWAL = "9001,Renewal,Contract Sent,12000,2026-12-01,2026-09-01,77,\n"
PILOT = "9002,Pilot,Closed Lost,500,2026-10-01,2026-08-01,78,Price\n"
CALLS = (
    "Record ID,Call Title,Call notes,Call outcome,Call direction,Call duration (seconds),Activity date,"
    "Associated Contact IDs\n"
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return made


def rows(desk: Desk, table: str, *columns: str) -> list[tuple[Any, ...]]:
    found = desk.db.all(f'SELECT {", ".join(columns)} FROM "{table}" WHERE deleted_at IS NULL ORDER BY rowid')
    return [tuple(row) for row in found]


def counts(result: transfer.ImportResult) -> tuple[int, ...]:
    return result.create, result.update, result.same, result.skip, result.reject


def names(desk: Desk, table: str) -> list[str]:
    sql = f'SELECT a.name FROM "{table}" AS t JOIN account AS a ON a.id = t.account_id WHERE t.deleted_at IS NULL'
    return [row[0] for row in desk.db.all(sql + " ORDER BY t.rowid")]


def bring(desk: Desk, write: Write, *files: tuple[str, str]) -> None:
    for name, text in files:
        transfer.import_file(desk, write(name, text))


def test_deals_find_their_companies_by_the_id_another_file_gave_them(desk: Desk, write: Write) -> None:
    bring(desk, write, ("companies.csv", COMPANIES))
    result = transfer.import_file(desk, write("deals.csv", DEALS + RENEWAL + PILOT))
    assert counts(result) == (2, 0, 0, 0, 0)
    assert names(desk, "deal") == ["Halden AG", "Kobalt GmbH"]
    told = rows(desk, "deal", "name", "step", "outcome", "value_minor", "opened_on", "expected_close", "closed_on")
    assert told == [
        ("Renewal", "decision", "open", 1200000, "2026-09-01", "2026-12-01", None),
        ("Pilot", "qualified", "lost", 50000, "2026-08-01", None, "2026-10-01"),
    ]
    assert rows(desk, "deal", "close_reason", "why")[1] == ("price", "Price")
    assert safety.check(desk) == []


def test_the_same_deals_twice_change_nothing_and_changed_cells_update(desk: Desk, write: Write) -> None:
    bring(desk, write, ("companies.csv", COMPANIES), ("deals.csv", DEALS + RENEWAL + PILOT))
    before = live(desk)
    again = transfer.import_file(desk, write("deals.csv", DEALS + RENEWAL + PILOT))
    assert counts(again) == (0, 0, 2, 0, 0) and live(desk) == before
    dearer = transfer.import_file(desk, write("deals.csv", DEALS + RENEWAL.replace("12000", "15000") + PILOT))
    assert counts(dearer) == (0, 1, 1, 0, 0)
    assert rows(desk, "deal", "value_minor")[0] == (1500000,)


@pytest.mark.parametrize(("wins", "left"), [("mine", 990000), ("file", 1500000), ("empty", 990000)])
def test_what_i_changed_of_a_deal_stays_unless_the_file_is_to_win(
    desk: Desk, write: Write, wins: str, left: int
) -> None:
    bring(desk, write, ("companies.csv", COMPANIES), ("deals.csv", DEALS + RENEWAL))
    (deal_id,) = rows(desk, "deal", "id")[0]
    deals.edit_deal(desk, deal_id, value="9900")
    chosen = transfer.Choices({}, {}, wins)
    transfer.import_file(desk, write("deals.csv", DEALS + RENEWAL.replace("12000", "15000")), chosen=chosen)
    assert rows(desk, "deal", "value_minor") == [(left,)]


def test_a_deal_of_an_unknown_company_makes_an_account_in_the_inbox_once(desk: Desk, write: Write) -> None:
    text = "Deal Name,Amount,Stage,Company\nFirst,100,Proposal,Nova Ltd\nSecond,200,Won,Nova Ltd\n"
    result = transfer.import_file(desk, write("deals.csv", text))
    assert counts(result) == (2, 0, 0, 0, 0) and "1 account new in the inbox" in result.said
    assert rows(desk, "account", "name", "status", "stage") == [("Nova Ltd", "inbox", "lead")]
    assert names(desk, "deal") == ["Nova Ltd", "Nova Ltd"]


def test_a_deal_of_nobody_is_refused_with_its_reason(desk: Desk, write: Write) -> None:
    heard: list[transfer.RowPlan] = []
    path = write("deals.csv", DEALS + RENEWAL)
    result = transfer.import_file(desk, path, dry_run=True, told=heard.append)
    assert counts(result) == (0, 0, 0, 0, 1)
    assert [(row.line, row.why) for row in heard] == [(2, "belongs to nobody on this desk: id 77")]


def test_a_deal_entered_by_hand_is_the_one_of_the_file(desk: Desk, write: Write) -> None:
    bring(desk, write, ("companies.csv", COMPANIES))
    (account,) = rows(desk, "account", "id")[0]
    deals.add_deal(desk, account, name="renewal", value="7000")
    result = transfer.import_file(desk, write("deals.csv", DEALS + RENEWAL))
    assert counts(result) == (0, 1, 0, 0, 0)
    assert rows(desk, "deal", "name", "value_minor", "expected_close") == [("renewal", 700000, "2026-12-01")]


def test_calls_find_their_people_and_their_outcomes_are_the_desks(desk: Desk, write: Write) -> None:
    bring(desk, write, ("people.csv", PEOPLE))
    told = (
        "1,Intro,Asked for prices,Connected,Outbound,420,2026-09-01 10:30,501\n"
        "2,Again,,Left voicemail,Outbound,20,2026-09-02 10:30,501\n"
        "3,Third,,Wrong number,Outbound,5,2026-09-03 10:30,502\n"
        "4,Odd,,Purple,Outbound,60,2026-09-04 10:30,502\n"
        "5,Nobody,,Connected,Outbound,60,2026-09-04 10:30,999\n"
    )
    path = write("calls.csv", CALLS + told)
    result = transfer.import_file(desk, path)
    assert counts(result) == (4, 0, 0, 0, 1)
    assert rows(desk, "call", "disposition", "seconds", "on_date", "note") == [
        ("conversation", 420, "2026-09-01", "Intro\nAsked for prices"),
        ("voicemail_left", 20, "2026-09-02", "Again"),
        ("bad_number", 5, "2026-09-03", "Third"),
    ]
    assert [row[0] for row in rows(desk, "note", "text")] == ["Call, 1 min, Purple: Odd"]
    people = "SELECT c.full_name FROM call AS k JOIN contact AS c ON c.id = k.contact_id ORDER BY k.rowid"
    assert [row[0] for row in desk.db.all(people)] == ["Ann Lee", "Ann Lee", "Tom Weiss"]
    assert counts(transfer.import_file(desk, path)) == (0, 0, 4, 0, 1)
    assert safety.check(desk) == []


def test_activities_attach_by_email_by_phone_and_by_name_and_company(desk: Desk, write: Write) -> None:
    bring(desk, write, ("people.csv", PEOPLE))
    text = (
        "Activity type,Activity date,Subject,Notes,Email,Phone,Contact,Company\n"
        "Email,2026-09-01,Offer,sent,ann@halden.example,,,\n"
        "Meeting,2026-09-02,Visit,went well,,+49 40 301820,,\n"
        "Note,2026-09-03,,likes blue,,,Ann Lee,Halden AG\n"
        "Note,2026-09-03,,who,,,Ann Lee,Other Corp\n"
        "Meeting,2026-12-24,Later,,ann@halden.example,,,\n"
    )
    result = transfer.import_file(desk, write("activities.csv", text))
    assert counts(result) == (3, 0, 0, 1, 1) and result.skipped == (("still to come", 1),)
    assert rows(desk, "activity", "kind", "two_way", "text") == [
        ("mail_sent", 0, "Offer\nsent"), ("meeting_held", 1, "Visit\nwent well"),
    ]  # fmt: skip
    assert names(desk, "activity") == ["Halden AG", "Kobalt GmbH"]
    assert rows(desk, "note", "text") == [("likes blue",)] and names(desk, "note") == ["Halden AG"]


def test_somebody_who_asked_on_a_call_not_to_be_called_is_left_alone_from_then_on(desk: Desk, write: Write) -> None:
    bring(desk, write, ("people.csv", PEOPLE))
    transfer.import_file(desk, write("calls.csv", CALLS + "1,,,Do not call,Outbound,9,2026-09-01 10:30,501\n"))
    assert rows(desk, "contact", "full_name", "do_not_contact") == [("Ann Lee", 1), ("Tom Weiss", 0)]


def test_orders_come_from_a_file_and_an_unknown_customer_waits_in_the_inbox(desk: Desk, write: Write) -> None:
    bring(desk, write, ("companies.csv", COMPANIES))
    text = (
        "Order number,Order date,Company,Product,Total,Currency\n"
        "A1,2026-09-01,Halden AG,Valves,\"1,250.50\",EUR\n"
        "A2,2026-09-02,Nova Ltd,Pumps,300,USD\n"
        "A3,,Nova Ltd,Pumps,300,USD\n"
        "A4,2026-09-03,Nova Ltd,Pumps,nothing,USD\n"
    )  # fmt: skip
    path = write("orders.csv", text)
    result = transfer.import_file(desk, path)
    assert counts(result) == (2, 0, 0, 0, 2)
    assert rows(desk, "order", "ordered_on", "amount_minor", "currency", "what") == [
        ("2026-09-01", 125050, "EUR", "Valves"), ("2026-09-02", 30000, "USD", "Pumps"),
    ]  # fmt: skip
    assert names(desk, "order") == ["Halden AG", "Nova Ltd"]
    assert counts(transfer.import_file(desk, path)) == (0, 0, 2, 0, 2)


def test_an_import_of_deals_is_taken_back_whole_and_brought_again(desk: Desk, write: Write) -> None:
    bring(desk, write, ("companies.csv", COMPANIES))
    before = live(desk)
    result = transfer.import_file(desk, write("deals.csv", DEALS + RENEWAL + PILOT))
    after = live(desk)
    assert result.batch is not None
    assert imports.still_here(desk, result.batch) == "2 deals of it here"
    imports.take_back_import(desk, result.batch)
    assert live(desk) == before and safety.check(desk) == []
    imports.bring_again(desk, result.batch)
    assert live(desk) == after


def test_a_deal_i_worked_since_stays_when_its_import_is_taken_back(desk: Desk, write: Write) -> None:
    bring(desk, write, ("companies.csv", COMPANIES))
    result = transfer.import_file(desk, write("deals.csv", DEALS + RENEWAL + PILOT))
    (deal_id,) = rows(desk, "deal", "id")[0]
    deals.edit_deal(desk, deal_id, value="9900")
    done = history.undo(desk, result.step)
    assert rows(desk, "deal", "name") == [("Renewal",)]
    assert done.said.endswith("kept, as they were worked on since: Renewal")


def test_a_deal_i_took_out_does_not_come_back_with_the_file(desk: Desk, write: Write) -> None:
    bring(desk, write, ("companies.csv", COMPANIES), ("deals.csv", DEALS + RENEWAL))
    (deal_id,) = rows(desk, "deal", "id")[0]
    with desk.db.step("deal.removed", None, "Removed a deal"):
        desk.db.tombstone("deal", deal_id)
    result = transfer.import_file(desk, write("deals.csv", DEALS + RENEWAL))
    assert counts(result) == (0, 0, 0, 1, 0) and result.skipped == (("you took it out", 1),)


def test_an_import_of_calls_that_is_stopped_leaves_nothing(desk: Desk, write: Write) -> None:
    bring(desk, write, ("people.csv", PEOPLE))
    before = live(desk)
    many = "".join(f"{n},Call {n},,Connected,Outbound,60,2026-09-01 10:30,501\n" for n in range(4500))
    asked = iter((False, False, True))
    result = transfer.import_file(desk, write("calls.csv", CALLS + many), cancelled=lambda: next(asked))
    assert result.stopped and live(desk) == before and safety.check(desk) == []


def test_files_of_deals_that_say_nothing_of_whose_they_are_are_refused_in_a_sentence(desk: Desk, write: Write) -> None:
    with pytest.raises(DeskError, match="no column says whose they are"):
        transfer.import_file(desk, write("deals.csv", "Deal Name,Amount,Stage\nA,1,Won\n"))
