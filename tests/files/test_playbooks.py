"""Playbook files: the shipped ones load fast and sound, the rep's own replace them, broken ones are named by line."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.files import playbooks
from sdrdesk.files.playbook_shape import shape_faults
from sdrdesk.files.playbooks import list_playbooks, load, read_playbook
from sdrdesk.files.toml_lines import line_of

BANT_TEXT = (playbooks.SHIPPED / "bant.toml").read_text(encoding="utf-8")
SMALL = """
schema = "sdrdesk.playbook/1"
id = "small"
version = 3
name = "Small"
include = [{ playbook = "bant", sections = ["close"] }]
[scale]
grades = ["a", "b", "c", "d"]
evidence_from = "bant"
[pass]
min_grade = { pain = 2 }
[[verdict]]
id = "gap"
when = {}
[[criterion]]
id = "pain"
slot = "p"
section = "pain"
title = "Pain"
anchors = ["none", "some", "much", "unbearable"]
[[section]]
id = "pain"
title = "Pain"
[[section.question]]
id = "p1"
ask = "Where does it hurt?"
"""


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    """The folder, with this file in it."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def trouble_of(folder: Path, text: str, id_: str = "bant") -> str:
    """What is said about this file when the playbook of that id is asked for."""
    return read_playbook(id_, written(folder, text)).trouble


def test_bant_is_whole() -> None:
    bant = load("bant")
    assert (bant.id, bant.version, bant.minutes) == ("bant", 1, 25)
    assert len(bant.questions) == 37
    assert sum(question.core for question in bant.questions) == 13
    assert sum(len(question.probes) for question in bant.questions) + len(bant.probes) == 42
    assert [stop.id for stop in bant.hard_stops] == [
        "no_need", "not_a_fit", "no_money_ever", "no_route_to_power", "locked_in", "competitor_or_student",
        "asked_us_to_stop",
    ]  # fmt: skip
    assert sum(section.minutes for section in bant.sections) == 25
    assert [(level.key, level.cap) for level in bant.scale.evidence] == [("u", 0), ("a", 1), ("s", 2), ("c", 3)]
    assert bant.pass_rule.min_grade == {"need": 2, "authority": 1}
    assert bant.pass_rule.no_adverse and bant.pass_rule.no_hard_stop and bant.pass_rule.icp_not_failed
    assert [verdict.id for verdict in bant.verdicts] == ["disqualify", "pass", "nurture", "gap"]
    exit_question = bant.question("c4")
    assert exit_question is not None
    assert exit_question.required_on_exit


def test_meddic_takes_opening_close_evidence_and_probes_from_bant() -> None:
    meddic, bant = load("meddic"), load("bant")
    assert [section.id for section in meddic.asked_sections] == [
        "open", "identify_pain", "metrics", "champion", "decision_criteria", "decision_process", "economic_buyer",
        "close",
    ]  # fmt: skip
    assert sum(question.origin == "meddic" for question in meddic.questions) == 18
    assert {question.origin for question in meddic.questions} == {"meddic", "bant"}
    assert sum(section.minutes for section in meddic.sections) == meddic.minutes == 38
    assert meddic.scale.evidence == bant.scale.evidence
    assert meddic.probes == bant.probes
    assert not meddic.pass_rule.icp_not_failed
    assert meddic.stage_floor["closing"]["champion"] == 2
    assert [criterion.id for criterion in meddic.optional_criteria] == ["paper_process", "competition"]


@pytest.mark.parametrize("id_", ["bant", "meddic"])
def test_shipped_files_have_the_shape_that_own_files_must_have(id_: str) -> None:
    assert shape_faults(tomllib.loads((playbooks.SHIPPED / f"{id_}.toml").read_text(encoding="utf-8"))) == []


def test_shipped_playbooks_load_without_pydantic() -> None:
    code = (
        "import sys; from sdrdesk.files.playbooks import load, list_playbooks; load('bant'); load('meddic');"
        "list_playbooks(); sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_list_names_every_playbook(tmp_path: Path) -> None:
    assert [(one.id, one.name, one.own) for one in list_playbooks()] == [
        ("bant", "BANT discovery", False),
        ("meddic", "MEDDIC deal qualification", False),
    ]
    written(tmp_path, SMALL)
    written(tmp_path, "what is this", "odd.toml")
    listed = list_playbooks(tmp_path)
    assert [(one.id, one.own) for one in listed] == [
        ("bant", False), ("meddic", False), ("odd", True), ("small", True),
    ]  # fmt: skip
    assert listed[2].trouble.startswith("odd.toml is not a TOML file")


def test_an_unknown_playbook_is_refused_by_name() -> None:
    for id_ in ("spin", "../playbooks/bant", "", "bant.toml", "\0"):
        with pytest.raises(NotFound, match="built in are bant, meddic"):
            load(id_)


def test_a_file_of_the_reps_own_takes_the_place_of_a_shipped_one_by_id(tmp_path: Path) -> None:
    written(tmp_path, BANT_TEXT.replace('name     = "BANT discovery"', 'name = "Our BANT"'))
    reading = read_playbook("bant", tmp_path)
    assert (reading.playbook.name, reading.own, reading.trouble) == ("Our BANT", True, "")
    assert load("bant").name == "BANT discovery"
    assert load("bant", tmp_path / "nowhere").name == "BANT discovery"


def test_a_small_playbook_may_leave_most_out_and_borrow_the_rest(tmp_path: Path) -> None:
    small = load("small", written(tmp_path, SMALL))
    assert [question.id for question in small.questions] == ["p1", "c1", "c2", "c3", "c4", "c5", "c6"]
    assert small.slots == {"p": "pain"}
    assert small.probes == load("bant").probes
    assert small.override.allowed and small.override.reason_required


def test_an_own_playbook_may_build_on_the_shipped_one_of_its_name_or_on_another_own_one(tmp_path: Path) -> None:
    written(tmp_path, SMALL.replace('id = "small"', 'id = "bant"'))
    assert [section.id for section in load("bant", tmp_path).sections] == ["pain", "close"]
    second = SMALL.replace('id = "small"', 'id = "second"').replace('"bant", sections = ["close"]',
                                                                  '"third", sections = ["ache"]')  # fmt: skip
    third = SMALL.replace('id = "small"', 'id = "third"').replace('"pain"', '"ache"').replace("pain =", "ache =")
    written(tmp_path, second, "second.toml")
    written(tmp_path, third.replace("p1", "a1"), "third.toml")
    assert [section.id for section in load("second", tmp_path).sections] == ["pain", "ache"]


def test_playbooks_that_include_each_other_are_refused_not_followed_forever(tmp_path: Path) -> None:
    for id_, other in (("one", "two"), ("two", "one")):
        text = SMALL.replace('id = "small"', f'id = "{id_}"').replace('playbook = "bant"', f'playbook = "{other}"')
        written(tmp_path, text, f"{id_}.toml")
    with pytest.raises(DeskError, match=r"one\.toml"):
        load("one", tmp_path)


def broken(old: str, new: str) -> tuple[str, int]:
    """BANT with its first `old` replaced, and the line that stands on."""
    assert old in BANT_TEXT
    return BANT_TEXT.replace(old, new, 1), BANT_TEXT[: BANT_TEXT.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('{ key = "s", label = "short on time" }', '{ key = "f", label = "x" }', "section open question o1 options"),
        ('{ key = "s", label = "short on time" }', '{ key = "?", label = "short" }', "'?', which is a command"),
        ('{ key = "s", label = "short on time" }', '{ key = "y", label = "short" }', "'y' twice"),
        ("weight = 2", 'weight = "two"', "criterion timeline weight"),
        ("core = true", "coer = true", "section need question n1 coer is not a key a playbook has"),
        ('slot = "t"', 'slot = "n"', "criterion need slot 'n' is used twice"),
        ("min_grade    = { need = 2", "min_grade    = { nead = 2", "pass min_grade names the criterion 'nead'"),
        ("min_grade    = { need = 2", "min_grade    = { need = 7", "pass min_grade need"),
        ('section = "budget"', 'section = "money"', "criterion budget section 'money' is not there"),
        ('ask = "At which step', 'aks = "At which step', "section need question n2"),
        ("version  = 1", "version  = true", "version"),
        ('schema   = "sdrdesk.playbook/1"', 'schema   = "sdrdesk.playbook/2"', "schema"),
        ('schema   = "sdrdesk.playbook/1"', "", "schema is missing"),
        ("cap = 3", "cap = 2", "scale evidence confirmed cap 2 is not"),
        ('ask_order     = ["open"', 'ask_order     = ["opne"', "ask_order names the section 'opne'"),
        ("at_least     = { count = 3, grade = 2 }", "at_least     = 3", "pass at_least"),
        ('type = "money"\nprobes', 'type = "gold"\nprobes', "section budget question b1 type 'gold'"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_the_built_in_is_used(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    text, line = broken(old, new)
    reading = read_playbook("bant", written(tmp_path, text))
    assert reading.playbook == load("bant")
    assert not reading.own
    assert says in reading.trouble
    assert reading.trouble.endswith("; the built-in bant is used.")
    named = reading.trouble.partition(":")[0]
    assert named.startswith("mine.toml, line ")
    assert abs(int(named.rpartition(" ")[2]) - line) <= 12


def test_the_line_is_the_very_one_when_a_key_is_wrong(tmp_path: Path) -> None:
    text, line = broken('{ key = "l", label = "later" }', '{ key = "g", label = "later" }')
    assert trouble_of(tmp_path, text).startswith(f"mine.toml, line {line}: section authority question a7 options use ")


def test_text_that_is_no_toml_is_told_with_its_place_under_the_name_of_the_file(tmp_path: Path) -> None:
    reading = read_playbook("bant", written(tmp_path, BANT_TEXT + "\n[[section\n", "bant.toml"))
    line = BANT_TEXT.count("\n") + 2
    assert reading.trouble.startswith("bant.toml is not a TOML file: ")
    assert f"line {line}," in reading.trouble
    assert reading.playbook == load("bant")


def test_a_broken_file_without_a_built_in_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"mine\.toml, line \d+: criterion pain anchors needs four sentences"):
        load("small", written(tmp_path, SMALL.replace(', "unbearable"', "")))


def test_a_section_that_is_not_there_to_include_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"mine\.toml, line 6: include includes the section 'shut', which bant does"):
        load("small", written(tmp_path, SMALL.replace('["close"]', '["shut"]')))
    with pytest.raises(DeskError, match=r"There is no playbook 'bnat'"):
        load("small", written(tmp_path, SMALL.replace('playbook = "bant"', 'playbook = "bnat"')))


def test_files_that_are_no_files_or_no_text_are_told_not_read(tmp_path: Path) -> None:
    (tmp_path / "bant.toml").mkdir()
    assert "is not a file" in read_playbook("bant", tmp_path).trouble
    (tmp_path / "bant.toml").rmdir()
    os.mkfifo(tmp_path / "bant.toml")
    assert "is not a file" in read_playbook("bant", tmp_path).trouble
    (tmp_path / "bant.toml").unlink()
    (tmp_path / "bant.toml").write_bytes(b"schema = 1\nid = '\xff'\n")
    assert read_playbook("bant", tmp_path).trouble.startswith("bant.toml, line 2: not UTF-8")
    (tmp_path / "bant.toml").write_bytes(b"#" * (playbooks.MOST_BYTES + 1))
    assert "larger than 1 MB" in read_playbook("bant", tmp_path).trouble
    (tmp_path / "bant.toml").write_text("a = " + "[" * 100_000)
    assert "bant.toml" in read_playbook("bant", tmp_path).trouble


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    (tmp_path / "bant.toml").write_bytes(b"\xef\xbb\xbf" + BANT_TEXT.replace("\n", "\r\n").encode())
    reading = read_playbook("bant", tmp_path)
    assert (reading.own, reading.trouble) == (True, "")


def test_lines_are_found_by_path() -> None:
    text = "a = 1\n[t]\nb = 2\n[[s]]\nx = 1\n[[s]]\nx = 2\n[[s.q]]\ny = 1\n[[s.q]]\ny = 2\n[[ s . q ]]\n"
    assert line_of(text, ("a",)) == 1
    assert line_of(text, ("t", "b")) == 3
    assert line_of(text, ("t", "missing")) == 2
    assert line_of(text, ("s", 0, "x")) == 5
    assert line_of(text, ("s", 1, "x", "deeper")) == 7
    assert line_of(text, ("s", 1, "q", 1, "y")) == 11
    assert line_of(text, ("s",)) == 4
    assert line_of(text, ("nowhere",)) is None


@given(st.text(), st.lists(st.text() | st.integers(0, 3), max_size=4))
def test_looking_for_a_line_never_crashes(text: str, where: list[str | int]) -> None:
    found = line_of(text, tuple(where))
    assert found is None or found >= 1


toml_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KEYS = ["schema", "id", "version", "name", "scale", "pass", "verdict", "criterion", "section", "include", "when"]


@given(st.dictionaries(st.sampled_from(KEYS), toml_values))
def test_a_table_of_any_shape_is_judged_not_crashed_on(table: dict[str, object]) -> None:
    assert shape_faults(table)
