"""`o`: an objection in a few keys: what it sounds like, then their words."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from sdrdesk.domain import objection as rules
from sdrdesk.ui import keys
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.session import attempt
from sdrdesk.ui.widgets.doubts import answer_line
from sdrdesk.ui.widgets.drawing import TextLine
from sdrdesk.ui.widgets.line import LineInput
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.ui.widgets.question import Question
from sdrdesk.ui.widgets.strip import Choice, ChoiceStrip
from sdrdesk.usecases.desk import Done
from sdrdesk.usecases.find import the_account
from sdrdesk.usecases.objections import log_objection, own_answers


class CaptureScreen(Question[Done]):
    """Ask for category and words; dismissed with what was logged, or None. Half-typed words wait for the next time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in keys.bindings("prompt") if isinstance(one, Binding) and one.action != "accept"
    ]
    DEFAULT_CSS = """
    CaptureScreen LineInput { display: none; }
    CaptureScreen.-words LineInput { display: block; }
    CaptureScreen.-words ChoiceStrip { display: none; }
    """
    AUTO_FOCUS: ClassVar[str | None] = "ChoiceStrip"

    def __init__(self, account_id: str, call_id: str | None = None, contact_id: str | None = None) -> None:
        super().__init__("What do they object to?", hint="Esc: none")
        self._account_id = account_id
        self._call_id = call_id
        self._contact_id = contact_id
        self._category = ""

    def body(self) -> Iterable[Widget]:
        """The twelve kinds, then the line."""
        yield ChoiceStrip([Choice(one.key, one.label, _sounds(one)) for one in rules.CATEGORIES])
        yield Pane(self._answers, id="answers")
        yield LineInput(mark=" ▸ ", placeholder="their words, as they said them")

    def on_mount(self) -> None:
        """Whose it is; go on with words that were left half typed."""
        account = attempt(the_account, self.session.desk, self._account_id)
        if account.value is None:
            if account.refusal is not None:
                self.session.refuse(account.refusal)
            self.call_later(self.action_cancel)
            return
        self._name = plain(account.value["name"], 40)
        self.ask(f"{self._name} objects: what does it sound like?")
        category, _, words = self.session.draft(self._draft).partition(" ")
        if rules.category(category) is not None:
            self._to_words(category, words)

    def ask(self, question: str) -> None:
        """Another question at the top of the box."""
        from sdrdesk.ui.widgets.bars import Bar  # the frame's own

        self.query_one("#question", Bar).show((" ", ""), (question, "title"))

    @property
    def _draft(self) -> str:
        return f"objection:{self._account_id}"

    @property
    def line(self) -> LineInput:
        """Where the words go."""
        return self.query_one(LineInput)

    def keep(self) -> None:
        """The half-typed words, with their kind before them."""
        if self._category:
            self.session.keep_draft(self._draft, f"{self._category} {self.line.value}" if self.line.value else "")

    @on(ChoiceStrip.Chosen)
    def _chosen(self, event: ChoiceStrip.Chosen) -> None:
        found = rules.category_by_key(event.key)
        if found is not None:
            self._to_words(found.id, "")

    def _to_words(self, category: str, words: str) -> None:
        self._category = category
        found = rules.category(category)
        assert found is not None
        self.add_class("-words")
        self.ask(f"{self._name}, {found.label}: what did they say, in their words?")
        self.tell(f"may hide: {', '.join(found.may_hide)} · {rules.PROMPTS[0].text}")
        self.query_one("#answers", Pane).redraw()
        self.line.value = words
        self.line.focus()

    def _answers(self, width: int, height: int) -> list[TextLine]:
        """My own answers to this kind, best first."""
        if not self._category:
            return []
        found = self.session.read(own_answers, [], self._category)
        return [answer_line(one) for one in found]

    @on(LineInput.Changed)
    def _typed(self) -> None:
        self.keep()

    @on(LineInput.Submitted)
    def _submitted(self, event: LineInput.Submitted) -> None:
        if not event.value.strip():
            self.tell("Nothing is typed yet; Esc logs nothing.", "warn")
            return
        outcome = self.session.try_to(
            log_objection, self._account_id, self._category, event.value,
            contact_id=self._contact_id, call_id=self._call_id,
        )  # fmt: skip
        if outcome.refusal is not None:
            self.tell(str(outcome.refusal), "bad")
            return
        self.session.keep_draft(self._draft, "")
        self._category = ""
        self.dismiss(outcome.value)

    @on(LineInput.Keyed)
    def _keyed(self, event: LineInput.Keyed) -> None:
        if event.key == "escape":
            self.action_cancel()
        elif event.key == "backspace":
            self._back_to_kinds()

    def _back_to_kinds(self) -> None:
        self.keep()
        self._category = ""
        self.remove_class("-words")
        self.ask(f"{self._name} objects: what does it sound like?")
        self.tell("")
        self.query_one("#answers", Pane).redraw()
        self.query_one(ChoiceStrip).focus()

    def action_cancel(self) -> None:
        """Log nothing; half-typed words wait."""
        self.keep()
        self.dismiss(None)


def _sounds(one: rules.Category) -> str:
    return f"“{one.typical}”; may hide: {', '.join(one.may_hide)}"

