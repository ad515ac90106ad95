"""The key that signs sessions and forms: given by the environment, or made once for the embedded mode."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from kadrost.config.environment import SettingError, read_secret, read_secret_file

NAME = "KADROST_SECRET_KEY"
LEAST_LENGTH = 32
OWNER_ONLY = 0o600


def find_secret_key(folder: Path, *, embedded: bool) -> str:
    """The key of the environment; in the embedded mode else the one kept in `folder`, made on first use.

    Raises SettingError where the key is short, or where a region's own database is set and no key is given: several
    machines must share one key, so none may invent it.
    """
    given = read_secret(NAME)
    if given and len(given) < LEAST_LENGTH:
        raise SettingError(f"ключ короче {LEAST_LENGTH} знаков.", where=NAME, remedy="Создайте длинный случайный ключ.")
    if given:
        return given
    if not embedded:
        raise SettingError(
            "ключ не задан, а база данных общая.", where=NAME, remedy=f"Задайте {NAME} или {NAME}_FILE на всех машинах."
        )
    return keep_secret_key(folder / "secret_key")


def keep_secret_key(file: Path) -> str:
    """The key in `file`, written there first if absent, readable by its owner only.

    Two processes that start at once agree: the file appears whole and only once.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w") as writing:
            writing.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return read_secret_file(NAME, file)
