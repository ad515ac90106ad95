from __future__ import annotations

import pytest
from django.test import Client

from kadrost.roadmaps.domain import board_saved
from kadrost.roadmaps.models import SavedView
from tests.web.board.conftest import Region

SAVE = "/control/views/save/"


def test_the_public_is_led_to_sign_in(client: Client, region: Region) -> None:
    for response in (client.get("/control/views/"), client.post(SAVE, {"name": "Мой"})):
        assert response.status_code == 302
        assert response["Location"].startswith("/sign-in")
    assert not SavedView.objects.exists()


def test_a_filter_is_kept_under_a_name_in_its_one_form(client: Client, region: Region) -> None:
    client.force_login(region.executor)
    response = client.post(
        SAVE, {"name": "  Горит \n срочно ", "query": "q=сад&standing=late&page=7&evil=%3Cscript%3E"}
    )
    assert response.status_code == 302
    assert response["Location"] == "/control/?standing=late&q=%D1%81%D0%B0%D0%B4"
    view = SavedView.objects.get()
    assert (view.person, view.name, view.query) == (
        region.executor,
        "Горит срочно",
        "standing=late&q=%D1%81%D0%B0%D0%B4",
    )
    html = client.get("/control/views/?standing=late&q=сад").content.decode()
    assert 'aria-current="true">Горит срочно</a>' in html


def test_the_same_name_takes_the_new_filter(client: Client, region: Region) -> None:
    client.force_login(region.executor)
    said = [
        client.post(SAVE, {"name": "Мой", "query": query}, follow=True).content.decode()
        for query in ("standing=late", "standing=due")
    ]
    assert SavedView.objects.get().query == "standing=due"
    assert "Вид «Мой» сохранён." in said[0]
    assert "Вид «Мой» заменён: теперь он показывает этот отбор." in said[1]


def test_the_form_says_which_filter_it_saves_and_offers_it_as_the_name(client: Client, region: Region) -> None:
    client.force_login(region.executor)
    html = client.get(f"/control/views/?standing=silent,late&plan={region.plan.pk}").content.decode()
    assert "<p>Отбор: план: План садов; состояние: просроченные</p>" in html
    assert 'value="план: План садов; состояние: просроченные"' in html
    assert "<p>Отбор: все контрольные точки</p>" in client.get("/control/views/").content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " ", "query": "standing=late"}, "Назовите вид"),
        ({"name": "я" * 81, "query": "standing=late"}, "Название длиннее 80 знаков"),
        ({"name": "Мой", "query": f"executor={','.join(str(10**18 + n) for n in range(50))}&standing=late&plan=" + ",".join(str(10**18 + n) for n in range(50))}, "слишком много условий"),
    ],
)  # fmt: skip
def test_a_refusal_keeps_what_was_typed(client: Client, region: Region, fields: dict[str, str], words: str) -> None:
    client.force_login(region.executor)
    response = client.post(SAVE, fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert fields["query"][:20].split("&")[0] in html
    assert not SavedView.objects.exists()


def test_there_is_an_end_to_views(client: Client, region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_saved, "MOST_VIEWS", 1)
    client.force_login(region.executor)
    client.post(SAVE, {"name": "Первый", "query": ""})
    response = client.post(SAVE, {"name": "Второй", "query": ""})
    assert response.status_code == 422
    assert "Сохранено уже 1\u00a0вид" in response.content.decode()
    assert client.post(SAVE, {"name": "Первый", "query": "standing=late"}).status_code == 302


def test_a_view_is_its_owners_alone(client: Client, region: Region) -> None:
    view = SavedView.objects.create(person=region.executor, name="Мой", query="standing=late")
    client.force_login(region.auditor)
    assert "Мой" not in client.get("/control/views/").content.decode().split('id="views"')[1]
    assert client.post(f"/control/views/{view.pk}/delete/").status_code == 404
    assert SavedView.objects.filter(pk=view.pk).exists()
    client.force_login(region.executor)
    assert client.get(f"/control/views/{view.pk}/delete/").status_code == 405
    assert client.post(f"/control/views/{view.pk}/delete/").status_code == 302
    assert not SavedView.objects.exists()


def test_nothing_is_saved_while_another_day_is_shown(client: Client, region: Region) -> None:
    client.force_login(region.executor)
    assert client.post(f"{SAVE}?as_of=2027-01-01", {"name": "Мой"}).status_code == 409
    assert not SavedView.objects.exists()


def test_a_form_of_another_site_is_refused(region: Region) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(region.executor)
    assert client.post(SAVE, {"name": "Мой"}).status_code == 403
