"""Who needs a second factor, what happens until they have one, and what an administrator does about a lost one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from kadrost.accounts import permissions, standings
from kadrost.accounts.models import FactorRule, User
from kadrost.accounts.roles import Role
from kadrost.accounts.standings import Standing
from kadrost.audit.models import Entry
from kadrost.jobs.models import Letter
from tests.accounts.conftest import SECRET, code_for, prove, sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 15, 9, 0, tzinfo=UTC)
ROLES = {"anna": Role.CONTROLLER, "boss": Role.ADMINISTRATOR, "ivan": Role.EXECUTOR}


@pytest.fixture(autouse=True)
def roles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anna controls, the boss administers, Ivan reports; no region narrows whom the boss looks after."""

    def source(user: User, today: date) -> Sequence[Standing]:
        return [Standing(key="1", role=ROLES[user.login])] if user.login in ROLES else []

    monkeypatch.setattr(standings, "_sources", [source])
    monkeypatch.setattr(permissions, "_further_rules", [])


@pytest.fixture
def boss(client: Client) -> User:
    """Signed in in `client`."""
    person = User.objects.create_user("boss", SECRET, surname="Данилова")
    client.force_login(person)
    return person


def require(role: Role, since: date) -> None:
    FactorRule.objects.create(role=role.value, since=since)


def test_administrator_requires_a_factor_and_the_journal_says_so(client: Client, boss: User) -> None:
    assert "Требования ко входу" in client.get("/people/sign-in-rules").content.decode()
    sent = {"administrator": "", "coordinator": "15.02.2027", "controller": "2027-04-01"}
    assert client.post("/people/sign-in-rules", sent).status_code == 302
    assert dict(FactorRule.objects.values_list("role", "since")) == {
        "coordinator": date(2027, 2, 15),
        "controller": date(2027, 4, 1),
    }
    client.post("/people/sign-in-rules", {**sent, "coordinator": "", "controller": "2027-05-01"})
    assert dict(FactorRule.objects.values_list("role", "since")) == {"controller": date(2027, 5, 1)}
    told = [(entry.action, entry.object_name, entry.after) for entry in Entry.objects.order_by("id")]
    assert told == [
        ("require_factor", "Координатор", {"since": "2027-02-15"}),
        ("require_factor", "Контролёр", {"since": "2027-04-01"}),
        ("waive_factor", "Координатор", {}),
        ("require_factor", "Контролёр", {"since": "2027-05-01"}),
    ]


def test_nonsense_for_a_day_changes_nothing(client: Client, boss: User) -> None:
    answer = client.post("/people/sign-in-rules", {"controller": "весной"})
    assert answer.status_code == 422
    assert "«весной» – не дата." in answer.content.decode()
    assert not FactorRule.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_until_the_day_the_site_reminds(client: Client, anna: User) -> None:
    require(Role.CONTROLLER, date(2027, 4, 1))
    sign_in(client)
    page = client.get("/me/").content.decode()
    assert "С 1\u00a0апреля\u00a02027 для вашей роли нужен второй фактор." in page
    assert client.get("/plans/").status_code == 200
    assert "До этого дня сайт открыт." in client.get("/me/protect").content.decode()


@time_machine.travel(NOW, tick=False)
def test_from_the_day_on_nothing_opens_but_connecting_one(client: Client, anna: User) -> None:
    require(Role.CONTROLLER, date(2027, 3, 15))
    sign_in(client)
    for address in ("/plans/", "/me/", "/ui/keys", "/people/sign-in-rules"):
        assert client.get(address)["Location"] == "/me/protect", address
    assert client.post("/standing", {"standing": "1"})["Location"] == "/me/protect"
    assert "Подключите его, и сайт откроется." in client.get("/me/protect").content.decode()
    prove(client)
    page = client.get("/me/application/add")
    secret = page.context["form"].secret
    assert client.post("/me/application/add", {"code": code_for(secret)}).status_code == 302
    assert client.get("/me/spare-codes").status_code == 200
    assert client.get("/plans/").status_code == 200
    assert client.get("/me/protect")["Location"] == "/me/"


def test_rule_reaches_who_is_signed_in_already(client: Client, anna: User) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        sign_in(client)
        require(Role.CONTROLLER, date(2027, 3, 1))
        clock.shift(timedelta(minutes=6))
        assert client.get("/plans/")["Location"] == "/me/protect"


@time_machine.travel(NOW, tick=False)
def test_other_roles_and_who_has_a_factor_are_left_alone(client: Client, with_application: Callable[..., str]) -> None:
    require(Role.CONTROLLER, date(2027, 3, 1))
    User.objects.create_user("ivan", SECRET)
    executor = Client()
    sign_in(executor, "ivan")
    assert executor.get("/plans/").status_code == 200
    sign_in(client)
    client.post("/sign-in/code", {"code": with_application()})
    assert client.get("/plans/").status_code == 200


def test_administrator_is_advised(client: Client, anna: User) -> None:
    User.objects.create_user("boss", SECRET)
    sign_in(client, "boss")
    assert "рекомендуется второй фактор" in client.get("/plans/").content.decode()
    assert "рекомендуется второй фактор" in client.get("/me/").content.decode()
    other = Client()
    sign_in(other)
    assert "рекомендуется" not in other.get("/me/").content.decode()


def reset(client: Client, person: User, ground: str) -> int:
    data = {"act": "factors", "factors-ground": ground}
    return client.post(f"/people/{person.pk}/sign-in", data).status_code


def test_lost_factor_is_reset_on_a_ground(
    client: Client, boss: User, anna: User, with_application: Callable[..., str]
) -> None:
    session = Client()
    session.force_login(anna)
    assert reset(client, anna, "Заявление от 12.03.2027") == 302
    assert Authenticator.objects.count() == 0
    assert session.get("/me/").status_code == 302
    entry = Entry.objects.get()
    assert (entry.action, entry.actor_key, entry.object_key, entry.ground) == (
        "reset_factor", str(boss.pk), str(anna.pk), "Заявление от 12.03.2027",
    )  # fmt: skip
    assert (entry.before, entry.after) == ({"factors": ["totp"]}, {"factors": [], "sessions_ended": 1})
    assert Letter.objects.get().subject == "Второй фактор сброшен"
    assert sign_in(Client()) == "/"


def test_reset_without_a_ground_or_a_factor_changes_nothing(
    client: Client, boss: User, anna: User, with_application: Callable[..., str]
) -> None:
    assert reset(client, anna, "  ") == 422
    assert Authenticator.objects.count() == 1
    Authenticator.objects.all().delete()
    assert reset(client, anna, "Заявление") == 422
    assert not Entry.objects.exists()


def test_nobody_resets_their_own_or_a_superuser_s(client: Client, boss: User) -> None:
    Authenticator.objects.create(user=boss, type="totp", data={"secret": "x"})
    assert reset(client, boss, "Потерян") == 422
    root = User.objects.create_superuser("root", SECRET)
    Authenticator.objects.create(user=root, type="totp", data={"secret": "x"})
    assert reset(client, root, "Потерян") == 403
    assert Authenticator.objects.count() == 2


@pytest.mark.parametrize("login", ["anna", "ivan", "nobody"])
def test_others_look_after_nobody(client: Client, anna: User, login: str, with_application: Callable[..., str]) -> None:
    other = User.objects.filter(login=login).first() or User.objects.create_user(login, SECRET)
    client.force_login(other)
    assert client.get(f"/people/{anna.pk}/sign-in").status_code == 403
    assert reset(client, anna, "Потерян") == 403
    assert client.post("/people/sign-in-rules", {"controller": "2027-01-01"}).status_code == 403
    assert (Authenticator.objects.count(), FactorRule.objects.count(), Entry.objects.count()) == (1, 0, 0)


def test_all_sessions_of_a_person_are_ended_on_a_ground(client: Client, boss: User, anna: User) -> None:
    devices = [Client(), Client()]
    for device in devices:
        device.force_login(anna)
    page = client.get(f"/people/{anna.pk}/sign-in").content.decode()
    assert "Завершить все сеансы" in page
    data = {"act": "sessions", "sessions-ground": "Телефон украден"}
    assert client.post(f"/people/{anna.pk}/sign-in", data).status_code == 302
    assert [device.get("/me/").status_code for device in devices] == [302, 302]
    entry = Entry.objects.get()
    assert (entry.action, entry.ground, entry.after) == ("end_sessions", "Телефон украден", {"count": 2})
    assert client.post(f"/people/{anna.pk}/sign-in", {"act": "delete"}).status_code == 403
