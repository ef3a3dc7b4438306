"""Duplicates from a shell: who may be the same, merged or kept apart, as text and as JSON."""

from __future__ import annotations

import pytest

from sdrdesk.usecases import find, pages
from sdrdesk.usecases.desk import Desk

from .conftest import Sdrdesk


@pytest.fixture
def twice(sdrdesk: Sdrdesk, acme: str) -> tuple[str, str]:
    """Acme GmbH, and once more as Acme Inc. with a next step of its own."""
    facts = ("--person", "Jane Doe", "--email", "jane@acme.example", "--next", "demo fri 9", "--json")
    return acme, str(sdrdesk("add", "Acme Inc.", *facts).json["account"])


def test_who_may_be_the_same_is_listed_with_score_and_reasons(sdrdesk: Sdrdesk, twice: tuple[str, str]) -> None:
    told = sdrdesk("duplicates")
    assert told.out == (
        "100  Acme GmbH = Acme Inc.: same e-mail jane@acme.example, same name but for legal form and signs,"
        " Jane Doe at both\n"
    )
    (found,) = sdrdesk("duplicates", "--json").json
    assert (found["one"]["id"], found["other"]["id"]) == twice
    assert (found["kind"], found["score"], found["exact"]) == ("account", 100, True)
    assert sdrdesk("duplicates", twice[0], "--json").json == [found]


def test_merge_says_first_what_it_would_do(sdrdesk: Sdrdesk, opened: Desk, twice: tuple[str, str]) -> None:
    told = sdrdesk("merge", *twice, "--dry-run")
    assert told.out.splitlines()[0] == "Acme Inc. into Acme GmbH"
    assert "  comes along: 1 person; 1 person is at both and made one" in told.out
    assert find.the_account(opened, twice[1])["name"] == "Acme Inc."


def test_merge_takes_the_named_side_and_undo_parts_them(
    sdrdesk: Sdrdesk, opened: Desk, twice: tuple[str, str]
) -> None:
    left, right = twice
    done = sdrdesk("merge", left, right, "--take", "name=right", "--json").json
    assert done["account"] == left
    assert find.the_account(opened, left)["name"] == "Acme Inc."
    assert sdrdesk("show", right, "--json").json["id"] == left, "the old id still finds it"
    assert sdrdesk("undo").code == 0
    assert find.the_account(opened, right)["name"] == "Acme Inc."


def test_merge_asks_for_the_status_that_stands(sdrdesk: Sdrdesk, twice: tuple[str, str]) -> None:
    sdrdesk("dormant", twice[1], "--reason", "timing")
    refused = sdrdesk("merge", *twice)
    assert refused.code == 1
    assert "active (left)" in refused.err and "--status" in refused.err
    assert sdrdesk("merge", *twice, "--status", "left").code == 0


def test_two_people_of_an_account_are_merged(sdrdesk: Sdrdesk, opened: Desk, acme: str) -> None:
    sdrdesk("person", acme, "J. Doe", "--email", "jd@acme.example")
    assert sdrdesk("merge", "Jane Doe", "J. Doe", "--of", acme).code == 0
    (person,) = pages.people(opened, acme)
    assert [point.typed for point in person.points if point.kind == "email"] == ["Jane@Acme.example", "jd@acme.example"]


def test_what_is_not_the_same_is_remembered(sdrdesk: Sdrdesk, twice: tuple[str, str]) -> None:
    assert sdrdesk("not-same", *twice).out == "Acme GmbH and Acme Inc. are not the same\n"
    assert sdrdesk("duplicates", "--json").json == []


@pytest.mark.parametrize("take", ["name", "colour=left", "name=up"])
def test_a_pick_that_is_none_is_refused(sdrdesk: Sdrdesk, twice: tuple[str, str], take: str) -> None:
    assert sdrdesk("merge", *twice, "--take", take).code in (1, 2)


def test_an_account_is_not_merged_with_itself(sdrdesk: Sdrdesk, acme: str) -> None:
    refused = sdrdesk("merge", acme, acme)
    assert (refused.code, refused.err) == (1, "Acme GmbH is that account already; name another one.\n")


def test_what_leaves_nothing_to_doubt_is_merged_in_one_act(
    sdrdesk: Sdrdesk, opened: Desk, twice: tuple[str, str]
) -> None:
    assert sdrdesk("duplicates", "--merge-sure").out == "Merged 1 pair that left nothing to doubt\n"
    assert find.find_ref(opened, twice[1]) == twice[0]
    assert sdrdesk("undo").code == 0
    assert sdrdesk("duplicates", "--merge-sure", "--json").json["said"].startswith("Merged 1 pair")
    refused = sdrdesk("duplicates", "--merge-sure")
    assert refused.code == 1 and "one by one" in refused.err
