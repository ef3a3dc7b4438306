"""A filter is read as a rep means it; what cannot be read is named by its word and place, in one sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.filter import Filter, FilterError, parse_filter
from sdrdesk.domain.filter_fields import FIELDS, field_table

TODAY = date(2026, 10, 13)  # a Tuesday


def parsed(text: str) -> Filter:
    return parse_filter(text, TODAY, "EUR")


def conditions(text: str) -> list[tuple[object, ...]]:
    return [(one.field, one.sign, *one.values) if not one.negated else ("not", one.field, one.sign, *one.values)
            for way in parsed(text).ways for one in way]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", []),
        ("stage:prospect", [("stage", "=", "prospect")]),
        ("stage:pro status:act,inb", [("stage", "=", "prospect"), ("status", "=", "active", "inbox")]),
        ("STAGE:Lead", [("stage", "=", "lead")]),
        ("quiet>14", [("quiet", "<", "2026-09-29")]),
        ("quiet<=7d", [("quiet", ">=", "2026-10-06")]),
        ("calls>=2", [("calls", ">=", 2)]),
        ("next<fri", [("next", "<", "2026-10-16")]),
        ('next<="in 2w"', [("next", "<=", "2026-10-27")]),
        ("next<feb 28 acme", [("next", "<", "2027-02-28"), ("words", "=", "acme")]),
        ("next<in 2w stage:lead", [("next", "<", "2026-10-27"), ("stage", "=", "lead")]),
        ("next<fri acme", [("next", "<", "2026-10-16"), ("words", "=", "acme")]),
        ('text:"data centre"', [("text", "=", '"data centre"')]),
        ("next:today|tomorrow", [("next", "=", "2026-10-13", "2026-10-14")]),
        ("next:none", [("next", "=", "none")]),
        ("created>-3d", [("created", ">", "2026-10-10")]),
        ("value>10k", [("value", ">", 1_000_000)]),
        ("value>=1.000,50", [("value", ">=", 100_050)]),
        ("obj:price|budg", [("obj", "=", "price", "budget")]),
        ("obj:open", [("obj", "=", "open")]),
        ("-tag:x", [("not", "tag", "=", "x")]),
        ('source:"trade fair",Webinar', [("source", "=", "trade fair", "webinar")]),
        ("owner:Müller", [("owner", "=", "muller")]),
        ("cold:yes dnc:no", [("cold", "=", 1), ("dnc", "=", 0)]),
        ("Halden GmbH", [("words", "=", "halden"), ("words", "=", "gmbh")]),
        ('"two words" -not', [("words", '"', "two words"), ("not", "words", "=", "not")]),
        ("follow-up - -- 10:30", [("words", "=", "follow-up"), ("words", "=", "10:30")]),
        ('"stage:lead"', [("words", "=", "stage:lead")]),
        ('tag:"open quote', [("tag", "=", "open quote")]),
    ],
)
def test_what_is_typed_is_read(text: str, read: list[tuple[object, ...]]) -> None:
    assert conditions(text) == read


def test_a_bar_between_conditions_means_or() -> None:
    ways = parsed("stage:lead calls=0 | stage:prospect").ways
    assert [[one.field for one in way] for way in ways] == [["stage", "calls"], ["stage"]]
    assert parsed("| |").ways == ()


@pytest.mark.parametrize(("text", "words"), [("Halden fin", "halden fin"), ("Halden stage:lead", None), ("a | b", None),
                                             ("-a", None), ("", "")])  # fmt: skip
def test_a_filter_of_words_alone_says_so(text: str, words: str | None) -> None:
    assert parsed(text).free_words == words


@pytest.mark.parametrize(
    ("text", "said", "start", "end"),
    [
        ("stage:lead quite>14", "Word 2, “quite>14”: there is no field “quite”; do you mean quiet?", 11, 19),
        ("stage:", "Word 1, “stage:”: say which: lead, prospect, customer.", 0, 6),
        ("stage:cold", "Word 1, “stage:cold”: “cold” is none of lead, prospect, customer.", 0, 10),
        ("status:d", "Word 1, “status:d”: “d” could be dormant or disqualified; type one more letter.", 0, 8),
        ("calls>many", "Word 1, “calls>many”: “many” is no whole number.", 0, 10),
        ("tag:x stage>lead", "Word 2, “stage>lead”: stage is or is not: write stage:prospect.", 6, 16),
        ("calls>1,2", "Word 1, “calls>1,2”: one value goes with >: write calls>=2.", 0, 9),
        ("cold:maybe", "Word 1, “cold:maybe”: “maybe” is neither yes nor no: write cold:yes.", 0, 10),
        ("value>10 USD", None, None, None),
        ("value>USD10", "Word 1, “value>USD10”: values are compared in EUR, not in USD.", 0, 11),
        ('next<"feb 30"', "Word 1, “next<\"feb 30\"”: Feb has no day 30; write the day as ", 0, 13),
        ("tag:!!", "Word 1, “tag:!!”: say what: -tag:vip.", 0, 6),
        ("xyz:1", "Word 1, “xyz:1”: there is no field “xyz”; there is " + ", ".join(FIELDS) + ".", 0, 5),
        ("-obj:x", "Word 1, “-obj:x”: “x” is no category of objection", 0, 6),
    ],
)
def test_what_cannot_be_read_is_named(text: str, said: str | None, start: int | None, end: int | None) -> None:
    if said is None:
        assert parsed(text)
        return
    with pytest.raises(FilterError) as caught:
        parsed(text)
    assert str(caught.value).startswith(said)
    assert (caught.value.start, caught.value.end) == (start, end)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", FIELDS)
def test_every_example_is_read_and_negated(name: str) -> None:
    example = FIELDS[name].example
    (condition,) = parsed(example).ways[0]
    assert condition.field == name
    assert name in field_table()


@given(st.text(max_size=120) | st.lists(st.sampled_from([
    "stage:", "lead", "quiet>", "14", "|", " ", '"', "-", ",", "tag:x", "next<", "fri", "value>", "10k", "obj:",
    "price", "é", "\x1b",
]), max_size=14).map("".join))  # fmt: skip
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        found = parsed(text)
    except DeskError as refusal:
        assert isinstance(refusal, FilterError)
        assert 0 <= refusal.start <= refusal.end <= len(text)
        assert "\x1b" not in str(refusal) and "\n" not in str(refusal)
        return
    for way in found.ways:
        for one in way:
            assert one.values and 0 <= one.start < one.end <= len(text)


@given(st.lists(st.sampled_from([field.example for field in FIELDS.values()] + ["halden", '"two words"']), max_size=6))
def test_conditions_stand_in_the_order_they_were_typed(examples: list[str]) -> None:
    found = parsed(" ".join(examples))
    assert [found.text[one.start : one.end] for way in found.ways for one in way] == examples


@pytest.mark.parametrize("text", ["next<feb 30", "created>30 feb", "stage:lead next<feb 30 acme", "next>=fri 99"])
def test_a_day_that_cannot_be_is_named_with_both_its_words(text: str) -> None:
    with pytest.raises(FilterError) as refused:
        parsed(text)
    at_fault = text[refused.value.start : refused.value.end]
    assert at_fault in ("next<feb 30", "created>30 feb", "next>=fri 99") and f"“{at_fault}”" in str(refused.value)
