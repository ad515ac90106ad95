"""The yearly account: the plan's own table and numbering, filled in with claims, evidence, rulings and reasons.

What is missing is said in its place («Отчёта нет»), never left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from django.db.models import Prefetch, QuerySet

from kadrost.roadmaps.models import Checkpoint, Evidence, Measure, Plan, Report, Ruling, Section
from kadrost.roadmaps.models.checkpoints import Standing


class Column(TypedDict):
    """A column of the document's own table: which field it holds, and its heading as printed."""

    field: str
    heading: str


USUAL_COLUMNS: list[Column] = [
    {"field": "number", "heading": "№ п/п"},
    {"field": "title", "heading": "Мероприятие"},
    {"field": "result", "heading": "Ожидаемый результат"},
    {"field": "due_text", "heading": "Срок"},
    {"field": "executors", "heading": "Ответственные исполнители"},
    {"field": "evidence", "heading": "Подтверждающий документ"},
]


@dataclass(frozen=True, slots=True)
class AccountCheckpoint:
    """One checkpoint of the year: its term, how it stands, what was said, shown and decided."""

    due_on: date
    first_due_on: date
    standing: Standing
    claims: tuple[str, ...]
    evidence: tuple[str, ...]
    missing: tuple[str, ...]
    rulings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountMeasure:
    """A measure with its own words by field, and its checkpoints of the year."""

    measure: Measure
    words: dict[str, str]
    checkpoints: tuple[AccountCheckpoint, ...]


@dataclass(frozen=True, slots=True)
class AccountSection:
    """A section with its measures in the document's order."""

    section: Section | None
    measures: tuple[AccountMeasure, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A plan's account for a year, as of a day."""

    plan: Plan
    year: int
    as_of: date
    columns: tuple[Column, ...]
    sections: tuple[AccountSection, ...]

    @property
    def totals(self) -> Counter[Standing]:
        """How many checkpoints of the year stand how."""
        return Counter(
            checkpoint.standing
            for section in self.sections
            for measure in section.measures
            for checkpoint in measure.checkpoints
        )

    @property
    def silent(self) -> tuple[AccountMeasure, ...]:
        """Measures with a checkpoint whose term has passed without any report."""
        return tuple(
            measure
            for section in self.sections
            for measure in section.measures
            if any(checkpoint.standing == Standing.SILENT for checkpoint in measure.checkpoints)
        )


def build_account(*, plan: Plan, year: int, today: date) -> Account:
    """The account of `plan` for the checkpoints due in `year`, by a constant number of queries.

    Only what was said, shown and decided up to `today` is in it: looked at as of an earlier day it is that day's.
    """
    measures = plan.measures.select_related("section").prefetch_related(
        "duties", "requirements", Prefetch("checkpoints", queryset=_checkpoints_of(year, today), to_attr="of_year")
    )
    by_section: dict[int | None, list[AccountMeasure]] = {}
    sections: dict[int | None, Section | None] = {}
    for measure in measures:
        sections.setdefault(measure.section_id, measure.section)
        by_section.setdefault(measure.section_id, []).append(_account_measure(measure, today))
    return Account(
        plan=plan,
        year=year,
        as_of=today,
        columns=tuple(plan.columns or USUAL_COLUMNS),
        sections=tuple(AccountSection(sections[key], tuple(rows)) for key, rows in by_section.items()),
    )


def account_years(plan: Plan) -> list[int]:
    """The years in which the plan has terms, by one query."""
    days = plan.checkpoints.dates("due_on", "year")
    return [day.year for day in days]


def executor_words(measure: Measure) -> str:
    """Whom the measure names, as printed, with the mark of consent."""
    return ", ".join(
        f"{duty.printed_name} (по согласованию)" if duty.is_by_agreement else duty.printed_name
        for duty in measure.duties.all()
    )


def measure_words(measure: Measure) -> dict[str, str]:
    """The measure's words by the fields of the document's columns."""
    return {
        "number": measure.number,
        "stage": measure.stage,
        "title": measure.title,
        "result": measure.expected_result,
        "due_text": measure.due_text,
        "executors": executor_words(measure),
        "evidence": "; ".join(requirement.text for requirement in measure.requirements.all()),
    }


def _checkpoints_of(year: int, today: date) -> QuerySet[Checkpoint]:
    said: list[Prefetch[Any]] = [
        Prefetch("reports", queryset=Report.objects.filter(reported_on__lte=today).select_related("organisation")),
        Prefetch("evidence", queryset=Evidence.objects.filter(added_on__lte=today)),
        Prefetch("rulings", queryset=Ruling.objects.filter(ruled_on__lte=today)),
        Prefetch("states", to_attr="history"),
    ]
    due_then = Checkpoint.objects.filter(due_on__year=year).select_related("measure").order_by("due_on")
    return due_then.prefetch_related(*said)


def _account_measure(measure: Measure, today: date) -> AccountMeasure:
    of_year: Sequence[Checkpoint] = measure.of_year  # type: ignore[attr-defined]
    requirements = list(measure.requirements.all())
    return AccountMeasure(
        measure=measure,
        words=measure_words(measure),
        checkpoints=tuple(_account_checkpoint(checkpoint, requirements, today) for checkpoint in of_year),
    )


def _account_checkpoint(checkpoint: Checkpoint, requirements: Iterable[object], today: date) -> AccountCheckpoint:
    given = {evidence.requirement_id for evidence in checkpoint.evidence.all()}
    missing = [requirement for requirement in requirements if requirement.pk not in given]  # type: ignore[attr-defined]
    return AccountCheckpoint(
        due_on=checkpoint.due_on,
        first_due_on=checkpoint.first_due_on,
        standing=checkpoint_on(checkpoint, today).standing(today),
        claims=tuple(_claim(report) for report in checkpoint.reports.all()),
        evidence=tuple(str(evidence) for evidence in checkpoint.evidence.all()),
        missing=tuple(str(requirement) for requirement in missing),
        rulings=tuple(_ruling(ruling) for ruling in checkpoint.rulings.all()),
    )


def checkpoint_on(checkpoint: Checkpoint, today: date) -> Checkpoint:
    """The checkpoint as it was on `today`, unsaved; `checkpoint.history` holds its state rows."""
    then = [row for row in checkpoint.history if row.on <= today]  # type: ignore[attr-defined]
    if not then:
        return checkpoint
    return Checkpoint(
        state=then[-1].state,
        due_on=then[-1].due_on,
        first_due_on=checkpoint.first_due_on,
        opens_on=checkpoint.opens_on,
        reports_count=then[-1].reports_count,
    )


def _claim(report: Report) -> str:
    return (
        f"{report.get_claim_display()} ({report.reported_on:%d.%m.%Y}, {report.organisation.caption}): {report.words}"
    )


def _ruling(ruling: Ruling) -> str:
    moved = f" с {ruling.due_before:%d.%m.%Y} до {ruling.due_after:%d.%m.%Y}" if ruling.due_after else ""
    reason = f": {ruling.ground}" if ruling.ground else ""
    document = f" ({ruling.document})" if ruling.document else ""
    return f"{ruling.get_kind_display()}{moved} {ruling.ruled_on:%d.%m.%Y}{reason}{document}"
