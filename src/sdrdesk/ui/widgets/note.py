"""A question for words that may be long: one line, or the rep's own editor."""

from typing import ClassVar

from textual.binding import BindingType

from sdrdesk.ui import keys
from sdrdesk.ui.session import attempt

from .prompt import Prompt


class NotePrompt(Prompt):
    """As `Prompt`; Ctrl+G goes on in $VISUAL or $EDITOR, and what is saved there is the answer."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("note", "prompt")

    def action_editor(self) -> None:
        """Go on in the editor; an empty text comes back to the line."""
        from sdrdesk.ui.editor import edit_elsewhere  # loads with the first long note

        outcome = attempt(edit_elsewhere, self.app, self.value)
        if outcome.refusal is not None:
            self.tell(str(outcome.refusal), "bad")
        elif outcome.value is not None and outcome.value.strip():
            self.take(outcome.value)
