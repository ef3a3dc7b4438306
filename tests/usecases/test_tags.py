"""Tags are put on, taken off, spelled as they are known, and found by the filter."""

from __future__ import annotations

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import accounts, history, tags
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.lists import accounts as listed


@pytest.fixture
def acme(desk: Desk) -> str:
    return str(accounts.add_account(desk, name="Acme", next="call fri").made)


def test_tags_are_put_on_and_taken_off_in_one_line(desk: Desk, acme: str) -> None:
    assert tags.tag(desk, acme, "hot vip").said == "Tagged Acme: +hot +vip"
    assert tags.tag(desk, acme, "+warm -hot").said == "Tagged Acme: +warm -hot"
    assert tags.tags_of(desk, acme) == ["vip", "warm"]
    assert tags.known(desk) == ["vip", "warm"]
    assert [one.name for one in listed(desk, filter="tag:warm -tag:hot")] == ["Acme"]
    history.undo(desk)
    assert tags.tags_of(desk, acme) == ["hot", "vip"]


def test_a_tag_is_one_however_it_is_spelled(desk: Desk, acme: str) -> None:
    tags.tag(desk, acme, "Café")
    other = str(accounts.add_account(desk, name="Beta").made)
    tags.tag(desk, other, "cafe")
    assert tags.tags_of(desk, other) == ["Café"]
    tags.tag(desk, other, "-CAFÉ")
    assert tags.tags_of(desk, other) == []


def test_a_tag_that_was_taken_off_can_come_again(desk: Desk, acme: str) -> None:
    for text in ("hot", "-hot", "hot"):
        tags.tag(desk, acme, text)
    assert tags.tags_of(desk, acme) == ["hot"]


def test_what_would_change_nothing_is_refused(desk: Desk, acme: str) -> None:
    tags.tag(desk, acme, "hot")
    with pytest.raises(DeskError, match="Acme stays as it is: it has hot already and there is no cold on it"):
        tags.tag(desk, acme, "hot -cold")
