"""A closed gate: what is missing, what one fact would change it, and the ways on."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.ui import keys

from .bars import Bar
from .question import Question
from .strip import Choice, ChoiceStrip


class Gate(Question[str]):
    """Ask what to do at a closed gate; dismissed with FILL, OVERRIDE or SKIP, or None.

    `missing` names what would open it, `change` the one fact and the person to ask.
    """

    FILL, OVERRIDE, SKIP = "d", "!", "c"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("gate")
    DEFAULT_CSS = """
    Gate .missing { height: 1; }
    """

    def __init__(self, name: str, missing: Sequence[str], change: str) -> None:
        super().__init__(f"{name} is not ready to be a prospect. Missing:")
        self.missing = tuple(missing)
        self.change = change

    def body(self) -> Iterable[Widget]:
        """What is missing, line by line, and the ways on."""
        for what in self.missing:
            yield Bar(((" · ", "warn"), (what, "")))
        if self.change:
            yield Bar(((" → ", "mark"), (self.change, "quote")))
        yield ChoiceStrip(
            (
                Choice(self.FILL, "ask them", "the guided call, at what is missing"),
                Choice(self.OVERRIDE, "override", "a prospect all the same, with a reason that is kept and counted"),
                Choice(self.SKIP, "straight to customer", "they have bought already: amount, day and reason"),
            ),
            mark=self.FILL,
        )

    @on(ChoiceStrip.Chosen)
    def _chosen(self, event: ChoiceStrip.Chosen) -> None:
        self.dismiss(event.key)

    def action_override(self) -> None:
        """`!`: a prospect all the same."""
        self.dismiss(self.OVERRIDE)
