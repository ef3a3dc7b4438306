"""Forgetting from a shell: asked for twice, said what it does not reach, and no undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdrdesk.usecases import pages
from sdrdesk.usecases.desk import Desk

from .conftest import Sdrdesk


def test_without_yes_nothing_is_erased(sdrdesk: Sdrdesk, opened: Desk, acme: str) -> None:
    refused = sdrdesk("forget", "jane@acme.example")
    assert refused.code == 1
    assert "erases Jane Doe, the person at Acme GmbH, for good" in refused.err and "--yes" in refused.err
    assert len(pages.people(opened, acme)) == 1


def test_a_person_is_erased_and_the_account_stays(sdrdesk: Sdrdesk, opened: Desk, acme: str, db: Path) -> None:
    done = sdrdesk("forget", "jane@acme.example", "--yes")
    assert done.code == 0
    assert done.out.startswith("Forgot a person of Acme GmbH.")
    assert "files that were exported" in done.out
    assert pages.people(opened, acme) == ()
    assert sdrdesk("search", "jane").out.startswith("Nothing on this desk")
    assert "Careful" in sdrdesk("add", "New", "--email", "JANE@acme.example").out


def test_an_account_is_erased_whole(sdrdesk: Sdrdesk, acme: str) -> None:
    assert sdrdesk("forget", "Acme GmbH", "--yes").code == 0
    assert sdrdesk("accounts", "--json").json == []
    assert sdrdesk("show", acme).code == 1


def test_undo_goes_on_with_the_act_before(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("add", "Beta")
    sdrdesk("forget", "jane@acme.example", "--yes")
    assert sdrdesk("undo").out.startswith("Undid: Added Beta")


@pytest.mark.parametrize("ref", ["nobody@x.example", "Zebra"])
def test_who_is_not_there_cannot_be_forgotten(sdrdesk: Sdrdesk, acme: str, ref: str) -> None:
    assert sdrdesk("forget", ref, "--yes").code == 1
