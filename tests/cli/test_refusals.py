"""Refusals: one sentence on stderr, an exit code that says which kind, and nothing written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sdrdesk.usecases.desk import Desk

from .conftest import Sdrdesk


def test_an_ambiguous_reference_lists_the_candidates(sdrdesk: Sdrdesk, acme: str) -> None:
    other = sdrdesk("add", "Acme Ltd", "--json").json["account"]
    ended = sdrdesk("show", "acme")
    assert (ended.code, ended.out) == (2, "")
    first, *candidates = ended.err.splitlines()
    assert first == "“acme” could be 2 accounts; use the id of the one you mean."
    assert sorted(candidates) == sorted(
        [f"  {acme}  Acme GmbH (lead, active)", f"  {other}  Acme Ltd (lead, inbox)"]
    )
    as_json = sdrdesk("show", "acme", "--json")
    assert as_json.code == 2
    assert {one["id"] for one in as_json.json["candidates"]} == {acme, other}


def test_an_ambiguous_person_too(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("person", "acme", "Jane Roe")
    ended = sdrdesk("log", "acme", "no_answer", "--person", "jane")
    assert (ended.code, ended.err.count("\n")) == (2, 3)
    assert sdrdesk("log", "acme", "no_answer", "--person", "nobody").code == 1


def test_a_closed_gate_names_what_is_missing_and_the_way_through(sdrdesk: Sdrdesk, acme: str) -> None:
    ended = sdrdesk("promote", "acme", "--next", "thu")
    assert (ended.code, ended.out) == (1, "")
    assert "Need is unknown" in ended.err
    assert "--override" in ended.err
    assert "!" not in ended.err
    as_json = sdrdesk("promote", "acme", "--next", "thu", "--json").json
    assert as_json["criterion"] == "need"
    assert len(as_json["missing"]) >= 2


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("promote", "acme", "--override", "sure"), "--next"),
        (("win", "acme"), "--amount"),
        (("win", "acme", "--amount", "9k"), "--on"),
        (("win", "acme", "--amount", "9k", "--on", "today"), "--reason"),
        (("lose", "acme"), "--reason"),
        (("dormant", "acme"), "--reason"),
        (("log", "acme", "meeting_booked"), "--next"),
    ],
)
def test_what_is_missing_is_asked_for_by_its_option(
    sdrdesk: Sdrdesk, acme: str, arguments: tuple[str, ...], option: str
) -> None:
    ended = sdrdesk(*arguments)
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert ended.err.endswith(f"give it with {option}.\n")
    assert sdrdesk(*arguments, "--json").json["option"] == option


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",), ("show",), ("accounts", "--stage", "limbo"), ("accounts", "--colour"),
        ("log", "acme", "sneezed"), ("objection", "acme", "smell", "odd"), ("activity", "acme", "dance"),
        ("next", "acme", "call"), ("due", "--limit", "0"), ("show", "a", "b"),
    ],
    ids=lambda words: "-".join(words),
)  # fmt: skip
def test_a_wrong_command_line_is_one_sentence_and_two(
    sdrdesk: Sdrdesk, acme: str, arguments: tuple[str, ...]
) -> None:
    ended = sdrdesk(*arguments)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert "--help" in ended.err


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "not an sdrdesk file"), (b"hello" * 100, "not an sdrdesk file"), (b"SQLite format 3\x00" + b"x" * 200, "")],
    ids=["empty", "text", "broken"],
)
def test_what_is_no_desk_is_refused_and_left_alone(sdrdesk: Sdrdesk, db: Path, content: bytes, says: str) -> None:
    db.write_bytes(content)
    ended = sdrdesk("accounts")
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert says in ended.err
    assert db.read_bytes() == content


@pytest.mark.skipif(os.name != "posix", reason="folders open differently elsewhere")
def test_a_folder_is_no_desk(sdrdesk: Sdrdesk, db: Path) -> None:
    db.mkdir()
    assert "is a folder" in sdrdesk("accounts").err


def test_an_error_of_its_own_is_one_line_and_a_log_without_customer_data(
    sdrdesk: Sdrdesk, acme: str, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("Jane Doe owes us")

    monkeypatch.setattr("sdrdesk.usecases.notes.note", broken)
    ended = sdrdesk("note", "acme", "secret words")
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "ValueError" in ended.err
    [log] = own_home.rglob("crash.log")
    kept = log.read_text(encoding="utf-8")
    assert "builtins.ValueError" in kept
    assert "Jane" not in kept and "secret" not in kept
    assert log.stat().st_mode & 0o777 == 0o600


HOSTILE = "Evil \x1b]0;owned\x07\x1b[31m \u202egnp.exe \x9b2J [bold]x[/] \x7f"


def test_no_control_character_of_a_name_is_printed(sdrdesk: Sdrdesk) -> None:
    said = sdrdesk("add", HOSTILE, "--person", HOSTILE, "--next", "call today", "--json")
    account = said.json["account"]
    sdrdesk("objection", account, "price", HOSTILE)
    printed = said.out
    for arguments in (
        ("accounts",), ("contacts",), ("show", account), ("due",), ("history", account), ("accounts", "--json"),
        ("contacts", "--json"), ("show", account, "--json"), ("history", "--json"), ("show", HOSTILE + "?"),
        ("log", account, HOSTILE), (HOSTILE,),
    ):  # fmt: skip
        ended = sdrdesk(*arguments)
        printed += ended.out + ended.err
    assert not set(printed) & {"\x1b", "\x07", "\u202e", "\x9b", "\x7f", "\x00"}
    person = sdrdesk("contacts", "--json").json[0]
    assert (person["full_name"], person["company"]) == (HOSTILE, HOSTILE)


def test_bytes_that_are_no_text_mean_no_account_and_no_objection(sdrdesk: Sdrdesk, acme: str) -> None:
    for arguments in (("show", "\udcff"), ("win", "\udcff\udcfe"), ("explore", "\udcff", "--concern", "x")):
        ended = sdrdesk(*arguments)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
        assert "error of its own" not in ended.err
    assert sdrdesk("show", "acme\udcff").code == 0


def test_an_empty_name_of_an_act_takes_back_nothing(sdrdesk: Sdrdesk, acme: str) -> None:
    for verb in ("undo", "redo"):
        ended = sdrdesk(verb, "")
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert sdrdesk("show", acme).code == 0


def test_what_was_typed_is_quoted_no_longer_than_it_takes_to_know_it_again(sdrdesk: Sdrdesk, acme: str) -> None:
    typed = "x" * 5000
    far_too_long = (("show", typed * 20), ("log", "acme", typed), ("edit", "acme", typed), ("undo", typed))
    for words in far_too_long:
        ended = sdrdesk(*words)
        assert ended.code in (1, 2)
        assert "…" in ended.err and len(ended.err) < 400, words


def test_an_empty_name_of_a_file_is_no_file(sdrdesk: Sdrdesk) -> None:
    for name in ("", " ", "\u200b"):
        assert sdrdesk("import", name).err == "Name a file; an empty name is none.\n"


def test_a_sentence_ends_once(sdrdesk: Sdrdesk) -> None:
    assert sdrdesk("--json").err == "sdrdesk: No such option '--json'. Did you mean '--version'? See sdrdesk --help.\n"
    assert sdrdesk("add", "").err.endswith("or the person buying alone – give it with NAME.\n")


def test_a_name_that_nobody_can_see_is_refused_and_one_that_came_is_said(sdrdesk: Sdrdesk, opened: Desk) -> None:
    assert sdrdesk("add", "\u200b\u2060").code == 1
    sdrdesk("add", "Acme", "--next", "call today")
    with opened.db.step("import.done"):
        for row in opened.db.all("SELECT id FROM account"):
            opened.db.update("account", row["id"], name="\u200b")
    assert "(a name nobody can see)" in sdrdesk("accounts").out
    assert "(a name nobody can see)" in sdrdesk("due").out


@pytest.mark.parametrize("name", [".", "/", "a\0b.md"])
def test_a_page_is_not_written_to_what_is_no_file(sdrdesk: Sdrdesk, acme: str, name: str) -> None:
    ended = sdrdesk("handoff", "acme", "--to", name)
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "name one to write to" in ended.err


def test_a_page_never_takes_the_place_of_a_desk(sdrdesk: Sdrdesk, db: Path, acme: str) -> None:
    ended = sdrdesk("handoff", "acme", "--to", str(db))
    assert (ended.code, ended.out) == (1, "")
    assert "is this desk" in ended.err
    assert sdrdesk("check").code == 0


def test_a_word_without_end_is_not_said_back_whole(sdrdesk: Sdrdesk) -> None:
    for arguments in (("due", "A" * 100_000), ("import", "A" * 100_000)):
        ended = sdrdesk(*arguments)
        assert ended.code in (1, 2)
        assert len(ended.err) < 500
