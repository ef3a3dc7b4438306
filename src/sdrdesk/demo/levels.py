"""How far the four criteria get on one account, and in which call each becomes known."""

from __future__ import annotations

from random import Random

Levels = dict[str, str]


def passing(rng: Random) -> Levels:
    """Levels on which the pass rule holds: need and two of the others at 2, authority at least weak."""
    found = {
        "need": rng.choice(("fair", "fair", "good", "proved")),
        "timeline": rng.choice(("fair", "fair", "good", "proved")),
        "authority": rng.choice(("fair", "fair", "good", "proved")),
        "budget": rng.choice(("fair", "fair", "good", "proved")),
    }
    lower = rng.choice(("authority", "timeline", "budget", "budget", ""))
    if lower:
        found[lower] = "weak" if lower == "authority" else rng.choice(("weak", "guess", "unasked"))
    return found


def short_of(rng: Random) -> Levels:
    """Levels that leave a gap: good enough to go on, not to move."""
    found = {
        "need": rng.choice(("guess", "weak", "fair", "fair", "good")),
        "timeline": rng.choice(("guess", "weak", "unasked", "weak")),
        "authority": rng.choice(("guess", "weak", "weak", "fair")),
        "budget": rng.choice(("guess", "unasked", "weak", "no")),
    }
    if rng.random() < 0.3:
        del found[rng.choice(("authority", "budget"))]
    return found


def too_early(rng: Random) -> Levels:
    """A real need and a date that speaks against it: for the drawer, with a trigger."""
    return {"need": rng.choice(("fair", "good")), "timeline": "no", "authority": rng.choice(("weak", "fair"))}


def hopeless(rng: Random) -> Levels:
    """What is heard before an account is ruled out."""
    return {"need": rng.choice(("no", "no", "guess")), rng.choice(("authority", "budget")): "no"}


def in_calls(rng: Random, levels: Levels) -> list[Levels]:
    """The same levels in one to three calls: need and date first, people and money later, proof last."""
    known = dict(levels)
    proofs = {name: level for name, level in levels.items() if level == "proved"}
    later = bool(proofs) and rng.random() < 0.4
    if later:
        known.update(dict.fromkeys(proofs, "fair"))
    calls = [known]
    if rng.random() < 0.35:
        first = {name: level for name, level in known.items() if name in ("need", "timeline")}
        second = {name: level for name, level in known.items() if name not in first}
        if second.get("authority") not in (None, "guess") and rng.random() < 0.5:
            first["authority"] = "weak"
        calls = [first, second] if second else [first]
    return [*calls, proofs] if later else calls
