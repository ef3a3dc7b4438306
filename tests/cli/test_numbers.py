"""Numbers through the command line: as data that a script can count on, as a table, as words."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from conftest import SHARED_DATA

from .conftest import Sdrdesk

EVENTS = SHARED_DATA.parent / "metrics" / "events.json"
SPAN = ("--from", "2026-01-01", "--to", "2026-04-01", "--as-of", "2026-04-15")


@pytest.fixture
def history(db: Path) -> Path:
    from sdrdesk.demo.__main__ import main

    if not EVENTS.is_file():
        pytest.skip("../shared/metrics is not beside the repository")
    assert main(["--events", str(EVENTS), str(db)]) == 0
    return db


def test_the_history_comes_out_as_numbers_with_what_they_were_made_of(history: Path, sdrdesk: Sdrdesk) -> None:
    told = sdrdesk("numbers", *SPAN, "--json").json
    cohort = told["conv"]["lead->prospect 30d cohort"]
    assert (cohort["value"], cohort["numerator"], cohort["denominator"], cohort["n"]) == (80.0, 8, 10, 10)
    assert (cohort["id"], cohort["low"], cohort["high"]) == ("lead_prospect", 49.02, 94.33)
    assert told["attr"]["CAC fully loaded"]["value"] == 1866.67
    assert told["volume"]["cpl[event]"]["value"] is None
    assert told["volume"]["cpl[event]"]["why_na"]
    assert told["cycle"]["prospect->customer, won"]["value"] == [30, 60]
    assert told["period"] == {"from": "2026-01-01", "to": "2026-04-01", "as_of": "2026-04-15"}
    assert (told["currency"], told["assumptions"]["gross_margin"]) == ("USD", "80")


def test_csv_has_a_row_for_every_figure_and_the_same_values(history: Path, sdrdesk: Sdrdesk) -> None:
    told = sdrdesk("numbers", *SPAN, "--json").json
    rows = list(csv.DictReader(io.StringIO(sdrdesk("numbers", *SPAN, "--csv").out)))
    groups = {name: held for name, held in told.items() if name not in ("period", "currency", "assumptions")}
    assert len(rows) == sum(map(len, groups.values()))
    found = next(row for row in rows if row["name"] == "AOV")
    assert (found["value"], found["n"], found["unit"]) == ("1010.0", "10", "money")


def test_words_and_markdown_say_the_same(history: Path, sdrdesk: Sdrdesk) -> None:
    line = "lead->prospect 30d cohort: 8/10 = 80.0 % (49–94 %)"
    assert f"  {line}\n" in sdrdesk("numbers", *SPAN).out
    assert "| lead->prospect 30d cohort | 8/10 = 80.0 % (49–94 %) | 10 |" in sdrdesk("numbers", *SPAN, "--md").out


@pytest.mark.parametrize("command", ["spend 2026-03 ads", "rate GBP 2026-03-01"])
def test_a_negative_amount_is_refused_in_a_sentence_about_amounts(
    command: str, history: Path, sdrdesk: Sdrdesk
) -> None:
    told = sdrdesk(*command.split(), "-5")
    assert told.code == 1
    assert "-5" in told.err and "No such option" not in told.err


def test_an_as_of_before_the_first_event_is_said(history: Path, sdrdesk: Sdrdesk) -> None:
    told = sdrdesk("numbers", "--as-of", "2020-01-01")
    assert "Nothing had happened by 2020-01-01: the first event of this desk is of 20" in told.out
    assert "Nothing had happened" not in sdrdesk("numbers", *SPAN).out


def test_an_as_of_before_the_first_event_is_no_error(history: Path, sdrdesk: Sdrdesk) -> None:
    told = sdrdesk("numbers", "--as-of", "2020-01-01", "--json")
    assert told.code == 0
    assert told.json["state"]["records_by_state"]["value"] == {}


def test_a_period_that_ends_before_it_begins_is_refused(history: Path, sdrdesk: Sdrdesk) -> None:
    ended = sdrdesk("numbers", "--from", "2026-04-01", "--to", "2026-01-01")
    assert (ended.code, ended.out) == (1, "")
    assert "before it begins" in ended.err
    assert "is no day" in sdrdesk("numbers", "--from", "spring").err


def test_the_same_history_may_be_made_again_and_another_desk_is_not_replaced(history: Path, sdrdesk: Sdrdesk) -> None:
    from sdrdesk.demo.__main__ import main

    assert main(["--events", str(EVENTS), str(history)]) == 0
    assert main(["--events", str(history), str(history.with_name("other.db"))]) == 1


def test_what_a_rep_knows_is_entered_and_taken_back(sdrdesk: Sdrdesk, acme: str) -> None:
    assert sdrdesk("spend", "2026-10", "fair", "1200").out == "Spent on Fair in 2026-10: €1,200\n"
    assert sdrdesk("rate", "USD", "2026-10-01", "0.92").out == "1 USD is 0.92 EUR from Thu 1 Oct on\n"
    assert sdrdesk("recurring", "acme", "125").out == "Acme GmbH pays €125 per month from Tue 13 Oct on\n"
    assert sdrdesk("settings", "gross_margin=80").out == "Numbers assume: gross margin 80\n"
    assert "gross_margin     80" in sdrdesk("settings").out
    for _ in range(4):
        assert sdrdesk("undo").code == 0
    assert "gross_margin     100" in sdrdesk("settings").out
    assert sdrdesk("spend", "2026-10", "fair", "--", "-5").code == 1


def test_objections_are_reported_by_what_one_asks(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("objection", "acme", "price", "twice what we pay now")
    assert sdrdesk("objections").out == "price: heard 1, explored 0/1, settled –, went on 0/1\n"
    told = sdrdesk("objections", "--by", "stage", "--json").json
    assert (told["heard"], told["lines"][0]["key"], told["lines"][0]["open"]) == (1, ["price", "lead"], 1)
    assert sdrdesk("objections", "--open").out == "Acme GmbH: price, “twice what we pay now” (not explored)\n"
    assert sdrdesk("objections", "--ask-first", "--json").json == []
    assert sdrdesk("objections", "--by", "colour").code == 2


@pytest.mark.parametrize(
    "history", ["[]", "{}", "not json", '{"stage": [["A", "soon", "lead", ""]]}', '{"stage": [["A", "2026-01-05"]]}',
                '{"stage": [["A", "2026-01-05", "lead", ""]], "calls": ["sang"]}'],
)  # fmt: skip
def test_a_history_that_is_none_is_refused_in_a_line_and_leaves_nothing(
    tmp_path: Path, history: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from sdrdesk.demo.__main__ import main

    file, out = tmp_path / "history.json", tmp_path / "out.db"
    file.write_text(history)
    assert main(["--events", str(file), str(out)]) == 1
    assert not out.exists()
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_refund_is_taken_off_what_was_ordered(tmp_path: Path, sdrdesk: Sdrdesk, db: Path) -> None:
    from sdrdesk.demo.__main__ import main

    file = tmp_path / "history.json"
    orders = '[["A", "2026-01-05", "500"], ["A", "2026-02-01", "-100"], ["A", "2026-03-01", "0"]]'
    file.write_text(f'{{"as_of": "2026-04-15", "period": ["2026-01-01", "2026-04-01"], "orders": {orders}}}')
    assert main(["--events", str(file), str(db)]) == 0
    told = sdrdesk("numbers", *SPAN, "--json").json["cust"]
    assert told["orders / buyers / revenue in trailing 12 months"]["value"] == [1, 1, 400.0]
    assert told["AOV"]["of_nothing"] == 1


@pytest.mark.parametrize("option", ["--from", "--to", "--as-of"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_one_sentence(sdrdesk: Sdrdesk, acme: str, option: str, day: str) -> None:
    ended = sdrdesk("numbers", option, day)
    assert (ended.code, ended.out, ended.err) == (1, "", f"{day} is out of reach; name a day from 1900 to 2199.\n")


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_the_farthest_days_have_numbers(sdrdesk: Sdrdesk, acme: str, day: str) -> None:
    for option in ("--from", "--to", "--as-of"):
        assert sdrdesk("numbers", option, day).code == 0
