"""The numbers of a known history come out to the digit: from the rows of a desk, group by group."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import SHARED_DATA
from sdrdesk.demo.events import load_events
from sdrdesk.domain.metrics.figure import Figure
from sdrdesk.usecases.desk import open_desk
from sdrdesk.usecases.numbers import GROUPS, Numbers, as_plain, numbers

METRICS = SHARED_DATA.parent / "metrics"

PURE = {
    "Wilson 95% 0/5 (%)", "Wilson 95% 5/5 (%)", "Wilson 95% 1/1 (%)", "Wilson 95% 18/60 (%)",
    "no won deals or cycle = 0", "CAC with 0 new customers", "CLV with churn = 0",
    "add 1 business day to Sat 2026-04-04", "dormant review +6 months: from 2026-03-20",
    "dormant review +6 months: from 2026-08-31 (clamped)", "removal review +12 months: from 2028-02-29 (clamped)",
}  # fmt: skip
"""Examples of a formula alone: tested as functions in tests/domain/test_metrics.py."""


def expected() -> Iterator[tuple[str, str, Any]]:
    if not METRICS.is_dir():
        return
    for group, figures in json.loads((METRICS / "expected.json").read_text()).items():
        for name, value in figures.items():
            if name not in PURE:
                yield group, name, value


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Numbers:
    if not METRICS.is_dir():
        pytest.skip("../shared/metrics is not beside the repository")
    path = tmp_path_factory.mktemp("history") / "history.db"
    load_events(METRICS / "events.json", path)
    desk = open_desk(path, create=False)
    try:
        return numbers(desk, date(2026, 1, 1), date(2026, 4, 1), date(2026, 4, 15))
    finally:
        desk.close()


def number(text: str) -> float | None:
    return None if text == "None" else float(text)


def matches(figure: Figure, value: Any) -> bool:
    if not isinstance(value, str):
        if isinstance(value, dict):
            return bool(figure.value == {key: float(one) for key, one in value.items()})
        return bool(figure.value == value)
    quotient = re.fullmatch(r"(\d+)/(\d+) = ([\d.]+)%(?: resolved)?", value)
    if quotient:
        return (figure.numerator, figure.denominator, figure.value) == tuple(map(float, quotient.groups()))
    if re.fullmatch(r"[\d.]+%", value):
        return bool(figure.value == float(value[:-1]))
    if re.fullmatch(r"[\d.]+( / [\d.]+)+", value):
        return bool(figure.value == [float(part) for part in value.split(" / ")])
    if value.startswith("CIF(won)="):
        return bool(figure.value == float(value.partition("=")[2]))
    objection = re.fullmatch(r"n=(\d+) deals=(\d+) decided=(\d+) win=([\w.]+)% resolved=([\w.]+)%", value)
    if objection:
        n, deals, decided, win, resolved = map(number, objection.groups())
        parts = figure.parts
        return (figure.n, parts["deals"], parts["decided"], parts["win"], figure.value) == (
            n, deals, decided, win, resolved,
        )  # fmt: skip
    qualified = re.fullmatch(r"score ([\d.]+) coverage (\d)/(\d) -> (\w+)", value)
    if qualified:
        score, known, total, verdict = qualified.groups()
        return (figure.value, figure.numerator, figure.denominator, figure.parts["verdict"]) == (
            float(score), int(known), int(total), verdict,
        )  # fmt: skip
    return bool(figure.value == value)


@pytest.mark.parametrize(("group", "name", "value"), list(expected()))
def test_the_history_comes_out_to_the_digit(told: Numbers, group: str, name: str, value: Any) -> None:
    figure = told.groups[group].get(name)
    assert figure is not None, f"{name} is not among {list(told.groups[group])}"
    assert matches(figure, value), (figure, value)


def test_every_group_is_there_and_is_data(told: Numbers) -> None:
    assert list(told.groups) == list(GROUPS)
    for group in told.groups.values():
        for figure in group.values():
            json.dumps(as_plain(figure), allow_nan=False)
            assert figure.value is not None or figure.why_na, figure


def test_the_names_of_the_pure_examples_are_in_the_history(told: Numbers) -> None:
    every = {name for figures in json.loads(Path(METRICS / "expected.json").read_text()).values() for name in figures}
    assert every >= PURE
