"""The last step says plainly what will come: who will rule, what is past, what is unresolved; and the adding of measures."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.intake import start_intake
from kadrost.roadmaps.models import Intake, Measure, Plan, Ruling
from tests.roadmaps.intake.documents import LABOUR, MINISTRY, roadmap
from tests.web.factories import TODAY, OrganisationFactory, TerritoryFactory, person
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db
NAMELESS = roadmap(**{"2. Контроль за исполнением настоящего распоряжения возложить на": "2. Довести до"})
PAST = roadmap(**{"до 20 марта 2027 года": f"до 20 марта {TODAY.year - 1} года"})


@pytest.fixture
def territory() -> Territory:
    return TerritoryFactory()


@pytest.fixture
def ministry(territory: Territory) -> Organisation:
    return OrganisationFactory(name=MINISTRY, territory=territory)


@pytest.fixture
def clerk(ministry: Organisation) -> Client:
    return client_of(person(Role.COORDINATOR, ministry))


def draft_of(data: bytes, ministry: Organisation) -> Intake:
    acting = acting_on(person(Role.COORDINATOR, ministry), TODAY)
    started = start_intake(data=data, name="план.txt", territory=None, acting=acting, today=TODAY)
    assert started.intake is not None
    return started.intake


def posted(draft: Intake, **fields: object) -> dict[str, object]:
    return {
        "title": "План ремёсел", "short_title": "План ремёсел", "territory": draft.territory_id,
        "version": draft.version, **fields,
    }  # fmt: skip


def test_where_the_document_names_nobody_the_persons_own_body_coordinates(
    clerk: Client, ministry: Organisation
) -> None:
    draft = draft_of(NAMELESS, ministry)
    page = text_of(clerk.get(f"/intakes/{draft.pk}/confirm/"))
    assert "Документ никого не называет. Предложена ваша организация." in page
    assert f'<option value="organisation:{ministry.pk}" selected>' in page
    assert f"Отчёты принимает {MINISTRY}" in page
    assert "Контролирующее лицо не названо, поэтому решает координатор." in page


@pytest.mark.parametrize("with_people", [True, False])
def test_who_will_rule_is_said_for_any_choice(clerk: Client, ministry: Organisation, with_people: bool) -> None:
    draft = draft_of(NAMELESS, ministry)
    controlling = OrganisationFactory(name="Палата контроля", territory=ministry.territory)
    if with_people:
        person(Role.CONTROLLER, controlling)
    query = {"coordinator": f"organisation:{ministry.pk}", "controller": f"organisation:{controlling.pk}"}
    page = text_of(clerk.get(f"/intakes/{draft.pk}/rulers/", query))
    assert "Отчёты принимает Палата контроля" in page
    assert ("принимать отчёты некому" in page) is not with_people
    assert "не названы ни координатор" in text_of(clerk.get(f"/intakes/{draft.pk}/rulers/"))


def test_a_plan_without_anybody_is_not_taken_without_a_word(clerk: Client, ministry: Organisation) -> None:
    draft = draft_of(NAMELESS, ministry)
    page = text_of(clerk.post(f"/intakes/{draft.pk}/confirm/", posted(draft), follow=True))
    assert "Принимать отчёты пока некому" in page
    assert "Исполнителей не определено: 1." in page


def test_a_plan_is_shown_to_everybody_only_where_that_is_said(clerk: Client, ministry: Organisation) -> None:
    draft = draft_of(NAMELESS, ministry)
    page = clerk.get(f"/intakes/{draft.pk}/confirm/").content.decode()
    assert 'name="is_public" id="id_is_public">' in page or 'name="is_public"' in page
    assert "checked" not in page.split('name="is_public"')[1].split(">")[0]
    clerk.post(f"/intakes/{draft.pk}/confirm/", posted(draft))
    assert not Plan.objects.get().is_public


def test_who_the_document_names_is_chosen_even_if_new(clerk: Client, ministry: Organisation) -> None:
    draft = draft_of(roadmap(**{"возложить на министерство ремёсел": "возложить на палату контроля"}), ministry)
    page = text_of(clerk.get(f"/intakes/{draft.pk}/confirm/"))
    assert "Новая организация: Палата контроля Энской области" in page
    assert "Отчёты принимает Палата контроля Энской области, но людей с нужной ролью там пока нет" in page


def test_where_no_territory_is_named_the_persons_own_is_suggested(clerk: Client, ministry: Organisation) -> None:
    data = roadmap(**{"ПРАВИТЕЛЬСТВО ЭНСКОЙ ОБЛАСТИ": "ПАЛАТА РЕМЁСЕЛ", " Энской области": "", "Энской области": ""})
    draft = draft_of(data, ministry)
    assert draft.territory is None
    page = text_of(clerk.get(f"/intakes/{draft.pk}/"))
    assert "Предложена территория вашей организации." in page
    assert f'<option value="{ministry.territory_id}" selected>' in page


def test_passed_terms_are_said_and_taken_off_only_on_a_ground(clerk: Client, ministry: Organisation) -> None:
    draft = draft_of(PAST, ministry)
    page = text_of(clerk.get(f"/intakes/{draft.pk}/confirm/"))
    assert "Срок 1 из 3 контрольных точек уже прошёл" in page
    assert "Исполнителей не определено: 1, в 2 мероприятиях." in page
    address = f"/intakes/{draft.pk}/confirm/"
    refused = clerk.post(address, posted(draft, past_terms="close", past_ground=" "))
    assert refused.status_code == 422
    assert "Основание не указано" in text_of(refused)
    assert not Plan.objects.exists()
    assert clerk.post(address, posted(draft, past_terms="close", past_ground="Отчёт № 5")).status_code == 302
    assert Ruling.objects.get().ground == "Срок прошёл до взятия на контроль: Отчёт № 5"


def test_terms_ahead_ask_nothing(clerk: Client, ministry: Organisation) -> None:
    draft = draft_of(roadmap(**{"2027": str(TODAY.year + 1)}), ministry)
    assert "past_terms" not in clerk.get(f"/intakes/{draft.pk}/confirm/").content.decode()


def test_what_was_typed_is_kept_when_the_territory_changes(clerk: Client, ministry: Organisation) -> None:
    draft = draft_of(roadmap(), ministry)
    other = TerritoryFactory(name="Дальняя область")
    address = f"/intakes/{draft.pk}/confirm/"
    fields = posted(draft, title="Особое название", territory=other.pk, period_from="2027-02-03")
    assert clerk.post(address, fields)["Location"] == f"/intakes/{draft.pk}/bodies/"
    page = clerk.get(address).content.decode()
    assert "Особое название" in page
    assert 'value="2027-02-03"' in page
    draft.refresh_from_db()
    clerk.post(address, posted(draft, title="Особое название"))
    assert Plan.objects.get().title == "Особое название"


def test_a_template_that_nobody_signed_says_so(clerk: Client, ministry: Organisation) -> None:
    draft = draft_of(roadmap(), ministry)
    draft.reading["document"] |= {"kind": "template", "date": None}
    draft.save(update_fields=["reading"])
    assert "Это типовой план без даты и подписи" in text_of(clerk.get(f"/intakes/{draft.pk}/confirm/"))


def test_a_missed_measure_is_added_by_hand(clerk: Client, ministry: Organisation) -> None:
    draft = draft_of(roadmap(), ministry)
    assert f'href="/intakes/{draft.pk}/add/"' in clerk.get(f"/intakes/{draft.pk}/").content.decode()
    fields = {
        "number": "1.3", "section": "1", "title": "Открыть <музей>", "due_text": "до 1 сентября 2027 года",
        "executors": f"{MINISTRY}\n{LABOUR}", "evidence": "Акт", "ground": "страница 2", "version": 1,
    }  # fmt: skip
    address = f"/intakes/{draft.pk}/add/"
    refused = clerk.post(address, {**fields, "number": "1.1"})
    assert refused.status_code == 422
    assert "Мероприятие 1.1 уже прочитано" in text_of(refused)
    assert "Открыть &lt;музей&gt;" in refused.content.decode()
    answer = clerk.post(address, fields)
    assert answer.status_code == 302
    page = text_of(clerk.get(answer["Location"]))
    assert "добавлено вручную: страница 2" in page
    assert "01.09.2027" in page
    draft.refresh_from_db()
    clerk.post(f"/intakes/{draft.pk}/confirm/", posted(draft))
    measure = Measure.objects.get(number="1.3")
    assert measure.checkpoints.get().due_on == date(2027, 9, 1)
    history = text_of(clerk.get(f"/measures/{measure.pk}/"))
    assert "добавил(а) вручную при взятии на контроль" in history
    assert "страница 2" in history
