from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import Settings

from kadrost.accounts.models import User
from kadrost.ui import navigation
from kadrost.ui.navigation import Entry, NavigationError, lines_for, register, search_at, signed_in
from kadrost.ui.views import errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_navigation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rail without what the apps registered."""
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(navigation, "_search", [])


def nobody(request: HttpRequest) -> bool:
    return False


@pytest.mark.usefixtures("own_navigation")
def test_rail_shows_what_is_visible_in_order(client: Client) -> None:
    register(Entry("b", "Второе", url_name="ui-gallery", icon="plans", order=2))
    register(Entry("a", "Первое", url_name="ui-keys", icon="control", order=1))
    register(Entry("c", "Чужое", url_name="ui-keys", icon="data", order=3, visible=nobody))
    request = RequestFactory().get("/ui/keys")
    assert [(line.title, line.current) for line in lines_for(request)] == [("Первое", True), ("Второе", False)]
    page = client.get("/ui/keys?as_of=2026-03-15").content.decode()
    assert '<a class="rail-entry" href="/ui/keys?as_of=2026-03-15" aria-current="page" title="Первое">' in page
    assert "Чужое" not in page


@pytest.mark.usefixtures("own_navigation")
def test_rail_of_many_keeps_the_rest_behind_more(client: Client) -> None:
    for order in range(6):
        register(Entry(str(order), f"Раздел {order}", url_name="ui-keys", icon="plans", order=order))
    page = client.get("/ui/keys").content.decode()
    assert '<ul class="rail-entries many">' in page
    more = page[page.index("rail-more") :]
    assert more.count('<a class="menu-row" href="/ui/keys"') == 2


@pytest.mark.usefixtures("own_navigation")
def test_rail_refuses_an_icon_never_drawn() -> None:
    with pytest.raises(NavigationError, match="не нарисован"):
        register(Entry("a", "Первое", url_name="ui-keys", icon="rocket", order=1))
    assert lines_for(RequestFactory().get("/")) == []


@pytest.mark.usefixtures("own_navigation")
def test_search_box_appears_once_an_app_offers_search(client: Client) -> None:
    assert "data-search" not in client.get("/ui/keys").content.decode()
    search_at("ui-keys")
    page = client.get("/ui/keys?q=план&as_of=2026-03-15").content.decode()
    assert (
        '<form class="search" role="search" aria-label="Поиск по всему сайту" action="/ui/keys" method="get">' in page
    )
    assert 'name="q" value="план"' in page
    assert '<input type="hidden" name="as_of" value="2026-03-15">' in page


def test_signed_in_is_told_from_the_public(client: Client, rf: RequestFactory) -> None:
    request = client.get("/ui/keys").wsgi_request
    assert signed_in(request) is False
    client.force_login(User.objects.create_user("anna"))
    assert signed_in(client.get("/ui/keys").wsgi_request) is True


@pytest.mark.parametrize(("name", "value"), [("theme", "dark"), ("rail", "narrow")])
def test_preference_is_kept_and_leads_back(client: Client, name: str, value: str) -> None:
    answer = client.post("/ui/preference", {"name": name, "value": value, "back": "/ui/keys?q=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/ui/keys?q=1")
    page = client.get("/ui/keys").content.decode()
    assert ('data-theme="dark"' in page, '<div class="frame narrow">' in page) == (name == "theme", name == "rail")


@pytest.mark.parametrize(("name", "value"), [("theme", "pink"), ("sessionid", "x"), ("", "")])
def test_preference_unknown_is_refused(client: Client, name: str, value: str) -> None:
    assert client.post("/ui/preference", {"name": name, "value": value}).status_code == 400
    assert not client.cookies


def test_preference_never_leads_to_another_site(client: Client) -> None:
    answer = client.post("/ui/preference", {"name": "theme", "value": "dark", "back": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_cookie_of_theme_is_not_trusted(client: Client) -> None:
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in client.get("/ui/keys").content.decode()


def test_gallery_draws_everything_for_an_administrator(client: Client, settings: Settings) -> None:
    assert client.get("/ui/gallery").status_code == 404
    client.force_login(User.objects.create_user("clerk"))
    assert client.get("/ui/gallery").status_code == 404
    client.force_login(User.objects.create_superuser("root", surname="Серова", given_name="Анна"))
    page = client.get("/ui/gallery?state=late&sort=due&page=2").content.decode()
    for part in (
        'class="heat"',
        'class="gantt gantt-short"',
        'class="timeline"',
        'class="facts"',
        'class="diff"',
        'class="tabs"',
    ):
        assert page.count(part) == 1
    assert "Показаны 26–50 из 1\u00a0204" in page
    assert "Серова\u00a0А." in page
    assert page.count("button-primary") == 1


def test_keys_are_a_page_without_script(client: Client) -> None:
    page = client.get("/ui/keys").content.decode()
    assert page.count("<dt><kbd>j</kbd> <kbd>k</kbd></dt>") == 2
    assert '<a class="skip" href="#content">К содержанию страницы</a>' in page


@pytest.mark.parametrize(
    ("view", "status", "title"),
    [
        (errors.bad_request, 400, "Запрос не понят"),
        (errors.permission_denied, 403, "Эта страница вам не открыта"),
        (errors.page_not_found, 404, "Такой страницы нет"),
    ],
)
def test_refusals_are_in_words_and_ask_no_database(
    view: object, status: int, title: str, rf: RequestFactory, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        answer = view(rf.get("/x"), Exception())  # type: ignore[operator]
    assert answer.status_code == status
    page = answer.content.decode()
    assert f"<h1>{title}</h1>" in page
    assert '<a href="/">На первую страницу</a>' in page


def test_an_address_of_a_form_opened_as_a_page_is_told_in_words(client: Client) -> None:
    answer = client.get("/ui/preference", headers={"referer": "http://testserver/ui/keys?q=1"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "<h1>Эту страницу так открыть нельзя</h1>" in page
    assert '<a href="/ui/keys?q=1" data-back>На предыдущую страницу</a>' in page
    assert '<a href="/">На первую страницу</a>' in page


@pytest.mark.parametrize("before", ["https://evil.example/x", "http://testserver/no-such", "http://testserver/", ""])
def test_the_way_back_leads_nowhere_else(client: Client, before: str) -> None:
    page = client.get("/no-such", headers={"referer": before}).content.decode()
    assert "На предыдущую страницу" not in page


def test_our_fault_is_said_to_be_ours(rf: RequestFactory) -> None:
    answer = errors.server_error(rf.get("/x"))
    assert (answer.status_code, "Ошибка на нашей стороне." in answer.content.decode()) == (500, True)


def test_asked_too_often_says_when_again(rf: RequestFactory) -> None:
    answer = errors.too_many_requests(rf.get("/x"), until="14:35", seconds=60)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Попробуйте снова в 14:35." in answer.content.decode()


def test_stale_form_is_refused_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/ui/preference", {"name": "theme", "value": "dark"})
    assert answer.status_code == 403
    assert "<h1>Форма устарела</h1>" in answer.content.decode()


def test_question_before_an_act_names_it_and_can_be_left(client: Client) -> None:
    request = client.get("/ui/keys").wsgi_request
    facts = {
        "title": "Снять мероприятие с контроля",
        "consequence": "Его сроки больше не будут напоминать о себе.",
        "button": "Снять с контроля",
        "cancel_url": "/measures/1",
        "danger": True,
    }
    page = render_to_string("ui/confirm.html", facts, request)
    assert "<h1>Снять мероприятие с контроля</h1>" in page
    assert '<button class="button button-danger">Снять с контроля</button>' in page
    assert '<a href="/measures/1" data-back>Отменить</a>' in page
    assert "csrfmiddlewaretoken" in page
    assert "button-primary" not in page
