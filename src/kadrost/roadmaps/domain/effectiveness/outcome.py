"""What became of corrections: each accepted one beside what the next approved analysis found of its measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kadrost.roadmaps.domain.effectiveness.points import DUE
from kadrost.roadmaps.models import AnalysedMeasure, CorrectionProposal, EffectivenessAnalysis, Plan

Turn = Literal["better", "worse", "same", "no_terms", "left_out", "unseen"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An accepted correction: terms in time of those due, before and after; `after` is None where nothing is known yet."""

    proposal: CorrectionProposal
    before: tuple[int, int]
    after: tuple[int, int] | None
    turn: Turn


def outcomes_of(
    plan: Plan, analyses: Sequence[EffectivenessAnalysis]
) -> dict[int, tuple[EffectivenessAnalysis | None, list[Outcome]]]:
    """By analysis the next approved one and the outcomes of what was accepted; two queries, whatever their number."""
    approved = sorted(
        (one for one in analyses if one.state == EffectivenessAnalysis.State.APPROVED),
        key=lambda one: (one.as_of, one.pk),
    )
    following = {one.pk: next((later for later in approved if later.as_of > one.as_of), None) for one in approved}
    accepted = list(
        CorrectionProposal.objects.filter(
            line__analysis__plan=plan, line__analysis__in=approved, state=CorrectionProposal.State.ACCEPTED
        ).select_related("line")
    )
    lines = AnalysedMeasure.objects.filter(
        analysis__in=[one for one in following.values() if one],
        measure__in={one.line.measure_id for one in accepted},
    ).values_list("analysis_id", "measure_id", "facts")
    found = {(analysis, measure): facts for analysis, measure, facts in lines}
    by_analysis: dict[int, tuple[EffectivenessAnalysis | None, list[Outcome]]] = {
        one.pk: (following[one.pk], []) for one in approved
    }
    for proposal in accepted:
        later, listed = by_analysis[proposal.line.analysis_id]
        facts = found.get((later.pk, proposal.line.measure_id)) if later else None
        listed.append(_outcome(proposal, facts, is_seen=later is not None))
    return by_analysis


def _outcome(proposal: CorrectionProposal, later: Mapping[str, Any] | None, *, is_seen: bool) -> Outcome:
    before = in_time_of(proposal.line.facts)
    if not is_seen:
        return Outcome(proposal, before, None, "unseen")
    if later is None:
        return Outcome(proposal, before, None, "left_out")
    after = in_time_of(later)
    return Outcome(proposal, before, after, _turn(before, after))


def in_time_of(facts: Mapping[str, Any]) -> tuple[int, int]:
    """How many terms were met in time, of how many that came."""
    counts = facts["counts"]
    return counts["in_time"], sum(counts[one] for one in DUE)


def _turn(before: tuple[int, int], after: tuple[int, int]) -> Turn:
    if not before[1] or not after[1]:
        return "no_terms"
    was, now = before[0] * after[1], after[0] * before[1]
    return "same" if was == now else "better" if now > was else "worse"
