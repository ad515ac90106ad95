"""Which database: the embedded SQLite by default, PostgreSQL where `KADROST_DATABASE_URL` says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from kadrost.config.environment import SettingError

SQLITE_OPTIONS = {
    # WAL without IMMEDIATE makes read-then-write transactions fail with "database is locked" (reference/stack.md §5).
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-64000;PRAGMA mmap_size=134217728;"
    ),
}
WHERE = "KADROST_DATABASE_URL"
FORM = "Нужен адрес вида postgresql://имя:пароль@сервер:5432/база или sqlite:///путь/к/файлу."


def database_from(url: str, *, embedded_file: Path) -> dict[str, Any]:
    """Django's description of the database that `url` names; the embedded file where `url` is empty.

    The password is never part of an error. Raises SettingError for any other scheme or an address without a base.
    """
    if not url:
        return sqlite(embedded_file)
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return sqlite_from(url)
    if scheme in {"postgresql", "postgres"}:
        return postgresql_from(url)
    raise SettingError(f"база данных вида «{scheme[:20]}» не поддерживается.", where=WHERE, remedy=FORM)


def sqlite(file: Path) -> dict[str, Any]:
    """SQLite in `file` with the options under which it bears concurrent writers."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": dict(SQLITE_OPTIONS),
        # Opening the file anew costs each request a millisecond, and the board what it remembered.
        "CONN_MAX_AGE": None,
    }


def sqlite_from(url: str) -> dict[str, Any]:
    """SQLite at the path of `sqlite:///relative` or `sqlite:////absolute`."""
    prefix = "sqlite:///"
    if not url.startswith(prefix) or len(url) == len(prefix):
        raise SettingError("в адресе нет пути к файлу.", where=WHERE, remedy=FORM)
    return sqlite(Path(unquote(url.removeprefix(prefix))))


def postgresql_from(url: str) -> dict[str, Any]:
    """PostgreSQL at the address, with connections kept for a minute and checked before use.

    A server that listens on a socket alone is named by its folder: `postgresql://name@/base?host=/run/postgresql`.
    """
    parts = urlsplit(url)
    base = unquote(parts.path.removeprefix("/"))
    try:
        port = parts.port
    except ValueError as error:
        raise SettingError("порт не является числом.", where=WHERE, remedy=FORM) from error
    if not base or "/" in base:
        raise SettingError("в адресе нет имени базы данных.", where=WHERE, remedy=FORM)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": base,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parse_qs(parts.query).get("host", [unquote(parts.hostname or "")])[0],
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
