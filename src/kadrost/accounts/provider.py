"""OpenID Connect as allauth's provider, strict: PKCE S256, nonce, an RS256 id_token whose signature is always checked.

allauth's own provider trusts the id_token that came over TLS without its signature and sends no nonce; here neither is
left to trust (docs/decisions/0010-sign-in-by-allauth.md).
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider, OpenIDConnectProviderAccount
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_noop

PROVIDER_ID = "kadrost_oidc"
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
LEEWAY = 30  # seconds by which two clocks may differ


class ProviderRefused(OAuth2Error):  # type: ignore[misc]
    """What the provider sent cannot be believed; the text says what, in Russian."""


def nonce_of(code_verifier: str) -> str:
    """The nonce of this sign-in: derived from the secret that only this session holds, so that it needs no keeping."""
    return urlsafe_b64encode(sha256(f"nonce {code_verifier}".encode()).digest()).decode().rstrip("=")


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The exchange with the provider; every answer of it is checked before anything is looked up."""

    def __init__(self, request: HttpRequest, provider_id: str = PROVIDER_ID) -> None:
        super().__init__(request, provider_id)
        self.expected_nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; ProviderRefused where it is another one than was named, or says too little."""
        config: dict[str, Any] = super().openid_config
        expected = self.get_provider().app.settings["server_url"]
        if not isinstance(config, dict) or any(not isinstance(config.get(name), str) for name in NEEDED):
            raise ProviderRefused(gettext_noop("Служба входа не сообщила о себе нужного."))
        if config["issuer"].rstrip("/") != expected.rstrip("/"):
            raise ProviderRefused(gettext_noop("Служба входа называет себя другим именем, чем указано в настройках."))
        if not settings.OIDC_ALLOW_HTTP and any(urlsplit(config[name]).scheme != "https" for name in NEEDED[1:]):
            raise ProviderRefused(gettext_noop("Служба входа предлагает незащищённое соединение."))
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Where the provider sends the person back."""
        return request.build_absolute_uri(reverse("accounts-provider-back"))

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """The tokens for the code; the nonce to expect follows from the same secret."""
        if not pkce_code_verifier:
            raise ProviderRefused(gettext_noop("Вход начат в другом браузере."))
        self.expected_nonce = nonce_of(pkce_code_verifier)
        data: dict[str, Any] = super().get_access_token_data(request, app, client, pkce_code_verifier)
        return data

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """The sign-in that the checked id_token stands for; its claims go along for matching and are not kept."""
        written = kwargs["response"].get("id_token")
        if not isinstance(written, str):
            raise ProviderRefused(gettext_noop("Служба входа не прислала удостоверение."))
        claims = self.read_id_token(app, written)
        if settings.OIDC_CLAIM not in claims and isinstance(self.openid_config.get("userinfo_endpoint"), str):
            claims = {**self._userinfo(token.token, str(claims["sub"])), **claims}
        login = self.get_provider().sociallogin_from_response(request, claims)
        login.claims = claims
        return login

    def read_id_token(self, app: Any, written: str) -> dict[str, Any]:
        """The claims of the id_token; ProviderRefused unless its signature, issuer, audience, time and nonce are right."""
        try:
            if jwt.get_unverified_header(written).get("alg") != "RS256":
                raise ProviderRefused(gettext_noop("Удостоверение подписано не тем способом."))
            _alg, key = jwtkit.fetch_key(written, self.openid_config["jwks_uri"], jwtkit.lookup_kid_jwk)
            claims: dict[str, Any] = jwt.decode(
                written,
                key=key,
                algorithms=["RS256"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
            )
        except jwt.ExpiredSignatureError as error:
            raise ProviderRefused(gettext_noop("Срок удостоверения истёк.")) from error
        except jwt.InvalidAudienceError as error:
            raise ProviderRefused(gettext_noop("Удостоверение выдано другому сайту.")) from error
        except jwt.InvalidIssuerError as error:
            raise ProviderRefused(gettext_noop("Удостоверение выдано другой службой.")) from error
        except jwt.InvalidSignatureError as error:
            raise ProviderRefused(gettext_noop("Подпись удостоверения неверна.")) from error
        except (jwt.PyJWTError, KeyError, TypeError, ValueError, requests.RequestException) as error:
            raise ProviderRefused(gettext_noop("Удостоверение не читается.")) from error
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != app.client_id:
            raise ProviderRefused(gettext_noop("Удостоверение выдано другому сайту."))
        if not constant_time_compare(str(claims["nonce"]), self.expected_nonce):
            raise ProviderRefused(gettext_noop("Удостоверение выдано для другого входа."))
        return claims

    def _userinfo(self, access_token: str, subject: str) -> dict[str, Any]:
        try:
            with get_adapter().get_requests_session() as session:
                answer = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
                answer.raise_for_status()
                told = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise ProviderRefused(gettext_noop("Служба входа не ответила.")) from error
        if not isinstance(told, dict) or str(told.get("sub")) != subject:
            raise ProviderRefused(gettext_noop("Сведения о человеке не относятся к удостоверению."))
        return told


class StrictProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The one provider that the settings name."""

    id = PROVIDER_ID
    name = "OpenID Connect"
    account_class = OpenIDConnectProviderAccount
    oauth2_adapter_class = StrictAdapter
    supports_token_authentication = False

    def get_pkce_params(self) -> dict[str, Any]:
        """PKCE always, and the nonce that belongs to it."""
        from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge

        made: dict[str, Any] = generate_code_challenge()
        return {**made, "nonce": nonce_of(made["code_verifier"])}

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Who it is at this issuer, as a hash: another issuer's same subject is somebody else."""
        return sha256(f"{data['iss']} {data['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing: the provider's claims are matched and forgotten."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing: no account is made of what a provider says."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """Nothing, for the same reason."""
        return []


provider_classes = [StrictProvider]
