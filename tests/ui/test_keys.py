"""The keyboard is one page without clashes."""

from importlib import import_module
from itertools import combinations

import pytest
from textual.binding import Binding

from sdrdesk.cli.table import COMMANDS
from sdrdesk.ui import keys, places
from sdrdesk.ui.contexts import MAPPED, TOGETHER

OVERRIDES = {"enter", "escape", "up", "down", "left", "right"}
"""Keys a focused widget may take before its screen does."""


def single_keys(group: str) -> set[str]:
    return {key for binding in Binding.make_bindings(keys.GROUPS[group].bindings) for key in [binding.key]}


@pytest.mark.parametrize("groups", TOGETHER, ids="+".join)
def test_no_key_has_two_meanings_at_once(groups: tuple[str, ...]) -> None:
    for one, other in combinations(groups, 2):
        assert not (single_keys(one) & single_keys(other)) - OVERRIDES, (one, other)


@pytest.mark.parametrize("group", keys.GROUPS)
def test_no_key_stands_twice_in_a_group(group: str) -> None:
    pressed = [binding.key for binding in Binding.make_bindings(keys.GROUPS[group].bindings)]
    assert len(pressed) == len(set(pressed))


def test_an_id_names_one_action() -> None:
    actions: dict[str | None, set[str]] = {}
    for binding in keys.every_binding():
        actions.setdefault(binding.id, set()).add(binding.action)
    assert {name for name, found in actions.items() if len(found) > 1} == set()


def test_no_chord_is_ever_needed() -> None:
    for group in keys.GROUPS.values():
        for binding in group.bindings:
            plain = [key for key in binding.key.split(",") if "ctrl+" not in key and "alt+" not in key]
            assert plain or binding.id == "save", binding.id


def test_the_letters_are_the_ones_reps_learn() -> None:
    letters = {
        "call": "c", "discovery": "d", "objection": "o", "note": "n", "log": "l", "next_step": "a", "snooze": "s",
        "promote": "L", "back": "H", "take": "t", "new": "N", "edit": "e", "undo": "u", "acts": "U", "find": "slash",
        "help": "question_mark", "quit": "q", "go_board": "2", "go_today": "1", "go_list": "3", "go_numbers": "5",
        "go_report": "4",
        "palette": "colon", "view": "v", "block": "b",
        "tag": "number_sign", "repeat": "full_stop", "mark": "x", "mark_all": "X",
        "why": "equals_sign", "go_inbox": "0", "go_settings": "comma",
    }  # fmt: skip
    for name, letter in letters.items():
        assert letter in keys.by_id(name).key.split(","), name


def test_a_key_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        keys.by_id("nothing")


def test_what_a_command_is_called_in_a_shell_is_a_command() -> None:
    ids = {binding.id for binding in keys.every_binding()}
    assert set(keys.COMMAND_LINE) <= ids
    assert set(keys.COMMAND_LINE.values()) <= set(COMMANDS)


def test_every_command_of_the_box_is_on_its_page_once() -> None:
    names = [binding.id for binding in keys.commands()]
    assert len(names) == len(set(names))
    assert len(keys.command_page().splitlines()) == len(names) + len(keys.WORDS) + 2
    shells = {word.shell for word in keys.WORDS if word.shell}
    assert shells <= set(COMMANDS)


@pytest.mark.parametrize("place", places.BASES)
def test_the_contexts_are_those_of_the_screens(place: str) -> None:
    module, _, name = places.PLACES[place].partition(":")
    held = {id(binding) for binding in getattr(import_module(module), name).BINDINGS}
    groups = {group for group, found in keys.GROUPS.items() if {id(one) for one in found.bindings} <= held}
    assert any({*groups & MAPPED, "global", "list"} <= set(together) for together in TOGETHER), groups
