"""What the status line does with a sentence that is wider than it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from sdrdesk.ui.widgets.bars import fitted


@pytest.mark.parametrize(
    ("sentence", "width", "shown"),
    [
        ("Halden: no answer", 40, "Halden: no answer"),
        ("Ironbeck Groundskeeping Partners: send plan Fri 27 Nov", 40, "Ironbeck Groundsk…: send plan Fri 27 Nov"),
        ("Undid: Ironbeck Groundskeeping Partners: send plan Fri", 40, "Undid: Ironbeck Groundsk…: send plan Fri"),
        ("no colon in all this long sentence", 10, "no colon in all this long sentence"),
    ],
)
def test_a_name_is_shortened_before_what_was_done_to_it(sentence: str, width: int, shown: str) -> None:
    assert fitted(sentence, width) == shown


def test_wide_letters_count_as_wide() -> None:
    said = fitted("株式会社富浦精密工業株式会社: call again Thu 14:30", 40)
    assert said.endswith(": call again Thu 14:30")
    assert cell_len(said) <= 40
