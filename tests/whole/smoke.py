"""Runs a command that ends in the open desk, sees the desk, leaves with `q`: `python -m whole.smoke COMMAND`."""

import os
import re
import sys

from .terminal import Terminal

PREPARING = 400.0  # seconds, for a command that installs before it opens


def smoke(command: str) -> None:
    """Fails with the screen in its message unless the desk opens, closes with 0 and gives the terminal back."""
    environment = dict(os.environ) | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    with Terminal(["bash", "-c", command], size=(100, 30), environment=environment) as terminal:
        terminal.wait_until(
            lambda: bool(re.search(r"Today|Lead", terminal.screen()) and terminal.emulator.modes[1049]),
            "the desk on the alternate screen",
            timeout=PREPARING,
        )
        print(terminal.settle())
        terminal.press("q")
        status = terminal.wait_end()
        if status or not terminal.given_back():
            raise AssertionError(f"ended with {status}; the terminal's modes left on: {terminal.emulator.modes_left()}")


if __name__ == "__main__":
    smoke(sys.argv[1])
