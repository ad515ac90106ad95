"""What the next edition would do to the plan, measure by measure, checkpoint by checkpoint; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.utils.translation import gettext_noop

from kadrost.reading.result import ReadItem
from kadrost.roadmaps.domain.editions.items import (
    EDITION_FIELDS,
    differing_fields,
    field_words,
    item_of,
    with_known_term,
)
from kadrost.roadmaps.domain.intake.stored import item_from_json
from kadrost.roadmaps.domain.measures import apply_schedule
from kadrost.roadmaps.domain.scheduling import ScheduleDifference, schedule_difference, with_what_was_said
from kadrost.roadmaps.models import Checkpoint, EditionDraft, EditionRow, Measure, Plan

Kind = Literal["added", "gone", "changed", "same"]
KIND_WORDS = {
    "added": gettext_noop("Новое"),
    "gone": gettext_noop("Исключено"),
    "changed": gettext_noop("Изменено"),
    "same": gettext_noop("Без изменений"),
}
ORDER_FIELDS = ("number", "section", "stage")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose words differ."""

    field: str
    label: str
    before: str
    after: str


def changes_between(before: ReadItem, after: ReadItem) -> tuple[FieldChange, ...]:
    """The fields that differ, each with its words before and after."""
    return tuple(
        FieldChange(field, EDITION_FIELDS[field], field_words(before, field), field_words(after, field))
        for field in differing_fields(before, after)
    )


@dataclass(frozen=True)
class RowView:
    """A row with what it changes; `points` are the measure's checkpoints with how many reports stand on each."""

    row: EditionRow
    measure: Measure | None
    before: ReadItem | None
    item: ReadItem | None
    points: tuple[Any, ...]

    @property
    def kind(self) -> Kind:
        """Added, gone, changed or the same."""
        if self.before is None:
            return "added"
        if self.item is None:
            return "gone"
        return "changed" if self.changes else "same"

    @cached_property
    def changes(self) -> tuple[FieldChange, ...]:
        """The fields that differ, in the order of the table."""
        if self.before is None or self.item is None:
            return ()
        return changes_between(self.before, self.item)

    @property
    def is_moved(self) -> bool:
        """Whether it stands under another number, section or stage."""
        return any(change.field in ORDER_FIELDS for change in self.changes)

    @property
    def is_open(self) -> bool:
        """Whether a person has still to decide: nobody has, or the measure changed after they had."""
        if self.kind == "same":
            return False
        if self.row.verdict == EditionRow.Verdict.PENDING:
            return True
        return self.measure is not None and self.row.decided_version != self.measure.version

    @property
    def is_accepted(self) -> bool:
        """Whether the edition takes the row as it stands."""
        return not self.is_open and self.row.verdict == EditionRow.Verdict.ACCEPTED

    @property
    def term_not_understood(self) -> bool:
        """Whether the edition states a term of which no checkpoint comes."""
        return self.item is not None and self.item.schedule is not None and not self.item.schedule.understood

    @cached_property
    def schedule_difference(self) -> ScheduleDifference:
        """The checkpoints that appear, vanish, stay though the schedule loses them, stay as named."""
        if self.item is None:
            return ScheduleDifference([], [], [], [])
        plan = self.row.draft.plan
        imagined = copy(self.measure) if self.measure else Measure(plan=plan)
        imagined.plan = plan
        apply_schedule(imagined, self.item.schedule)
        return schedule_difference(imagined, list(self.points))

    @property
    def appearing(self) -> list[Checkpoint]:
        """The checkpoints that the edition adds, by due day."""
        if self.kind not in ("added", "changed"):
            return []
        return sorted(self.schedule_difference.appearing, key=lambda one: one.due_on)

    @property
    def closing(self) -> list[Any]:
        """The open checkpoints that the edition takes away: of a gone measure all, of another term the lost ones."""
        if self.kind == "gone":
            return [one for one in self.points if one.state in Checkpoint.OPEN_STATES]
        return self.schedule_difference.vanishing if self.kind == "changed" else []

    @property
    def orphans(self) -> list[Any]:
        """The checkpoints with reports that no term of the edition names: they stay with their reports."""
        if self.kind == "gone":
            return [one for one in self.points if one.reports_count]
        return [one for one in self.schedule_difference.kept if one.reports_count] if self.kind == "changed" else []


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section that the edition adds or names otherwise; `before` is empty for a new one."""

    number: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """The whole next edition beside the plan."""

    draft: EditionDraft
    plan: Plan
    rows: tuple[RowView, ...]
    sections: tuple[SectionChange, ...]

    @property
    def kinds(self) -> Counter[str]:
        """How many rows there are of each kind."""
        return Counter(row.kind for row in self.rows)

    @property
    def open_rows(self) -> list[RowView]:
        """The rows that wait for a decision."""
        return [row for row in self.rows if row.is_open]

    @property
    def accepted(self) -> list[RowView]:
        """The changes that the edition takes."""
        return [row for row in self.rows if row.kind != "same" and row.is_accepted]

    @property
    def gone(self) -> list[RowView]:
        """The measures of the plan that the edition does not name."""
        return [row for row in self.rows if row.kind == "gone"]


def difference_of(draft: EditionDraft) -> Difference:
    """The draft's rows beside the plan as it stands now, by a constant number of queries."""
    plan = Plan.objects.select_related("act", "territory", "coordinator").get(pk=draft.plan_id)
    draft.plan = plan
    measures = plan.measures.select_related("section").prefetch_related("duties", "requirements", "targets")
    known = {measure.pk: measure for measure in measures}
    points = _points_by_measure(plan)
    rows = []
    for row in draft.rows.all():
        row.draft = draft
        measure = known.get(row.measure_id) if row.measure_id else None
        before = item_of(measure) if measure else None
        rows.append(
            RowView(
                row=row,
                measure=measure,
                before=before,
                item=with_known_term(item_from_json(row.item), before) if row.item else None,
                points=tuple(points.get(row.measure_id or 0, ())),
            )
        )
    return Difference(draft, plan, tuple(rows), section_changes(plan, draft, rows))


def section_changes(plan: Plan, draft: EditionDraft, rows: Iterable[RowView]) -> tuple[SectionChange, ...]:
    """The sections that accepted or open rows bring along, and those that the document names otherwise."""
    known = {one.number: one.title for one in plan.sections.all()}
    used = {view.item.section for view in rows if view.item is not None}
    return tuple(
        SectionChange(one["number"], known.get(one["number"], ""), one["title"])
        for one in draft.sections
        if one["number"] in used and " ".join(known.get(one["number"], "").split()) != " ".join(one["title"].split())
    )


def totals_of(rows: Sequence[RowView]) -> dict[str, int]:
    """How many checkpoints appear, close and stay with their reports alone."""
    return {
        "appearing": sum(len(row.appearing) for row in rows),
        "closing": sum(len(row.closing) for row in rows),
        "orphans": sum(one.reports_count for row in rows for one in row.orphans),
    }


def _points_by_measure(plan: Plan) -> dict[int, list[Any]]:
    points: dict[int, list[Any]] = {}
    for one in with_what_was_said(plan.checkpoints.all()).order_by("due_on"):
        points.setdefault(one.measure_id, []).append(one)
    return points
