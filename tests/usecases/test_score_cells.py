"""The table of scores says what the records say, after every act and on any day, and orders lists by an index."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdrdesk.domain.scoring import cell_rank
from sdrdesk.store import listing as stored
from sdrdesk.store.caches import rebuild_caches
from sdrdesk.usecases import accounts, history, leaving, outcomes
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.filters import EVERYBODY, read_filter, settled
from sdrdesk.usecases.listing import Listing
from sdrdesk.usecases.score_cells import catch_up, nothing_to_do, progress, work_on
from sdrdesk.usecases.scoring import scores
from usecases.conftest import TickingClock

ICP = """
[[must]]
what = "country"
is = ["DE", "AT"]
points = 50
[[nice]]
what = "employees"
between = [50, 500]
points = 25
"""
FACTS = (("Acme", "DE", "120"), ("Beta", "DE", ""), ("Cargo", "FR", "80"), ("Delta", "", ""), ("Elm", "AT", "9"))


@pytest.fixture
def icp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "sdrdesk").mkdir()
    (tmp_path / "sdrdesk" / "icp.toml").write_text(ICP, encoding="utf-8")
    return tmp_path / "sdrdesk" / "icp.toml"


@pytest.fixture
def full(icp: Path, desk: Desk) -> Desk:
    """By the profile: Acme A, Beta B, Cargo D, Delta unknown, Elm B."""
    for name, country, employees in FACTS:
        facts = {"country": country, "employees": employees}
        added = accounts.add_account(desk, name=name, next="call today", source="webinar" if name == "Elm" else "list")
        with desk.db.step("account.changed"):
            desk.db.update("account", str(added.subject), **{key: value or None for key, value in facts.items()})
    return desk


def id_of(desk: Desk, name: str) -> str:
    return str(desk.db.value("SELECT id FROM account WHERE name = ?", (name,)))


def cells(desk: Desk) -> dict[str, str]:
    assert catch_up(desk) and nothing_to_do(desk) and progress(desk) is None
    return {row.id: row.cell for row in Listing(desk, "score").page()}


def told(desk: Desk) -> dict[str, str]:
    everyone = [row[0] for row in desk.db.all("SELECT id FROM score")]
    return {one: score.cell for one, score in scores(desk, everyone).items()}


def names(desk: Desk, text: str, sort: str = "score") -> str:
    found = Listing(desk, sort, narrowed=settled(desk, read_filter(desk, text))).page()
    return "".join(row.name[0] for row in found)


def test_a_cell_is_what_the_records_say_after_every_act_and_its_undo(full: Desk) -> None:
    before = cells(full)
    assert before == told(full) and before[id_of(full, "Acme")] == "A4"
    acme = id_of(full, "Acme")
    outcomes.log_call(full, acme, "meeting_booked", when="in 2d")
    assert not nothing_to_do(full)
    assert cells(full) == told(full) and cells(full)[acme] == "A2"
    history.undo(full)
    assert cells(full) == before == told(full)
    leaving.dormant(full, acme, reason="timing", until="in 3m")
    assert cells(full) == told(full)
    assert names(full, "")[-1] == "A"  # who left stands below, whatever the score


def test_what_counts_less_every_day_is_never_stale(full: Desk, clock: TickingClock) -> None:
    acme = id_of(full, "Acme")
    outcomes.log_call(full, acme, "meeting_booked", when="in 2d")
    seen = []
    for _ in range(12):
        assert cells(full) == told(full)
        seen.append(cells(full)[acme])
        clock.jump(days=7)
    assert seen[0] == "A2" and seen[-1] == "A4"


def test_the_order_is_the_cells_then_the_dearest_then_the_oldest(full: Desk) -> None:
    for name, worth in (("Beta", 100_000), ("Elm", 900_000)):
        with full.db.step("account.changed"):
            full.db.update("account", id_of(full, name), value_minor=worth, currency="EUR")
    found = [(row.name, row.cell) for row in (catch_up(full), Listing(full, "score").page())[1]]
    places = [cell_rank(cell[0], int(cell[1])) for _, cell in found]
    assert places == sorted(places)
    assert [name for name, _ in found].index("Elm") < [name for name, _ in found].index("Beta")
    assert [row.name for row in Listing(full, "score", reverse=True).page()] == [name for name, _ in reversed(found)]


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("fit:a", "A"), ("fit:A,B", "ABE"), ("fit:unknown", "D"), ("-fit:a,b", "CD"), ("fit:d", "C"),
        ("score:a4", "A"), ("score:b", "BE"), ("score:a4,b3", "AE"), ("score:3", "E"), ("score:-", "D"),
        ("engagement>=10", "E"), ("engagement>=3", "E"), ("engagement=0", "ABCD"), ("engagement<10", "ABCD"),
        ("engagement=15", "E"), ("engagement>15", ""), ("engagement>100", ""), ("engagement<=100", "ABCDE"),
    ],
)  # fmt: skip
def test_filters_by_fit_by_cell_and_by_points(full: Desk, text: str, fits: str) -> None:
    assert "".join(sorted(names(full, text))) == fits
    assert "".join(sorted(names(full, text, "name"))) == fits


def test_another_profile_has_every_cell_worked_out_again(full: Desk, icp: Path) -> None:
    assert cells(full)[id_of(full, "Cargo")] == "D4"
    icp.write_text(ICP.replace('["DE", "AT"]', '["FR"]'), encoding="utf-8")
    full._ranking = None  # as a window opened after the change
    told_so_far = progress(full)
    assert told_so_far is not None and told_so_far.done == 0
    assert work_on(full, 2) == 2
    assert cells(full) == told(full) and cells(full)[id_of(full, "Cargo")] == "A4"


def test_every_live_account_has_a_row_and_no_other(full: Desk) -> None:
    with full.db.step("account.changed"):
        full.db.tombstone("account", id_of(full, "Beta"))
    assert names(full, "", "score").find("B") < 0
    with full.db.local():
        full.db.conn.execute("DELETE FROM score WHERE id = ?", (id_of(full, "Acme"),))
        rebuild_caches(full.db.conn)
    assert "".join(sorted(names(full, ""))) == "ACDE" and cells(full) == told(full)


@pytest.mark.parametrize("text", ["", "fit:d", "score:a1,b2", "engagement>=30"])
def test_the_order_by_score_is_read_from_its_index(full: Desk, text: str) -> None:
    narrowed = settled(full, read_filter(full, text)) if text else EVERYBODY
    broad = narrowed._replace(ids=None)
    from sdrdesk.usecases.filters import where_of  # the filter as it is when many fit

    where = where_of(full, read_filter(full, text), stored.S) if text else broad.scores
    asked: list[str] = []
    full.db.conn.set_trace_callback(asked.append)
    for segment in stored.SORTS["score"]:
        stored.page(full.db, segment, where, beyond=(0, 0, ""), descending=False, limit=50)
    full.db.conn.set_trace_callback(None)
    for sql in asked:
        inner = sql[sql.index("(SELECT s.id") + 1 : sql.index(") AS i JOIN")]
        plan = [row["detail"] for row in full.db.all(f"EXPLAIN QUERY PLAN {inner}")]
        assert any("INDEX score_order" in step for step in plan), plan
        assert not any("TEMP B-TREE" in step for step in plan), plan


def test_before_somebody_who_waits_a_large_desk_is_worked_out_a_little_at_a_time(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sdrdesk.usecases import score_cells

    monkeypatch.setattr(score_cells, "SMALL", 3)
    monkeypatch.setattr(score_cells, "_A_FEW", 2)
    assert not catch_up(full)
    full.db.busy_ms = 60_000  # the command line, before which nobody sits
    assert catch_up(full) and nothing_to_do(full)
