"""How letters leave: an SMTP server, the mailbox page of a demonstration, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from kadrost.config.environment import SettingError

WHERE = "KADROST_EMAIL_URL"
FORM = (
    "Нужен адрес вида smtp://имя:пароль@сервер:587 (с STARTTLS), smtps://имя:пароль@сервер:465, "
    "smtp://сервер:25?tls=no для своего сервера в той же сети или mailbox: для демонстрации."
)
STARTTLS_PORT, TLS_PORT = 587, 465


@dataclass(frozen=True, slots=True)
class Mail:
    """What Django is told of the mail server; `mode` is smtp, mailbox or none."""

    mode: str = "none"
    host: str = ""
    port: int = STARTTLS_PORT
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def mail_from(url: str) -> Mail:
    """The mail server that `url` names; none for an empty one. Raises SettingError, which never tells the password."""
    if not url:
        return Mail()
    if url == "mailbox:":
        return Mail(mode="mailbox")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingError("адрес почтового сервера не понят.", where=WHERE, remedy=FORM) from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SettingError("адрес почтового сервера не понят.", where=WHERE, remedy=FORM)
    asked = parse_qs(parts.query).get("tls", ["yes"])[0]
    if asked not in ("yes", "no"):
        raise SettingError(f"значение tls={asked[:10]} не понято.", where=WHERE, remedy=FORM)
    is_tls = parts.scheme == "smtps"
    return Mail(
        mode="smtp",
        host=parts.hostname,
        port=port or (TLS_PORT if is_tls else STARTTLS_PORT),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=not is_tls and asked == "yes",
        tls=is_tls,
    )


def site_url_from(written: str) -> str:
    """The site's address for links in letters, without a slash at its end; SettingError for what is no web address."""
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise SettingError(
            f"«{written[:60]}» — не адрес сайта.",
            where="KADROST_SITE_URL",
            remedy="Нужен адрес вида https://kadrost.region.example, по которому люди открывают сайт.",
        )
    return written.rstrip("/")
