"""The base of every screen: it reads again when something changed or when it is shown again, and asks questions."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from sdrdesk.domain.errors import NeedsAnswer
from sdrdesk.usecases.desk import Desk, Done

from .session import Attempt, Session
from .widgets.bars import StatusBar
from .widgets.card_list import CardList
from .widgets.drawing import line, strip
from .widgets.footer import KeyBar

if TYPE_CHECKING:
    from .app import DeskApp

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
D = TypeVar("D")

SMALLEST = (20, 5)
"""Columns and rows below which a screen only says that it is too small."""


class TooSmall(Widget):
    """Covers a screen that has no room; what is below keeps its text and its keys."""

    DEFAULT_CSS = """
    TooSmall { layer: cover; width: 100%; height: 100%; display: none; dock: top; }
    TooSmall.-shown { display: block; }
    """

    def render_line(self, y: int) -> Strip:
        """Says so on the first line."""
        return strip(line("too small" if y == 0 else "", "warn"), self.size.width, self.rich_style)


class Roomy(Screen[T]):
    """A screen that covers itself when the terminal is too small to be used."""

    DEFAULT_CSS = """
    Roomy { layers: default cover; overflow: hidden hidden; }
    """
    AUTO_FOCUS: ClassVar[str | None] = "*"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,super+c", "app.how_to_quit", "how to quit", show=False, system=True, id="how_to_quit_here")
    ]
    """Also where a screen's own keys shut out the ones that work everywhere."""

    @property
    def desk_app(self) -> "DeskApp":
        """The app, as what it is."""
        return cast("DeskApp", self.app)

    @property
    def session(self) -> Session:
        """The desk and the one way to act on it."""
        return self.desk_app.session

    @property
    def desk(self) -> Desk:
        """The desk, for reads that cannot refuse (its clock, its settings)."""
        return self.session.desk

    @property
    def _binding_chain(self) -> list[tuple[DOMNode, BindingsMap]]:
        """Who takes keys, in order. A letter that the rep's own file gave to a key is still a letter in a line."""
        chain = super()._binding_chain
        if self.app._keymap and self.focused is not None:
            for _, bindings in chain:
                for key in list(bindings.key_to_bindings):
                    if self.focused.check_consume_key(key, key_to_character(key)):
                        del bindings.key_to_bindings[key]
        return chain

    def keep(self) -> None:
        """Write what is half typed to the desk. Called before the program ends for any reason."""

    def _compositor_refresh(self) -> None:
        """Draw, but not what nobody would see: in a batch (as at the start) a frame is thrown away."""
        if self.app._batch_count:
            self._repaint_required = True
            return
        super()._compositor_refresh()

    @on(events.Resize)
    def _cover_or_uncover(self) -> None:
        covers = self.query(TooSmall)
        small = self.size.width < SMALLEST[0] or self.size.height < SMALLEST[1]
        if small and not covers:
            self.mount(TooSmall(classes="-shown"))
        for cover in covers:
            cover.set_class(small, "-shown")


class DeskScreen(Roomy[T]):
    """A full screen of the desk.

    A subclass gives `body()` (its widgets; status line and key line come below them), `reload()` (read again what is
    shown; called first when mounted), and BINDINGS from `keys.bindings(...)`. `OWN_KEYS = True` shuts out the keys
    that work everywhere, as in a call.
    """

    OWN_KEYS: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self._modal = self.OWN_KEYS
        self._stale = False

    def compose(self) -> ComposeResult:
        """The body, the status line, the key line."""
        yield from self.body()
        yield StatusBar(self.session)
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """The widgets of the screen."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read again everything that is shown."""
        raise NotImplementedError

    @property
    def status(self) -> StatusBar:
        """The status line: `note()` sets its right side."""
        return self.query_one(StatusBar)

    @property
    def key_bar(self) -> KeyBar:
        """The key line: `show_group()` when the keys of the moment are not bindings."""
        return self.query_one(KeyBar)

    def go_back(self) -> None:
        """What is shown is gone: close this screen, now or as soon as it is in front again; not what stands on it."""
        if self.is_active:
            self.dismiss(None)
        else:
            self._stale = True

    # -- when to read --------------------------------------------------------------------------------------------

    @on(events.Mount)
    def _start_reading(self) -> None:
        """Read for the first time, and whenever something changed. Runs after a subclass's own `on_mount`."""
        self.session.changed.subscribe(self, self._desk_changed)
        self.reload()

    def _desk_changed(self, done: Done) -> None:
        if self is self._lowest_visible():
            self._stale = False
            self.reload()
        else:
            self._stale = True

    def _lowest_visible(self) -> Screen[Any]:
        """The screen that is seen below the questions on top of it."""
        stack = self.app.screen_stack
        return next((screen for screen in reversed(stack) if isinstance(screen, DeskScreen)), stack[-1])

    @on(events.ScreenResume)
    def _catch_up(self) -> None:
        """Read what changed while another screen was in front."""
        if self._stale:
            self._stale = False
            self.reload()
        for bar in self.query(StatusBar):
            bar.catch_up()

    # -- no key is silent ----------------------------------------------------------------------------------------

    @on(events.Key)
    def _no_such_key(self, event: events.Key) -> None:
        """A key that nothing else took is answered."""
        bound = any(event.key in bindings.key_to_bindings for _, bindings in self._modal_binding_chain)
        if not bound and not event._stop_propagation:
            key = event.character if event.is_printable and event.character else event.key.replace("+", " ")
            self.session.say(f"{key.strip() or 'Space'} does nothing here; ? shows every key that does.")

    @on(CardList.Still)
    def _no_further(self, event: CardList.Still) -> None:
        """A key of a list that had nowhere to go is answered."""
        self.session.hint(event.said)

    # -- acting and asking ---------------------------------------------------------------------------------------

    def do(self, act: Callable[Concatenate[Desk, P], Done], *args: P.args, **kwargs: P.kwargs) -> Done | None:
        """Run a use case; see `Session.do`."""
        return self.session.do(act, *args, **kwargs)

    def read(self, question: Callable[Concatenate[Desk, P], R], default: D, *args: P.args, **kwargs: P.kwargs) -> R | D:
        """Run a read; see `Session.read`."""
        return self.session.read(question, default, *args, **kwargs)

    async def do_asking(
        self,
        act: Callable[..., Done],
        *args: Any,
        previews: dict[str, Callable[[str], str]] | None = None,
        **kwargs: Any,
    ) -> Attempt[Done]:
        """Run a use case; ask for each fact it needs and try again. For `@work` actions.

        Returns the attempt: its value, or a refusal that is not a question (not yet said), or neither (cancelled).
        `previews` gives for a field what to show while its answer is typed.
        """
        while True:
            outcome = self.session.try_to(act, *args, **kwargs)
            need = outcome.refusal
            if not isinstance(need, NeedsAnswer):
                return outcome
            answer = await self.ask(need.question, preview=(previews or {}).get(need.field))
            if answer is None:
                return Attempt()
            kwargs[need.field] = answer

    async def ask(
        self,
        question: str,
        *,
        default: str = "",
        hint: str = "",
        preview: Callable[[str], str] | None = None,
        accept: Callable[[str], object] | None = None,
        draft: str | None = None,
        long: bool = False,
        complete: Callable[[str], str] | None = None,
    ) -> str | None:
        """Ask one line, or with `long` as many as an editor takes. None when cancelled. See `Prompt`."""
        from .widgets.prompt import Prompt  # a question's widget loads with the first question

        kind: type[Prompt] = Prompt
        if long:
            from .widgets.note import NotePrompt  # see above

            kind = NotePrompt
        return await self.app.push_screen_wait(
            kind(
                question, default=default, hint=hint, preview=preview, accept=accept, draft=draft, complete=complete
            )
        )

    async def confirm(self, question: str, *, yes: str = "yes", no: str = "no", default: bool = False) -> bool:
        """Ask yes or no. Esc is no."""
        from .widgets.confirm import Confirm  # see ask

        return await self.app.push_screen_wait(Confirm(question, yes=yes, no=no, default=default)) is True

    async def choose(self, question: str, choices: "Iterable[Any]", *, mark: str = "") -> str | None:
        """Ask for one of a few `strip.Choice`s, one key each. Gives its key; None when cancelled."""
        from .widgets.strip import Choose  # see ask

        return await self.app.push_screen_wait(Choose(question, tuple(choices), mark=mark))

    async def pick(self, question: str, items: Any, *, hint: str = "") -> str | None:
        """Ask for one of many `picker.Item`s (a list, or a function from what is typed to a list). Gives its id."""
        from .widgets.picker import Picker  # see ask

        return await self.app.push_screen_wait(Picker(question, items, hint=hint))

    async def fill(
        self, title: str, fields: "Iterable[Any]", *, save: Any = None, draft: str | None = None, alike: Any = None
    ) -> Any:
        """Ask for several `form.Field`s at once. Gives {name: text} of all of them; None when cancelled.

        `alike` is a `form.Alike`: who looks like what is typed is offered below.
        """
        from .widgets.form import Form  # see ask

        return await self.app.push_screen_wait(Form(title, tuple(fields), save=save, draft=draft, alike=alike))
