"""Values of a rep's own fields in a filter: any number, and one of a list of texts."""

from __future__ import annotations

import re

from .errors import DeskError
from .filter_fields import Field
from .folding import fold
from .text import clip, visible


def decimal(text: str, field: Field) -> float:
    """A number with a point or a comma. Raises DeskError for what is none."""
    if re.fullmatch(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?", text, re.ASCII):
        return float(text.replace(",", "."))
    raise DeskError(f"“{clip(visible(text), 30)}” is no number: write {field.example}")


def listed(text: str, field: Field) -> str:
    """The choice that is meant, whole or by its beginning. Raises DeskError for none or several of them."""
    typed = fold(text)
    choices = field.choices
    found = [one for one in choices if fold(one) == typed] or [one for one in choices if fold(one).startswith(typed)]
    if len(found) == 1 and typed:
        return found[0]
    there = ", ".join(clip(visible(one), 20) for one in found or choices)
    raise DeskError(f"“{clip(visible(text), 30)}” {'could be' if found and typed else 'is none of'} {there}")
