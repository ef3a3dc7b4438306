"""People in from a file and everything out again, by the command line."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import Sdrdesk

PEOPLE = """\
First Name,Last Name,Email,Phone,Company,Lead Status,Shoe size
Jane,Doe,Jane@Acme.example,(030) 90 18 20,"Acme, Inc.",Contacted,40
John,Roe,john@acme.example,,Acme Inc,New,
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def test_an_import_counts_what_it_did_and_the_second_changes_nothing(sdrdesk: Sdrdesk, people: Path) -> None:
    first = sdrdesk("import", str(people), "--region", "DE", "--source", "Fair", "--json").json
    assert first == {
        "rows": 2, "create": 2, "update": 0, "same": 0, "skip": 0, "reject": 0, "batch": first["batch"],
        "rejects_file": None,
    }  # fmt: skip
    assert first["batch"]
    again = sdrdesk("import", str(people), "--region", "DE", "--source", "Fair", "--json").json
    assert again == first | {"create": 0, "same": 2, "batch": None}


def test_people_come_out_as_the_file_said(sdrdesk: Sdrdesk, people: Path) -> None:
    sdrdesk("import", str(people), "--region", "DE")
    jane, john = sdrdesk("contacts", "--json").json
    assert jane == {
        "full_name": "Jane Doe", "first_name": "Jane", "last_name": "Doe", "email": "Jane@Acme.example",
        "phone": "(030) 90 18 20", "company": "Acme, Inc.", "status": "Contacted", "phone_e164": "+4930901820",
        "account_id": john["account_id"], "desk_stage": "lead", "desk_status": "inbox",
    }  # fmt: skip
    assert (john["company"], "phone" in john) == ("Acme Inc", False)
    assert sdrdesk("show", "john@acme.example", "--json").json["source"] == "people"


def test_a_dry_run_says_it_and_changes_nothing(sdrdesk: Sdrdesk, people: Path, db: Path) -> None:
    ended = sdrdesk("import", str(people), "--dry-run", "--json")
    assert (ended.json["create"], ended.json["batch"]) == (2, None)
    assert not db.exists()
    sdrdesk("import", str(people))
    assert sdrdesk("import", str(people), "--dry-run", "--json").json["same"] == 2
    assert len(sdrdesk("history", "--json").json) == 1


def test_refused_rows_are_no_failure(sdrdesk: Sdrdesk, people: Path) -> None:
    people.write_text(PEOPLE + ",,,,,,12\n", encoding="utf-8")
    ended = sdrdesk("import", str(people), "--json")
    assert (ended.code, ended.json["reject"]) == (0, 1)
    assert "why" in Path(ended.json["rejects_file"]).read_text(encoding="utf-8").splitlines()[0]


def test_one_undo_takes_the_import_back(sdrdesk: Sdrdesk, people: Path) -> None:
    sdrdesk("import", str(people))
    assert sdrdesk("undo").code == 0
    assert sdrdesk("contacts", "--json").json == []


@pytest.mark.parametrize(
    ("content", "says"),
    [("a,b\n1,2\n", "has no name, e-mail, phone or company column"), ("", "is empty"), (None, "is not there")],
    ids=["columns", "empty", "missing"],
)
def test_a_file_that_holds_nobody_is_refused(sdrdesk: Sdrdesk, tmp_path: Path, content: str | None, says: str) -> None:
    path = tmp_path / "what.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    ended = sdrdesk("import", str(path))
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert says in ended.err


def test_everything_goes_out_into_one_file(sdrdesk: Sdrdesk, acme: str, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    ended = sdrdesk("export", str(path), "--json").json
    tables = json.loads(path.read_text(encoding="utf-8"))["tables"]
    assert ended == {"file": str(path), "rows": sum(map(len, tables.values()))}
    assert tables["account"][0]["id"] == acme
    refused = sdrdesk("export", str(tmp_path / "desk.db"))
    assert (refused.code, refused.out) == (1, "")


def test_a_killed_import_is_taken_back_at_the_next_command(sdrdesk: Sdrdesk, tmp_path: Path, db: Path) -> None:
    path = tmp_path / "many.csv"
    rows = [f"Person {number},p{number}@x{number}.example\n" for number in range(60_000)]
    path.write_text("Name,Email\n" + "".join(rows), encoding="utf-8")
    sdrdesk("add", "Beta AG")
    process = subprocess.Popen(
        [sys.executable, "-m", "sdrdesk", "--db", str(db), "import", str(path)], stdout=subprocess.DEVNULL
    )
    while process.poll() is None and len(sdrdesk("accounts", "--json").json) < 2:
        os.sched_yield()
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    ended = sdrdesk("accounts", "--json")
    assert "was cut off; what it had brought was taken back" in ended.err
    assert [one["name"] for one in ended.json] == ["Beta AG"]


def _cases(shared_data: Path) -> list[dict[str, Any]]:
    found = json.loads((shared_data / "crm_formats" / "expected.json").read_text(encoding="utf-8"))
    assert isinstance(found, list)
    return found


def test_every_crm_format_field_by_field(sdrdesk: Sdrdesk, shared_data: Path, db: Path, tmp_path: Path) -> None:
    for case in _cases(shared_data):
        copy = tmp_path / Path(case["file"]).name
        shutil.copyfile(shared_data / case["file"], copy)
        assert sdrdesk("import", str(copy), "--json").json["rows"] == case["rows"]
        people = sdrdesk("contacts", "--json").json
        for number, expected in enumerate(case["expected"]):
            missing = {key: value for key, value in expected.items() if people[number].get(key) != value}
            assert missing == {}, f"{case['file']}, row {number}"
        sdrdesk("undo")
        for left in db.parent.glob("desk.db*"):
            if left.is_file():
                left.unlink()


def test_people_come_in_on_standard_input_and_as_cards(sdrdesk: Sdrdesk, db: Path, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "sdrdesk", "--db", str(db), "import", "-"]
    for encoding in ("utf-8", "utf-16"):
        ended = subprocess.run(program, input=PEOPLE.encode(encoding), capture_output=True, check=True)
    assert b"2 the same" in ended.stdout
    sdrdesk("export", str(tmp_path / "people.vcf"))
    ended = subprocess.run(program, input=(tmp_path / "people.vcf").read_bytes(), capture_output=True, check=True)
    assert b"Imported standard input: 2 updated" in ended.stdout
    assert len(sdrdesk("contacts", "--json").json) == 2


def test_imports_are_listed_and_one_is_taken_back_by_its_id(sdrdesk: Sdrdesk, people: Path) -> None:
    sdrdesk("import", str(people))
    (one,) = sdrdesk("imports", "--json").json
    assert (one["file"], one["create"], one["state"]) == ("people.csv", 2, "done")
    assert [row["people"] for row in sdrdesk("imports", one["id"], "--json").json["here"]] == [2]
    assert "people.csv: 2 new" in sdrdesk("imports").out
    sdrdesk("undo", one["id"])
    assert sdrdesk("contacts", "--json").json == []
    assert sdrdesk("imports", "--json").json[0]["state"] == "taken back"


def test_a_plan_is_written_read_and_run_and_columns_are_mapped(sdrdesk: Sdrdesk, people: Path, tmp_path: Path) -> None:
    plan = tmp_path / "people.plan.toml"
    made = sdrdesk("import", str(people), "--plan", str(plan), "--map", "Shoe size=title")
    assert "Would import people.csv: 2 new" in made.out
    assert sdrdesk("import", "--run", str(plan), "--json").json["create"] == 2
    assert sdrdesk("contacts", "--json").json[0]["title"] == "40"
    assert sdrdesk("import", "--run", str(plan)).code == 1
    assert sdrdesk("import").code == 2
    assert sdrdesk("import", str(people), "--map", "Shoe size=shoe").code == 2


def test_dates_that_could_be_either_are_said_and_settled(sdrdesk: Sdrdesk, people: Path) -> None:
    people.write_text("Name,Email,Created\nAnn,ann@x.example,03/04/2026\n", encoding="utf-8")
    said = sdrdesk("import", str(people), "--dry-run")
    assert "Created: in 03/04, the month was taken to come first; --dates dmy turns it round." in said.err
    settled = sdrdesk("import", str(people), "--dates", "dmy")
    assert settled.err == ""
    assert sdrdesk("contacts", "--json").json[0]["created"] == "2026-04-03"
