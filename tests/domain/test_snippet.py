"""A snippet shows the matched words where they stand, cut to size, and nothing a terminal would obey."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.cells import width
from sdrdesk.domain.snippet import snippet
from sdrdesk.domain.text import search_query


def marked(text: str, typed: str, room: int = 80) -> str:
    return "".join(f"[{part.text}]" if part.matched else part.text for part in snippet(text, typed, room))


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("budget until March", "bud", "[budget] until March"),
        ("Budget, then budgets", "budget mar", "[Budget], then [budgets]"),
        ("Herr Müller fragt", "muller", "Herr [Müller] fragt"),
        ("Herr Müller fragt", "mueller", "Herr [Müller] fragt"),
        ("Call O'Brien", "obrien", "Call [O'Brien]"),
        ("Call O’Brien", "o'brien", "Call [O’Brien]"),
        ("follow-up mail", "up", "[follow-up] mail"),
        ("東京支社で会う", "京支", "東[京支]社で会う"),
        ("nothing here", "absent", "nothing here"),
        ("a budget", "get", "a budget"),
        ("", "x", ""),
    ],
)
def test_the_matched_words_are_told_apart(text: str, typed: str, shown: str) -> None:
    assert marked(text, typed) == shown


def test_a_long_text_is_cut_around_the_match() -> None:
    text = "word " * 40 + "the budget is gone " + "word " * 40
    shown = marked(text, "budget", 40)
    assert shown.startswith("…") and shown.endswith("…") and "[budget]" in shown
    assert len(shown) <= 42


def test_what_a_terminal_would_obey_is_shown_as_signs() -> None:
    assert marked("red \x1b budget\nnext", "budget") == "red ␛ [budget]⏎next"


@given(st.text(max_size=300), st.text(max_size=30), st.integers(2, 120))
def test_any_text_and_anything_typed_give_a_snippet_that_fits(text: str, typed: str, room: int) -> None:
    parts = snippet(text, typed, room)
    assert width("".join(part.text for part in parts)) <= room
    assert all(part.text for part in parts)
    search_query(typed)
