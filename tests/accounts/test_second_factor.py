"""The application with codes and the spare codes: connecting, signing in, losing, taking away."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from kadrost.accounts.models import DeviceSession, User
from kadrost.accounts.throttle import LOGIN_FAILURES
from kadrost.audit.models import Entry
from kadrost.jobs.models import Letter
from tests.accounts.conftest import code_for, prove, sign_in

pytestmark = pytest.mark.django_db


def connect(client: Client) -> str:
    """Connect an application by its pages; the address to which that leads."""
    prove(client)
    page = client.get("/me/application/add").content.decode()
    secret = re.search(r'readonly value="([A-Z2-7 ]+)"', page)
    assert secret
    answer = client.post("/me/application/add", {"code": code_for(secret[1].replace(" ", ""))})
    return str(answer.headers.get("Location", answer.status_code))


def test_page_asks_to_prove_who_one_is_first(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert client.get("/me/application/add")["Location"] == "/me/again/password?next=%2Fme%2Fapplication%2Fadd"
    wrong = client.post("/me/again/password", {"password": "no"})
    assert "Пароль не подошёл." in wrong.content.decode()
    assert client.get("/me/application/add").status_code == 302


def test_application_is_connected_by_its_first_code(client: Client, anna: User) -> None:
    other = Client()
    other.force_login(anna)
    client.force_login(anna)
    assert connect(client) == "/me/spare-codes"
    kept = Authenticator.objects.get(user=anna, type="totp").data["secret"]
    assert len(kept) > 100, "the secret is kept encrypted"
    assert other.get("/me/")["Location"] == "/sign-in?next=/me/"
    assert DeviceSession.objects.filter(person=anna).count() == 1
    entry = Entry.objects.get(action="add_factor")
    assert (entry.actor_key, entry.object_key, entry.after) == (
        str(anna.pk), str(anna.pk), {"factor": "totp", "sessions_ended": 1},
    )  # fmt: skip


def test_a_letter_tells_of_it(
    client: Client, anna: User, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    client.force_login(anna)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        connect(client)
    letter = Letter.objects.get()
    assert (letter.to_address, letter.subject) == ("anna@region.example", "Подключено приложение с кодами")
    assert "Если это сделали не вы" in letter.text


def test_wrong_first_code_connects_nothing(client: Client, anna: User) -> None:
    client.force_login(anna)
    prove(client)
    client.get("/me/application/add")
    answer = client.post("/me/application/add", {"code": "000000"})
    assert "Код не подошёл." in answer.content.decode()
    assert Authenticator.objects.count() == 0


def test_picture_is_of_the_waiting_secret_only(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert client.get("/me/application/picture.svg").status_code == 404
    prove(client)
    client.get("/me/application/add")
    answer = client.get("/me/application/picture.svg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert "no-store" in answer["Cache-Control"]
    assert b"<script" not in answer.content


def test_password_alone_does_not_let_in(client: Client, with_application: Callable[..., str]) -> None:
    assert sign_in(client, next="/plans/") == "/sign-in/code"
    assert client.get("/me/")["Location"] == "/sign-in?next=/me/"
    assert not Entry.objects.filter(action="sign_in").exists()
    assert client.post("/sign-in/code", {"code": with_application()})["Location"] == "/plans/"
    assert client.get("/me/").status_code == 200
    assert Entry.objects.get(action="sign_in").after["ways"] == ["password", "totp"]


def test_code_is_not_taken_without_the_password(client: Client, with_application: Callable[..., str]) -> None:
    assert client.post("/sign-in/code", {"code": with_application()})["Location"] == "/sign-in"
    assert "_auth_user_id" not in client.session


def test_code_is_taken_once_in_whichever_process(client: Client, with_application: Callable[..., str]) -> None:
    from django.core.cache import cache

    code = with_application()
    sign_in(client)
    assert client.post("/sign-in/code", {"code": code}).status_code == 302
    cache.clear()  # another process knows nothing of allauth's own memory
    other = Client()
    sign_in(other)
    answer = other.post("/sign-in/code", {"code": code})
    assert "Код не подошёл." in answer.content.decode()
    assert "_auth_user_id" not in other.session


def test_guessing_codes_has_to_wait_even_with_the_right_one(
    client: Client, with_application: Callable[..., str]
) -> None:
    sign_in(client)
    for _ in range(LOGIN_FAILURES):
        assert client.post("/sign-in/code", {"code": "000000"}).status_code == 200
    answer = client.post("/sign-in/code", {"code": with_application()})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "_auth_user_id" not in client.session
    actions = list(Entry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["sign_in_failed"] * (LOGIN_FAILURES - 1) + ["sign_in_blocked"]


def test_spare_codes_are_shown_once_and_can_be_kept_as_a_file(client: Client, anna: User) -> None:
    client.force_login(anna)
    connect(client)
    page = client.get("/me/spare-codes").content.decode()
    codes = re.findall(r"<li><code>(\d{4} \d{4})</code></li>", page)
    assert len(set(codes)) == 10
    file = re.search(r'href="data:text/plain;charset=utf-8;base64,([^"]+)"', page)
    assert file
    assert base64.b64decode(file[1]).decode().split("\r\n") == codes
    again = client.get("/me/spare-codes").content.decode()
    assert "Коды уже показаны и второй раз не показываются." in again
    assert not re.search(r"\d{4} \d{4}", again)


def test_spare_code_lets_in_once(client: Client, anna: User, with_application: Callable[..., str]) -> None:
    spare = RecoveryCodes.activate(anna).get_unused_codes()[0]
    sign_in(client)
    assert client.post("/sign-in/code", {"code": spare})["Location"] == "/"
    assert Entry.objects.get(action="sign_in").after["ways"] == ["password", "recovery_codes"]
    other = Client()
    sign_in(other)
    assert "Код не подошёл." in other.post("/sign-in/code", {"code": spare}).content.decode()


def test_new_spare_codes_replace_the_old(client: Client, anna: User, with_application: Callable[..., str]) -> None:
    old = RecoveryCodes.activate(anna).get_unused_codes()
    client.force_login(anna)
    prove(client)
    assert client.post("/me/spare-codes/new")["Location"] == "/me/spare-codes"
    assert set(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()).isdisjoint(old)
    assert Entry.objects.filter(action="new_codes").count() == 1


def test_application_is_disconnected_after_proof(
    client: Client, anna: User, with_application: Callable[..., str]
) -> None:
    RecoveryCodes.activate(anna)
    client.force_login(anna)
    assert client.post("/me/application/drop")["Location"].startswith("/me/again/password")
    assert Authenticator.objects.count() == 2
    prove(client)
    assert "Отключить приложение с кодами" in client.get("/me/application/drop").content.decode()
    assert client.post("/me/application/drop")["Location"] == "/me/"
    assert Authenticator.objects.count() == 0
    assert Entry.objects.filter(action="remove_factor").count() == 1
    client.post("/sign-out")
    assert sign_in(client) == "/"


def test_proof_by_a_code_of_the_application(client: Client, anna: User, with_application: Callable[..., str]) -> None:
    client.force_login(anna)
    assert client.post("/me/again/code?next=/me/application/drop", {"code": "1"}).status_code == 200
    answer = client.post("/me/again/code?next=/me/application/drop", {"code": with_application()})
    assert answer["Location"] == "/me/application/drop"
    assert client.get("/me/application/drop").status_code == 200


def test_key_of_another_installation_opens_nothing(
    client: Client, anna: User, with_application: Callable[..., str], settings: object
) -> None:
    code = with_application()
    sign_in(client)
    kept = Authenticator.objects.get(type="totp")
    kept.data["secret"] = "gAAAAA-not-ours"
    kept.save()
    assert "Код не подошёл." in client.post("/sign-in/code", {"code": code}).content.decode()
    empty_secret = code_for("A" * 32)
    assert "Код не подошёл." in client.post("/sign-in/code", {"code": empty_secret}).content.decode()


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", '"x"', "{broken", '{"id": 1, "response": []}'])
def test_nonsense_instead_of_a_passkey_is_refused_in_words(client: Client, anna: User, credential: str) -> None:
    client.get("/sign-in/passkey")
    answer = client.post("/sign-in/passkey", {"credential": credential}, follow=True)
    assert answer.status_code == 200
    assert "Не получилось. Обновите страницу и попробуйте ещё раз." in answer.content.decode()
    assert "_auth_user_id" not in client.session
