"""A forgotten password and a new address of e-mail: links that open once and tell strangers nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from kadrost.accounts.models import MailLink, SignInCount, User
from kadrost.accounts.throttle import LOGIN_FAILURES
from kadrost.audit.models import Entry
from kadrost.jobs.models import Letter
from tests.accounts.conftest import SECRET, prove, sign_in

pytestmark = pytest.mark.django_db
NEW = "another-long-word"
NOON = datetime(2027, 3, 15, 9, 0, tzinfo=UTC)


def link_of_last_letter() -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", Letter.objects.latest("pk").text)
    assert found
    return found[1]


def set_password(client: Client, address: str, password: str = NEW) -> int:
    return client.post(address, {"new_password1": password, "new_password2": password}).status_code


@pytest.mark.parametrize("name", ["anna", " ANNA ", "anna@region.example", "Anna@Region.Example"])
def test_link_sets_a_new_password_and_ends_sessions(client: Client, anna: User, name: str) -> None:
    other = Client()
    sign_in(other)
    client.post("/recovery", {"name": name})
    letter = Letter.objects.get()
    assert (letter.to_address, letter.is_secret) == ("anna@region.example", True)
    address = link_of_last_letter()
    page = client.get(address)
    assert (page.status_code, page["Referrer-Policy"]) == (200, "no-referrer")
    assert "no-store" in page["Cache-Control"]
    assert set_password(client, address) == 302
    anna.refresh_from_db()
    assert anna.check_password(NEW)
    assert other.get("/me/").status_code == 302
    assert sign_in(Client(), password=NEW) == "/"
    entry = Entry.objects.get(action="recover_password")
    assert (entry.object_key, entry.after) == (str(anna.pk), {"sessions_ended": 1})


@pytest.mark.parametrize("name", ["nobody", "nobody@region.example", "boris", "gone"])
def test_answer_is_the_same_whoever_is_asked_for(client: Client, anna: User, name: str) -> None:
    User.objects.create_user("boris", SECRET)
    User.objects.create_user("gone", SECRET, email="gone@region.example", is_active=False)
    known = client.post("/recovery", {"name": "anna"}).content.decode()
    letters = Letter.objects.count()
    answer = client.post("/recovery", {"name": name})
    assert answer.status_code == 200
    assert re.sub(r'value="[^"]+"', "", answer.content.decode()) == re.sub(r'value="[^"]+"', "", known)
    assert Letter.objects.count() == letters == 1


def test_link_opens_once(client: Client, anna: User) -> None:
    client.post("/recovery", {"name": "anna"})
    address = link_of_last_letter()
    assert set_password(client, address) == 302
    assert set_password(client, address, "yet-another-long-word") == 404
    anna.refresh_from_db()
    assert anna.check_password(NEW)
    assert "Ссылка не действует" in client.get(address).content.decode()


def test_later_link_replaces_the_earlier(client: Client, anna: User) -> None:
    client.post("/recovery", {"name": "anna"})
    first = link_of_last_letter()
    client.post("/recovery", {"name": "anna"})
    assert client.get(first).status_code == 404
    assert client.get(link_of_last_letter()).status_code == 200


def test_link_lasts_an_hour(client: Client, anna: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client.post("/recovery", {"name": "anna"})
        address = link_of_last_letter()
        clock.shift(timedelta(minutes=59))
        assert client.get(address).status_code == 200
        clock.shift(timedelta(minutes=1))
        assert set_password(client, address) == 404
    anna.refresh_from_db()
    assert anna.check_password(SECRET)


def test_secret_of_the_link_is_kept_nowhere(client: Client, anna: User) -> None:
    client.post("/recovery", {"name": "anna"})
    token = link_of_last_letter().rpartition("/")[2]
    assert len(token) == 43
    assert token not in f"{vars(MailLink.objects.get())} {[vars(entry) for entry in Entry.objects.all()]}"


@pytest.mark.parametrize("password", ["short", "12345678901234", "serova-anna", "password12"])
def test_weak_password_is_refused_and_the_link_stays(client: Client, anna: User, password: str) -> None:
    client.post("/recovery", {"name": "anna"})
    address = link_of_last_letter()
    if password == "serova-anna":
        User.objects.filter(pk=anna.pk).update(login="serova-anna")
    assert set_password(client, address, password) == 200
    assert set_password(client, address) == 302


def test_asking_again_and_again_has_to_wait(client: Client, anna: User) -> None:
    for _ in range(LOGIN_FAILURES):
        assert client.post("/recovery", {"name": "anna"}).status_code == 200
    answer = client.post("/recovery", {"name": "anna"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert Letter.objects.count() == LOGIN_FAILURES
    assert "anna" not in str(list(SignInCount.objects.values()))


def test_second_factor_is_asked_for_after_recovery(client: Client, anna: User, with_application: object) -> None:
    client.post("/recovery", {"name": "anna"})
    set_password(client, link_of_last_letter())
    assert sign_in(client, password=NEW) == "/sign-in/code"


def test_letter_leads_to_the_site_as_set_up_and_not_as_asked(client: Client, anna: User, settings: object) -> None:
    client.post("/recovery", {"name": "anna"}, headers={"host": "127.0.0.1"})
    assert "http://localhost:8000/recovery/" in Letter.objects.get().text


def ask_for_email(client: Client, email: str) -> int:
    return client.post("/me/contacts", {"act": "email", "email": email}).status_code


def test_new_address_counts_once_its_letter_was_answered(client: Client, anna: User) -> None:
    client.force_login(anna)
    prove(client)
    assert ask_for_email(client, "Serova@Region.Example") == 302
    anna.refresh_from_db()
    assert anna.email == "anna@region.example"
    address = link_of_last_letter()
    assert Client().get(address)["Location"] == f"/sign-in?next={address}"
    assert client.get(address).status_code == 200
    anna.refresh_from_db()
    assert anna.email == "anna@region.example", "a program that opens links changes nothing"
    assert client.post(address).status_code == 302
    anna.refresh_from_db()
    assert anna.email == "serova@region.example"
    assert Letter.objects.latest("pk").to_address == "anna@region.example"
    entry = Entry.objects.get(action="change_email")
    assert "@" not in f"{entry.before}{entry.after}"
    assert client.post(address).status_code == 404


def test_new_address_needs_proof_of_who_asks(client: Client, anna: User) -> None:
    client.force_login(anna)
    client.post("/me/contacts", {"act": "email", "email": "thief@region.example"})
    assert not Letter.objects.exists()


def test_link_of_another_changes_nobody_s_address(client: Client, anna: User) -> None:
    client.force_login(anna)
    prove(client)
    ask_for_email(client, "serova@region.example")
    other = Client()
    other.force_login(User.objects.create_user("boris", SECRET))
    assert other.post(link_of_last_letter()).status_code == 404
    assert not User.objects.filter(email="serova@region.example").exists()


def test_address_of_another_gets_no_letter_and_is_not_told(client: Client, anna: User) -> None:
    User.objects.create_user("boris", SECRET, email="boris@region.example")
    client.force_login(anna)
    prove(client)
    assert ask_for_email(client, "boris@region.example") == 302
    assert not Letter.objects.exists()


def test_telephone_is_kept_and_nonsense_refused(client: Client, anna: User) -> None:
    client.force_login(anna)
    prove(client)
    assert client.post("/me/contacts", {"act": "phone", "phone": "звоните"}).status_code == 422
    assert client.post("/me/contacts", {"act": "phone", "phone": "+7 900 000-00-00"}).status_code == 302
    anna.refresh_from_db()
    assert anna.phone == "+7 900 000-00-00"
    assert Entry.objects.get(action="change_phone").after == {}


def test_neither_log_nor_journal_names_the_person_or_the_link(
    client: Client, anna: User, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("anna@region.example", "nobody@region.example"):
        client.post("/recovery", {"name": name})
    address = link_of_last_letter()
    client.get(address)
    set_password(client, address)
    client.get(address)
    sign_in(client, password=NEW)
    assert [entry.action for entry in Entry.objects.order_by("id")][:2] == ["ask_recovery", "ask_recovery"]
    told = caplog.text + " ".join(f"{vars(entry)}" for entry in Entry.objects.all())
    assert "GET recovery/<str:token> 404" in caplog.text
    assert "region.example" not in told
    assert address.rpartition("/")[2] not in told


def test_guessing_the_old_password_of_an_open_session_has_to_wait(client: Client, anna: User) -> None:
    client.force_login(anna)
    data = {"old_password": "guess", "new_password1": NEW, "new_password2": NEW}
    for _ in range(LOGIN_FAILURES):
        assert client.post("/password", data).status_code == 200
    assert client.post("/password", {**data, "old_password": SECRET}).status_code == 429
    anna.refresh_from_db()
    assert anna.check_password(SECRET)
