"""The application as a WSGI server calls it."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from kadrost.config.environment import SettingError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")


def require_collected_files() -> None:
    """Nothing, or SettingError where static files are to be served as collected and were not."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if settings.STATIC_FROM == "collected" and not manifest.is_file():
        raise SettingError(
            f"файл {manifest} не найден.",
            where="KADROST_STATIC",
            remedy="Выполните сначала kadrost django collectstatic.",
        )


require_collected_files()
application = get_wsgi_application()
