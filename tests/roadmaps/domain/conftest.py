"""A measure with one checkpoint that an executor answers for and a controller rules on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.models import Organisation
from kadrost.roadmaps.models import Checkpoint, Measure, Plan
from tests.web.factories import (
    TODAY,
    CheckpointFactory,
    DutyFactory,
    MeasureFactory,
    OrganisationFactory,
    PlanFactory,
    person,
)


@dataclass
class Scene:
    """The plan and everybody around one checkpoint."""

    plan: Plan
    measure: Measure
    checkpoint: Checkpoint
    body: Organisation
    stranger_body: Organisation
    people: dict[str, User]

    def acting(self, who: str) -> Acting:
        """The roles of the named person today."""
        return acting_on(self.people[who], TODAY)


@pytest.fixture
def scene(db: None) -> Scene:
    """One checkpoint, in a transaction that the test's end takes back."""
    return make_scene()


def make_scene() -> Scene:
    """Nothing reported yet; the controller's body is named, and so is the coordinator's."""
    coordinating, controlling, body, stranger_body = OrganisationFactory.create_batch(4)
    plan = PlanFactory(coordinator=coordinating, controller=controlling)
    measure = MeasureFactory(plan=plan)
    DutyFactory(measure=measure, organisation=body)
    return Scene(
        plan=plan,
        measure=measure,
        checkpoint=CheckpointFactory(measure=measure),
        body=body,
        stranger_body=stranger_body,
        people={
            "coordinator": person(Role.COORDINATOR, coordinating),
            "controller": person(Role.CONTROLLER, controlling),
            "executor": person(Role.EXECUTOR, body),
            "stranger": person(Role.EXECUTOR, stranger_body),
            "auditor": person(Role.AUDITOR, coordinating),
            "administrator": person(Role.ADMINISTRATOR, coordinating),
            "foreign_controller": person(Role.CONTROLLER, stranger_body),
            "foreign_coordinator": person(Role.COORDINATOR, stranger_body),
        },
    )
