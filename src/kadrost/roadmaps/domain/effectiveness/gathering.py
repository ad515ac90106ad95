"""Gathering what was done about a plan's checkpoints up to a day: a constant number of queries, whatever the plan's size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from kadrost.roadmaps.domain.effectiveness.points import Point
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.models import Evidence, Plan, Report, ReportFigure, Ruling
from kadrost.roadmaps.models.reminders import Reminder

Figures = dict[int, list[tuple[date, int, Any]]]
"""By target the figures reported for it: day, checkpoint, value; in their order."""


def gather_points(plan: Plan, day: date) -> tuple[dict[int, Point], Figures]:
    """The plan's checkpoints by their keys with all that was said of them by the day, and the figures; six queries."""
    snapshot = snapshot_for(today=day, as_of=day)
    columns = (
        "pk", "measure_id", "first_due_on", snapshot.due_on, "opens_on", snapshot.state, snapshot.reports_count,
    )  # fmt: skip
    rows = snapshot.checkpoints.filter(plan=plan).order_by("first_due_on", "pk").values_list(*columns)
    points = {row[0]: Point(*row) for row in rows.iterator(chunk_size=5_000)}
    reports = _reports(plan, day, points)
    _rulings(plan, day, points, reports)
    _evidence(plan, day, points)
    _reminders(plan, day, points)
    return points, _figures(plan, day, points)


def _reports(plan: Plan, day: date, points: Mapping[int, Point]) -> dict[int, date]:
    """Each report's day by its key; on the points who reported and when a result was claimed last."""
    rows = Report.objects.filter(checkpoint__plan=plan, reported_on__lte=day).order_by("pk")
    days: dict[int, date] = {}
    for pk, checkpoint, organisation, on in rows.values_list("pk", "checkpoint_id", "organisation_id", "reported_on"):
        days[pk] = on
        point = points.get(checkpoint)
        if point is not None:
            point.reporters[organisation] = point.reporters.get(organisation, 0) + 1
            point.said_on = on
            point.acted(on)
    return days


def _rulings(plan: Plan, day: date, points: Mapping[int, Point], reports: Mapping[int, date]) -> None:
    rows = Ruling.objects.filter(checkpoint__plan=plan, ruled_on__lte=day).order_by("pk")
    columns = ("checkpoint_id", "kind", "report_id", "ruled_on", "due_before", "due_after")
    for checkpoint, kind, report, on, before, after in rows.values_list(*columns):
        point = points.get(checkpoint)
        if point is None:
            continue
        point.acted(on)
        if kind == Ruling.Kind.ACCEPT:
            point.accepted_on, point.done_on = on, reports.get(report)
        elif kind == Ruling.Kind.RETURN:
            point.returns += 1
        elif kind == Ruling.Kind.EXTEND:
            point.extensions += 1
            point.extended_days += (after - before).days if before and after else 0


def _evidence(plan: Plan, day: date, points: Mapping[int, Point]) -> None:
    rows = Evidence.objects.filter(checkpoint__plan=plan, added_on__lte=day).order_by()
    for checkpoint, requirement, on in rows.values_list("checkpoint_id", "requirement_id", "added_on"):
        point = points.get(checkpoint)
        if point is not None:
            point.acted(on)
            if requirement is not None:
                point.given.add(requirement)


def _reminders(plan: Plan, day: date, points: Mapping[int, Point]) -> None:
    rows = Reminder.objects.filter(
        checkpoint__plan=plan, on__lte=day, kind=Reminder.Kind.REMIND, role="executor"
    ).order_by()
    for checkpoint in rows.values_list("checkpoint_id", flat=True):
        if checkpoint in points:
            points[checkpoint].reminders += 1


def _figures(plan: Plan, day: date, points: Mapping[int, Point]) -> Figures:
    """The figures; on the points whether a claim «done» had any, and whether one of them contradicted it."""
    rows: Iterable[Any] = (
        ReportFigure.objects.filter(report__checkpoint__plan=plan, report__reported_on__lte=day)
        .select_related("target", "report")
        .order_by("report_id", "pk")
    )
    figures: Figures = {}
    for figure in rows:
        point = points.get(figure.report.checkpoint_id)
        if point is None:
            continue
        figures.setdefault(figure.target_id, []).append((figure.report.reported_on, point.pk, figure.value))
        if figure.report.claim == Report.Claim.DONE and figure.target.value is not None:
            point.has_figures = True
            point.is_contradicted |= bool(figure.contradiction)
    return figures


def open_terms(plan: Plan, day: date) -> dict[int, list[date]]:
    """By measure the terms that wait for a result on the day, passed ones too; one query."""
    snapshot = snapshot_for(today=day, as_of=day)
    rows = snapshot.checkpoints.filter(plan=plan).exclude(Q((f"{snapshot.state}__in", ("accepted", "removed"))))
    terms: dict[int, list[date]] = {}
    for measure, due in rows.order_by(snapshot.due_on).values_list("measure_id", snapshot.due_on):
        terms.setdefault(measure, []).append(due)
    return terms
