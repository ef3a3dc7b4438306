"""An import brings everybody once, touches no later work, and can be taken back whole."""

from __future__ import annotations

import csv
import itertools
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.store.taking_back import TakingBack
from sdrdesk.usecases import accounts, contacts, history, import_run, notes, outcomes, pipeline, safety, transfer
from sdrdesk.usecases.contacts import records
from sdrdesk.usecases.desk import Desk, open_desk
from usecases.conftest import TickingClock
from usecases.live import live

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data"
HEADER = "Name,Company,Email,Phone,Job Title,Lead Source,Notes,Shoe size"
ANN = "Ann Lee,Halden AG,ann@halden.example,+49 30 901820,CFO,Fair,met in May,41"
TOM = "Tom Weiss,Kobalt GmbH,tom@kobalt.example,+49 40 301820,CEO,,,"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of leads: its lines, and another name if need be."""

    def made(*lines: str, name: str = "leads.csv", header: str = HEADER) -> Path:
        path = tmp_path / name
        path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
        return path

    return made


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Desk]:
    """A desk in a file."""
    opened = open_desk(tmp_path / "desk" / "desk.db")
    yield opened
    opened.close()


def everything(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, taken-back ones and the log included."""
    names = [row[0] for row in desk.db.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: [tuple(row) for row in desk.db.all(f'SELECT * FROM "{name}"')] for name in names}


def counts(result: transfer.ImportResult) -> tuple[int, ...]:
    return result.create, result.update, result.same, result.skip, result.reject


# -- real files ------------------------------------------------------------------------------------------------------


def _files() -> list[Path]:
    return sorted(path for path in SAMPLES.rglob("*") if path.is_file() and path.stat().st_size < 5_000_000)


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(SAMPLES)))
def test_every_file_imports_once_or_is_refused_in_one_sentence(path: Path, desk: Desk) -> None:
    empty = live(desk)
    try:
        first = transfer.import_file(desk, path)
    except DeskError as refusal:
        assert "\n" not in str(refusal) and str(refusal).endswith(".")
        assert live(desk) == empty
        return
    assert first.rows == sum(counts(first))
    if transfer.plan(path).kind in ("deals", "calls") and not first.create:  # they belong to nobody on an empty desk
        assert first.reject == first.rows and live(desk) == empty
        return
    assert first.create > 0
    assert safety.check(desk) == []
    full = everything(desk)
    again = transfer.import_file(desk, path)
    assert (again.create, again.update, again.batch) == (0, 0, None)
    assert again.same == first.create
    assert everything(desk) == full
    history.undo(desk)
    assert live(desk) == empty
    assert safety.check(desk) == []


def _expected() -> list[dict[str, Any]]:
    path = SAMPLES / "crm_formats" / "expected.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else []


@pytest.mark.parametrize("told", _expected(), ids=lambda told: told["source_key"])
def test_what_other_programs_export_arrives_field_by_field(told: dict[str, Any], desk: Desk) -> None:
    transfer.import_file(desk, SAMPLES / told["file"])
    people = list(records(desk))
    assert len(people) == told["rows"]
    for person, expected in zip(people, told["expected"], strict=True):
        assert {key: person.get(key) for key in expected} == expected
        assert person["desk_stage"] == "lead" and person["desk_status"] == "inbox"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/data is not beside the repository")
def test_markup_and_wide_letters_come_out_as_they_went_in(desk: Desk, tmp_path: Path) -> None:
    for name in ("markup_injection_contacts.csv", "unicode_width_contacts.csv"):
        path = SAMPLES / "naughty" / "composed" / name
        transfer.import_file(desk, path)
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        told = {person["email"]: person for person in records(desk)}
        for row in rows:
            person = told[row["email"].strip()]
            assert {cell.strip() for cell in row.values() if cell.strip()} <= set(person.values())


def test_escape_codes_are_kept_as_they_came(desk: Desk, write: Write) -> None:
    evil = "\x1b]52;c;aGk=\x07\x1b[31m\u202edna\x9b2J"
    transfer.import_file(desk, write(f"Ann {evil} Lee,{evil} AG,ann@halden.example,,,,,"))
    (person,) = records(desk)
    assert person["full_name"] == f"Ann {evil} Lee"
    assert person["company"] == f"{evil} AG"


# -- rows become accounts and people ---------------------------------------------------------------------------------


def test_a_row_becomes_a_person_of_an_account_in_the_inbox(desk: Desk, write: Write) -> None:
    path = write("Ann Lee,Halden AG,Ann@Halden.example,030 901820,CFO,Fair,met in May,41")
    result = transfer.import_file(desk, path, region="de")
    account, person = desk.db.one("SELECT * FROM account"), desk.db.one("SELECT * FROM contact")
    assert account is not None and person is not None
    assert (account["name"], account["stage"], account["status"]) == ("Halden AG", "lead", "inbox")
    assert (account["domain_key"], account["source"], account["batch_id"]) == ("halden.example", "Fair", result.batch)
    assert (person["full_name"], person["first_name"], person["title"]) == ("Ann Lee", "Ann", "CFO")
    assert json.loads(person["fields"]) == {"Shoe size": "41"}
    points = desk.db.all("SELECT kind, typed, key FROM contact_point ORDER BY kind")
    assert [tuple(point) for point in points] == [
        ("email", "Ann@Halden.example", "ann@halden.example"),
        ("phone", "030 901820", "+4930901820"),
    ]
    assert desk.db.value("SELECT text FROM note") == "met in May"
    assert desk.db.value("SELECT source FROM touch") == "Fair"
    assert desk.db.value("SELECT said FROM step WHERE id = ?", (result.step,)) == "Imported leads.csv: 1 new"


def test_people_are_grouped_by_company_or_domain_and_else_stand_alone(desk: Desk, write: Write) -> None:
    transfer.import_file(desk, write(
        "Ann Lee,Halden AG,ann@halden.example,,,,,", "Bob Ray,HALDEN,bob@gmail.com,,,,,",
        "Cid Oh,,cid@halden.example,,,,,", "Dee Fox,,dee@kobalt.example,,,,,", "Eli Roe,Kobalt,eli@kobalt.example,,,,,",
        "Fay Poe,,fay@gmail.com,,,,,", "Gus Day,,,+49 30 901821,,,,",
    ))  # fmt: skip
    rows = desk.db.all(
        "SELECT a.kind, a.name, group_concat(c.full_name, ', ') FROM account AS a JOIN contact AS c"
        " ON c.account_id = a.id GROUP BY a.id ORDER BY a.name"
    )
    assert sorted(tuple(row) for row in rows) == [
        ("company", "Halden AG", "Ann Lee, Bob Ray, Cid Oh"),
        ("company", "Kobalt", "Dee Fox, Eli Roe"),
        ("person", "Fay Poe", "Fay Poe"),
        ("person", "Gus Day", "Gus Day"),
    ]


def test_the_source_and_the_day_are_the_files_own_where_it_tells_them(desk: Desk, write: Write) -> None:
    path = write("Ann,a@x.example,2026-03-02,Fair", "Bob,b@y.example,soon,", header="Name,Email,Created,Lead Source")
    transfer.import_file(desk, path, source="Webinar")
    rows = desk.db.all("SELECT name, source, created_on FROM account ORDER BY name")
    assert [tuple(row) for row in rows] == [
        ("x.example", "Fair", "2026-03-02"), ("y.example", "Webinar", "2026-10-13"),
    ]  # fmt: skip


def test_an_amount_labels_and_wishes_are_taken_over(desk: Desk, write: Write) -> None:
    path = write(
        "Ann,Halden,a@halden.example,\"24,000.50\",USD,\"hot; dach\",yes,no",
        "Bob,Kobalt,b@kobalt.example,,,,no,yes",
        header="Name,Company,Email,Amount,Currency,Tags,Do Not Call,Email Opt Out",
    )
    transfer.import_file(desk, path)
    worth = desk.db.one("SELECT value_minor, currency FROM account WHERE name = 'Halden'")
    assert worth is not None and tuple(worth) == (2400050, "USD")
    assert [row[0] for row in desk.db.all("SELECT tag FROM tag ORDER BY tag")] == ["dach", "hot"]
    flags = desk.db.all("SELECT do_not_contact, email_opt_out FROM contact ORDER BY full_name")
    assert [tuple(row) for row in flags] == [(1, 0), (0, 1)]


def test_several_people_behind_one_mailbox_stay_several(desk: Desk, write: Write) -> None:
    path = write("Ann Lee,Halden,info@halden.example,,,,,", "Bob Ray,Halden,info@halden.example,,,,,")
    assert counts(transfer.import_file(desk, path)) == (2, 0, 0, 0, 0)
    assert counts(transfer.import_file(desk, path)) == (0, 0, 2, 0, 0)


def test_a_second_row_of_a_person_only_fills_what_the_first_left_open(desk: Desk, write: Write) -> None:
    path = write(
        ANN, "Ann Lee,Halden AG,ann@halden.example,+49 30 1112223,Chair,,,", ANN,
        "Tom Weiss,Kobalt,tom@kobalt.example,,,,,", "Tom Weiss,Kobalt,tom@kobalt.example,,Boss,,,",
    )  # fmt: skip
    result = transfer.import_file(desk, path)
    assert counts(result) == (2, 1, 0, 2, 0)
    assert result.skipped == (("stands twice in the file", 2),)
    titles = desk.db.all("SELECT title FROM contact ORDER BY full_name")
    assert [row[0] for row in titles] == ["CFO", "Boss"]
    assert counts(transfer.import_file(desk, path))[:2] == (0, 0)


def test_a_files_own_ids_find_people_whose_name_changed(desk: Desk, write: Write) -> None:
    header = "Id,Name,Email"
    transfer.import_file(desk, write("7,Ann Lee,ann@gmail.com", name="a.csv", header=header), source="Shop")
    result = transfer.import_file(desk, write("7,Ann Lee-Roe,ann@web.de", name="b.csv", header=header), source="Shop")
    assert counts(result) == (0, 1, 0, 0, 0)
    assert desk.db.value("SELECT full_name FROM contact") == "Ann Lee-Roe"


def test_numbers_that_begin_at_one_again_make_nobody_somebody_else(desk: Desk, write: Write) -> None:
    header = "Id,Name,Email"
    transfer.import_file(desk, write("1,Ann Lee,ann@gmail.com", name="a.csv", header=header))
    second = write("1,Tom Weiss,tom@gmail.com", name="b.csv", header=header)
    assert counts(transfer.import_file(desk, second)) == (1, 0, 0, 0, 0)
    assert counts(transfer.import_file(desk, second)) == (0, 0, 1, 0, 0)


# -- again -----------------------------------------------------------------------------------------------------------


def test_a_changed_cell_is_applied_and_a_later_edit_wins(desk: Desk, write: Write) -> None:
    transfer.import_file(desk, write(ANN, TOM))
    ann = desk.db.value("SELECT id FROM contact WHERE full_name = 'Ann Lee'")
    contacts.edit_contact(desk, ann, title="Chief of money")
    changed = ANN.replace("CFO", "Chair").replace("901820", "901999").replace("met in May", "met in May and June")
    result = transfer.import_file(desk, write(changed, TOM))
    assert counts(result) == (0, 1, 1, 0, 0)
    person = desk.db.one("SELECT title, source_values FROM contact WHERE id = ?", (ann,))
    assert person is not None
    assert person["title"] == "Chief of money"
    assert json.loads(person["source_values"])["title"] == "Chair"
    phones = desk.db.all("SELECT typed, key FROM contact_point WHERE contact_id = ? AND kind = 'phone'", (ann,))
    assert [tuple(row) for row in phones] == [("+49 30 901999", "+4930901999")]
    notes = desk.db.all("SELECT text FROM note ORDER BY id")
    assert [row[0] for row in notes] == ["met in May", "met in May and June"]


def test_a_person_on_the_desk_is_found_again_without_being_imported_before(desk: Desk, write: Write) -> None:
    made = accounts.add_account(desk, name="Halden", person="Ann Lee", email="ann@halden.example").made
    result = transfer.import_file(desk, write(ANN))
    assert counts(result) == (0, 1, 0, 0, 0)
    person = desk.db.one("SELECT * FROM contact")
    assert person is not None and (person["account_id"], person["title"]) == (made, "CFO")
    assert desk.db.value("SELECT count(*) FROM account") == 1
    assert desk.db.value("SELECT key FROM contact_point WHERE kind = 'phone'") == "+4930901820"


def test_somebody_who_asked_us_to_stop_stays_as_he_is(desk: Desk, write: Write) -> None:
    transfer.import_file(desk, write(ANN))
    account = desk.db.value("SELECT id FROM account")
    person = desk.db.value("SELECT id FROM contact")
    outcomes.log_call(desk, account, "do_not_contact", contact_id=person, confirmed=True)
    before = everything(desk)
    result = transfer.import_file(desk, write(ANN.replace("CFO", "CEO"), name="again.csv"))
    assert counts(result) == (0, 0, 0, 1, 0)
    assert result.skipped == (("do not contact", 1),)
    assert everything(desk) == before


def test_a_dry_run_says_the_same_and_changes_nothing(kept: Desk, write: Write, tmp_path: Path) -> None:
    transfer.import_file(kept, write(TOM))
    before, files = everything(kept), sorted(tmp_path.rglob("*"))
    path = write(ANN, TOM, "Bob,Halden AG,,,,,,", ",,,,,,,no name")
    planned = transfer.import_file(kept, path, dry_run=True)
    assert everything(kept) == before
    assert [name for name in sorted(tmp_path.rglob("*")) if name not in files] in ([], [tmp_path / "desk" / "imports"])
    done = transfer.import_file(kept, path)
    assert counts(planned) == counts(done) == (2, 0, 1, 0, 1)
    assert planned.batch is None and planned.said.startswith("Would import leads.csv: 2 new, 1 the same")


# -- refused rows ----------------------------------------------------------------------------------------------------


def test_refused_rows_go_to_a_private_file_that_can_be_put_right(kept: Desk, write: Write) -> None:
    path = write(ANN, ',,,,,,=HYPERLINK("http://x"),+49 30 1', ",,,,,,-- note,'quoted")
    result = transfer.import_file(kept, path)
    assert counts(result) == (1, 0, 0, 0, 2)
    assert result.rejects_file == Path(kept.path).parent / "imports" / "leads.rejects.csv"
    assert result.rejects_file.stat().st_mode & 0o777 == 0o600
    with result.rejects_file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["why", *HEADER.split(",")]
    assert rows[1] == [
        "line 3 has no name, e-mail, phone or company", "", "", "", "", "", "", "'=HYPERLINK(\"http://x\")", "+49 30 1",
    ]  # fmt: skip
    rows[1][1], rows[2][1] = "Bob Ray", "Cid Oh"
    with result.rejects_file.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    again = transfer.import_file(kept, result.rejects_file)
    assert counts(again) == (2, 0, 0, 0, 0)
    people = {person["full_name"]: person for person in records(kept)}
    assert people["Bob Ray"]["notes"] == '=HYPERLINK("http://x")'
    assert people["Cid Oh"]["notes"] == "-- note"
    fields = kept.db.all("SELECT fields FROM contact WHERE full_name <> 'Ann Lee' ORDER BY full_name")
    assert [json.loads(row[0]) for row in fields] == [{"Shoe size": "+49 30 1"}, {"Shoe size": "'quoted"}]


def test_a_file_without_people_is_refused_with_what_it_holds(desk: Desk, write: Write) -> None:
    with pytest.raises(DeskError, match="has no name, e-mail, phone or company column; found Colour, Size"):
        transfer.import_file(desk, write("red,4", header="Colour,Size"))


def test_a_region_that_is_none_is_refused(desk: Desk, write: Write) -> None:
    with pytest.raises(DeskError, match="region must be a code of 2 letters"):
        transfer.import_file(desk, write(ANN), region="Germany")


# -- taken back ------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four rows to a transaction, so that a few make several."""
    monkeypatch.setattr(import_run, "CHUNK", 4)
    monkeypatch.setattr("sdrdesk.store.taking_back.RANGE", 10)


def crowd(number: int) -> list[str]:
    return [f"Ann{i} Lee,Firm {i // 3} AG,ann{i}@firm{i // 3}.example,+49 30 {901000 + i},,Fair,note {i},{i}"
            for i in range(number)]  # fmt: skip


def test_undo_takes_an_import_back_whole_and_redo_brings_it_again(
    desk: Desk, write: Write, small_chunks: None
) -> None:
    accounts.add_account(desk, name="Firm 2 AG", person="Ann7 Lee", email="ann7@firm2.example", next="call fri")
    before = live(desk)
    result = transfer.import_file(desk, write(*crowd(30)))
    assert counts(result) == (29, 1, 0, 0, 0)
    after = live(desk)
    for _ in range(2):
        assert history.undo(desk, result.step).said == "Undid: Imported leads.csv: 29 new, 1 updated"
        assert live(desk) == before
        assert safety.check(desk) == []
        assert result.step is not None
        history.redo(desk, result.step)
        assert live(desk) == after
        assert safety.check(desk) == []


def test_undo_keeps_what_was_worked_on_and_names_it(desk: Desk, write: Write, small_chunks: None) -> None:
    result = transfer.import_file(desk, write(*crowd(30)))
    firm = {row["name"]: row["id"] for row in desk.db.all("SELECT id, name FROM account")}
    pipeline.take(desk, firm["Firm 3 AG"], next="call tomorrow")
    notes.note(desk, firm["Firm 5 AG"], "good one")
    history.undo(desk, notes.note(desk, firm["Firm 6 AG"], "no, not this").step)
    done = history.undo(desk, result.step)
    assert done.said.endswith("kept, as they were worked on since: Firm 3 AG, Firm 5 AG")
    assert [row[0] for row in desk.db.all("SELECT name FROM account WHERE deleted_at IS NULL ORDER BY name")] == [
        "Firm 3 AG", "Firm 5 AG",
    ]  # fmt: skip
    assert desk.db.value("SELECT count(*) FROM contact WHERE deleted_at IS NULL") == 6
    assert safety.check(desk) == []


def test_an_import_after_an_undo_brings_everybody_again(desk: Desk, write: Write) -> None:
    path = write("1,Ann,Halden,ann@halden.example", "2,Bob,Halden,bob@halden.example", header="Id,Name,Company,Email")
    for _ in range(3):
        empty = live(desk)
        result = transfer.import_file(desk, path)
        assert counts(result) == (2, 0, 0, 0, 0)
        assert safety.check(desk) == []
        history.undo(desk, result.step)
        assert live(desk) == empty
        assert safety.check(desk) == []
    assert desk.db.value("SELECT count(*) FROM contact") == 2


def test_a_stopped_import_leaves_nothing(desk: Desk, write: Write, small_chunks: None) -> None:
    before = live(desk)
    asked = itertools.count(1)
    result = transfer.import_file(desk, write(*crowd(30)), cancelled=lambda: next(asked) > 4)
    assert result.stopped and result.said == "The import of leads.csv was stopped; nothing of it was kept"
    assert live(desk) == before
    assert desk.db.value("SELECT count(*) FROM contact") == 16
    assert safety.check(desk) == []


class _Killed(BaseException):
    """The program is gone: nothing of its own clean-up runs."""


def cut_off(desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Import so many chunks, then stop as a killed program does."""
    chunks = iter(range(after))

    def progress(done: int, expected: int) -> None:
        if next(chunks, None) is None:
            raise _Killed

    with monkeypatch.context() as patched:
        patched.setattr(import_run.Run, "_take_back", lambda self: None)
        with pytest.raises(_Killed):
            transfer.import_file(desk, path, progress=progress)


def test_an_import_that_was_cut_off_is_taken_back_at_the_next_start(
    kept: Desk, write: Write, small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = write(*crowd(30)), live(kept)
    cut_off(kept, path, monkeypatch, after=3)
    assert any("an import left half-done" in finding for finding in safety.check(kept))
    again = kept.another()
    assert transfer.settle_open_batches(again) == [
        "The import of leads.csv was cut off; what it had brought was taken back."
    ]
    assert live(again) == before
    assert safety.check(again) == []
    assert counts(transfer.import_file(again, path)) == (30, 0, 0, 0, 0)
    again.close()


def test_a_killed_import_is_taken_back_before_the_next_one(kept: Desk, write: Write) -> None:
    path = write(*crowd(40))
    program = (
        "import os, signal, sys; from sdrdesk.usecases import desk, import_run, transfer; import_run.CHUNK = 4;"
        "transfer.import_file(desk.open_desk(sys.argv[1]), sys.argv[2],"
        " progress=lambda done, _: done > 20 and os.kill(os.getpid(), signal.SIGKILL))"
    )
    ended = subprocess.run([sys.executable, "-c", program, kept.path, str(path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert kept.db.value("SELECT count(*) FROM contact") == 24
    assert counts(transfer.import_file(kept, path)) == (40, 0, 0, 0, 0)
    assert kept.db.value("SELECT count(*) FROM contact WHERE deleted_at IS NULL") == 40
    assert safety.check(kept) == []


def test_an_import_that_still_runs_is_left_alone(kept: Desk, write: Write, small_chunks: None) -> None:
    other = kept.another()
    seen: list[object] = []

    def look(done: int, expected: int) -> None:
        if done == 16:
            seen.append(transfer.settle_open_batches(other))
            step = other.db.value("SELECT step_id FROM import_batch")
            with pytest.raises(DeskError, match="still running"):
                history.undo(other, step)

    result = transfer.import_file(kept, write(*crowd(30)), progress=look)
    assert seen == [[]] and result.create == 30
    other.close()


def test_an_undo_that_was_cut_off_is_finished_at_the_next_start(
    kept: Desk, write: Write, small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = live(kept)
    result = transfer.import_file(kept, write(*crowd(30)))
    turns = iter(range(3))
    whole = TakingBack.go_on

    def go_on(self: TakingBack) -> bool:
        if next(turns, None) is None:
            raise _Killed
        return whole(self)

    with monkeypatch.context() as patched:
        patched.setattr(TakingBack, "go_on", go_on)
        with pytest.raises(_Killed):
            history.undo(kept, result.step)
    assert live(kept) != before
    transfer.settle_open_batches(kept)
    assert live(kept) == before
    assert safety.check(kept) == []


def test_a_copy_is_made_before_anything_is_written(kept: Desk, write: Write) -> None:
    path = write(ANN)
    folder = Path(kept.path).with_name("desk.db.backups")
    transfer.import_file(kept, path)
    (copy,) = folder.glob("*-before-import.db")
    transfer.import_file(kept, path)
    assert list(folder.glob("*.db")) == [copy]
    old = open_desk(copy)
    assert old.db.value("SELECT count(*) FROM account") == 0
    old.close()


def test_two_windows_may_write_while_an_import_runs(kept: Desk, write: Write, small_chunks: None) -> None:
    other = kept.another()

    def work(done: int, expected: int) -> None:
        accounts.add_account(other, name=f"By hand {done}")

    transfer.import_file(kept, write(*crowd(30)), progress=work)
    assert other.db.value("SELECT count(*) FROM account WHERE name LIKE 'By hand%'") > 5
    assert safety.check(other) == []
    other.close()


def test_rows_written_in_one_go_leave_what_the_triggers_would_have_left(
    clock: TickingClock, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[dict[str, Any]] = []
    triggers = []
    for most in (1, 1_000_000):
        monkeypatch.setattr("sdrdesk.store.importing._MANY", most)
        desk = open_desk(":memory:", clock=clock)
        accounts.add_account(desk, name="Firm 2 AG", person="Zoe Poe", email="zoe@firm2.example")
        transfer.import_file(desk, write(*crowd(30), *(row.replace(",,Fair", ",Chief,Fair") for row in crowd(9))))
        triggers.append([tuple(row) for row in desk.db.all("SELECT name, sql FROM sqlite_master ORDER BY name")])
        names = {row["id"]: row["full_name"] for row in desk.db.all("SELECT id, full_name FROM contact")}
        names |= {row["id"]: row["name"] for row in desk.db.all("SELECT id, name FROM account")}
        left.append({
            "log": [(row["tbl"], row["op"], names.get(row["row_id"])) for row in desk.db.all("SELECT * FROM change")],
            "counts": [tuple(row) for row in desk.db.all("SELECT * FROM status_count")],
            "found": sorted(row[0] for row in desk.db.all("SELECT text FROM search")),
            "words": sorted(row[0] for row in desk.db.all("SELECT text FROM search_words")),
            "waiting": [desk.db.value(f"SELECT count(*) FROM {name}") for name in ("search_queue", "search_waiting")],
        })  # fmt: skip
        assert safety.check(desk) == []
        desk.close()
    assert triggers[0] == triggers[1]
    for part in left[0]:
        assert left[0][part] == left[1][part], part


def test_people_who_were_imported_are_found_at_once(desk: Desk, write: Write, small_chunks: None) -> None:
    from sdrdesk.usecases.find import find

    transfer.import_file(desk, write(*crowd(30), "Zoë Ångström,Firm 0 AG,zoe@firm0.example,,,,,"))
    for typed in ("ann29", "firm 9", "angstrom", "+4930901017", "zoe@firm0"):
        assert len(find(desk, typed)) == 1, typed


