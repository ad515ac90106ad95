"""A password given out by an administrator opens nothing until the person has changed it."""

from __future__ import annotations

import pytest
from django.test import Client

from kadrost.accounts.models import User
from kadrost.audit.models import Entry

pytestmark = pytest.mark.django_db
GIVEN, OWN = "abcd-efgh-jkmn", "свой-длинный-пароль-7"


@pytest.fixture
def newcomer(client: Client) -> User:
    person = User.objects.create_user("newcomer", GIVEN, surname="Новикова", must_change_password=True)
    client.post("/sign-in", {"username": "newcomer", "password": GIVEN})
    return person


@pytest.mark.parametrize("address", ["/", "/plans/", "/ui/keys"])
def test_everything_leads_to_the_new_password(client: Client, newcomer: User, address: str) -> None:
    assert client.get(address)["Location"] == "/password"
    assert client.post(address)["Location"] == "/password"
    assert "Этот пароль вам выдали на один вход." in client.get(address, follow=True).content.decode()


def change(client: Client, new: str) -> int:
    data = {"old_password": GIVEN, "new_password1": new, "new_password2": new}
    return client.post("/password", data).status_code


def test_after_the_change_everything_is_open(client: Client, newcomer: User) -> None:
    assert change(client, OWN) == 302
    newcomer.refresh_from_db()
    assert (newcomer.must_change_password, newcomer.check_password(OWN)) == (False, True)
    assert client.get("/plans/").status_code == 200
    entry = Entry.objects.get(action="password")
    assert len(entry.request_id) == 36


def test_the_given_password_is_no_new_one(client: Client, newcomer: User) -> None:
    assert change(client, GIVEN) == 200
    newcomer.refresh_from_db()
    assert newcomer.must_change_password


def test_the_newcomer_may_leave(client: Client, newcomer: User) -> None:
    assert client.post("/sign-out")["Location"] == "/sign-in"
    assert client.get("/plans/").status_code == 200


def test_a_password_of_one_s_own_is_not_asked_for_again(client: Client) -> None:
    User.objects.create_user("anna", OWN)
    assert client.post("/sign-in", {"username": "anna", "password": OWN})["Location"] == "/"
    assert client.get("/plans/").status_code == 200
