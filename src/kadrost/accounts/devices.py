"""What a browser tells of itself, in a few words that a person recognises."""

from __future__ import annotations

from django.utils.translation import gettext_noop

# The order matters: most browsers also name those whose pages they imitate.
BROWSERS = (
    ("YaBrowser/", "Яндекс Браузер"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
UNKNOWN = gettext_noop("Неизвестное устройство")


def name_device(user_agent: str) -> str:
    """«Chrome, Windows» out of the header User-Agent; nothing else of it is kept."""
    found = [next((name for mark, name in known if mark in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name) or UNKNOWN
