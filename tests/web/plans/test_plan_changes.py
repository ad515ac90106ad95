"""Changing a plan as a whole, taking it off control and back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse

from kadrost.audit.models import Entry
from kadrost.roadmaps.domain.measures import apply_schedule, schedule_for
from kadrost.roadmaps.domain.scheduling import regenerate_checkpoints
from kadrost.roadmaps.models import Plan
from tests.web.factories import TODAY, MeasureFactory, OrganisationFactory
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db
OTHERS = ["executor", "stranger", "controller", "auditor", "foreign_controller", "foreign_coordinator"]


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def address(scene: Scene, page: str = "edit") -> str:
    return f"/plans/{scene.plan.pk}/{page}/"


def facts(plan: Plan, **changed: Any) -> dict[str, Any]:
    known = {
        "short_title": plan.short_title,
        "coordinator": plan.coordinator_id or "",
        "controller": plan.controller_id or "",
        "period_from": plan.period_from,
        "period_until": plan.period_until,
        "is_public": "on",
        "version": plan.version,
        "ground": "решение от 09.03.2027 № 4",
    }
    return {name: value for name, value in (known | changed).items() if value is not None}


def send(scene: Scene, who: str | None = "coordinator", **changed: Any) -> HttpResponse:
    return client_of(scene.people[who] if who else None).post(address(scene), facts(scene.plan, **changed))


@pytest.mark.parametrize("page", ["edit", "control"])
def test_the_public_signs_in_and_others_are_refused(scene: Scene, page: str) -> None:
    assert client_of(None).get(address(scene, page))["Location"] == f"/sign-in?next={address(scene, page)}"
    for who in OTHERS:
        client = client_of(scene.people[who])
        assert client.get(address(scene, page)).status_code == 403
        assert client.post(address(scene, page), facts(scene.plan)).status_code == 403
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_whoever_keeps_the_plan_changes_it(scene: Scene, who: str) -> None:
    page = text_of(client_of(scene.people[who]).get(f"/plans/{scene.plan.pk}/"))
    assert f'href="{address(scene)}"' in page
    office = OrganisationFactory()
    response = send(scene, who, short_title="Ремёсла 2027", controller=office.pk, is_public=None)
    assert response["Location"] == f"/plans/{scene.plan.pk}/"
    plan = Plan.objects.get(pk=scene.plan.pk)
    assert (plan.short_title, plan.controller, plan.is_public, plan.version) == ("Ремёсла 2027", office, False, 2)
    entry = Entry.objects.get()
    assert (entry.action, entry.ground) == ("change_plan", "решение от 09.03.2027 № 4")
    assert entry.after == {"short_title": "Ремёсла 2027", "controller": office.name, "is_public": False}
    assert entry.before["controller"] == scene.plan.controller.name
    page = text_of(client_of(scene.people[who]).get(address(scene)))
    assert "изменил(а) план" in page
    assert "виден без входа: было да, стало нет" in page


def test_a_plan_that_nobody_keeps_can_be_given_to_somebody(scene: Scene) -> None:
    Plan.objects.update(coordinator=None, controller=None)
    scene.plan.refresh_from_db()
    page = text_of(client_of(scene.people["coordinator"]).get(f"/plans/{scene.plan.pk}/"))
    assert "осуществляет координатор" not in page
    office = OrganisationFactory()
    assert send(scene, coordinator=office.pk).status_code == 302
    assert Plan.objects.get(pk=scene.plan.pk).coordinator == office


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ground": " ", "short_title": "Иначе"}, "Основание изменения"),
        ({"short_title": ""}, "Короткое название"),
        ({"short_title": "я" * 121}, "не более 120 знаков, сейчас 121"),
        ({"period_from": date(2028, 1, 1)}, "Начало периода позже его конца."),
        ({"period_from": ""}, "У периода назван только один день."),
        ({"coordinator": 999_999}, "Координатор"),
    ],
)
def test_a_refused_change_is_told(scene: Scene, wrong: dict[str, Any], said: str) -> None:
    response = send(scene, **wrong)
    assert response.status_code == 422
    assert said in text_of(response)
    assert Entry.objects.count() == 0


def test_who_was_slower_sees_what_is_written_now(scene: Scene) -> None:
    send(scene, short_title="Первый")
    slower = send(scene, short_title="Второй")
    page = text_of(slower)
    assert slower.status_code == 409
    assert 'value="Второй"' in page
    assert "<dd>Первый</dd>" in page
    assert Plan.objects.get(pk=scene.plan.pk).short_title == "Первый"


def test_a_changed_period_moves_what_depends_on_it(scene: Scene) -> None:
    measure = MeasureFactory(plan=scene.plan, due_text="ежегодно, до 1 июня")
    apply_schedule(measure, schedule_for(scene.plan, measure.due_text))
    measure.save()
    regenerate_checkpoints(measure=measure, on=TODAY)
    assert [one.due_on.year for one in measure.checkpoints.all()] == [2027]
    assert send(scene, period_until=date(2029, 12, 31)).status_code == 302
    assert [one.due_on.year for one in measure.checkpoints.all()] == [2027, 2028, 2029]
    assert scene.measure.checkpoints.count() == 1


def test_a_plan_goes_off_control_and_back(scene: Scene) -> None:
    client = client_of(scene.people["coordinator"])
    page = text_of(client.get(address(scene, "control")))
    assert "Снять план с контроля" in page
    assert client.post(address(scene, "control"), {"version": 1, "ground": " "}).status_code == 422
    assert client.post(address(scene, "control"), {"version": 1, "ground": "исполнен"}).status_code == 302
    assert Plan.objects.get(pk=scene.plan.pk).state == "closed"
    executor = client_of(scene.people["executor"])
    assert "Отчитаться" not in text_of(executor.get(f"/measures/{scene.measure.pk}/"))
    refused = executor.post(
        f"/checkpoints/{scene.checkpoint.pk}/report/", {"claim": "done", "words": "Готово", "version": 1}
    )
    assert "План снят с контроля." in text_of(refused)
    assert "Вернуть план на контроль" in text_of(client.get(address(scene, "control")))
    assert client.post(address(scene, "control"), {"version": 2, "ground": "решение № 5"}).status_code == 302
    assert Plan.objects.get(pk=scene.plan.pk).state == "active"
    assert list(Entry.objects.values_list("action", "ground")) == [
        ("close_plan", "исполнен"),
        ("reopen_plan", "решение № 5"),
    ]
