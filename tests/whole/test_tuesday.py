"""A Tuesday of a rep on the demo desk: from the first row of Today to the last key, at one sitting; then the file."""

import base64
import json
import re
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from sdrdesk import demo
from sdrdesk.domain.days import add_business_days, add_months
from sdrdesk.usecases.accounts import edit_account
from sdrdesk.usecases.demo_copy import put_sample
from sdrdesk.usecases.desk import change_settings, open_desk, system_clock
from sdrdesk.usecases.find import find_ref
from whole.conftest import Start
from whole.escapes import COPY
from whole.rep import Rep

SNOOZED, RECYCLED = "Nordmoor Verpackungen AG", "Grünewort Pflegedienst KG"
PROSPECT, PERSON = "Juniper Row Freight B.V.", "Sanne de Ruijter"
WRITTEN_TO, NEW = "Brennholt Lagerhaus GmbH", "Fernhollow Warehousing Ltd"
GERMAN = "late:yes stage:lead step:call country:germany"
BLOCK = {
    "Ostwaldner Tagespflege eG": "no_answer",
    "Mühlkamp Messebau AG": "no_answer",
    "Tannhorst Seniorenhilfe GmbH": "voicemail_left",
    "Elbmarken Aufzugsdienst GmbH": "bad_number",
    "Nordmoor Lagerhaus KG": "gatekeeper",
    "Birkenrain Aufzugsdienst GmbH": "not_interested",
}
"""Account -> what comes of its call; in whatever order the queue has them today."""
AWAY = "late:yes stage:lead step:call country:us|gb|fr"
WEBINAR = """First Name,Last Name,Company,Email,Phone,Job Title,Lead Source
Lena,Ahrens,Kieselgrund Logistik GmbH,lena@kieselgrund.example,+49 30 23125 901,Head of Operations,Webinar November
Paul,Witt,Tannkamp Bau GmbH,paul@tannkamp.example,+49 30 23125 902,Planner,Webinar November
Ida,Roth,Moorlicht Pflege KG,ida@moorlicht.example,+49 30 23125 903,Managing Director,Webinar November
"""


@pytest.fixture
def rep(start_desk: Start, tmp_path: Path) -> Rep:
    """A rep with the demo desk, moved to today, and a list of webinar guests."""
    rep = Rep(start_desk, tmp_path)
    assert put_sample(rep.desk)
    with closing(open_desk(rep.desk, create=False)) as desk:
        demo.shift(desk.db, here_and_now().date())
        desk.reread_settings()
        change_settings(desk, first_run_done="yes")
        edit_account(desk, find_ref(desk, PROSPECT), value="")
    (tmp_path / "webinar.csv").write_text(WEBINAR, encoding="utf-8")
    return rep


def test_a_tuesday_from_the_first_key_to_the_last(rep: Rep) -> None:
    rep.sit_down(r"^ sdrdesk · Today .*dials 0/50  talks 0/8  meetings 0/2 .*\d+ due · ~", size=(100, 28))
    two_rows_are_not_real_any_more(rep)
    a_lead_becomes_a_prospect_in_one_call(rep)
    a_text_is_taken_from_its_cadence(rep)
    a_new_lead_has_a_voicemail(rep)
    a_block_of_calls(rep)
    a_list_goes_from_a_file_into_the_inbox(rep)
    the_inbox_is_triaged(rep)
    a_sheet_is_dialled_elsewhere(rep)
    the_day_is_counted(rep)
    the_late_pile_is_spread(rep)
    the_prospect_is_handed_over(rep)
    rep.get_up(allow=[COPY])


def here_and_now() -> datetime:
    """The rep's own clock."""
    return system_clock().astimezone()


def account(rep: Rep, name: str, column: str = "id") -> str:
    return str(rep.ask(f"SELECT {column} FROM account WHERE name = ? AND deleted_at IS NULL", name))


def outcomes(rep: Rep, name: str) -> list[str]:
    """How the calls with an account ended that were made at this sitting."""
    sql = "SELECT disposition FROM call WHERE account_id = ? AND deleted_at IS NULL AND on_date = ? ORDER BY started_at"
    return [row[0] for row in rep.rows(sql, account(rep, name), here_and_now().date().isoformat())]


def copied(rep: Rep) -> str:
    """What was last given to the clipboard."""
    rep.terminal.screen()
    last = re.findall(COPY, bytes(rep.terminal.raw))[-1]
    return base64.b64decode(last.removeprefix(b"\x1b]52;c;").removesuffix(b"\x07")).decode()


# -- 08:53 ---------------------------------------------------------------------------------------------------------


def two_rows_are_not_real_any_more(rep: Rep) -> None:
    now = here_and_now()
    days = (3 - now.weekday()) % 7 or (7 if now.time() >= time(10) else 0)
    rep.find(SNOOZED)
    rep.press("s")
    rep.answer("^ Snooze .* until when", "thu 10")
    thursday = (now.date() + timedelta(days)).isoformat()
    rep.until_asked(thursday, "SELECT next_due FROM account WHERE name = ?", SNOOZED)
    assert account(rep, SNOOZED, "next_time") == "10:00"

    rep.find(RECYCLED)
    rep.command("recycle 6m")
    rep.press("", f"Why does {RECYCLED} rest until")
    rep.press("<enter>")
    rep.until("the account at rest", "account", name=RECYCLED, status="dormant")
    assert account(rep, RECYCLED, "review_on") == add_months(here_and_now().date(), 6).isoformat()
    rep.press("", "^  Nothing that is due fits")


# -- 08:55 to 09:14 ------------------------------------------------------------------------------------------------


def a_lead_becomes_a_prospect_in_one_call(rep: Rep) -> None:
    rep.find("late:yes stage:lead")
    rep.go_to(PERSON[:8])
    shown = rep.terminal.screen().split("\n")
    below = shown[next(row for row, line in enumerate(shown) if line.startswith("▸")) + 1]

    rep.press("p", rf"{PROSPECT}")
    rep.press("", "that is twice what I had in my head")
    rep.press("<enter>", r"^▸⏎ they answered +the guided call")
    assert f"{PERSON} · Branch Manager" in rep.terminal.screen()
    rep.press("<enter>", r"^ → Authority")  # the criterion nothing is known of stands first
    rep.say("b 40k approved, ops budget")
    rep.say("a CFO signs above 25k, she drives it")
    rep.say('!impl "our last rollout took nine months"')
    rep.say("> blame if it slips")
    rep.press("", "moved them 5 of 5 times")
    rep.press("<tab>", "^ AUTHORITY · signer and limit")
    rep.press("<esc>", "Esc leave as draft")
    rep.press("f", "^ pass: offer the move to Prospect")
    rep.press("k")
    rep.answer("^ Conversation: what next, and when", "send plan in 2d")
    rep.press("", f"B A N T pass. Promote {PROSPECT} to Prospect")
    rep.press("y")
    rep.answer("worth", "38000")
    rep.until("the prospect", "account", name=PROSPECT, stage="prospect", status="active")

    rep.press("", r"^ / late:yes stage:lead")
    who = below[18:30]
    rep.terminal.wait_until(lambda: who in rep.marked(), f"the next row, {below!r}, under the cursor")
    assert PERSON[:8] not in rep.terminal.screen()
    ident = account(rep, PROSPECT)
    assert account(rep, PROSPECT, "next_due") == (here_and_now().date() + timedelta(2)).isoformat()
    assert account(rep, PROSPECT, "next_kind") == "mail"
    deals = "SELECT value_minor, currency, outcome FROM deal WHERE account_id = ? AND deleted_at IS NULL"
    assert rep.rows(deals, ident) == [(3_800_000, "EUR", "open")]
    sql = "SELECT criterion, grade, evidence, quote FROM grade WHERE account_id = ? AND at >= ? ORDER BY criterion"
    assert [row[:3] for row in rep.rows(sql, ident, here_and_now().date().isoformat())] == [
        ("authority", 2, "stated"), ("budget", 2, "stated"),
    ]  # fmt: skip
    sql = "SELECT concern, outcome FROM objection WHERE account_id = ? AND category = 'implementation' ORDER BY at DESC"
    assert rep.rows(sql, ident)[0] == ("blame if it slips", "open")
    assert outcomes(rep, PROSPECT) == ["conversation"]
    rep.press("", "dials 1/50  talks 1/8  meetings 0/2")


def a_text_is_taken_from_its_cadence(rep: Rep) -> None:
    rep.find(WRITTEN_TO)
    rep.press("C", f"{WRITTEN_TO}: mail 7/9 outbound-9")
    rep.press("y", "Copied the text through the terminal")
    assert copied(rep).startswith("Hello Björn,")
    assert WRITTEN_TO in copied(rep) and "{" not in copied(rep)
    rep.press("<enter>")
    ident = account(rep, WRITTEN_TO)
    rep.until_asked("done", "SELECT outcome FROM cadence_step WHERE account_id = ? AND number = 6", ident)
    assert account(rep, WRITTEN_TO, "next_due") > here_and_now().date().isoformat()


# -- 09:15 ---------------------------------------------------------------------------------------------------------


def a_new_lead_has_a_voicemail(rep: Rep) -> None:
    rep.find(NEW)
    assert "0/6" in rep.marked()
    rep.press("c", r"v voicemail left +mail today, call again \w+ .* · try 2/6")
    rep.press("v")
    rep.terminal.wait_until(lambda: outcomes(rep, NEW) == ["voicemail_left"], "the call on file")
    due = add_business_days(here_and_now().date(), 2)
    assert account(rep, NEW, "next_due") == due.isoformat()
    assert account(rep, NEW, "next_time") in ("10:30", "14:30")
    assert rep.ask("SELECT attempt FROM call WHERE account_id = ?", account(rep, NEW)) == 1
    said = json.loads(rep.run("show", NEW, "--json"))
    assert said["tries"] == 1


# -- 09:16 to 10:20 ------------------------------------------------------------------------------------------------


def a_block_of_calls(rep: Rep) -> None:
    rep.find(GERMAN)
    rep.press("b", f"Block {GERMAN[:20]}")
    block = str(rep.ask("SELECT id FROM call_block WHERE kind = 'block' ORDER BY begun_at DESC LIMIT 1"))
    frozen = "SELECT a.name FROM call_block_row AS r JOIN account AS a ON a.id = r.account_id WHERE r.block_id = ?"
    names = [row[0] for row in rep.rows(f"{frozen} ORDER BY r.position", block)]
    assert sorted(names) == sorted(BLOCK)
    for place, name in enumerate(names):
        rep.press("", rf"{len(names) - place} of {len(names)} left .*{name[:20]}")
        if place == 3:
            leave_and_come_back(rep, len(names) - place)
        a_call_in_the_block(rep, name, misses=place == 2)
    rep.press("", "6 dials · 1 talk · 0 meetings")
    assert [row[0] for row in rep.rows(f"{frozen} ORDER BY r.position", block)] == names
    assert rep.ask("SELECT ended_at IS NOT NULL FROM call_block WHERE id = ?", block) == 1

    rep.press("", "1 objection not explored")
    rep.press("<enter>", "^ said +“we have people for that”")
    rep.press("w")
    rep.answer("What do they really fear", "afraid to be blamed")
    rep.until("the concern", "objection", concern="afraid to be blamed", words="we have people for that")
    rep.press("<esc>", "6 dials")
    rep.press("<enter>", "^ / late:yes")
    for name, outcome in BLOCK.items():
        assert outcomes(rep, name) == [outcome], name


def leave_and_come_back(rep: Rep, left: int) -> None:
    rep.press("<esc>", f"{left} of {len(BLOCK)} left: b goes on with it")
    rep.press("b", "^ There is the block of")
    rep.press("<enter>", rf"Block .*{left} of {len(BLOCK)} left")


def a_call_in_the_block(rep: Rep, name: str, *, misses: bool) -> None:
    acts = "SELECT count(*) FROM call WHERE account_id = ? AND deleted_at IS NULL"
    before, ident = rep.ask(acts, account(rep, name)), account(rep, name)
    if misses:
        due = account(rep, name, "next_due")
        rep.press("x")
        rep.until_asked(before + 1, acts, ident)
        rep.press("u", "Undid")
        rep.until_asked(before, acts, ident)
        rep.press("", rf"Block .* left .*{name[:20]}")
        assert account(rep, name, "next_due") == due
    outcome = BLOCK[name]
    if outcome == "bad_number":
        number = rep.ask("SELECT id FROM contact_point WHERE account_id = ? AND kind = 'phone'", ident)
        rep.press("w", "A number that works")
        rep.press("<enter>")
        rep.until_asked(1, "SELECT dead_at IS NOT NULL FROM contact_point WHERE id = ?", number)
        assert rep.count("contact", account_id=ident) == 1, "the person is kept"
    elif outcome == "gatekeeper":
        rep.press("g")
        rep.answer("Whom to ask for", "Frau Kern")
        rep.until_asked("call", "SELECT next_kind FROM account WHERE id = ? AND next_what LIKE '%Frau Kern%'", ident)
    elif outcome == "not_interested":
        rep.press("i", "not interested. What now")
        rep.press("x", "objects: what does it sound like")
        rep.press("n")
        rep.answer("what did they say", "we have people for that")
        rep.until("the account at rest", "account", name=name, status="dormant")
        rep.press("", "^ ▸⏎ next row")  # a conversation stays in front until it is left
        rep.press("<enter>")
    else:
        rep.press({"no_answer": "n", "voicemail_left": "v"}[outcome])
    rep.until_asked(before + 1, acts, ident)


# -- 10:30 to 10:40 ------------------------------------------------------------------------------------------------


def a_list_goes_from_a_file_into_the_inbox(rep: Rep) -> None:
    rep.press("<esc>", "^ sdrdesk · Today")
    rep.command(f"import {rep.folder}/webinar.csv")
    rep.press("", "^▸ Import 3 of 3 rows")
    assert rep.count("account", name="Kieselgrund Logistik GmbH") == 0, "a plan writes nothing"
    rep.press("<enter>", "Imported webinar.csv: 3 new")
    assert rep.count("account", name="Kieselgrund Logistik GmbH", status="inbox", source="Webinar November") == 1
    rep.press("<enter>", "^ sdrdesk · Inbox")


def the_inbox_is_triaged(rep: Rep) -> None:
    standing = "SELECT count(*) FROM account WHERE source = 'Webinar November' AND status = ?"
    runs = "SELECT count(*) FROM cadence_run WHERE cadence = 'webinar-5' AND deleted_at IS NULL"
    rep.find("source:november")
    rep.press("X", "3 marked")
    rep.command("cadence webinar-5")
    rep.press("", "Cadence webinar-5 on 3 marked accounts: 3 change")
    rep.press("y")
    rep.until_asked(3, standing, "active")
    assert rep.ask(runs) == 3
    rep.press("u", "Undid: Cadence webinar-5: 3 accounts changed")
    rep.until_asked(3, standing, "inbox")
    assert rep.ask(runs) == 0
    rep.press("X", "3 marked")
    rep.press("t")
    rep.answer("first step", "call in 1d")
    rep.press("", "3 change")
    rep.press("y")
    rep.until_asked(3, standing, "active")


# -- 13:30 to 16:55 ------------------------------------------------------------------------------------------------


def a_sheet_is_dialled_elsewhere(rep: Rep) -> None:
    rep.press("<esc>1", "^ sdrdesk · Today")
    rep.find(AWAY)
    rep.command("sheet 3")
    rep.press("", r"3 numbers: .*:wrapup takes the outcomes")
    (sheet,) = (rep.folder / "sheets").iterdir()
    block = "(SELECT id FROM call_block WHERE kind = 'sheet')"
    sql = f"SELECT a.name FROM call_block_row AS r JOIN account AS a ON a.id = r.account_id WHERE r.block_id = {block}"
    names = [row[0] for row in rep.rows(f"{sql} ORDER BY r.position")]
    assert all(name[:9] in sheet.read_text(encoding="utf-8") for name in names)
    rep.command("wrapup")
    rep.press("", "Wrap-up .*3 of 3 left")
    rep.press("nvn", "Esc leaves, u takes back")
    rep.terminal.wait_until(
        lambda: [outcomes(rep, name) for name in names] == [["no_answer"], ["voicemail_left"], ["no_answer"]],
        "an outcome for every row",
    )
    rep.press("<esc>", "^ / late:yes")


def the_day_is_counted(rep: Rep) -> None:
    today = here_and_now().date().isoformat()
    dials = rep.ask("SELECT count(*) FROM call WHERE direction = 'out' AND deleted_at IS NULL AND on_date = ?", today)
    assert dials == 1 + 1 + len(BLOCK) + 3
    rep.press("<esc>", f"dials {dials}/50  talks 2/8  meetings 0/2")
    quarter = json.loads(rep.run("numbers", "--json"))["calls"]["dials"]["value"]
    rep.press("5", "^ sdrdesk · Numbers")
    rep.press("lllll", rf"^▸ Dials .* {quarter}$")
    until = (here_and_now().date() + timedelta(1)).isoformat()
    told = json.loads(rep.run("numbers", "--from", today, "--to", until, "--json"))
    assert told["calls"]["dials"]["value"] == dials
    rep.press("1", "^ sdrdesk · Today")


def the_late_pile_is_spread(rep: Rep) -> None:
    today = here_and_now().date().isoformat()
    late = "SELECT count(*) FROM account WHERE status = 'active' AND deleted_at IS NULL AND next_due < ?"
    before = rep.ask(late, today)
    assert before > 0
    rep.command("spread")
    rep.press("", f"Spread {before} late over")
    rep.press("y")
    rep.until_asked(0, late, today)
    rep.press("u", f"Undid: Spread {before} late")
    rep.until_asked(before, late, today)


def the_prospect_is_handed_over(rep: Rep) -> None:
    rep.terminal.press(":")
    rep.terminal.wait("^ Anything$")
    rep.press("juniper row freight", f"^▸ {PROSPECT}")
    rep.press("<enter>", "^ .*Juniper Row Freight")
    rep.command("handoff")
    rep.press("", "Kept in")
    page = copied(rep)
    assert PROSPECT in page and "our last rollout took nine months" in page and "40k approved" in page
    assert page.strip() == rep.run("handoff", PROSPECT).strip()
