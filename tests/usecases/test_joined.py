"""Files of one program come together, joined by their ids; which record wins is said once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import contacts, safety, transfer
from sdrdesk.usecases.desk import Desk
from usecases.live import live

Write = Callable[[str, str], Path]

COMPANIES = "id,name,website,industry\n7,Halden AG,halden.example,Steel\n8,Kobalt GmbH,,Paint\n"
PEOPLE = "id,first_name,last_name,email,company_id\n1,Ann,Lee,ann@post.example,7\n2,Tom,Weiss,tom@post.example,8\n"
DEALS = "deal_id,deal_name,amount,stage,company_id\n1,Renewal,100,Proposal,7\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return made


def homes(desk: Desk) -> list[tuple[str, str]]:
    sql = "SELECT c.full_name, a.name FROM contact AS c JOIN account AS a ON a.id = c.account_id"
    return [tuple(row) for row in desk.db.all(sql + " WHERE c.deleted_at IS NULL ORDER BY c.rowid")]


def test_people_find_their_companies_by_the_id_column_whatever_was_named_first(desk: Desk, write: Write) -> None:
    people, others = write("people.csv", PEOPLE), [write("deals.csv", DEALS), write("companies.csv", COMPANIES)]
    assert transfer.joins(people, others) == [
        ("companies.csv", "companies", ""),
        ("people.csv", "people", "company_id = id of companies.csv"),
        ("deals.csv", "deals", "company_id = id of companies.csv"),
    ]
    would = transfer.import_joined(desk, people, others, dry_run=True)
    assert (would.create, would.reject) == (5, 0) and homes(desk) == []
    result = transfer.import_joined(desk, people, others)
    assert (result.rows, result.create) == (5, 5)
    assert homes(desk) == [("Ann Lee", "Halden AG"), ("Tom Weiss", "Kobalt GmbH")]
    again = transfer.import_joined(desk, people, others)
    assert (again.create, again.update, again.same) == (0, 0, 5)
    assert safety.check(desk) == []


def test_one_after_the_other_they_find_each_other_too(desk: Desk, write: Write) -> None:
    for name, text in (("companies.csv", COMPANIES), ("people.csv", PEOPLE), ("deals.csv", DEALS)):
        transfer.import_file(desk, write(name, text))
    assert homes(desk) == [("Ann Lee", "Halden AG"), ("Tom Weiss", "Kobalt GmbH")]
    assert desk.db.value("SELECT a.name FROM deal AS d JOIN account AS a ON a.id = d.account_id") == "Halden AG"


def test_of_files_that_come_together_all_come_or_none(desk: Desk, write: Write) -> None:
    before = live(desk)
    asked = iter((False, True))
    people, companies = write("people.csv", PEOPLE), write("companies.csv", COMPANIES)
    result = transfer.import_joined(desk, people, [companies], cancelled=lambda: next(asked))
    assert result.stopped and live(desk) == before


def test_files_with_nothing_in_common_or_named_twice_are_refused(desk: Desk, write: Write) -> None:
    companies = write("companies.csv", COMPANIES)
    with pytest.raises(DeskError, match="has no column by which its rows belong to those of"):
        transfer.joins(write("more.csv", "first_name,last_name\nAnn,Lee\n"), [companies])
    with pytest.raises(DeskError, match="is named twice"):
        transfer.joins(companies, [companies])


def test_a_plan_keeps_what_comes_together_and_who_wins(desk: Desk, write: Write, tmp_path: Path) -> None:
    people, others, to = write("people.csv", PEOPLE), [write("companies.csv", COMPANIES)], tmp_path / "p.plan.toml"
    transfer.save_plan(desk, people, to, others=others, chosen=transfer.Choices({}, {}, "file"))
    text = to.read_text("utf-8")
    assert 'wins = "file"' in text and "companies.csv" in text
    result = transfer.run_plan(desk, to)
    assert result.create == 4 and homes(desk)[0] == ("Ann Lee", "Halden AG")
    to.write_text(text.replace('wins = "file"', 'wins = "loudest"'), encoding="utf-8")
    with pytest.raises(DeskError, match="wins is one of mine, file, empty"):
        transfer.run_plan(desk, to)


@pytest.mark.parametrize(
    ("wins", "title", "city"), [("mine", "Boss", "Bonn"), ("file", "CFO", "Bonn"), ("empty", "Boss", "Bonn")]
)
def test_my_later_edits_win_unless_the_file_is_told_to(
    desk: Desk, write: Write, wins: str, title: str, city: str
) -> None:
    header = "Name,Email,Company,Job Title,City\n"
    transfer.import_file(desk, write("leads.csv", header + "Ann Lee,ann@halden.example,Halden AG,CFO,\n"))
    (contact,) = desk.db.all("SELECT id FROM contact")[0]
    contacts.edit_contact(desk, contact, title="Boss")
    path = write("leads.csv", header + "Ann Lee,ann@halden.example,Halden AG,CFO,Bonn\n")
    transfer.import_file(desk, path, chosen=transfer.Choices({}, {}, wins))
    row = desk.db.one("SELECT title, city FROM contact")
    assert row is not None and tuple(row) == (title, city)


def test_only_gaps_are_filled_when_the_file_may_fill_only_what_is_empty(desk: Desk, write: Write) -> None:
    header = "Name,Email,Company,Job Title,City\n"
    transfer.import_file(desk, write("leads.csv", header + "Ann Lee,ann@halden.example,Halden AG,CFO,\n"))
    path = write("leads.csv", header + "Ann Lee,ann@halden.example,Halden AG,CEO,Bonn\n")
    transfer.import_file(desk, path, chosen=transfer.Choices({}, {}, "empty"))
    row = desk.db.one("SELECT title, city FROM contact")
    assert row is not None and tuple(row) == ("CFO", "Bonn")
