"""Company names: the part that tells one company from another, without its legal form."""

from __future__ import annotations

import re

from .folding import fold

_FORMS = (
    # several words, as they read without their dots
    "sa de cv|s de rl de cv|sas de cv|sp z oo|sp zoo|sp z o o|s r o|d o o|and co|and company|und co"
    "|limited liability company|limited liability partnership|gesellschaft mbh|gesellschaft m b h"
    "|gesellschaft mit beschrankter haftung|aktiengesellschaft|kommanditgesellschaft|e k|sa rl|ab publ|sp k|sp j"
    "|ug haftungsbeschrankt|sdn bhd|pty ltd|pte ltd|pvt ltd|private limited|g m b h|p l c|l l c"
    # one word
    "|inc|incorporated|corp|corporation|co|company|ltd|limited|llc|llp|lp|plc|pty|pte|pvt"
    "|gmbh|mbh|ggmbh|ag|kg|kgaa|ohg|ug|gbr|ev|eg|se|sa|sas|sasu|sarl|scs|snc|srl|spa|sl|slu|slp|ltda|eireli|lda"
    "|ek|gesbr|srls|eurl|scop|sca|spk|spj"
    "|pllc|bv|nv|vof|cv|bvba|cvba|sprl|oy|oyj|ab|hb|as|asa|aps|ans|kft|zrt|nyrt|bt|sro|doo|dd|ad|ood|eood|sia|uab|ou"
    "|ooo|oao|zao|pao|tov|kk|gk|bhd|jsc|ojsc|pjsc|tbk|sti"
)
_LAST_WORDS = frozenset(form.rpartition(" ")[2] for form in _FORMS.split("|"))
_LEGAL_END = rf"(?<=[^ ]) (?:{_FORMS})$"
_EAST_ASIAN_FORMS = r"株式会社|有限会社|合同会社|股份有限公司|有限公司|주식회사|유한회사|\([株有주]\)"
_RUSSIAN_FORMS = r"^(?:ооо|оао|зао|пао|ао|ип) +|(?: +(?:ооо|оао|зао|пао|ао|ип))$"

_MARKS = "[®©™℠]"


def company_key(name: str) -> str:
    """A company's name for comparing: folded, punctuation and legal form dropped; 'Müller & Co. KG' -> 'muller'.

    A name that is nothing but a legal form keeps it, and one of signs alone keeps those.
    """
    folded = fold(re.sub(_MARKS, " ", name) if not name.isascii() else name)
    if folded.isascii() and folded.replace(" ", "").isalnum():
        return _without_forms(folded)
    joined = re.sub(r"\b(?:\w\.)+(?:\w\b)?", lambda found: found[0].replace(".", ""), folded)
    joined = re.sub(r"\b(\w)/(\w)\b", r"\1\2", joined.replace("'", "").replace("&", " and ").replace("+", " and "))
    if not joined.isascii():
        joined = re.sub(_EAST_ASIAN_FORMS, " ", joined)
    key = " ".join(re.sub(r"[^\w]|_", " ", joined).split())
    if not key.isascii():
        key = re.sub(_RUSSIAN_FORMS, "", key) or key
    return _without_forms(key) or folded


def _without_forms(key: str) -> str:
    """The key without the article in front and the legal forms behind, but never none of it."""
    key = key.removeprefix("the ") or key
    while key.rpartition(" ")[2] in _LAST_WORDS:
        shorter = re.sub(_LEGAL_END, "", key)
        if shorter == key:
            break
        key = shorter
    return key
