"""How an objection and what I have answered to its kind are drawn, wherever they are shown."""

from sdrdesk.domain import objection as rules
from sdrdesk.usecases.objections import Answer, Objection

from .drawing import TextLine


def answer_line(one: Answer) -> TextLine:
    """`told of a similar customer · moved them 5 of 8 times “…”`."""
    quote = f" “{one.words}”" if one.words else ""
    often = f" · moved them {one.moved} of {one.tried} times"
    return TextLine(((" ▸ ", "mark"), (rules.response_kind_label(one.kind), ""), (often, "dim"), (quote, "quote")))


def concern_of(one: Objection) -> str:
    """What lies beneath, as far as it is known: the words, else the kind of concern."""
    found = rules.concern(one.underlying) if one.underlying else None
    return one.concern or (found.label if found else one.underlying or "")
