"""A small region under control: two plans, one of them not public, with a checkpoint in each standing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.region.models import Organisation
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Duty, Evidence, Measure, Plan, Report
from kadrost.roadmaps.models.checkpoints import Standing
from tests.web.factories import (
    TODAY,
    CheckpointFactory,
    DutyFactory,
    GroupFactory,
    MeasureFactory,
    OrganisationFactory,
    PlanFactory,
    SectionFactory,
    person,
)

State = Checkpoint.State
# standing: state, days to the term, days to the opening, reports
SHAPES: dict[Standing, tuple[str, int, int, int]] = {
    Standing.CONTRADICTED: (State.CONTRADICTED, -30, -50, 1),
    Standing.RETURNED: (State.RETURNED, -20, -40, 1),
    Standing.SILENT: (State.AWAITING, -12, -40, 0),
    Standing.LATE: (State.AWAITING, -3, -40, 1),
    Standing.DUE: (State.AWAITING, 5, -5, 0),
    Standing.REPORTED: (State.REPORTED, 2, -5, 1),
    Standing.OPEN: (State.AWAITING, 40, -1, 0),
    Standing.NOT_DUE: (State.AWAITING, 90, 60, 0),
    Standing.ACCEPTED: (State.ACCEPTED, -60, -80, 1),
    Standing.REMOVED: (State.REMOVED, -70, -80, 0),
}


@dataclass
class Region:
    """The records and the people of the tests."""

    plan: Plan
    hidden: Plan
    points: dict[Standing, Checkpoint]
    hidden_point: Checkpoint
    lead: Organisation
    executor: User
    stranger: User
    controller: User
    coordinator: User
    auditor: User


def point(measure: Measure, standing: Standing, *, shift: int = 0) -> Checkpoint:
    """A checkpoint that stands so today, with its first state row and, where it counts one, a report."""
    state, due, opens, reports = SHAPES[standing]
    term = TODAY + timedelta(days=due + shift)
    made = CheckpointFactory(
        measure=measure,
        occurs_from=TODAY + timedelta(days=opens),
        occurs_until=term,
        state=state,
        reports_count=reports,
        accepted_evidence_count=1 if standing == Standing.ACCEPTED else 0,
    )
    CheckpointState.objects.create(checkpoint=made, on=date(2026, 1, 1), state=State.AWAITING, due_on=term)
    CheckpointState.objects.create(
        checkpoint=made, on=TODAY - timedelta(days=1), state=state, due_on=term, reports_count=reports
    )
    return made


@pytest.fixture
def region(db: None) -> Region:
    """The region on the tests' day."""
    lead, controlling = OrganisationFactory(name="Департамент садов"), OrganisationFactory(name="Управление надзора")
    plan = PlanFactory(short_title="План садов", controller=controlling)
    hidden = PlanFactory(short_title="План закрытый", is_public=False, controller=controlling)
    section = SectionFactory(plan=plan, number="1", title="Питомники")
    points = {}
    for standing in Standing:
        measure = MeasureFactory(plan=plan, section=section, title=f"Дело «{standing.label}»")
        measure.search_text = f"{measure.number} {measure.title}".casefold().replace("ё", "е")
        measure.save()
        DutyFactory(measure=measure, organisation=lead, part=Duty.Part.LEAD)
        points[standing] = point(measure, standing)
    secret = MeasureFactory(plan=hidden, section=None, title="Дело закрытое")
    members = GroupFactory(name="Отраслевые ведомства")
    members.members.add(lead)
    DutyFactory(measure=secret, organisation=None, group=members, printed_name="отраслевые ведомства")
    executor = person(Role.EXECUTOR, lead)
    made = Region(
        plan=plan,
        hidden=hidden,
        points=points,
        hidden_point=point(secret, Standing.SILENT),
        lead=lead,
        executor=executor,
        stranger=person(Role.EXECUTOR, OrganisationFactory(name="Департамент рек")),
        controller=person(Role.CONTROLLER, controlling),
        coordinator=person(Role.COORDINATOR, plan.coordinator),
        auditor=person(Role.AUDITOR, OrganisationFactory(name="Счётная палата")),
    )
    for standing in (Standing.CONTRADICTED, Standing.RETURNED, Standing.LATE, Standing.REPORTED, Standing.ACCEPTED):
        add_report(made, points[standing])
    return made


def add_report(region: Region, checkpoint: Checkpoint) -> Report:
    """A report of the executor, with a link as evidence."""
    report = Report.objects.create(
        checkpoint=checkpoint,
        organisation=region.lead,
        author=region.executor,
        author_name=str(region.executor),
        claim=Report.Claim.PARTLY,
        words="Слова отчёта для своих",
        reported_on=TODAY - timedelta(days=1),
    )
    Evidence.objects.create(
        checkpoint=checkpoint, report=report, kind="приказ", link="https://example.org/1", added_by_name="я",
        added_on=TODAY - timedelta(days=1),
    )  # fmt: skip
    return report
