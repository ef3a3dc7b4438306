"""What an act on many would do, and whether to do it."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.safe_text import plain, wrap

from .bars import Bar
from .question import Question
from .strip import Choice, ChoiceStrip

_MOST_LINES = 6


class Agree(Question[str]):
    """Ask whether to go on; dismissed with the key of a choice, or None. `facts` stand below the question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in keys.bindings("choice") if getattr(binding, "action", "") == "cancel"
    ]

    def __init__(self, question: str, facts: Sequence[str], choices: Sequence[Choice]) -> None:
        super().__init__(question)
        self._facts = tuple(facts)
        self._choices = tuple(choices)

    def body(self) -> Iterable[Widget]:
        """The facts, line by line; the choices."""
        width = max(self.app.size.width - 3, 20)
        lines = [line for fact in self._facts for line in wrap(plain(fact), width)]
        if len(lines) > _MOST_LINES:
            lines = [*lines[: _MOST_LINES - 1], f"… and {len(lines) - _MOST_LINES + 1} lines more"]
        for line in lines:
            yield Bar((("  ", ""), (line, "warn")))
        yield ChoiceStrip(self._choices, mark=self._choices[0].key)

    @on(ChoiceStrip.Chosen)
    def _chosen(self, event: ChoiceStrip.Chosen) -> None:
        self.dismiss(event.key)
