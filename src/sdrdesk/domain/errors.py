"""Refusals: sentences a rep can act on, raised by the rule that refuses."""

from __future__ import annotations

from collections.abc import Sequence


class DeskError(Exception):
    """A refusal in one sentence: what, whose, and what to do."""


class NoSuchDay(DeskError):
    """A day was named and cannot be meant: 30 feb, yesterday; `rest` is what stands behind it."""

    def __init__(self, sentence: str, rest: str = "") -> None:
        super().__init__(sentence)
        self.rest = rest


class NotFound(DeskError):
    """Nothing on the desk answers to that reference."""


class Ambiguous(DeskError):
    """Several records answer to that reference; `candidates` are (id, label), best first."""

    def __init__(self, sentence: str, candidates: Sequence[tuple[str, str]]) -> None:
        super().__init__(sentence)
        self.candidates = tuple(candidates)


class NotReady(DeskError):
    """A gate is closed; `missing` names what would open it, `criterion` where to start.

    `sentence` is the refusal without `keys`, the words on which keys help.
    """

    def __init__(
        self, sentence: str, missing: Sequence[str] = (), criterion: str | None = None, keys: str = ""
    ) -> None:
        super().__init__(f"{sentence} {keys}".rstrip())
        self.sentence = sentence
        self.missing = tuple(missing)
        self.criterion = criterion


class NeedsAnswer(DeskError):
    """A move needs a fact nobody has given yet; `field` is its name, `question` what to ask the rep."""

    def __init__(self, field: str, question: str) -> None:
        super().__init__(question)
        self.field = field
        self.question = question


class Conflict(DeskError):
    """A later act changed the same facts, so this one cannot be taken back alone."""


class StoreTrouble(DeskError):
    """The file cannot be read or written just now, or is not a desk."""
