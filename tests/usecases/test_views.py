"""A view is kept under a number as the text that was typed, is counted, and comes back with an undo."""

from __future__ import annotations

import pytest

from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.usecases import accounts
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.history import undo
from sdrdesk.usecases.views import delete_view, find_view, how_many, save_view, views


def shown(desk: Desk) -> list[tuple[int, str, str]]:
    return [(view.number, view.name, view.filter) for view in views(desk)]


def test_views_take_the_first_free_number_and_a_name_is_taken_once(desk: Desk) -> None:
    save_view(desk, "Quiet", "quiet>14")
    save_view(desk, "Dear", " value>10k ")
    save_view(desk, "quiet", "quiet>21")
    assert shown(desk) == [(1, "quiet", "quiet>21"), (2, "Dear", "value>10k")]
    save_view(desk, "Late", "late:yes", 7)
    delete_view(desk, "1")
    save_view(desk, "New", "calls=0")
    assert shown(desk) == [(1, "New", "calls=0"), (2, "Dear", "value>10k"), (7, "Late", "late:yes")]


def test_saving_and_deleting_are_taken_back(desk: Desk) -> None:
    save_view(desk, "Quiet", "quiet>14")
    save_view(desk, "Quiet", "quiet>30")
    delete_view(desk, "quiet")
    undo(desk)
    assert shown(desk) == [(1, "Quiet", "quiet>30")]
    undo(desk)
    assert shown(desk) == [(1, "Quiet", "quiet>14")]
    undo(desk)
    assert shown(desk) == []


def test_a_view_is_found_by_number_name_or_beginning(desk: Desk) -> None:
    save_view(desk, "Gone quiet", "quiet>14")
    save_view(desk, "Gone late", "late:yes")
    assert find_view(desk, "2").name == find_view(desk, "gone l").name == "Gone late"
    with pytest.raises(DeskError, match="could be 2 views"):
        find_view(desk, "gone")
    with pytest.raises(NotFound, match="there is 1 Gone quiet, 2 Gone late"):
        find_view(desk, "other")


@pytest.mark.parametrize(
    ("name", "filter", "number", "said"),
    [("", "late:yes", None, "needs a name"), ("x", " ", None, "no filter"), ("x", "stage:x", None, "Word 1"),
     ("x", "late:yes", 0, "from 1 to 99"), ("x", "late:yes", 100, "from 1 to 99")],
)  # fmt: skip
def test_what_is_no_view_is_refused(desk: Desk, name: str, filter: str, number: int | None, said: str) -> None:
    with pytest.raises(DeskError, match=said):
        save_view(desk, name, filter, number)
    assert shown(desk) == []


def test_views_are_counted_when_asked(desk: Desk) -> None:
    save_view(desk, "Inbox", "status:inbox")
    (view,) = views(desk)
    assert how_many(desk, view) == 0
    accounts.add_account(desk, name="Acme")
    assert how_many(desk, view) == 1
    assert how_many(desk, view._replace(filter="gone:x")) is None
