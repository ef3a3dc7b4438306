"""An objection after the call: what lay beneath, whether it blocks, what I answered, what became of it."""

from collections.abc import Iterable
from string import ascii_lowercase
from typing import Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain import objection as rules
from sdrdesk.ui import keys
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.widgets.bars import TitleBar
from sdrdesk.ui.widgets.drawing import TextLine
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.ui.widgets.strip import Choice, ChoiceStrip
from sdrdesk.usecases.desk import Desk, Done
from sdrdesk.usecases.objections import Answer, Objection, explore, own_answers, the_objection

from .page import page_lines

_VERBS = (
    Choice("c", "what lies beneath", "the concern, one letter"),
    Choice("w", "in their words", "what they really fear, as they said it"),
    Choice("b", "blocks", "whether it stops the deal; again takes it back"),
    Choice("r", "how I answered", "the kind of answer"),
    Choice("a", "what I said", "the answer in words"),
    Choice("p", "proof", "what was sent to back it"),
    Choice("s", "settled?", "yes, partly, no; until then it is open"),
    Choice("k", "kind", "another category"),
    Choice("e", "their words", "as first said"),
)
_OUTCOMES = (
    Choice("y", "yes, settled", "needs what lay beneath it"),
    Choice("p", "partly", "something of it remains"),
    Choice("n", "no, it stands", "it was not answered"),
    Choice("o", "still open", "not known yet"),
)
_OUTCOME_OF = {"y": "yes", "p": "partly", "n": "no", "o": "open"}
# key -> column, question, hint
_LINES = {
    "w": ("concern", "What do they really fear, in their words?", "the probe: “compared with what?”"),
    "a": ("response", "What did I answer?", "as I said it; best answers are shown next time"),
    "p": ("proof", "What was sent to prove it?", "a case, a reference, a paper"),
    "e": ("words", "What did they say, in their words?", "as it was said"),
}


class ObjectionScreen(DeskScreen[None]):
    """One objection, explored key by key; each key is one act."""

    OWN_KEYS = True
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("doubt")
    AUTO_FOCUS: ClassVar[str | None] = "ChoiceStrip"
    DEFAULT_CSS = """
    ObjectionScreen #doubt { height: 1fr; }
    """

    def __init__(self, objection_id: str) -> None:
        super().__init__()
        self._objection_id = objection_id
        self._one: Objection | None = None
        self._answers: list[Answer] = []

    def body(self) -> Iterable[Widget]:
        """Title, what is known, what can be said of it."""
        yield TitleBar(id="title")
        yield Pane(self._draw, id="doubt")
        yield ChoiceStrip(_VERBS)

    def reload(self) -> None:
        """Read it again; when it is gone, go back."""
        one = self.read(the_objection, None, self._objection_id)
        if one is None:
            self.call_later(self.go_back)
            return
        self._one = one
        self._answers = self.read(own_answers, [], one.category)
        self.query_one("#title", TitleBar).show(
            (" Objection · ", "dim"), (one.account, "title"), (f" · {one.who}" if one.who else "", ""),
            right=((f"{one.status} ", "warn" if one.status == "not explored" else "mark"),),
        )  # fmt: skip
        self.query_one("#doubt", Pane).redraw()

    def _draw(self, width: int, height: int) -> list[TextLine]:
        return page_lines(self._one, self._answers, self.desk.today(), width) if self._one is not None else []

    @on(ChoiceStrip.Chosen)
    def _chosen(self, event: ChoiceStrip.Chosen) -> None:
        self._say(event.key)

    @work
    async def _say(self, key: str) -> None:
        one = self._one
        if one is None:
            return
        if key in _LINES:
            await self._ask_line(one, *_LINES[key])
        elif key == "b":
            self._write(blocking=not one.blocking)
        elif key == "c":
            await self._ask_concern(one)
        elif key == "r":
            await self._ask_kind_of_answer()
        elif key == "k":
            picked = await self.choose("What does it sound like?", _kinds())
            found = rules.category_by_key(picked) if picked else None
            if found is not None:
                self._write(category=found.id)
        elif key == "s":
            await self._ask_outcome(one)

    def _write(self, **facts: Any) -> bool:
        return self.do(_explore, self._objection_id, facts) is not None

    async def _ask_line(self, one: Objection, column: str, question: str, hint: str) -> None:
        known: str | None = getattr(one, column)
        draft = f"objection:{self._objection_id}:{column}"
        answer = await self.ask(question, default=known or "", hint=hint, draft=draft)
        if answer is not None and answer != (known or ""):
            self._write(**{column: answer})

    async def _ask_concern(self, one: Objection) -> bool:
        choices = [Choice(concern.key, concern.label) for concern in rules.concerns_for(one.category)]
        picked = await self.choose("What lies beneath?", choices, mark=choices[0].key)
        found = rules.concern_by_key(picked) if picked else None
        return found is not None and self._write(underlying=found.id)

    async def _ask_kind_of_answer(self) -> None:
        kinds = dict(zip(ascii_lowercase, rules.RESPONSE_KINDS, strict=False))
        picked = await self.choose("How did I answer?", [Choice(key, one.label) for key, one in kinds.items()])
        if picked is not None:
            self._write(response_kind=kinds[picked].id)

    async def _ask_outcome(self, one: Objection) -> None:
        """Settled needs the concern beneath: it is asked for first."""
        now = next((key for key, outcome in _OUTCOME_OF.items() if outcome == one.outcome), "o")
        picked = await self.choose("Did the answer settle it?", _OUTCOMES, mark=now)
        if picked is None:
            return
        if picked == "y" and not one.underlying and not await self._ask_concern(one):
            return
        self._write(outcome=_OUTCOME_OF[picked])

    def action_close(self) -> None:
        """`Esc`: back."""
        self.dismiss(None)

    def action_help(self) -> None:
        """`?`: every key that works here."""
        from sdrdesk.ui.widgets.help import Help  # loads when first asked for

        self.app.push_screen(Help(self, "doubt", "choice"))


def _explore(desk: Desk, objection_id: str, facts: dict[str, Any]) -> Done:
    return explore(desk, objection_id, **facts)


def _kinds() -> list[Choice]:
    return [Choice(one.key, one.label, f"“{one.typical}”") for one in rules.CATEGORIES]
