"""What a person may ask about their own data, and what an administrator does about it."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from kadrost.accounts.models import DeviceSession, User
from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry, Look
from kadrost.audit.personal import How, Purpose, declarations, offer_purpose
from kadrost.audit.verifying import verify_chain
from kadrost.jobs.letters import send_letter
from kadrost.jobs.models import Letter
from kadrost.region.domain.people import acting_on
from kadrost.region.domain.personal import erasing
from kadrost.region.domain.personal.access import masked, may_see
from kadrost.region.domain.personal.consents import (
    PaperConsent,
    Representative,
    give_consent,
    has_consent,
    record_paper,
    require_consent,
    withdraw_consent,
)
from kadrost.region.domain.personal.errors import ConsentMissing, PersonalRefused
from kadrost.region.domain.personal.exporting import export_data
from kadrost.region.models import Appointment, Consent, ErasureRequest, Organisation
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.models import Report
from tests.web.factories import TODAY, CheckpointFactory, OrganisationFactory, TerritoryFactory, UserFactory, person

pytestmark = pytest.mark.django_db

PHONE = "+7 900 555-43-21"
EMAIL = "zerkalova@region.example"


@pytest.fixture
def office() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def official(office: Organisation) -> User:
    return person(
        Role.EXECUTOR, office, surname="Зеркалова", given_name="Инна", login="zerkalova@region.example", email=EMAIL,
        phone=PHONE,
    )  # fmt: skip


@pytest.fixture
def administrator(office: Organisation) -> User:
    return person(Role.ADMINISTRATOR, office, surname="Правилова")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def paper(**changes: Any) -> PaperConsent:
    facts: dict[str, Any] = {"given_on": TODAY, "number": "№ 14, дело 03-11"}
    return PaperConsent(**(facts | changes))


def asked(official: User, words: str = "") -> ErasureRequest:
    return erasing.ask_erasure(words=words, acting=acting_on(official, TODAY), today=TODAY)


def erased(request: ErasureRequest, administrator: User) -> None:
    acting = acting_on(administrator, TODAY)
    erasing.erase_data(request=request, ground="по запросу", version=1, acting=acting, today=TODAY)


def test_a_consent_is_given_required_and_withdrawn_with_what_follows(official: User) -> None:
    acting = acting_on(official, TODAY)
    with pytest.raises(ConsentMissing, match="не дал согласия"):
        require_consent(official, "phone", TODAY)
    consent = give_consent(purpose_code="phone", acting=acting, today=TODAY)
    require_consent(official, "phone", TODAY)
    require_consent(official, "account", TODAY)
    assert "номер моего телефона" in consent.text
    with pytest.raises(PersonalRefused, match="уже дано"):
        give_consent(purpose_code="phone", acting=acting, today=TODAY)
    with pytest.raises(PersonalRefused, match="согласия не нужно"):
        give_consent(purpose_code="account", acting=acting, today=TODAY)
    withdraw_consent(consent=consent, acting=acting, today=TODAY)
    official.refresh_from_db()
    assert official.phone == ""
    assert not has_consent(official, "phone", TODAY)
    with pytest.raises(PersonalRefused, match="уже не действует"):
        withdraw_consent(consent=consent, acting=acting, today=TODAY)


def test_only_the_person_withdraws(official: User, administrator: User) -> None:
    consent = give_consent(purpose_code="phone", acting=acting_on(official, TODAY), today=TODAY)
    with pytest.raises(PermissionRefused):
        withdraw_consent(consent=consent, acting=acting_on(administrator, TODAY), today=TODAY)


def test_a_minors_consent_is_by_a_representative(official: User, administrator: User) -> None:
    acting = acting_on(administrator, TODAY)
    half = Representative("Зеркалов Пётр", "отец", " ")
    for missing in (None, half):
        with pytest.raises(PersonalRefused, match="законный представитель"):
            record_paper(
                person=official, purpose_code="phone", paper=paper(is_minor=True, representative=missing),
                acting=acting, today=TODAY,
            )  # fmt: skip
    whole = Representative("Зеркалов Пётр", "отец", "свидетельство о рождении")
    made = record_paper(
        person=official, purpose_code="phone", paper=paper(is_minor=True, representative=whole), acting=acting,
        today=TODAY,
    )  # fmt: skip
    assert (made.representative_name, made.representative_relation, made.recorded_by) == (
        "Зеркалов Пётр", "отец", administrator,
    )  # fmt: skip
    entry = Entry.objects.get(action="record_consent")
    assert (entry.object_name, entry.after) == (f"Согласие № {made.pk}", {"purpose": "phone", "text_version": "1"})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"given_on": TODAY + timedelta(days=1)}, "ещё не наступил"),
        ({"valid_until": TODAY - timedelta(days=1)}, "уже прошёл"),
        ({"number": " "}, "где лежит бумага"),
    ],
)
def test_a_paper_that_cannot_be(official: User, administrator: User, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(PersonalRefused, match=words):
        record_paper(
            person=official, purpose_code="phone", paper=paper(**changes), acting=acting_on(administrator, TODAY),
            today=TODAY,
        )  # fmt: skip


def test_a_consent_ends_with_its_term_and_another_may_follow(official: User, administrator: User) -> None:
    acting, later = acting_on(administrator, TODAY), TODAY + timedelta(days=31)
    until = TODAY + timedelta(days=30)
    record_paper(person=official, purpose_code="phone", paper=paper(valid_until=until), acting=acting, today=TODAY)
    assert has_consent(official, "phone", until)
    assert not has_consent(official, "phone", later)
    record_paper(person=official, purpose_code="phone", paper=paper(given_on=later), acting=acting, today=later)
    assert Consent.objects.in_force(later).count() == 1


def test_apps_to_come_offer_their_own_purposes(official: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kadrost.audit.personal._purposes", {})
    offer_purpose(Purpose("talent", "Поиск работы", "согласие", "год", text="Согласен", version="2"))
    with pytest.raises(ConsentMissing, match="Поиск работы"):
        require_consent(official, "talent", TODAY)
    give_consent(purpose_code="talent", acting=acting_on(official, TODAY), today=TODAY)
    require_consent(official, "talent", TODAY)


@pytest.mark.parametrize("role", list(Role))
def test_contacts_are_open_to_administrators_with_a_reason_alone(
    official: User, office: Organisation, role: Role
) -> None:
    acting = acting_on(person(role, office), TODAY)
    is_administrator = role == Role.ADMINISTRATOR
    assert may_see(acting, official, "email", reason="sign_in", today=TODAY) is is_administrator
    assert may_see(acting, official, "email", reason="", today=TODAY) is False
    assert may_see(acting, official, "password", reason="sign_in", today=TODAY) is False
    assert may_see(acting, official, "phone", reason="work", today=TODAY) is False
    give_consent(purpose_code="phone", acting=acting_on(official, TODAY), today=TODAY)
    assert may_see(acting, official, "phone", reason="work", today=TODAY) is is_administrator


def test_one_sees_ones_own_and_another_regions_administrator_nothing(official: User) -> None:
    assert may_see(acting_on(official, TODAY), official, "phone", reason="", today=TODAY)
    elsewhere = person(Role.ADMINISTRATOR, OrganisationFactory(territory=TerritoryFactory(name="Дальняя область")))
    Appointment.objects.create(person=UserFactory(), role=Role.EXECUTOR, organisation=OrganisationFactory())
    assert not may_see(acting_on(elsewhere, TODAY), official, "email", reason="work", today=TODAY)


@pytest.mark.parametrize("value", [EMAIL, PHONE, "123-456-789 01", "12345678901", "zerkalova", "я"])
def test_a_masked_value_does_not_hold_it(value: str) -> None:
    assert value not in masked(value)
    assert len(masked(value).replace("•", "")) <= 3


def test_nothing_to_mask() -> None:
    assert masked("") == ""


def test_opening_a_contact_is_an_act_that_the_person_sees(official: User, administrator: User) -> None:
    client = client_of(administrator)
    url = reverse("region-person-data", args=(official.pk,))
    assert EMAIL not in client.get(url).content.decode()
    assert not Look.objects.exists()
    answer = client.post(url, {"field": "email", "reason": "sign_in"})
    assert EMAIL in answer.content.decode()
    look = Look.objects.get()
    assert (look.person_key, look.viewer_name, look.purpose) == (
        str(official.pk), "Правилова Анна", "Помощь со входом на сайт",
    )  # fmt: skip
    refused = client.post(url, {"field": "phone", "reason": "work"})
    assert refused.status_code == 422
    assert PHONE not in refused.content.decode()
    assert Look.objects.count() == 1
    assert "Помощь со входом" in client_of(official).get(reverse("region-looks")).content.decode()


def test_the_list_of_people_masks_addresses(official: User, administrator: User) -> None:
    page = client_of(administrator).get(reverse("region-people")).content.decode()
    assert EMAIL not in page
    assert "z•••@•••" in page


def test_my_data_page_says_what_is_kept_and_why(official: User) -> None:
    give_consent(purpose_code="phone", acting=acting_on(official, TODAY), today=TODAY)
    page = client_of(official).get(reverse("region-my-data")).content.decode()
    for words in ("Учётная запись", "Назначения на роли", "статья 19", "Связь по телефону", "Отозвать"):
        assert words in page


def test_a_consent_is_given_and_withdrawn_on_its_page(official: User) -> None:
    client, url = client_of(official), reverse("region-my-consent")
    assert "Номер телефона будет стёрт" in client.get(url, {"purpose": "phone"}).content.decode()
    client.post(url, {"purpose": "phone"})
    assert has_consent(official, "phone", TODAY)
    client.post(url, {"purpose": "phone"})
    assert not has_consent(official, "phone", TODAY)
    assert client.get(url, {"purpose": "none"}).status_code == 404


def test_the_register_finds_by_name_and_purpose(official: User, administrator: User) -> None:
    give_consent(purpose_code="phone", acting=acting_on(official, TODAY), today=TODAY)
    client, url = client_of(administrator), reverse("region-consents")
    for query, is_found in (({}, True), ({"q": "зеркал"}, True), ({"q": "Иной"}, False), ({"purpose": "x"}, True)):
        assert ("Зеркалова" in client.get(url, query).content.decode()) is is_found, query


def test_a_paper_is_recorded_on_its_page(official: User, administrator: User) -> None:
    client, url = client_of(administrator), reverse("region-person-consent", args=(official.pk,))
    sent = {"purpose": "phone", "given_on": "01.03.2027", "number": "№ 3", "is_minor": "on"}
    assert "законный представитель" in client.post(url, sent).content.decode()
    named = {"representative_name": "А", "representative_relation": "мать", "representative_document": "паспорт"}
    assert client.post(url, sent | named).status_code == 302
    assert Consent.objects.get().given_on == date(2027, 3, 1)


def test_an_export_holds_everything_and_no_secret(official: User) -> None:
    official.surname = "=1+1"
    official.save(update_fields=["surname"])
    Report.objects.create(
        checkpoint=CheckpointFactory(), organisation=OrganisationFactory(), author=official, author_name="=1+1",
        claim=Report.Claim.DONE, words="", reported_on=TODAY,
    )  # fmt: skip
    answer = client_of(official).post(reverse("region-my-export"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["dannye.docx", "dannye.xlsx", "dannye.json"]
        told = json.loads(archive.read("dannye.json"))
        text = "\n".join(
            cell.text
            for table in Document(io.BytesIO(archive.read("dannye.docx"))).tables
            for row in table.rows
            for cell in row.cells
        )
        sheet = load_workbook(io.BytesIO(archive.read("dannye.xlsx"))).worksheets[0]
    rows = {one["model"]: one["rows"] for one in told["records"] if one["purpose"] != "phone"}
    assert told["format"] == "kadrost-personal-data/1"
    assert rows["accounts.User"][0]["email"] == EMAIL
    assert rows["roadmaps.Report"][0]["author_name"] == "=1+1"
    assert EMAIL in text
    assert official.password not in json.dumps(told)
    assert "password" not in rows["accounts.User"][0]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith("=")]
    entry = Entry.objects.get(action="export_data")
    assert (entry.before, entry.after) == ({}, {})


def test_an_administrator_exports_on_a_written_request_alone(
    official: User, administrator: User, office: Organisation
) -> None:
    acting = acting_on(administrator, TODAY)
    with pytest.raises(PersonalRefused, match="Основание"):
        export_data(person=official, acting=acting, today=TODAY)
    assert export_data(person=official, acting=acting, today=TODAY, ground="вх. № 118")
    assert Entry.objects.get(action="export_data").ground == "вх. № 118"
    with pytest.raises(PermissionRefused):
        export_data(person=official, acting=acting_on(person(Role.COORDINATOR, office), TODAY), today=TODAY, ground="x")
    url = reverse("region-person-export", args=(official.pk,))
    answer = client_of(administrator).post(url, {"ground": "вх. № 119"})
    assert answer.headers["Content-Type"] == "application/zip"
    assert Look.objects.get().purpose == "Ответ на запрос человека о его данных"


def test_the_answer_is_due_in_ten_working_days(official: User, administrator: User) -> None:
    request = asked(official)
    assert request.due_on == date(2027, 3, 24)
    with pytest.raises(PersonalRefused, match="уже подан"):
        asked(official)
    page = client_of(administrator).get(reverse("roadmaps-my-work")).content.decode()
    assert "Запросы об удалении данных" in page
    assert reverse("region-erasure", args=(request.pk,)) in page


def test_erasing_clears_deletes_keeps_and_leaves_the_chain_whole(official: User, administrator: User) -> None:
    client = client_of(official)
    client.get(reverse("region-my-data"))
    send_letter(kind="note", key="1", to=EMAIL, name="Зеркалова Инна", person_key="", subject="Тема", text="Зеркалова")
    report = Report.objects.create(
        checkpoint=CheckpointFactory(), organisation=OrganisationFactory(), author=official,
        author_name="Зеркалова Инна", claim=Report.Claim.DONE, words="", reported_on=TODAY,
    )  # fmt: skip
    give_consent(purpose_code="phone", acting=acting_on(official, TODAY), today=TODAY)
    request = asked(official, words="ухожу, пишите на zerkalova@region.example")
    erased(request, administrator)
    official.refresh_from_db()
    request.refresh_from_db()
    report.refresh_from_db()
    assert (official.login, official.email, official.phone, official.given_name) == (
        f"erased-{official.pk}",
        "",
        "",
        "",
    )
    assert (official.is_active, official.has_usable_password()) == (False, False)
    assert client.get(reverse("region-my-data")).status_code == 302
    assert not DeviceSession.objects.filter(person=official).exists()
    assert not Appointment.objects.filter(person=official).in_force(TODAY).exists()
    assert not Consent.objects.in_force(TODAY).exists()
    assert list(Letter.objects.values_list("to_name", "to_address", "text", "state")) == [("", "", "", "withdrawn")]
    assert report.author_name == "Зеркалова Инна"
    assert (request.state, request.words, request.decided_by) == ("erased", "", administrator)
    hows = {one["model"]: one["how"] for one in request.outcome}
    assert (hows["roadmaps.Report"], hows["jobs.Letter"]) == ("keep", "clear")


@pytest.mark.django_db(transaction=True)
def test_the_chain_is_whole_after_an_erasure(official: User, administrator: User) -> None:
    erased(asked(official), administrator)
    found = verify_chain()
    assert (found.is_whole, found.count, found.waiting) == (True, Entry.objects.count(), 0)
    assert Entry.objects.filter(action="erase_data").exists()


def test_what_is_declared_as_going_is_gone(official: User, administrator: User) -> None:
    before = {
        (held.model, name): set(held.rows_of(official).values_list(name, flat=True))
        for held in declarations()
        if held.how == How.CLEAR and held.of
        for name in held.fields
    }
    erased(asked(official), administrator)
    official.refresh_from_db()
    for held in declarations():
        if held.how == How.DELETE:
            assert not held.rows_of(official).exists(), held.model
        if held.how == How.CLEAR and held.of:
            for name in held.fields:
                kept = set(held.rows_of(official).values_list(name, flat=True)) - {"", None}
                assert not kept & before[held.model, name], (held.model, name)


def test_the_journal_tells_of_an_erasure_without_the_data(official: User, administrator: User) -> None:
    erased(asked(official), administrator)
    entry = Entry.objects.get(action="erase_data")
    assert entry.object_name == f"Запрос № {ErasureRequest.objects.get().pk}"
    told = f"{entry.object_name} {entry.ground} {entry.before} {entry.after}"
    for value in ("Зеркалова", "Инна", EMAIL, PHONE):
        assert value not in told


def test_who_decides(official: User, administrator: User, office: Organisation) -> None:
    request = asked(official)
    for stranger in (official, person(Role.COORDINATOR, office), person(Role.AUDITOR, office)):
        with pytest.raises(PermissionRefused):
            erased(request, stranger)
    own = asked(administrator)
    with pytest.raises(PermissionRefused, match="другой администратор"):
        erased(own, administrator)
    erased(request, administrator)
    with pytest.raises(PersonalRefused, match="уже принято"):
        erased(request, administrator)


def test_whoever_keeps_the_system_is_not_erased(official: User, administrator: User) -> None:
    request = asked(official)
    User.objects.filter(pk=official.pk).update(is_superuser=True)
    with pytest.raises(PersonalRefused, match="ведёт саму систему"):
        erased(request, administrator)


def test_erasing_is_confirmed_twice_and_answered_by_a_letter(official: User, administrator: User) -> None:
    owner = client_of(official)
    ask = reverse("region-my-erasure")
    assert owner.post(ask, {"words": ""}).status_code == 422
    assert owner.post(ask, {"words": "", "is_sure": "on"}).status_code == 302
    assert owner.post(ask, {"words": "", "is_sure": "on"}).status_code == 422
    request = ErasureRequest.objects.get()
    client, url = client_of(administrator), reverse("region-erasure", args=(request.pk,))
    assert client.get(reverse("region-erasure-answer", args=(request.pk,))).status_code == 404
    sent = {"decision": "erase", "ground": "запрос человека", "version": "1"}
    first = client.post(url, sent)
    assert (first.status_code, "вернуть нельзя" in first.content.decode()) == (200, True)
    official.refresh_from_db()
    assert official.email == EMAIL
    assert client.post(url, sent | {"is_final": "on"}).status_code == 302
    answer = client.get(reverse("region-erasure-answer", args=(request.pk,)))
    text = "\n".join(line.text for line in Document(io.BytesIO(answer.content)).paragraphs)
    assert f"Заявителю по запросу № {request.pk} от 10.03.2027" in text
    assert "Кто, где и в какой роли действовал, нужно" in text
    assert "Зеркалова" not in text
    assert client.get(url).status_code == 200


def test_a_refusal_keeps_everything_and_is_answered(official: User, administrator: User) -> None:
    request = asked(official)
    client, url = client_of(administrator), reverse("region-erasure", args=(request.pk,))
    assert client.post(url, {"decision": "refuse", "ground": "", "version": "1"}).status_code == 422
    assert client.post(url, {"decision": "refuse", "ground": "назначение действует", "version": "1"}).status_code == 302
    official.refresh_from_db()
    assert official.email == EMAIL
    answer = client.get(reverse("region-erasure-answer", args=(request.pk,)))
    assert "В удалении данных отказано." in [line.text for line in Document(io.BytesIO(answer.content)).paragraphs]
    assert "назначение действует" in client_of(official).get(reverse("region-my-data")).content.decode()


def test_a_field_that_is_none_is_an_error() -> None:
    with pytest.raises(FieldDoesNotExist):
        declarations()[0].title_of("none")
