from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from kadrost.accounts.models import User
from tests.browser.conftest import DESKTOP, PHONE, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECRET = "long-secret-word"
TINY = (360, 740)


@pytest.fixture
def root() -> User:
    return User.objects.create_superuser("root", SECRET, surname="Серова", given_name="Анна")


def sign_in(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/sign-in?next=/ui/gallery")
    page.get_by_label("Логин").fill("root")
    page.get_by_label("Пароль").fill(SECRET)
    page.get_by_role("button", name="Войти").click()
    page.wait_for_url("**/ui/gallery", wait_until="load")


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE, TINY], ids=["desktop", "phone", "tiny"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_person_signs_in_and_nothing_complains(
    open_page: OpenPage, live_server: LiveServer, root: User, size: tuple[int, int], theme: str
) -> None:
    page = open_page(size=size, theme=theme)
    sign_in(page, live_server)
    assert overflow(page) == 0
    assert page.evaluate("typeof htmx") == "object"
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(21, 24, 27)" if theme == "dark" else "rgb(251, 250, 247)")


def test_keys_move_open_and_close(open_page: OpenPage, live_server: LiveServer, root: User) -> None:
    page = open_page()
    sign_in(page, live_server)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'о', bubbles: true}))")
    page.keyboard.press("k")
    selected = page.locator('tr[aria-selected="true"]')
    assert selected.locator("td").first.inner_text() == "2.3"
    page.keyboard.press("Enter")
    page.wait_for_url("**#row-2.3")
    page.keyboard.press("?")
    assert page.locator("#keys-dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys-dialog").is_visible()
    assert page.url.endswith("#row-2.3")


def test_menus_open_one_at_a_time_and_narrow_a_long_list(
    open_page: OpenPage, live_server: LiveServer, root: User
) -> None:
    page = open_page()
    sign_in(page, live_server)
    page.locator("details.choice > summary").nth(0).click()
    page.locator("details.choice > summary").nth(1).click()
    assert page.locator("details.choice[open]").count() == 1
    box = page.locator("details.choice[open] [data-narrows]")
    box.fill("№ 12")
    assert page.locator("details.choice[open] li:visible").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("details.choice[open]").count() == 0


def test_site_works_without_script(open_page: OpenPage, live_server: LiveServer, root: User) -> None:
    page = open_page(script=False)
    sign_in(page, live_server)
    page.locator("details.choice > summary").first.click()
    page.locator("details.choice[open] a", has_text="просроченные").click()
    page.wait_for_url("**?state=late")
    assert page.locator("details.choice > summary").first.inner_text() == "просроченные"
    page.locator(".topbar details.menu > summary").last.click()
    page.get_by_role("button", name="Тёмное").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.locator("a[data-keys]").click()
    page.get_by_role("heading", name="Клавиши").wait_for()


def test_another_day_is_shown_and_left(open_page: OpenPage, live_server: LiveServer, root: User) -> None:
    page = open_page()
    sign_in(page, live_server)
    page.locator(".topbar details.menu > summary").first.click()
    page.get_by_label("День", exact=True).fill("2026-03-15")
    page.get_by_role("button", name="Показать").click()
    assert "Показано на 15\u00a0марта\u00a02026" in page.locator(".band").inner_text()
    page.get_by_role("link", name="Вернуться к сегодняшнему дню").click()
    page.wait_for_url("**/ui/gallery")
    assert page.locator(".band").count() == 0


def test_first_stop_of_the_keyboard_leads_to_the_content(open_page: OpenPage, live_server: LiveServer) -> None:
    page = open_page()
    page.goto(f"{live_server.url}/ui/keys")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
