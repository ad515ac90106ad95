"""«Моя учётная запись» for every kind of person, and in a constant number of queries."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from tests.web.factories import PASSWORD, OrganisationFactory, UserFactory, person
from tests.web.scene import client_of, queries_of, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_page_tells_who_one_is(role: Role) -> None:
    body = OrganisationFactory()
    page = text_of(client_of(person(role, body)).get("/me/"))
    assert f"{role.label}, {body.caption}" in page
    assert ("рекомендуется второй фактор" in page) is (role == Role.ADMINISTRATOR)


def test_whoever_holds_no_role_is_told_whom_to_ask() -> None:
    assert "нет: обратитесь к администратору вашей организации" in text_of(client_of(UserFactory()).get("/me/"))


def test_public_signs_in_first() -> None:
    assert client_of(None).get("/me/")["Location"] == "/sign-in?next=/me/"


def test_nothing_of_another_is_shown() -> None:
    other = UserFactory(email="chuzhaya@region.example")
    Client().post("/sign-in", {"username": other.login, "password": PASSWORD})
    assert "chuzhaya" not in text_of(client_of(UserFactory()).get("/me/"))


def test_queries_do_not_grow_with_what_is_shown() -> None:
    user: User = UserFactory()
    client = client_of(user)
    client.get("/me/")
    few = queries_of(client, "/me/")
    for _ in range(4):
        Client().post("/sign-in", {"username": user.login, "password": PASSWORD})
        Client().post("/sign-in", {"username": user.login, "password": "wrong-entirely"})
    for number in range(3):
        Authenticator.objects.create(user=user, type="webauthn", data={"name": f"Ключ {number}", "credential": {}})
    assert queries_of(client, "/me/") == few
