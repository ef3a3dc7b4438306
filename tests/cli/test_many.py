"""The same for all that fit a filter, from a shell."""

from __future__ import annotations

import pytest

from .conftest import Sdrdesk


@pytest.fixture
def some(sdrdesk: Sdrdesk) -> None:
    for name in ("Acme", "Beta"):
        sdrdesk("add", name, "--source", "fair", "--next", "call fri")
    sdrdesk("add", "Cargo", "--source", "fair")


def test_a_dry_run_says_what_would_happen_and_changes_nothing(sdrdesk: Sdrdesk, some: None) -> None:
    ended = sdrdesk("many", "source:fair", "snooze", "7", "--dry-run")
    assert ended.out == "2 change, 1 refused: Cargo has no next step to snooze; it is inbox\n"
    assert len(sdrdesk("history", "--json").json) == 3


@pytest.mark.parametrize(
    ("words", "filter", "fit"),
    [
        (("tag", "hot", "trade fair"), "tag:hot", 3), (("next", "send plan", "thu"), "next:thu", 3),
        (("note", "met", "there"), "notes>0", 3), (("edit", "industry=Software"), "industry:software", 3),
        (("take", "call today"), "status:active", 3),
    ],
)  # fmt: skip
def test_each_verb_is_one_act(sdrdesk: Sdrdesk, some: None, words: tuple[str, ...], filter: str, fit: int) -> None:
    done = sdrdesk("many", "source:fair", *words, "--json")
    assert done.code == 0, done.err
    assert len(done.json["changed"]) + sum(len(one["accounts"]) for one in done.json["blocked"]) == 3
    assert len(sdrdesk("accounts", "--filter", filter, "--json").json) == fit
    assert len(sdrdesk("history", "--json").json) == 4
    assert sdrdesk("undo").out.startswith("Undid: ")
    assert len(sdrdesk("accounts", "--filter", filter, "--json").json) < fit


def test_what_fits_nobody_or_cannot_be_read_is_refused(sdrdesk: Sdrdesk, some: None) -> None:
    assert sdrdesk("many", "source:nowhere", "tag", "hot").err == "Nobody on this desk fits.\n"
    assert "there is no field" in sdrdesk("many", "sauce:fair", "tag", "hot").err
    assert sdrdesk("many", "source:fair", "edit", "nonsense").code == 2
    assert "changes none of 3 accounts" in sdrdesk("many", "source:fair", "tag", "-never").err
    assert "2026-02-30" not in sdrdesk("many", "source:fair", "next", "call", "feb 30").out
