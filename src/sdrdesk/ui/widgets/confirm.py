"""Yes or no, by letter, by arrows and Enter, or by click."""

from collections.abc import Iterable

from textual import events, on
from textual.widget import Widget

from .question import Question
from .strip import Choice, ChoiceStrip


class Confirm(Question[bool]):
    """Ask yes or no; dismissed with True or False. Esc is no."""

    def __init__(
        self, question: str, *, yes: str = "yes", no: str = "no", default: bool = False, hint: str = ""
    ) -> None:
        super().__init__(question, hint=hint)
        self._choices = (Choice("y", yes), Choice("n", no))
        self._default = default

    def body(self) -> Iterable[Widget]:
        """The two choices."""
        yield ChoiceStrip(self._choices, mark="y" if self._default else "n")

    @on(ChoiceStrip.Chosen)
    def _chosen(self, event: ChoiceStrip.Chosen) -> None:
        self.dismiss(event.key == "y")

    def on_key(self, event: events.Key) -> None:
        """Esc is no."""
        if event.key == "escape":
            event.stop()
            self.dismiss(False)
