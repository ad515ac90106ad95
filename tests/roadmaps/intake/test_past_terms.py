"""Terms that passed before the document came: late by default, taken off control only with a person's ground."""

from __future__ import annotations

from datetime import date

import pytest

from kadrost.audit.models import Entry
from kadrost.audit.verifying import verify_chain
from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.people import SYSTEM, Acting
from kadrost.roadmaps.domain.intake import PlanDetails, confirm_intake, effective_reading
from kadrost.roadmaps.domain.intake.foreseeing import foresee
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Intake, Plan, Ruling

pytestmark = pytest.mark.django_db
LATER = date(2027, 6, 15)
GROUND = "отчёт за полугодие от 10.06.2027"


def confirm(draft: Intake, acting: Acting, ground: str = "") -> Plan:
    details = PlanDetails("План", "План", past_ground=ground)
    return confirm_intake(intake=draft, details=details, acting=acting, version=1, today=LATER)


def test_what_is_past_is_counted_before(draft: Intake) -> None:
    foreseen = foresee(effective_reading(draft), [], today=LATER)
    assert (foreseen.checkpoints, foreseen.past) == (3, 2)


def test_by_default_it_stays_under_control(draft: Intake, coordinator: Acting) -> None:
    plan = confirm(draft, coordinator)
    assert set(plan.checkpoints.values_list("state", flat=True)) == {"awaiting"}
    assert not Ruling.objects.exists()


def test_on_a_ground_it_is_taken_off_and_nothing_else_is(draft: Intake, coordinator: Acting) -> None:
    plan = confirm(draft, coordinator, GROUND)
    states = list(plan.checkpoints.order_by("due_on").values_list("due_on", "state"))
    assert states == [
        (date(2027, 3, 20), "removed"),
        (date(2027, 5, 31), "removed"),
        (date(2027, 12, 1), "awaiting"),
    ]
    words = f"Срок прошёл до взятия на контроль: {GROUND}"
    rulings = list(Ruling.objects.values_list("kind", "ground", "author", "ruled_on"))
    assert coordinator.user is not None
    assert rulings == [("remove", words, coordinator.user.pk, LATER)] * 2
    assert list(Entry.objects.filter(action="remove").values_list("ground", flat=True)) == [words] * 2
    assert Entry.objects.get(action="import").after["past_closed"] == 2
    first = plan.checkpoints.earliest("due_on")
    assert list(CheckpointState.objects.filter(checkpoint=first).values_list("on", "state"))[-1] == (LATER, "removed")
    assert verify_chain().is_whole


def test_the_platform_itself_takes_nothing_off(draft: Intake) -> None:
    with pytest.raises(KadrostError) as refusal:
        confirm(draft, SYSTEM, GROUND)
    assert refusal.value.code == "no_person"
    assert not Plan.objects.exists()
    assert not Checkpoint.objects.exists()
