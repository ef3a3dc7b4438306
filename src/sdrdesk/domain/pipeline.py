"""Stages, statuses and the rules of every move between them; cold and quiet; what a step of a deal is worth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from .errors import DeskError

STAGES = ("lead", "prospect", "customer")
STATUSES = ("inbox", "active", "dormant", "disqualified", "lost", "churned")
DEAL_STEPS = ("qualified", "demo", "proposal", "decision")

LOST_REASONS = {
    "price": "too dear",
    "competitor": "went with someone else",
    "no_decision": "no decision was made",
    "timing": "not now",
    "missing_feature": "we lack something they need",
    "champion_left": "our champion left",
    "legal": "legal or contract",
    "no_response": "no response",
}
REJECT_REASONS = {
    "unreachable": "cannot be reached",
    "bad_data": "the data is wrong",
    "no_budget": "no budget",
}
WIN_REASONS = {
    "solves_problem": "solves the problem",
    "value": "value for the money",
    "trust": "trust in us",
    "speed": "quickest to start",
    "referral": "recommended to them",
    "only_option": "nothing else fits",
}
BACK_REASONS = {
    "decider_gone": "the decider is gone",
    "need_vanished": "the need vanished",
    "never_qualified": "was never qualified",
}
SKIP_REASONS = {
    "small_sale": "a small sale",
    "inbound_order": "they ordered by themselves",
    "renewal": "a renewal",
    "referral": "a referral, already decided",
}
DORMANT_REASONS = {
    "timing": "not now",
    "no_response": "no response after all tries",
    "locked_in": "bound elsewhere for now",
    "no_money_now": "no money now",
}
CHURN_REASONS = {
    "no_need": "need is gone",
    "price": "too dear",
    "competitor": "went to someone else",
    "service": "unhappy with us",
    "closed_down": "closed down",
}


class StatusMove(NamedTuple):
    """Who may leave to a status, and the past-tense sentence for it."""

    statuses: tuple[str, ...]
    stages: tuple[str, ...]
    said: str


STATUS_MOVES: Mapping[str, StatusMove] = {
    "dormant": StatusMove(("inbox", "active"), ("lead", "prospect"), "is dormant"),
    "disqualified": StatusMove(("inbox", "active"), ("lead", "prospect"), "is disqualified"),
    "lost": StatusMove(("active",), ("lead", "prospect"), "is lost"),
    "churned": StatusMove(("active",), ("customer",), "has churned"),
}
CLOSED = ("dormant", "disqualified", "lost", "churned")


def refuse_leaving(name: str, stage: str, status: str, to_status: str) -> None:
    """Raise DeskError, saying what to do instead, when this account may not leave that way."""
    move = STATUS_MOVES[to_status]
    if status in CLOSED:
        raise DeskError(f"{name} is already {status}; reactivate it first.")
    if status not in move.statuses:
        raise DeskError(f"{name} is still in the inbox; take it first (t), or make it dormant or disqualified.")
    if stage not in move.stages:
        instead = "a customer leaves by churning" if stage == "customer" else "only a customer can churn"
        raise DeskError(f"{name} is a {stage}: {instead}.")


def stage_after(stage: str) -> str | None:
    """The column to the right, or None at the last."""
    return {"lead": "prospect", "prospect": "customer"}.get(stage)


def move_kind(from_stage: str, to_stage: str) -> str:
    """forward, skip or back, as the stage history tells them apart."""
    gap = STAGES.index(to_stage) - STAGES.index(from_stage)
    return "back" if gap < 0 else "skip" if gap > 1 else "forward"


def quiet_days(two_way_on: str, today: date) -> int:
    """Whole days since the last two-way contact, never negative."""
    return max(0, (today - date.fromisoformat(two_way_on[:10])).days)


def quiet(two_way_on: str, today: date, limit: int) -> bool:
    """No two-way contact for longer than the stage's limit."""
    return quiet_days(two_way_on, today) > limit


def cold(two_way_on: str, due: str, today: date, limit: int) -> bool:
    """Quiet, and the next step is late or further off than the stage's limit."""
    ahead = (date.fromisoformat(due) - today).days
    return quiet(two_way_on, today, limit) and (ahead < 0 or ahead > limit)
