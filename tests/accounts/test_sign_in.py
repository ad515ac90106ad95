from __future__ import annotations

import pytest
from django.test import Client

from kadrost.accounts.models import SignInCount, User
from kadrost.audit import journal

pytestmark = pytest.mark.django_db
SECRET = "long-secret-word"


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna", SECRET, surname="Серова")


def test_page_is_russian_and_names_its_fields(client: Client) -> None:
    page = client.get("/sign-in").content.decode()
    assert "<h1>Вход</h1>" in page
    assert 'autocomplete="current-password"' in page
    assert '<html lang="ru">' in page


def test_person_signs_in_and_returns_where_they_were(client: Client, anna: User) -> None:
    answer = client.post("/sign-in", {"username": " Anna ", "password": SECRET, "next": "/ui/keys"})
    assert (answer.status_code, answer["Location"]) == (302, "/ui/keys")
    assert client.session["_auth_user_id"] == str(anna.pk)
    assert "Серова" in client.get("/ui/keys").content.decode()


def test_nobody_is_led_to_another_site(client: Client, anna: User) -> None:
    answer = client.post("/sign-in", {"username": "anna", "password": SECRET, "next": "https://evil.example/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("login", ["anna", "nobody"])
def test_mismatch_tells_nothing_about_the_login(client: Client, anna: User, login: str) -> None:
    answer = client.post("/sign-in", {"username": login, "password": "wrong-word-entirely"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Логин и пароль не подходят друг к другу. Проверьте раскладку клавиатуры и Caps Lock." in page
    assert "wrong-word-entirely" not in page
    assert "_auth_user_id" not in client.session


def test_person_who_may_not_sign_in_is_refused_as_a_mismatch(client: Client, anna: User) -> None:
    User.objects.filter(pk=anna.pk).update(is_active=False)
    page = client.post("/sign-in", {"username": "anna", "password": SECRET}).content.decode()
    assert "Логин и пароль не подходят друг к другу." in page
    assert "_auth_user_id" not in client.session


def test_empty_fields_are_named_and_not_counted(client: Client) -> None:
    page = client.post("/sign-in", {"username": "", "password": ""}).content.decode()
    assert "Укажите логин." in page
    assert "Укажите пароль." in page
    assert SignInCount.objects.count() == 0


def test_sign_out_needs_a_form_and_ends_the_session(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert client.get("/sign-out").status_code == 405
    assert "_auth_user_id" in client.session
    answer = client.post("/sign-out")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in")
    assert "_auth_user_id" not in client.session


def test_password_is_changed_by_who_knows_the_old_one(client: Client, anna: User) -> None:
    other_device = Client()
    other_device.force_login(anna)
    client.force_login(anna)
    wrong = client.post(
        "/password", {"old_password": "x", "new_password1": "another-long-word", "new_password2": "another-long-word"}
    )
    assert wrong.status_code == 200
    assert "Не сохранено: исправьте отмеченное" in wrong.content.decode()
    anna.refresh_from_db()
    assert anna.check_password(SECRET)
    assert not journal.history_of(anna).exists()
    answer = client.post(
        "/password",
        {"old_password": SECRET, "new_password1": "another-long-word", "new_password2": "another-long-word"},
    )
    assert (answer.status_code, answer["Location"]) == (302, "/password")
    anna.refresh_from_db()
    assert anna.check_password("another-long-word")
    entry = journal.history_of(anna).get()
    assert (entry.action, entry.actor_name, entry.before, entry.after) == ("password", "Серова", {}, {})
    assert "Пароль изменён." in client.get("/password").content.decode()
    assert other_device.get("/password").status_code == 302


def test_password_page_is_closed_to_the_public(client: Client) -> None:
    assert client.get("/password")["Location"] == "/sign-in?next=/password"
