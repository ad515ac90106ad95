"""A region's plan made out of a template, page by page; its blanks, its comparison with the template, its paper."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.executors import unresolved_names
from kadrost.roadmaps.domain.templates.beginning import AdaptationFacts, begin_adaptation
from kadrost.roadmaps.domain.templates.making import make_plan
from kadrost.roadmaps.models import Adaptation, BlankValue, Plan
from kadrost.roadmaps.papers.templates import lay_out_plan
from tests.roadmaps.templates.conftest import ENDS, STARTS, take_template
from tests.web.factories import TODAY, CheckpointFactory, OrganisationFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry(db: None) -> Organisation:
    return OrganisationFactory(name="Министерство ремёсел Энской области")


@pytest.fixture
def coordinator(ministry: Organisation) -> Client:
    client = Client()
    client.force_login(person(Role.COORDINATOR, ministry))
    return client


@pytest.fixture
def template(ministry: Organisation) -> Plan:
    return take_template(acting_on(person(Role.COORDINATOR, ministry), TODAY), ministry.territory)


def begin(template: Plan, ministry: Organisation) -> Adaptation:
    facts = AdaptationFacts(
        territory=ministry.territory, coordinator=ministry, controller=None, title="План мастерских Энской области",
        short_title="План мастерских", starts_on=STARTS, ends_on=ENDS, shift=Adaptation.Shift.YEARS, is_public=True,
    )  # fmt: skip
    return begin_adaptation(
        template=template, facts=facts, acting=acting_on(person(Role.COORDINATOR, ministry), TODAY), today=TODAY
    )


def make(template: Plan, ministry: Organisation) -> Plan:
    adaptation = begin(template, ministry)
    return make_plan(
        adaptation=adaptation,
        lay_out=lay_out_plan,
        acting=acting_on(person(Role.COORDINATOR, ministry), TODAY),
        version=1,
        today=TODAY,
    )


def text_of(client: Client, name: str, *arguments: object, **query: str) -> str:
    answer = client.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def test_a_template_says_what_it_is_and_waits_for_nobody(
    coordinator: Client, template: Plan, ministry: Organisation
) -> None:
    page = text_of(coordinator, "roadmaps-plan", template.pk)
    assert "Это макет" in page
    assert "Сделать план региона" in page
    assert "на контроле с" not in page
    assert unresolved_names(ministry.territory) == []
    assert "названия которых не определены" not in text_of(coordinator, "roadmaps-my-work")
    public = text_of(Client(), "roadmaps-plan", template.pk)
    assert "Это макет" in public
    assert "Сделать план региона" not in public


def test_the_whole_way_from_template_to_plan(coordinator: Client, template: Plan, ministry: Organisation) -> None:
    page = text_of(coordinator, "roadmaps-adaptation-begin", template.pk)
    assert "План региона по макету" in page
    facts = {
        "territory": ministry.territory_id, "coordinator": ministry.pk, "title": "План мастерских Энской области",
        "short_title": "План мастерских", "starts_on": "2027-09-01", "ends_on": "2028-12-31", "shift": "years",
    }  # fmt: skip
    wrong = coordinator.post(
        reverse("roadmaps-adaptation-begin", args=(template.pk,)), facts | {"ends_on": "2026-01-01"}
    )
    assert wrong.status_code == 422
    assert "кончается раньше" in wrong.content.decode()
    assert coordinator.post(reverse("roadmaps-adaptation-begin", args=(template.pk,)), facts).status_code == 302
    adaptation = Adaptation.objects.get()
    assert "План мастерских" in text_of(coordinator, "roadmaps-adaptations")

    terms = text_of(coordinator, "roadmaps-adaptation-terms", adaptation.pk)
    assert "позже на 8 лет: первый срок макета 01.11.2019 становится 01.11.2027" in terms
    assert "не сдвигается" in terms
    assert "один срок с мероприятием 1.2" in terms
    first = template.measures.get(number="1.1")
    address = reverse("roadmaps-adaptation-term", args=(adaptation.pk, first.pk))
    assert "1.2" in coordinator.get(address).content.decode()
    said = coordinator.post(address, {"phrase": "до 15 октября 2027 года", "version": 1, "preview": "1"})
    assert "15.10.2027" in said.content.decode()
    assert Adaptation.objects.get().terms == {}
    unread = coordinator.post(address, {"phrase": "весной", "version": 1})
    assert (unread.status_code, "не понят" in unread.content.decode()) == (422, True)
    kept = {"phrase": "до 15 октября 2027 года", "version": 1, "together": "on"}
    assert coordinator.post(address, kept).status_code == 302
    assert coordinator.post(address, kept).status_code == 409

    executors = text_of(coordinator, "roadmaps-adaptation-executors", adaptation.pk)
    assert executors.count("Субъект Российской Федерации") >= 1
    address = reverse("roadmaps-adaptation-executors", args=(adaptation.pk,))
    strange = {"version": 2, "key-0": "1", "body-0": ["Министерство снов"], "key-1": "1", "body-1": [""]}
    refused = coordinator.post(address, strange)
    assert (refused.status_code, "Министерство снов" in refused.content.decode()) == (422, True)
    rows = refused.context["rows"]
    index = next(one["index"] for one in rows if one["row"].printed == "Субъект Российской Федерации")
    named = {"version": 2, "key-0": "1", "key-1": "1", f"body-{index}": [ministry.name, ""], f"body-{1 - index}": [""]}
    assert coordinator.post(address, named).status_code == 302

    blanks = coordinator.get(reverse("roadmaps-adaptation-blanks", args=(adaptation.pk,)))
    assert [row.sentence[1] for row in blanks.context["rows"]] == [
        "___ (кол-во)", "(указать адрес и число посещений)", "___", "___",
    ]  # fmt: skip
    key = blanks.context["rows"][0].key
    address = reverse("roadmaps-adaptation-blanks", args=(adaptation.pk,))
    many = coordinator.post(address, {"version": 3, f"value-{key}-2028": "много"})
    assert (many.status_code, "не число" in many.content.decode(), "много" in many.content.decode()) == (
        422,
        True,
        True,
    )
    assert coordinator.post(address, {"version": 3, f"value-{key}-2028": "40"}).status_code == 302

    preview = text_of(coordinator, "roadmaps-adaptation-preview", adaptation.pk)
    assert "Не заполнено: 4 значения из 5" in preview
    assert "«колледж-оператор»" in preview
    assert "Заключено 40 договоров" in preview
    address = reverse("roadmaps-adaptation-preview", args=(adaptation.pk,))
    assert coordinator.post(address, {"version": 1}).status_code == 409
    assert not Plan.objects.exclude(pk=template.pk).exists()
    assert coordinator.post(address, {"version": 4}).status_code == 302
    plan = Plan.objects.exclude(pk=template.pk).get()
    assert [str(point.due_on) for point in plan.checkpoints.filter(measure__number__in=["1.1", "1.2"])] == [
        "2027-10-15"
    ] * 2
    shown = text_of(coordinator, "roadmaps-plan", plan.pk)
    assert "Не заполнено: 4 значения из 5" in shown
    assert "по макету «Макет мастерских», редакция 1" in shown
    assert coordinator.get(reverse("roadmaps-adaptation-terms", args=(adaptation.pk,))).status_code == 302


def test_blanks_are_filled_by_the_year(coordinator: Client, template: Plan, ministry: Organisation) -> None:
    plan = make(template, ministry)
    work = text_of(coordinator, "roadmaps-my-work")
    assert "не заполнено: 5" in work
    address = reverse("roadmaps-plan-blanks", args=(plan.pk,))
    assert "Не заполнено: 5 значений из 5" in text_of(coordinator, "roadmaps-plan-blanks", plan.pk)
    value = BlankValue.objects.get(plan=plan, blank__unit="договоров")
    typed = {f"value-{value.pk}": "40", f"version-{value.pk}": "1"}
    bare = coordinator.post(address, typed)
    assert (bare.status_code, 'value="40"' in bare.content.decode()) == (422, True)
    assert coordinator.post(address, typed | {"ground": "Приказ № 1"}).status_code == 302
    late = coordinator.post(address, typed | {"ground": "Приказ № 2", f"value-{value.pk}": "41"})
    assert late.status_code == 422
    measure = plan.measures.get(number="1.3")
    page = text_of(coordinator, "roadmaps-measure", measure.pk)
    assert 'class="blank-filled" title="заполнено регионом">40</mark>' in page
    assert "заполнил(а) значения по годам" in page
    stranger = Client()
    stranger.force_login(person(Role.EXECUTOR, OrganisationFactory()))
    seen = stranger.get(address)
    assert (seen.status_code, "Записать значения" in seen.content.decode()) == (200, False)
    assert stranger.post(address, typed | {"ground": "Приказ"}).status_code == 403


def test_the_plan_beside_its_template(coordinator: Client, template: Plan, ministry: Organisation) -> None:
    plan = make(template, ministry)
    assert "Новых редакций у макета нет" in text_of(coordinator, "roadmaps-plan-template", plan.pk)
    measure = template.measures.get(number="1.2")
    measure.expected_result = "Перечень введён в действие"
    measure.save(update_fields=["expected_result"])
    Plan.objects.filter(pk=template.pk).update(edition=2)
    assert "У макета появилась редакция 2" in text_of(coordinator, "roadmaps-plan", plan.pk)
    page = text_of(coordinator, "roadmaps-plan-template", plan.pk)
    assert "Отличий: 1 из 5" in page
    assert "Изменено в макете" in page
    assert text_of(coordinator, "roadmaps-plan-template", plan.pk, show="all").count('class="edition-row"') == 5


def test_the_paper_has_numbers_and_blanks(coordinator: Client, template: Plan, ministry: Organisation) -> None:
    plan = make(template, ministry)
    files = {
        layout: coordinator.get(reverse("roadmaps-plan-paper", args=(plan.pk, layout))).content
        for layout in ("docx", "xlsx")
    }
    cells = [cell.text for row in docx.Document(BytesIO(files["docx"])).tables[0].rows for cell in row.cells]
    assert "Заключено ___ (кол-во) договоров" in cells
    assert "31 марта 2028 года (далее ежеквартально)" in cells
    sheet = openpyxl.load_workbook(BytesIO(files["xlsx"])).active
    assert sheet is not None
    assert any(
        "Заключено ___ (кол-во) договоров" in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row
    )
    assert coordinator.get(reverse("roadmaps-plan-paper", args=(plan.pk, "pdf"))).status_code == 404


def test_a_report_asks_for_the_figures_of_its_year(template: Plan, ministry: Organisation) -> None:
    college = OrganisationFactory(name="Колледж-оператор")
    plan = make(template, ministry)
    measure = plan.measures.get(number="1.3")
    measure.duties.update(organisation=college)
    other = measure.targets.get()
    other.pk, other.year, other.text = None, 2029, "___ договоров, 2029 год"
    other.save()
    client = Client()
    client.force_login(person(Role.EXECUTOR, college))
    point = measure.checkpoints.order_by("due_on")[0]
    page = client.get(reverse("roadmaps-checkpoint-report", args=(point.pk,))).content.decode()
    assert "договоров, 2028 год" in page
    assert "договоров, 2029 год" not in page
    assert CheckpointFactory(measure=measure, due_on=date(2029, 3, 1)).due_on.year == 2029


def test_a_constant_number_of_queries(
    coordinator: Client, template: Plan, ministry: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    adaptation = begin(template, ministry)
    plan = make(template, ministry)
    for name, key, most in (
        ("roadmaps-adaptation-terms", adaptation.pk, 13),
        ("roadmaps-adaptation-blanks", adaptation.pk, 13),
        ("roadmaps-adaptation-executors", adaptation.pk, 22),
        ("roadmaps-adaptation-preview", adaptation.pk, 23),
        ("roadmaps-plan-blanks", plan.pk, 15),
        ("roadmaps-plan-template", plan.pk, 17),
    ):
        with django_assert_max_num_queries(most):
            text_of(coordinator, name, key)
