"""`:` finds anything: people, companies, what was said, views and commands; what it does it also teaches the key of."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode

from sdrdesk.domain.snippet import snippet
from sdrdesk.domain.text import fold
from sdrdesk.usecases import views as saved
from sdrdesk.usecases.find import Hit, find, told_through
from sdrdesk.usecases.habits import used
from sdrdesk.usecases.search import Told, told

from . import keys
from .session import Session, attempt
from .theme import key_words
from .widgets.palette import Entry, Palette

if TYPE_CHECKING:
    from .app import DeskApp

_MOST = 20
_WIDTH = 60
_TAUGHT_AFTER = 3


class Command(NamedTuple):
    """A command that works on the screen below the box: its binding, and whose action it is."""

    binding: Binding
    node: DOMNode


async def open_palette(app: "DeskApp") -> None:
    """Ask what is wanted, and do it."""
    commands, words = commands_of(app), words_of(app)
    picked = await app.push_screen_wait(Palette(lambda typed: entries(app.session, commands, words, typed)))
    if picked is None:
        return
    kind, _, ref = picked.partition(" ")
    if kind == "key":
        await _run(app, commands[ref])
    elif kind == "word":
        name, _, rest = ref.partition(" ")
        words[name](rest.strip())
    elif kind == "view":
        from .views import show_view  # see action_help

        await show_view(app, ref)
    elif kind == "keep":
        from .views import keep_view  # see action_help

        await keep_view(app)
    else:
        app.session.along = None
        app.show("account", ref.partition(" ")[0])


def commands_of(app: "DeskApp") -> dict[str, Command]:
    """Binding id -> the command, of all that work on the screen in front, in the order of the help."""
    active = {one.binding.id: Command(one.binding, one.node) for one in app.screen.active_bindings.values()}
    own = app._keymap
    active = {name: Command(keys.as_mapped(one.binding, own), one.node) for name, one in active.items()}
    return {str(one.id): active[one.id] for one in keys.commands() if one.id in active}


def words_of(app: "DeskApp") -> dict[str, Callable[[str], object]]:
    """Name -> what it does, of the commands without a key that the screen in front, or the app, has."""
    nodes = (app.screen, app)
    methods = {word.name: next(filter(None, (getattr(node, f"command_{word.name}", None) for node in nodes)), None)
               for word in keys.WORDS}  # fmt: skip
    return {name: method for name, method in methods.items() if method is not None}


async def _run(app: "DeskApp", command: Command) -> None:
    binding = command.binding
    times = attempt(used, app.session.desk, str(binding.id)).value or 0
    if times >= _TAUGHT_AFTER:
        app.session.say(f"{binding.description}: the key is {key_words(keys.shown_key(binding))}.")
    await app.run_action(binding.action, command.node)


def entries(session: Session, commands: dict[str, Command], words: Collection[str], typed: str) -> list[Entry]:
    """What fits, kind by kind, first a command that is named outright; with nothing typed the latest accounts, every
    view and every command."""
    named = _named(commands, words, typed)
    every_view = session.read(saved.views, [])
    found = [_view(view) for view in every_view if _fits(typed, f"{view.number} {view.name} {view.filter}")]
    if session.filter.strip() and _fits(typed, "keep this filter as a view"):
        found.append(Entry("keep", "Views", f"Keep “{session.filter.strip()}” as a view", "v +"))
    done = [_command(one.binding) for one in commands.values() if _fits(typed, _words(one.binding))]
    done += [_word(word) for word in keys.WORDS if word.name in words and _fits(typed, f"{word.name} {word.tooltip}")]
    done = [entry for entry in done if entry.id not in {one.id for one in named}]
    if not typed.strip():
        return [*_latest(session), *found, *done]
    hits = session.read(find, [], typed, limit=_MOST)
    people = [_account(hit) for hit in session.read(told_through, hits, hits, typed)]
    said = [_told(text, typed) for text in session.read(told, [], typed, limit=_MOST)]
    return [*named, *people, *found, *done, *said]


def _named(commands: dict[str, Command], words: Collection[str], typed: str) -> list[Entry]:
    """The command whose name is typed, with what was typed after it."""
    name, _, rest = typed.strip().partition(" ")
    name = name.casefold()
    found = [_word(word, rest.strip()) for word in keys.WORDS if word.name == name and word.name in words]
    if rest:
        return found
    return [*found, *(_command(one.binding) for one in commands.values() if one.binding.description == name)][:1]


def _word(word: keys.Word, rest: str = "") -> Entry:
    said = f"{word.name} {rest}" if rest else word.typed
    doors = f"{word.shell}  {word.key:>5}"
    return Entry(f"word {word.name} {rest}".strip(), "Commands", f"{said}: {word.tooltip}", doors)


def _fits(typed: str, text: str) -> bool:
    folded = f" {fold(text)}"
    return all(f" {word}" in folded for word in fold(typed).split())


def _words(binding: Binding) -> str:
    return f"{keys.command_name(binding)} {keys.COMMAND_LINE.get(str(binding.id), '')}".replace("`", " ")


def _latest(session: Session) -> list[Entry]:
    from sdrdesk.usecases.find import named  # see action_help

    return [_account(hit, "Latest") for hit in session.read(named, [], session.latest)]


def _account(hit: Hit, title: str = "People and companies") -> Entry:
    name = f"{hit.name} · {hit.through}" if hit.through and hit.through != hit.name else hit.name
    return Entry(f"account {hit.id}", title, name, hit.stage if hit.status == "active" else hit.status)


def _view(view: saved.View) -> Entry:
    return Entry(f"view {view.number}", "Views", f"{view.number} {view.name}", view.filter)


def _command(binding: Binding) -> Entry:
    shell = keys.COMMAND_LINE.get(str(binding.id), "")
    key = key_words(keys.shown_key(binding))
    return Entry(f"key {binding.id}", "Commands", keys.command_name(binding), f"{shell}  {key:>5}")


def _told(text: Told, typed: str) -> Entry:
    parts = tuple((part.text, "mark" if part.matched else "") for part in snippet(text.text, typed, _WIDTH))
    return Entry(f"account {text.account_id} {text.record_id}", "Said and noted", f"{text.name}: ", text.kind, parts)
