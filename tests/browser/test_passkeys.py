"""Passkeys with Chromium's own virtual device: added, used instead of a password, used after it, taken away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import CDPSession, Page
from pytest_django.live_server_helper import LiveServer

from kadrost.accounts.models import User
from kadrost.audit.models import Entry
from tests.browser.conftest import PHONE, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECRET = "long-secret-word"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna", SECRET, surname="Серова", given_name="Анна")


def with_device(page: Page) -> tuple[CDPSession, str]:
    """A virtual device that keeps passkeys and always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, str(made["authenticatorId"])


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/sign-in")
    page.get_by_label("Логин").fill("anna")
    page.get_by_label("Пароль").fill(SECRET)
    page.get_by_role("button", name="Войти", exact=True).click()


def add_passkey(page: Page, site: str, name: str = "Рабочий компьютер") -> None:
    page.goto(f"{site}/me/passkeys/add")
    page.get_by_label("Пароль").fill(SECRET)
    page.get_by_role("button", name="Продолжить").click()
    page.get_by_label("Название ключа").fill(name)
    page.get_by_role("button", name="Добавить ключ").click()
    page.wait_for_url("**/me/spare-codes")


def site_of(live_server: LiveServer) -> str:
    """The site by a name: browsers keep no passkeys for an address of figures."""
    return live_server.url.replace("127.0.0.1", "localhost")


def test_passkey_opens_the_account_without_a_password(live_server: LiveServer, open_page: OpenPage, anna: User) -> None:
    page, site = open_page(), site_of(live_server)
    with_device(page)
    sign_in(page, site)
    add_passkey(page, site)
    assert page.locator("ul.codes li").count() == 10
    page.goto(f"{site}/me/")
    assert "Рабочий компьютер" in page.locator("main").inner_text()
    page.context.clear_cookies()
    page.goto(f"{site}/sign-in?next=/me/")
    page.get_by_role("button", name="Ключ доступа вместо пароля").click()
    page.wait_for_url(f"{site}/me/")
    assert page.get_by_role("heading", level=1).inner_text() == "Серова Анна"
    assert [entry.after["ways"] for entry in Entry.objects.filter(action="sign_in").order_by("id")] == [
        ["password"],
        ["webauthn"],
    ]


def test_passkey_is_the_second_step_after_a_password(live_server: LiveServer, open_page: OpenPage, anna: User) -> None:
    page, site = open_page(size=PHONE), site_of(live_server)
    with_device(page)
    sign_in(page, site)
    add_passkey(page, site)
    page.context.clear_cookies()
    sign_in(page, site)
    page.wait_for_url("**/sign-in/code")
    assert page.context.cookies()
    page.goto(f"{site}/me/")
    assert "/sign-in" in page.url, "the password alone opens nothing"
    page.goto(f"{site}/sign-in/code")
    page.get_by_role("button", name="Использовать ключ доступа").click()
    page.wait_for_url(f"{site}/")
    assert Entry.objects.filter(action="sign_in").latest("id").after["ways"] == ["password", "webauthn"]


def test_device_that_does_not_agree_lets_nobody_in_and_says_what_to_do(
    live_server: LiveServer, open_page: OpenPage, anna: User
) -> None:
    page, site = open_page(), site_of(live_server)
    session, device = with_device(page)
    sign_in(page, site)
    add_passkey(page, site)
    page.context.clear_cookies()
    session.send("WebAuthn.clearCredentials", {"authenticatorId": device})
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.goto(f"{site}/sign-in")
    page.get_by_role("button", name="Ключ доступа вместо пароля").click()
    words = page.get_by_text("Ключ не использован: вы отказались, время вышло или на этом устройстве ключа нет.")
    words.wait_for()
    assert page.url == f"{site}/sign-in"


def test_passkey_is_renamed_and_taken_away(live_server: LiveServer, open_page: OpenPage, anna: User) -> None:
    page, site = open_page(), site_of(live_server)
    with_device(page)
    sign_in(page, site)
    add_passkey(page, site)
    page.goto(f"{site}/me/")
    page.get_by_role("link", name="переименовать").click()
    page.get_by_label("Название ключа").fill("Токен")
    page.get_by_role("button", name="Сохранить").click()
    page.wait_for_url(f"{site}/me/")
    assert page.get_by_text("Токен").count() == 1
    page.get_by_role("link", name="удалить").click()
    page.get_by_role("button", name="Удалить").click()
    page.wait_for_url(f"{site}/me/")
    assert Authenticator.objects.count() == 0


def test_application_is_connected_by_its_picture_and_codes_are_kept_as_a_file(
    live_server: LiveServer, open_page: OpenPage, anna: User, tmp_path: Path
) -> None:
    from tests.accounts.conftest import code_for

    page, site = open_page(), site_of(live_server)
    sign_in(page, site)
    page.goto(f"{site}/me/application/add")
    page.get_by_label("Пароль").fill(SECRET)
    page.get_by_role("button", name="Продолжить").click()
    picture = page.locator("img.qr")
    picture.wait_for()
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth > 0 }")
    page.get_by_text("Камеры нет: ввести буквами").click()
    secret = page.get_by_label("Секрет").input_value().replace(" ", "")
    page.get_by_label("Код").fill(code_for(secret))
    page.get_by_role("button", name="Подключить").click()
    page.wait_for_url("**/me/spare-codes")
    with page.expect_download() as started:
        page.get_by_role("link", name="Скачать файлом").click()
    kept = tmp_path / "codes.txt"
    started.value.save_as(kept)
    assert started.value.suggested_filename == "kadrost-zapasnye-kody.txt"
    assert re.fullmatch(r"(\d{4} \d{4}\r\n){9}\d{4} \d{4}", kept.read_bytes().decode())
