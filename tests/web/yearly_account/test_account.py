"""The yearly account: the plan's own table filled in, what is missing said; shown and given away to the region's people."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import acting_on
from kadrost.roadmaps.domain.account import account_years, build_account
from kadrost.roadmaps.domain.control import ReportDraft, return_checkpoint, submit_report
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Plan, Report
from kadrost.roadmaps.papers import account_paper
from kadrost.ui.papers.sheet import safe_cell
from tests.web.factories import (
    TODAY,
    CheckpointFactory,
    DutyFactory,
    MeasureFactory,
    OrganisationFactory,
    RequirementFactory,
    person,
)

pytestmark = pytest.mark.django_db


def checkpoint_with_duty(**fields: object) -> Checkpoint:
    checkpoint = CheckpointFactory(**fields)
    CheckpointState.objects.create(
        checkpoint=checkpoint, on=checkpoint.opens_on, state=checkpoint.state, due_on=checkpoint.due_on
    )
    DutyFactory(measure=checkpoint.measure, organisation=OrganisationFactory(short_name="Колледж ремёсел"))
    RequirementFactory(measure=checkpoint.measure, text="Приказ о списке")
    return checkpoint


def report_and_return(checkpoint: Checkpoint) -> None:
    duty = checkpoint.measure.duties.get()
    assert duty.organisation is not None
    executor = acting_on(person(Role.EXECUTOR, duty.organisation), TODAY)
    assert checkpoint.plan.coordinator is not None
    controller = acting_on(person(Role.COORDINATOR, checkpoint.plan.coordinator), TODAY)
    draft = ReportDraft(claim=Report.Claim.DONE, words="Список готов", figures={})
    submit_report(checkpoint=checkpoint, acting=executor, draft=draft, version=1, today=date(2027, 3, 2))
    checkpoint.refresh_from_db()
    return_checkpoint(checkpoint=checkpoint, acting=controller, version=2, today=date(2027, 3, 5), ground="Нет приказа")


def account_cells(plan: Plan, today: date) -> list[tuple[str, ...]]:
    paper = account_paper(build_account(plan=plan, year=2027, today=today))
    return [row.cells for row in paper.tables[0].rows]


def test_account_fills_the_documents_own_columns() -> None:
    checkpoint = checkpoint_with_duty()
    plan = checkpoint.plan
    plan.columns = [
        {"field": "number", "heading": "№"},
        {"field": "due_text", "heading": "Когда"},
        {"field": "title", "heading": "Что"},
    ]
    plan.save()
    report_and_return(checkpoint)
    table = account_paper(build_account(plan=plan, year=2027, today=TODAY)).tables[0]
    assert table.headings == (
        "№", "Когда", "Что", "Сведения исполнителя", "Представленные документы", "Решение и состояние",
    )  # fmt: skip
    measure = checkpoint.measure
    assert table.rows[1].cells == (
        measure.number,
        "до 20 марта 2027 года",
        measure.title,
        "Выполнено (02.03.2027, Колледж ремёсел): Список готов",
        "Не представлено: Приказ о списке",
        "Возвращено на доработку 05.03.2027: Нет приказа",
    )


def test_account_as_of_an_earlier_day_knows_nothing_of_later_acts() -> None:
    checkpoint = checkpoint_with_duty()
    report_and_return(checkpoint)
    before = account_cells(checkpoint.plan, date(2027, 3, 1))[1]
    assert before[-3:] == ("Отчёта нет.", "Не представлено: Приказ о списке", "Исполняется.")
    between = account_cells(checkpoint.plan, date(2027, 3, 3))[1]
    assert between[-1] == "На проверке."


def test_silence_is_said_in_the_summary_and_in_the_row() -> None:
    checkpoint = checkpoint_with_duty()
    paper = account_paper(build_account(plan=checkpoint.plan, year=2027, today=date(2027, 4, 1)))
    assert paper.summary == (
        "Контрольных точек со сроком в 2027 году: 1, из них нет отчёта – 1.",
        f"Нет ни одного отчёта по мероприятиям: {checkpoint.measure.number}.",
    )
    assert paper.tables[0].rows[1].cells[-1] == "Нет отчёта, просрочено на 12 дн."


def test_continuous_measure_and_year_without_terms() -> None:
    measure = MeasureFactory(is_continuous=True)
    paper = account_paper(build_account(plan=measure.plan, year=2027, today=TODAY))
    assert paper.summary == ("Контрольных точек со сроком в 2027 году нет.",)
    assert paper.tables[0].rows[1].cells[-1] == "Исполняется постоянно."
    assert account_years(measure.plan) == []


def test_queries_do_not_grow_with_measures(django_assert_num_queries: object) -> None:
    plan = checkpoint_with_duty().plan
    for _ in range(5):
        checkpoint_with_duty(measure=MeasureFactory(plan=plan), plan=plan)
    with django_assert_num_queries(8):  # type: ignore[operator]
        build_account(plan=plan, year=2027, today=TODAY)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_sees_and_downloads_the_account(client: Client, role: Role) -> None:
    checkpoint = checkpoint_with_duty()
    client.force_login(person(role, OrganisationFactory()))
    page = client.get(f"/plans/{checkpoint.plan_id}/account/2027/")
    assert page.status_code == 200
    assert checkpoint.measure.title in page.content.decode()
    answer = client.get(f"/plans/{checkpoint.plan_id}/account/2027/docx/")
    document = Document(io.BytesIO(answer.content))
    assert (document.paragraphs[0].style.name, document.paragraphs[-1].text[:5]) == ("Title", "Дата:")
    assert checkpoint.measure.title in [cell.text for cell in document.tables[0].rows[-1].cells]
    book = load_workbook(io.BytesIO(client.get(f"/plans/{checkpoint.plan_id}/account/2027/xlsx/").content))
    assert book.active["A1"].value == "Информация о ходе реализации за 2027 год"
    last = [row[0].value for row in book.active.iter_rows() if row[0].value][-2:]
    assert [line.split(":")[0] for line in last] == ["Ответственный за подготовку информации", "Дата"]


@pytest.mark.parametrize("tail", ["", "2027/", "2027/docx/", "2027/xlsx/"])
def test_public_does_not_see_what_was_reported(client: Client, tail: str) -> None:
    checkpoint = checkpoint_with_duty()
    assert client.get(f"/plans/{checkpoint.plan_id}/account/{tail}").status_code == 404


def test_address_without_year_leads_to_the_last_year_with_terms(client: Client) -> None:
    checkpoint = checkpoint_with_duty()
    client.force_login(person(Role.AUDITOR, OrganisationFactory()))
    answer = client.get(f"/plans/{checkpoint.plan_id}/account/?as_of=2027-06-01")
    assert answer.headers["Location"] == f"/plans/{checkpoint.plan_id}/account/2027/?as_of=2027-06-01"


def test_words_that_a_spreadsheet_would_run_are_kept_as_text() -> None:
    assert safe_cell("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert safe_cell("Обычный текст") == "Обычный текст"


@pytest.mark.parametrize("year", [1900, 2026, 2050, 99999])
def test_years_without_terms_have_no_page(client: Client, year: int) -> None:
    checkpoint = checkpoint_with_duty()
    client.force_login(person(Role.AUDITOR, OrganisationFactory()))
    assert client.get(f"/plans/{checkpoint.plan_id}/account/{year}/").status_code == 404
