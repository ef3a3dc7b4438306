"""A screen that stands in for those that others test: it says with what it was opened."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.widgets.bars import TitleBar

PLACES = ("account", "dial", "call", "objection", "import")


class ElsewhereScreen(DeskScreen[None]):
    """Opened with these arguments."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("page")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()
        self.opened_with = (args, kwargs)

    def body(self) -> Iterable[Widget]:
        """A title."""
        yield TitleBar((("elsewhere", ""),))

    def reload(self) -> None:
        """Nothing to read."""

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
