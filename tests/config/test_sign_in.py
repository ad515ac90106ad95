"""Which provider the environment names, and what stops the start."""

from __future__ import annotations

import pytest

from kadrost.accounts.esia import NEEDS, EsiaNotReady
from kadrost.config.environment import SettingError
from kadrost.config.sign_in import Provider, read_provider

NAMES = ("KIND", "SERVER", "CLIENT_ID", "CLIENT_SECRET", "NAME", "CLAIM", "SCOPE", "ALLOW_HTTP")


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"KADROST_OIDC_{name}", raising=False)


def put(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"KADROST_OIDC_{name}", value)


def test_nothing_named_is_no_provider() -> None:
    assert read_provider() == Provider()
    assert read_provider().for_allauth() == {}


def test_provider_as_allauth_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, SERVER="https://login.region.example", CLIENT_ID="kadrost", CLIENT_SECRET="s", NAME="Вход региона")
    provider = read_provider()
    assert (provider.name, provider.claim, provider.scope) == ("Вход региона", "email", ("openid", "profile", "email"))
    assert provider.for_allauth() == {
        "kadrost_oidc": {
            "APPS": [
                {
                    "provider_id": "kadrost_oidc",
                    "name": "Вход региона",
                    "client_id": "kadrost",
                    "secret": "s",
                    "settings": {"server_url": "https://login.region.example"},
                }
            ]
        }
    }


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"SERVER": "https://login.region.example"}, "служба входа указана не полностью."),
        ({"CLIENT_ID": "kadrost"}, "служба входа указана не полностью."),
        ({"SERVER": "http://login.region.example", "CLIENT_ID": "k"}, "адрес службы входа не защищён или не понят."),
        ({"SERVER": "login.region.example", "CLIENT_ID": "k"}, "адрес службы входа не защищён или не понят."),
        ({"SERVER": "ftp://x", "CLIENT_ID": "k", "ALLOW_HTTP": "1"}, "адрес службы входа не защищён или не понят."),
        ({"KIND": "saml"}, "значение «saml» не понято."),
    ],
)
def test_half_a_provider_and_an_unprotected_one_stop_the_start(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], words: str
) -> None:
    put(monkeypatch, **values)
    with pytest.raises(SettingError) as caught:
        read_provider()
    assert caught.value.message == words
    assert caught.value.remedy


def test_plain_http_is_for_tests_that_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, SERVER="http://127.0.0.1:9", CLIENT_ID="k", ALLOW_HTTP="1")
    assert read_provider().allow_http


def test_esia_says_what_it_needs_and_pretends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, KIND="esia", SERVER="https://esia.example", CLIENT_ID="k")
    with pytest.raises(EsiaNotReady) as caught:
        read_provider()
    assert all(need in caught.value.message for need in NEEDS)
    assert "ГОСТ Р 34.10-2012" in caught.value.message
    assert caught.value.where == "KADROST_OIDC_KIND"
