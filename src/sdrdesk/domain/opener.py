"""How to begin again with somebody who left: one sentence made from why it stopped, never a claim about them."""

from __future__ import annotations

_BY_REASON = {
    "price": "You said it was too dear. What would it have to bring in to be worth that?",
    "competitor": "You went with someone else. How does that do what you wanted it for?",
    "no_decision": "It was never decided. What took its place on your list?",
    "timing": "You asked me to come back later. What is different now?",
    "missing_feature": "We lacked something you needed. Is that still what counts most?",
    "champion_left": "The person I spoke to has left. Who looks after this now?",
    "legal": "It stopped at the contract. Has that part changed on your side?",
    "no_response": "We never got to speak. Is this still yours to look after?",
    "locked_in": "You were bound elsewhere. When does that end, and who looks at it?",
    "no_money_now": "There was no money for it then. When are the next sums handed out?",
    "no_need": "You did not need it then. What has changed since?",
    "service": "You were not happy with us. What would have to be different?",
    "not_interested": "It was not for you then. What would have made it worth a talk?",
}
_PLAIN = "We spoke some time ago. What has changed since?"


def opener(reason: str, words: str = "") -> str:
    """A first sentence for this reason; `words` are those they last objected with."""
    found = _BY_REASON.get(reason.strip(), "")
    if found:
        return found
    return f"You said “{words}”. Is that still so?" if words.strip() else _PLAIN
