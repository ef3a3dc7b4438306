"""The table of commands says what there is, and each of them says how it is used."""

from __future__ import annotations

import click
import pytest

from sdrdesk.cli.group import desk
from sdrdesk.cli.table import COMMANDS, command_table, overview

from .conftest import Sdrdesk


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_loads_and_its_help_has_an_example(name: str, sdrdesk: Sdrdesk) -> None:
    command = desk.get_command(click.Context(desk), name)
    assert command is not None
    assert command.name == name
    shown = sdrdesk(name, "--help")
    assert shown.code == 0
    assert f"  Example:\n    sdrdesk {name}" in shown.out
    assert "--json" in shown.out


def test_the_help_of_the_program_has_a_line_for_every_command(sdrdesk: Sdrdesk) -> None:
    lines = overview().splitlines()
    assert [name for name in COMMANDS if not any(line.startswith(f"  {name} ") for line in lines)] == []
    assert max(map(len, lines)) <= 100
    assert sdrdesk("--help").out == overview() + "\n"


def test_the_readmes_table_has_a_row_for_every_command() -> None:
    assert len(command_table().splitlines()) == len(COMMANDS) + 3


def test_every_option_is_explained(sdrdesk: Sdrdesk) -> None:
    silent = [
        (name, option.name)
        for name in COMMANDS
        for option in (desk.get_command(click.Context(desk), name) or desk).params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []
