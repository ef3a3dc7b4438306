"""Qualification tiles: letter, effective grade, evidence, so that `N2s B· T1a A0!` reads without colour."""

from collections.abc import Iterable

from sdrdesk.usecases.board import Tile

from .drawing import Piece

_INK_OF_GRADE = ("bad", "warn", "good", "good")
_MARK_OF_EVIDENCE = {"unknown": "", "assumed": "a", "stated": "s", "confirmed": "c"}


def tile(shown: Tile, lit: bool = False) -> Piece:
    """One tile.

    `N2s` grade 2, stated; `B·` unknown; `A0!` adverse, said or shown by them; a `~` after it: not yet graded by hand.
    """
    if shown.grade is None or shown.evidence == "unknown":
        return (f"{shown.letter}·", "lit" if lit else "dim")
    adverse = shown.grade == 0 and shown.evidence in ("stated", "confirmed")
    mark = "!" if adverse else _MARK_OF_EVIDENCE[shown.evidence]
    loose = "" if shown.by_hand else "~"
    return (f"{shown.letter}{shown.grade}{mark}{loose}", "lit" if lit else _INK_OF_GRADE[shown.grade])


def tiles(shown: Iterable[Tile], lit: str | None = None) -> tuple[Piece, ...]:
    """Tiles in a row; `lit` is the letter of the one that what is being typed will go to."""
    pieces: list[Piece] = []
    for one in shown:
        if pieces:
            pieces.append((" ", ""))
        pieces.append(tile(one, one.letter == lit))
    return tuple(pieces)
