"""Which provider of OpenID Connect people may sign in by, out of the environment (docs/settings.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from kadrost.accounts.esia import refuse_to_start
from kadrost.config.environment import SettingError, read_choice, read_flag, read_list, read_secret, read_text

SCOPE = ("openid", "profile", "email")


@dataclass(frozen=True)
class Provider:
    """The provider; without a name there is none."""

    name: str = ""
    server: str = ""
    client_id: str = ""
    secret: str = ""
    claim: str = "email"
    scope: tuple[str, ...] = SCOPE
    allow_http: bool = False

    def for_allauth(self) -> dict[str, Any]:
        """As allauth's SOCIALACCOUNT_PROVIDERS wants it."""
        if not self.name:
            return {}
        app = {
            "provider_id": "kadrost_oidc",
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {"server_url": self.server},
        }
        return {"kadrost_oidc": {"APPS": [app]}}


def read_provider() -> Provider:
    """The provider of the environment; SettingError for half a one, for ЕСИА, and for an unprotected address."""
    kind = read_choice("KADROST_OIDC_KIND", "standard", ("standard", "esia"))
    if kind == "esia":
        refuse_to_start()
    server = read_text("KADROST_OIDC_SERVER")
    client_id = read_text("KADROST_OIDC_CLIENT_ID")
    if not server and not client_id:
        return Provider()
    if not (server and client_id):
        raise SettingError(
            "служба входа указана не полностью.",
            where="KADROST_OIDC_SERVER",
            remedy="Задайте вместе KADROST_OIDC_SERVER и KADROST_OIDC_CLIENT_ID.",
        )
    allow_http = read_flag("KADROST_OIDC_ALLOW_HTTP")
    allowed = ("https", "http") if allow_http else ("https",)
    if urlsplit(server).scheme not in allowed or not urlsplit(server).hostname:
        raise SettingError(
            "адрес службы входа не защищён или не понят.",
            where="KADROST_OIDC_SERVER",
            remedy="Нужен адрес вида https://login.region.example. Для испытаний: KADROST_OIDC_ALLOW_HTTP=1.",
        )
    return Provider(
        name=read_text("KADROST_OIDC_NAME", "Единый вход"),
        server=server,
        client_id=client_id,
        secret=read_secret("KADROST_OIDC_CLIENT_SECRET"),
        claim=read_text("KADROST_OIDC_CLAIM", "email"),
        scope=tuple(read_list("KADROST_OIDC_SCOPE", SCOPE)),
        allow_http=allow_http,
    )
