"""The commands for click: each module is loaded when its command is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from .table import COMMANDS, overview


class LazyGroup(click.Group):
    """A group that knows its commands by the table and ends by the desk's own rules."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].target.partition(":")
        command = getattr(import_module(f".{module}", __package__), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help of the table, which loads no command."""
        formatter.write(overview())

    def main(self, args: Any = None, *_: Any, **__: Any) -> NoReturn:
        """As the `sdrdesk` command does."""
        from .run import run

        sys.exit(run(sys.argv[1:] if args is None else list(args)))


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", metavar="FILE", help="The desk's file.")
@click.option("--mask", is_flag=True, help="Open with names, words and amounts blanked.")
@click.option("--version", is_flag=True, help="The version.")
@click.pass_context
def desk(context: click.Context, db: str | None, mask: bool, version: bool) -> None:
    """A desk for people who call people."""
    context.obj = db
    if version:
        from sdrdesk import __version__

        click.echo(f"sdrdesk {__version__}")
        context.exit()
    if context.invoked_subcommand is None:
        from .window import open_window  # nothing else needs it

        context.exit(open_window(db, masked=mask))
