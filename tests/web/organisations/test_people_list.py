"""The list of people: who sees whom, what is found, and that it grows without more queries."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote

import pytest

from kadrost.accounts.roles import Role
from kadrost.region.models import Appointment
from tests.web.factories import AppointmentFactory, OrganisationFactory, TerritoryFactory, UserFactory, person
from tests.web.scene import Scene, client_of, make_scene, queries_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def names_in(scene: Scene, query: str = "", who: str = "administrator", named: str = "") -> list[str]:
    page = page_of(scene, query, who, named)
    return re.findall(r'<tr data-row><th scope="row">([^<]+)<', page)


def page_of(scene: Scene, query: str = "", who: str = "administrator", named: str = "") -> str:
    client = client_of(scene.people[who])
    if not named:
        return text_of(client.get(f"/people/{query}"))
    found = client.post(f"/people/{query}", {"q": named})
    assert named not in unquote(found["Location"])
    return text_of(client.get(found["Location"]))


def test_each_appointment_is_told_with_body_role_and_term(scene: Scene) -> None:
    body = OrganisationFactory(name="Колледж ремёсел")
    someone = UserFactory(surname="Ольхова", given_name="Вера", patronymic="")
    AppointmentFactory(
        person=someone, role=Role.EXECUTOR, organisation=body, valid_from=date(2027, 1, 1), valid_until=date(2027, 2, 1)
    )
    page = page_of(scene, named="ольхова")
    assert names_in(scene, named="ольхова") == ["Ольхова Вера"]
    assert "Колледж ремёсел</a>, исполнитель" in page
    assert "с 01.01.2027 по 01.02.2027, не действует" in page
    assert f'href="/organisations/{body.pk}/people/"' in page


def test_it_is_narrowed_by_body_and_role(scene: Scene) -> None:
    body = OrganisationFactory(name="Управление садов")
    auditor, executor = person(Role.AUDITOR, body, surname="Аист"), person(Role.EXECUTOR, body, surname="Барсук")
    of_body = names_in(scene, f"?organisation={body.pk}")
    assert of_body == [str(auditor), str(executor)]
    assert names_in(scene, f"?organisation={body.pk}&role=auditor") == [str(auditor)]
    assert "в роли" in page_of(scene, f"?organisation={body.pk}&role=auditor")
    assert len(names_in(scene, "?role=неведомая&organisation=x")) == len(names_in(scene))


def test_who_acts_nowhere_is_seen_by_the_administrator_alone(scene: Scene) -> None:
    idle = UserFactory(surname="Ясень", given_name="Пётр", patronymic="")
    assert str(idle) in names_in(scene)
    assert "назначений нет" in page_of(scene, named="Ясень")
    assert str(idle) not in names_in(scene, who="coordinator")


def test_logins_are_for_the_administrator_alone(scene: Scene) -> None:
    someone = person(Role.EXECUTOR, scene.body, login="olkhova", surname="Ольхова")
    assert "olkhova" in page_of(scene)
    assert "olkhova" not in page_of(scene, who="coordinator")
    assert names_in(scene, named="olkhov") == [str(someone)]
    assert names_in(scene, named="olkhov", who="coordinator") == []


def test_people_of_another_territory_are_not_seen(scene: Scene) -> None:
    elsewhere = OrganisationFactory(territory=TerritoryFactory(name="Дальний край", genitive="Дальнего края"))
    person(Role.ADMINISTRATOR, elsewhere, surname="Чужак")
    assert "Чужак" not in page_of(scene)
    assert "Чужак" not in page_of(scene, who="coordinator")


def test_who_can_sign_in_is_told(scene: Scene) -> None:
    person(Role.EXECUTOR, scene.body, surname="Закрытый", is_active=False)
    person(Role.EXECUTOR, scene.body, surname="Новый", must_change_password=True)
    assert "закрыт" in page_of(scene, named="Закрытый")
    assert "ждёт смены одноразового пароля" in page_of(scene, named="Новый")


def test_nothing_found_says_what_to_do(scene: Scene) -> None:
    page = page_of(scene, named="никто")
    assert "Людей не найдено" in page
    assert 'href="/people/"' in page


def test_a_search_goes_with_the_body_and_is_forgotten_without_it(scene: Scene) -> None:
    body = OrganisationFactory(name="Управление садов")
    auditor, other = person(Role.AUDITOR, body, surname="Аист"), person(Role.EXECUTOR, scene.body, surname="Аистов")
    client = client_of(scene.people["administrator"])
    found = client.post(f"/people/?organisation={body.pk}&page=2", {"q": "аист"})
    assert found["Location"] == f"/people/?organisation={body.pk}&searched=1"
    page = text_of(client.get(found["Location"]))
    assert (str(auditor) in page, str(other) in page) == (True, False)
    assert str(scene.people["executor"]) in text_of(client.get("/people/"))
    assert client.post("/people/?searched=1", {"q": " "})["Location"] == "/people/"


def test_the_rail_leads_there_those_who_may(scene: Scene) -> None:
    for who, shown in (("administrator", True), ("coordinator", True), ("executor", False), ("auditor", False)):
        page = text_of(client_of(scene.people[who]).get("/organisations/"))
        assert ('class="rail-entry" href="/people/"' in page or 'class="menu-row" href="/people/"' in page) == shown


def test_queries_do_not_grow_with_people(scene: Scene) -> None:
    client = client_of(scene.people["administrator"])
    queries_of(client, "/people/")
    before = queries_of(client, "/people/")
    for _ in range(5):
        person(Role.EXECUTOR, scene.body)
    assert queries_of(client, "/people/") == before
    assert Appointment.objects.count() > 5
