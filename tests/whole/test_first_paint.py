"""What the desk loads before it shows anything."""

import sys
from pathlib import Path

import pytest

from whole.conftest import Start


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_first_paint_loads_neither_pydantic_nor_the_matcher(start_desk: Start, tmp_path: Path) -> None:
    desk = start_desk("--db", tmp_path / "desk.db")
    desk.wait("Lead|Today|currency")
    loaded = Path(f"/proc/{desk.pid}/maps").read_text(encoding="utf-8")
    assert "pydantic_core" not in loaded
    assert "rapidfuzz" not in loaded
