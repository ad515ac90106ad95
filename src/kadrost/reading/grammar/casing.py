"""Names printed in capitals («ПРАВИТЕЛЬСТВО АМУРСКОЙ ОБЛАСТИ») as they are written in a sentence."""

from __future__ import annotations

from itertools import pairwise

from kadrost.reading.grammar.morphology import forms, lemmas
from kadrost.reading.grammar.tokens import Token, fold, tokenize

_AFTER_NAME = {
    "область",
    "край",
    "район",
    "округ",
    "автономный",
    "республика",
    "городской",
    "муниципальный",
    "федерация",
}
_ALWAYS = {"республика", "федерация", "губернатор", "правительство", "президент", "дума"}


def recased(name: str, elsewhere: str) -> str:
    """`name` with capitals only where a sentence has them; what is not all in capitals is returned as it is.

    A word that the rest of the document prints in small letters or with one capital is written as there; else
    names of places, regions and the highest bodies keep their capital.
    """
    if not name.isupper():
        return name
    tokens = tokenize(name)
    printed = _printed_forms(elsewhere)
    parts: list[str] = []
    position = 0
    for index, token in enumerate(tokens):
        parts += (name[position : token.start], _word(tokens, index, printed))
        position = token.end
    return "".join(parts) + name[position:]


def _printed_forms(text: str) -> dict[str, str]:
    """How the document writes each word in running text (the first such place; sentence beginnings do not count)."""
    tokens = tokenize(text)
    found: dict[str, str] = {}
    for before, token in pairwise(tokens):
        if token.kind == "word" and before.kind == "word" and not token.text.isupper() and not before.text.isupper():
            found.setdefault(fold(token.text), token.text)
    return found


def _word(tokens: tuple[Token, ...], index: int, printed: dict[str, str]) -> str:
    token = tokens[index]
    if token.kind != "word":
        return token.text
    if index == 0:
        return token.text.capitalize()
    if token.lower in printed:
        return printed[token.lower]
    return capitalized(token.text) if _is_name(tokens, index) else _lowered(token.text)


def capitalized(word: str) -> str:
    """The word with a capital, and with one in each part of a double name («Ямало-Ненецкого»)."""
    return "-".join(part.capitalize() for part in word.split("-"))


def _is_name(tokens: tuple[Token, ...], index: int) -> bool:
    readings = forms(tokens[index].text)
    if tokens[index].lower == "министров" and tokens[index - 1].lower.startswith("кабинет"):
        return True
    if any(form.marks & {"Geox", "Surn", "Name"} for form in readings[:2]) or _ALWAYS & lemmas(tokens[index].text):
        return True
    following = (
        lemmas(tokens[index + 1].text) if index + 1 < len(tokens) and tokens[index + 1].kind == "word" else set()
    )
    return readings[0].is_adjective and bool(_AFTER_NAME & following) and not (_AFTER_NAME & lemmas(tokens[index].text))


def _lowered(word: str) -> str:
    """Small letters; words that the dictionary does not know are abbreviations and stay («ЦОПП»)."""
    return word if len(word) > 1 and not any(form.is_noun or form.part for form in forms(word)) else word.lower()
