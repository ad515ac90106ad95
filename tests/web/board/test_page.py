from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import DjangoAssertNumQueries as AtMost

from kadrost.accounts.models import User
from kadrost.roadmaps.models.checkpoints import Standing
from tests.web.board.conftest import Region, point
from tests.web.factories import DutyFactory, MeasureFactory, OrganisationFactory


def page(client: Client, query: str = "", person: User | None = None) -> str:
    if person is not None:
        client.force_login(person)
    response = client.get(f"/control/{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def rows_of(html: str) -> list[str]:
    return re.findall(r"<tr data-row>.*?</tr>", html, re.DOTALL)


def actions_of(html: str) -> list[str]:
    """The words of each row's action, in the order of rows."""
    return [re.sub(r"<[^>]+>", "", re.findall(r'board-action">(.*?)</td>', row)[0]) for row in rows_of(html)]


ORDER = (
    Standing.CONTRADICTED,
    Standing.RETURNED,
    Standing.SILENT,
    Standing.LATE,
    Standing.DUE,
    Standing.REPORTED,
    Standing.OPEN,
    Standing.NOT_DUE,
    Standing.ACCEPTED,
    Standing.REMOVED,
)


def test_the_urgent_stand_first(client: Client, region: Region) -> None:
    rows = rows_of(page(client))
    assert [re.findall("Дело «(.*?)»", row)[0] for row in rows] == [standing.label for standing in ORDER]


def test_the_public_sees_public_plans_without_words_of_reports(client: Client, region: Region) -> None:
    html = page(client)
    assert "План закрытый" not in html
    assert "Дело закрытое" not in html
    assert "Слова отчёта" not in html
    assert set(actions_of(html)) == {"Открыть"}
    assert "Мои виды" not in html
    assert rows_of(page(client, f"?plan={region.hidden.pk}")) == []


def test_an_executor_of_the_body_reports(client: Client, region: Region) -> None:
    html = page(client, person=region.executor)
    report, look = "Отчитаться", "Открыть"
    # two silent ones: the second by the group that the body is a member of
    assert actions_of(html) == [*[report] * 6, look, report, look, look, look]
    assert f"/checkpoints/{region.points[Standing.SILENT].pk}/report/" in html
    assert f"/checkpoints/{region.hidden_point.pk}/report/" in html


@pytest.mark.parametrize("who", ["stranger", "auditor", "coordinator"])
def test_who_neither_reports_nor_rules_looks(client: Client, region: Region, who: str) -> None:
    html = page(client, person=getattr(region, who))
    assert set(actions_of(html)) == {"Открыть"}
    assert "План закрытый" in html


def test_the_controller_reviews_what_was_reported(client: Client, region: Region) -> None:
    actions = actions_of(page(client, person=region.controller))
    assert actions == ["Проверить", *["Открыть"] * 5, "Проверить", *["Открыть"] * 4]


def test_a_row_says_how_late_by_whom_what_is_claimed_and_proven(client: Client, region: Region) -> None:
    rows = rows_of(page(client))
    silent, accepted = rows[2], rows[8]
    assert "26.02.2027" in silent
    assert "просрочено на 12\u00a0дней" in silent
    assert "<b>Департамент садов</b>" in silent
    assert "нет отчёта" in silent
    assert "частично" in accepted
    assert "документами" in accepted


def test_the_first_term_is_shown_where_it_was_moved(client: Client, region: Region) -> None:
    moved = region.points[Standing.DUE]
    moved.first_due_on = moved.occurs_from
    moved.save()
    assert "первоначально 05.03.2027" in rows_of(page(client))[4]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("standing=silent,late", ["Нет отчёта", "Просрочено"]),
        ("standing=accepted", ["Принято"]),
        ("standing=contradicted", ["Противоречит данным"]),
        ("month=2027-02", ["Противоречит данным", "Возвращено на доработку", "Нет отчёта"]),
        ("q=приНято", ["Принято"]),
        ("q=дело+СНЯТО", ["Снято с контроля"]),
        ("kind=protocol", []),
        ("executor=987654", []),
    ],
)
def test_the_address_filters(client: Client, region: Region, query: str, found: list[str]) -> None:
    rows = rows_of(page(client, f"?{query}"))
    assert [re.findall("Дело «(.*?)»", row)[0] for row in rows] == found


def test_the_sentence_names_what_is_chosen(client: Client, region: Region) -> None:
    query = f"?standing=silent,late&plan={region.plan.pk}&month=2027-02&executor={region.lead.pk}&q=дело"
    html = page(client, query)
    sentence = re.sub(r"<details.*?<summary[^>]*>(.*?)</summary>.*?</details>", r"\1", html, flags=re.DOTALL)
    sentence = re.sub(r"<[^>]+>", "", re.findall(r'class="sentence">(.*?)</div>', sentence, re.DOTALL)[0])
    assert " ".join(sentence.split()) == (
        "Показаны просроченные контрольные точки по плану План садов, раздел – все разделы за Департамент садов "
        "со сроком в феврале 2027, со словами «дело» убрать."
    )


def test_links_keep_the_other_conditions_and_the_day(client: Client, region: Region) -> None:
    html = page(client, f"?plan={region.plan.pk}&standing=silent&as_of=2027-03-09&page=3")
    addresses = {address.replace("&amp;", "&") for address in re.findall(r'href="(/control/\?[^"]*)"', html)}
    assert f"/control/?standing=late&plan={region.plan.pk}&as_of=2027-03-09" in addresses
    assert all("as_of=2027-03-09" in address for address in addresses)
    assert not any("page=" in address for address in addresses)


def test_what_is_not_understood_is_said(client: Client, region: Region) -> None:
    html = page(client, "?standing=never&plan=%3Cb%3E")
    assert "Не понято и не учтено: standing=never, plan=&lt;b&gt;." in html
    assert len(rows_of(html)) == 10


def test_another_day_is_looked_at_and_not_acted_upon(client: Client, region: Region) -> None:
    html = page(client, "?as_of=2027-03-08", region.executor)
    assert set(actions_of(html)) == {"Открыть"}
    assert "Слова отчёта" not in html
    # before the reports of 9 March nothing was reported: what is accepted today was silent then
    assert len(rows_of(page(client, "?as_of=2027-03-08&standing=accepted"))) == 0
    assert len(rows_of(page(client, "?as_of=2025-12-31"))) == 0


def test_nothing_found_says_what_to_do(client: Client, region: Region) -> None:
    assert "По этому отбору ничего нет" in page(client, "?q=небывалое")


@pytest.mark.django_db
def test_a_region_without_plans_says_what_comes_first(client: Client) -> None:
    assert "Под контролем ещё нет ни одного плана" in page(client)


def test_pages_keep_the_filter(client: Client, region: Region) -> None:
    for number in range(60):
        measure = MeasureFactory(plan=region.plan, section=None)
        point(measure, Standing.SILENT, shift=-number)
    html = page(client, "?standing=silent")
    assert len(rows_of(html)) == 50
    assert "?standing=silent&amp;page=2" in html
    assert len(rows_of(page(client, "?standing=silent&page=2"))) == 11


def test_queries_are_few_and_as_many_for_any_number_of_rows(
    client: Client,
    region: Region,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: AtMost,
) -> None:
    client.force_login(region.executor)
    full = f"/control/?plan={region.plan.pk}&executor={region.lead.pk}&q=дело&standing=silent,late,due&month=2027-03"
    with django_assert_max_num_queries(12) as few:
        client.get(full)
    for _ in range(20):
        DutyFactory(measure=region.points[Standing.LATE].measure)
        point(MeasureFactory(plan=region.plan), Standing.LATE)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(full)
    with django_assert_max_num_queries(12):
        client.get("/control/")


def test_the_strip_counts_a_month_and_leads_to_it(client: Client, region: Region) -> None:
    html = page(client, f"?plan={region.plan.pk}")
    cells = re.findall(r'<td class="light-([a-z-]+)"><a href="([^"]+)" title="([^"]+)"', html)
    section = region.plan.sections.get().pk
    assert [words for _, address, words in cells if f"section={section}&amp;month=2027-02" in address] == [
        "февраль 2027, 3\u00a0контрольные точки: противоречит данным 1, возвращено на доработку 1, нет отчёта 1"
    ]


def test_another_year_is_a_click_away(client: Client, region: Region) -> None:
    assert "В 2031 году сроков нет." in page(client, "?year=2031")
    assert "year=2030" in page(client, "?year=2031")
    assert "2027" in page(client, "?year=99999999999999999999")


def test_executors_are_chosen_on_a_page_of_their_own(client: Client, region: Region) -> None:
    first = OrganisationFactory(name="Ярославский ёлочный комбинат", short_name="Агро")
    DutyFactory(measure=region.points[Standing.OPEN].measure, organisation=first)
    html = client.get("/control/executors/?standing=late").content.decode()
    assert html.index("Агро<") < html.index("Департамент садов<")
    assert 'Агро<span class="count">1\u00a0мероприятие</span>' in html
    assert f'href="/control/?standing=late&amp;executor={region.lead.pk}"' in html
    assert "Департамент рек" not in html
