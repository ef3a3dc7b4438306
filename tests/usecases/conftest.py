"""A real desk in memory with a clock that ticks a second at every look, from a Tuesday morning on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from sdrdesk.usecases.desk import Desk, open_desk

START = datetime(2026, 10, 13, 7, 0, tzinfo=UTC)


class TickingClock:
    """A second later at every look; `jump` moves it on."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def jump(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def desk(clock: TickingClock) -> Iterator[Desk]:
    opened = open_desk(":memory:", clock=clock, origin="window-test")
    yield opened
    opened.close()
