"""Objections as people word them: category, words, the concern under them, and what we said."""

from __future__ import annotations

from typing import NamedTuple


class Doubt(NamedTuple):
    """One objection: what they said, what lies under it (id and words), how it was answered and with which proof."""

    words: str
    underlying: str
    concern: str
    kind: str
    response: str
    proof: str | None = None


DOUBTS: dict[str, tuple[Doubt, ...]] = {
    "price": (
        Doubt("that is twice what I had in my head", "value_unclear", "compares it with a calendar, not with agency bills",
              "roi_example", "put the wasted trips beside the price, month by month", "one-page calculation"),
        Doubt("the other offer is a third cheaper", "prefers_current", "likes the vendor they know",
              "question", "asked what is missing in the cheaper one; it was the phones"),
        Doubt("per head? with our turnover?", "no_money_now", "afraid the bill grows every season",
              "payment_plan", "fixed price per branch for the first year"),
    ),
    "budget": (
        Doubt("the pot for this year is empty", "no_money_now", "new money from the first quarter on",
              "return_later", "small pilot now, licence from the new year"),
        Doubt("I would have to ask the group for every cent", "wrong_person", "has never asked the group for anything",
              "exec_summary", "wrote the request together with her", "draft of the request"),
    ),
    "timing": (
        Doubt("call me after the season", "no_time", "no hour free before the peak is over",
              "return_later", "agreed on the week after the peak, date is set"),
        Doubt("we are in the middle of a move, not now", "not_established", "",
              "return_later", "asked when the last van is unpacked"),
        Doubt("next year is early enough", "fear_of_mistake", "started too early once and paid for it",
              "smaller_start", "one branch, six weeks, a way out"),
    ),
    "need": (
        Doubt("our sheet does the job", "value_unclear", "nobody has ever counted the mornings",
              "roi_example", "counted last week together: nineteen changes by phone"),
        Doubt("we have managed without for thirty years", "effort", "does not want to learn it himself",
              "reference", "brought a family firm of the same age", "reference from a roofer"),
    ),
    "authority": (
        Doubt("I cannot decide that alone", "wrong_person", "wants it, but sits two levels below the money",
              "exec_summary", "one page she can hand on", "one-page summary"),
        Doubt("my boss looks at these things himself", "politics", "would rather not be the one who brought it",
              "question", "offered to write to the boss in our own name"),
    ),
    "internal_resistance": (
        Doubt("the dispatchers will hate it", "politics", "oldest dispatcher threatened to leave last time",
              "smaller_start", "he gets to set up the first week himself"),
        Doubt("our works council stops every tool with names in it", "fear_of_mistake", "was left alone in front of them once",
              "paperwork", "sent the works agreement of another customer", "sample works agreement"),
    ),
    "trust": (
        Doubt("never heard of you, to be honest", "no_proof", "the last small vendor was gone in a year",
              "reference", "reference call with somebody who has five years with us", "reference call"),
        Doubt("who uses this in our line of work?", "no_proof", "no case from their own trade",
              "case_study", "case of a firm of their size", "case study"),
    ),
    "competitor": (
        Doubt("we already pay for a module that could do this", "locked_in", "contract until autumn, nobody uses it",
              "roi_example", "asked how many open it: three of sixty"),
        Doubt("payroll people offer it for free", "prefers_current", "one vendor less to argue with",
              "question", "what did they say about sick calls on a Sunday?"),
    ),
    "implementation": (
        Doubt("our last rollout took nine months", "effort", "she ran that one and does not want another",
              "smaller_start", "first branch in ten days, we bring the data over", "rollout plan"),
        Doubt("half of them have no company phone", "missing_capability", "thinks it needs an app on every phone",
              "onboarding_plan", "text messages are enough, showed it"),
    ),
    "fit": (
        Doubt("it cannot do split shifts, can it?", "missing_capability", "seen one fail on split shifts before",
              "pilot", "showed their own Tuesday in it", "recording of their own day"),
        Doubt("we need it in Polish and Turkish", "missing_capability", "",
              "admitted", "Polish is there, Turkish is not; said so"),
    ),
    "legal": (
        Doubt("our lawyers will not have data outside Europe", "not_established", "asked by a customer last year, had no answer",
              "paperwork", "sent where data lies and who can see it", "data sheet"),
        Doubt("two-year terms are out of the question", "fear_of_mistake", "is stuck in a five-year copier contract",
              "smaller_start", "one year, then monthly"),
    ),
    "brush_off": (
        Doubt("just send me something", "not_established", "", "return_later", "asked which of two pages would help"),
        Doubt("not interested, thanks", "no_time", "was on the way into a meeting", "return_later", "one line by mail, try again Thursday"),
        Doubt("we are all right, bye", "not_established", "", "", ""),
    ),
}  # fmt: skip
SHARES: dict[str, int] = {
    "price": 20, "budget": 9, "timing": 14, "need": 8, "authority": 12, "internal_resistance": 6, "trust": 9,
    "competitor": 7, "implementation": 7, "fit": 5, "legal": 4, "brush_off": 9,
}  # fmt: skip
