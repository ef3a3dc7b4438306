"""The demo desk is believable, coherent in time, the same from the same seed, and fresh on any day it is opened."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from sdrdesk import demo as made_up
from sdrdesk.demo import BASE_DAY, build, build_large, shift
from sdrdesk.demo.__main__ import main
from sdrdesk.demo.days import at_minute, open_at_or_after
from sdrdesk.domain import disposition
from sdrdesk.domain.call import Standing, verdict
from sdrdesk.domain.objection import CATEGORIES, CONCERNS, RESPONSE_KINDS, explored
from sdrdesk.domain.reach import phone_key
from sdrdesk.files.cadences import shipped
from sdrdesk.files.playbooks import load
from sdrdesk.store import integrity
from sdrdesk.store.database import Database
from sdrdesk.store.opening import open_database
from sdrdesk.store.triggers import DOMAIN_TABLES
from sdrdesk.usecases import history, today
from sdrdesk.usecases.demo_copy import put_sample
from sdrdesk.usecases.desk import Desk, open_desk

SAMPLE = Path(__file__).resolve().parents[2] / "sample.db"
MORNING = f"{BASE_DAY.isoformat()}T06:00:00.000Z"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo desk as it is built, not to be written to."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    build(path)
    return path


@pytest.fixture(scope="module")
def rows(demo: Path) -> Iterator[Callable[..., list[Any]]]:
    """Query the demo desk."""
    conn = sqlite3.connect(f"file:{demo}?mode=ro", uri=True)
    conn.row_factory = sqlite3.Row
    yield lambda sql, *params: conn.execute(sql, params).fetchall()
    conn.close()


def copied(demo: Path, folder: Path, today: date = BASE_DAY) -> Database:
    copy = folder / "copy.db"
    copy.write_bytes(demo.read_bytes())
    copy.chmod(0o600)
    return open_database(copy, lambda: at_minute(today, 480), origin="window-test")


def content(path: Path) -> list[str]:
    """Schema and rows as SQL, less what SQLite lays out in its own way from version to version."""
    own = tuple(f'INSERT INTO "{name}' for name in ("sqlite_stat", "search_data", "search_idx", "search_docsize"))
    conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [line for line in conn.iterdump() if not line.startswith(own)]
    finally:
        conn.close()


def test_the_same_seed_builds_the_same_desk(demo: Path, tmp_path: Path) -> None:
    again, other = tmp_path / "again.db", tmp_path / "other.db"
    build(again)
    build(other, seed=7)
    assert content(again) == content(demo)
    assert content(other) != content(demo)


def test_the_sample_at_the_root_is_what_the_demo_builds(demo: Path) -> None:
    assert content(SAMPLE) == content(demo), "make it again: python -m sdrdesk.demo sample.db"
    assert SAMPLE.read_bytes()[18] == 1, "it must not be in WAL mode"


def test_the_desk_is_sound(demo: Path, tmp_path: Path) -> None:
    db = copied(demo, tmp_path)
    assert integrity.findings(db) == []
    db.close()


def test_every_kind_of_account_is_there(rows: Callable[..., list[Any]]) -> None:
    found = {(row[0], row[1]): row[2] for row in rows("SELECT stage, status, count(*) FROM account GROUP BY 1, 2")}
    assert sum(found.values()) == 341
    assert found["lead", "inbox"] == 40
    for stage, least in (("lead", 80), ("prospect", 35), ("customer", 25)):
        assert found[stage, "active"] >= least
    assert {status for _, status in found} == {"inbox", "active", "dormant", "disqualified", "lost", "churned"}
    moves = {row[0] for row in rows("SELECT move FROM stage_move")}
    assert moves == {"enter", "forward", "skip", "back", "leave", "return"}
    assert {row[0] for row in rows("SELECT step FROM deal WHERE outcome = 'open'")} == {
        "qualified", "demo", "proposal", "decision"
    }  # fmt: skip
    assert {"open", "won", "lost", "dropped"} <= {row[0] for row in rows("SELECT outcome FROM deal")}


def test_next_steps_are_late_today_and_ahead_and_never_on_a_weekend(rows: Callable[..., list[Any]]) -> None:
    dues = [(row[0], row[1]) for row in rows("SELECT next_due, next_time FROM account WHERE status = 'active'")]
    days = [(date.fromisoformat(due) - BASE_DAY).days for due, _ in dues]
    assert all(date.fromisoformat(due).weekday() < 5 for due, _ in dues)
    assert min(days) >= -9
    assert sum(day < 0 for day in days) >= 10
    assert sum(day == 0 for day in days) >= 15
    assert sum(day > 0 for day in days) >= 80
    assert any(day == 0 and time for day, (_, time) in zip(days, dues, strict=True))


def test_nothing_happens_before_the_account_exists_or_after_the_morning(rows: Callable[..., list[Any]]) -> None:
    moments = {"call": "started_at", "activity": "at", "note": "at", "objection": "at", "stage_move": "at",
               "grade": "at", "call_line": "at", "answer": "at", "contact": "added_at",
               "next_step": "set_at", "cadence_step": "done_at"}  # fmt: skip
    for table, column in moments.items():
        wrong = rows(
            f"SELECT t.id FROM {table} AS t JOIN account AS a ON a.id = t.account_id"
            f" WHERE t.{column} < a.added_at OR t.{column} >= ?", MORNING,
        )  # fmt: skip
        assert not wrong, table
    assert not rows("SELECT id FROM next_step WHERE closed_at < set_at OR due < substr(set_at, 1, 10)")
    assert not rows("SELECT id FROM call WHERE disposition IS NULL OR ended_at < started_at")
    assert not rows("SELECT id FROM account WHERE next_set_at IS NOT NULL AND next_due < substr(next_set_at, 1, 10)")


def test_every_move_starts_where_the_one_before_ended(rows: Callable[..., list[Any]]) -> None:
    moves = rows("SELECT * FROM stage_move ORDER BY account_id, at, id")
    for _, group in groupby(moves, key=lambda move: move["account_id"]):
        spell = list(group)
        assert spell[0]["move"] == "enter"
        for before, after in pairwise(spell):
            assert (after["from_stage"], after["from_status"]) == (before["to_stage"], before["to_status"])
    assert not rows("SELECT id FROM stage_move WHERE move IN ('back', 'leave') AND (reason IS NULL OR why IS NULL)")


def test_every_prospect_passed_the_gate_or_went_over_it_with_a_reason(rows: Callable[..., list[Any]]) -> None:
    playbook, moves = load("bant"), rows("SELECT * FROM stage_move WHERE move = 'forward' AND to_stage = 'prospect'")
    for move in moves:
        known = {
            row["criterion"]: Standing(row["criterion"], row["grade"], row["evidence"])
            for row in rows("SELECT * FROM grade WHERE account_id = ? AND at <= ? ORDER BY at, id",
                            move["account_id"], move["at"])
        }  # fmt: skip
        passed = verdict(playbook, known).passed
        assert passed == (not move["override"])
        assert bool(move["why"]) == bool(move["override"])
    assert 0.04 < sum(move["override"] for move in moves) / len(moves) < 0.25


def test_every_customer_has_a_won_deal_and_an_order(rows: Callable[..., list[Any]]) -> None:
    customers = rows("SELECT id FROM account WHERE stage = 'customer'")
    for (account,) in customers:
        assert rows("SELECT 1 FROM deal WHERE account_id = ? AND outcome = 'won'", account)
    booked = 'SELECT o.id FROM "order" AS o JOIN deal AS d ON d.id = o.deal_id WHERE d.closed_on <> o.ordered_on'
    assert not rows(booked)
    assert not rows("SELECT id FROM deal WHERE closed_on < opened_on OR expected_close < opened_on")


def test_cadences_run_are_held_up_end_and_are_ended_and_supply_the_next_step(rows: Callable[..., list[Any]]) -> None:
    runs = rows("SELECT r.*, a.status, a.next_what, a.next_contact_id, a.review_on FROM cadence_run AS r"
                " JOIN account AS a ON a.id = r.account_id")  # fmt: skip
    assert {run["state"] for run in runs} == {"running", "paused", "finished", "stopped"}
    assert {run["cadence"] for run in runs} >= {"outbound-9", "inbound-6", "nurture-monthly", "callback", "customer"}
    for run in runs:
        cadence, steps = shipped()[run["cadence"]], rows(
            "SELECT * FROM cadence_step WHERE run_id = ? ORDER BY number", run["id"])  # fmt: skip
        assert [step["number"] for step in steps] == list(range(run["at_step"]))
        assert [step["channel"] for step in steps] == [cadence.step(n).channel for n in range(len(steps))]  # type: ignore[union-attr]
        assert all(step["on_date"] >= step["due"] for step in steps)
        assert (run["ended_at"] is not None) == (run["state"] in ("finished", "stopped"))
        assert bool(run["reason"]) == (run["state"] in ("paused", "stopped"))
        wanted = {"running": cadence.label, "paused": cadence.held}.get(run["state"])
        if wanted is not None:
            assert (run["status"], run["next_what"]) == ("active", wanted(run["at_step"]))
            assert run["next_contact_id"] == run["contact_id"]
    called = rows("SELECT c.id FROM cadence_step AS s LEFT JOIN call AS c ON c.id = s.call_id AND c.on_date = s.on_date"
                  " WHERE s.channel = 'call' AND s.call_id IS NOT NULL")  # fmt: skip
    assert called and all(row[0] for row in called)


def test_calls_have_the_shapes_of_real_ones(rows: Callable[..., list[Any]]) -> None:
    calls = rows("SELECT * FROM call ORDER BY account_id, started_at, id")
    assert {call["disposition"] for call in calls} == {one.id for one in disposition.DISPOSITIONS}
    cold = [call for call in calls if call["playbook"] is None and call["stage"] == "lead"]
    connected = sum(disposition.by_id(call["disposition"]).connect for call in cold)  # type: ignore[union-attr]
    assert 0.05 < connected / len(cold) < 0.15
    tries = Counter(call["attempt"] for call in cold)
    assert tries[1] > tries[2] > tries[3] > tries[4] > tries[5]
    talks = [call["seconds"] for call in calls if disposition.by_id(call["disposition"]).conversation]  # type: ignore[union-attr]
    assert 300 < median(talks) < 1200
    unanswered = [c["seconds"] for c in calls if not disposition.by_id(c["disposition"]).answered]  # type: ignore[union-attr]
    assert max(unanswered) < 90
    half_a_year = (BASE_DAY - timedelta(days=183)).isoformat()
    assert sum(call["on_date"] >= half_a_year for call in calls) > 0.85 * len(calls)


def test_attempts_are_counted_as_the_desk_counts_them(rows: Callable[..., list[Any]]) -> None:
    calls = rows("SELECT account_id, direction, disposition, attempt FROM call ORDER BY account_id, started_at, id")
    for _, group in groupby(calls, key=lambda call: call["account_id"]):
        past: list[tuple[str, str]] = []
        for call in group:
            if call["direction"] == "out":
                assert call["attempt"] == disposition.tries(past) + 1
            past.append((call["direction"], call["disposition"]))


def test_answers_grades_and_objections_show_everything_the_desk_can_hold(rows: Callable[..., list[Any]]) -> None:
    grades = rows("SELECT DISTINCT grade, evidence FROM grade")
    assert {row[0] for row in grades} == {0, 1, 2, 3}
    assert {row[1] for row in grades} == {"unknown", "assumed", "stated", "confirmed"}
    assert {row[0] for row in rows("SELECT state FROM answer")} == {"asked", "skipped", "parked", "not_applicable"}
    assert {row[0] for row in rows("SELECT kind FROM call_line")} == {"line", "objection", "concern"}
    assert rows("SELECT 1 FROM call WHERE playbook IS NOT NULL GROUP BY account_id HAVING count(*) > 1")
    objections = rows("SELECT * FROM objection")
    assert {one["category"] for one in objections} == {one.id for one in CATEGORIES}
    assert {one["outcome"] for one in objections} == {"open", "yes", "partly", "no"}
    assert {one["underlying"] for one in objections} - {None} <= {one.id for one in CONCERNS}
    assert {one["response_kind"] for one in objections} - {None} <= {one.id for one in RESPONSE_KINDS}
    dark = sum(not explored(one["underlying"], one["concern"]) for one in objections)
    assert 0.1 < dark / len(objections) < 0.5
    asked = {row[0] for row in rows("SELECT question_id FROM answer")}
    assert asked <= {question.id for question in load("bant").questions}


def test_numbers_and_addresses_are_nobodys(rows: Callable[..., list[Any]]) -> None:
    for point in rows("SELECT kind, typed, key FROM contact_point"):
        if point["kind"] == "email":
            assert point["typed"] == point["key"] and point["key"].endswith(".example")
            assert point["key"].isascii()
        else:
            assert phone_key(point["typed"], "DE").e164 == point["key"]
    names = " ".join(row[0] for row in rows("SELECT full_name FROM contact") + rows("SELECT name FROM account"))
    assert all(sign in names for sign in "üßŁłéñåč株")


def test_the_log_is_whole_and_holds_the_last_import(rows: Callable[..., list[Any]]) -> None:
    order = [row[0] for row in rows("SELECT seq FROM step ORDER BY at, seq")]
    assert order == list(range(1, len(order) + 1))
    assert not rows("SELECT id FROM change WHERE step_id IS NULL OR (op = 'update') <> (before IS NOT NULL)")
    (imported,) = rows("SELECT * FROM import_batch WHERE step_id IS NOT NULL")
    made = rows("SELECT 1 FROM change WHERE step_id = ? AND tbl = 'account' AND op = 'insert'", imported["step_id"])
    assert imported["created"] == len(made) == len(rows("SELECT 1 FROM account WHERE batch_id = ?", imported["id"]))


def test_a_struck_number_is_not_dialled_again(rows: Callable[..., list[Any]]) -> None:
    dialled = "SELECT c.id FROM call AS c JOIN contact_point AS p ON p.id = c.contact_point_id WHERE p.dead_at"
    assert rows(f"{dialled} IS NOT NULL")
    assert not rows(f"{dialled} < c.started_at")


def test_the_newest_acts_can_be_taken_back_one_after_another(demo: Path, tmp_path: Path) -> None:
    db = copied(demo, tmp_path)
    desk = Desk(db, db.clock)
    for _ in range(60):
        assert history.undo(desk).said
    assert integrity.findings(db) == []
    db.close()


@pytest.mark.parametrize("ahead", [1, 3, 4, 365, 3653, -30])
def test_shifted_to_any_day_the_desk_looks_as_fresh(demo: Path, tmp_path: Path, ahead: int) -> None:
    today = BASE_DAY + timedelta(days=ahead)
    db = copied(demo, tmp_path, today)
    before = [row[0] for row in db.all("SELECT next_due FROM account WHERE status = 'active' ORDER BY id")]
    told = {table: _order(db, table) for table in ("call", "stage_move", "step")}
    shift(db, today)
    after = [date.fromisoformat(row[0]) for row in db.all(
        "SELECT next_due FROM account WHERE status = 'active' ORDER BY id")]  # fmt: skip
    anchor = open_at_or_after(today)
    assert all(day.weekday() < 5 for day in after)
    for was, now in zip(before, after, strict=True):
        assert (date.fromisoformat(was) > BASE_DAY) == (now > anchor)
        assert (date.fromisoformat(was) == BASE_DAY) == (now == anchor)
    assert told == {table: _order(db, table) for table in told}
    wrong = "SELECT id FROM call WHERE on_date <> substr(started_at, 1, 10) OR on_date >= ?"
    assert not db.all(wrong, (anchor.isoformat(),))
    assert integrity.findings(db) == []
    shift(db, today)
    assert after == [date.fromisoformat(row[0]) for row in db.all(
        "SELECT next_due FROM account WHERE status = 'active' ORDER BY id")]  # fmt: skip
    assert history.undo(Desk(db, db.clock)).said
    db.close()


def _order(db: Database, table: str) -> list[str]:
    moment = "started_at" if table == "call" else "at"
    return [row[0] for row in db.all(f"SELECT id FROM {table} ORDER BY {moment}, id")]


def test_a_shift_writes_nothing_into_the_log(demo: Path, tmp_path: Path) -> None:
    db = copied(demo, tmp_path)
    counts = [db.value("SELECT count(*) FROM step"), db.value("SELECT count(*) FROM change")]
    shift(db, BASE_DAY + timedelta(days=9))
    assert counts == [db.value("SELECT count(*) FROM step"), db.value("SELECT count(*) FROM change")]
    db.close()


def test_a_large_desk_is_sound_and_spread_over_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "large.db"
    build_large(path, 3000, BASE_DAY, 1)
    db = open_database(path, lambda: at_minute(BASE_DAY, 480), create=False)
    assert integrity.findings(db) == []
    counts = {row[0]: row[1] for row in db.all("SELECT stage, count(*) FROM card GROUP BY stage")}
    assert 0.55 < counts["lead"] / 3000 < 0.65
    assert 0.16 < counts["prospect"] / 3000 < 0.24
    assert db.value("SELECT count(*) FROM call") + db.value("SELECT count(*) FROM activity") > 2.7 * 3000
    assert db.all("SELECT rowid FROM search WHERE search MATCH '\"2999\"'")
    db.close()


def test_the_command_replaces_a_demo_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "out.db"
    assert main([str(path), "--size", "50"]) == 0
    assert main([str(path), "--size", "60", "--today", "2027-01-02"]) == 0
    assert "as of 2027-01-04" in capsys.readouterr().out
    own = tmp_path / "own.db"
    open_database(own, lambda: at_minute(BASE_DAY, 480)).close()
    assert main([str(own)]) == 1
    assert "is not a demo desk" in capsys.readouterr().err


NOT_YET = {
    "call_block", "call_block_row", "spend", "exchange_rate", "recurring",
    "not_same", "fingerprint",
}  # fmt: skip
"""Tables whose verbs the demo does not play yet."""


def test_every_table_of_the_desk_has_something_in_it(rows: Callable[..., list[Any]]) -> None:
    empty = {table for table in DOMAIN_TABLES if not rows(f'SELECT 1 FROM "{table}" LIMIT 1')}
    assert empty == NOT_YET


def test_the_demo_brings_a_profile_that_tells_accounts_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nothing of my own"))
    path = tmp_path / "demo.db"
    assert put_sample(path)
    desk = open_desk(path)
    desk.take_profile(Path(made_up.__file__).with_name("icp.toml"))
    grades = {row.score.grade for row in today.queue(desk)}
    desk.close()
    assert grades >= {"A", "B", "D"}
