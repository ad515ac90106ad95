from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory

from kadrost.ui.as_of import AsOfError, as_of_middleware, read_as_of, with_as_of

SPRING = date(2026, 3, 15)
NB = "\u00a0"


def seen(path: str) -> HttpRequest:
    """The request as a view sees it behind the middleware."""
    found: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        found.append(request)
        return HttpResponse()

    as_of_middleware(view)(RequestFactory().get(path))
    return found[0]


@time_machine.travel("2026-06-30 21:30:00+00:00", tick=False)
def test_today_is_the_day_in_the_zone_of_the_region() -> None:
    request = seen("/")
    assert (request.today, request.as_of) == (date(2026, 7, 1), None)  # type: ignore[attr-defined]


@time_machine.travel("2026-07-01 09:00:00+00:00", tick=False)
@pytest.mark.parametrize(
    ("query", "today", "as_of"),
    [
        ("?as_of=2026-03-15", SPRING, SPRING),
        ("?as_of=15.03.2026", SPRING, SPRING),
        ("?as_of=2030-01-01", date(2030, 1, 1), date(2030, 1, 1)),
        ("?as_of=2026-07-01", date(2026, 7, 1), None),
        ("?as_of=", date(2026, 7, 1), None),
    ],
)
def test_day_asked_for_is_the_day_shown(query: str, today: date, as_of: date | None) -> None:
    request = seen(f"/{query}")
    assert (request.today, request.as_of) == (today, as_of)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "written", ["2026-02-31", "31.02.2026", "15.03.26", "2026-3-15", "20260315", "2026-W11-7", "вчера", "٢٠٢٦-03-15"]
)
def test_no_date_is_refused(written: str) -> None:
    with pytest.raises(AsOfError) as caught:
        read_as_of(written)
    assert caught.value.message == f"«{written}» — не дата."


def test_day_outside_the_calendar_is_refused() -> None:
    with pytest.raises(AsOfError) as caught:
        read_as_of("1999-12-31")
    assert caught.value.remedy == f"Выберите день с 1{NB}января{NB}2000 по 31{NB}декабря{NB}2100."


@pytest.mark.django_db
def test_page_says_which_day_it_shows_and_keeps_it(client: Client) -> None:
    page = client.get("/ui/keys?as_of=2026-03-15&q=1").content.decode()
    assert f"Показано на <b>15{NB}марта{NB}2026</b>" in page
    assert '<a href="?q=1">Вернуться к сегодняшнему дню</a>' in page
    assert "Показано на" not in client.get("/ui/keys").content.decode()


@pytest.mark.django_db
def test_bad_day_is_a_page_in_words(client: Client) -> None:
    answer = client.get("/ui/keys?as_of=<script>")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "«&lt;script&gt;» — не дата." in page
    assert "Напишите день, месяц и год, например 15.03.2026." in page
    assert '<a class="button button-primary" href="/ui/keys">Показать страницу на сегодня</a>' in page


@pytest.mark.django_db
def test_nothing_is_changed_while_another_day_is_shown(client: Client) -> None:
    answer = client.post(
        "/ui/preference?as_of=2026-03-15",
        {"name": "theme", "value": "dark"},
        headers={"referer": "http://testserver/ui/keys?q=1&as_of=2026-03-15"},
    )
    assert answer.status_code == 409
    assert "theme" not in client.cookies
    assert '<a class="button button-primary" href="/ui/keys?q=1">' in answer.content.decode()
    foreign = client.post("/ui/preference?as_of=2026-03-15", headers={"referer": "https://evil.example/x"})
    assert '<a class="button button-primary" href="/">' in foreign.content.decode()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/plans/1", "/plans/1?as_of=2026-03-15"),
        ("/plans/1?page=2&as_of=2020-01-01#m3", "/plans/1?page=2&as_of=2026-03-15#m3"),
        ("https://elsewhere.example/", "https://elsewhere.example/"),
    ],
)
def test_links_keep_the_day(url: str, expected: str) -> None:
    assert with_as_of(url, SPRING) == expected


def test_link_tags_keep_the_day() -> None:
    request = seen("/?as_of=2026-03-15")
    template = Template("{% load components %}{% url_as_of 'ui-keys' %} {{ '/x?a=1'|keeping_day:request }}")
    assert template.render(Context({"request": request}, autoescape=False)) == (
        "/ui/keys?as_of=2026-03-15 /x?a=1&as_of=2026-03-15"
    )
    assert template.render(Context({"request": seen("/")})) == "/ui/keys /x?a=1"
