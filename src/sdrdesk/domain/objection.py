"""Objections: what was said, the concern that may lie beneath, what was answered and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import DeskError


@dataclass(frozen=True, slots=True)
class Category:
    """What an objection sounds like; `key` is its letter in the strip, `likely` are concern ids often beneath it."""

    id: str
    key: str
    label: str
    typical: str
    may_hide: tuple[str, ...]
    likely: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """What may really stand in the way; `key` is its letter in the strip."""

    id: str
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class ResponseKind:
    """A way to answer an objection."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One step of handling an objection, in words to follow while it is being said."""

    id: str
    text: str


CATEGORIES = (
    Category(
        "price", "p", "price", "too expensive",
        ("value unclear", "comparison with another", "a real limit"),
        ("value_unclear", "prefers_current", "no_money_ever"),
    ),
    Category(
        "budget", "b", "budget", "nothing left this year",
        ("no money now", "not a priority", "wrong owner of the money"),
        ("no_money_now", "value_unclear", "wrong_person"),
    ),
    Category(
        "timing", "t", "timing", "call me in the autumn",
        ("no trigger", "fear of deciding", "an honest date"),
        ("value_unclear", "fear_of_mistake", "no_time"),
    ),
    Category(
        "need", "n", "need", "we manage",
        ("pain unknown", "cost of waiting unseen"),
        ("value_unclear", "prefers_current"),
    ),
    Category(
        "authority", "a", "authority", "I cannot decide that",
        ("wrong person", "does not want to lead us on"),
        ("wrong_person", "politics"),
    ),
    Category(
        "internal_resistance", "i", "internal resistance", "the team will not like it",
        ("an opponent", "change fatigue", "an earlier failure"),
        ("politics", "effort", "fear_of_mistake"),
    ),
    Category(
        "trust", "r", "trust", "never heard of you",
        ("risk to their own standing", "no similar case"),
        ("fear_of_mistake", "no_proof"),
    ),
    Category(
        "competitor", "c", "competitor", "we use X",
        ("a contract", "real satisfaction", "leverage on price"),
        ("locked_in", "prefers_current", "value_unclear"),
    ),
    Category(
        "implementation", "m", "implementation", "too much work",
        ("a bad experience", "no people", "fear of migration"),
        ("fear_of_mistake", "effort", "no_time"),
    ),
    Category(
        "fit", "f", "fit", "it lacks Y",
        ("a deal breaker", "habit", "a test"),
        ("missing_capability", "prefers_current"),
    ),
    Category(
        "legal", "l", "legal", "our lawyers",
        ("paper process", "data location", "terms"),
        ("effort", "fear_of_mistake", "politics"),
    ),
    Category(
        "brush_off", "s", "brush-off", "send me something",
        ("interruption", "no relevance yet"),
        ("no_time", "value_unclear"),
    ),
)  # fmt: skip

CONCERNS = (
    Concern("value_unclear", "v", "does not see what it is worth"),
    Concern("no_money_now", "m", "no money now"),
    Concern("no_money_ever", "x", "no money, ever"),
    Concern("fear_of_mistake", "f", "afraid of deciding wrongly"),
    Concern("effort", "e", "dreads the work of it"),
    Concern("politics", "p", "somebody inside is against it"),
    Concern("no_proof", "r", "no proof that it works for the likes of them"),
    Concern("prefers_current", "c", "content with what they have"),
    Concern("locked_in", "l", "bound by a contract"),
    Concern("missing_capability", "g", "we lack something they need"),
    Concern("wrong_person", "w", "not theirs to decide"),
    Concern("no_time", "t", "no time for it"),
    Concern("not_established", "n", "not found out"),
)

RESPONSE_KINDS = (
    ResponseKind("question", "asked back, let them work it out"),
    ResponseKind("roi_example", "worked out what it brings"),
    ResponseKind("case_study", "told of a similar customer"),
    ResponseKind("reference", "offered a talk with a customer"),
    ResponseKind("comparison", "compared side by side"),
    ResponseKind("pilot", "offered a small trial"),
    ResponseKind("smaller_start", "cut it down to a first slice"),
    ResponseKind("onboarding_plan", "showed who does what to get started"),
    ResponseKind("payment_plan", "spread the payment"),
    ResponseKind("discount", "lowered the price"),
    ResponseKind("exec_summary", "wrote a page for the decider"),
    ResponseKind("paperwork", "sent the legal or security papers"),
    ResponseKind("admitted", "said plainly that we do not do that"),
    ResponseKind("return_later", "agreed on a day to come back"),
)

ASK_FIRST = {
    "price": "What would it have to bring for the price to be no question?",
    "budget": "Where would the money for this come from, and when is that decided?",
    "timing": "What would have to happen for this to be worth doing now rather than later?",
    "need": "How do you do it today, and what does that cost you?",
    "authority": "Who else has to agree before something like this goes ahead?",
    "internal_resistance": "Who in the house would rather leave it as it is, and why?",
    "trust": "What would you need to see before you would rely on somebody new?",
    "competitor": "What do you use now, what is good about it, and how long are you bound?",
    "implementation": "How did the last change of this kind go, and who had the work of it?",
    "fit": "What must it be able to do so that you need not look further?",
    "legal": "What do your lawyers or your data people ask of something like this?",
    "brush_off": "Before I send anything: what would make it worth your time to read?",
}
"""Category id -> the question that brings it up before they do, where a segment raises it again and again."""

OUTCOMES = {"open": "open", "yes": "settled", "partly": "partly", "no": "stands"}

PROMPTS = (
    Prompt("listen", "Let them finish, then wait a breath longer than feels right."),
    Prompt("acknowledge", "Say it back in their words; that is not agreeing."),
    Prompt("explore", "Ask: “compared with what?” or “what would have to be true?” Go on until it is clear."),
    Prompt("respond", "Answer what lies beneath, not the first words."),
    Prompt("confirm", "Ask: “does that settle it?” Yes, partly and no are all worth writing down."),
)


def category(id_: str) -> Category | None:
    """The category of that id, or None."""
    return next((one for one in CATEGORIES if one.id == id_), None)


def category_by_key(key: str) -> Category | None:
    """The category of that letter in the strip, or None."""
    return next((one for one in CATEGORIES if one.key == key), None)


def concern(id_: str) -> Concern | None:
    """The concern of that id, or None."""
    return next((one for one in CONCERNS if one.id == id_), None)


def concern_by_key(key: str) -> Concern | None:
    """The concern of that letter in the strip, or None."""
    return next((one for one in CONCERNS if one.key == key), None)


def response_kind_label(id_: str) -> str:
    """A way of answering in words; one nobody knows reads as itself."""
    return next((one.label for one in RESPONSE_KINDS if one.id == id_), id_.replace("_", " "))


def concerns_for(category_id: str) -> tuple[Concern, ...]:
    """All concerns, those often beneath this category first."""
    found = category(category_id)
    likely = found.likely if found else ()
    return tuple(sorted(CONCERNS, key=lambda one: likely.index(one.id) if one.id in likely else len(likely)))


def match_category(typed: str) -> str:
    """The id whose beginning was typed. Raises DeskError when none begins so, or several do."""
    return _match(typed, tuple(one.id for one in CATEGORIES), "category of objection")


def match_concern(typed: str) -> str:
    """The concern id whose beginning was typed. Raises DeskError when none begins so, or several do."""
    return _match(typed, tuple(one.id for one in CONCERNS), "concern")


def explored(underlying: str | None, said: str | None = None) -> bool:
    """Whether anybody found out what lies beneath: a concern, or words about it."""
    return underlying not in (None, "", "not_established") or bool(said and said.strip())


def status(
    outcome: str,
    underlying: str | None = None,
    concern: str | None = None,
    response_kind: str | None = None,
    response: str | None = None,
) -> str:
    """Where it stands, in words: not explored, explored, answered, settled, partly or stands."""
    if outcome in ("yes", "partly", "no"):
        return OUTCOMES[outcome]
    if response_kind or (response and response.strip()):
        return "answered"
    return "explored" if explored(underlying, concern) else "not explored"


def _match(typed: str, ids: tuple[str, ...], what: str) -> str:
    wanted = "_".join(typed.casefold().replace("-", " ").replace("_", " ").split())
    if wanted in ids:
        return wanted
    found = [id_ for id_ in ids if wanted and id_.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    shown = typed if len(typed) <= 40 else f"{typed[:40]}…"
    if found:
        raise DeskError(f"“{shown}” could be {' or '.join(found)}; type one more letter.")
    raise DeskError(f"“{shown}” is no {what}; there is {', '.join(ids)}.")
