from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.roadmaps.models import Checkpoint, Intake, Ruling
from kadrost.roadmaps.models.checkpoints import Standing
from tests.web.board.conftest import Region, point
from tests.web.factories import (
    TODAY,
    AppointmentFactory,
    DutyFactory,
    MeasureFactory,
    OrganisationFactory,
    PlanFactory,
    UserFactory,
    person,
)
from tests.web.scene import client_of, queries_of


def first_page(client: Client, who: User | None = None, query: str = "") -> str:
    if who is not None:
        client.force_login(who)
    response = client.get(f"/{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def lists_of(html: str) -> dict[str, list[str]]:
    """The titles of the lists with the titles of their rows."""
    found = {}
    for section in re.findall(r'<section class="work-list".*?</section>', html, re.DOTALL):
        title = re.sub(r"<[^>]+>", "", re.findall(r"<h2[^>]*>(.*?)</h2>", section, re.DOTALL)[0])
        found[re.sub(r"[\s\d]+$", "", title)] = re.findall(r'data-open[^>]*title="[^"]*?(Дело [^"]*)"', section)
    return found


DRAFTS = "Документы, которые ещё не взяты на контроль"


def settled_in(html: str) -> list[tuple[str, str]]:
    """The lines of what only a coordinator settles: where they lead and what they say."""
    listed = re.findall(r'<ul class="work-decisions">(.*?)</ul>', html, re.DOTALL)[0]
    lines = re.findall(r'<li data-row><a data-open href="([^"]*)">(.*?)</li>', listed, re.DOTALL)
    return [(url, " ".join(re.sub(r"<[^>]+>", "", words).split())) for url, words in lines]


def row(standing: Standing) -> str:
    return f"Дело «{standing.label}»"


def test_an_executor_sees_three_lists_in_order(client: Client, region: Region) -> None:
    html = first_page(client, region.executor)
    lists = lists_of(html)
    assert list(lists) == [
        "Противоречит данным",
        "Возвращено на доработку",
        "Срок в ближайшие 14 дней",
        "Срок прошёл",
        "Недавно сдано",
    ]
    assert lists["Противоречит данным"] == [row(Standing.CONTRADICTED)]
    assert lists["Возвращено на доработку"] == [row(Standing.RETURNED)]
    assert lists["Срок в ближайшие 14 дней"] == [row(Standing.DUE)]
    assert lists["Срок прошёл"] == [row(Standing.SILENT), "Дело закрытое", row(Standing.LATE)]
    assert lists["Недавно сдано"] == [
        row(standing)
        for standing in (
            Standing.ACCEPTED,
            Standing.REPORTED,
            Standing.LATE,
            Standing.RETURNED,
            Standing.CONTRADICTED,
        )
    ]
    assert html.count(">Отчитаться</a>") == 6
    assert f"/checkpoints/{region.points[Standing.RETURNED].pk}/report/" in html


def test_an_executor_of_another_body_has_nothing_and_learns_so(client: Client, region: Region) -> None:
    html = first_page(client, region.stranger)
    assert "Сейчас от вас ничего не ждут" in html
    assert "Новых сроков впереди нет" in html
    assert lists_of(html) == {}


def test_who_has_nothing_due_learns_when_the_next_is(client: Client, region: Region) -> None:
    body = OrganisationFactory()
    for standing, title in ((Standing.NOT_DUE, "позже"), (Standing.OPEN, "раньше")):
        measure = MeasureFactory(plan=region.plan, title=title)
        DutyFactory(measure=measure, organisation=body)
        point(measure, standing)
    html = first_page(client, person(Role.EXECUTOR, body))
    assert "Следующий срок – 19\u00a0апреля\u00a02027" in html
    assert "раньше</a>" in html


def test_a_long_list_shows_its_head_and_leads_to_all(client: Client, region: Region) -> None:
    for number in range(12):
        measure = MeasureFactory(plan=region.plan, title=f"Дело {number}")
        DutyFactory(measure=measure, organisation=region.lead)
        point(measure, Standing.SILENT, shift=-number)
    html = first_page(client, region.executor)
    assert len(lists_of(html)["Срок прошёл"]) == 8
    assert f'<a href="/control/?standing=silent,late&amp;executor={region.lead.pk}">Показать все 15</a>' in html


def test_a_controller_sees_what_waits_for_a_ruling(client: Client, region: Region) -> None:
    Ruling.objects.create(
        checkpoint=region.points[Standing.DUE], kind=Ruling.Kind.EXTEND, ground="Нет кирпича", document="письмо № 5",
        due_before=TODAY, due_after=TODAY + timedelta(days=5), author=region.controller, author_name="я",
        ruled_on=TODAY,
    )  # fmt: skip
    html = first_page(client, region.controller)
    lists = lists_of(html)
    assert list(lists) == [
        "Противоречит данным",
        "Ждёт вашего решения",
        "Нет отчёта",
        "На доработке",
        "Недавно продлено",
    ]
    assert lists["Ждёт вашего решения"] == [row(Standing.REPORTED)]
    assert lists["Нет отчёта"] == [row(Standing.SILENT), "Дело закрытое"]
    assert lists["На доработке"] == [row(Standing.RETURNED)]
    assert "Нет кирпича, письмо № 5" in html
    assert html.count(">Проверить</a>") == 2
    assert "Взять документ на контроль" not in html


def test_a_coordinator_sees_all_that_waits_in_the_plans_and_what_only_he_settles(
    client: Client, region: Region
) -> None:
    Intake.objects.create(
        territory=region.plan.territory, file="documents/a.docx", file_name="дорожная карта.docx", sha256="a", text=""
    )
    measure = MeasureFactory(plan=region.plan, due_text="когда-нибудь", schedule_data={"understood": False})
    for printed in ("некий колледж", "некий колледж", "иное ведомство"):
        DutyFactory(measure=measure, organisation=None, printed_name=printed)
    DutyFactory(measure=measure, is_by_agreement=True)
    DutyFactory(measure=measure, is_by_agreement=True, consent_on=TODAY)
    html = first_page(client, region.coordinator)
    assert list(lists_of(html)) == [
        "Нужно ваше решение", "Противоречит данным", "Ждёт контролёра", "Нет отчёта", "На доработке", DRAFTS,
    ]  # fmt: skip
    assert lists_of(html)["Ждёт контролёра"] == [row(Standing.REPORTED)]
    assert lists_of(html)["Нет отчёта"] == [row(Standing.SILENT)]
    assert settled_in(html) == [
        ("/organisations/unresolved/", "Исполнители, названия которых не определены 2"),
        ("/consents/", "Согласия исполнителей, которых ещё нет 1"),
        (f"/plans/{region.plan.pk}/schedules/", "Сроки, которые не поняты 1 План садов"),
        ("/intakes/", "Документы, которые ещё не взяты на контроль 1"),
    ]
    assert f'href="/control/?standing=silent&amp;plan={region.plan.pk}"' in html
    assert "Решений от вас не ждут" not in html
    assert "Проверить</a>" in html
    assert "Взять документ на контроль" in html
    region.plan.controller = None
    region.plan.save()
    assert lists_of(first_page(client))["Ждёт вашего решения"] == [row(Standing.REPORTED)]


def test_a_coordinator_sees_the_duties_of_his_own_body(client: Client, region: Region) -> None:
    DutyFactory(measure=region.points[Standing.LATE].measure, organisation=region.plan.coordinator)
    lists = lists_of(first_page(client, region.coordinator))
    assert lists["За вашей организацией: возвращено, срок прошёл или подходит"] == [row(Standing.LATE)]


def test_a_coordinator_of_no_plan_is_not_told_that_all_is_looked_at(client: Client, region: Region) -> None:
    html = first_page(client, person(Role.COORDINATOR, OrganisationFactory()))
    assert "Среди планов на контроле нет тех, которые вы координируете или контролируете." in html
    assert "рассмотрены" not in html


def test_nothing_left_is_said_only_where_nothing_is_left(client: Client, region: Region) -> None:
    Checkpoint.objects.filter(plan=region.plan).update(state=Checkpoint.State.ACCEPTED)
    assert "В ваших планах все сданные отчёты рассмотрены" in first_page(client, region.coordinator)
    Checkpoint.objects.filter(pk=region.points[Standing.DUE].pk).update(state=Checkpoint.State.REPORTED)
    assert "рассмотрены" not in first_page(client)


def test_an_administrator_watches_over_every_plan(client: Client, region: Region) -> None:
    lists = lists_of(first_page(client, person(Role.ADMINISTRATOR, OrganisationFactory())))
    assert lists["Ждёт контролёра"] == [row(Standing.REPORTED)]
    assert lists["Нет отчёта"] == [row(Standing.SILENT), "Дело закрытое"]
    assert lists["На доработке"] == [row(Standing.RETURNED)]


def test_one_who_rules_over_some_plans_and_mends_others_sees_both(client: Client, region: Region) -> None:
    own = PlanFactory(coordinator=region.plan.coordinator, controller=region.plan.coordinator)
    point(MeasureFactory(plan=own, title="Дело своё"), Standing.REPORTED)
    who = region.coordinator
    AppointmentFactory(person=who, organisation=region.plan.coordinator, role=Role.CONTROLLER)
    lists = lists_of(first_page(client, who))
    assert lists["Ждёт вашего решения"] == ["Дело своё"]
    assert lists["Ждёт контролёра"] == [row(Standing.REPORTED)]


def test_an_auditor_sees_the_summary(client: Client, region: Region) -> None:
    html = first_page(client, region.auditor)
    assert "Моя работа" in html
    assert "План закрытый" in html
    assert list(lists_of(html)) == ["Планы на контроле", "Ближайшие сроки"]
    assert "Отчитаться" not in html
    assert "Проверить" not in html


def test_the_public_sees_plans_totals_and_the_way_in(client: Client, region: Region) -> None:
    html = first_page(client)
    assert "На контроле 1\u00a0план и 10\u00a0мероприятий." in html
    assert "Принято 1 из 10\u00a0контрольных точек" in html
    # Of the four one is returned past its day and late like the two without a result; the one that its figure
    # contradicts lies with the controller. The plan's bar says four as well.
    assert (
        'href="/control/?standing=contradicted,returned,silent,late">требует внимания: 4</a>, срок прошёл у 3.' in html
    )
    assert "требует внимания: 4</span>" in html
    assert "План закрытый" not in html
    assert "Слова отчёта" not in html
    assert 'href="/sign-in"' in html
    assert lists_of(html)["Ближайшие сроки"] == [row(Standing.DUE), row(Standing.OPEN), row(Standing.NOT_DUE)]


def test_what_is_returned_before_its_day_is_not_late(client: Client, region: Region) -> None:
    Checkpoint.objects.filter(pk=region.points[Standing.RETURNED].pk).update(due_on=TODAY + timedelta(days=3))
    assert "требует внимания: 4</a>, срок прошёл у 2." in first_page(client)


def test_a_report_that_waits_says_since_when_and_not_that_it_is_late(client: Client, region: Region) -> None:
    Checkpoint.objects.filter(pk=region.points[Standing.REPORTED].pk).update(due_on=TODAY - timedelta(days=30))
    html = first_page(client, region.controller)
    waiting = re.findall(r'id="list-control-reported".*?</section>', html, re.DOTALL)[0]
    assert "отчёт от 09.03.2027 ждёт 1\u00a0день" in waiting
    assert "просрочено" not in waiting


def test_a_person_without_a_role_learns_what_to_do(client: Client, region: Region) -> None:
    html = first_page(client, UserFactory())
    assert "У вас пока нет роли" in html
    assert "План закрытый" not in html


@pytest.mark.django_db
def test_a_region_without_plans_says_what_comes_first(client: Client) -> None:
    assert "На контроле пока нет ни одного плана" in first_page(client)


def test_the_past_is_looked_at_and_not_acted_upon(client: Client, region: Region) -> None:
    html = first_page(client, region.executor, "?as_of=2027-03-08")
    assert "Отчитаться" not in html
    assert "Недавно сдано" not in html
    assert lists_of(html)["Срок прошёл"][:2] == [row(Standing.REMOVED), row(Standing.ACCEPTED)]


def test_lists_of_several_roles_are_read_together_and_stay_apart(client: Client, region: Region) -> None:
    who, own = region.coordinator, region.plan.coordinator
    foreign = MeasureFactory(plan=PlanFactory(is_public=True), title="Дело чужого плана")
    for measure in (region.points[Standing.RETURNED].measure, foreign):
        DutyFactory(measure=measure, organisation=own)
    point(foreign, Standing.RETURNED)
    lists = lists_of(first_page(client, who))
    assert lists["На доработке"] == [row(Standing.RETURNED)]
    assert lists["За вашей организацией: возвращено, срок прошёл или подходит"] == [
        row(Standing.RETURNED), "Дело чужого плана",
    ]  # fmt: skip
    AppointmentFactory(person=who, organisation=own, role=Role.EXECUTOR)
    lists = lists_of(first_page(client))
    assert lists["Возвращено на доработку"] == [row(Standing.RETURNED), "Дело чужого плана"]
    assert lists["На доработке"] == [row(Standing.RETURNED)]
    assert "За вашей организацией: возвращено, срок прошёл или подходит" not in lists


def test_queries_are_few_and_as_many_however_much_there_is(region: Region) -> None:
    administrator = person(Role.ADMINISTRATOR, OrganisationFactory())
    people = (region.executor, region.controller, region.coordinator, region.auditor, administrator, None)
    asked = []
    for round_of_work in range(2):
        for number in range(1 + 15 * round_of_work):
            measure = MeasureFactory(plan=PlanFactory(controller=region.plan.controller))
            for body in (region.lead, region.plan.controller, region.plan.coordinator):
                DutyFactory(measure=measure, organisation=body)
            point(measure, Standing.RETURNED if number % 2 else Standing.REPORTED)
        asked.append([queries_of(client_of(who), "/") for who in people])
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 15
