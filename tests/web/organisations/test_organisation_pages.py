"""Organisations: the list, an organisation's duties over all plans, the registry's forms, people, unresolved names."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.region.domain.people import acting_on
from kadrost.region.domain.resolution import remember_name
from kadrost.region.models import Appointment, Organisation, OrganisationName
from kadrost.roadmaps.models import Duty, Plan
from tests.web.factories import (
    TODAY,
    AppointmentFactory,
    CheckpointFactory,
    DutyFactory,
    GroupFactory,
    MeasureFactory,
    OrganisationFactory,
    PlanFactory,
    UserFactory,
)
from tests.web.scene import Scene, client_of, make_scene, queries_of, text_of

pytestmark = pytest.mark.django_db
READERS = ("executor", "stranger", "controller", "auditor")
KEEPERS = ("coordinator", "administrator")


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def page_for(scene: Scene, who: str | None, address: str) -> str:
    return text_of(client_of(scene.people[who] if who else None).get(address))


def test_the_list_finds_by_name_alias_and_kind(scene: Scene) -> None:
    found = OrganisationFactory(name="Озёрский Техникум", short_name="ОТ", kind=Organisation.Kind.COLLEGE)
    remember_name(printed="Училище у озера", body=found, territory=found.territory)

    def shown(query: str) -> bool:
        return found.name in page_for(scene, None, f"/organisations/?{query}")

    assert all(shown(query) for query in ("", "q=озёрский", "q=ТЕХНИКУМ", "q=училище", "q=техникуму", "kind=college"))
    assert not any(shown(query) for query in ("q=завод", "kind=employer", "q=озёрский&kind=employer"))
    assert "Организаций не найдено" in page_for(scene, None, "/organisations/?q=завод")


def test_the_list_counts_duties_and_overdue_terms_of_visible_plans(scene: Scene) -> None:
    group = GroupFactory()
    group.members.add(scene.body)
    late = MeasureFactory(plan=scene.plan)
    DutyFactory(measure=late, organisation=None, group=group, printed_name="Ведомства")
    CheckpointFactory(measure=late, occurs_from=date(2027, 1, 1), occurs_until=date(2027, 1, 31))
    hidden = MeasureFactory(plan=PlanFactory(is_public=False))
    DutyFactory(measure=hidden, organisation=scene.body)
    CheckpointFactory(measure=hidden, occurs_from=date(2027, 1, 1), occurs_until=date(2027, 1, 31))
    address = f"/organisations/?q={scene.body.name}"
    cells = (
        '<td class="number" data-label="Мероприятий">{}</td><td class="number" data-label="Требует внимания">{}</td>'
    )
    assert cells.format(3, 2) in page_for(scene, "auditor", address)
    assert cells.format(2, 1) in page_for(scene, None, address)
    assert cells.format(2, "—") in page_for(scene, None, f"{address}&as_of=2027-01-20").replace("</td> <td", "</td><td")


def test_the_list_counts_what_the_board_shows_as_needing_attention(scene: Scene) -> None:
    group = GroupFactory()
    group.members.add(scene.body)
    states = ("awaiting", "returned", "contradicted", "reported", "accepted", "removed")
    for place, state in enumerate(states, start=1):
        measure = MeasureFactory(plan=scene.plan)
        DutyFactory(measure=measure, organisation=scene.body)
        DutyFactory(measure=measure, organisation=None, group=group, printed_name="Ведомства")
        CheckpointFactory(measure=measure, state=state, occurs_from=date(2027, 1, place), occurs_until=date(2027, 2, 1))
    html = page_for(scene, "auditor", f"/organisations/?q={scene.body.name}")
    shown = re.findall('data-label="Требует внимания">([0-9]+)<', html)
    board = page_for(scene, "auditor", f"/control/?standing=contradicted,returned,silent,late&executor={scene.body.pk}")
    assert shown == [str(board.count("<tr data-row>"))]


def test_the_number_of_queries_does_not_grow(scene: Scene) -> None:
    client = client_of(scene.people["auditor"])
    addresses = ("/organisations/", f"/organisations/{scene.body.pk}/")
    before = [(queries_of(client, address), queries_of(client, address))[1] for address in addresses]
    for _ in range(4):
        measure = MeasureFactory(plan=scene.plan)
        DutyFactory(measure=measure, organisation=scene.body)
        DutyFactory(measure=measure)
        CheckpointFactory(measure=measure)
    assert [queries_of(client, address) for address in addresses] == before


def test_an_organisation_shows_all_its_duties_and_missing_consents(scene: Scene) -> None:
    group = GroupFactory(name="Отраслевые ведомства")
    group.members.add(scene.body)
    shared = MeasureFactory(plan=PlanFactory(short_title="Второй план"), title="Общее дело")
    DutyFactory(measure=shared, organisation=None, group=group, printed_name="Ведомства", part=Duty.Part.CO)
    asked = DutyFactory(measure=MeasureFactory(plan=scene.plan), organisation=scene.body, is_by_agreement=True)
    remember_name(printed="Депремёсел", body=scene.body, territory=scene.body.territory)
    address = f"/organisations/{scene.body.pk}/"
    page = page_for(scene, "coordinator", address)
    for words in ("Второй план", "Общее дело", "в группе «Отраслевые ведомства»", "согласие не получено", "Депремёсел"):
        assert words in page
    assert "3 мероприятия, 2 плана" in page
    assert f"/duties/{asked.pk}/consent/" in page
    assert "/consent/" not in page_for(scene, "auditor", address)
    Plan.objects.filter(short_title="Второй план").update(is_public=False)
    assert "Общее дело" not in page_for(scene, None, address)


def test_an_organisation_without_duties_says_so(scene: Scene) -> None:
    page = page_for(scene, None, f"/organisations/{OrganisationFactory().pk}/")
    assert "За организацией нет мероприятий" in page


@pytest.mark.parametrize("who", [*READERS, None])
def test_only_keepers_of_the_registry_change_it(scene: Scene, who: str | None) -> None:
    name = remember_name(printed="Депремёсел", body=scene.body, territory=scene.body.territory)
    group = GroupFactory()
    client = client_of(scene.people[who] if who else None)
    refusal = 403 if who else 302
    base = f"/organisations/{scene.body.pk}/"
    for address in (
        "/organisations/new/",
        f"{base}edit/",
        f"{base}merge/",
        "/organisations/unresolved/",
        f"/organisations/groups/{group.pk}/",
    ):
        assert client.get(address).status_code == refusal
        assert client.post(address, {"name": "Иное"}).status_code == refusal
    for address in (f"{base}names/", f"/organisations/names/{name.pk}/remove/"):
        assert client.post(address, {"printed": "Иное"}).status_code == refusal
    page = text_of(client.get(base))
    assert "Изменить" not in page
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("who", [*READERS, "coordinator", None])
def test_only_the_administrator_appoints(scene: Scene, who: str | None) -> None:
    client = client_of(scene.people[who] if who else None)
    refusal = 403 if who else 302
    held = Appointment.objects.filter(organisation=scene.body).get()
    people = f"/organisations/{scene.body.pk}/people/"
    assert client.get(people).status_code == refusal
    assert client.post(people, {"act": "add"}).status_code == refusal
    assert client.post(f"/appointments/{held.pk}/end/").status_code == refusal
    assert Entry.objects.count() == 0


def test_an_organisation_is_added_mended_and_named(scene: Scene) -> None:
    client = client_of(scene.people["coordinator"])
    data = {"name": "Новый техникум", "short_name": "НТ", "kind": "college", "territory": scene.body.territory_id}
    assert client.post("/organisations/new/", data | {"name": scene.body.name}).status_code == 422
    added = client.post("/organisations/new/", data)
    made = Organisation.objects.get(name="Новый техникум")
    assert added["Location"] == f"/organisations/{made.pk}/"
    edited = {**data, "name": "Новейший техникум", "version": 1}
    assert client.post(f"/organisations/{made.pk}/edit/", edited).status_code == 302
    late = client.post(f"/organisations/{made.pk}/edit/", edited | {"name": "Старейший техникум"})
    assert late.status_code == 409
    assert "Старейший техникум</textarea>" in text_of(late)
    assert client.post(f"/organisations/{made.pk}/names/", {"printed": "Техникум-новинка"}).status_code == 302
    assert client.post(f"/organisations/{scene.body.pk}/names/", {"printed": "Техникум-новинка"}).status_code == 422
    assert sorted(made.names.values_list("printed", flat=True)) == ["Новый техникум", "Техникум-новинка"]
    name = made.names.get(printed="Техникум-новинка")
    assert client.get(f"/organisations/names/{name.pk}/remove/").status_code == 405
    assert client.post(f"/organisations/names/{name.pk}/remove/").status_code == 302
    assert OrganisationName.objects.filter(organisation=made).count() == 1


def test_a_duplicate_is_merged_and_its_page_leads_on(scene: Scene) -> None:
    duplicate = OrganisationFactory(name="Департамент-двойник")
    duty = DutyFactory(measure=MeasureFactory(plan=scene.plan), organisation=duplicate)
    client = client_of(scene.people["coordinator"])
    address = f"/organisations/{duplicate.pk}/merge/"
    assert "Отменить объединение нельзя" in text_of(client.get(address))
    assert client.post(address, {"into": scene.body.pk, "ground": ""}).status_code == 422
    assert client.post(address, {"into": duplicate.pk, "ground": "одно"}).status_code == 422
    assert client.post(address, {"into": scene.body.pk, "ground": "письмо № 4"}).status_code == 302
    duty.refresh_from_db()
    assert duty.organisation == scene.body
    moved = client.get(f"/organisations/{duplicate.pk}/?as_of=2027-03-09")
    assert moved["Location"] == f"/organisations/{scene.body.pk}/?as_of=2027-03-09"
    assert client.get(address).status_code == 404
    page = text_of(client.get(f"/organisations/{scene.body.pk}/"))
    assert "Департамент-двойник" in page
    assert "принял(а) дубликат" in page


def test_a_new_person_gets_a_password_that_is_shown_once(scene: Scene) -> None:
    client = client_of(scene.people["administrator"])
    address = f"/organisations/{scene.body.pk}/people/"
    data = {
        "act": "add",
        "add-surname": "Новикова",
        "add-given_name": "Ада",
        "add-login": "novikova",
        "add-role": "executor",
    }
    response = client.post(address, data)
    made = User.objects.get(login="novikova")
    password = text_of(response).split("<code>")[1].split("</code>")[0]
    assert made.check_password(password)
    assert made.must_change_password
    assert "no-store" in response["Cache-Control"]
    assert password not in text_of(client.get(address))
    assert acting_on(made, TODAY).organisation_ids(Role.EXECUTOR) == {scene.body.pk}
    assert client.post(address, data).status_code == 422
    assert User.objects.filter(surname="Новикова").count() == 1


def test_a_forgotten_password_is_replaced_by_a_one_time_one(scene: Scene) -> None:
    client = client_of(scene.people["administrator"])
    address = f"/organisations/{scene.body.pk}/people/"
    executor = scene.people["executor"]
    assert "Выдать новый пароль" in text_of(client.get(address))
    response = client.post(address, {"act": "reissue", "person": executor.pk})
    password = text_of(response).split("<code>")[1].split("</code>")[0]
    executor.refresh_from_db()
    assert executor.check_password(password)
    assert executor.must_change_password
    assert password not in text_of(client.get(address))
    assert Entry.objects.get().action == "reissue_password"


def test_a_password_is_reissued_only_within_bounds(scene: Scene) -> None:
    address = f"/organisations/{scene.body.pk}/people/"
    data = {"act": "reissue", "person": scene.people["executor"].pk}
    assert client_of(scene.people["executor"]).post(address, data).status_code == 403
    client = client_of(scene.people["administrator"])
    for person in (scene.people["stranger"].pk, "", "x", "9" * 40):
        assert client.post(address, data | {"person": person}).status_code == 404
    User.objects.filter(pk=data["person"]).update(is_superuser=True)
    assert "меняют только на сервере" in text_of(client.post(address, data, follow=True))
    assert Entry.objects.count() == 0


def test_a_person_is_appointed_and_dismissed(scene: Scene) -> None:
    client = client_of(scene.people["administrator"])
    somebody = UserFactory()
    address = f"/organisations/{scene.body.pk}/people/"
    data = {"act": "appoint", "appoint-person": somebody.pk, "appoint-role": "auditor"}
    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 422
    held = somebody.appointments.get()
    assert client.post(f"/appointments/{held.pk}/end/").status_code == 302
    assert not acting_on(somebody, TODAY).roles
    assert client.post(f"/appointments/{held.pk}/end/", follow=True).status_code == 200
    assert "не действует" in text_of(client.get(address))


class TestUnresolvedNames:
    @pytest.fixture
    def typo(self, scene: Scene) -> Duty:
        OrganisationFactory(name="Министерство промышленности Энской области")
        OrganisationFactory(name="Комитет по культуре")
        return DutyFactory(
            measure=MeasureFactory(plan=scene.plan),
            organisation=None,
            printed_name="Министерство промышлености Энской области",
        )

    def send(self, scene: Scene, typo: Duty, who: str = "coordinator", **data: Any) -> Any:
        typed = {
            "printed": typo.printed_name,
            "territory": scene.plan.territory_id,
            "remember": "on",
            "new_kind": "authority",
            **data,
        }
        return client_of(scene.people[who]).post("/organisations/unresolved/", typed)

    def test_each_is_shown_with_proposals_and_reasons(self, scene: Scene, typo: Duty) -> None:
        page = page_for(scene, "coordinator", "/organisations/unresolved/")
        assert "90 %, возможна опечатка: промышленость – промышленность" in page
        assert "1 название исполнителя не решено" in page_for(scene, "coordinator", "/organisations/")
        assert "не решено" not in page_for(scene, "auditor", "/organisations/")

    def test_a_proposal_is_confirmed_and_remembered(self, scene: Scene, typo: Duty) -> None:
        meant = Organisation.objects.get(name="Министерство промышленности Энской области")
        assert self.send(scene, typo, choice=f"organisation:{meant.pk}").status_code == 302
        typo.refresh_from_db()
        assert typo.organisation == meant
        assert OrganisationName.objects.get().organisation == meant
        assert "Все названия решены" in page_for(scene, "coordinator", "/organisations/unresolved/")

    def test_a_group_may_be_meant_and_not_remembered(self, scene: Scene, typo: Duty) -> None:
        group = GroupFactory()
        assert self.send(scene, typo, choice="other", other=f"group:{group.pk}", remember="").status_code == 302
        typo.refresh_from_db()
        assert typo.group == group
        assert OrganisationName.objects.count() == 0

    def test_a_new_organisation_may_be_meant(self, scene: Scene, typo: Duty) -> None:
        assert self.send(scene, typo, choice="new", new_name="Министерство новое").status_code == 302
        typo.refresh_from_db()
        assert (str(typo.organisation), typo.organisation.kind) == ("Министерство новое", "authority")

    def test_a_new_group_may_be_meant(self, scene: Scene, typo: Duty) -> None:
        data = {"choice": "new_group", "new_name": "Все ведомства", "members": [scene.body.pk, scene.stranger_body.pk]}
        assert self.send(scene, typo, **data).status_code == 302
        typo.refresh_from_db()
        assert typo.group is not None
        assert set(typo.group.members.all()) == {scene.body, scene.stranger_body}

    def test_a_weak_proposal_is_not_chosen_beforehand(self, scene: Scene, typo: Duty) -> None:
        assert page_for(scene, "coordinator", "/organisations/unresolved/").count(" checked") == 2
        typo.printed_name = "Министерство промышленности и сельского хозяйства Энской области"
        typo.save()
        assert page_for(scene, "coordinator", "/organisations/unresolved/").count(" checked") == 1

    @pytest.mark.parametrize(
        "data",
        [
            {"choice": "new_group", "new_name": "Все ведомства"},
            {"choice": "other"},
            {"choice": "new", "new_name": ""},
            {"choice": "new", "new_name": "Комитет по культуре"},
            {"choice": "organisation:999999"},
            {"choice": "other", "other": "organisation:999999"},
            {},
        ],
    )
    def test_what_cannot_be_is_said_on_the_form(self, scene: Scene, typo: Duty, data: dict[str, str]) -> None:
        before = Organisation.objects.count()
        assert self.send(scene, typo, **data).status_code == 422
        typo.refresh_from_db()
        assert typo.organisation is None
        assert (Organisation.objects.count(), Entry.objects.count()) == (before, 0)

    def test_the_coordinator_of_another_plan_leaves_nothing_behind(self, scene: Scene, typo: Duty) -> None:
        before = Organisation.objects.count()
        assert self.send(scene, typo, "foreign_coordinator", choice="new", new_name="Иное").status_code == 403
        assert (Organisation.objects.count(), Entry.objects.count()) == (before, 0)


def test_a_group_s_members_answer_for_its_measures(scene: Scene) -> None:
    group = GroupFactory(name="Отраслевые ведомства")
    DutyFactory(measure=MeasureFactory(plan=scene.plan), organisation=None, group=group, printed_name="Ведомства")
    address = f"/organisations/groups/{group.pk}/"
    assert "состав не назван" in page_for(scene, None, "/organisations/groups/")
    assert address not in page_for(scene, "auditor", "/organisations/groups/")
    client = client_of(scene.people["coordinator"])
    assert scene.stranger_body.name in text_of(client.get(address))
    assert client.post(address, {"members": [10**9]}).status_code == 422
    assert client.post(address, {"members": [scene.stranger_body.pk], "meaning": "все"}).status_code == 302
    page = page_for(scene, None, f"/organisations/{scene.stranger_body.pk}/")
    assert "в группе «Отраслевые ведомства»" in page


def test_missing_consents_are_listed_over_all_plans(scene: Scene) -> None:
    asked = DutyFactory(measure=scene.measure, organisation=scene.stranger_body, is_by_agreement=True)
    given = DutyFactory(measure=scene.measure, is_by_agreement=True, consent_on=date(2027, 3, 5))
    assert client_of(None).get("/consents/").status_code == 302
    assert client_of(UserFactory()).get("/consents/").status_code == 403
    page = page_for(scene, "coordinator", "/consents/")
    assert scene.stranger_body.name in page
    assert str(given.organisation) not in page
    assert f"/duties/{asked.pk}/consent/" in page
    for who in ("auditor", "executor", "controller"):
        assert "/consent/" not in page_for(scene, who, "/consents/")
    assert str(given.organisation) in page_for(scene, "auditor", "/consents/?as_of=2027-03-01")
    assert "1 согласие исполнителя не получено" in page_for(scene, "auditor", "/organisations/")
    assert "не получено" not in page_for(scene, None, "/organisations/")


def test_roles_in_the_top_bar_are_the_appointments(scene: Scene) -> None:
    somebody = scene.people["executor"]
    AppointmentFactory(person=somebody, role=Role.AUDITOR, organisation=scene.stranger_body)
    page = text_of(client_of(somebody).get("/plans/"))
    assert f"Исполнитель, {scene.body.name}" in page
    assert f"Аудитор, {scene.stranger_body.name}" in page
