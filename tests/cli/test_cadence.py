"""Cadences from a shell: listed, started, done, skipped, held up, ended; the step printed with its gaps named."""

from __future__ import annotations

from pathlib import Path

from .conftest import Sdrdesk


def test_the_cadences_are_listed_with_what_is_wrong_with_a_file_of_ones_own(sdrdesk: Sdrdesk, own_home: Path) -> None:
    sdrdesk("add", "Beta AG")
    folder = own_home / ".config" / "sdrdesk" / "cadences"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('id = "callback"\n[[step]]\nday = "soon"\nchannel = "c"\n')
    found = {one["id"]: one for one in sdrdesk("cadences", "--json").json}
    assert list(found)[:2] == ["outbound-9", "inbound-6"]
    assert (found["outbound-9"]["steps"], found["outbound-9"]["days"]) == (9, 14)
    assert found["callback"]["trouble"] == (
        "mine.toml, line 3: step 1 day must be a whole number from 0 to 2000; the built-in callback is used."
    )
    assert "! mine.toml, line 3: step 1 day" in sdrdesk("cadences").out


def test_a_cadence_is_started_done_skipped_held_up_and_ended(sdrdesk: Sdrdesk, acme: str) -> None:
    started = sdrdesk("cadence", "acme", "outbound-9", "--json").json
    assert started["said"].startswith("Jane Doe · Acme GmbH: outbound-9 started, mail")
    assert "mail 1/9 done, next: call 2/9" in sdrdesk("cadence", "acme", "do").out
    assert "call 2/9 skipped (met them)" in sdrdesk("cadence", "acme", "skip", "--reason", "met them").out
    assert "paused at 3/9" in sdrdesk("cadence", "acme", "pause", "--when", "in 2w").out
    assert sdrdesk("cadence", "acme", "do").err == "outbound-9 at Acme GmbH is paused; resume it first.\n"
    assert sdrdesk("cadence", "acme", "resume").code == 0
    shown = sdrdesk("show", "acme", "--json").json
    assert [(one["cadence"], one["state"], one["place"], one["is_next"]) for one in shown["cadences"]] == [
        ("outbound-9", "running", "3/9", True)
    ]
    assert "cadence: outbound-9 step 3/9 · social due" in sdrdesk("show", "acme").out
    assert "stopped (wrong list)" in sdrdesk("cadence", "acme", "stop", "--reason", "wrong list").out
    for _ in range(6):
        assert sdrdesk("undo").code == 0
    assert sdrdesk("cadence", "acme").out.startswith("on no cadence")


def test_the_step_at_hand_is_printed_and_its_gaps_go_to_stderr(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("cadence", "acme", "re-engage-3")
    shown = sdrdesk("cadence", "acme")
    assert "Subject: Where we stopped" in shown.out
    assert "Hello Jane," in shown.out
    assert shown.err == "missing: {objection} (their open objection, in their words)\n"
    card = sdrdesk("cadence", "acme", "--json").json
    assert card["step"]["missing"] == ["objection"]
    assert card["standing"][0]["place"] == "1/3"


def test_what_cannot_be_started_is_refused_in_one_sentence(sdrdesk: Sdrdesk, acme: str) -> None:
    refused = sdrdesk("cadence", "acme", "nothing")
    assert refused.code == 1
    assert refused.err.startswith("“nothing” is no cadence; there are outbound-9, inbound-6, webinar-5, callback")
    assert sdrdesk("cadence", "acme", "callback").code == 1
    assert sdrdesk("cadence", "acme", "callback", "--when", "yesterday").code == 1
    assert sdrdesk("cadence", "acme", "callback", "--when", "thu 10").code == 0
