"""A person who can sign in, and codes as an application on a telephone would show them."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.test import Client

from kadrost.accounts.models import User

SECRET = "long-secret-word"


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna", SECRET, surname="Серова", given_name="Анна", email="anna@region.example")


def code_for(secret: str, *, ahead: int = 0) -> str:
    """The code that the secret gives now, or `ahead` steps of thirty seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def sign_in(client: Client, login: str = "anna", password: str = SECRET, **more: str) -> str:
    """Where the password leads."""
    return str(client.post("/sign-in", {"username": login, "password": password, **more}).headers.get("Location", ""))


def prove(client: Client, password: str = SECRET) -> None:
    """Prove again who one is, before a change of how one signs in."""
    assert client.post("/me/again/password", {"password": password}).status_code == 302


@pytest.fixture
def with_application(anna: User) -> Callable[..., str]:
    """The code of anna's application now."""
    factor = TOTP.activate(anna, generate_totp_secret()).instance

    def code(*, ahead: int = 0) -> str:
        kept = Authenticator.objects.get(pk=factor.pk)
        return code_for(decrypt(kept.data["secret"]), ahead=ahead)

    return code
