"""In and out of the desk: what the command line and the import screen call."""

from __future__ import annotations

from .exporting import KINDS, TABLES, Exported, export, export_json
from .import_plan import Plan, plan
from .importing import ImportResult, import_file, settle_open_batches

__all__ = [
    "KINDS", "TABLES", "Exported", "ImportResult", "Plan", "export", "export_json", "import_file", "plan",
    "settle_open_batches",
]  # fmt: skip
