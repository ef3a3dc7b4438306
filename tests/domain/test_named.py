"""Who is named in a typed line, and who is not."""

from __future__ import annotations

import pytest

from sdrdesk.domain.named import Named, somebody_named

KNOWN = [("Tom Weiss", "COO"), ("Priya Nair", "Chief Financial Officer")]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a CEO signs >25k, she drives", Named("", "CEO")),
        ("a needs Dana Fox to sign", Named("Dana Fox", "")),
        ("Dana Fox, CTO, decides", Named("Dana Fox", "CTO")),
        ("CTO Dana Fox decides", Named("Dana Fox", "CTO")),
        ("our Head of Finance looks at it", Named("", "Head of Finance")),
        ("ask Jean-Luc O'Brien next week", Named("Jean-Luc O'Brien", "")),
        ("the VP Sales wants it", Named("", "VP Sales")),
    ],
)
def test_a_title_or_a_name_in_full_is_somebody(text: str, named: Named) -> None:
    assert somebody_named(text, "Halden GmbH", KNOWN) == named


@pytest.mark.parametrize(
    "text",
    [
        "a CFO signs >25k", "Tom Weiss decides", "the COO decides", "b 40k approved, ops budget",
        "on Monday Morning is",
        "with Halden Group", "Neue Software Lizenzen", "a chief of staff", "", "x" * 400, "CFOs and CEOs",
    ],
)
def test_who_is_known_and_what_is_nobody_is_not_offered(text: str) -> None:
    assert somebody_named(text, "Halden GmbH", KNOWN) is None
