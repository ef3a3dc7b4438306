"""What may not be loaded where: the command line's speed, and the first paint's, come from what they do not import."""

import pkgutil
import subprocess
import sys
from collections.abc import Iterable
from types import ModuleType

import sdrdesk.cli
import sdrdesk.domain
import sdrdesk.files
import sdrdesk.store
import sdrdesk.usecases

BELOW_THE_UI = (sdrdesk.cli, sdrdesk.usecases, sdrdesk.store, sdrdesk.files, sdrdesk.domain)


def modules_of(*layers: ModuleType) -> list[str]:
    """The names of every module of these layers."""
    return [found.name for layer in layers for found in pkgutil.walk_packages(layer.__path__, f"{layer.__name__}.")]


def loaded_by(modules: Iterable[str]) -> set[str]:
    """The top-level packages that are loaded after importing these modules in a fresh process."""
    program = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program, *modules], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return {name.partition(".")[0] for name in run.stdout.split()}


def test_nothing_below_the_ui_loads_the_terminal_library() -> None:
    assert not loaded_by(modules_of(*BELOW_THE_UI)) & {"textual", "rich"}


def test_the_command_line_starts_without_what_it_may_never_need() -> None:
    heavy = {"textual", "rich", "pydantic", "sqlite_utils", "phonenumbers", "rapidfuzz", "asyncio"}
    assert not loaded_by(["sdrdesk.cli.main"]) & heavy


def test_use_cases_load_what_checks_and_matches_only_when_used() -> None:
    heavy = {"textual", "rich", "pydantic", "sqlite_utils", "phonenumbers", "rapidfuzz"}
    assert not loaded_by(modules_of(sdrdesk.usecases)) & heavy


def test_the_package_itself_imports_nothing() -> None:
    assert loaded_by(["sdrdesk"]) - loaded_by([]) == {"sdrdesk"}
