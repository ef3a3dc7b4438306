"""A row one goes to is seen whole, as far as it fits, and the view has no hole."""

from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.ui.widgets.placing import Placing


@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=30), st.integers(1, 12), st.lists(st.integers(0, 29), max_size=20)
)
def test_every_visited_row_is_in_view(heights: list[int], height: int, visits: list[int]) -> None:
    placing = Placing(heights.__getitem__)
    for visit in visits:
        row = visit % len(heights)
        placing.scroll_to(row, height, len(heights))
        _, seen = placing.span(row)
        assert seen == min(heights[row], height)
        assert next(place for place in placing.places if place.row == row).line == 0
        below = sum(heights[placing.top.row :]) - placing.top.line
        assert len(placing.places) == min(height, below)


@given(st.lists(st.integers(1, 4), min_size=3, max_size=30), st.integers(0, 29), st.integers(0, 9))
def test_a_row_is_put_on_the_line_it_stood_on(heights: list[int], visit: int, line: int) -> None:
    placing = Placing(heights.__getitem__)
    row = visit % len(heights)
    placing.put(row, line)
    placing.lay_out(50, len(heights))
    first, _ = placing.span(row)
    assert first == min(line, sum(heights[:row]))
