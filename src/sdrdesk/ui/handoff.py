"""What leaves the window on purpose: text for the clipboard, a number or a mail for whatever takes such links."""

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

_SECONDS = 1


def copy(app: "App[object]", text: str, called: str = "") -> str:
    """Copy text: by the terminal itself (OSC 52), and by the machine's own program where there is one.

    `called` is what it is, when it is too long to be said. Gives the sentence to say, with the way that was taken;
    nobody can know whether a terminal obeys, so it says what to do when it did not.
    """
    app.copy_to_clipboard(text)
    tool = _clipboard_tool()
    said = called or text
    if tool is not None and _ran(tool, text):
        return f"Copied {said} ({tool[0].rpartition('/')[2]})."
    return f"Copied {said} through the terminal (OSC 52); if it is not there, Shift and mouse copy it."


def _clipboard_tool() -> list[str] | None:
    if sys.platform == "darwin":
        return _found("pbcopy")
    if os.environ.get("WAYLAND_DISPLAY"):
        return _found("wl-copy")
    if os.environ.get("DISPLAY"):
        return _found("xclip", "-selection", "clipboard") or _found("xsel", "-ib")
    return None


def hand_off(number: str) -> bool:
    """Give a number in E.164 to the machine's own dialler. False: nothing here takes `tel:` links."""
    return open_link(f"tel:{number}")


def open_link(link: str) -> bool:
    """Give a `tel:` or `mailto:` link to the program that takes it. False: nothing here does."""
    tool = _found("open") if sys.platform == "darwin" else _found("xdg-open") if _has_desktop() else None
    if tool is None:
        return False
    return _ran(["sh", "-c", 'exec "$0" "$1" >/dev/null 2>&1 &', *tool, link])


def _has_desktop() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _found(name: str, *arguments: str) -> list[str] | None:
    path = shutil.which(name)
    return [path, *arguments] if path else None


def _ran(command: list[str], text: str = "") -> bool:
    try:
        done = subprocess.run(
            command, input=text.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_SECONDS,
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
