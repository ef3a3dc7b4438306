"""Profile and weights come from text files; a broken one is named with its line."""

from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.icp import Icp
from sdrdesk.files.icp import SHIPPED as ICP
from sdrdesk.files.icp import load_icp
from sdrdesk.files.weights import SHIPPED as WEIGHTS
from sdrdesk.files.weights import Weighing, load_weights


def test_the_shipped_profile_claims_nothing() -> None:
    assert load_icp(ICP) == Icp()


def test_the_examples_of_the_shipped_profile_can_be_used(tmp_path: Path) -> None:
    starts = ("# [[", "# what =", "# is =", "# points =", "# between =", "# has =")
    lines = [line.removeprefix("# ") for line in ICP.read_text().splitlines() if line.startswith(starts)]
    own = tmp_path / "icp.toml"
    own.write_text("\n".join(lines))
    assert [rule.said for rule in load_icp(own).rules] == [
        "country DE, AT or CH", "employees 50–500", "industry with logistics or freight", "role decides or champion",
        "industry with gambling",
    ]  # fmt: skip


def test_the_shipped_weights_are_the_ones_the_desk_knows() -> None:
    assert load_weights(WEIGHTS) == Weighing()


def test_what_a_file_of_ones_own_leaves_out_stays(tmp_path: Path) -> None:
    own = tmp_path / "queue.toml"
    own.write_text("sla_minutes = 15\n[engagement.points]\nwebinar = 3\n")
    weighing = load_weights(own)
    assert weighing.queue.sla_minutes == 15 and weighing.queue.nudge == 4
    assert weighing.engagement.points["webinar"] == 3 and weighing.engagement.points["reply"] == 30


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[must]]\nwhat = 'country'\nis = 3\n", "icp.toml, line 3: must 1 is must be a word or a list of words"),
        ("[[nice]]\nwhat = 'employees'\nbetween = [500, 50]\n", "line 3: nice 1 between goes from the larger"),
        ("[[nice]]\nwhat = 'employees'\n", "line 1: nice 1 needs exactly one of is, has"),
        ("[[nice]]\nis = 'x'\n", "nice 1 what needs the name of a fact"),
        ("[[nice]]\nwhat = 'x'\nis = 'x'\npoints = 300\n", "line 4: nice 1 points must be a whole number"),
        ("[[nice]]\nwhat = 'x'\nis = 'x'\nwight = 3\n", "line 4: nice 1 wight is not known"),
        ("[[maybe]]\nwhat = 'x'\n", "maybe is not known; there are [[must]], [[nice]], [[never]]"),
        ("must = 3\n", "line 1: must is written [[must]]"),
        ("[[must\n", "icp.toml is not a TOML file"),
    ],
)
def test_a_broken_profile_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    own = tmp_path / "icp.toml"
    own.write_text(text)
    with pytest.raises(DeskError) as refusal:
        load_icp(own)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sla_minutes = 'x'\n", "queue.toml, line 1: sla_minutes must be a whole number from 1 to 10000"),
        ("\nbands = ['late']\n", "line 2: bands must name each of promised, late"),
        ("open_to = '08:00'\n", "line 1: open_to is 08:00, before the hours begin at 09:00"),
        ("open_to = 'noon'\n", "line 1: open_to must be a time"),
        ("[engagement]\nhalf_life_days = 0\n", "line 2: engagement half_life_days must be a whole number"),
        ("[engagement.points]\nhugs = 3\n", "line 2: engagement points hugs is not known"),
        ("nugde = 3\n", "line 1: nugde is not known"),
    ],
)
def test_broken_weights_are_named_with_their_line(tmp_path: Path, text: str, said: str) -> None:
    own = tmp_path / "queue.toml"
    own.write_text(text)
    with pytest.raises(DeskError) as refusal:
        load_weights(own)
    assert said in str(refusal.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "icp.toml").write_bytes(b"a\n\xff\n")
    with pytest.raises(DeskError, match=r"icp.toml, line 2: not UTF-8"):
        load_icp(tmp_path / "icp.toml")
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(DeskError, match=r"folder.toml cannot be read"):
        load_weights(tmp_path / "folder.toml")
