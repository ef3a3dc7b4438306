"""The rep's own keys: each line of the file taken, or refused with what is wrong in it."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple, Protocol

from textual.binding import Binding
from textual.keys import Keys, _character_to_key, key_to_character

from sdrdesk.domain.text import clip, visible

from . import keys
from .contexts import MAPPED, TOGETHER

_NAMED = frozenset(key.value for key in Keys if not key.value.startswith("<"))
_TAKEN = {key: "how to leave, for the terminal" for binding in keys.HIDDEN for key in binding.key.split(",")}


class Line(Protocol):
    """A line of the file."""

    @property
    def name(self) -> str:
        """What the key means."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys it should have."""

    @property
    def line(self) -> int:
        """Where it stands."""


class Keymap(NamedTuple):
    """Binding id -> its keys, parted by commas; and a sentence about each line that is not taken."""

    keys: dict[str, str]
    faults: list[str]


class _Wrong(Exception):
    """Why a line is not taken."""


def checked(file: str, lines: Sequence[Line]) -> Keymap:
    """The lines that can be taken; of two that clash the later one is not, and has its built-in keys."""
    taken: dict[str, tuple[Line, tuple[str, ...]]] = {}
    faults: list[tuple[int, str]] = []

    def fault(line: Line, why: str) -> None:
        faults.append((line.line, f"{file}, line {line.line}: {clip(visible(line.name), 30)} {why}"))

    for line in lines:
        try:
            taken[line.name] = line, _keys_of(line)
        except _Wrong as wrong:
            fault(line, str(wrong))
    while clash := _clash(taken):
        name, key, other = clash
        line, _ = taken.pop(name)
        fault(line, f"cannot be {keys.pretty(key)}, which is {other} in the same place; {_builtin(name)} stays")
    return Keymap({name: ",".join(own) for name, (_, own) in taken.items()}, [said for _, said in sorted(faults)])


def _keys_of(line: Line) -> tuple[str, ...]:
    groups = _groups_of(line.name)
    if not groups:
        near = get_close_matches(line.name, _names(), 1, 0.6)
        raise _Wrong(f"is no key's name{f'; do you mean {near[0]}?' if near else ''}")
    if not groups & MAPPED:
        title = keys.GROUPS[min(groups)].title if groups <= set(keys.GROUPS) else "of the terminal"
        raise _Wrong(f"keeps its key: {title[:1].lower()}{title[1:]} every key stays where it is printed")
    return tuple(_named(key) for key in line.keys)


def _named(key: str) -> str:
    """A key as Textual calls it."""
    if len(key) == 1 and key.isprintable() and not key.isspace():
        return key if key.isalnum() else _character_to_key(key)
    head, plus, last = key.rpartition("+")
    if head == "shift" and len(last) == 1 and last.isalpha():
        return last.upper()
    name = f"{head.lower()}{plus}{last.lower() if len(last) > 1 or head else last}"
    if name in _NAMED or key_to_character(name) is not None:
        return name
    raise _Wrong(f"names “{clip(visible(key), 20)}”, which is no key; write L, ctrl+l, f5 or question_mark")


def _names() -> list[str]:
    return [str(binding.id) for name in keys.GROUPS if name in MAPPED for binding in keys.GROUPS[name].bindings]


def _groups_of(name: str) -> set[str]:
    found = {group for group, held in keys.GROUPS.items() for binding in held.bindings if binding.id == name}
    return found | ({"hidden"} if any(binding.id == name for binding in keys.HIDDEN) else set())


def _clash(taken: dict[str, tuple[Line, tuple[str, ...]]]) -> tuple[str, str, str] | None:
    """The last line whose key means something else where it works: its name, the key, and what that is."""
    for name in reversed(taken):
        for key in taken[name][1]:
            if key in _TAKEN:
                return name, key, _TAKEN[key]
            for group in _groups_of(name):
                for other in _beside(group):
                    if other.id != name and key in _effective(other, taken):
                        return name, key, f"{other.id} ({other.description})"
    return None


def _beside(group: str) -> list[Binding]:
    """Every key that works where this group does."""
    names = {name for together in TOGETHER if group in together for name in together} | {group}
    return [binding for name in keys.GROUPS if name in names for binding in keys.GROUPS[name].bindings]


def _effective(binding: Binding, taken: dict[str, tuple[Line, tuple[str, ...]]]) -> tuple[str, ...]:
    own = taken.get(str(binding.id))
    return own[1] if own is not None else tuple(_plain(key) for key in binding.key.split(","))


def _plain(key: str) -> str:
    return _character_to_key(key) if len(key) == 1 and not key.isalnum() else key


def _builtin(name: str) -> str:
    return keys.shown_key(keys.by_id(name))
