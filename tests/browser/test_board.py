"""The board in a browser: a word of the sentence filters, the keys move, open and report, a phone shows cards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Page, expect

from kadrost.accounts.models import User
from kadrost.roadmaps.models.checkpoints import Standing
from tests.browser.conftest import PHONE, OpenPage
from tests.web.board.conftest import Region, region
from tests.web.factories import TODAY
from tests.web.my_work.test_my_work import row

__all__ = ["region"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def fixed_day() -> Iterator[None]:
    """The server's clock runs on the day of the region's records."""
    with time_machine.travel(f"{TODAY}T09:00:00+03:00", tick=True):
        yield


def enter(page: Page, live_server: Any, who: User) -> None:
    """Sign the person in by a session of their own."""
    client = Client()
    client.force_login(who)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )


@pytest.mark.usefixtures("transactional_db")
def test_a_word_of_the_sentence_filters(open_page: OpenPage, live_server: Any, region: Region) -> None:
    page = open_page()
    enter(page, live_server, region.auditor)
    page.goto(f"{live_server.url}/control/")
    page.get_by_label("План: всем планам").click()
    page.get_by_role("link", name="План садов").first.click()
    expect(page).to_have_url(f"{live_server.url}/control/?plan={region.plan.pk}")
    page.get_by_label("Исполнитель: всех исполнителей").click()
    page.get_by_role("link", name="Департамент садов").click()
    expect(page).to_have_url(f"{live_server.url}/control/?plan={region.plan.pk}&executor={region.lead.pk}")
    expect(page.locator("[data-row]")).to_have_count(10)
    page.get_by_label("Состояние: все").click()
    page.get_by_role("link", name="требующие внимания").click()
    expect(page.locator("[data-row]")).to_have_count(4)


@pytest.mark.usefixtures("transactional_db")
def test_keys_move_report_and_open(open_page: OpenPage, live_server: Any, region: Region) -> None:
    page = open_page()
    enter(page, live_server, region.executor)
    page.goto(f"{live_server.url}/control/?plan={region.plan.pk}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator('[data-row][aria-selected="true"]')).to_contain_text(row(Standing.CONTRADICTED))
    page.keyboard.press("Enter")
    first = region.points[Standing.CONTRADICTED]
    expect(page).to_have_url(f"{live_server.url}/measures/{first.measure_id}/#checkpoint-{first.pk}")
    page.go_back()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page).to_have_url(f"{live_server.url}/checkpoints/{region.points[Standing.SILENT].pk}/report/")


@pytest.mark.usefixtures("transactional_db")
def test_a_view_is_saved_from_the_board(open_page: OpenPage, live_server: Any, region: Region) -> None:
    page = open_page()
    enter(page, live_server, region.executor)
    page.goto(f"{live_server.url}/control/?standing=silent")
    page.get_by_text("Мои виды").click()
    page.get_by_label("Название вида").fill("Без отчёта")
    page.get_by_role("button", name="Сохранить этот отбор").click()
    expect(page).to_have_url(f"{live_server.url}/control/?standing=silent")
    expect(page.get_by_text("Вид «Без отчёта» сохранён.")).to_be_visible()


@pytest.mark.usefixtures("transactional_db")
def test_a_phone_shows_rows_as_cards_without_sideways_scrolling(
    open_page: OpenPage, live_server: Any, region: Region
) -> None:
    page = open_page(size=PHONE)
    enter(page, live_server, region.executor)
    for address in ("/control/", "/"):
        page.goto(f"{live_server.url}{address}")
        expect(page.locator("[data-row]").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
