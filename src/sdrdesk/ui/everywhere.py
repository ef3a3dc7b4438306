"""What can be done wherever one is: the commands of the `:` box that need no account, and keys of the window."""

from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import App

from .session import Session, attempt

if TYPE_CHECKING:
    from .app import DeskApp


class Everywhere(App[None], inherit_bindings=False):
    """Acts of the window itself; each loads what it needs when it is first asked for."""

    session: Session

    @property
    def window(self) -> "DeskApp":
        """The window, as what it is."""
        return cast("DeskApp", self)

    def action_help(self) -> None:
        """`?`: every key that works here."""
        from .widgets.help import Help  # loads when first asked for

        self.push_screen(Help(self.screen))

    def command_duplicates(self, words: str) -> None:
        """`:duplicates`: who may be on the desk twice."""
        self.window.show("duplicates")

    def command_since(self, words: str) -> None:
        """`:since mon`: what changed since the morning of a day; a week ago without one."""
        self._look_back("since", words)

    def command_asof(self, words: str) -> None:
        """`:asof mon`: the board as it stood on the morning of a day."""
        self._look_back("then", words)

    def command_review(self, words: str) -> None:
        """`:review`: the week, step by step; `:review save` writes its page."""
        if words.strip() != "save":
            self.window.show("review")
            return
        from .reviewing import write_page  # loads with the first page

        write_page(self.session, self.session.desk)

    def _look_back(self, place: str, words: str) -> None:
        from sdrdesk.usecases.mornings import morning_of  # loads with the first look back

        day = attempt(morning_of, self.session.desk, words)
        if day.value is not None:
            self.window.show(place, day.value)
        elif day.refusal is not None:
            self.session.refuse(day.refusal)

    def command_import(self, words: str) -> None:
        """`:import leads.csv`: look into a file; without a name it is asked for."""
        from .exports import look_into  # see action_help

        look_into(self.window, words)

    @work
    async def command_export(self, words: str) -> None:
        """`:export`: the desk into a file."""
        from .exports import write_out  # see action_help

        await write_out(self.window, words)

    @work
    async def command_imports(self, words: str) -> None:
        """`:imports`: what came in, file by file; one can be taken back at any later time."""
        from .imports import pick_import  # see action_help

        await pick_import(self.window)

    def action_mask(self) -> None:
        """`z`: names, words and amounts blanked while others see the screen."""
        from .masking import toggle  # see action_help

        toggle(self.window)

    @work
    async def action_view(self) -> None:
        """`v`: the saved views; a number opens one."""
        from .views import pick_view  # see action_help

        await pick_view(self.window)

    @work
    async def action_palette(self) -> None:
        """`:`: people, companies, what was said, views and commands."""
        from .palette import open_palette  # see action_help

        await open_palette(self.window)

    @work
    async def command_wrapup(self, words: str) -> None:
        """`:wrapup`: the outcomes of a sheet, one key for each row."""
        from .verbs.calling import wrap_up  # see action_help

        await wrap_up(self.window)

    @work
    async def command_spread(self, words: str) -> None:
        """`:spread`: the late pile over the coming days."""
        from .spreading import spread_pile  # see action_help

        await spread_pile(self.window)

    @work
    async def action_undo(self) -> None:
        """`u`: take back the last act; ask first when it was not made in this window."""
        from .acts import undo_last  # see action_help

        await undo_last(self.window)

    @work
    async def action_acts(self) -> None:
        """`U`: pick an act to take back, or to do again."""
        from .acts import pick_act  # see action_help

        await pick_act(self.window)
