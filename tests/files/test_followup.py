"""The mail after a talk: the shipped text, or the rep's own; a broken file is told and the shipped one is used."""

from __future__ import annotations

from pathlib import Path

from sdrdesk.domain.template import blanks
from sdrdesk.files.followup import read_followup


def test_the_shipped_one_asks_for_their_words_and_what_was_agreed(tmp_path: Path) -> None:
    found = read_followup(tmp_path / "followup.toml")
    assert found.subject and not found.trouble
    assert {"first_name", "their_words", "next_step"} <= set(blanks(found.text))


def test_ones_own_takes_its_place_in_part_or_whole(tmp_path: Path) -> None:
    path = tmp_path / "followup.toml"
    path.write_text('text = "Hi {first_name}"\n')
    found = read_followup(path)
    assert (found.text, found.subject, found.trouble) == ("Hi {first_name}", "What we talked about", "")


def test_a_broken_one_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "followup.toml"
    path.write_text('subject = "x"\ntext = "Hi {nam}"\n')
    found = read_followup(path)
    assert found.trouble.startswith("followup.toml, line 2: text has the blank {nam}, which is none; there are")
    assert found.trouble.endswith("; the built-in text is used.")
    assert "{first_name}" in found.text
