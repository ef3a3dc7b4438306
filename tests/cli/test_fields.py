"""The command about fields of the rep's own: listed, proposed, written, set and refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Sdrdesk

PEOPLE = """Name,Company,Email,Team Size,Tier
Jane Roe,Roe Ltd,jane@roe.example,"1,500",Gold
Jim Roe,Roe Ltd,jim@roe.example,"1,500",gold
Ann Poe,Poe Ltd,ann@poe.example,30,Silver
Bo Poe,Poe Ltd,bo@poe.example,30,Silver
"""


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return str(path)


def test_what_a_file_proposes_is_written_set_and_filtered_by(sdrdesk: Sdrdesk, people: str) -> None:
    assert "None yet" in sdrdesk("fields").out
    printed = sdrdesk("fields", "propose", people)
    assert (printed.code, printed.out.count("[[field]]")) == (0, 2)
    assert not sdrdesk("fields", "--json").json["fields"]
    assert sdrdesk("fields", "propose", people, "--write").out.startswith("Declared team_size (number), tier (choice")
    assert [one["name"] for one in sdrdesk("fields", "--json").json["fields"]] == ["team_size", "tier"]
    assert sdrdesk("import", people).code == 0
    assert "Roe Ltd" in sdrdesk("accounts", "--filter", "team_size>1000 tier:gold").out
    assert sdrdesk("edit", "Poe Ltd", "team_size=2000").code == 0
    assert "Team Size: 2000" in sdrdesk("show", "Poe Ltd").out
    refused = sdrdesk("edit", "Poe Ltd", "tier=Platin")
    assert (refused.code, refused.err) == (1, "Tier takes one of Gold, Silver; “Platin” is none.\n")
    assert sdrdesk("many", "tier:silver", "edit", "tier=gold").code == 0
    assert sdrdesk("edit", "Poe Ltd", "colour=red").code == 2


def test_a_broken_file_is_told_and_the_desk_works(sdrdesk: Sdrdesk, people: str) -> None:
    path = Path(people).parent / "sdrdesk" / "fields.toml"
    path.parent.mkdir()
    path.write_text('[[field]]\nname = "stage"\n', encoding="utf-8")
    assert "fields.toml, line 2: field 1 name “stage” cannot be stage" in sdrdesk("fields").err
    assert sdrdesk("import", people).code == 0
    refused = sdrdesk("fields", "propose", people, "--write")
    assert (refused.code, refused.err.count("Mend it first")) == (1, 1)


@pytest.mark.parametrize("words", [("propose",), ("--write",), ("delete", "x")])
def test_half_a_command_is_no_command(sdrdesk: Sdrdesk, words: tuple[str, ...]) -> None:
    assert sdrdesk("fields", *words).code == 2
