"""The journal's pages: who reads them, what the filter lets through, files safe for spreadsheets, looks at one's data."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from openpyxl import load_workbook

from kadrost.accounts.roles import Role
from kadrost.audit.journal import Actor, record
from kadrost.audit.linking import link_waiting
from kadrost.audit.models import Look
from kadrost.audit.verifying import keep_verification, verify_chain
from tests.web.factories import TODAY, OrganisationFactory, TerritoryFactory, UserFactory, person
from tests.web.scene import Scene, client_of, make_scene, queries_of, text_of

pytestmark = pytest.mark.django_db
PAGES = ["/journal/", "/journal/chain/", "/journal/journal.csv", "/journal/journal.xlsx"]


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def actor_of(name: str = "Осипова Мария Юрьевна", key: str = "9001", **facts: str) -> Actor:
    return Actor(key=key, name=name, role="Контролёр", **facts)


def write(actor: Actor, subject: object, action: str = "change", on: date = TODAY, **facts: object) -> None:
    with transaction.atomic():
        record(actor=actor, action=action, subject=subject, on=on, **{"ground": "письмо № 3", **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize("page", PAGES)
def test_auditor_and_administrator_read_the_journal_and_nobody_else(scene: Scene, page: str) -> None:
    for who, status in {
        "auditor": 200, "administrator": 200, "coordinator": 403, "controller": 403, "executor": 403,
    }.items():  # fmt: skip
        answer = client_of(scene.people[who]).get(page)
        if answer.streaming:
            b"".join(answer)  # type: ignore[call-overload]
        assert answer.status_code == status, who
    assert client_of(UserFactory()).get(page).status_code == 403
    assert client_of(None).get(page).headers["Location"].startswith("/sign-in")


def test_an_entry_reads_as_a_sentence_and_leads_to_its_object_and_history(scene: Scene) -> None:
    write(actor_of(), scene.measure, after={"due_text": "до 15 апреля"}, before={"due_text": "до 1 марта"})
    page = text_of(client_of(scene.people["auditor"]).get("/journal/"))
    assert "изменила мероприятие" in page
    assert "срок: было до 1 марта, стало до 15 апреля" in page
    assert f'href="/measures/{scene.measure.pk}/"' in page
    assert f"/journal/roadmaps.measure/{scene.measure.pk}/" in page
    assert ("письмо № 3" in page, "Осипова М. Ю." in page) == (True, True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Первый", "Второй", "Третий"}),
        ("who=ОСИП", {"Первый"}),
        ("who=никто", set()),
        ("who=kadrost", {"Третий"}),
        ("action=region.organisation:add", {"Второй"}),
        ("kind=region.territory", set()),
        ("kind=region.organisation", {"Первый", "Второй", "Третий"}),
        ("named=втор", {"Второй"}),
        ("first=10.03.2027", {"Второй", "Третий"}),
        ("last=2027-03-09", {"Первый"}),
        ("body=сад", {"Второй"}),
        ("action=чужое", {"Первый", "Второй", "Третий"}),
    ],
)
def test_the_filter(query: str, found: set[str]) -> None:
    body = OrganisationFactory(name="Департамент садов")
    auditor = person(Role.AUDITOR, body)
    her = UserFactory(surname="Осипова", given_name="Мария")
    own = {"body_key": str(body.pk), "body_name": body.name}
    first, second, third = (OrganisationFactory(name=name) for name in ("Первый", "Второй", "Третий"))
    write(actor_of(key=str(her.pk)), first, on=date(2027, 3, 9))
    write(actor_of("Громов Илья", key="9002", **own), second, action="add")
    write(Actor(key="", name="kadrost"), third)
    page = text_of(client_of(auditor).get(f"/journal/?{query}"))
    assert {name for name in ("Первый", "Второй", "Третий") if f">{name}</a>" in page} == found


def test_older_entries_follow_page_by_page_in_a_constant_number_of_queries(scene: Scene) -> None:
    auditor = client_of(scene.people["auditor"])
    write(actor_of(), scene.plan, action="change_plan")
    few = queries_of(auditor, "/journal/")
    for _ in range(60):
        write(actor_of(), scene.plan, action="change_plan")
    assert queries_of(auditor, "/journal/") <= few
    first = auditor.get("/journal/")
    assert len(first.context["lines"]) == 50
    following = auditor.get("/journal/" + first.context["older"])
    assert [len(following.context["lines"]), following.context["older"]] == [11, ""]
    numbers = [told.entry.pk for page in (first, following) for told in page.context["lines"]]
    assert numbers == sorted(numbers, reverse=True)


def test_of_several_regions_each_reads_its_own() -> None:
    here, there = (TerritoryFactory(name=name) for name in ("Энская область", "Иная область"))
    own, other = OrganisationFactory(territory=here), OrganisationFactory(territory=there)
    auditor = person(Role.AUDITOR, own)
    person(Role.AUDITOR, other)
    write(actor_of(body_key=str(own.pk)), own)
    write(actor_of(body_key=str(other.pk)), other)
    lines = client_of(auditor).get("/journal/").context["lines"]
    assert [told.entry.object_name for told in lines] == [own.name]


def test_files_hold_no_formula(scene: Scene) -> None:
    write(actor_of("=cmd()", ""), OrganisationFactory(name="+7 сад"), ground="@SUM(A1)", after={"name": "-1"})
    auditor = client_of(scene.people["auditor"])
    text = b"".join(auditor.get("/journal/journal.csv")).decode("utf-8-sig")  # type: ignore[call-overload]
    row = text.splitlines()[1].split(";")
    assert (row[3], row[8], row[9]) == ("'=cmd()", "'+7 сад", "'@SUM(A1)")
    book = load_workbook(io.BytesIO(b"".join(auditor.get("/journal/journal.xlsx"))))  # type: ignore[call-overload]
    cells = [str(cell.value) for cell in list(book.active.rows)[1]]
    assert (cells[3], cells[8], cells[9]) == ("'=cmd()", "'+7 сад", "'@SUM(A1)")


def test_too_many_rows_for_a_sheet_are_refused_in_words(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kadrost.region.views.journal_export.MOST_ROWS", 1)
    for _ in range(2):
        write(actor_of(), scene.plan, action="change_plan")
    answer = client_of(scene.people["auditor"]).get("/journal/journal.xlsx")
    assert (answer.status_code, "скачайте csv" in text_of(answer)) == (422, True)


def test_an_objects_history_is_seen_by_whoever_sees_its_inside(scene: Scene) -> None:
    write(
        actor_of(), scene.checkpoint, action="return", before={"due_on": "2027-03-01"}, after={"due_on": "2027-04-15"}
    )
    for kind, key in (("measure", scene.measure.pk), ("checkpoint", scene.checkpoint.pk)):
        page = f"/journal/roadmaps.{kind}/{key}/"
        for who in ("executor", "controller", "coordinator", "auditor", "administrator"):
            text = text_of(client_of(scene.people[who]).get(page))
            assert "вернула отчёт" in text, who
            assert "срок: было 01.03.2027, стало 15.04.2027" in text
        assert client_of(UserFactory()).get(page).status_code == 403
        assert client_of(None).get(page).status_code == 302
    assert queries_of(client_of(scene.people["auditor"]), f"/journal/roadmaps.measure/{scene.measure.pk}/") <= 12


@pytest.mark.parametrize("key", ["abc", "-1", "9" * 30, "1%27"])
def test_an_address_that_names_no_key_is_not_found(scene: Scene, key: str) -> None:
    for kind in ("roadmaps.plan", "roadmaps.measure", "roadmaps.act", "region.organisation", "accounts.user"):
        assert client_of(scene.people["auditor"]).get(f"/journal/{kind}/{key}/").status_code == 404
        assert client_of(scene.people["executor"]).get(f"/journal/{kind}/{key}/").status_code == 404


@pytest.mark.parametrize("address", ["nowhere.thing/1", "roadmaps.plan/999999", "region.organisation/999999"])
def test_what_is_not_there_is_not_shown_to_others(scene: Scene, address: str) -> None:
    status = client_of(scene.people["executor"]).get(f"/journal/{address}/").status_code
    assert status == (404 if address.startswith("nowhere") else 403)


def test_a_person_sees_their_own_history_and_not_anothers(scene: Scene) -> None:
    executor, other = scene.people["executor"], scene.people["controller"]
    client = client_of(executor)
    assert client.get(f"/journal/accounts.user/{executor.pk}/").status_code == 200
    assert client.get(f"/journal/accounts.user/{other.pk}/").status_code == 403


def test_the_chains_page_says_up_to_where_it_is_whole_and_since_when(scene: Scene) -> None:
    auditor = client_of(scene.people["auditor"])
    assert "Цепочка ещё не проверялась" in text_of(auditor.get("/journal/chain/"))
    write(actor_of(), scene.plan, action="change_plan")
    link_waiting()
    keep_verification(verify_chain())
    page = text_of(auditor.get("/journal/chain/"))
    assert "Цепочка цела до записи № 1 от 10 марта 2027, 09:00. Проверено 10 марта 2027, 09:00." in page
    assert "Цепочка цела до записи № 1, проверено 10 марта 2027, 09:00." in text_of(auditor.get("/journal/"))


def test_whoever_is_shown_people_is_noted_once_a_page_with_the_purpose(scene: Scene) -> None:
    administrator, executor = scene.people["administrator"], scene.people["executor"]
    body = executor.appointments.get().organisation
    assert client_of(administrator).get(f"/organisations/{body.pk}/people/").status_code == 200
    look = Look.objects.get(person_key=str(executor.pk))
    assert (look.viewer_key, look.viewer_name, look.purpose, look.on) == (
        str(administrator.pk), str(administrator), "Назначение людей в организации", TODAY,
    )  # fmt: skip
    assert look.role == "Администратор"
    page = text_of(client_of(executor).get("/me/looks/"))
    assert (str(administrator) in page, "Назначение людей в организации" in page) == (True, True)
    assert str(administrator) not in text_of(client_of(scene.people["controller"]).get("/me/looks/"))


def test_a_refused_page_and_ones_own_data_are_not_noted(scene: Scene) -> None:
    executor, administrator = scene.people["executor"], scene.people["administrator"]
    body = executor.appointments.get().organisation
    assert client_of(executor).get(f"/organisations/{body.pk}/people/").status_code == 403
    assert not Look.objects.exists()
    own = administrator.appointments.get().organisation
    client_of(administrator).get(f"/organisations/{own.pk}/people/")
    assert not Look.objects.filter(person_key=str(administrator.pk)).exists()


def test_looks_of_a_page_are_written_by_one_statement(scene: Scene) -> None:
    administrator = client_of(scene.people["administrator"])
    body = OrganisationFactory()
    person(Role.EXECUTOR, body)
    address = f"/organisations/{body.pk}/people/"
    few = queries_of(administrator, address)
    for _ in range(5):
        person(Role.EXECUTOR, body)
    assert queries_of(administrator, address) == few


def test_roles_are_journalled_in_russian_whatever_the_pages_language(scene: Scene, client: Client) -> None:
    client = client_of(scene.people["administrator"])
    client.cookies["language"] = "en"
    body = scene.people["executor"].appointments.get().organisation
    client.get(f"/organisations/{body.pk}/people/")
    assert set(Look.objects.values_list("role", flat=True)) == {"Администратор"}
