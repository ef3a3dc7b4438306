"""Every key that works on the screen below, by context, with what it does."""

from collections.abc import Iterable
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.theme import key_words

from .card_list import CardList
from .drawing import TextLine
from .question import Question


class _HelpRow(NamedTuple):
    id: str
    key: str
    text: str
    title: str


class Help(Question[None]):
    """The help, made from the bindings that are active on a screen."""

    DEFAULT_CSS = """
    Help > .box { height: 100%; }
    Help CardList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("help")
    AUTO_FOCUS: ClassVar[str | None] = "CardList"

    def __init__(self, about: Screen[Any], *groups: str) -> None:
        super().__init__("Keys", hint="Arrows scroll, Esc closes. Every key can also be clicked in the last line.")
        self._help_rows = rows_for(about, *groups)

    def body(self) -> Iterable[Widget]:
        """One row per key."""
        yield CardList[_HelpRow](self._draw, heading=self._heading, id="help")

    def on_mount(self) -> None:
        """Show them."""
        self.query_one(CardList).set_rows(self._help_rows, lambda row: row.id)

    @on(CardList.Opened)
    def _opened(self) -> None:
        """Enter closes too."""
        self.dismiss(None)

    @staticmethod
    def _draw(row: _HelpRow, width: int) -> list[TextLine]:
        return [TextLine(((f"{row.key:<10}", "key"), (row.text, "")))]

    @staticmethod
    def _heading(above: _HelpRow | None, row: _HelpRow) -> TextLine | None:
        if above is not None and above.title == row.title:
            return None
        return TextLine(((row.title, "heading"),))


def rows_for(about: Screen[Any], *groups: str) -> list[_HelpRow]:
    """The keys of a screen: its own groups first (those named, and those whose keys are active)."""
    active = {binding.binding.id for binding in about.active_bindings.values()}
    own = about.app._keymap
    rows: list[_HelpRow] = []
    for name, group in keys.GROUPS.items():
        for binding in group.bindings:
            if binding.id in active or name in groups:
                shown = key_words(keys.shown_key(keys.as_mapped(binding, own)))
                rows.append(_HelpRow(f"{name}/{binding.id}", shown, binding.tooltip, group.title))
    first = [row for row in rows if not row.id.startswith("global/")]
    return first + [row for row in rows if row.id.startswith("global/")]
