"""Where a desk lives on this machine: the user's folders, and the demo's sample beside the package or the project."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ENVIRONMENT = "SDRDESK_DB"


def default_desk() -> Path:
    """The desk opened when nobody names one: SDRDESK_DB, else desk.db in the user's data folder."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    from platformdirs import user_data_path  # only when the place is not named

    return user_data_path("sdrdesk", appauthor=False) / "desk.db"


def config_folder() -> Path:
    """Where the rep's own text files lie: profile, weights. It need not exist."""
    if sys.platform.startswith("linux"):  # as platformdirs has it, without the 20 ms it takes to ask
        return Path(os.environ.get("XDG_CONFIG_HOME", "").strip() or Path.home() / ".config") / "sdrdesk"
    from platformdirs import user_config_path

    return user_config_path("sdrdesk", appauthor=False)


def log_folder() -> Path:
    """Where crash notes go (without customer data)."""
    from platformdirs import user_state_path

    return user_state_path("sdrdesk", appauthor=False)


def sample_desk() -> Path | None:
    """The shipped sample: beside the package when installed, at the project's root when not; None when absent."""
    package = Path(__file__).resolve().parent.parent
    for place in (package / "sample.db", package.parent.parent / "sample.db"):
        if place.is_file():
            return place
    return None
