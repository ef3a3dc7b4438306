"""What a discovery call has shown: grades capped by evidence, the verdict, and the one fact that would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .playbook import EVIDENCE_CAPS, Criterion, Playbook, When

_WHY_CAPPED = {
    "unknown": "nobody has said anything about it yet",
    "assumed": "only our own guess, nobody there has said it",
    "stated": "only one person said it",
}


def cap(evidence: str) -> int:
    """The highest grade this evidence can carry, 0 to 3; a level nobody knows carries nothing."""
    return EVIDENCE_CAPS.get(evidence, 0)


def effective(grade: int, evidence: str) -> int:
    """The grade that counts, 0 to 3."""
    return min(grade, cap(evidence))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about one criterion now: grade 0 to 3, evidence, the words, who said them and when (UTC)."""

    criterion: str
    grade: int
    evidence: str
    by_hand: bool = False
    quote: str | None = None
    who: str | None = None
    at: str | None = None

    @property
    def effective(self) -> int:
        """The grade that counts, 0 to 3."""
        return effective(self.grade, self.evidence)

    @property
    def known(self) -> bool:
        """Whether anything is known, be it good or bad; unknown is not no."""
        return self.evidence != "unknown"

    @property
    def adverse(self) -> bool:
        """Whether somebody over there said that it speaks against us."""
        return self.grade == 0 and self.evidence in ("stated", "confirmed")


@dataclass(frozen=True, slots=True)
class VerdictResult:
    """The verdict as it is offered; only a person moves a card.

    `reasons` has a line per criterion in the order of the tiles, after a hard stop or a failed ICP; `missing` is what
    the pass rule still lacks, `start_at` the criterion to begin with; `score` is 0 to 100, `known` of `total` criteria.
    """

    id: str
    passed: bool
    text: str
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    change: str
    start_at: str | None
    score: float
    known: int
    total: int


def verdict(
    playbook: Playbook,
    standings: Mapping[str, Standing],
    hard_stop: str | None = None,
    icp_failed: bool = False,
    contact: str | None = None,
    people: Mapping[str, str] | None = None,
) -> VerdictResult:
    """The first verdict of the playbook that fits, with its reasons in plain words.

    `contact` is the person to ask when nobody has spoken about a criterion yet; `people` names a better one for it.
    """
    stop = _stop_label(playbook, hard_stop)
    missing = tuple(_missing(playbook, standings, stop, icp_failed))
    passed = not missing
    found = next((one for one in playbook.verdicts if _holds(one.when, standings, bool(stop), passed)), None)
    start_at = _first_to_lift(playbook, standings, stop, icp_failed)
    known = sum(_standing(standings, criterion.id).known for criterion in playbook.criteria)
    return VerdictResult(
        id=found.id if found else "gap",
        passed=passed,
        text=found.then if found else "",
        reasons=tuple(_reasons(playbook, standings, stop, icp_failed)),
        missing=missing,
        change=_change(playbook, standings, stop, icp_failed, start_at, contact, people or {}),
        start_at=start_at.id if start_at else None,
        score=score(playbook, standings),
        known=known,
        total=len(playbook.criteria),
    )


def score(playbook: Playbook, standings: Mapping[str, Standing]) -> float:
    """The weighted share of what could be known, 0 to 100; it explains and never decides."""
    most = 3 * sum(criterion.weight for criterion in playbook.criteria)
    got = sum(criterion.weight * _standing(standings, criterion.id).effective for criterion in playbook.criteria)
    return 100 * got / most if most else 0.0


def below_floor(playbook: Playbook, step: str, standings: Mapping[str, Standing]) -> tuple[str, ...]:
    """What a deal at this step should know and does not; a warning, never a gate."""
    floor = playbook.stage_floor.get(step, {})
    short = [c for c in playbook.tiles if _standing(standings, c.id).effective < floor.get(c.id, 0)]
    return tuple(_short(criterion, standings, floor[criterion.id]) for criterion in short)


def say_standing(criterion: Criterion, standing: Standing | None) -> str:
    """One line that explains a tile: `Need 3, capped at 2: only one person said it`."""
    if standing is None or (not standing.known and standing.grade == 0):
        return f"{criterion.title}: unknown"
    if standing.adverse:
        return f"{criterion.title}: speaks against it{_said(standing)}"
    if standing.effective < standing.grade:
        why = _WHY_CAPPED.get(standing.evidence, _WHY_CAPPED["unknown"])
        return f"{criterion.title} {standing.grade}, capped at {standing.effective}: {why}"
    return f"{criterion.title} {standing.grade}, {standing.evidence}"


def _said(standing: Standing) -> str:
    words = f", “{standing.quote}”" if standing.quote else ""
    return f"{words}, said {standing.who}" if standing.who else words or ", in their own words"


def _standing(standings: Mapping[str, Standing], criterion: str) -> Standing:
    return standings.get(criterion) or Standing(criterion, 0, "unknown")


def _stop_label(playbook: Playbook, hard_stop: str | None) -> str:
    stop = playbook.hard_stop(hard_stop)
    return stop.label if stop else hard_stop or ""


def _holds(when: When, standings: Mapping[str, Standing], stopped: bool, passed: bool) -> bool:
    return (
        when.hard_stop in (None, stopped)
        and when.pass_rule in (None, passed)
        and all(_standing(standings, id_).effective >= grade for id_, grade in when.min_grade.items())
        and all(_standing(standings, id_).adverse for id_ in when.adverse)
    )


def _reasons(
    playbook: Playbook, standings: Mapping[str, Standing], stop: str, icp_failed: bool
) -> Iterator[str]:
    if stop:
        yield f"Hard stop: {stop}"
    if icp_failed:
        yield "Outside the ideal customer profile: a must fails"
    yield from (say_standing(criterion, standings.get(criterion.id)) for criterion in playbook.tiles)


def _missing(
    playbook: Playbook, standings: Mapping[str, Standing], stop: str, icp_failed: bool
) -> Iterator[str]:
    """What keeps the pass rule from holding; nothing when it holds."""
    rule = playbook.pass_rule
    if rule.no_hard_stop and stop:
        yield f"Hard stop: {stop}"
    if rule.icp_not_failed and icp_failed:
        yield "Outside the ideal customer profile: a must fails"
    for criterion in playbook.tiles:
        standing = _standing(standings, criterion.id)
        if rule.no_adverse and standing.adverse:
            yield f"{criterion.title} speaks against it{_said(standing)}"
        elif standing.effective < rule.min_grade.get(criterion.id, 0):
            yield _short(criterion, standings, rule.min_grade[criterion.id])
    lacking = _lacking(playbook, standings)
    if rule.at_least and lacking:
        there = rule.at_least.count - lacking
        yield f"{there} of {len(playbook.criteria)} at {rule.at_least.grade} or better, {rule.at_least.count} needed"


def _short(criterion: Criterion, standings: Mapping[str, Standing], needed: int) -> str:
    standing = _standing(standings, criterion.id)
    now = standing.effective if standing.known else "unknown"
    return f"{criterion.title} is {now}, {needed} needed"


def _lacking(playbook: Playbook, standings: Mapping[str, Standing]) -> int:
    """How many criteria the count of the pass rule is short of."""
    rule = playbook.pass_rule.at_least
    if rule is None:
        return 0
    good = sum(_standing(standings, criterion.id).effective >= rule.grade for criterion in playbook.criteria)
    return max(0, rule.count - good)


def _needed(playbook: Playbook, standings: Mapping[str, Standing], criterion: Criterion) -> int:
    """The effective grade this criterion would have to reach for the pass rule to be nearer."""
    rule = playbook.pass_rule
    least = rule.min_grade.get(criterion.id, 0)
    counted = rule.at_least.grade if rule.at_least and _lacking(playbook, standings) else 0
    return max(least, counted, 1 if _standing(standings, criterion.id).adverse and rule.no_adverse else 0)


def _first_to_lift(
    playbook: Playbook, standings: Mapping[str, Standing], stop: str, icp_failed: bool
) -> Criterion | None:
    """The criterion whose lifting alone would make it pass, else the heaviest below what the rule needs."""
    heaviest_first = sorted(playbook.criteria, key=playbook.asked_rank)
    short = [
        criterion
        for criterion in heaviest_first
        if _standing(standings, criterion.id).effective < _needed(playbook, standings, criterion)
    ]
    for criterion in short:
        level = _needed(playbook, standings, criterion)
        lifted = {**standings, criterion.id: Standing(criterion.id, level, "confirmed")}
        if next(_missing(playbook, lifted, stop, icp_failed), None) is None:
            return criterion
    return short[0] if short else None


def _change(
    playbook: Playbook,
    standings: Mapping[str, Standing],
    stop: str,
    icp_failed: bool,
    lift: Criterion | None,
    contact: str | None,
    people: Mapping[str, str],
) -> str:
    """The one fact, and the person to ask for it, that would change this verdict."""
    if stop and playbook.pass_rule.no_hard_stop:
        return f"{stop}: only if that is no longer so; {_ask(_latest(standings) or contact)}"
    if icp_failed and playbook.pass_rule.icp_not_failed:
        return "Ideal customer profile: a must would have to hold; check the company's facts"
    if lift is None:
        return _firmer(playbook, standings, contact, people)
    standing = _standing(standings, lift.id)
    person = people.get(lift.id) or standing.who or contact or _latest(standings)
    needed = _needed(playbook, standings, lift)
    if standing.adverse:
        words = f"“{standing.quote}”" if standing.quote else lift.anchors[0]
        return f"{lift.title}: they said {words}, what would change that? {_ask(person)}"
    if standing.grade >= needed and cap(standing.evidence) < 2:
        return f"{lift.title}: so far our own guess, do they say so too? {_ask(person)}"
    if standing.grade >= needed:
        return f"{lift.title}: is there a second person or a paper that backs it? {_ask(people.get(lift.id))}"
    return f"{lift.title}: {lift.anchors[needed]}? {_ask(person)}"


def _firmer(
    playbook: Playbook, standings: Mapping[str, Standing], contact: str | None, people: Mapping[str, str]
) -> str:
    """For a pass: the weakest spot, the heaviest criterion below 2; nothing when there is none."""
    for criterion in sorted(playbook.criteria, key=playbook.asked_rank):
        standing = _standing(standings, criterion.id)
        if standing.effective < 2:
            person = people.get(criterion.id) or standing.who or contact or _latest(standings)
            return f"{criterion.title}: {criterion.anchors[2]}? {_ask(person)}"
    return ""


def _ask(person: str | None) -> str:
    return f"ask {person}" if person else "ask on the next call"


def _latest(standings: Mapping[str, Standing]) -> str | None:
    """Who spoke last about anything."""
    spoken = [standing for standing in standings.values() if standing.who]
    return max(spoken, key=lambda standing: standing.at or "").who if spoken else None
