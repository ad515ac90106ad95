"""Inviting people by a letter: who may, what the letter opens, and what it opens no more."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.jobs.models import Letter
from kadrost.region.domain import inviting
from kadrost.region.models import Appointment, Invitation, Organisation
from tests.web.factories import TODAY, InvitationFactory, OrganisationFactory, TerritoryFactory, person
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db
PASSWORD = "озеро-и-сосны-7"
WHOM = {"surname": "Новикова", "given_name": "Вера", "patronymic": "", "email": "Novikova@Region.Example"}


@pytest.fixture
def body() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def administrator(body: Organisation) -> Client:
    return client_of(person(Role.ADMINISTRATOR, body))


def send(client: Client, body: Organisation, **more: str) -> tuple[int, str]:
    answer = client.post(f"/organisations/{body.pk}/invitations/", {**WHOM, "role": "executor", **more})
    return answer.status_code, text_of(answer)


def link() -> str:
    found = re.search(r"https?://[^/\s]+(/invitation/\S+)", Letter.objects.latest("pk").text)
    assert found
    return found[1]


def take(client: Client, address: str, password: str = PASSWORD) -> tuple[int, str]:
    answer = client.post(address, {"new_password1": password, "new_password2": password, "way": "password"})
    return answer.status_code, str(answer.headers.get("Location", ""))


def test_letter_tells_who_is_invited_where_and_how_long(administrator: Client, body: Organisation) -> None:
    assert send(administrator, body)[0] == 302
    letter = Letter.objects.get()
    assert (letter.to_address, letter.subject, letter.is_secret) == (
        "novikova@region.example",
        "Приглашение на сайт контроля планов",
        True,
    )
    assert "Здравствуйте, Вера." in letter.text
    assert f"Роль: Исполнитель. Организация: {body.name}." in letter.text
    assert "17\u00a0марта\u00a02027" in letter.text
    entry = Entry.objects.get()
    assert (entry.action, entry.object_name) == ("invite", f"Приглашение № {Invitation.objects.get().pk}")
    assert "@" not in f"{vars(entry)}"
    page = text_of(administrator.get(f"/organisations/{body.pk}/invitations/"))
    assert "Новикова Вера" in page
    assert "Ждёт ответа" in page


def test_link_makes_the_account_begins_the_appointment_and_signs_in(
    administrator: Client, body: Organisation, client: Client
) -> None:
    send(administrator, body, valid_until="2027-12-31")
    address = link()
    answer = client.get(address)
    assert (answer.status_code, answer["Referrer-Policy"]) == (200, "no-referrer")
    assert "Новикова Вера, вас приглашают" in text_of(answer)
    assert not User.objects.filter(login="novikova@region.example").exists()
    assert take(client, address) == (302, "/")
    made = User.objects.get(login="novikova@region.example")
    assert (made.email, made.full_name, made.check_password(PASSWORD)) == (made.login, "Новикова Вера", True)
    assert client.session["_auth_user_id"] == str(made.pk)
    appointment = Appointment.objects.get(person=made)
    assert (appointment.role, appointment.organisation, appointment.valid_from, appointment.valid_until) == (
        "executor", body, TODAY, date(2027, 12, 31),
    )  # fmt: skip
    actions = list(Entry.objects.order_by("id").values_list("action", flat=True))
    assert actions[:2] == ["invite", "accept_invitation"]
    assert actions[-1] == "sign_in"
    assert "Принято" in text_of(administrator.get(f"/organisations/{body.pk}/invitations/"))


def test_link_opens_once(administrator: Client, body: Organisation, client: Client) -> None:
    send(administrator, body)
    address = link()
    take(client, address)
    assert take(Client(), address, "another-long-word")[0] == 404
    assert "Ссылка не действует" in text_of(Client().get(address))
    assert User.objects.get(login="novikova@region.example").check_password(PASSWORD)


def test_weak_password_is_refused_and_the_invitation_stays(
    administrator: Client, body: Organisation, client: Client
) -> None:
    send(administrator, body)
    assert take(client, link(), "novikova1")[0] == 422
    assert not User.objects.filter(login="novikova@region.example").exists()
    assert take(client, link())[0] == 302


def test_without_a_password_the_person_goes_on_to_a_passkey(
    administrator: Client, body: Organisation, client: Client
) -> None:
    send(administrator, body)
    answer = client.post(link(), {"way": "passkey"})
    assert answer["Location"] == "/me/passkeys/add"
    assert not User.objects.get(login="novikova@region.example").has_usable_password()
    assert client.get("/me/passkeys/add").status_code == 200


def test_expired_and_revoked_invitations_open_nothing(
    administrator: Client, body: Organisation, client: Client
) -> None:
    send(administrator, body)
    address = link()
    with time_machine.travel("2027-03-17T09:00:01+03:00", tick=False):
        assert take(client, address)[0] == 404
    invitation = Invitation.objects.get()
    assert administrator.post(f"/invitations/{invitation.pk}/revoke/").status_code == 302
    assert take(client, address)[0] == 404
    assert User.objects.filter(login="novikova@region.example").count() == 0
    assert Entry.objects.latest("id").action == "revoke_invitation"
    answer = administrator.post(f"/invitations/{invitation.pk}/revoke/", follow=True)
    assert "Приглашение уже принято или отозвано." in text_of(answer)


def test_sent_again_the_earlier_link_opens_nothing(administrator: Client, body: Organisation, client: Client) -> None:
    send(administrator, body)
    first, invitation = link(), Invitation.objects.get()
    answer = administrator.post(f"/invitations/{invitation.pk}/resend/", follow=True)
    assert "Приглашение отправлено только что." in text_of(answer)
    assert Letter.objects.count() == 1
    with time_machine.travel("2027-03-12T09:00:00+03:00", tick=False):
        other = client_of(invitation.invited_by)
        other.post(f"/invitations/{invitation.pk}/resend/")
        assert Letter.objects.count() == 2
        assert take(client, first)[0] == 404
        assert take(client, link())[0] == 302


def test_one_open_invitation_an_address_and_none_for_who_is_there(administrator: Client, body: Organisation) -> None:
    send(administrator, body)
    status, page = send(administrator, body, email="novikova@region.example")
    assert (status, "На этот адрес приглашение уже отправлено." in page) == (422, True)
    User.objects.create_user("petrov", PASSWORD, email="petrov@region.example")
    status, page = send(administrator, body, email="PETROV@region.example")
    assert (status, "Человек с этим адресом уже есть." in page) == (422, True)
    assert (Invitation.objects.count(), Letter.objects.count()) == (1, 1)


def test_account_made_meanwhile_is_not_taken_over(administrator: Client, body: Organisation, client: Client) -> None:
    send(administrator, body)
    User.objects.create_user("novikova@region.example", "a-word-of-her-own")
    assert take(client, link())[0] == 404
    assert User.objects.get(login="novikova@region.example").check_password("a-word-of-her-own")
    assert not Appointment.objects.filter(person__login="novikova@region.example").exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"email": "не адрес"}, "Нужен адрес вида imya@region.example."),
        ({"email": "o'neva@region.example"}, "Такой адрес не может быть логином"),
        ({"surname": ""}, "Фамилия"),
        ({"valid_from": "2027-05-01", "valid_until": "2027-04-01"}, "Срок назначения закончился бы раньше"),
        ({"valid_until": "2027-03-01"}, "Срок назначения закончился бы раньше"),
    ],
)
def test_mistakes_are_told_and_nothing_is_sent(
    administrator: Client, body: Organisation, sent: dict[str, str], words: str
) -> None:
    status, page = send(administrator, body, **sent)
    assert (status, words in page) == (422, True)
    assert (Invitation.objects.count(), Letter.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_coordinator_invites_those_who_report_and_nobody_who_decides(body: Organisation) -> None:
    coordinator = client_of(person(Role.COORDINATOR, body))
    page = text_of(coordinator.get(f"/organisations/{body.pk}/invitations/"))
    assert 'value="executor"' in page
    assert 'value="administrator"' not in page
    assert send(coordinator, body, role="administrator")[0] == 422
    assert Invitation.objects.count() == 0
    assert send(coordinator, body)[0] == 302


@pytest.mark.parametrize("role", [Role.EXECUTOR, Role.CONTROLLER, Role.AUDITOR])
def test_others_invite_nobody(body: Organisation, role: Role) -> None:
    client = client_of(person(role, body))
    invitation = InvitationFactory(organisation=body)
    assert client.get(f"/organisations/{body.pk}/invitations/").status_code == 403
    assert send(client, body)[0] == 403
    assert client.post(f"/invitations/{invitation.pk}/revoke/").status_code == 403
    assert client.post(f"/invitations/{invitation.pk}/resend/").status_code == 403
    assert (Invitation.objects.count(), Invitation.objects.unanswered().count(), Letter.objects.count()) == (1, 1, 0)


def test_administrator_of_another_region_invites_nobody_here(body: Organisation, administrator: Client) -> None:
    far = OrganisationFactory(territory=TerritoryFactory(name="Дальняя область"))
    client = client_of(person(Role.ADMINISTRATOR, far))
    assert send(client, body)[0] == 403
    assert Invitation.objects.count() == 0


def test_too_many_letters_an_hour_are_refused(
    administrator: Client, body: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "MOST_AN_HOUR", 2)
    statuses = [send(administrator, body, email=f"person{n}@region.example")[0] for n in range(3)]
    assert statuses == [302, 302, 422]
    assert Letter.objects.count() == 2


def test_letter_leads_to_the_site_as_set_up(administrator: Client, body: Organisation, settings: Settings) -> None:
    settings.SITE_URL = "https://kadrost.region.example"
    send(administrator, body)
    assert "https://kadrost.region.example/invitation/" in Letter.objects.get().text


def test_page_asks_the_same_number_of_queries_however_many_were_sent(administrator: Client, body: Organisation) -> None:
    from tests.web.scene import queries_of

    InvitationFactory(organisation=body)
    address = f"/organisations/{body.pk}/invitations/"
    administrator.get(address)
    few = queries_of(administrator, address)
    InvitationFactory.create_batch(8, organisation=body)
    assert queries_of(administrator, address) == few


def test_secret_is_kept_nowhere(administrator: Client, body: Organisation) -> None:
    send(administrator, body)
    token = link().rpartition("/")[2]
    assert len(token) == 43
    assert token not in f"{vars(Invitation.objects.get())}{vars(Entry.objects.get())}"
    assert Invitation.objects.get().expires_at - Invitation.objects.get().sent_at == timedelta(days=7)
