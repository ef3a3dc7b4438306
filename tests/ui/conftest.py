"""Windows on a desk in memory, at a clock that stands still."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from sdrdesk.ui import places
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from ui.little_window import LittleScreen


def _tuesday() -> datetime:
    return datetime(2025, 10, 14, 8, 52, tzinfo=UTC)


@pytest.fixture
def desk() -> Iterator[Desk]:
    """An empty desk in memory whose first run is over, on Tuesday 14 October 2025."""
    opened = open_desk(":memory:", clock=_tuesday)
    change_settings(opened, first_run_done="yes")
    yield opened
    opened.close()


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window's first place is a small screen with every kind of question."""
    monkeypatch.setitem(places.PLACES, "board", f"{LittleScreen.__module__}:LittleScreen")
