"""How other programs call the outcome of a call, the stage of a deal, and what was done; and what the desk calls it."""

from __future__ import annotations

from typing import NamedTuple

from .disposition import DISPOSITIONS
from .folding import fold

_OUTCOMES = {
    "no_answer": "no answer|no-answer|not answered|unanswered|missed|no response|did not answer|noanswer|abandoned|"
    "cancelled|canceled|failed|ring out|not available|unavailable|keine antwort|nicht erreicht|no contact",
    "busy": "busy|line busy|engaged|besetzt|user busy",
    "voicemail_left": "voicemail|left voicemail|voicemail left|left a voicemail|vm left|vm-left|left vm|lvm|"
    "left message|left voice mail|message left|voice mail|left voice message|mailbox",
    "voicemail_none": "vm-answer|vm answer|voicemail no message|no voicemail left|no message left|answering machine|"
    "machine|reached voicemail|voicemail, none left",
    "bad_number": "wrong number|bad number|invalid number|disconnected|number disconnected|not in service|"
    "out of service|falsche nummer|number not working|incorrect number",
    "gatekeeper": "gatekeeper|left live message|spoke to gatekeeper|receptionist|assistant|reached gatekeeper|"
    "spoke with gatekeeper|front desk",
    "wrong_person": "wrong person|wrong contact|not the right person|no longer there|left company|"
    "no longer with company",
    "hung_up": "hung up|hang up|hangup|dropped|call dropped",
    "callback": "callback|call back|call back later|callback requested|requested callback|call later|busy call back|"
    "follow up later|rueckruf|ruckruf",
    "not_interested": "not interested|no interest|uninterested|declined|rejected|refused|kein interesse|not a fit",
    "referred": "referred|referral|referred to other|referred to colleague|redirected|transferred",
    "conversation": "connected|answered|conversation|spoke|spoke with|talked|reached|completed|contacted|interested|"
    "positive|successful|connected - conversation|connected conversation|meaningful conversation|had conversation|"
    "discussion|gespraech|gesprach|call connected|qualified|left information|sent information|held",
    "meeting_booked": "meeting|meeting booked|meeting scheduled|meeting set|demo scheduled|demo booked|demo set|"
    "appointment|appointment set|appointment scheduled|appointment booked|scheduled meeting|booked|booked meeting|"
    "set meeting|termin|termin vereinbart|connected - meeting booked",
    "do_not_contact": "do not call|dnc|do not contact|do-not-call|opt out|opted out|unsubscribe|remove from list|"
    "asked to stop",
}
_GUIDS = {  # HubSpot's six, as its API exports them
    "9d9162e7": "busy", "f240bbac": "conversation", "a4c4c377": "gatekeeper", "b2cf5968": "voicemail_left",
    "73a0d17f": "no_answer", "17b47fee": "bad_number",
}  # fmt: skip
_STEPS = {
    "qualified": "qualified|qualification|qualified to buy|qualifiedtobuy|prospecting|appointment scheduled|"
    "appointmentscheduled|new|lead in|contact made|discovery|engaging|open|in progress|interested|lead|prospect|"
    "opportunity|initial contact|first contact|qualify|id. decision makers|identify decision makers|sql|mql|active",
    "demo": "demo|demo scheduled|demo done|demonstration|presentation|presentation scheduled|presentationscheduled|"
    "needs analysis|needs defined|evaluation|trial|poc|pilot|develop|value proposition|perception analysis|meeting|"
    "demo completed|solution|solution proposed",
    "proposal": "proposal|proposal made|proposal sent|proposal/price quote|price quote|quote|quote sent|offer|"
    "offer sent|propose|quotation|angebot|proposal/quote",
    "decision": "negotiation|negotiations started|negotiation/review|in negotiation|decision|decision maker bought in|"
    "decisionmakerboughtin|contract|contract sent|contractsent|contract signed|verbal|verbal commit|commit|close|"
    "closing|review|verhandlung|legal|procurement|awaiting signature",
}
_WON = "won|closed won|closedwon|closed - won|closed/won|gewonnen|sold|win|customer|closed won deal|gagne|ganado"
_LOST = (
    "lost|closed lost|closedlost|closed - lost|closed/lost|verloren|lose|closed lost to competition|dead|"
    "closed-lost to competition|perdu|perdido|abandoned|not won|unqualified|disqualified|deleted"
)
_DONE = {
    "call": "call|calls|phone call|telephone|anruf|outbound call|logged call|dial|phone|cold call",
    "mail": "email|e-mail|mail|email sent|outbound email|sent email|e mail|logged email",
    "reply": "reply|email received|incoming email|inbound email|received email|email reply",
    "meeting": "meeting|meetings|demo|lunch|event|appointment|visit|termin|video call|dinner|coffee",
    "message": "sms|message|linkedin|linkedin message|whatsapp|text|text message|chat|inmail",
    "note": "note|notes|task|tasks|to do|to-do|todo|deadline|comment|aufgabe|notiz|other",
}
_NOT_DONE = frozenset(
    "to do|todo|to-do|not started|open|planned|in progress|pending|scheduled|not done|deferred|overdue|waiting|"
    "waiting on someone else|waiting for input|false|no|0|upcoming".split("|")
)
_MISSED = frozenset("no show|no-show|noshow|missed|cancelled|canceled|not held|rescheduled|did not show".split("|"))


def _table(words: dict[str, str]) -> dict[str, str]:
    return {fold(word): meant for meant, listed in words.items() for word in listed.split("|")}


_OUTCOME_OF = _table(_OUTCOMES) | {fold(one.label): one.id for one in DISPOSITIONS}
_OUTCOME_OF |= {fold(one.id): one.id for one in DISPOSITIONS}
_STEP_OF = _table(_STEPS)
_WON_WORDS = frozenset(map(fold, _WON.split("|")))
_LOST_WORDS = frozenset(map(fold, _LOST.split("|")))
_DONE_OF = _table(_DONE)


def disposition_of(text: str) -> str | None:
    """The id of the outcome of a call that another program calls so; None when nobody knows the word."""
    word = fold(text)
    return _OUTCOME_OF.get(word) or _OUTCOME_OF.get(word.replace("_", " ")) or _GUIDS.get(text.strip().lower()[:8])


class Standing(NamedTuple):
    """Where a deal stands: a step of ours, an outcome, and whether the word for it was known."""

    step: str
    outcome: str
    known: bool


def standing_of(stage: str, status: str) -> Standing:
    """Where a deal stands by its stage and status there; an unknown stage is an open deal at its first step."""
    words = [fold(text) for text in (status, stage) if text]
    outcome = "open"
    for word in words:
        if outcome == "open" and word in _WON_WORDS:
            outcome = "won"
        elif outcome == "open" and word in _LOST_WORDS:
            outcome = "lost"
    step = next((_STEP_OF[word] for word in reversed(words) if word in _STEP_OF), None)
    known = step is not None or outcome != "open" or not words
    return Standing(step or ("decision" if outcome == "won" else "qualified"), outcome, known)


def done_what(text: str) -> str | None:
    """call, mail, reply, meeting, message or note: what kind of activity another program calls so."""
    return _DONE_OF.get(fold(text))


def is_to_come(status: str) -> bool:
    """Whether an activity of this status has not been done yet."""
    return status.strip().casefold() in _NOT_DONE


def was_missed(status: str) -> bool:
    """Whether a meeting of this status or outcome did not take place."""
    return status.strip().casefold() in _MISSED
