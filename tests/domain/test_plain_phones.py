"""The quick answer for a phone number is the answer phonenumbers gives, or none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdrdesk.domain.plain_phones import quick_phone
from sdrdesk.domain.reach import phone_key

REGIONS = ("DE", "GB", "US", "FR", "IT", "AR", "BR", "MX", "NO", "AD", "RU", "KZ", "IN", "JP", "CN", "GG", "SG", "HU")
DIGITS = st.text("0123456789", min_size=3, max_size=16)


@given(
    DIGITS, DIGITS, st.sampled_from(REGIONS),
    st.sampled_from(("", "+", "00", "0", "(0", "001-", "+49 ", "+1-", "+44 (0)")),
    st.sampled_from(("", " ", "-", ".", ") ")), st.sampled_from(("", "x12", "x04512")),
)  # fmt: skip
@settings(max_examples=3000)
def test_a_quick_answer_is_the_right_one(head: str, tail: str, region: str, start: str, gap: str, end: str) -> None:
    typed = f"{start}{head[:5]}{gap}{tail}{end}"
    quick = quick_phone(typed, region)
    assert quick is None or quick == tuple(phone_key(typed, region))


@pytest.mark.parametrize(
    ("typed", "region", "e164"),
    [
        ("+49 30 901820", None, "+4930901820"),
        ("030 901820", "DE", "+4930901820"),
        ("+1 202-555-0143", "DE", "+12025550143"),
        ("(209)172-7124x3651", "US", "+12091727124"),
        ("020 7946 0991", "GB", "+442079460991"),
        ("001-202-555-0143", "DE", "+12025550143"),
        ("234567", "US", None),
    ],
)
def test_usual_numbers_have_a_quick_answer(typed: str, region: str | None, e164: str | None) -> None:
    quick = quick_phone(typed, region)
    assert quick is not None and quick[0] == e164


@pytest.mark.parametrize("typed", ["ask reception", "2026-01-02", "10.0.0.1", "0301234567.0", "+49 30 1 / 2", ""])
def test_what_is_not_plain_is_left_alone(typed: str) -> None:
    assert quick_phone(typed, "DE") is None
