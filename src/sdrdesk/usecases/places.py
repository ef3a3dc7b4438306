"""Where the desk keeps what is no desk file, for those above that may not ask the files themselves."""

from __future__ import annotations

from pathlib import Path

from sdrdesk.files import paths


def crash_folder() -> Path:
    """Where notes on a crash go, without any customer data."""
    return paths.log_folder()
