"""ЕСИА («Госуслуги») speaks OAuth 2.0 in its own way. What it needs is written here; nothing of it is pretended.

The strict OpenID Connect of `accounts.provider` cannot be pointed at it, since ЕСИА asks for

- `client_secret`: not a fixed word but a detached PKCS#7 signature, made anew for each request over
  scope + timestamp + client_id + state, with a GOST R 34.10-2012 key of the registered system. Python's cryptography
  has no GOST: a certified provider of cryptography (СКЗИ) or a signing service within the region's network is needed;
- the marker (`access_token`) and `id_token` signed by ЕСИА's own GOST key, to be checked by the same means;
- the person's data from its own addresses (`/rs/prns/{oid}` and their collections), not from `userinfo`;
- registration of the information system by the operator of ЕСИА, with a mnemonic and a certificate.

A region that has an identity gateway in front of ЕСИА (many have one: it speaks plain OpenID Connect with RS256) names the
gateway in `KADROST_OIDC_SERVER` and needs nothing of this.
"""

from __future__ import annotations

from typing import NoReturn

from kadrost.kernel.errors import KadrostError

NEEDS = (
    "подпись client_secret по ГОСТ Р 34.10-2012 (сертифицированное СКЗИ или служба подписи)",
    "проверка подписи маркеров ЕСИА тем же средством",
    "запросы сведений о человеке по адресам ЕСИА (rs/prns)",
    "регистрация информационной системы у оператора ЕСИА",
)


class EsiaNotReady(KadrostError):
    """Signing in by ЕСИА was asked for, and what it needs is not here."""

    code = "esia_not_ready"


def refuse_to_start() -> NoReturn:
    """Raises EsiaNotReady, which names everything that is missing."""
    raise EsiaNotReady(
        f"прямой вход через ЕСИА пока не поддерживается. Не хватает: {'; '.join(NEEDS)}.",
        where="KADROST_OIDC_KIND",
        remedy="Укажите шлюз, который говорит с ЕСИА сам, в KADROST_OIDC_SERVER, а KADROST_OIDC_KIND уберите.",
    )
