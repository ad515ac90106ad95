"""What the environment says: `KADROST_*` names, read strictly, so that a mistyped value stops the start and not a Friday."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kadrost.kernel.errors import KadrostError

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off", ""})


class SettingError(KadrostError):
    """A setting has a value with which the platform cannot be run."""

    code = "setting"


def read_text(name: str, default: str = "") -> str:
    """The value of `name` without surrounding blanks, or `default` where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def read_flag(name: str, *, default: bool = False) -> bool:
    """True or false as written in `name`; SettingError for any other word."""
    written = os.environ.get(name)
    if written is None:
        return default
    word = written.strip().lower()
    if word not in YES | NO:
        raise SettingError(
            f"значение «{written}» не понято.", where=name, remedy="Допустимы: 1, true, yes, on или 0, false, no, off."
        )
    return word in YES


def read_integer(name: str, default: int, *, least: int, most: int) -> int:
    """The whole number in `name`; SettingError where it is no number or outside `least`…`most`."""
    written = read_text(name, str(default))
    allowed = f"Нужно целое число от {least} до {most}."
    if not written.isascii() or not written.removeprefix("-").isdigit():
        raise SettingError(f"«{written}» не является целым числом.", where=name, remedy=allowed)
    if not least <= int(written) <= most:
        raise SettingError(f"число {written} вне допустимых пределов.", where=name, remedy=allowed)
    return int(written)


def read_choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """The word in `name`; SettingError where it is none of `allowed`."""
    written = read_text(name, default)
    if written not in allowed:
        raise SettingError(f"значение «{written}» не понято.", where=name, remedy=f"Допустимы: {', '.join(allowed)}.")
    return written


def read_list(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """The parts of `name` between commas, without blanks and empty ones."""
    return [part.strip() for part in read_text(name, ",".join(default)).split(",") if part.strip()]


def read_zone(name: str, default: str) -> str:
    """The name of a time zone of the IANA base; SettingError where there is none of that name."""
    written = read_text(name, default)
    try:
        ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingError(
            f"часовой пояс «{written}» не найден.",
            where=name,
            remedy="Нужно имя из базы IANA, например Europe/Moscow или Asia/Yakutsk.",
        ) from error
    return written


def read_secret(name: str) -> str:
    """A secret from `name` or from the file that `name_FILE` names, or an empty string where neither is set.

    Both at once, a missing or an empty file raise SettingError; the value itself is never told.
    """
    direct, path = read_text(name), read_text(f"{name}_FILE")
    if direct and path:
        raise SettingError(f"заданы сразу {name} и {name}_FILE.", where=name, remedy="Оставьте одно из двух.")
    return read_secret_file(f"{name}_FILE", Path(path)) if path else direct


def read_secret_file(name: str, path: Path) -> str:
    """The text of the secret's file; SettingError where it cannot be read or is empty."""
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            f"файл {path} не читается.", where=name, remedy="Проверьте путь и права на чтение."
        ) from error
    if not secret:
        raise SettingError(f"файл {path} пуст.", where=name, remedy="Запишите в него секрет одной строкой.")
    return secret


def make_private_folder(name: str, folder: Path) -> None:
    """The folder exists afterwards, made for its owner only; SettingError where it cannot be made or written to."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise SettingError(
            f"в папку {folder} нельзя писать.", where=name, remedy="Укажите в KADROST_VAR папку, открытую на запись."
        )


def require_proxy_for_https(*, https: bool, proxies: int) -> None:
    """Nothing, or SettingError: our server speaks plain HTTP, so without a trusted proxy HTTPS would redirect for ever."""
    if https and not proxies:
        raise SettingError(
            "HTTPS включён, а прокси перед сайтом не назван.",
            where="KADROST_HTTPS",
            remedy="Задайте KADROST_TRUSTED_PROXIES: сколько своих прокси стоит перед сайтом, обычно 1.",
        )
