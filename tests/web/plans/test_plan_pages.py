"""The list of plans, a plan's table, its timeline, its schedules, its calendar and its file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kadrost.kernel.rules import CountedFrom
from kadrost.kernel.schedule import Schedule
from kadrost.roadmaps.domain.scheduling import add_missing_checkpoints
from kadrost.roadmaps.models import Definition, PassportRow, Plan, PlanNote
from tests.web.factories import (
    TODAY,
    CheckpointFactory,
    DutyFactory,
    GroupFactory,
    MeasureFactory,
    PlanFactory,
    RequirementFactory,
    SectionFactory,
    quarterly,
)
from tests.web.scene import Scene, client_of, make_scene, queries_of, text_of

pytestmark = pytest.mark.django_db
EVERYBODY = ("executor", "stranger", "controller", "coordinator", "auditor", "administrator", "foreign_coordinator")


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def reader(scene: Scene, who: str = "auditor") -> Client:
    return client_of(scene.people[who])


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("page", ["", "timeline/", "schedules/", "calendar.ics"])
def test_whoever_holds_a_role_sees_a_plan_that_is_not_public(scene: Scene, who: str, page: str) -> None:
    Plan.objects.update(is_public=False)
    address = f"/plans/{scene.plan.pk}/{page}"
    assert reader(scene, who).get(address).status_code == 200
    assert client_of(None).get(address).status_code == 404


@pytest.mark.parametrize("page", ["", "timeline/", "schedules/", "calendar.ics"])
def test_the_public_sees_a_public_plan_without_its_inside(scene: Scene, page: str) -> None:
    response = client_of(None).get(f"/plans/{scene.plan.pk}/{page}")
    assert response.status_code == 200
    for hidden in (f"/acts/{scene.plan.act_id}/file", str(scene.people["controller"]), "/account/"):
        assert hidden not in text_of(response)


def test_the_list_says_totals_in_words_and_keeps_closed_plans_apart(scene: Scene) -> None:
    PlanFactory(short_title="Старый план", state=Plan.State.CLOSED)
    hidden = PlanFactory(short_title="Внутренний план", is_public=False)
    page = text_of(reader(scene).get("/plans/"))
    assert scene.plan.short_title in page
    assert "Срок подходит: 1" in page
    assert page.index("Сняты с контроля") < page.index("Старый план")
    assert hidden.short_title in page
    assert hidden.short_title not in text_of(client_of(None).get("/plans/"))


@pytest.mark.parametrize(("who", "leads_to_import"), [("coordinator", True), ("executor", False), (None, False)])
def test_an_empty_list_says_what_to_do_next(scene: Scene, who: str | None, leads_to_import: bool) -> None:
    person = scene.people[who] if who else None
    scene.checkpoint.delete()
    scene.measure.delete()
    Plan.objects.all().delete()
    page = text_of(client_of(person).get("/plans/"))
    assert "На контроле нет ни одного плана" in page
    assert ("/intakes/new/" in page) is leads_to_import


def test_the_table_has_the_document_s_own_columns_in_their_order(scene: Scene) -> None:
    scene.plan.columns = [
        {"field": "title", "heading": "Что делаем"},
        {"field": "number", "heading": "Пункт"},
        {"field": "executors", "heading": "Кто отвечает"},
    ]
    scene.plan.save()
    page = text_of(reader(scene).get(f"/plans/{scene.plan.pk}/"))
    assert page.index("Что делаем") < page.index("Пункт") < page.index("Кто отвечает")
    assert "Подтверждающий документ" not in page
    assert scene.body.name in page


def test_definitions_notes_and_passport_stand_with_the_table(scene: Scene) -> None:
    Definition.objects.create(plan=scene.plan, position=1, term="Ведомства", meaning="все сразу", members=["Первое"])
    PlanNote.objects.create(plan=scene.plan, number="1", text="Сроки считаются от подписания.")
    PassportRow.objects.create(plan=scene.plan, position=1, inferred_name="Цель", value="Порядок")
    page = text_of(reader(scene).get(f"/plans/{scene.plan.pk}/"))
    for words in ("все сразу", "Первое", "Сроки считаются от подписания.", "название восстановлено", "Порядок"):
        assert words in page


def test_the_table_is_filtered_by_section_executor_standing_and_month(scene: Scene) -> None:
    group = GroupFactory()
    group.members.add(scene.stranger_body)
    other = MeasureFactory(plan=scene.plan, section=SectionFactory(plan=scene.plan), title="Второе дело")
    DutyFactory(measure=other, organisation=None, group=group, printed_name="Ведомства")
    CheckpointFactory(measure=other, occurs_from=date(2027, 1, 1), occurs_until=date(2027, 1, 31))
    first, second = scene.measure.title, other.title

    def shown(query: str) -> tuple[bool, bool]:
        page = text_of(reader(scene).get(f"/plans/{scene.plan.pk}/?{query}"))
        return first in page, second in page

    assert shown("") == (True, True)
    assert shown(f"section={other.section_id}") == (False, True)
    assert shown("section=0") == (False, False)
    assert shown(f"executor={scene.stranger_body.pk}") == (False, True)
    assert shown(f"executor={scene.body.pk}") == (True, False)
    assert shown("standing=silent") == (False, True)
    assert shown("month=2027-03") == (True, False)
    assert shown("month=2027-03&standing=silent") == (False, False)


@pytest.mark.parametrize("query", ["section=x", "executor=-1", "standing=maybe", "month=2027-13", "section=9" * 40])
def test_a_filter_that_means_nothing_is_not_found(scene: Scene, query: str) -> None:
    assert reader(scene).get(f"/plans/{scene.plan.pk}/?{query}").status_code == 404


def test_the_heat_counts_months_and_leads_to_them(scene: Scene) -> None:
    page = text_of(reader(scene).get(f"/plans/{scene.plan.pk}/"))
    assert "март 2027: 1 контрольная точка, срок подходит" in page
    assert f"?section={scene.measure.section_id}&amp;month=2027-03#table" in page


def test_looked_at_as_of_a_day_the_plan_stands_as_then(scene: Scene) -> None:
    add_missing_checkpoints([MeasureFactory(plan=scene.plan, schedule=quarterly())], horizon=TODAY, on=TODAY)
    page = text_of(reader(scene).get(f"/plans/{scene.plan.pk}/?as_of=2027-02-01"))
    assert "Исполняется: 1" in page
    assert "Изменить" not in page


@pytest.mark.parametrize("page", ["", "timeline/", "schedules/"])
def test_the_number_of_queries_does_not_grow_with_the_plan(scene: Scene, page: str) -> None:
    address = f"/plans/{scene.plan.pk}/{page}"
    client = reader(scene)
    queries_of(client, address)
    before = queries_of(client, address)
    for _ in range(5):
        measure = MeasureFactory(plan=scene.plan)
        DutyFactory(measure=measure)
        RequirementFactory(measure=measure)
        CheckpointFactory(measure=measure)
    assert queries_of(client, address) == before


def test_the_timeline_says_states_in_words_and_names_what_has_no_term(scene: Scene) -> None:
    MeasureFactory(plan=scene.plan, title="Вечное дело", is_continuous=True, schedule=None)
    page = text_of(reader(scene).get(f"/plans/{scene.plan.pk}/timeline/"))
    assert "01.03.2027 – 20.03.2027" in page
    assert "20.03.2027: " in page
    assert page.index("Без контрольных точек") < page.index("Вечное дело")
    assert "Исполняется постоянно" in page


def test_schedules_tell_what_was_understood_assumed_and_awaited(scene: Scene) -> None:
    waiting = Schedule(
        phrase="в течение 10 дней со дня заключения",
        understood=True,
        event="заключения договора",
        rules=(CountedFrom(amount=10, unit="days"),),
    )
    MeasureFactory(plan=scene.plan, schedule=waiting, due_text=waiting.phrase, schedule_words=waiting.in_words())
    lost = Schedule(phrase="когда-нибудь", understood=False, why="Срок не распознан.")
    MeasureFactory(plan=scene.plan, schedule=lost, due_text=lost.phrase, schedule_words="")
    guessed = Schedule(phrase="март", understood=True, assumed="year", rules=quarterly().rules)
    MeasureFactory(plan=scene.plan, schedule=guessed, due_text="март")
    address = f"/plans/{scene.plan.pk}/schedules/"
    page = text_of(reader(scene, "coordinator").get(address))
    for words in ("Записать день события", "Срок не распознан.", "год не назван: взят по документу", "1 срок не понят"):
        assert words in page
    assert "Записать день события" not in text_of(reader(scene).get(address))


def test_the_calendar_keeps_recurrence_and_moved_days(scene: Scene) -> None:
    measure = MeasureFactory(plan=scene.plan, number="7", title="Собрать совет", schedule=quarterly())
    add_missing_checkpoints([measure], horizon=scene.plan.horizon, on=TODAY)
    measure.checkpoints.filter(occurs_until=date(2027, 6, 30)).update(due_on=date(2027, 7, 20))
    response = reader(scene).get(f"/plans/{scene.plan.pk}/calendar.ics")
    content = response.content.decode().replace("\r\n ", "")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    assert "RRULE:FREQ=MONTHLY;UNTIL=20271231;INTERVAL=3;BYMONTHDAY=-1" in content
    assert "EXDATE:20270630" in content or "EXDATE;VALUE=DATE:20270630" in content
    assert "DTSTART;VALUE=DATE:20270720" in content
    assert f"http://testserver/measures/{measure.pk}/" in content
    assert content.count("BEGIN:VEVENT") == 3


def test_the_document_is_given_to_those_with_a_role_as_a_file(scene: Scene) -> None:
    address = f"/acts/{scene.plan.act_id}/file"
    stored = Path(settings.MEDIA_ROOT) / "acts" / "plan.pdf"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"%PDF-1.4 sample")
    response = reader(scene, "executor").get(address)
    assert b"".join(response.streaming_content) == b"%PDF-1.4 sample"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%BF")
    public = client_of(None).get(address)
    assert (public.status_code, public["Location"]) == (302, f"/sign-in?next={address}")
    stored.unlink()
    assert reader(scene).get(address).status_code == 404


def test_the_timeline_shows_one_year_or_the_whole_term(scene: Scene) -> None:
    later = MeasureFactory(plan=scene.plan, title="Позднее дело")
    CheckpointFactory(measure=later, occurs_from=date(2028, 1, 1), occurs_until=date(2028, 1, 31))
    address = f"/plans/{scene.plan.pk}/timeline/"

    def drawn(query: str) -> list[bool]:
        page = text_of(reader(scene).get(address + query))
        return [f'<a href="/measures/{measure.pk}/">' in page for measure in (scene.measure, later)]

    assert drawn("") == [True, True]
    assert drawn("?year=2027") == [True, False]
    assert drawn("?year=2028") == [False, True]
    assert reader(scene).get(f"{address}?year=2031").status_code == 404


def test_a_plan_of_many_years_opens_at_the_year_of_today(scene: Scene) -> None:
    for year in range(2028, 2036):
        later = MeasureFactory(plan=scene.plan, title=f"Дело {year} года")
        CheckpointFactory(measure=later, occurs_from=date(year, 1, 1), occurs_until=date(year, 1, 31))
    address = f"/plans/{scene.plan.pk}/timeline/"
    shown = text_of(reader(scene).get(address))
    assert f'<a href="/measures/{scene.measure.pk}/">' in shown
    assert "Дело 2035 года</a>" not in shown
    assert 'class="gantt gantt-short"' in shown
    whole = text_of(reader(scene).get(f"{address}?year=all"))
    assert "Дело 2035 года</a>" in whole
    assert 'class="gantt gantt-long"' in whole
    assert "year=all" in shown


def test_terms_that_had_passed_before_the_act_was_signed_are_told(scene: Scene) -> None:
    early = MeasureFactory(plan=scene.plan)
    CheckpointFactory(measure=early, occurs_from=date(2027, 1, 1), occurs_until=date(2027, 1, 10))
    page = text_of(reader(scene).get(f"/plans/{scene.plan.pk}/schedules/"))
    assert "10.01.2027: срок прошёл раньше, чем подписан документ" in page
    assert page.count("прошёл раньше") == 1


def test_the_list_does_not_read_the_documents(scene: Scene) -> None:
    with CaptureQueriesContext(connection) as captured:
        reader(scene).get("/plans/")
    plans = [query["sql"] for query in captured if 'FROM "roadmaps_plan"' in query["sql"]]
    assert plans
    assert not any('"roadmaps_act"."text"' in sql or '"roadmaps_act"."blocks"' in sql for sql in plans)
