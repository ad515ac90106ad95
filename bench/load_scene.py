"""Prepares the people of `bench/load.py` in the database that the settings name, and prints what they work on, as JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

import django

django.setup()

from kadrost.accounts.models import User  # noqa: E402
from kadrost.accounts.roles import Role  # noqa: E402
from kadrost.region.models import Appointment, Organisation  # noqa: E402
from kadrost.roadmaps.models import Checkpoint, Measure, Plan  # noqa: E402

PASSWORD = "нагрузка-на-сайт-26"
EXECUTORS, COORDINATORS, AUDITORS = 24, 10, 6
POINTS, REPORTED, MEASURES = 40, 600, 400


def main() -> None:
    """One line of JSON on standard output."""
    bodies = list(Organisation.objects.order_by("pk")[: EXECUTORS + 1])
    scene: dict[str, Any] = {
        "password": PASSWORD,
        "plans": list(Plan.objects.filter(is_public=True).values_list("pk", flat=True)[:20]),
        "measures": list(
            Measure.objects.filter(plan__is_public=True).order_by("?").values_list("pk", flat=True)[:MEASURES]
        ),
        "reported": list(
            Checkpoint.objects.filter(state=Checkpoint.State.REPORTED).values_list("pk", flat=True)[:REPORTED]
        ),
        "executors": [_executor(number, bodies[number + 1]) for number in range(EXECUTORS)],
        "coordinators": [_person(f"load-c{number}", Role.COORDINATOR, bodies[0]) for number in range(COORDINATORS)],
        "auditors": [_person(f"load-a{number}", Role.AUDITOR, bodies[0]) for number in range(AUDITORS)],
    }
    json.dump(scene, sys.stdout)


def _person(login: str, role: Role, body: Organisation) -> dict[str, Any]:
    person = User.objects.filter(login=login).first()
    if person is None:
        person = User.objects.create_user(login, PASSWORD, surname="Нагрузкина", given_name="Вера")
        Appointment.objects.create(person=person, role=role, organisation=body)
    return {"login": login}


def _executor(number: int, body: Organisation) -> dict[str, Any]:
    mine = Checkpoint.objects.filter(state=Checkpoint.State.AWAITING, measure__duties__organisation=body)
    points = list(mine.order_by("due_on").values_list("pk", flat=True)[:POINTS])
    return _person(f"load-e{number}", Role.EXECUTOR, body) | {"checkpoints": points}


if __name__ == "__main__":
    main()
