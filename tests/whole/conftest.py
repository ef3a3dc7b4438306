"""Programs in pseudo-terminals that end with their test."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from whole.terminal import Terminal, desk_command, plain_environment

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a command in a pseudo-terminal: `start(command, size=(80, 24), **variables)`."""
    with ExitStack() as terminals:

        def start(command: Sequence[str], *, size: tuple[int, int] = (80, 24), **variables: str) -> Terminal:
            environment = plain_environment(tmp_path) | variables
            return terminals.enter_context(Terminal(command, size=size, environment=environment, folder=tmp_path))

        yield start


@pytest.fixture
def start_desk(start: Start) -> Start:
    """Starts `sdrdesk` with arguments: `start_desk("--db", file, size=(80, 24))`."""
    return lambda *arguments, **options: start(desk_command(*arguments), **options)
