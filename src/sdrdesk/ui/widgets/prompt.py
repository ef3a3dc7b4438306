"""A one-line question: a default to type over, a preview of what is understood, a refusal where it is typed."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.session import attempt

from .line import LineInput
from .question import Question


class Prompt(Question[str]):
    """Ask for one line; dismissed with the text, or None.

    The first letter typed takes the place of the default; where the line has a `draft`, words are written on.
    `preview(text)` gives what to show while typing (it may refuse: the refusal is shown). `accept(text)` is tried at
    Enter; a refusal keeps the question open. `complete(text)` is what Tab makes of the line. `draft` names the
    half-typed text on the desk, so that it survives.
    """

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("prompt")

    def __init__(
        self,
        question: str,
        *,
        default: str = "",
        hint: str = "",
        preview: Callable[[str], str] | None = None,
        accept: Callable[[str], object] | None = None,
        draft: str | None = None,
        complete: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(question, hint=hint)
        self._default = default
        self._preview = preview
        self._accept = accept
        self._draft = draft
        self._complete = complete

    def body(self) -> Iterable[Widget]:
        """The line."""
        kept = self.session.draft(self._draft) if self._draft else ""
        yield LineInput(kept or self._default, mark=" ▸ ", over=not self._draft)

    def on_mount(self) -> None:
        """Show what the default means."""
        self._show_preview(self._line.value)

    @property
    def _line(self) -> LineInput:
        return self.query_one(LineInput)

    def keep(self) -> None:
        """The half-typed answer; what is as it was needs no keeping."""
        if self._draft and self.query(LineInput):
            value = self._line.value
            self.session.keep_draft(self._draft, value if value != self._default else "")

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        self.keep_soon()
        self._show_preview(event.value)

    def _show_preview(self, text: str) -> None:
        if self._preview is None:
            self.tell("")
            return
        if not text.strip():
            self.tell("")
            return
        outcome = attempt(self._preview, text)
        if outcome.refusal is not None:
            self.tell(str(outcome.refusal), "warn")
        else:
            self.tell(f"→ {outcome.value}" if outcome.value else "")

    @on(LineInput.Submitted)
    def _submitted(self, event: LineInput.Submitted) -> None:
        self.action_accept()

    @on(LineInput.Keyed)
    def _keyed(self, event: LineInput.Keyed) -> None:
        if event.key == "escape":
            self.action_cancel()
        elif event.key == "tab" and self._complete is not None:
            self._line.value = self._complete(self._line.value)

    def action_accept(self) -> None:
        """Take the answer, unless it is refused."""
        self.take(self.value)

    @property
    def value(self) -> str:
        """What stands in the line."""
        return self._line.value

    def take(self, value: str) -> None:
        """This is the answer, unless it is refused."""
        if self._accept is not None:
            outcome = self.session.attempt(self._accept, value)
            if outcome.refusal is not None:
                self.tell(str(outcome.refusal), "bad")
                return
        self._forget_draft()
        self.dismiss(value)

    def action_cancel(self) -> None:
        """Leave; a half-typed answer with a draft's name waits for the next time."""
        self.keep()
        self.dismiss(None)

    def _forget_draft(self) -> None:
        if self._draft:
            self.session.keep_draft(self._draft, "")
            self._draft = None
