"""The frame of every question: a box at the bottom of the screen, over what one was looking at."""

from collections.abc import Iterable
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget

from sdrdesk.ui.screen import Roomy

from .bars import Bar, Sentence
from .footer import KeyBar

T = TypeVar("T")

_KEEP_SECONDS = 0.2  # from a key to its text on disk; fast typing is written at most so often


class Question(Roomy[T]):
    """A modal box: the question, what a subclass puts below it, and its own keys. Only these keys act."""

    DEFAULT_CSS = """
    Question { align: left bottom; background: transparent; &:ansi { background: transparent; } }
    Question > .box {
        width: 100%; height: auto; max-height: 100%; border-top: solid ansi_cyan; background: ansi_default;
    }
    Question .box Bar { height: 1; }
    """

    def __init__(self, question: str, *, hint: str = "") -> None:
        super().__init__()
        self._modal = True
        self.question = question
        self._keep_timer: Timer | None = None
        self.hint = hint

    def compose(self) -> ComposeResult:
        """Question, body, hint, keys."""
        with Vertical(classes="box"):
            yield Bar(((" ", ""), (self.question, "title")), id="question")
            yield from self.body()
            yield Sentence(((" ", ""), (self.hint, "dim")), id="hint")
            yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """What stands below the question."""
        raise NotImplementedError

    def tell(self, text: str, ink: str = "dim") -> None:
        """Show a line under the body: a hint, a preview, a refusal."""
        self.query_one("#hint", Sentence).sentence(text or self.hint, ink if text else "dim", refused=ink == "bad")

    def keep_soon(self) -> None:
        """Write what is half typed to the desk in a moment: what is killed meanwhile has lost no more than that."""
        if self._keep_timer is None:
            self._keep_timer = self.set_timer(_KEEP_SECONDS, self._keep_now)

    def _keep_now(self) -> None:
        self._keep_timer = None
        self.keep()
        if self.session.unsaved:
            self.tell(self.session.unsaved, "bad")

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
