"""In and out of the desk: what the command line and the import screen call."""

from __future__ import annotations

from .exporting import Exported, export_json
from .import_plan import Plan, plan
from .importing import ImportResult, import_file, settle_open_batches

__all__ = ["Exported", "ImportResult", "Plan", "export_json", "import_file", "plan", "settle_open_batches"]
