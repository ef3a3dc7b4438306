"""Long text in the rep's own editor: the window steps aside, the text lies in a private file, gone afterwards."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.text import clean

_NAME = "note.md"


def edit_elsewhere(app: App[Any], text: str) -> str:
    """The text as it comes back from $VISUAL or $EDITOR. Raises DeskError when there is none or it fails."""
    command = _editor()
    folder = Path(tempfile.mkdtemp(prefix="sdrdesk-"))  # for its owner alone, the editor's own copies too
    try:
        path = folder / _NAME
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8", newline="")
        code = _run(app, [*command, str(path)])
        if code:
            raise DeskError(f"{Path(command[0]).name} ended with an error ({code}); the text is as it was.")
        return clean(path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")).strip("\n")
    except OSError as trouble:
        raise DeskError(f"The text cannot be handed to {Path(command[0]).name}: {trouble.strerror}.") from trouble
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _editor() -> list[str]:
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if not named:
        raise DeskError("No editor is named: set VISUAL or EDITOR (export EDITOR=nano) and start the desk again.")
    try:
        command = shlex.split(named)
    except ValueError:
        command = []
    if not command or shutil.which(command[0]) is None:
        raise DeskError(f"There is no editor called {named}; VISUAL or EDITOR names it.")
    return command


def _run(app: App[Any], command: list[str]) -> int:
    """Run it on this terminal. Nothing may be raised while the window stands aside: it would not come back."""
    interrupt = signal.getsignal(signal.SIGINT)
    code = 0
    trouble: OSError | None = None
    try:
        with app.suspend():
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the editor's
            try:
                code = subprocess.run(command, check=False, preexec_fn=_own_interrupt).returncode
            except OSError as error:
                trouble = error
            finally:
                signal.signal(signal.SIGINT, interrupt)
    except SuspendNotSupported:
        raise DeskError("This terminal cannot be lent to an editor; write the note in the line.") from None
    if trouble is not None:
        raise trouble
    return code


def _own_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
