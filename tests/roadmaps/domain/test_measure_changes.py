"""Mending a measure: a ground is always named, the document's words stay, nobody overwrites silently."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kadrost.audit.models import Entry
from kadrost.kernel.errors import KadrostError
from kadrost.kernel.rules import CountedFrom
from kadrost.kernel.schedule import Schedule
from kadrost.region.models import OrganisationName
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.executors import record_consent, resolve_duty, resolve_printed_name, unresolved_names
from kadrost.roadmaps.domain.measures import assign_checkpoint, change_measure, preview_term, record_event
from kadrost.roadmaps.models import Checkpoint, Duty, Measure
from kadrost.roadmaps.permissions import PermissionRefused
from tests.roadmaps.domain.conftest import Scene
from tests.web.factories import TODAY, DutyFactory, GroupFactory, MeasureFactory, OrganisationFactory, PlanFactory

TERM = "до 15 мая 2027 года"


def change(scene: Scene, who: str = "coordinator", version: int = 1, ground: str = "приказ № 3", **words: str) -> Any:
    return change_measure(
        measure=scene.measure,
        acting=scene.acting(who),
        words=words,
        ground=ground,
        version=version,
        today=TODAY,
    )


def refused(scene: Scene, error: type[KadrostError], act: Callable[[], object]) -> str:
    def state() -> tuple[Any, ...]:
        return (
            list(Measure.objects.order_by("pk").values()),
            list(Duty.objects.order_by("pk").values()),
            list(Checkpoint.objects.order_by("pk").values()),
            Entry.objects.count(),
            OrganisationName.objects.count(),
        )

    before = state()
    with pytest.raises(error) as refusal:
        act()
    assert state() == before
    return refusal.value.message


def test_words_change_and_the_journal_holds_both(scene: Scene) -> None:
    scene.measure.printed = {"title": scene.measure.title}
    scene.measure.save()
    assert change(scene, title="Составить список всех мастерских", stage=" ") is None
    scene.measure.refresh_from_db()
    assert (scene.measure.title, scene.measure.version) == ("Составить список всех мастерских", 2)
    assert scene.measure.printed == {"title": "Составить список мастерских колледжей"}
    assert "всех мастерских" in scene.measure.search_text
    entry = Entry.objects.get()
    assert (entry.action, entry.ground, entry.before, entry.after) == (
        "change",
        "приказ № 3",
        {"title": "Составить список мастерских колледжей"},
        {"title": "Составить список всех мастерских"},
    )


def test_the_same_words_change_nothing(scene: Scene) -> None:
    assert change(scene, title=scene.measure.title, ground="") is None
    scene.measure.refresh_from_db()
    assert (scene.measure.version, Entry.objects.count()) == (1, 0)


def test_a_change_is_refused_without_ground_title_right_or_fresh_page(scene: Scene) -> None:
    refused(scene, ControlRefused, lambda: change(scene, ground=" ", title="Иначе"))
    refused(scene, ControlRefused, lambda: change(scene, title=" "))
    refused(scene, StaleVersion, lambda: change(scene, version=2, title="Иначе"))
    for who in ("executor", "controller", "auditor", "foreign_coordinator"):
        refused(scene, PermissionRefused, lambda who=who: change(scene, who, title="Иначе"))


def test_a_new_term_moves_the_checkpoints_as_its_preview_says(scene: Scene) -> None:
    schedule, difference = preview_term(measure=scene.measure, due_text=TERM)
    assert schedule is not None
    assert [point.due_on for point in difference.appearing] == [date(2027, 5, 15)]
    assert difference.vanishing == [scene.checkpoint]
    assert Checkpoint.objects.get() == scene.checkpoint
    done = change(scene, due_text=TERM)
    assert (done.added, done.vanished, done.kept) == (1, 1, 0)
    assert Checkpoint.objects.get().due_on == date(2027, 5, 15)
    scene.measure.refresh_from_db()
    assert scene.measure.due_text == TERM
    assert scene.measure.schedule == schedule
    assert scene.measure.schedule_words == schedule.in_words()


def test_a_term_that_is_not_understood_is_refused(scene: Scene) -> None:
    refused(scene, ControlRefused, lambda: change(scene, due_text="когда-нибудь потом, наверное"))
    refused(scene, ControlRefused, lambda: preview_term(measure=scene.measure, due_text="когда-нибудь потом, наверное"))


def test_an_emptied_term_leaves_no_schedule(scene: Scene) -> None:
    assert change(scene, due_text="").vanished == 1
    scene.measure.refresh_from_db()
    assert (scene.measure.schedule_data, scene.measure.schedule_words) == (None, "")


def test_the_day_of_an_event_starts_the_term(scene: Scene) -> None:
    waiting = Schedule(
        phrase="в течение 10 дней со дня подписания соглашения",
        understood=True,
        event="подписание соглашения",
        rules=(CountedFrom(amount=10, unit="days"),),
    )
    measure = MeasureFactory(plan=scene.plan, schedule=waiting)

    def happen(who: str = "coordinator", version: int = 1, ground: str = "соглашение № 4") -> Any:
        return record_event(
            measure=measure,
            acting=scene.acting(who),
            day=date(2027, 4, 1),
            ground=ground,
            version=version,
            today=TODAY,
        )

    refused(scene, PermissionRefused, lambda: happen("executor"))
    refused(scene, StaleVersion, lambda: happen(version=7))
    refused(scene, ControlRefused, lambda: happen(ground=""))
    assert happen().added == 1
    assert measure.checkpoints.get().due_on == date(2027, 4, 11)
    refused(scene, StaleVersion, happen)


def test_a_term_without_event_takes_no_day(scene: Scene) -> None:
    refused(
        scene,
        ControlRefused,
        lambda: record_event(
            measure=scene.measure,
            acting=scene.acting("coordinator"),
            day=TODAY,
            ground="письмо",
            version=1,
            today=TODAY,
        ),
    )


def test_consent_names_its_day_and_document(scene: Scene) -> None:
    asked = DutyFactory(measure=scene.measure, is_by_agreement=True)

    def agree(who: str = "coordinator", duty: Duty = asked, day: date = TODAY, ground: str = "письмо № 9") -> Duty:
        return record_consent(duty=duty, acting=scene.acting(who), day=day, ground=ground, today=TODAY)

    refused(scene, PermissionRefused, lambda: agree("executor"))
    refused(scene, ControlRefused, lambda: agree(duty=scene.measure.duties.exclude(pk=asked.pk).get()))
    refused(scene, ControlRefused, lambda: agree(ground=""))
    refused(scene, ControlRefused, lambda: agree(day=date(2027, 3, 11)))
    assert (agree().consent_on, agree().consent_ground) == (TODAY, "письмо № 9")


def test_a_printed_name_is_resolved_in_every_plan_that_one_may_change(scene: Scene) -> None:
    printed = "Отдел садоводства"
    foreign = PlanFactory(coordinator=scene.stranger_body)
    here = DutyFactory(measure=scene.measure, organisation=None, printed_name=printed)
    there = DutyFactory(measure=MeasureFactory(plan=foreign), organisation=None, printed_name=printed)
    body = OrganisationFactory(name="Отдел садоводства Энской области")
    waiting = unresolved_names(scene.plan.territory)
    assert [(name.printed, len(name.duties), name.plans) for name in waiting] == [(printed, 2, [scene.plan, foreign])]
    assert waiting[0].proposals[0].body == body

    def resolve(who: str, remember: bool = True) -> int:
        return resolve_printed_name(
            printed=printed,
            territory=scene.plan.territory,
            body=body,
            acting=scene.acting(who),
            today=TODAY,
            remember=remember,
        )

    refused(scene, PermissionRefused, lambda: resolve("executor"))
    assert resolve("coordinator", remember=False) == 1
    assert OrganisationName.objects.count() == 0
    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.organisation, there.organisation) == (body, None)
    assert resolve("foreign_coordinator") == 1
    assert OrganisationName.objects.get().organisation == body
    assert [entry.action for entry in Entry.objects.all()] == ["resolve", "resolve"]
    refused(scene, ControlRefused, lambda: resolve("coordinator"))


def test_a_duty_may_be_resolved_anew_to_a_group(scene: Scene) -> None:
    group = GroupFactory()
    duty = scene.measure.duties.get()
    assert resolve_duty(duty=duty, body=group, acting=scene.acting("coordinator"), today=TODAY) == 1
    duty.refresh_from_db()
    assert (duty.organisation, duty.group) == (None, group)
    refused(
        scene,
        PermissionRefused,
        lambda: resolve_duty(duty=duty, body=scene.body, acting=scene.acting("executor"), today=TODAY),
    )


def test_a_checkpoint_is_assigned_beside_the_schedule_and_outlives_its_changes(scene: Scene) -> None:
    def assign(who: str = "coordinator", due_on: date = date(2027, 4, 30), ground: str = "поручение № 8") -> Checkpoint:
        return assign_checkpoint(
            measure=scene.measure,
            acting=scene.acting(who),
            opens_on=TODAY,
            due_on=due_on,
            ground=ground,
            today=TODAY,
        )

    for who in ("executor", "controller", "auditor", "foreign_coordinator"):
        refused(scene, PermissionRefused, lambda who=who: assign(who))
    refused(scene, ControlRefused, lambda: assign(ground=" "))
    refused(scene, ControlRefused, lambda: assign(due_on=date(2027, 3, 9)))
    made = assign()
    assert (made.is_assigned, made.first_due_on, made.states.get().on) == (True, date(2027, 4, 30), TODAY)
    assert (Entry.objects.get().action, Entry.objects.get().after) == ("assign", {"due_on": "2027-04-30"})
    refused(scene, ControlRefused, assign)
    assert change(scene, due_text="").vanished == 1
    assert Checkpoint.objects.get() == made
