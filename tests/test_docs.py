"""What the documents say is what the program is."""

import re
import tomllib
from pathlib import Path

import pytest

from readme_tables import README, with_tables
from sdrdesk.ui import keys

ROOT = README.parent
DOCUMENTS = sorted(ROOT.glob("*.md"))


def test_the_readmes_tables_are_made_from_the_program() -> None:
    readme = README.read_text(encoding="utf-8")
    assert readme == with_tables(readme), "run: python tests/readme_tables.py"


def test_every_key_says_what_it_does_and_can_be_named() -> None:
    bindings = keys.every_binding()
    assert not [binding.key for group in keys.GROUPS.values() for binding in group.bindings if not binding.tooltip]
    assert not [binding.key for binding in bindings if not binding.id]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_what_is_installed_is_pinned_by_version_alone() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", pin)] == []
    pinned = {_normal(pin.partition("==")[0]) for pin in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = project["dependencies"] + project["optional-dependencies"]["dev"]
    assert {_normal(re.split(r"[<>=!~\[; ]", need)[0]) for need in needed} <= pinned


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
