"""What is known of each measure over a period as of a day: numbers and words, ready to be kept with the analysis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from kadrost.roadmaps.domain.effectiveness.gathering import Figures, gather_points
from kadrost.roadmaps.domain.effectiveness.points import DUE, OUTCOMES, Point
from kadrost.roadmaps.domain.effectiveness.twins import Twin, find_twins
from kadrost.roadmaps.domain.standard.serving import in_force_on, served_by, ties_until
from kadrost.roadmaps.models import Duty, Measure, Plan

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Period:
    """The days over which terms are counted, and the day as of which they are."""

    first: date
    last: date
    day: date


@dataclass(slots=True)
class MeasureFacts:
    """A measure's facts; every field is plain, so that the facts are kept as they were.

    `counts` tells how many of the period's checkpoints came to each outcome; `lateness` and `overdue_days` are days,
    `history_late` those of all cycles up to the day. `silent_days` counts from the last act of any kind.
    """

    measure: int
    counts: dict[str, int]
    lateness: list[int] = field(default_factory=list)
    overdue_days: list[int] = field(default_factory=list)
    history_late: list[int] = field(default_factory=list)
    history_done: int = 0
    extensions: int = 0
    extended_points: int = 0
    extended_days: int = 0
    returns: int = 0
    contradicted: int = 0
    with_figures: int = 0
    to_prove: int = 0
    unproven: int = 0
    missing: list[str] = field(default_factory=list)
    reminders: int = 0
    reports: int = 0
    figures: list[dict[str, Any]] = field(default_factory=list)
    last_act: str = ""
    silent_since: str = ""
    silent_days: int = 0
    open_overdue: int = 0
    points_ever: int = 0
    acts_ever: bool = False
    is_on_demand: bool = False
    is_continuous: bool = False
    due_text: str = ""
    has_targets: bool = False
    blanks: int = 0
    executors: list[str] = field(default_factory=list)
    bodies: list[int] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)
    unagreed: list[str] = field(default_factory=list)
    lead: str = ""
    lead_reports: int = 0
    best_co: str = ""
    best_co_reports: int = 0
    before_act: list[str] = field(default_factory=list)
    twins: list[dict[str, Any]] = field(default_factory=list)
    years_done: list[int] = field(default_factory=list)
    usual_month: int = 0
    section: str = ""
    provisions: list[int] = field(default_factory=list)

    @property
    def due(self) -> int:
        """How many terms came and were not taken off control."""
        return sum(self.counts[one] for one in DUE)

    def as_json(self) -> Facts:
        """The facts as they are kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> MeasureFacts:
        """The facts that `as_json` gave."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})


def measures_counted(plan: Plan, day: date) -> list[Measure]:
    """The plan's measures that were in force on the day, with all that the facts are made of; six queries."""
    measures = plan.measures.filter(in_force_on(day)).select_related("section", "plan__act")
    return list(measures.prefetch_related("duties__organisation", "duties__group__members", "requirements", "targets"))


def count_facts(plan: Plan, period: Period, likeness: int, measures: Sequence[Measure]) -> list[MeasureFacts]:
    """The facts of every measure in the plan's order, by seven queries more."""
    points, figures = gather_points(plan, period.day)
    by_measure: dict[int, list[Point]] = {}
    for point in points.values():
        by_measure.setdefault(point.measure, []).append(point)
    ties = ties_until(period.day, lineages=[measure.lineage for measure in measures])
    twins = find_twins(measures, likeness)
    found = []
    for measure in measures:
        facts = facts_of(measure, by_measure.get(measure.pk, []), figures, period)
        inherited = measure.section.provision if measure.section else None
        facts.provisions = sorted(served_by(inherited, ties.get(measure.lineage)))
        facts.twins = [_twin(one) for one in twins.get(measure.pk, ())]
        found.append(facts)
    return found


def facts_of(measure: Measure, points: Iterable[Point], figures: Figures, period: Period) -> MeasureFacts:
    """One measure's facts out of its checkpoints; asks nothing where its parts were fetched before."""
    points = list(points)
    within = [one for one in points if period.first <= one.first_due <= period.last]
    outcomes = Counter(one.outcome(period.day) for one in within)
    facts = MeasureFacts(measure=measure.pk, counts={one: outcomes[one] for one in OUTCOMES})
    _add_terms(facts, within, points, period.day)
    _add_proof(facts, measure, within)
    _add_silence(facts, measure, points, period.day)
    _add_words(facts, measure, points)
    _add_executors(facts, measure, within, period.day)
    facts.figures = [
        {
            "text": target.text,
            "value": target.in_words(latest[2]),
            "day": latest[0].isoformat(),
            "short": target.contradiction(latest[2]),
        }
        for target in measure.targets.all()
        if (latest := next(reversed(figures.get(target.pk, [])), None)) is not None
    ]
    return facts


def _add_terms(facts: MeasureFacts, within: Sequence[Point], points: Sequence[Point], day: date) -> None:
    for one in within:
        outcome = one.outcome(day)
        if outcome == "late":
            facts.lateness.append(one.days_late)
        elif outcome in ("overdue", "silent"):
            facts.overdue_days.append(one.days_overdue(day))
        if outcome == "silent":
            facts.reminders += one.reminders
        if outcome == "removed":
            continue
        facts.extensions += one.extensions
        facts.extended_points += bool(one.extensions)
        facts.extended_days += one.extended_days
        facts.returns += one.returns
        facts.contradicted += one.is_contradicted
        facts.with_figures += one.has_figures
        facts.reports += sum(one.reporters.values())
    done = [one for one in points if one.state == "accepted"]
    facts.history_done = len(done)
    facts.history_late = sorted(one.days_late for one in done if one.days_late)
    facts.points_ever = len(points)
    facts.open_overdue = sum(one.outcome(day) in ("overdue", "silent") for one in points)
    by_year = {one.due.year: one.due for one in done}
    facts.years_done = _latest_run(sorted(by_year))
    if facts.years_done:
        facts.usual_month = max(by_year[year].month for year in facts.years_done)


def _latest_run(years: Sequence[int]) -> list[int]:
    """The last years that follow one another without a gap."""
    run: list[int] = []
    for year in years:
        run = [*run, year] if run and run[-1] == year - 1 else [year]
    return run


def _add_proof(facts: MeasureFacts, measure: Measure, within: Sequence[Point]) -> None:
    """Of the terms whose result is claimed or accepted, those without a document that the plan asks for."""
    asked = {one.pk: one.text for one in measure.requirements.all()}
    if not asked:
        return
    claimed = [one for one in within if one.state in ("accepted", "reported", "contradicted")]
    lacking: dict[str, None] = {}
    for one in claimed:
        left = [text for pk, text in asked.items() if pk not in one.given]
        facts.unproven += bool(left)
        lacking |= dict.fromkeys(left)
    facts.to_prove = len(claimed)
    facts.missing = list(lacking)


def _add_silence(facts: MeasureFacts, measure: Measure, points: Sequence[Point], day: date) -> None:
    """Since when nobody has done anything: from the last act, or else from when something was to be done first."""
    acts = [one.last_act for one in points if one.last_act]
    facts.acts_ever = bool(acts)
    facts.last_act = max(acts).isoformat() if acts else ""
    begun = [one.opens_on for one in points if one.opens_on <= day]
    asked_since = max(min(begun), measure.plan.under_control_since) if begun else measure.plan.under_control_since
    since = max(acts) if acts else asked_since
    facts.silent_since, facts.silent_days = since.isoformat(), max(0, (day - since).days)


def _add_words(facts: MeasureFacts, measure: Measure, points: Sequence[Point]) -> None:
    facts.due_text, facts.section = measure.due_text, str(measure.section) if measure.section else ""
    facts.is_on_demand, facts.is_continuous = measure.is_on_demand, measure.is_continuous
    targets = list(measure.targets.all())
    facts.has_targets = any(not one.is_blank for one in targets)
    facts.blanks = sum(one.is_blank for one in targets)
    signed = measure.plan.act.signed_on
    if signed is not None:
        early = (one for one in points if one.first_due < signed and one.state not in ("accepted", "removed"))
        facts.before_act = [one.first_due.isoformat() for one in early]


def _add_executors(facts: MeasureFacts, measure: Measure, within: Sequence[Point], day: date) -> None:
    duties = list(measure.duties.all())
    facts.executors = [one.printed_name for one in duties]
    facts.bodies = sorted({body for one in duties for body in bodies_of(one)})
    facts.unresolved = [one.printed_name for one in duties if not one.organisation_id and not one.group_id]
    facts.unagreed = [
        one.printed_name for one in duties if one.is_by_agreement and (one.consent_on is None or one.consent_on > day)
    ]
    if not duties:
        return
    reporters: Counter[int] = Counter()
    for point in within:
        reporters.update(point.reporters)
    said = {duty.pk: sum(reporters[body] for body in bodies_of(duty)) for duty in duties}
    facts.lead, facts.lead_reports = duties[0].printed_name, said[duties[0].pk]
    best = max(duties[1:], key=lambda one: said[one.pk], default=None)
    if best is not None and said[best.pk]:
        facts.best_co, facts.best_co_reports = best.printed_name, said[best.pk]


def bodies_of(duty: Duty) -> list[int]:
    """The organisations that a duty means: the one named, or the members of the group."""
    if duty.organisation_id:
        return [duty.organisation_id]
    return [member.pk for member in duty.group.members.all()] if duty.group else []


def _twin(one: Twin) -> dict[str, Any]:
    return {
        "measure": one.measure,
        "number": one.number,
        "title": one.title,
        "percent": one.percent,
        "words": one.words,
    }
