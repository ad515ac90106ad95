"""People named beside a body: «министерство образования (Птицына А.А.)», «(заместитель министра Лосев Б.В.)»."""

from __future__ import annotations

import re

_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\. ?(?:[А-ЯЁ]\.)?"
_FULL = rf"{_SURNAME} [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?:вич|вна|ич|ична|вича|вны|вичу|вне)"
_PERSON = re.compile(rf"(?:{_FULL}|{_SURNAME} {_INITIALS}|{_INITIALS} ?{_SURNAME})(?![а-яё])")
_MOST_WORDS_OF_POST = 6


def are_people(text: str) -> bool:
    """True where `text` names people, perhaps with their posts, and nothing that could be a body of its own."""
    words = " ".join(text.split())
    if _PERSON.search(words) is None:
        return False
    rest = _PERSON.sub(" ", words)
    return len(re.findall(r"[^\W\d_]+", rest)) <= _MOST_WORDS_OF_POST and not re.search(r"[«»\"]", rest)
