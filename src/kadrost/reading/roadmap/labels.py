"""Fields that a running text names itself: «Срок: май 2023 г. Исполнитель – министерство …»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kadrost.reading.grammar.morphology import lemmas
from kadrost.reading.headings import Role, role_of
from kadrost.reading.roadmap.unheaded import begins_body, begins_term

_FIELDS: frozenset[Role] = frozenset(
    {"due", "due_start", "due_end", "executors", "co_executors", "result", "evidence", "note", "funding", "title"}
)
_SIGN = re.compile(r" ?(?P<colon>:)(?!\d)| (?P<dash>[–—-])(?= )|(?P<close>[–—])(?= )")
_BOUNDARY = re.compile(r"(?:[.;,(:]|\A)\s*")
_DASH = re.compile(r" [–—] ")
_LONGEST = {"colon": 6, "dash": 3, "close": 3}
_TERM = {"срок", "дата", "период"}
_DASHED = {"срок", "исполнитель", "соисполнитель", "ответственный", "результат", "документ", "исполнение"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stretch `[start, end)` of a paragraph's text that a label before it (`label_start`) puts into a field."""

    role: Role
    label_start: int
    start: int
    end: int


def labelled_parts(text: str, *, offset: int = 0) -> list[Labelled]:
    """The labelled stretches of `text` from `offset` on, in their order; each goes on to the next label."""
    found: list[tuple[Role, int, int]] = []
    for sign in _SIGN.finditer(text, offset):
        kind = str(sign.lastgroup)
        start = _label_start(text, offset, sign.start())
        role = _role(text[start : sign.start()], kind, at_start=start == offset)
        if role is not None:
            found.append((role, start, sign.end()))
    parts = []
    for position, (role, label_start, start) in enumerate(found):
        end = found[position + 1][1] if position + 1 < len(found) else len(text)
        parts.append(Labelled(role, label_start, *_trimmed(text, start, end)))
    return parts


def dashed_parts(text: str, *, offset: int = 0) -> list[Labelled]:
    """The term and the bodies that follow what is done after dashes («1. Набрать группу – март 2024 года – Колледж»).

    Nothing is returned unless both a term and a body are to be seen.
    """
    cuts = list(_DASH.finditer(text, offset))
    found: list[Labelled] = []
    for position, cut in enumerate(cuts):
        end = cuts[position + 1].start() if position + 1 < len(cuts) else len(text)
        words = text[cut.end() : end]
        role: Role | None = "due" if begins_term(words) else "executors" if begins_body(words) else None
        if found and (role is None or role == found[-1].role):
            found[-1] = Labelled(found[-1].role, found[-1].label_start, *_trimmed(text, found[-1].start, end))
        elif role is not None:
            found.append(Labelled(role, cut.start(), *_trimmed(text, cut.end(), end)))
    return found if {"due", "executors"} <= {part.role for part in found} else []


def _label_start(text: str, offset: int, end: int) -> int:
    start = offset
    for boundary in _BOUNDARY.finditer(text, offset, end):
        if boundary.end() <= end and _ends_sentence(text, boundary.start(), offset):
            start = boundary.end()
    return start


def _ends_sentence(text: str, position: int, offset: int) -> bool:
    """False for the full stop of «г.», «т.д.», «И.» unless a capital letter follows."""
    if position <= offset or text[position] != ".":
        return True
    following = text[position + 1 :].lstrip()
    return following[:1].isupper()


def _role(label: str, kind: str, *, at_start: bool) -> Role | None:
    words = re.findall(r"[^\W\d_]+", label)
    if not words or len(words) > _LONGEST[kind] or len(label) > 60:
        return None
    role = role_of(label)
    if role not in _FIELDS or (role == "title" and not (at_start and len(words) <= 2)):
        return None
    if role in {"due_start", "due_end"} and len(words) > 2 and not any(lemmas(word) & _TERM for word in words):
        return None
    if kind != "colon" and not lemmas(words[0]) & _DASHED:
        return None
    return role


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the blanks and separators around it; a full stop that ends an abbreviation («г.») stays."""
    while start < end and text[start] in " :–—-":
        start += 1
    while end > start and _is_separator(text, start, end):
        end -= 1
    return start, end


def _is_separator(text: str, start: int, end: int) -> bool:
    """True where the last sign is no part of the words: a separator, a bracket opened before them, a full stop."""
    last = text[end - 1]
    if last == ")":
        return text.count("(", start, end) < text.count(")", start, end)
    if last == ".":
        return re.search(r"\b(?:г|гг|др|т\.д|т\.п|чел|руб|экз)\.$", text[start:end]) is None
    return last in " ;,("
