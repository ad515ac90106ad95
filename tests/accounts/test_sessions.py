"""Where one is signed in: the list, ending sessions, age and rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from kadrost.accounts.devices import name_device
from kadrost.accounts.models import DeviceSession, User
from kadrost.accounts.throttle import mask_network
from kadrost.audit.models import Entry
from tests.accounts.conftest import SECRET, sign_in

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"
YANDEX = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 YaBrowser/24.12 Mobile Safari/537.36"
MORNING = datetime(2027, 3, 15, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (CHROME, "Chrome, Windows"),
        (YANDEX, "Яндекс Браузер, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_1) Version/17.1 Safari/605.1.15", "Safari, macOS"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox, Linux"),
        ("curl/8.5", "Неизвестное устройство"),
        ("", "Неизвестное устройство"),
    ],
)
def test_device_in_words(told: str, name: str) -> None:
    assert name_device(told) == name


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("203.0.113.77", "203.0.113.*"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:*"),
        ("::1", "0:0:0:*"),
        ("unix", ""),
        ("", ""),
    ],
)
def test_address_is_shown_masked(address: str, shown: str) -> None:
    assert mask_network(address) == shown


def test_list_shows_device_and_masked_network(client: Client, anna: User) -> None:
    client.post(
        "/sign-in", {"username": "anna", "password": SECRET}, headers={"user-agent": CHROME}, REMOTE_ADDR="203.0.113.77"
    )
    page = client.get("/me/").content.decode()
    assert "Chrome, Windows" in page
    assert "203.0.113.*" in page
    assert "203.0.113.77" not in page
    assert "этот сеанс" in page
    session = DeviceSession.objects.get()
    assert (session.person, session.session_key) == (anna, client.session.session_key)


def test_one_of_one_s_sessions_is_ended(client: Client, anna: User) -> None:
    other = Client()
    sign_in(other)
    lost = DeviceSession.objects.get()
    sign_in(client)
    assert client.post(f"/me/sessions/{lost.pk}/end")["Location"] == "/me/"
    assert other.get("/me/")["Location"] == "/sign-in?next=/me/"
    assert client.get("/me/").status_code == 200
    assert Entry.objects.get(action="end_session").actor_key == str(anna.pk)


def test_another_s_session_is_not_there(client: Client, anna: User) -> None:
    boris = User.objects.create_user("boris", SECRET)
    client.force_login(boris)
    other = Client()
    other.force_login(anna)
    theirs = DeviceSession.objects.get(person=anna)
    assert client.post(f"/me/sessions/{theirs.pk}/end").status_code == 404
    assert other.get("/me/").status_code == 200
    assert not Entry.objects.exists()


def test_all_other_sessions_are_ended(client: Client, anna: User) -> None:
    others = [Client(), Client()]
    for other in others:
        sign_in(other)
    sign_in(client)
    client.post("/me/sessions/end-others")
    assert [other.get("/me/").status_code for other in others] == [302, 302]
    assert client.get("/me/").status_code == 200
    assert Entry.objects.get(action="end_sessions").after == {"count": 2}


def test_password_change_ends_other_sessions_and_keeps_this(client: Client, anna: User) -> None:
    other = Client()
    sign_in(other)
    sign_in(client)
    new = "another-long-word"
    client.post("/password", {"old_password": SECRET, "new_password1": new, "new_password2": new})
    assert other.get("/me/").status_code == 302
    assert DeviceSession.objects.get().session_key == client.session.session_key
    assert client.get("/me/").status_code == 200


def test_sign_out_takes_the_session_off_the_list(client: Client, anna: User) -> None:
    sign_in(client)
    client.post("/sign-out")
    assert DeviceSession.objects.count() == 0


def test_session_key_changes_at_sign_in(client: Client, anna: User) -> None:
    session = client.session
    session["planted"] = "by somebody"
    session.save()
    planted = session.session_key
    sign_in(client)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_rest_ends_the_session(client: Client, anna: User, settings: Settings) -> None:
    settings.SESSION_IDLE_SECONDS = 1800
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(client)
        clock.shift(timedelta(minutes=29))
        assert client.get("/me/").status_code == 200
        clock.shift(timedelta(minutes=29))
        assert client.get("/me/").status_code == 200
        clock.shift(timedelta(minutes=31))
        answer = client.get("/me/", follow=True)
        assert answer.redirect_chain == [("/sign-in?next=/me/", 302)]
        assert "Сеанс завершён: вы давно не открывали сайт." in answer.content.decode()
        assert "_auth_user_id" not in client.session


def test_age_ends_the_session_however_busy(client: Client, anna: User, settings: Settings) -> None:
    settings.SESSION_COOKIE_AGE = 7200
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(client)
        for _ in range(8):
            clock.shift(timedelta(minutes=15))
            assert client.get("/me/").status_code == 200
        clock.shift(timedelta(minutes=15))
        assert client.get("/me/").status_code == 302


def test_presence_is_noted_every_few_minutes_only(client: Client, anna: User) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(client)
        clock.shift(timedelta(minutes=4))
        client.get("/ui/keys")
        assert DeviceSession.objects.get().seen_at == MORNING
        clock.shift(timedelta(minutes=2))
        client.get("/ui/keys")
        assert DeviceSession.objects.get().seen_at == MORNING + timedelta(minutes=6)


def test_session_of_before_the_list_is_taken_up(client: Client, anna: User) -> None:
    client.force_login(anna)
    DeviceSession.objects.all().delete()
    session = client.session
    for name in ("seen_at", "signed_in_at", "device_session"):
        del session[name]
    session.save()
    client.get("/ui/keys")
    assert DeviceSession.objects.get().person == anna


def test_cookies_are_closed_to_scripts_and_other_sites(client: Client, anna: User, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    sign_in(client)
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)


def test_last_sign_ins_tell_of_failures_too(client: Client, anna: User) -> None:
    Client().post("/sign-in", {"username": "anna", "password": "wrong-entirely"})
    sign_in(client)
    page = client.get("/me/").content.decode()
    assert "Неудачная попытка" in page
    assert "Входов ещё не было." not in page


def test_journal_of_signing_in_holds_neither_address_nor_mail(client: Client) -> None:
    person = User.objects.create_user("petrova@region.example", SECRET, email="petrova@region.example")
    Client().post("/sign-in", {"username": person.login, "password": "wrong-entirely"}, REMOTE_ADDR="203.0.113.77")
    Client().post("/sign-in", {"username": "nobody@region.example", "password": "wrong"}, REMOTE_ADDR="203.0.113.77")
    client.post("/sign-in", {"username": person.login, "password": SECRET}, REMOTE_ADDR="203.0.113.77")
    entries = list(Entry.objects.order_by("id"))
    assert [entry.action for entry in entries] == ["sign_in_failed", "sign_in_failed", "sign_in"]
    told = " ".join(f"{vars(entry)}" for entry in entries)
    assert "@" not in told
    assert "203.0.113.77" not in told
    assert (entries[0].object_key, entries[2].actor_key) == (str(person.pk), str(person.pk))
