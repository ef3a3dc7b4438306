"""Tags as they are typed."""

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.tagging import Tagging, completed, parse_tags, spelled


@pytest.mark.parametrize(
    ("text", "add", "remove"),
    [
        ("hot", ("hot",), ()),
        ("+hot -cold", ("hot",), ("cold",)),
        ("hot, warm;vip", ("hot", "warm", "vip"), ()),
        ('+"trade fair" -"data  centre"', ("trade fair",), ("data centre",)),
        ("#hot +#vip", ("hot", "vip"), ()),
        ("hot HOT", ("HOT",), ()),
        ("+hot -hot", (), ("hot",)),
        ("webinar-5", ("webinar-5",), ()),
        ('"open end', ("open end",), ()),
        ("+ hot", ("hot",), ()),
    ],
)
def test_signs_say_what_is_added_and_taken_away(text: str, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    assert parse_tags(text) == Tagging(add, remove)


@pytest.mark.parametrize("text", ["", "  ", "+", "-- ,;", '""'])
def test_a_line_without_a_tag_is_refused(text: str) -> None:
    with pytest.raises(DeskError, match="Name a tag"):
        parse_tags(text)


def test_a_tag_has_an_end() -> None:
    with pytest.raises(DeskError, match="too long"):
        parse_tags("x" * 61)


def test_a_known_tag_keeps_its_spelling() -> None:
    assert spelled("CAFE", ["Café", "hot"]) == "Café"
    assert spelled("new", ["hot"]) == "new"


@pytest.mark.parametrize(
    ("text", "made"),
    [("ho", "hot "), ("+vip -HO", "+vip -hot "), ("tr", '"trade fair" '), ("zz", "zz"), ("hot ", "hot "), ("", "")],
)
def test_tab_completes_the_last_word(text: str, made: str) -> None:
    assert completed(text, ["hot", "trade fair", "vip"]) == made
