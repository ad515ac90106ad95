"""What a plan may be called: the title that the document prints for it, and a short one for lists."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from kadrost.reading.grammar.nominative import nominative
from kadrost.reading.result import Document
from kadrost.roadmaps.models import Act

SHORT: Final = 60
MOST_LINES: Final = 8
"""A title that is broken into more lines is none."""
SEARCHED: Final = 20_000
_APPROVAL = re.compile(r"об\s+утверждении\s+", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
_ROADMAP_IN_GENITIVE = re.compile(r"дорожной карты", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_YEARS = re.compile(r"\s+на\s+(?:период\s+)?(?:\d{4}\s*[–—/-]\s*)?\d{4}(?:\s+\w+)?\s+(?:годы|года|год)\s*$")
_NAME_IN_QUOTES = re.compile(r"«([^«»]{8,})»")
_KEPT_HEAD: Final = 4
"""So many words at the beginning may differ by case between an act's title and the plan's own."""


def plan_title(document: Document, text: str) -> str:
    """The plan's own title where `text` prints one, else the act's without «Об утверждении» in the nominative.

    Where the grammar is not sure of the nominative the act's title stays as it is; empty where there is none.
    """
    approved = _APPROVAL.match(document.title)
    if approved is None:
        return document.title
    subject = document.title[approved.end() :]
    return _printed_title(subject, text) or _in_nominative(subject) or document.title


def short_plan_title(document: Document, title: str) -> str:
    """A name of at most 60 characters for lists: a protocol's requisites, else as much of the title as tells it."""
    requisites = " ".join(
        part
        for part in (
            f"№ {document.number}" if document.number else "",
            f"от {document.date:%d.%m.%Y}" if document.date else "",
        )
        if part
    )
    kind = str(Act.Kind(document.kind).label)
    if not title or (document.kind == "protocol" and requisites):
        return f"{kind} {requisites}".strip()[:SHORT]
    bare = " ".join(_BRACKETS.sub("", title).split())
    quoted = [name for name in _NAME_IN_QUOTES.findall(bare) if _words(name) != ["дорожная", "карта"]]
    candidates = [title, bare, _YEARS.sub("", bare), *quoted]
    fitting = next((each for each in candidates if each and len(each) <= SHORT), "")
    return fitting or f"{bare[: SHORT - 2].rsplit(' ', 1)[0]} …"


def _printed_title(subject: str, text: str) -> str:
    """The lines of the text that say the same as `subject` and differ only by the case of its first words."""
    wanted = _words(subject)
    lines = [line.strip() for line in text[:SEARCHED].splitlines()]
    for start, first in enumerate(lines):
        if not wanted or not _begins_alike(_words(first), wanted):
            continue
        joined = ""
        for line in islice(lines, start, start + MOST_LINES):
            joined = f"{joined} {line}".strip()
            if _is_same_title(_words(joined), wanted) and _words(joined)[:1] != wanted[:1]:
                return joined[:1].upper() + joined[1:]
    return ""


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _begins_alike(words: list[str], wanted: list[str]) -> bool:
    return bool(words) and words[0][:3] == wanted[0][:3]


def _is_same_title(words: list[str], wanted: list[str]) -> bool:
    """The same number of words, the same tail, and a head of the same stems."""
    if len(words) != len(wanted) or len(words) < 2:
        return False
    differing = [index for index, pair in enumerate(zip(words, wanted, strict=True)) if pair[0] != pair[1]]
    return all(index < _KEPT_HEAD and words[index][:3] == wanted[index][:3] for index in differing)


def _in_nominative(subject: str) -> str:
    """The subject of an approval in the nominative; empty where the grammar leaves its first word as it is."""
    bare = _ROADMAP_IN_GENITIVE.sub("дорожная карта", subject)
    if _words(bare)[:2] == ["дорожная", "карта"]:
        return re.sub("дорожная", "Дорожная", bare, count=1)
    named = nominative(bare, "gent")
    if _words(named)[:1] == _words(bare)[:1]:
        return ""
    return named[:1].upper() + named[1:]
