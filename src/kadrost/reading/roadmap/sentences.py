"""Whether printed words are whole, or go on elsewhere: at a page's end, outside the table, in the next row."""

from __future__ import annotations

import re

from kadrost.reading.grammar.morphology import forms

_GOES_ON = re.compile(r"(?:[-\u00ad,(«„:/]|(?<=\s)[–—])$")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_JOINING = {"PREP", "CONJ"}


def starts_small(text: str) -> bool:
    """True where the first letter is a small one: words that go on from elsewhere."""
    first = next((sign for sign in text if sign.isalnum()), "")
    return first.islower()


def is_broken(text: str) -> bool:
    """True where a word is broken at the end."""
    return bool(re.search(r"[^\W\d_][-\u00ad]$", text))


def open_marks(text: str) -> int:
    """How many brackets and quotes are opened and not closed."""
    return max(0, text.count("(") - text.count(")")) + max(0, text.count("«") - text.count("»"))


def goes_on(text: str) -> bool:
    """True where the words are certainly not whole: a broken word, an open bracket, «и», «для», a comma at the end."""
    if not text:
        return False
    if _GOES_ON.search(text) or open_marks(text):
        return True
    words = _WORDS.findall(text)
    if not words or not text.endswith(words[-1]):
        return False
    readings = forms(words[-1])
    return bool(readings) and readings[0].part in _JOINING


def is_closed(text: str) -> bool:
    """True where a full stop ends the words (an abbreviation «г.» or «т.д.» ends them too)."""
    return text.endswith((".", ";", "!")) and not open_marks(text)
