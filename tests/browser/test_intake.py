"""A document's whole way in the browser: uploaded, asked about, mended, resolved, taken under control."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from kadrost.accounts.roles import Role
from kadrost.roadmaps.models import Checkpoint, Duty, Plan
from tests.browser.conftest import PHONE, OpenPage
from tests.roadmaps.intake.documents import DOUBTFUL, LABOUR, roadmap
from tests.web.factories import PASSWORD, OrganisationFactory, TerritoryFactory, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def document(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    document = tmp_path / "plan.txt"
    document.write_bytes(roadmap(DOUBTFUL))
    return document


@pytest.fixture
def clerk() -> str:
    """The login of a coordinator in a region that knows one of the document's bodies."""
    body = OrganisationFactory(name="Министерство ремёсел Энской области", territory=TerritoryFactory())
    return str(person(Role.COORDINATOR, body).login)


def sign_in(page: Page, live_server: LiveServer, login: str) -> None:
    page.goto(f"{live_server.url}/sign-in?next=/intakes/")
    page.get_by_label("Логин").fill(login)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()
    page.wait_for_url("**/intakes/")


def upload(page: Page, document: Path) -> None:
    page.get_by_role("link", name="Загрузить документ").click()
    page.get_by_label("Документ", exact=True).set_input_files(str(document))
    page.get_by_role("button", name="Прочитать документ").click()
    expect(page.locator(".intake-counter")).to_have_text("3\u00a0мероприятия, 2\u00a0вопроса")
    page.wait_for_load_state()  # keys and clicks are the script's: it has run only now


def test_a_clerk_takes_a_document_under_control(
    open_page: OpenPage, live_server: LiveServer, clerk: str, document: Path
) -> None:
    page = open_page()
    sign_in(page, live_server, clerk)
    upload(page, document)

    # A click on the words marks the field, a click on the field marks its words, without leaving the page.
    address = page.url
    words = page.locator('.src[data-names~="1.2.due_text"]')
    words.click()
    expect(page.locator('[data-name="1.2.due_text"]')).to_have_class("read-field is-marked")
    page.locator('[data-name="1.2.title"] .read-words').click()
    expect(page.locator('.src[data-names~="1.2.title"]')).to_have_class("src is-marked")
    assert page.url == address

    # Questions by keys alone: own words for the first, the second reading for the other.
    page.get_by_role("link", name="Ответить на вопросы").click()
    expect(page.get_by_text("Вопрос 1 из 2")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("2")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("27 февраля 2027 года")
    expect(page.locator("#term-preview")).to_contain_text("27.02.2027")
    page.get_by_role("button", name="Сохранить ответ").click()
    expect(page.get_by_text("Вопрос 2 из 2")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator(".intake-counter")).to_have_text("3\u00a0мероприятия, 0\u00a0вопросов")

    # Executors: one known, one new.
    page.get_by_label(LABOUR).select_option("new:authority")
    page.get_by_role("button", name="Сохранить и дальше").first.click()

    # The last step.
    expect(page.get_by_text("2 до конца")).to_be_visible()
    page.get_by_role("button", name="Взять на контроль").click()
    page.wait_for_url("**/plans/*/")
    plan = Plan.objects.get()
    assert [duty.organisation is not None for duty in Duty.objects.filter(measure__plan=plan)] == [True] * 3
    assert sorted(Checkpoint.objects.values_list("due_on", flat=True)) == [date(2027, 2, 27), date(2027, 5, 31)]


def test_the_intake_fits_a_phone_and_needs_no_script(
    open_page: OpenPage, live_server: LiveServer, clerk: str, document: Path
) -> None:
    page = open_page(size=PHONE, script=False)
    sign_in(page, live_server, clerk)
    upload(page, document)
    page.locator('.src[data-names~="1.2.due_text"]').click()
    expect(page.locator('[data-name="1.2.due_text"]')).to_have_class("read-field is-marked")
    draft = page.url.split("?")[0].rstrip("/")
    for step in ("", "/questions/0", "/bodies", "/confirm"):
        page.goto(f"{draft}{step}/")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (step, wide) == (step, 0)
