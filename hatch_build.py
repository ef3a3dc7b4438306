"""Puts the sample desk of the repository's root into the wheel; an editable install reads it where it lies."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SampleDesk(BuildHookInterface):
    """Adds sample.db as sdrdesk/sample.db, when it has been made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sample = Path(self.root, "sample.db")
        if version != "editable" and sample.exists():
            build_data["force_include"][str(sample)] = "sdrdesk/sample.db"
