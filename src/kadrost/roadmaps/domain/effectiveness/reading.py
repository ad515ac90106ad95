"""An analysis as it is read: whole, or the measures of one's own body; every figure from what is kept with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_noop

from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.effectiveness.facts import MeasureFacts
from kadrost.roadmaps.domain.effectiveness.indicators import SHARES, share
from kadrost.roadmaps.domain.effectiveness.making import digest_of
from kadrost.roadmaps.models import (
    AnalysedMeasure,
    CorrectionProposal,
    EffectivenessAnalysis,
    ExecutorOpinion,
)

State = EffectivenessAnalysis.State
MEDIAN = gettext_noop("Медиана опоздания, дней")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A share of the whole, or a median of days, beside the same of the previous analysis."""

    code: str
    title: str
    part: int
    whole: int
    value: float | None
    before: float | None
    is_few: bool
    counted_of: str

    @property
    def change(self) -> float | None:
        """By how much it changed, in points of per cent or in days."""
        return None if self.value is None or self.before is None else self.value - self.before


@dataclass(frozen=True, slots=True)
class Line:
    """A measure of the analysis with its facts and proposals."""

    line: AnalysedMeasure
    facts: MeasureFacts
    proposals: Sequence[CorrectionProposal]


def indicators_of(analysis: EffectivenessAnalysis) -> list[Indicator]:
    """The plan's shares and the median lateness, each with what it is counted of."""
    totals = analysis.summary["totals"]
    before = analysis.previous.summary["totals"] if analysis.previous else {}
    few = analysis.thresholds["few"]
    found = [
        Indicator(
            code, title, totals[part], totals[whole], share(totals, code), share(before, code) if before else None,
            totals[whole] < few, whole,
        )
        for code, (title, part, whole) in SHARES.items()
    ]  # fmt: skip
    late = totals["late"]
    median = Indicator("median", MEDIAN, late, late, totals["median"], before.get("median"), late < few, "late")
    return [*found[:2], median, *found[2:]]


def lines_of(analysis: EffectivenessAnalysis, acting: Acting, *, whole: bool) -> list[Line]:
    """The measures in the plan's order: all, or those that the person's own bodies answer for; three queries."""
    opinions = ExecutorOpinion.objects.select_related("organisation")
    lines = analysis.lines.prefetch_related(
        Prefetch("proposals", CorrectionProposal.objects.order_by("position", "pk")),
        Prefetch("proposals__opinions", opinions),
    )
    mine = acting.organisation_ids(Role.EXECUTOR)
    found = []
    for line in lines:
        if whole or mine & set(line.facts.get("bodies", ())):
            line.analysis = analysis
            found.append(Line(line, MeasureFacts.from_json(line.facts), list(line.proposals.all())))
    return found


def groups_shown(analysis: EffectivenessAnalysis) -> Mapping[str, list[dict[str, Any]]]:
    """The counts by section, executor and provision as they were kept."""
    groups: Mapping[str, list[dict[str, Any]]] = analysis.summary["groups"]
    return groups


def is_intact(analysis: EffectivenessAnalysis) -> bool:
    """Whether an approved analysis says what it said when it was approved."""
    return analysis.state != State.APPROVED or digest_of(analysis) == analysis.digest
