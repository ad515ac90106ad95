"""Making an analysis: facts counted, rules applied, corrections proposed; counted anew while open, then approved for good."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.editions.deciding import document_of
from kadrost.roadmaps.domain.effectiveness.facts import MeasureFacts, Period, count_facts, measures_counted
from kadrost.roadmaps.domain.effectiveness.findings import Finding, find_all
from kadrost.roadmaps.domain.effectiveness.gathering import open_terms
from kadrost.roadmaps.domain.effectiveness.indicators import groups_of, totals_of
from kadrost.roadmaps.domain.effectiveness.proposing import Proposed, Subject, is_recurring, propose
from kadrost.roadmaps.domain.effectiveness.thresholds import thresholds_of
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.standard.serving import current_edition, provisions_of
from kadrost.roadmaps.models import AnalysedMeasure, CorrectionProposal, EffectivenessAnalysis, Measure, Plan
from kadrost.roadmaps.permissions.effectiveness import require

State = EffectivenessAnalysis.State
BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure with its facts, what was found of it and what is proposed."""

    measure: Measure
    facts: MeasureFacts
    findings: list[Finding]
    proposed: list[Proposed]


@transaction.atomic
def make_analysis(
    *, plan: Plan, period: Period, acting: Acting, today: date, request_id: str = ""
) -> EffectivenessAnalysis:
    """Count a plan's effectiveness over a period as of a day and propose corrections; nothing of the plan is changed.

    Raises `PermissionRefused`, and `ControlRefused` for days that make no sense, for a template that obliges nobody,
    and while another analysis of the plan is open.
    """
    require("effectiveness.make", acting, plan)
    locked = Plan.objects.select_for_update(of=("self",)).select_related("act", "territory").get(pk=plan.pk)
    _check(locked, period, today)
    unfinished = EffectivenessAnalysis.objects.filter(plan=locked, state=State.OPEN).first()
    if unfinished is not None:
        raise ControlRefused("Анализ этого плана уже готовится.", remedy="Утвердите его или отмените.")
    analysis = EffectivenessAnalysis.objects.create(
        plan=locked, period_from=period.first, period_until=period.last, as_of=period.day, edition=locked.edition,
        made_by=acting.user, made_on=today, previous=_previous(locked, period),
    )  # fmt: skip
    _count(analysis)
    record(
        actor=acting.actor(request_id=request_id), action="make_analysis", subject=analysis, on=today,
        after={"period_from": period.first, "period_until": period.last, "as_of": period.day},
    )  # fmt: skip
    return analysis


@transaction.atomic
def recount_analysis(
    *, analysis: EffectivenessAnalysis, acting: Acting, version: int, today: date, request_id: str = ""
) -> EffectivenessAnalysis:
    """Count an open analysis anew, by the thresholds of now; what was decided of a correction that stays is kept.

    Raises `PermissionRefused`, `StaleVersion`, and `ControlRefused` for one that is not open.
    """
    locked = lock_open_analysis(analysis, acting, version)
    kept = {
        (one.line.measure_id, one.kind, json.dumps(one.change, sort_keys=True)): one
        for one in CorrectionProposal.objects.filter(line__analysis=locked).select_related("line")
        if one.state != CorrectionProposal.State.PENDING
    }
    locked.lines.all().delete()
    locked.edition = locked.plan.edition
    _count(locked)
    for fresh in CorrectionProposal.objects.filter(line__analysis=locked).select_related("line"):
        before = kept.get((fresh.line.measure_id, fresh.kind, json.dumps(fresh.change, sort_keys=True)))
        if before is not None:
            for name in ("state", "words", "decided_by_name", "decided_on"):
                setattr(fresh, name, getattr(before, name))
            fresh.save(update_fields=["state", "words", "decided_by_name", "decided_on"])
    record(
        actor=acting.actor(request_id=request_id), action="recount_analysis", subject=locked, on=today,
        after={"as_of": locked.as_of},
    )  # fmt: skip
    return locked


@transaction.atomic
def approve_analysis(
    *,
    analysis: EffectivenessAnalysis,
    conclusion: str,
    acting: Acting,
    version: int,
    today: date,
    request_id: str = "",
) -> EffectivenessAnalysis:
    """Freeze the analysis with its conclusion: its facts, proposals and decisions never change again.

    Raises `PermissionRefused`, `StaleVersion`, and `ControlRefused` without a conclusion or while a proposal waits.
    """
    locked = lock_open_analysis(analysis, acting, version)
    if not conclusion.strip():
        raise ControlRefused("Вывод не написан.", remedy="Скажите в нескольких словах, что показал анализ.")
    waiting = CorrectionProposal.objects.filter(line__analysis=locked, state=CorrectionProposal.State.PENDING).count()
    if waiting:
        raise ControlRefused(f"Не решено предложений: {waiting}.", remedy="Примите или отклоните каждое.")
    locked.state, locked.conclusion = State.APPROVED, conclusion.strip()
    locked.approved_by_name, locked.approved_on = str(acting.user), today
    locked.version += 1
    locked.digest = digest_of(locked)
    locked.save()
    record(
        actor=acting.actor(request_id=request_id), action="approve_analysis", subject=locked, on=today,
        ground=locked.conclusion, before={"state": State.OPEN.label},
        after={"state": State.APPROVED.label, "digest": locked.digest},
    )  # fmt: skip
    return locked


@transaction.atomic
def abandon_analysis(
    *, analysis: EffectivenessAnalysis, acting: Acting, version: int, today: date, request_id: str = ""
) -> None:
    """Give an open analysis up; it stays in the list of none, its journal stays."""
    locked = lock_open_analysis(analysis, acting, version)
    locked.state = State.ABANDONED
    locked.version += 1
    locked.save(update_fields=["state", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="abandon_analysis", subject=locked, on=today,
        before={"state": State.OPEN.label}, after={"state": State.ABANDONED.label},
    )  # fmt: skip


def lock_open_analysis(
    analysis: EffectivenessAnalysis, acting: Acting, version: int | None = None
) -> EffectivenessAnalysis:
    """The open analysis locked for whoever makes it; `ControlRefused` for any other, `StaleVersion` for a changed one."""
    require("effectiveness.make", acting, analysis.plan)
    locked = (
        EffectivenessAnalysis.objects.select_for_update(of=("self",))
        .select_related("plan__act", "plan__territory")
        .get(pk=analysis.pk)
    )
    if locked.state != State.OPEN:
        raise ControlRefused(
            f"Анализ уже не готовится: {locked.get_state_display().lower()}.", remedy="Сделайте следующий."
        )
    if version is not None and locked.version != version:
        raise StaleVersion
    return locked


def digest_of(analysis: EffectivenessAnalysis) -> str:
    """SHA-256 of all that an analysis says: days, thresholds, counts, lines, proposals and decisions."""
    lines = list(analysis.lines.order_by("position").values_list("number", "title", "facts", "findings"))
    proposals = CorrectionProposal.objects.filter(line__analysis=analysis).order_by("line__position", "position", "pk")
    decided = list(
        proposals.values_list("line__number", "kind", "ground", "change", "state", "words", "decided_by_name")
    )
    said = {
        "days": [day.isoformat() for day in (analysis.period_from, analysis.period_until, analysis.as_of)],
        "edition": analysis.edition, "thresholds": analysis.thresholds, "summary": analysis.summary,
        "conclusion": analysis.conclusion, "lines": lines, "proposals": decided,
    }  # fmt: skip
    written = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _check(plan: Plan, period: Period, today: date) -> None:
    if period.first > period.last:
        raise ControlRefused("Начало периода позже его конца.", remedy="Проверьте оба дня.")
    if period.day > today:
        raise ControlRefused(
            f"День {period.day:%d.%m.%Y} ещё не наступил.", remedy="Анализ делают по сегодняшний день."
        )
    if period.day < period.first:
        raise ControlRefused("День анализа раньше периода.", remedy="Выберите день внутри периода или после него.")
    if not plan.binds:
        raise ControlRefused("Это шаблон: его сроки никого не обязывают.", remedy="Выберите план региона.")


def _previous(plan: Plan, period: Period) -> EffectivenessAnalysis | None:
    """The latest approved analysis as of an earlier day."""
    earlier = EffectivenessAnalysis.objects.filter(plan=plan, state=State.APPROVED, as_of__lt=period.day)
    return earlier.order_by("-as_of", "-pk").first()


def _count(analysis: EffectivenessAnalysis) -> None:
    """Count, find and propose; write lines, proposals and the whole."""
    analysis.thresholds = thresholds_of(analysis.plan.territory_id)
    counted = count_measures(analysis.plan, period_of(analysis), analysis.thresholds)
    provisions = {one.number: one.title for one in provisions_of(current_edition())}
    facts = [one.facts for one in counted]
    findings: Mapping[int, list[Finding]] = {one.measure.pk: one.findings for one in counted}
    analysis.summary = {
        "totals": totals_of(facts, findings),
        "groups": groups_of(facts, findings, provisions),
    }
    analysis.version += 1
    analysis.save()
    _write_lines(analysis, counted)


def count_measures(plan: Plan, period: Period, thresholds: Mapping[str, int]) -> list[Counted]:
    """Every measure of the plan with facts, findings and proposals, by a constant number of queries; nothing is written."""
    measures = measures_counted(plan, period.day)
    others = {one.pk: one for one in measures}
    terms = open_terms(plan, period.day)
    document = document_of(plan)
    counted = []
    for measure, facts in zip(measures, count_facts(plan, period, thresholds["likeness"], measures), strict=True):
        findings = find_all(facts, thresholds, is_recurring=is_recurring(measure.schedule))
        subject = Subject(measure, facts, findings, terms.get(measure.pk, ()), thresholds, document, period.day)
        counted.append(Counted(measure, facts, findings, propose(subject, others)))
    return counted


def period_of(analysis: EffectivenessAnalysis) -> Period:
    """The days of an analysis."""
    return Period(analysis.period_from, analysis.period_until, analysis.as_of)


def _write_lines(analysis: EffectivenessAnalysis, counted: Iterable[Counted]) -> None:
    listed = list(counted)
    lines = AnalysedMeasure.objects.bulk_create(
        (
            AnalysedMeasure(
                analysis=analysis, measure=one.measure, position=place, number=one.measure.number,
                title=one.measure.title, facts=one.facts.as_json(), findings=one.findings,
            )
            for place, one in enumerate(listed, start=1)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    rows: list[Any] = [
        CorrectionProposal(line=line, position=place, kind=each.kind, ground=each.ground, change=each.change)
        for line, one in zip(lines, listed, strict=True)
        for place, each in enumerate(one.proposed, start=1)
    ]
    CorrectionProposal.objects.bulk_create(rows, batch_size=BATCH)
