"""From the tables of a playbook file to the domain's playbook; the file's shape is known to be right by then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.playbook import (
    AtLeast,
    Criterion,
    Evidence,
    HardStop,
    Option,
    OptionalCriterion,
    Override,
    PassRule,
    Playbook,
    Probe,
    Question,
    Scale,
    Section,
    ShowIf,
    Verdict,
    When,
)

Table = Mapping[str, Any]
Find = Callable[[str], Playbook]
_STOP_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


def playbook_of(table: Table, find: Find) -> Playbook:
    """The playbook of a file's tables; `find` gives the other playbooks it includes or takes its evidence from.

    Raises DeskError when one of those, or a section of it, is not there.
    """
    included = [(find(one["playbook"]), one["sections"]) for one in table.get("include", [])]
    own = tuple(_section(one, table["id"]) for one in table.get("section", []))
    borrowed = tuple(_borrowed(other, id_) for other, sections in included for id_ in sections)
    probes = _probes(table) or next((other.probes for other, _ in included if other.probes), ())
    return Playbook(
        id=table["id"],
        version=table["version"],
        name=table["name"],
        summary=table.get("summary", ""),
        use_when=table.get("use_when", ""),
        minutes=table.get("minutes", 0),
        ask_order=tuple(table.get("ask_order", ())),
        display_order=tuple(table.get("display_order", ())),
        scale=_scale(table["scale"], find),
        pass_rule=_pass_rule(table["pass"]),
        verdicts=tuple(Verdict(one["id"], _when(one["when"]), one.get("then", "")) for one in table["verdict"]),
        sections=own + borrowed,
        criteria=tuple(_criterion(one) for one in table["criterion"]),
        hard_stops=_hard_stops(table.get("hard_stop", [])),
        probes=probes,
        override=Override(**table.get("override", {})),
        stage_floor={stage: dict(floor) for stage, floor in table.get("stage_floor", {}).items()},
        optional_criteria=tuple(
            OptionalCriterion(one["id"], one["title"], one.get("weight", 1), tuple(one["anchors"]))
            for one in table.get("optional_criterion", [])
        ),
        schema=table["schema"],
    )


def _borrowed(other: Playbook, id_: str) -> Section:
    section = other.section(id_)
    if section is None:
        raise DeskError(f"includes the section {id_!r}, which {other.id} does not have")
    return section


def _scale(table: Table, find: Find) -> Scale:
    grades = tuple(table["grades"])
    if "evidence_from" in table:
        return Scale(grades, find(table["evidence_from"]).scale.evidence)
    levels = (Evidence(one["id"], one["key"], one["cap"], one.get("meaning", "")) for one in table.get("evidence", []))
    return Scale(grades, tuple(levels))


def _pass_rule(table: Table) -> PassRule:
    least = table.get("at_least")
    return PassRule(
        min_grade=dict(table.get("min_grade", {})),
        at_least=AtLeast(least["count"], least["grade"]) if least else None,
        no_adverse=table.get("no_adverse", False),
        no_hard_stop=table.get("no_hard_stop", False),
        icp_not_failed=table.get("icp_not_failed", False),
    )


def _when(table: Table) -> When:
    return When(
        hard_stop=table.get("hard_stop"),
        pass_rule=table.get("pass_rule"),
        min_grade=dict(table.get("min_grade", {})),
        adverse=tuple(table.get("adverse", ())),
    )


def _criterion(table: Table) -> Criterion:
    return Criterion(
        id=table["id"],
        slot=table["slot"],
        section=table["section"],
        title=table["title"],
        weight=table.get("weight", 1),
        anchors=tuple(table["anchors"]),
        fields=tuple(table.get("fields", ())),
        carry=dict(table.get("carry", {})),
    )


def _hard_stops(tables: list[Table]) -> tuple[HardStop, ...]:
    """The stops; one without a key of its own gets the next free digit or letter, by its place."""
    keys = [one.get("key") for one in tables]
    free = (key for key in _STOP_KEYS if key not in keys)
    return tuple(HardStop(one["id"], one["label"], one.get("key") or next(free, "")) for one in tables)


def _section(table: Table, origin: str) -> Section:
    return Section(
        id=table["id"],
        title=table["title"],
        minutes=table.get("minutes", 0),
        graded=table.get("graded", True),
        goal=table.get("goal", ""),
        questions=tuple(_question(one, table["id"], origin) for one in table.get("question", [])),
    )


def _question(table: Table, section: str, origin: str) -> Question:
    shown = table.get("show_if")
    return Question(
        id=table["id"],
        section=section,
        intent=table.get("intent", ""),
        ask=table["ask"],
        type=table.get("type", "text"),
        core=table.get("core", False),
        captures=table.get("captures"),
        unit=table.get("unit"),
        options=tuple(Option(one["key"], one["label"]) for one in table.get("options", [])),
        probes=tuple(Probe(one["when"], one["ask"]) for one in table.get("probes", [])),
        show_if=ShowIf(shown["question"], tuple(shown["is"])) if shown else None,
        required_on_exit=table.get("required_on_exit", False),
        carry=tuple(table.get("carry", ())),
        origin=origin,
    )


def _probes(table: Table) -> tuple[Probe, ...]:
    return tuple(Probe(one["when"], one["ask"]) for one in table.get("probe", []))
