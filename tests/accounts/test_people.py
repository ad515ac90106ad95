from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role

pytestmark = pytest.mark.django_db


def test_person_is_found_whatever_the_letter_case() -> None:
    made = User.objects.create_user("  Serova@Region.Example ", "long-secret-word")
    assert made.login == "serova@region.example"
    assert User.objects.get_by_natural_key("SEROVA@region.example") == made
    assert made.check_password("long-secret-word")


@pytest.mark.parametrize(
    "login", ["", "анна", "anna maria", "@region", "anna@", "-anna", "anna@region..example", "a" * 151]
)
def test_login_of_another_form_is_refused(login: str) -> None:
    with pytest.raises(ValidationError) as caught:
        User.objects.create_user(login)
    assert set(caught.value.message_dict) == {"login"}
    assert User.objects.count() == 0


def test_second_person_of_one_login_is_refused_in_words() -> None:
    User.objects.create_user("anna")
    with pytest.raises(ValidationError) as caught:
        User.objects.create_user("ANNA")
    assert caught.value.message_dict == {"login": ["Такой логин уже занят."]}


def test_person_without_a_password_cannot_sign_in() -> None:
    assert not User.objects.create_user("anna").has_usable_password()


def test_names_are_as_full_as_known() -> None:
    whole = User(login="anna", surname="Серова", given_name="Анна", patronymic="Петровна")
    assert (str(whole), whole.short_name) == ("Серова Анна Петровна", "Серова\u00a0А.\u00a0П.")
    assert (str(User(login="anna")), User(login="anna").short_name) == ("anna", "anna")
    assert User(login="li", surname="Ли", given_name="Бо").short_name == "Ли\u00a0Б."


def test_roles_have_russian_names() -> None:
    assert [str(role.label) for role in Role] == [
        "Администратор",
        "Координатор",
        "Контролёр",
        "Исполнитель",
        "Секретарь совета",
        "Член совета",
        "Аудитор",
    ]
