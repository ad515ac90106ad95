"""A measure with all that was said about it up to a day: its checkpoints with reports, evidence and rulings in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.utils.translation import gettext_noop

from kadrost.roadmaps.domain.queries import Snapshot
from kadrost.roadmaps.models import (
    Checkpoint,
    Evidence,
    Measure,
    Reminder,
    Report,
    ReportFigure,
    Requirement,
    Ruling,
    Target,
)
from kadrost.roadmaps.models.checkpoints import Standing

PRINTED_FIELDS = (
    ("title", "title", gettext_noop("Мероприятие")),
    ("result", "expected_result", gettext_noop("Ожидаемый результат")),
    ("due_text", "due_text", gettext_noop("Срок")),
    ("stage", "stage", gettext_noop("Этап")),
)


@dataclass(frozen=True, slots=True)
class SaidReport:
    """A report with its figures and documents; `is_words_only` where «done» stands on nothing else."""

    report: Report
    figures: tuple[ReportFigure, ...]
    evidence: tuple[Evidence, ...]

    @property
    def is_words_only(self) -> bool:
        """Claimed done, with neither a document nor a figure."""
        return self.report.claim == Report.Claim.DONE and not self.figures and not self.evidence

    @property
    def contradictions(self) -> tuple[str, ...]:
        """What the report's own figures say against its «done»."""
        if self.report.claim != Report.Claim.DONE:
            return ()
        return tuple(said for figure in self.figures if (said := figure.contradiction))


@dataclass(frozen=True, slots=True)
class Deed:
    """A report or a ruling in the order of time."""

    report: SaidReport | None = None
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class CheckpointView:
    """A checkpoint as it stood on the day, with what was done about it."""

    checkpoint: Checkpoint
    due_on: date
    standing: Standing
    deeds: tuple[Deed, ...]
    missing: tuple[Requirement, ...]
    documents: tuple[Evidence, ...] = ()
    """Confirming documents that stand on no report: a council's protocol."""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do."""
        return self.standing not in (Standing.ACCEPTED, Standing.REMOVED)

    @property
    def last_report(self) -> SaidReport | None:
        """The newest report."""
        return next((deed.report for deed in reversed(self.deeds) if deed.report), None)


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target with the newest figure reported for it."""

    target: Target
    value: Decimal | None
    reported_on: date | None

    @property
    def in_words(self) -> str:
        """The newest figure with its unit; empty where there is none."""
        return self.target.in_words(self.value) if self.value is not None else ""

    @property
    def contradiction(self) -> str:
        """In what the newest figure falls short of the document; empty where it does not."""
        return self.target.contradiction(self.value)


@dataclass(frozen=True, slots=True)
class Change:
    """A field whose words differ from the document's."""

    label: str
    printed: str
    now: str


def checkpoints_of(*, snapshot: Snapshot, measure: Measure) -> list[CheckpointView]:
    """The measure's checkpoints by due day, by a constant number of queries."""
    return [_view(checkpoint, snapshot.day) for checkpoint in _with_deeds(snapshot).filter(measure=measure)]


def checkpoint_on(*, snapshot: Snapshot, checkpoint_id: int) -> CheckpointView | None:
    """One checkpoint with its measure and plan; None where it does not exist (yet)."""
    found = _with_deeds(snapshot).filter(pk=checkpoint_id).first()
    return _view(found, snapshot.day) if found is not None else None


def targets_of(measure: Measure, views: Sequence[CheckpointView]) -> list[TargetView]:
    """The measure's targets with the newest figures of its reports."""
    newest: dict[int, tuple[ReportFigure, date]] = {}
    for view in views:
        for deed in view.deeds:
            for figure in deed.report.figures if deed.report else ():
                day = figure.report.reported_on
                if figure.target_id not in newest or newest[figure.target_id][1] <= day:
                    newest[figure.target_id] = (figure, day)
    rows = []
    for target in measure.targets.all():
        known = newest.get(target.pk)
        rows.append(TargetView(target, known[0].value if known else None, known[1] if known else None))
    return rows


def changes_since_document(measure: Measure) -> list[Change]:
    """The fields whose words were changed after the document was taken under control."""
    return [
        Change(label, str(measure.printed[printed] or ""), getattr(measure, field))
        for printed, field, label in PRINTED_FIELDS
        if printed in measure.printed and str(measure.printed[printed] or "") != getattr(measure, field)
    ]


def _with_deeds(snapshot: Snapshot) -> QuerySet[Checkpoint, Any]:
    day = snapshot.day
    figures = Prefetch("figures", queryset=ReportFigure.objects.select_related("target__measure", "report"))
    evidence = Evidence.objects.filter(added_on__lte=day).select_related("requirement")
    reports = Report.objects.filter(reported_on__lte=day).select_related("organisation").prefetch_related(figures)
    checkpoints: QuerySet[Checkpoint, Any] = (
        snapshot.with_standing()
        .annotate(due_then_shown=F(snapshot.due_on))
        .select_related("measure", "plan")
        .order_by(snapshot.due_on, "pk")
        .prefetch_related(
            Prefetch("reports", queryset=reports),
            Prefetch("evidence", queryset=evidence),
            Prefetch("rulings", queryset=Ruling.objects.filter(ruled_on__lte=day)),
            Prefetch("reminders", queryset=Reminder.objects.filter(on__lte=day)),
            "measure__requirements",
        )
    )
    return checkpoints


def _view(checkpoint: Any, day: date) -> CheckpointView:
    evidence = list(checkpoint.evidence.all())
    said = [
        SaidReport(
            report,
            tuple(report.figures.all()),
            tuple(each for each in evidence if each.report_id == report.pk),
        )
        for report in checkpoint.reports.all()
    ]
    in_time = [(one.report.created_at, Deed(report=one)) for one in said]
    in_time += [(ruling.created_at, Deed(ruling=ruling)) for ruling in checkpoint.rulings.all()]
    given = {each.requirement_id for each in evidence}
    return CheckpointView(
        checkpoint=checkpoint,
        due_on=checkpoint.due_then_shown,
        standing=Standing(checkpoint.standing_on_day),
        deeds=tuple(deed for _, deed in sorted(in_time, key=lambda pair: pair[0])),
        missing=tuple(one for one in checkpoint.measure.requirements.all() if one.pk not in given),
        documents=tuple(each for each in evidence if each.report_id is None),
    )
