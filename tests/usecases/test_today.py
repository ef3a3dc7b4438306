"""The queue: who is in it and why, what each of the 14 outcomes does to it, and that u gives all of it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sdrdesk.domain.disposition import Disposition
from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import (
    accounts,
    arguing,
    calls,
    day,
    find,
    history,
    leaving,
    next_steps,
    notes,
    nudges,
    outcomes,
    pipeline,
    scoring,
    today,
)
from sdrdesk.usecases.desk import Desk, open_desk
from usecases.conftest import TickingClock
from usecases.live import live


def lead(desk: Desk, name: str, next: str = "call today", **more: str) -> str:
    done = accounts.add_account(
        desk, name=name, person=f"{name} Person", email=f"x@{name.lower()}.example", phone="+49 30 23125 101",
        next=next, **more,
    )  # fmt: skip
    assert done.made is not None
    return done.made


def touched(desk: Desk, account_id: str) -> str:
    """No new lead any more: a mail was sent."""
    notes.log_activity(desk, account_id, "mail_sent")
    return account_id


def names(desk: Desk) -> list[str]:
    return [row.name for row in today.queue(desk)]


def whys(desk: Desk) -> dict[str, str]:
    return {row.name: row.why for row in today.queue(desk)}


@pytest.fixture
def full(desk: Desk, clock: TickingClock) -> Desk:
    """A row of every band, on the Tuesday at 9; made on the days before."""
    clock.jump(days=-20)
    lead(desk, "Quiet", "call in 60d")
    leaving.dormant(desk, lead(desk, "Again"), reason="timing", until="in 20d")
    clock.jump(days=19)
    touched(desk, lead(desk, "Late", "send case study today"))
    notes.log_activity(desk, lead(desk, "Reply", "call in 3d"), "reply", "yes, tell me more")
    clock.jump(days=1, hours=2)
    touched(desk, lead(desk, "Promised", "call today 11"))
    touched(desk, lead(desk, "Plain", "call today"))
    clock.jump(minutes=5)
    lead(desk, "New", "call today", source="webinar")
    clock.jump(minutes=22)
    return desk


def test_each_row_says_why_it_is_here_in_the_order_of_the_bands(full: Desk) -> None:
    assert [(row.name, row.band, row.why) for row in today.queue(full)] == [
        ("Promised", "promised", "promised 11:00"),
        ("Late", "late", "late 1d"),
        ("Plain", "today", "today"),
        ("Reply", "reply", "replied 1d"),
        ("New", "new", "new 22m ⏱1h"),
        ("Quiet", "cold", "quiet 20d"),
        ("Again", "recycled", "recycled 2w"),
    ]


def test_each_row_says_what_to_do(full: Desk) -> None:
    assert {row.name: row.what for row in today.queue(full)} == {
        "Promised": "call", "Late": "send case study", "Plain": "call", "Reply": "answer: “yes, tell me more”",
        "New": "first call (webinar)", "Quiet": "call, not before Mon 23 Nov", "Again": "re-open: timing, Sep",
    }  # fmt: skip


def test_a_row_read_alone_is_the_row_of_the_queue(full: Desk, clock: TickingClock) -> None:
    for row in today.queue(full):
        alone = today.row_of(full, row.id)
        assert alone is not None and alone == row


def test_new_leads_race_a_clock_of_working_minutes(full: Desk, clock: TickingClock) -> None:
    clock.jump(minutes=40)
    row = next(row for row in today.queue(full) if row.name == "New")
    assert (row.why, row.over) == ("new 1h02 ⏱1h!", True)
    touched(full, row.id)
    assert whys(full)["New"] == "today"


def test_what_was_settled_leaves_the_queue(full: Desk) -> None:
    by_name = {row.name: row.id for row in today.queue(full)}
    next_steps.set_next(full, by_name["Reply"], "call in 4d")
    next_steps.snooze(full, by_name["Quiet"], "20d")
    next_steps.snooze(full, by_name["Again"], "m")
    next_steps.snooze(full, by_name["Late"], "1")
    assert names(full) == ["Promised", "Plain", "New"]


def test_a_dormant_account_put_off_comes_back_on_that_day(full: Desk, clock: TickingClock) -> None:
    again = next(row.id for row in today.queue(full) if row.name == "Again")
    before = live(full)
    said = next_steps.snooze(full, again, "7").said
    assert "Again" not in names(full)
    assert said == "Put off Again: look again on 2026-10-20"
    history.undo(full)
    assert live(full) == before


# -- the score orders, the person decides --------------------------------------------------------------------------


def test_inside_a_band_the_score_orders_then_value_then_age(desk: Desk, clock: TickingClock) -> None:
    clock.jump(hours=3)
    for name, value in (("Old", "5k"), ("Young", "5k"), ("Dear", "9k")):
        touched(desk, lead(desk, name, value=value))
    desk.db.conn.execute("UPDATE account SET created_on = '2026-01-01' WHERE name = 'Old'")
    warm = touched(desk, lead(desk, "Warm"))
    notes.log_activity(desk, warm, "reply")
    notes.log_activity(desk, warm, "mail_sent")
    assert names(desk) == ["Warm", "Dear", "Old", "Young"]
    assert [row.score.cell for row in today.queue(desk)] == ["–2", "–4", "–4", "–4"]


def test_whoever_sleeps_stands_below_the_others_of_the_band_and_shows_the_clock(
    desk: Desk, clock: TickingClock
) -> None:
    clock.jump(hours=3)
    far = touched(desk, lead(desk, "Far", value="90k"))
    desk.db.conn.execute(
        "UPDATE contact_point SET key = '+14155550100' WHERE account_id = ? AND kind = 'phone'", (far,)
    )
    touched(desk, lead(desk, "Near"))
    rows = today.queue(desk)
    assert [(row.name, row.away) for row in rows] == [("Near", False), ("Far", True)]
    assert rows[1].clock.startswith("03:") and rows[0].clock.startswith("12:")


def test_the_persons_own_zone_is_believed_first_and_the_country_last(desk: Desk, clock: TickingClock) -> None:
    clock.jump(hours=3)
    account = touched(desk, lead(desk, "Far"))
    row = today.row_of(desk, account)
    assert row is not None and row.clock[:2] == "12", "the number rings in Berlin"
    desk.db.conn.execute("UPDATE contact SET zone = 'Asia/Tokyo'")
    row = today.row_of(desk, account)
    assert row is not None and row.clock[:2] == "19"
    desk.db.conn.execute("UPDATE contact SET zone = 'Mars/Olympus'")
    row = today.row_of(desk, account)
    assert row is not None and (row.clock, row.away) == ("", False)
    desk.db.conn.execute("UPDATE contact SET zone = NULL, country = 'Portugal'")
    desk.db.conn.execute("UPDATE contact_point SET key = NULL")
    row = today.row_of(desk, account)
    assert row is not None and row.clock[:2] == "11"


def test_the_order_can_be_argued_with_until_the_step_is_done(desk: Desk, clock: TickingClock) -> None:
    clock.jump(hours=3)
    first, second = touched(desk, lead(desk, "First", value="9k")), touched(desk, lead(desk, "Second"))
    before = live(desk)
    assert names(desk) == ["First", "Second"]
    done = arguing.nudge(desk, second, 1, "their fair is tomorrow")
    assert done.said == "Second: sooner, their fair is tomorrow"
    assert names(desk) == ["Second", "First"]
    assert nudges.nudge_of(desk, second) == nudges.Nudge(1, "their fair is tomorrow")
    arguing.nudge(desk, second, -1)
    assert names(desk) == ["First", "Second"] and nudges.nudge_of(desk, second) is None
    history.undo(desk)
    history.undo(desk)
    assert live(desk) == before
    arguing.nudge(desk, first, -1, "not before lunch")
    assert names(desk) == ["Second", "First"]
    next_steps.set_next(desk, first, "call today")
    assert names(desk) == ["First", "Second"], "another step, another argument"
    assert desk.settings.goal_dials == 50
    desk.reread_settings()


def test_a_promised_hour_and_a_stranger_to_the_queue_are_not_argued_about(full: Desk) -> None:
    promised = next(row.id for row in today.queue(full) if row.name == "Promised")
    with pytest.raises(DeskError, match="promised hour"):
        arguing.nudge(full, promised, 1)
    with pytest.raises(DeskError, match="not in today's queue"):
        arguing.nudge(full, lead(full, "Later", "call in 3d"), 1)


def test_a_score_is_explained_line_by_line(full: Desk, own_home: Path) -> None:
    reply = next(row.id for row in today.queue(full) if row.name == "Reply")
    told = scoring.score_of(full, reply)
    assert (told.name, told.score.cell) == ("Reply", "–3" if told.score.engagement < 30 else "–2")
    assert [line.text for line in told.lines] == [
        "fit unknown: no ideal customer profile is set (icp.toml)", "replied, yesterday (30)",
    ]  # fmt: skip
    assert told.lines[1].points == pytest.approx(30 * 0.5 ** (1 / 21))
    assert told.folder == str(own_home / ".config" / "sdrdesk")


def test_a_profile_of_ones_own_grades_and_a_broken_one_is_told(own_home: Path, clock: TickingClock) -> None:
    folder = own_home / ".config" / "sdrdesk"
    folder.mkdir(parents=True)
    (folder / "icp.toml").write_text("[[must]]\nwhat = 'country'\nis = 'DE'\npoints = 80\n")
    (folder / "queue.toml").write_text("nudge = 'far'\n")
    desk = open_desk(":memory:", clock=clock)
    good, bad = lead(desk, "Good", country="Germany"), lead(desk, "Bad", country="France")
    unknown = lead(desk, "Unknown")
    found = scoring.scores(desk, [good, bad, unknown])
    assert [found[one].cell for one in (good, bad, unknown)] == ["A4", "D4", "–4"]
    assert scoring.icp_failed(desk, bad) and not scoring.icp_failed(desk, good)
    assert pipeline.verdict_of(desk, bad).passed is False
    assert desk.ranking().trouble.startswith("queue.toml, line 1: nudge must be a whole number")
    desk.close()


# -- the day -------------------------------------------------------------------------------------------------------


def test_the_header_counts_by_the_flags_of_the_outcomes(full: Desk) -> None:
    by_name = {row.name: row.id for row in today.queue(full)}
    assert day.header(full)[:3] == (0, 0, 0)
    assert day.header(full).due == 4
    outcomes.log_call(full, by_name["Plain"], "no_answer")
    outcomes.log_call(full, by_name["Late"], "meeting_booked", when="thu 10")
    outcomes.log_call(full, by_name["New"], "conversation", when="thu 10", direction="in")
    found = day.header(full)
    assert (found.dials, found.talks, found.meetings, found.due) == (2, 2, 1, 1)
    assert (found.goal_dials, found.goal_talks, found.goal_meetings) == (50, 8, 2)


def test_the_pace_is_stated_until_it_is_known(desk: Desk, clock: TickingClock) -> None:
    assert day.pace(desk) == (5.0, 0) and day.pace(desk).assumed
    account = lead(desk, "Halden")
    for _ in range(21):
        outcomes.log_call(desk, account, "no_answer", when="today")
        clock.jump(minutes=2)
    found = day.pace(desk)
    assert 2.0 <= found.minutes < 2.5 and not found.assumed


def test_snoozes_are_counted_since_something_was_last_done(desk: Desk) -> None:
    account = lead(desk, "Halden")
    assert next_steps.snoozes_in_a_row(desk, account) == 0
    next_steps.snooze(desk, account, "1")
    next_steps.snooze(desk, account, "1")
    assert next_steps.snoozes_in_a_row(desk, account) == 2
    history.undo(desk)
    assert next_steps.snoozes_in_a_row(desk, account) == 1
    next_steps.set_next(desk, account, "call today")
    assert next_steps.snoozes_in_a_row(desk, account) == 0


# -- one key per outcome -------------------------------------------------------------------------------------------

OUTCOMES: dict[str, tuple[str, str | None]] = {
    # outcome -> what is next in the record, and the band it is in afterwards (None: gone from today)
    "no_answer": ("active call 2026-10-14 14:30", None),
    "busy": ("active call 2026-10-13 11:", "today"),
    "voicemail_left": ("active call 2026-10-15 14:30", None),
    "voicemail_none": ("active call 2026-10-14 14:30", None),
    "bad_number": ("active task 2026-10-14 None", None),
    "gatekeeper": ("active call 2026-10-14 14:30", None),
    "wrong_person": ("active task 2026-10-14 None", None),
    "hung_up": ("active mail 2026-10-16 None", None),
    "callback": ("active call 2026-10-15 10:00", None),
    "not_interested": ("active task 2026-10-14 None", None),
    "referred": ("active call 2026-10-14 None", None),
    "conversation": ("active call 2026-10-15 10:00", None),
    "meeting_booked": ("active meeting 2026-10-15 10:00", None),
    "do_not_contact": ("disqualified None None None", None),
}


def person(desk: Desk, account_id: str) -> str:
    return str(desk.db.value("SELECT id FROM contact WHERE account_id = ? ORDER BY position LIMIT 1", (account_id,)))


def log(desk: Desk, account_id: str, outcome: str) -> None:
    outcomes.log_call(
        desk, account_id, outcome, contact_id=person(desk, account_id), confirmed=True,
        when="thu 10" if outcome in ("callback", "conversation", "meeting_booked") else "",
        who="Ana Ruiz" if outcome in ("wrong_person", "referred", "gatekeeper") else "",
    )  # fmt: skip


def state(desk: Desk, account_id: str) -> dict[str, object]:
    """What an outcome may touch: step, exit, number, person, attempts, the quiet clock."""
    row = find.the_account(desk, account_id)
    return {
        "step": f"{row['status']} {row['next_kind']} {row['next_due']} {row['next_time']}",
        "numbers": desk.db.value("SELECT count(*) FROM contact_point WHERE kind = 'phone' AND dead_at IS NULL"
                                 " AND deleted_at IS NULL AND account_id = ?", (account_id,)),
        "people": desk.db.value("SELECT count(*) FROM contact WHERE deleted_at IS NULL AND account_id = ?",
                                (account_id,)),
        "blocked": row["do_not_contact"],
        "tries": outcomes.attempts(desk, account_id),
        "quiet": desk.db.value("SELECT two_way_on FROM card WHERE id = ?", (account_id,)),
    }  # fmt: skip


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_goes_on_to_the_next_row_and_u_brings_it_back(full: Desk, clock: TickingClock, outcome: str) -> None:
    plain = next(row.id for row in today.queue(full) if row.name == "Plain")
    outcomes.log_call(full, plain, "no_answer", when="today")
    before, order, row = live(full), names(full), state(full, plain)
    assert order == ["Promised", "Late", "Plain", "Reply", "New", "Quiet", "Again"]
    expected, band = OUTCOMES[outcome]
    log(full, plain, outcome)
    after = state(full, plain)
    assert str(after["step"]).startswith(expected)
    found = by_id(outcome)
    assert after["tries"] == (0 if found.conversation else 2)
    assert after["numbers"] == (0 if outcome == "bad_number" else 1)
    assert after["people"] == (2 if outcome in ("wrong_person", "referred") else 1)
    assert after["blocked"] == (outcome == "do_not_contact")
    if found.two_way and outcome != "do_not_contact":
        assert after["quiet"] == "2026-10-13"
    assert names(full) == (order if band else [name for name in order if name != "Plain"])
    placed = today.row_of(full, plain)
    assert (placed.band if placed else None) == band
    history.undo(full)
    assert (live(full), names(full), state(full, plain)) == (before, order, row)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_u_brings_it_back_after_a_restart_and_another_windows_write(
    tmp_path: Path, clock: TickingClock, outcome: str
) -> None:
    path = tmp_path / "desk.db"
    first = open_desk(path, clock=clock, origin="one")
    clock.jump(hours=2)
    account, other = touched(first, lead(first, "Plain")), touched(first, lead(first, "Other"))
    before, order, row = live(first), names(first), state(first, account)
    log(first, account, outcome)
    act = history.acts(first)[0].id
    first.close()
    window = open_desk(path, clock=clock, origin="two")
    notes.note(window, other, "written elsewhere")
    window.close()
    again = open_desk(path, clock=clock, origin="one")
    history.undo(again, act)
    assert (names(again), state(again, account)) == (order, row)
    after = live(again)
    del after["note"]
    assert after == {table: rows for table, rows in before.items() if table != "note"}
    again.close()


def by_id(outcome: str) -> Disposition:
    return outcomes.the_disposition(outcome)


def test_a_guided_call_ends_like_any_other(full: Desk) -> None:
    plain = next(row.id for row in today.queue(full) if row.name == "Plain")
    order = names(full)
    call = calls.start_call(full, plain, person(full, plain)).made
    assert call is not None and names(full) == order, "a call that is still open settles nothing"
    calls.finish_call(full, call, "callback", when="thu 10")
    assert "Plain" not in names(full)
    history.undo(full)
    assert names(full) == order


def test_at_the_cap_the_row_proposes_to_let_it_rest(desk: Desk) -> None:
    account = lead(desk, "Halden")
    for _ in range(6):
        outcomes.log_call(desk, account, "no_answer", when="call today")
    row = today.row_of(desk, account)
    assert row is not None
    assert (row.tries, row.cap, row.what) == (6, 6, "call · 6 tries: Del lets it rest")


def test_reading_a_page_takes_a_fixed_number_of_queries(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [lead(desk, f"Lead {number}") for number in range(12)]
    desk.ranking()

    def asked(read: Callable[[], object]) -> int:
        counted: list[str] = []
        desk.db.conn.set_trace_callback(counted.append)
        read()
        desk.db.conn.set_trace_callback(None)
        return len(counted)

    assert asked(lambda: scoring.scores(desk, made[:1])) == asked(lambda: scoring.scores(desk, made))
    assert asked(lambda: today.group(desk, "today", most=2)) == asked(lambda: today.group(desk, "today"))
