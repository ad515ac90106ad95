"""OpenID Connect against a provider that the test starts: who gets in, and every lie that lets nobody in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from kadrost.accounts.models import User
from kadrost.audit.models import Entry
from kadrost.region.models import Appointment, Invitation
from tests.accounts.conftest import SECRET
from tests.accounts.oidc_provider import CLIENT_ID, CLIENT_SECRET, STRANGER, Provider, ProviderServer
from tests.web.factories import InvitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    """An honest provider that the settings name."""
    server = ProviderServer()
    app = {
        "provider_id": "kadrost_oidc",
        "name": "Вход региона",
        "client_id": CLIENT_ID,
        "secret": CLIENT_SECRET,
        "settings": {"server_url": server.provider.address},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"kadrost_oidc": {"APPS": [app]}}
    settings.OIDC_NAME, settings.OIDC_ALLOW_HTTP = "Вход региона", True
    yield server.provider
    server.stop()


def go(client: Client, **sent: str) -> str:
    """To the provider, whose page agrees; the address back."""
    answer = client.post("/sign-in/provider", sent)
    assert answer.status_code == 302, answer.content.decode()
    back = requests.get(answer["Location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return f"{parts.path}?{parts.query}"


def page_of(client: Client) -> tuple[int, str]:
    answer = client.get(go(client))
    return answer.status_code, answer.content.decode()


def nothing_changed() -> bool:
    return not (SocialAccount.objects.exists() or Entry.objects.exists())


def test_button_is_there_only_where_a_provider_is_set(client: Client, settings: Settings) -> None:
    assert "Войти через" not in client.get("/sign-in").content.decode()
    assert client.post("/sign-in/provider").status_code == 404
    assert client.get("/sign-in/provider/back").status_code == 404


def test_person_is_matched_by_the_verified_address_and_comes_in(client: Client, anna: User, provider: Provider) -> None:
    assert "Войти через: Вход региона" in client.get("/sign-in").content.decode()
    answer = client.get(go(client, next="/plans/"))
    assert (answer.status_code, answer["Location"]) == (302, "/plans/")
    assert client.session["_auth_user_id"] == str(anna.pk)
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.extra_data) == (anna, {})
    assert not SocialToken.objects.exists()
    assert [entry.action for entry in Entry.objects.order_by("id")] == ["link_provider", "sign_in"]
    assert Entry.objects.latest("id").after["ways"] == ["provider"]


def test_way_there_carries_state_nonce_and_challenge(client: Client, anna: User, provider: Provider) -> None:
    client.get(go(client))
    asked, sent = provider.asked["authorize"], provider.asked["token"]
    assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT_ID, "S256")
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert len(asked["nonce"]) == 43
    assert len(asked["state"]) >= 16
    assert len(sent["code_verifier"]) == 128
    assert sent["code_verifier"] not in str(asked)


def test_second_time_the_link_counts_whatever_the_address(client: Client, anna: User, provider: Provider) -> None:
    client.get(go(client))
    client.post("/sign-out")
    provider.claims = {"sub": "42"}
    assert client.get(go(client)).status_code == 302
    assert client.session["_auth_user_id"] == str(anna.pk)
    assert SocialAccount.objects.count() == 1


def test_second_factor_is_asked_for_all_the_same(client: Client, provider: Provider, with_application: object) -> None:
    assert client.get(go(client))["Location"] == "/sign-in/code"
    assert "_auth_user_id" not in client.session


def test_invited_person_comes_by_the_provider_and_begins(client: Client, provider: Provider) -> None:
    invitation = InvitationFactory(email="anna@region.example", expires_at=timezone.now() + timedelta(days=1))
    assert client.get(go(client)).status_code == 302
    person = User.objects.get(login="anna@region.example")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert not person.has_usable_password()
    assert Appointment.objects.get(person=person).organisation == invitation.organisation
    assert Invitation.objects.get().accepted_by == person


def test_expired_invitation_lets_nobody_in(client: Client, provider: Provider) -> None:
    InvitationFactory(email="anna@region.example", expires_at=timezone.now() - timedelta(days=1))
    before = User.objects.count()
    assert page_of(client)[0] == 401
    assert (User.objects.count(), Appointment.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "42", "email": "stranger@region.example", "email_verified": True},
        {"sub": "42", "email": "anna@region.example", "email_verified": False},
        {"sub": "42", "email": "anna@region.example", "email_verified": "true"},
        {"sub": "42", "email": "anna@region.example"},
        {"sub": "42", "email": ["anna@region.example"], "email_verified": True},
        {"sub": "42", "email": " ", "email_verified": True},
        {"sub": "42"},
    ],
)
def test_stranger_and_unproven_address_make_no_account(
    client: Client, anna: User, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    status, page = page_of(client)
    assert status == 401
    assert "учётной записи с этими данными здесь нет" in page
    assert "Попросите администратора вашей организации прислать приглашение." in page
    assert "_auth_user_id" not in client.session
    assert nothing_changed()
    assert User.objects.count() == 1


def test_whoever_may_not_sign_in_stays_out(client: Client, anna: User, provider: Provider) -> None:
    User.objects.update(is_active=False)
    assert page_of(client)[0] == 401
    assert nothing_changed()


def test_another_identity_takes_over_nobody_s_account(client: Client, anna: User, provider: Provider) -> None:
    client.get(go(client))
    client.post("/sign-out")
    provider.claims = {**provider.claims, "sub": "43"}
    assert page_of(client)[0] == 401
    assert SocialAccount.objects.count() == 1
    assert "_auth_user_id" not in client.session


NOW = int(time.time())
LIES: dict[str, tuple[dict[str, Any], str]] = {
    "nonce": ({"over": {"nonce": "another"}}, "Удостоверение выдано для другого входа."),
    "no nonce": ({"without": ("nonce",)}, "Удостоверение не читается."),
    "expired": ({"over": {"exp": NOW - 3600, "iat": NOW - 7200}}, "Срок удостоверения истёк."),
    "no end": ({"without": ("exp",)}, "Удостоверение не читается."),
    "audience": ({"over": {"aud": "another-site"}}, "Удостоверение выдано другому сайту."),
    "audience beside": ({"over": {"aud": [CLIENT_ID, "another-site"]}}, "Удостоверение выдано другому сайту."),
    "issuer": ({"over": {"iss": "https://evil.example"}}, "Удостоверение выдано другой службой."),
    "signature": ({"key": STRANGER}, "Подпись удостоверения неверна."),
    "key": ({"key": STRANGER, "kid": "second"}, "Внешняя служба входа не ответила как положено."),
    "algorithm": (
        {"key": "a-word-of-more-than-thirty-two-letters", "algorithm": "HS256"},
        "Удостоверение подписано не тем способом.",
    ),
    "unsigned": ({"key": None, "algorithm": "none"}, "Удостоверение подписано не тем способом."),
    "other RSA": ({"algorithm": "PS256"}, "Удостоверение подписано не тем способом."),
    "no id_token": ({"no_id_token": True}, "Служба входа не прислала удостоверение."),
    "nonsense": ({"raw_id_token": "a.b.c"}, "Удостоверение не читается."),
    "other name": ({"config": {"issuer": "https://evil.example"}}, "Служба входа называет себя другим именем"),
}


@pytest.mark.parametrize("lie", LIES)
def test_lie_lets_nobody_in_and_changes_nothing(client: Client, anna: User, provider: Provider, lie: str) -> None:
    told, words = LIES[lie]
    back = go(client)
    for name, value in told.items():
        setattr(provider, name, value)
    answer = client.get(back)
    assert (answer.status_code, words in answer.content.decode()) == (401, True), answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert nothing_changed()


def test_answer_is_taken_once(client: Client, anna: User, provider: Provider) -> None:
    back = go(client)
    assert client.get(back).status_code == 302
    client.post("/sign-out")
    answer = client.get(back)
    assert answer.status_code == 401
    assert "Этот вход уже завершён, начат слишком давно или начат в другом браузере." in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_answer_to_another_browser_is_refused(client: Client, anna: User, provider: Provider) -> None:
    back = go(client)
    thief = Client()
    assert thief.get(back).status_code == 401
    assert "_auth_user_id" not in thief.session
    assert nothing_changed()


def test_code_of_another_sign_in_is_refused(client: Client, anna: User, provider: Provider) -> None:
    """The thief's code in the victim's browser: the challenge of the code is not the victim's."""
    thief = Client()
    stolen = parse_qs(urlsplit(go(thief)).query)["code"][0]
    state = parse_qs(urlsplit(go(client)).query)["state"][0]
    answer = client.get("/sign-in/provider/back", {"code": stolen, "state": state})
    assert answer.status_code == 401
    assert nothing_changed()


@pytest.mark.parametrize(
    "query", [{}, {"state": "x"}, {"code": "x"}, {"error": "access_denied"}, {"state": "x" * 5000}]
)
def test_nonsense_in_the_answer_is_refused_in_words(
    client: Client, anna: User, provider: Provider, query: dict[str, str]
) -> None:
    answer = client.get("/sign-in/provider/back", query)
    assert answer.status_code == 401
    assert "Войти не получилось" in answer.content.decode()


def test_person_who_declines_is_told_so(client: Client, anna: User, provider: Provider) -> None:
    state = parse_qs(urlsplit(go(client)).query)["state"][0]
    answer = client.get("/sign-in/provider/back", {"error": "access_denied", "state": state})
    assert "Вы отменили вход на странице внешней службы." in answer.content.decode()


def test_silent_provider_is_told_in_words(client: Client, anna: User, provider: Provider) -> None:
    provider.broken = True
    answer = client.post("/sign-in/provider")
    assert answer.status_code == 401
    assert "Внешняя служба входа не ответила как положено." in answer.content.decode()


def test_nobody_is_led_to_another_site(client: Client, anna: User, provider: Provider) -> None:
    assert client.get(go(client, next="https://evil.example/"))["Location"] == "/"


def test_address_may_come_from_userinfo_of_the_same_person_only(client: Client, anna: User, provider: Provider) -> None:
    provider.claims = {"sub": "42"}
    provider.userinfo = {"sub": "43", "email": "anna@region.example", "email_verified": True}
    status, page = page_of(client)
    assert (status, "Сведения о человеке не относятся к удостоверению." in page) == (401, True)
    provider.userinfo["sub"] = "42"
    assert client.get(go(client)).status_code == 302
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_other_claim_is_matched_with_the_login(
    client: Client, anna: User, provider: Provider, settings: Settings
) -> None:
    settings.OIDC_CLAIM = "preferred_username"
    User.objects.create_user("boris", SECRET, email="preferred@region.example")
    provider.claims = {"sub": "42", "preferred_username": "Anna"}
    assert client.get(go(client)).status_code == 302
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_unprotected_addresses_are_refused_where_not_allowed(
    client: Client, anna: User, provider: Provider, settings: Settings
) -> None:
    settings.OIDC_ALLOW_HTTP = False
    answer = client.post("/sign-in/provider")
    assert answer.status_code == 401
    assert "Служба входа предлагает незащищённое соединение." in answer.content.decode()
