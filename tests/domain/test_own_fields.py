"""A field of the rep's own keeps values in one form, says what it takes, and never hides one of the desk's fields."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.filter import FilterError, parse_filter
from sdrdesk.domain.filter_fields import FIELDS
from sdrdesk.domain.leads import Mapping
from sdrdesk.domain.own_fields import (
    OwnField,
    held,
    in_filters,
    kept,
    read_value,
    stored,
    typed_value,
    values_in,
    why_no_name,
    with_values,
)
from sdrdesk.domain.own_guess import name_of, proposals, type_of

SIZE = OwnField("team_size", "Team size", "account", "number")
ENDS = OwnField("contract_end", "Contract end", "account", "date")
TIER = OwnField("tier", "Tier", "account", "choice", ("Gold", "Silver plus"))
LIKES = OwnField("likes", "Likes", "contact", "text")
ALL = (SIZE, ENDS, TIER, LIKES)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1200", "1200"), ("1,200", "1200"), ("1.200,50", "1200.5"), ("1 200", "1200"), ("12,5", "12.5"),
        ("€ 1'200.00", "1200"), ("-3", "-3"), ("\u22123.50", "-3.5"), ("007", "7"), ("0.50", "0.5"), ("12%", "12"),
        ("-0", "0"), ("many", None), ("12 apples", None), ("1.2.3", None), ("12-13", None), ("", None),
        ("\u0661\u0662", None), ("1" * 10_000, None), ("1\x1b2", None),
    ],
)  # fmt: skip
def test_a_number_is_kept_as_decimal_text(typed: str, value: str | None) -> None:
    assert read_value(SIZE, typed) == value


def test_a_day_is_kept_as_iso_in_the_order_of_its_column_and_a_choice_as_it_is_listed() -> None:
    assert read_value(ENDS, "03/04/2026", "dmy") == "2026-04-03"
    assert read_value(ENDS, "03/04/2026", "mdy") == "2026-03-04"
    assert read_value(TIER, " GOLD ") == "Gold"
    assert read_value(TIER, "Silver") is None, "half of a choice is none in a file"


@given(st.text(max_size=200))
def test_what_was_kept_once_is_kept_the_same_again(text: str) -> None:
    for field in ALL:
        once = kept(field, text)
        assert kept(field, once) == once
        told = stored(with_values(None, {field.name: once}))
        assert values_in(told) == {field.name: once}


def test_a_refusal_names_the_field_and_what_it_takes() -> None:
    with pytest.raises(DeskError, match=r"Tier takes one of Gold, Silver plus; “Platin” is none\."):
        typed_value(TIER, "Platin")
    with pytest.raises(DeskError, match=r"Team size takes a number, such as 1200 or 12\.5; “many” is none\."):
        typed_value(SIZE, "many")
    assert typed_value(TIER, " ") == ""


@pytest.mark.parametrize("name", [*FIELDS, "email", "Team", "team size", "2nd", "", "x" * 31, "a\x1b[31m", "größe"])
def test_a_field_cannot_have_the_name_of_one_of_the_desks_nor_what_no_filter_can_hold(name: str) -> None:
    assert why_no_name(name)
    assert not why_no_name("team_size")


def test_values_of_fields_stand_beside_what_the_source_said() -> None:
    told = with_values('{"Team Size":"1,200"}', {"team_size": "1200"})
    assert stored(told) == {"Team Size": "1,200", "own_fields": {"team_size": "1200"}}
    assert [(one.label, one.text, one.fits) for one in held(ALL, "account", told)] == [("Team size", "1200", True)]
    assert not held(ALL, "contact", told)
    odd = with_values(None, {"team_size": "a few"})
    assert [one.fits for one in held(ALL, "account", odd)] == [False]
    assert not held(ALL, "account", with_values(odd, {"team_size": ""})), "taken away"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("team_size>3", ("team_size", ">", (3.0,))), ("team_size:12,5", ("team_size", "=", (12.5,))),
        ("contract_end<2026-02-01", ("contract_end", "<", ("2026-02-01",))),
        ("contract_end<1985-02-01", ("contract_end", "<", ("1985-02-01",))),
        ("contract_end<feb 1", ("contract_end", "<", ("2027-02-01",))), ("tier:sil", ("tier", "=", ("Silver plus",))),
        ("tier:gold|none", ("tier", "=", ("Gold", "none"))), ("likes:Tée", ("likes", "=", ("tee",))),
    ],
)  # fmt: skip
def test_own_fields_are_words_of_the_filter_language(text: str, read: tuple[object, ...]) -> None:
    found = parse_filter(text, date(2026, 10, 13), "EUR", in_filters(ALL))
    assert [(one.field, one.sign, one.values) for way in found.ways for one in way] == [read]


@pytest.mark.parametrize(
    ("text", "why", "at"),
    [
        ("quiet>3 tean_size>3", "do you mean team_size", (8, 19)), ("team_size>many", "write team_size>100", (0, 14)),
        ("tier:platin", "none of Gold, Silver plus", (0, 11)), ("tier>gold", "write tier:Gold", (0, 9)),
        ("contract_end<soonish", "soonish", (0, 20)),
    ],
)  # fmt: skip
def test_a_filter_by_own_fields_points_at_the_word_at_fault(text: str, why: str, at: tuple[int, int]) -> None:
    with pytest.raises(FilterError, match=why) as refused:
        parse_filter(text, date(2026, 10, 13), "EUR", in_filters(ALL))
    assert (refused.value.start, refused.value.end) == at


def test_the_desks_own_fields_come_first_whatever_is_declared() -> None:
    found = parse_filter("stage:lead", date(2026, 10, 13), "EUR", in_filters([SIZE._replace(name="stage")]))
    assert found.ways[0][0].values == ("lead",)


@pytest.mark.parametrize(
    ("cells", "type_"),
    [
        (["1,200", "30", "7"], ("number", ())), (["2026-01-02", "03/04/2026"], ("date", ())),
        (["45000", "45001"], ("number", ())), (["Gold", "gold", "Silver", "SILVER"], ("choice", ("Gold", "Silver"))),
        (["00123", "00124"], ("", ())), (["x"], ("", ())), (["a", "b", "c", "d"], ("", ())), ([], ("", ())),
        (["yes", "yes", "yes"], ("", ())), (["\x1b[31m", "\x1b[31m", "b", "b"], ("", ())),
    ],
)  # fmt: skip
def test_a_column_looks_like_what_nearly_all_its_cells_are(cells: list[str], type_: tuple[object, ...]) -> None:
    assert type_of(cells) == type_


def test_a_column_is_proposed_of_the_account_where_colleagues_say_the_same() -> None:
    columns: tuple[tuple[str, str | None], ...] = (("Name", "full_name"), ("Company", "company"), ("Team Size", None),
                                                   ("Seats", None), ("stage ", None), ("x" * 300, None))  # fmt: skip
    sample = [["A", "Roe", "30", "1", "2", "3"], ["B", "Roe", "30", "2", "2", "3"], ["C", "Poe", "9", "3", "2", "3"]]
    found = [field for _, field in proposals(Mapping("x.csv", columns, "people"), sample, [])]
    assert [(one.name, one.on, one.type) for one in found] == [
        ("team_size", "account", "number"), ("seats", "contact", "number"), ("my_stage", "account", "number"),
    ]  # fmt: skip
    assert not [one for _, one in proposals(Mapping("x.csv", columns, "people"), sample, found)], "declared already"


@given(st.text(max_size=60), st.sets(st.sampled_from(["field", "field_b", "my_stage"])))
def test_any_header_gives_a_name_that_is_free(header: str, taken: set[str]) -> None:
    name = name_of(header, taken)
    assert not why_no_name(name)
    assert name not in taken
