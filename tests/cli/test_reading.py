"""What the reading commands print, compared whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sdrdesk.usecases.desk import Desk

from .conftest import Sdrdesk

READING = [
    ("accounts",), ("contacts",), ("contacts", "--json"), ("show", "acme"), ("due",),
    ("brief", "acme"), ("handoff", "acme"), ("history",), ("check",),
    ("export", "x.json"), ("undo",), ("take", "acme", "--next", "thu"), ("log", "acme", "no_answer"),
]  # fmt: skip


@pytest.mark.parametrize("arguments", READING, ids=lambda words: words[0])
def test_a_missing_desk_is_refused_and_not_made(arguments: tuple[str, ...], sdrdesk: Sdrdesk, db: Path) -> None:
    ended = sdrdesk(*arguments)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"There is no desk at {db}; run sdrdesk once, or name another file with --db.\n"
    assert not db.exists()


def test_accounts_as_json(sdrdesk: Sdrdesk, acme: str) -> None:
    assert sdrdesk("accounts", "--json").json == [
        {
            "id": acme, "name": "Acme GmbH", "kind": "company", "stage": "lead", "status": "active", "source": "Fair",
            "owner": None, "website": None, "industry": None, "city": None, "country": None, "value_minor": 1200000,
            "currency": "EUR", "next_kind": "call", "next_what": None, "next_due": "2026-10-15", "next_time": "10:00",
            "review_on": None, "created_on": "2026-10-13", "do_not_contact": False,
        }
    ]  # fmt: skip


def test_accounts_by_stage_and_status(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("add", "Beta AG")
    assert [one["name"] for one in sdrdesk("accounts", "--json").json] == ["Acme GmbH", "Beta AG"]
    assert [one["name"] for one in sdrdesk("accounts", "--status", "inbox", "--json").json] == ["Beta AG"]
    assert sdrdesk("accounts", "--stage", "customer", "--json").json == []
    assert sdrdesk("accounts", "--status", "active").out == (
        "lead      active        in 2d 10:00       €12k  Acme GmbH · call\n"
    )


def test_a_person_added_by_hand_as_json(sdrdesk: Sdrdesk, acme: str) -> None:
    assert sdrdesk("contacts", "--json").json == [
        {
            "full_name": "Jane Doe", "first_name": "Jane", "last_name": "Doe", "email": "Jane@Acme.example",
            "phone": "030 901820", "company": "Acme GmbH", "title": "CEO", "lead_source": "Fair",
            "created": "2026-10-13", "phone_e164": "+4930901820", "account_id": acme, "desk_stage": "lead",
            "desk_status": "active",
        }
    ]  # fmt: skip


SOURCE = {
    "full_name": "Doe, Jane", "first_name": "Jane", "last_name": "Doe", "email": "JANE@acme.example",
    "phone": "(030) 90 18 20", "phone_other": "040 1234567", "company": "ACME, Inc.", "title": "Boss",
    "status": "Contacted", "stage": "Opportunity", "created": "2026-03-02", "notes": "two\nlines",
}  # fmt: skip


@pytest.fixture
def imported(opened: Desk) -> str:
    """The account of a person whose source said SOURCE, grouped under another spelling of the company."""
    db = opened.db
    with db.step("import.done") as _:
        account = db.insert(
            "account", name="Acme Inc", name_key="acme inc", source="List", created_on="2026-03-02", added_at=db.now()
        )
        contact = db.insert(
            "contact", account_id=account, full_name="Doe, Jane", first_name="Jane", last_name="Doe",
            name_key="doe jane", title="Boss", created_on="2026-03-02", added_at=db.now(),
            source_values=json.dumps(SOURCE),
        )  # fmt: skip
        for kind, label, typed, key in (
            ("phone", "work", SOURCE["phone"], "+4930901820"),
            ("phone", "other", SOURCE["phone_other"], "+49401234567"),
            ("email", "work", SOURCE["email"], "jane@acme.example"),
        ):
            db.insert(
                "contact_point", account_id=account, contact_id=contact, kind=kind, label=label, typed=typed, key=key
            )
    return account


def test_an_imported_person_keeps_the_sources_values(sdrdesk: Sdrdesk, imported: str) -> None:
    desks_own = {
        "account_id": imported, "phone_e164": "+4930901820", "desk_stage": "lead", "desk_status": "inbox",
    }  # fmt: skip
    assert sdrdesk("contacts", "--json").json == [SOURCE | desks_own]
    sdrdesk("take", imported, "--next", "thu 10")
    taken = SOURCE | desks_own | {"desk_status": "active"}
    assert sdrdesk("contacts", "--json").json == [taken]


def test_what_was_changed_by_hand_takes_the_place_of_the_sources_value(sdrdesk: Sdrdesk, imported: str) -> None:
    sdrdesk("edit", imported, "--person", "doe", "title=CEO", "phone=0171 2345678", "email=")
    sdrdesk("edit", imported, "name=Acme Holding")
    person = sdrdesk("contacts", "--json").json[0]
    assert (person["title"], person["phone"], person["company"]) == ("CEO", "0171 2345678", "Acme Holding")
    assert person["phone_e164"] == "+491712345678"
    assert person["phone_other"] == SOURCE["phone_other"]
    sdrdesk("undo")
    sdrdesk("undo")
    assert sdrdesk("contacts", "--json").json[0]["company"] == "ACME, Inc."
    assert sdrdesk("contacts", "--json").json[0]["title"] == "Boss"


def test_pages_follow_each_other_without_a_gap(
    sdrdesk: Sdrdesk, opened: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sdrdesk.usecases.contacts.PAGE", 3)
    monkeypatch.setattr("sdrdesk.usecases.lists.PAGE", 3)
    for number in range(10):
        sdrdesk("add", f"Firm {number}", "--person", f"Person {number}", "--next", "today")
    people = sdrdesk("contacts", "--json").json
    assert [person["full_name"] for person in people] == [f"Person {number}" for number in range(10)]
    assert [one["name"] for one in sdrdesk("accounts", "--json").json] == [f"Firm {number}" for number in range(10)]
    assert len(sdrdesk("due", "--json").json) == 10


def test_what_is_due_by_day_hour_and_value(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("add", "Small", "--value", "1k", "--next", "send plan today")
    sdrdesk("add", "Large", "--value", "90k", "--next", "today")
    sdrdesk("add", "Promised", "--next", "call today 14:30")
    assert sdrdesk("due").out == (
        "today         lead      Large · call\n"
        "today         lead      Small · send plan\n"
        "today 14:30   lead      Promised · call\n"
    )
    assert sdrdesk("due", "--count").out == "0 late · 3 today\n"
    assert sdrdesk("due", "--count", "--json").json == {"late": 0, "today": 3}
    first = sdrdesk("due", "--json", "--limit", "1").json[0]
    first.pop("id")
    assert first == {
        "name": "Large", "stage": "lead", "due": "2026-10-13", "time": None, "late": False, "kind": "call",
        "what": None, "said": "call", "person": None, "value_minor": 9000000, "currency": "EUR",
    }  # fmt: skip


def test_one_account_whole(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("objection", "acme", "price", "twice what we pay")
    sdrdesk("note", "acme", "moves", "in", "March")
    shown = sdrdesk("show", "acme", "--json").json
    assert (shown["id"], shown["name"], shown["next_due"]) == (acme, "Acme GmbH", "2026-10-15")
    assert [person["name"] for person in shown["people"]] == ["Jane Doe"]
    assert [point["typed"] for point in shown["people"][0]["points"]] == ["Jane@Acme.example", "030 901820"]
    assert [one["words"] for one in shown["objections"]] == ["twice what we pay"]
    assert shown["verdict"]["passed"] is False
    assert {entry["kind"] for entry in shown["timeline"]} == {"note", "objection", "stage", "edit"}
    text = sdrdesk("show", "acme").out
    for line in (
        "Acme GmbH · lead, active · €12k",
        "next: call · 2026-10-15 (in 2d 10:00)",
        "person: Jane Doe · CEO · Jane@Acme.example · 030 901820",
        "need: unknown",
        "2026-10-13 09:00  note       note: moves in March",
    ):
        assert line in text.splitlines()


def test_history_of_the_desk_and_of_one_account(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("add", "Beta AG")
    sdrdesk("note", "acme", "hello")
    undone = sdrdesk("undo", "--json").json["step"]
    acts = sdrdesk("history", "--json").json
    assert [(act["verb"], act["undone"]) for act in acts] == [
        ("note.written", True), ("account.added", False), ("account.added", False),
    ]  # fmt: skip
    assert set(acts[0]) == {"step", "at", "verb", "account", "said", "origin", "undone"}
    assert acts[0]["at"] == "2026-10-13T07:00:00.000Z"
    assert undone not in {act["step"] for act in acts}
    of_acme = sdrdesk("history", "acme", "--json").json
    assert [act["verb"] for act in of_acme["acts"]] == ["note.written", "account.added"]
    assert [entry["kind"] for entry in of_acme["timeline"]] == ["stage", "edit"] or of_acme["timeline"]
    assert "(taken back) Noted on Acme GmbH: hello" in sdrdesk("history").out


def test_check_says_that_all_is_well_or_what_is_not(sdrdesk: Sdrdesk, db: Path, acme: str) -> None:
    assert sdrdesk("check").out == f"{db} is sound.\n"
    assert sdrdesk("check", "--json").json == {"file": str(db), "sound": True, "findings": []}
    db.chmod(0o644)
    ended = sdrdesk("check")
    assert (ended.code, "mode 0644" in ended.out) == (1, True)
    assert sdrdesk("check", "--repair").code == 0


def test_search_finds_names_and_words_with_the_place_they_stand_in(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("note", "acme", "they move to Zürich in March")
    assert sdrdesk("search", "jane").out == (
        "lead      active        Acme GmbH · Jane Doe\nperson     2026-10-13  Acme GmbH: Jane Doe · CEO\n"
    )
    assert sdrdesk("search", "zurich").out == "note       2026-10-13  Acme GmbH: they move to Zürich in March\n"
    found = sdrdesk("search", "zuri", "--json").json
    assert found["accounts"] == []
    (text,) = found["texts"]
    text.pop("record_id")
    assert text == {
        "account_id": acme, "name": "Acme GmbH", "stage": "lead", "status": "active", "kind": "note",
        "at": "2026-10-13T07:00:00.000Z", "text": "they move to Zürich in March",
        "snippet": "they move to Zürich in March", "matched": ["Zürich"],
    }  # fmt: skip
    assert sdrdesk("search", "nobody").out == "Nothing on this desk has “nobody” in it.\n"


def test_accounts_by_the_filter_language(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("add", "Beta AG")
    assert [one["name"] for one in sdrdesk("accounts", "--filter", "value>10k", "--json").json] == ["Acme GmbH"]
    assert [one["name"] for one in sdrdesk("accounts", "--filter", "-status:active", "--json").json] == ["Beta AG"]
    for how in ((), ("--json",)):
        ended = sdrdesk("accounts", "--filter", "value>10k stage:hot", *how)
        assert (ended.code, ended.out) == (1, "")
        assert "Word 2, “stage:hot”: “hot” is none of lead, prospect, customer." in ended.err


def test_views_from_the_command_line(sdrdesk: Sdrdesk, acme: str) -> None:
    assert sdrdesk("view", "Dear", "--filter", "value>10k").out == "View 1: Dear\n"
    assert sdrdesk("views").out == " 1      1  Dear  ·  value>10k\n"
    listed = sdrdesk("views", "--json").json[0]
    assert {key: listed[key] for key in ("number", "name", "filter", "accounts", "more")} == {
        "number": 1, "name": "Dear", "filter": "value>10k", "accounts": 1, "more": False,
    }  # fmt: skip
    assert [one["id"] for one in sdrdesk("view", "1", "--json").json] == [acme]
    assert sdrdesk("view", "dear", "--delete").out == "View 1 deleted: Dear\n"
    assert sdrdesk("view", "dear").code == 1
    assert sdrdesk("undo").code == 0
    assert sdrdesk("view", "dear").out.endswith("Acme GmbH · call\n")


def test_the_brief_for_a_pipe_and_as_json(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("activity", "acme", "reply", "send me the numbers")
    lines = sdrdesk("brief", "jane doe").out.splitlines()
    assert lines[0] == "Acme GmbH · lead · 2026-10-13"
    assert "They said “send me the numbers” Jane, Tue 13 Oct" in lines
    told = sdrdesk("brief", "acme", "--json").json
    assert told["account"] == "Acme GmbH" and told["person"]["name"] == "Jane Doe"
    assert [gap["criterion"] for gap in told["gaps"]] == ["need", "authority", "timeline", "budget"]


def test_the_hand_off_is_markdown_printed_or_in_a_file(sdrdesk: Sdrdesk, acme: str, tmp_path: Path) -> None:
    page = sdrdesk("handoff", "acme").out
    assert page.startswith("# Hand-off: Acme GmbH\n") and "| Jane Doe | CEO |" in page
    there = tmp_path / "acme.md"
    assert sdrdesk("handoff", "acme", "--to", str(there)).code == 0
    assert there.read_text(encoding="utf-8") == page
    assert sdrdesk("handoff", "acme", "--to", str(tmp_path / "no" / "acme.md")).code == 1
    assert sdrdesk("handoff", "acme", "--json").json["markdown"] == page
