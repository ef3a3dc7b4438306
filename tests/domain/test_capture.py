"""The line that is always ready: slots, grades, guesses, objections, and never a word lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.call import Standing
from sdrdesk.domain.capture import Graded, Line, graded_by_line, lit_criterion, parse_line
from sdrdesk.domain.playbook import EVIDENCE_CAPS
from sdrdesk.files.playbooks import load

BANT, MEDDIC = load("bant"), load("meddic")
SLOT_LINES = [
    # typed, criterion, text, grade, evidence, adverse
    ("b 40k approved", "budget", "40k approved", None, "stated", False),
    ("a CFO signs >25k, she drives", "authority", "CFO signs >25k, she drives", None, "stated", False),
    ("n3 two days a week gone", "need", "two days a week gone", 3, "stated", False),
    ("n0 no problem at all", "need", "no problem at all", 0, "stated", True),
    ("n- we manage", "need", "we manage", 0, "stated", True),
    ("n-", "need", "", 0, "stated", True),
    ("t2", "timeline", "", 2, "stated", False),
    ("t end of June?", "timeline", "end of June", None, "assumed", False),
    ("t? end of June", "timeline", "end of June", None, "assumed", False),
    ("b2 pot of ops?", "budget", "pot of ops", 2, "assumed", False),
    ("b- has none?", "budget", "has none", 0, "assumed", False),
    ("b why? because", "budget", "why? because", None, "stated", False),
    ("b", "budget", "", None, "stated", False),
    ("b  two  spaces ", "budget", "two  spaces", None, "stated", False),
    ("b\tby tab", "budget", "by tab", None, "stated", False),
    ("B 40k", "budget", "40k", None, "stated", False),
    ("A2 CFO signs", "authority", "CFO signs", 2, "stated", False),
    ("b 予算は４０万", "budget", "予算は４０万", None, "stated", False),
]


@pytest.mark.parametrize(("typed", "criterion", "text", "grade", "evidence", "adverse"), SLOT_LINES)
def test_a_slot_word_files_the_line_under_its_criterion(
    typed: str, criterion: str, text: str, grade: int | None, evidence: str, adverse: bool
) -> None:
    line = parse_line(typed, BANT, "o1")
    assert (line.kind, line.criterion, line.text) == ("line", criterion, text)
    assert (line.grade, line.evidence, line.adverse) == (grade, evidence, adverse)
    assert (line.typed, line.question_id, line.remark) == (typed, None, "")
    assert lit_criterion(typed, BANT) == criterion


@pytest.mark.parametrize(
    "typed",
    [
        "budget is fine", "40k approved", "be careful", "not before June", "t-shirts", "b40k approved", "n3x", "b-2-b",
        "A CFO signs", "I think so", "they asked: by when?", "n: no", "b,", "bant", "dc is Washington", "x 40k", "-",
        "1 2 3", "[@click=app.quit]", "n\u0660 arabic zero", "ｂ wide letter", "/ slash", "/year budget is 40k",
    ],
)  # fmt: skip
def test_a_word_that_only_starts_like_a_slot_is_an_answer_to_the_question_in_front(typed: str) -> None:
    line = parse_line(typed, BANT, "b3")
    assert line == Line("line", typed, typed, "b3", "budget", None, "stated")
    assert lit_criterion(typed, BANT) is None


@pytest.mark.parametrize(
    ("typed", "criterion"),
    [
        ("m 9 days to 3", "metrics"), ("e Dana Fox", "economic_buyer"), ("dc price first", "decision_criteria"),
        ("dp2 legal then CFO", "decision_process"), ("i- nothing hurts", "identify_pain"), ("c Tom?", "champion"),
        ("d neither", None), ("dcc no", None), ("I think so", None), ("b is no slot here", None),
    ],
)  # fmt: skip
def test_meddic_has_slots_of_two_letters(typed: str, criterion: str | None) -> None:
    assert lit_criterion(typed, MEDDIC) == criterion
    assert parse_line(typed, MEDDIC, "o1").criterion == criterion


def test_the_tile_lights_up_as_soon_as_the_slot_is_certain() -> None:
    assert [lit_criterion("a CFO"[:length], BANT) for length in range(6)] == [
        None, "authority", "authority", "authority", "authority", "authority",
    ]  # fmt: skip
    assert [lit_criterion("dcx"[:length], MEDDIC) for length in range(4)] == [None, None, "decision_criteria", None]
    assert lit_criterion("", BANT) is None


def test_a_slot_of_the_criterion_in_front_still_answers_its_question() -> None:
    assert parse_line("b ops pays", BANT, "b3").question_id == "b3"
    assert parse_line("b ops pays", BANT, BANT.question("b3")).question_id == "b3"
    assert parse_line("b ops pays", BANT, "n1").question_id is None
    assert parse_line("b ops pays", BANT).question_id is None


@pytest.mark.parametrize("typed", [" a CFO signs", "\tn3 x", " !price \"x\"", " > x", " /f", " b 40k?"])
def test_a_leading_space_means_just_text(typed: str) -> None:
    line = parse_line(typed, BANT, "n1")
    assert line == Line("line", typed, typed.strip(), "n1")
    assert graded_by_line(None, line) is None
    assert lit_criterion(typed, BANT) is None


def test_a_question_mark_without_a_slot_is_only_a_question_mark() -> None:
    line = parse_line("how long would it take?", BANT, "n1")
    assert (line.text, line.evidence) == ("how long would it take?", "stated")


@pytest.mark.parametrize("typed", ["n4 reasons", "b9", "t5? x"])
def test_a_grade_beyond_three_is_kept_as_text_with_a_remark(typed: str) -> None:
    line = parse_line(typed, BANT, "b3")
    assert (line.kind, line.text, line.criterion, line.grade) == ("line", typed, None, None)
    assert "0 to 3" in line.remark


@pytest.mark.parametrize(
    ("typed", "category", "words"),
    [
        ('!price "twice what we pay now"', "price", "twice what we pay now"),
        ('!impl "our last rollout took nine months"', "implementation", "our last rollout took nine months"),
        ("!impl our last rollout", "implementation", "our last rollout"),
        ("!comp“wir haben X”", "competitor", "wir haben X"),
        ("!br „schicken Sie etwas“", "brush_off", "schicken Sie etwas"),
        ("!internal_resistance they hate it", "internal_resistance", "they hate it"),
        ("!int-", "internal_resistance", ""),
        ("!PRICE too dear", "price", "too dear"),
        ('!bud "a" and "b"', "budget", '"a" and "b"'),
        ("!legal it's the lawyers'", "legal", "it's the lawyers'"),
        ('!n "', "need", '"'),
        ("!fit «il manque Y»", "fit", "il manque Y"),
        ("!au", "authority", ""),
        ("!tr line one\nline two", "trust", "line one\nline two"),
    ],
)
def test_an_exclamation_mark_opens_an_objection_by_any_unique_prefix(typed: str, category: str, words: str) -> None:
    line = parse_line(typed, BANT, "b4")
    assert (line.kind, line.category, line.text, line.question_id) == ("objection", category, words, "b4")
    assert (line.criterion, line.grade, line.remark) == (None, None, "")
    assert graded_by_line(None, line) is None


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ('!b "no money"', "budget or brush_off"),
        ("!i too hard", "internal_resistance or implementation"),
        ("!t later", "timing or trust"),
        ("!prize too dear", "“prize”"),
        ("!", "name the kind"),
        ("! great", "name the kind"),
        ("!!!", "name the kind"),
        ("/g", "/f"),
        ("/finish", "/f"),
    ],
)
def test_what_cannot_be_read_is_kept_as_text_and_says_why(typed: str, because: str) -> None:
    line = parse_line(typed, BANT, "b4")
    assert (line.kind, line.text, line.question_id, line.criterion) == ("line", typed, "b4", None)
    assert because in line.remark
    assert graded_by_line(None, line) is None


@pytest.mark.parametrize(
    ("typed", "words"), [("> fears the blame", "fears the blame"), (">blame", "blame"), ('> "me"', "me"), (">", "")]
)
def test_a_bracket_adds_the_concern_under_the_last_objection(typed: str, words: str) -> None:
    line = parse_line(typed, BANT, "n1")
    assert (line.kind, line.text, line.criterion) == ("concern", words, None)


@pytest.mark.parametrize("typed", ["/f", "/f ", "/F"])
def test_slash_f_finishes(typed: str) -> None:
    line = parse_line(typed, BANT, "n1")
    assert (line.kind, line.command) == ("command", "finish")


def test_nothing_typed_is_nothing_to_file() -> None:
    assert parse_line("", BANT, "n1").empty
    assert parse_line("  ", BANT, "n1").empty
    assert graded_by_line(None, parse_line("", BANT, "n1")) is None
    assert not parse_line("b", BANT, "n1").empty


GRADED = [
    # what stood there, the line, what stands there after
    (None, "b 40k approved", (2, "stated", False)),
    (None, "b 40k approved?", (1, "assumed", False)),
    ((0, "unknown", True), "b 40k", (2, "stated", False)),
    (None, "b3 40k approved", (3, "stated", True)),
    (None, "b- none", (0, "stated", True)),
    (None, "b3 surely?", (3, "assumed", True)),
    (None, "b", None),
    (None, "b?", None),
    # a line without a digit never lowers a grade
    ((3, "confirmed", True), "b maybe less", (3, "confirmed", True)),
    ((3, "confirmed", True), "b maybe less?", (3, "confirmed", True)),
    ((2, "stated", False), "b or so?", (2, "stated", False)),
    # nor does it raise what a person graded, but they did say it now
    ((1, "stated", True), "b more words", (1, "stated", True)),
    ((3, "assumed", True), "b they say so", (3, "stated", True)),
    # what nobody has graded follows the words
    ((1, "assumed", False), "b they say so", (2, "stated", False)),
    ((2, "stated", False), "b again", (2, "stated", False)),
    # an adverse answer stays until somebody regrades it, a guessed one does not harden by itself
    ((0, "stated", True), "b there may be some", (0, "stated", True)),
    ((0, "assumed", True), "b they said something", (0, "assumed", True)),
    ((0, "stated", True), "b2 the CFO found some", (2, "stated", True)),
    # a typed grade counts as it is, down as well
    ((3, "confirmed", True), "b1 less than thought", (1, "stated", True)),
]


@pytest.mark.parametrize(("stood", "typed", "stands"), GRADED)
def test_what_a_line_makes_of_a_criterion(
    stood: tuple[int, str, bool] | None, typed: str, stands: tuple[int, str, bool] | None
) -> None:
    current = Standing("budget", *stood) if stood else None
    assert graded_by_line(current, parse_line(typed, BANT, "o1")) == stands


def test_a_plain_answer_speaks_to_the_criterion_of_its_question_only_where_it_is_graded() -> None:
    assert graded_by_line(None, parse_line("ops pays", BANT, "b3")) == Graded(2, "stated", False)
    assert graded_by_line(None, parse_line("time is fine", BANT, "o1")) is None
    assert graded_by_line(None, parse_line("no question in front", BANT)) is None


lines = st.one_of(
    st.text(),
    st.builds("{}{}{} {}".format, st.sampled_from(["a", "b", "dc", "!", ">", "/", " ", "I", ""]),
              st.sampled_from(["", "0", "3", "7", "-", "?", "²", "٣"]), st.text(max_size=3), st.text()),
)  # fmt: skip


@given(lines, st.sampled_from([BANT, MEDDIC]), st.none() | st.text() | st.sampled_from(["o1", "n1", "m2"]))
def test_no_text_is_refused_and_no_word_is_lost(typed: str, playbook: object, question: str | None) -> None:
    assert playbook in (BANT, MEDDIC)
    book = BANT if playbook is BANT else MEDDIC
    line = parse_line(typed, book, question)
    assert line.typed == typed
    assert line.text in typed
    if line.kind == "line" and line.criterion is None:
        assert line.text == typed.strip()
    assert lit_criterion(typed, book) == parse_line(typed, book).criterion


standing = st.builds(
    Standing, st.just("budget"), st.integers(0, 3), st.sampled_from(list(EVIDENCE_CAPS)), st.booleans()
)


@given(standing, st.sampled_from(["b it is so", "b it is so?", "b", "b?"]))
def test_a_line_without_a_digit_never_lowers_anything(current: Standing, typed: str) -> None:
    after = graded_by_line(current, parse_line(typed, BANT))
    if after is None:
        return
    made = Standing("budget", *after)
    assert made.grade >= current.grade
    assert made.effective >= current.effective
    assert made.adverse == current.adverse
