"""The whole way, as a rep goes it: real leads in, one taken, qualified in a call that is killed and resumed, undone."""

import json
import signal
from pathlib import Path

import pytest

from whole.conftest import Start
from whole.rep import Rep

LEADS = "crm_formats/hubspot_contacts.csv"
NAME = "BrightPath Logistics"


@pytest.fixture
def rep(start_desk: Start, tmp_path: Path, shared_data: Path) -> Rep:
    """A rep whose desk holds four real leads in its inbox."""
    rep = Rep(start_desk, tmp_path)
    imported = json.loads(rep.run("import", str(shared_data / LEADS), "--region", "US", "--json"))
    assert (imported["rows"], imported["create"], imported["reject"]) == (4, 4, 0)
    return rep


def take_from_inbox(rep: Rep) -> None:
    rep.terminal.press("<esc>", "0")
    rep.terminal.wait(NAME)
    rep.go_to(NAME)
    rep.terminal.press("t")
    rep.answer("first step", "call in 3d")
    rep.until("the account on the board", "account", status="active", name=NAME)


def talk(rep: Rep) -> None:
    rep.terminal.press("2")
    rep.terminal.wait("Lead +1")
    rep.terminal.press("d")
    rep.until("a call", "call", mode="live")
    rep.terminal.settle()
    rep.say("n3 retyping costs 12 hours a week")
    rep.say("t2 contract ends in March")
    rep.say("a2 she decides up to 50k")
    rep.say('!impl "nine months last time"')
    rep.until("the objection", "objection", category="implementation", words="nine months last time")


def test_a_lead_goes_from_a_file_through_a_killed_call_to_prospect_and_all_the_way_back(rep: Rep) -> None:
    rep.sit_down("Welcome")
    take_from_inbox(rep)
    talk(rep)
    first = rep.terminal
    first.press("b2 40k appr")
    first.wait_until(lambda: rep.ask("SELECT count(*) FROM draft WHERE text = 'b2 40k appr'") == 1, "the draft on disk")
    first.kill(signal.SIGKILL)
    first.wait_end()

    rep.sit_down("unfinished")
    again = rep.terminal
    again.press("<enter>")
    again.wait("b2 40k appr")
    again.press("oved", "<enter>")
    rep.until("the resumed line", "call_line", text="b2 40k approved")
    again.press("/f", "<enter>")
    again.wait("meeting booked")
    again.press("k")
    rep.answer("when", "send plan in 2d")
    rep.until("the end of the call", "call", disposition="conversation")
    again.settle()
    again.press("y")
    rep.answer("worth", "38000")
    rep.until("the prospect", "account", stage="prospect")
    assert rep.count("objection", outcome="open", stage="lead") == 1
    assert rep.count("deal", outcome="open") == 1

    again.settle()
    rep.undo_everything()
    for table in ("account", "contact", "call", "call_line", "objection", "grade", "deal", "stage_move"):
        assert rep.count(table) == 0, table
    rep.get_up()
    assert first.strays() == []
