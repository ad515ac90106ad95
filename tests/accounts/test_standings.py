from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from kadrost.accounts import standings
from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.accounts.standings import Standing, find_standings, offer_standings

pytestmark = pytest.mark.django_db
COLLEGE = Standing(key="1", role=Role.EXECUTOR, organisation_id=7, organisation="Озёрский колледж")
REGION = Standing(key="2", role=Role.CONTROLLER)
TODAY = date(2026, 3, 15)


@pytest.fixture(autouse=True)
def appointments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anna holds two roles until June, everybody else none."""
    monkeypatch.setattr(standings, "_sources", [])

    def source(user: User, today: date) -> Sequence[Standing]:
        return [COLLEGE, REGION] if user.login == "anna" and today < date(2026, 6, 1) else []

    offer_standings(source)
    offer_standings(source)


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna", surname="Серова")


def test_roles_held_depend_on_person_and_day(anna: User) -> None:
    assert find_standings(anna, TODAY) == [COLLEGE, REGION]
    assert find_standings(anna, date(2026, 6, 1)) == []
    assert find_standings(User.objects.create_user("boris"), TODAY) == []
    assert find_standings(AnonymousUser(), TODAY) == []
    anna.is_active = False
    assert find_standings(anna, TODAY) == []


def test_superuser_is_an_administrator_everywhere() -> None:
    root = User.objects.create_superuser("root")
    assert find_standings(root, TODAY) == [Standing(key="superuser", role=Role.ADMINISTRATOR)]


def test_standing_in_words() -> None:
    assert (str(COLLEGE), str(REGION)) == ("Исполнитель, Озёрский колледж", "Контролёр")


@time_machine.travel(TODAY)
def test_first_role_is_taken_until_another_is_chosen(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert "Серова</b> · Исполнитель" in client.get("/ui/keys").content.decode()
    session = client.session
    session[standings.SESSION_KEY] = "2"
    session.save()
    assert "Серова</b> · Контролёр" in client.get("/ui/keys").content.decode()


@time_machine.travel(date(2026, 7, 1))
def test_looking_at_the_past_gives_no_role_back(client: Client, anna: User) -> None:
    client.force_login(anna)
    for day in ("", "?as_of=2026-03-15"):
        assert "Исполнитель" not in client.get(f"/ui/keys{day}").content.decode()


def test_role_is_chosen_by_a_form(client: Client, anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standings, "_sources", [lambda user, today: [COLLEGE, REGION]])
    client.force_login(anna)
    answer = client.post("/standing", {"standing": "2", "back": "/ui/keys"})
    assert (answer.status_code, answer["Location"]) == (302, "/ui/keys")
    page = client.get("/ui/keys").content.decode()
    assert "Вы действуете в роли: Контролёр." in page
    assert '<button class="menu-row" name="standing" value="2" aria-pressed="true">Контролёр</button>' in page


def test_role_not_held_is_refused_and_changes_nothing(client: Client, anna: User) -> None:
    client.force_login(anna)
    client.post("/standing", {"standing": "superuser", "back": "/ui/keys"})
    assert standings.SESSION_KEY not in client.session
    assert "Сегодня у вас нет этой роли." in client.get("/ui/keys").content.decode()


def test_public_has_no_role_to_choose(client: Client) -> None:
    assert client.post("/standing", {"standing": "1"})["Location"] == "/sign-in?next=/standing"
