"""In and out of the desk: what the command line and the import screen call."""

from __future__ import annotations

from .exporting import Exported, export_json
from .importing import ImportResult, import_file, settle_open_batches

__all__ = ["Exported", "ImportResult", "export_json", "import_file", "settle_open_batches"]
