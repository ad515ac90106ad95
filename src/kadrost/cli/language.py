"""The two languages of the command line: Russian by default, English where the environment asks for it."""

from __future__ import annotations

import os

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def speaks_english() -> bool:
    """Whether the first language variable that is set names English."""
    chosen = next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), "")
    return chosen.lower().startswith("en")


def say(ru: str, en: str) -> str:
    """The text in the language of the command line."""
    return en if speaks_english() else ru
