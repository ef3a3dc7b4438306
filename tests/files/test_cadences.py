"""Cadence files: the shipped seven are those of the book, one's own takes the place of one, a broken one is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sdrdesk.domain.template import FIELDS, blanks
from sdrdesk.files import cadences
from sdrdesk.files.cadences import read_cadences, shipped
from sdrdesk.files.own_toml import read_own

PATTERNS = {
    "outbound-9": [(0, "mail"), (1, "call"), (2, "social"), (4, "call"), (6, "mail"), (8, "call"), (10, "mail"),
                   (12, "call"), (14, "mail")],
    "inbound-6": [(0, "call"), (0, "mail"), (1, "call"), (3, "mail"), (6, "call"), (10, "mail")],
    "webinar-5": [(0, "mail"), (1, "call"), (3, "mail"), (6, "call"), (10, "mail")],
    "callback": [(0, "call")],
    "nurture-monthly": [(20 * n, "mail") for n in range(6)],
    "re-engage-3": [(0, "mail"), (5, "call"), (10, "mail")],
    "customer": [(7, "call"), (30, "call"), (90, "call")],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cadences").mkdir()
    return tmp_path / "cadences"


def own(folder: Path, text: str, name: str = "mine.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("id_", PATTERNS)
def test_the_shipped_patterns_have_the_days_and_channels_of_the_book(id_: str) -> None:
    cadence = shipped()[id_]
    assert [(step.day, step.channel) for step in cadence.steps] == PATTERNS[id_]
    assert cadence.name and cadence.summary
    assert all(step.what and step.text for step in cadence.steps)
    assert all(step.subject for step in cadence.steps if step.channel == "mail")


def test_the_shipped_files_are_sound_and_all_of_them_are_read() -> None:
    for path in sorted(cadences.SHIPPED.glob("*.toml")):
        cadences._check(read_own(path))
        assert path.stem in shipped()
    assert set(shipped()) == set(PATTERNS)
    customer = shipped()["customer"]
    assert (customer.calendar, customer.repeat_every, customer.before_renewal) == (True, 90, 60)
    assert shipped()["callback"].asks_day
    assert "first_name" in blanks(shipped()["outbound-9"].steps[0].text)


OWN = """\
id = "{id}"
name = "Mine"

[[step]]
day = 0
channel = "m"
text = "Hello {{first_name}}"

[[step]]
day = 3
channel = "c+v"
"""


def test_a_file_of_ones_own_is_added_or_takes_the_place_of_a_shipped_one(folder: Path) -> None:
    own(folder, OWN.format(id="fair-2"), "fair.toml")
    own(folder, OWN.format(id="callback"), "callback.toml")
    found = read_cadences(folder)
    assert list(found) == [*PATTERNS, "fair-2"]
    mine = found["fair-2"].cadence
    assert mine is not None and found["fair-2"].own
    assert [(step.day, step.channel, step.voicemail) for step in mine.steps] == [(0, "mail", False), (3, "call", True)]
    assert found["callback"].own and len(found["callback"].cadence.steps) == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('channel = "m"', 'channel = "x"', "mine.toml, line 6: step 1 channel must be c (call), c+v"),
        ("day = 3", "day = -1", "mine.toml, line 10: step 2 day must be a whole number from 0 to 2000"),
        ("day = 0", "day = 5", "mine.toml, line 10: step 2 day 3 comes after day 5; steps stand in order"),
        ("{first_name}", "{firstname}", "mine.toml, line 7: step 1 text has the blank {firstname}, which is none"),
        ('name = "Mine"', 'nmae = "Mine"', "mine.toml, line 2: nmae is not known; there are id, name"),
        ('name = "Mine"', 'days = "moons"', 'mine.toml, line 2: days must be "business" or "calendar"'),
        ('name = "Mine"', "asks_day = true", "mine.toml, line 2: asks_day is for a cadence of one step"),
        ('name = "Mine"', "name = [", "mine.toml is not a TOML file"),
    ],
)
def test_a_broken_file_is_told_with_its_line_and_the_built_in_one_is_used(
    folder: Path, old: str, new: str, told: str
) -> None:
    own(folder, OWN.format(id="callback").replace(old, new), "mine.toml")
    id_ = "mine" if "TOML" in told else "callback"
    found = read_cadences(folder)[id_]
    assert found.trouble.startswith(told)
    if id_ == "callback":
        assert found.trouble.endswith("; the built-in callback is used.")
        assert not found.own and found.cadence == shipped()["callback"]
    else:
        assert found.cadence is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "id must be a name of small letters, digits and -, such as webinar-5"),
        ('id = "Web 5"', "id must be a name of small letters"),
        ('id = "pause"\n[[step]]\nday = 0\nchannel = "m"', "id pause is a word of the command line; pick another"),
        ('id = "x"', "step is needed: write [[step]] once for each touch, in order"),
        ('id = "x"\nstep = 3', "step is needed"),
        ('id = "x"\n[[step]]\nchannel = "m"', "step 1 needs a day, counted from the start: day = 0"),
    ],
)
def test_a_file_that_says_too_little_is_told(folder: Path, text: str, told: str) -> None:
    own(folder, text, "mine.toml")
    (found,) = [one for one in read_cadences(folder).values() if one.trouble]
    assert told in found.trouble
    assert found.cadence is None


def test_two_files_of_one_id_are_told_and_the_first_counts(folder: Path) -> None:
    own(folder, OWN.format(id="fair-2"), "a.toml")
    own(folder, OWN.format(id="fair-2").replace("day = 3", "day = 4"), "b.toml")
    found = read_cadences(folder)["fair-2"]
    assert found.cadence is not None and found.cadence.steps[1].day == 3
    assert found.trouble == "b.toml, line 1: id fair-2 is that of another file of yours already."


def test_a_folder_that_is_not_there_or_cannot_be_read_is_as_none(tmp_path: Path) -> None:
    assert read_cadences(tmp_path / "nowhere") == read_cadences(None)


def test_the_example_of_the_readme_is_a_cadence_and_every_blank_stands_there(folder: Path) -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    (example,) = (block for block in readme.split("```toml\n")[1:] if block.startswith("id = "))
    own(folder, example.partition("```")[0], "fair-2.toml")
    found = read_cadences(folder)["fair-2"]
    assert found.trouble == "" and found.cadence is not None
    assert [step.channel for step in found.cadence.steps] == ["mail", "call"]
    assert [name for name in FIELDS if f"`{{{name}}}`" not in readme] == []


def test_what_is_no_file_is_told_and_waits_for_nothing(folder: Path) -> None:
    os.mkfifo(folder / "callback.toml")
    (folder / "customer.toml").mkdir()
    found = read_cadences(folder)
    assert found["callback"].trouble == "callback.toml is not a file; the built-in callback is used."
    assert found["customer"].cadence == shipped()["customer"]
