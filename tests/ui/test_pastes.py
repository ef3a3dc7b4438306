"""A paste is told from typing, however the terminal tears it."""

from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.ui.pastes import BURST, END, START, Pasted, PasteSplitter, Typed


def fed(*reads: str) -> list[Typed | Pasted]:
    splitter = PasteSplitter()
    return [piece for at, read in enumerate(reads) for piece in splitter.feed(read, at * 10.0)]


def test_a_bracketed_paste_is_one_paste() -> None:
    assert fed(f"a{START}one\r\ntwo{END}b") == [Typed("a"), Pasted("one\r\ntwo"), Typed("b")]


@given(st.integers(0, 40), st.integers(0, 40))
def test_markers_may_be_torn_anywhere(first: int, second: int) -> None:
    whole = f"j{START}q\x03\x1b[A dLq{END}k"
    cuts = sorted({min(first, len(whole)), min(second, len(whole))})
    reads = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    pieces = fed(*reads)
    assert "".join(piece.text for piece in pieces if isinstance(piece, Pasted)) == "q\x03\x1b[A dLq"
    assert "".join(piece.text for piece in pieces if isinstance(piece, Typed)) == "jk"


def test_what_no_hand_types_that_fast_is_a_paste() -> None:
    splitter = PasteSplitter()
    assert splitter.feed("x" * BURST, 1.0) == [Pasted("x" * BURST)]
    assert splitter.feed("q\r", 1.01) == [Pasted("q\r")]
    assert splitter.feed("q\r", 2.0) == [Typed("q\r")]


def test_a_few_keys_at_once_are_keys() -> None:
    assert fed("b 40k approved, ops budget\r") == [Typed("b 40k approved, ops budget\r")]


def test_esc_is_held_only_while_it_may_be_the_start_of_a_paste() -> None:
    splitter = PasteSplitter()
    assert splitter.feed("\x1b", 0.0) == [] and splitter.holding
    assert splitter.idle(0.02) == [Typed("\x1b")] and not splitter.holding
    assert splitter.feed("\x1bf", 1.0) == [Typed("\x1bf")]


def test_the_start_of_a_sequence_is_held_only_while_more_may_come() -> None:
    splitter = PasteSplitter()
    assert splitter.feed("\x1b[2", 0.0) == []
    assert splitter.idle(0.1) == [Typed("\x1b[2")]


def test_a_paste_without_an_end_is_given_up_for_the_keys_sake() -> None:
    splitter = PasteSplitter()
    assert splitter.feed(f"{START}half", 0.0) == []
    assert splitter.idle(0.1) == []
    assert splitter.idle(2.5) == [Pasted("half")]
    assert splitter.feed("q", 3.0) == [Typed("q")]
