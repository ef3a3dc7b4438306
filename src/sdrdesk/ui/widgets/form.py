"""Several labelled lines at once: Enter goes on, Enter on the last saves; a refusal stands at its field."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.timer import Timer
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.session import attempt

from .bars import Bar
from .card_list import CardList
from .drawing import TextLine
from .line import LineInput
from .question import Question


class Field(NamedTuple):
    """A line of a form.

    `check(text)` gives what is understood (shown beside the hint) and may refuse. `choices` are (id, label): then
    the field holds an id, Left and Right go through them, and a letter goes to the next label that starts with it.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    check: Callable[[str], object] | None = None
    choices: tuple[tuple[str, str], ...] = ()


class Alike(NamedTuple):
    """Who is on the desk already and looks like what is typed.

    `find(answers)` gives (id, words) of each, the likeliest first; `open(id)` shows one instead of making another.
    """

    find: Callable[[Mapping[str, str]], Sequence[tuple[str, str]]]
    open: Callable[[str], object]


_ALIKE_SECONDS = 0.08  # from a key to who looks like it
_MOST_ALIKE = 3


class FieldLine(LineInput):
    """The line of one field; of a choice it shows the label and keeps the id."""

    def __init__(self, field: Field, value: str) -> None:
        self.field = field
        self._ids = [name for name, _ in field.choices]
        self._labels = [label for _, label in field.choices]
        self._place = self._ids.index(value) if value in self._ids else 0
        super().__init__(self._label() if field.choices else value, id=f"field-{field.name}")

    @property
    def answer(self) -> str:
        """The text, or the id of the choice."""
        return self._ids[self._place] if self.field.choices else self.value

    def _label(self) -> str:
        return f"‹ {self._labels[self._place]} ›"

    def on_key(self, event: events.Key) -> None:
        """Choices are walked through, not typed."""
        if not self.field.choices or event.key.startswith("ctrl+"):
            return
        if event.key in ("enter", "escape", "tab", "shift+tab", "up", "down"):
            return
        event.stop()
        event.prevent_default()
        if event.key in ("left", "right", "space"):
            self._choose(self._place + (-1 if event.key == "left" else 1))
        elif event.character and event.character.isprintable():
            order = [(self._place + 1 + step) % len(self._labels) for step in range(len(self._labels))]
            found = [at for at in order if self._labels[at].casefold().startswith(event.character.casefold())]
            if found:
                self._choose(found[0])

    def on_paste(self, event: events.Paste) -> None:
        """A choice is not pasted."""
        if self.field.choices:
            event.stop()
            event.prevent_default()

    def _choose(self, at: int) -> None:
        self._place = at % len(self._ids)
        self.value = self._label()


class Form(Question[dict[str, str]]):
    """Ask for several lines; dismissed with {name: text} of all of them, or None.

    `save(answers)` is tried at the end; a refusal keeps the form open. `draft` names the half-filled form on the desk.
    """

    DEFAULT_CSS = """
    Form _Rows { height: auto; max-height: 75h; scrollbar-size: 0 0; }
    Form Horizontal { height: 1; }
    Form .label { width: 18; }
    Form #alike { height: 1; display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("form")
    AUTO_FOCUS: ClassVar[str | None] = "FieldLine"

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        save: Callable[[Mapping[str, str]], object] | None = None,
        draft: str | None = None,
        alike: Alike | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(title, hint=hint)
        self._alike = alike
        self._alike_timer: Timer | None = None
        self._field: FieldLine | None = None
        self._fields = tuple(fields)
        self._save = save
        self._draft = draft

    def body(self) -> Iterable[Widget]:
        """One row per field."""
        yield _Rows(self._fields, self._kept())
        if self._alike is not None:
            yield CardList[tuple[str, str]](self._draw_alike, height=1, id="alike")

    def on_mount(self) -> None:
        """Who looks like what was kept half typed."""
        self._look_for_alike()

    def _kept(self) -> dict[str, str]:
        if not self._draft:
            return {}
        text = self.session.draft(self._draft)
        pairs = (line.partition("=") for line in text.split("\n") if "=" in line)
        return {name: value for name, _, value in pairs}

    @property
    def _lines(self) -> list[FieldLine]:
        return list(self.query(FieldLine))

    @property
    def answers(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {line.field.name: line.answer for line in self._lines}

    def keep(self) -> None:
        """What is new in the half-filled form."""
        before = {field.name: field.value for field in self._fields}
        if self._draft and (answers := self.answers):
            text = "\n".join(f"{name}={value}" for name, value in answers.items() if value != before[name])
            self.session.keep_draft(self._draft, text)

    # -- keys ----------------------------------------------------------------------------------------------------

    @on(LineInput.Submitted)
    def _submitted(self, event: LineInput.Submitted) -> None:
        if event.line is self._lines[-1]:
            self.action_save()
        else:
            self._step(1)

    @on(LineInput.Keyed)
    def _keyed(self, event: LineInput.Keyed) -> None:
        if event.key == "down" and self._offers:
            self._to_alike(event.line)
        elif event.key in ("tab", "down"):
            self._step(1)
        elif event.key in ("shift+tab", "up"):
            self._step(-1)
        elif event.key == "escape":
            self.action_cancel()

    @on(LineInput.Changed)
    def _changed(self, event: LineInput.Changed) -> None:
        self._explain(event.line)
        self.keep_soon()
        if self._alike is not None and self._alike_timer is None:
            self._alike_timer = self.set_timer(_ALIKE_SECONDS, self._look_for_alike)

    # -- who is there already ------------------------------------------------------------------------------------

    @property
    def _list(self) -> CardList[tuple[str, str]]:
        return self.query_one("#alike", CardList)

    @property
    def _offers(self) -> bool:
        return self._alike is not None and bool(self._list.display)

    def _look_for_alike(self) -> None:
        self._alike_timer = None
        if self._alike is None:
            return
        found = attempt(self._alike.find, self.answers).value or []
        self._list.set_rows(found[:_MOST_ALIKE], lambda one: one[0])
        self._list.display = bool(found)
        self._list.styles.height = max(min(len(found), _MOST_ALIKE), 1)

    def _draw_alike(self, one: tuple[str, str], width: int) -> list[TextLine]:
        return [TextLine((("looks like ", "warn"), (one[1], "")), (("↓ ⏎ opens ", "dim"),))]

    def _to_alike(self, line: LineInput) -> None:
        self._field = line if isinstance(line, FieldLine) else None
        self._list.focus()

    def on_key(self, event: events.Key) -> None:
        """Up from the first of those alike, or Esc, goes back to the field."""
        if self._field is None or not self._offers or not self._list.has_focus:
            return
        if event.key == "escape" or (event.key in ("up", "k") and self._list.position == 0):
            event.stop()
            event.prevent_default()
            self._field.focus()

    @on(CardList.Opened, "#alike")
    def _alike_opened(self, event: CardList.Opened) -> None:
        if self._alike is None:
            return
        if self._draft:
            self.session.keep_draft(self._draft, "")
            self._draft = None
        open_instead = self._alike.open
        self.dismiss(None)
        open_instead(event.record_id)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Explain the field that has the keys."""
        self._explain(event.widget)

    def _explain(self, line: Widget) -> None:
        if not isinstance(line, FieldLine):
            return
        field = line.field
        if field.check is None or not line.answer.strip():
            self.tell(field.hint)
            return
        outcome = attempt(field.check, line.answer)
        if outcome.refusal is not None:
            self.tell(str(outcome.refusal), "warn")
        else:
            self.tell(f"→ {outcome.value}" if isinstance(outcome.value, str) and outcome.value else field.hint)

    def action_next_field(self) -> None:
        """To the next field."""
        self._step(1)

    def action_previous_field(self) -> None:
        """To the field before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        lines = self._lines
        here = next((at for at, line in enumerate(lines) if line.has_focus), 0)
        self.set_focus(lines[(here + by) % len(lines)])

    def action_save(self) -> None:
        """Check each field, then save; the first refusal is shown at its field."""
        for line in self._lines:
            if line.field.check is not None and line.answer.strip():
                outcome = self.session.attempt(line.field.check, line.answer)
                if outcome.refusal is not None:
                    self._refuse(str(outcome.refusal), line)
                    return
        if self._save is not None:
            saved = self.session.attempt(self._save, self.answers)
            if saved.refusal is not None:
                self._refuse(str(saved.refusal), None)
                return
        if self._draft:
            self.session.keep_draft(self._draft, "")
            self._draft = None
        self.dismiss(self.answers)

    def _refuse(self, why: str, line: FieldLine | None) -> None:
        if line is not None:
            self.set_focus(line)
        self.call_after_refresh(self.tell, why, "bad")

    def action_cancel(self) -> None:
        """Leave; a form with a draft's name waits as it is for the next time."""
        self.keep()
        self.dismiss(None)


class _Rows(VerticalScroll, can_focus=False):
    """The fields, scrolled so that the one with the keys is seen."""

    def __init__(self, fields: Sequence[Field], kept: Mapping[str, str]) -> None:
        super().__init__()
        self._rows = [(field, kept.get(field.name, field.value)) for field in fields]

    def compose(self) -> ComposeResult:
        """Label and line."""
        for field, value in self._rows:
            with Horizontal():
                label = Bar(((f" {field.label} ", "dim"),))
                label.add_class("label")
                yield label
                yield FieldLine(field, value)
