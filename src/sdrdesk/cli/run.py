"""Running one command line through click, to its exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from .endings import INTERRUPTED, code_of, say_usage
from .group import desk
from .main import COMPLETION


def run(arguments: Sequence[str]) -> int:
    """The exit code of this command line: 0 done, 1 refused, 2 wrong or ambiguous, 130 stopped by Ctrl+C."""
    if COMPLETION in os.environ:
        click.Group.main(desk, list(arguments), prog_name="sdrdesk")
    return code_of(lambda: _invoke(arguments), as_json="--json" in arguments)


def _invoke(arguments: Sequence[str]) -> int:
    try:
        with desk.make_context("sdrdesk", list(arguments)) as context:
            desk.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        return say_usage(error)
    except click.Abort:
        return INTERRUPTED
    return 0
