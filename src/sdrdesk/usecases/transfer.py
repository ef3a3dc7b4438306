"""In and out of the desk: what the command line and the import screen call."""

from __future__ import annotations

from .exporting import KINDS, TABLES, Exported, export, export_json
from .import_plan import Column, Plan, plan
from .import_run import AS_FOUND, KINDS_OF_ROWS, WINS, Choices, RowPlan
from .importing import ImportResult, import_file, settle_open_batches
from .joined import Join, import_joined, joins
from .plan_files import Planned, run_plan, save_plan

__all__ = [
    "AS_FOUND", "KINDS", "KINDS_OF_ROWS", "TABLES", "WINS", "Choices", "Column", "Exported", "ImportResult", "Join",
    "Plan", "Planned", "RowPlan", "export", "export_json", "import_file", "import_joined", "joins", "plan", "run_plan",
    "save_plan", "settle_open_batches",
]  # fmt: skip
