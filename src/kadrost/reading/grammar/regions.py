"""The region that a text names, in the nominative."""

from __future__ import annotations

from collections.abc import Sequence

from kadrost.reading.grammar.casing import capitalized
from kadrost.reading.grammar.morphology import forms, lemmas
from kadrost.reading.grammar.nominative import nominative
from kadrost.reading.grammar.tokens import Token, fold, without_quoted

_AFTER_ADJECTIVE = {"область", "край", "республика"}
_KINDS = _AFTER_ADJECTIVE | {"округ"}
_CITIES = {"москва": "Москва", "санкт-петербург": "Санкт-Петербург", "севастополь": "Севастополь"}
_DASHES = {"–", "—", "-"}


def find_region(text: str) -> str | None:
    """The first region (область, край, республика, автономный округ, город федерального значения), or None.

    Names in quotes («Лесной край») are not looked into.
    """
    tokens = without_quoted(text)
    for index, token in enumerate(tokens):
        if token.kind != "word" or not token.text[0].isupper():
            continue
        name = _with_adjective(tokens, index, text) or _republic(tokens, index, text) or _city(tokens, index)
        if name is not None:
            return name
    return None


def _with_adjective(tokens: Sequence[Token], index: int, text: str) -> str | None:
    """«Амурской области», «Ханты-Мансийского автономного округа – Югры», «Чувашской Республики»."""
    if not any(form.is_adjective for form in forms(tokens[index].text)) or index + 1 >= len(tokens):
        return None
    kind = lemmas(tokens[index + 1].text)
    if _AFTER_ADJECTIVE & kind:
        return _nominative(text[tokens[index].start : tokens[index + 1].end])
    if "автономный" in kind and index + 2 < len(tokens) and {"округ", "область"} & lemmas(tokens[index + 2].text):
        end = index + 3
        if end + 1 < len(tokens) and tokens[end].text in _DASHES and tokens[end + 1].text[:1].isupper():
            end += 2
        return _nominative(text[tokens[index].start : tokens[end - 1].end])
    return None


def _republic(tokens: Sequence[Token], index: int, text: str) -> str | None:
    """«Республики Татарстан», «Республики Северная Осетия – Алания», «Республики Саха (Якутия)»."""
    if "республика" not in lemmas(tokens[index].text) or index + 1 >= len(tokens):
        return None
    end = index + 1
    while end < len(tokens) and tokens[end].kind == "word" and tokens[end].text[0].isupper() and end < index + 3:
        end += 1
    if end == index + 1:
        return None
    if end + 1 < len(tokens) and tokens[end].text in _DASHES and tokens[end + 1].text[:1].isupper():
        end += 2
    if end + 2 < len(tokens) and tokens[end].text == "(" and tokens[end + 2].text == ")":
        end += 3
    name = text[tokens[index + 1].start : tokens[end - 1].end]
    name = capitalized(name) if name.isupper() else name
    return " ".join(f"Республика {_name_nominative(name)}".split())


def _name_nominative(name: str) -> str:
    """«Карелии» → «Карелия», «Татарстан» as it is: the name may stand in the nominative or hang in the genitive."""
    first = name.split(maxsplit=1)[0]
    readings = forms(first)
    if any(form.case == "nomn" and form.number != "plur" for form in readings):
        return name
    return _nominative(name)


def _city(tokens: Sequence[Token], index: int) -> str | None:
    before = tokens[index - 1].lower if index else ""
    for lemma in lemmas(tokens[index].text):
        if lemma in _CITIES and (
            lemma != "москва" or before in {"города", "город", "г", "правительство", "правительства", "мэра", "мэр"}
        ):
            return _CITIES[lemma]
    return None


def _nominative(text: str) -> str:
    """From whichever case it stands in: the genitive first, the one that official names mostly hang in.

    The noun decides («Тверской» alone may be a nominative, «Тверской области» is none).
    """
    plain = " ".join(text.split())
    if plain.isupper():
        first, _, rest = plain.partition(" ")
        plain = f"{capitalized(first)} {rest.lower()}" if rest else capitalized(first)
    words = plain.split()
    noun = next((word for word in words if lemmas(fold(word)) & _KINDS), words[0])
    known = lemmas(fold(noun)) & _KINDS
    standing = {f.case for f in forms(fold(noun)) if f.number == "sing" and (not known or f.lemma in known)}
    if "nomn" in standing:
        return plain
    for case in ("gent", "datv", "ablt", "loct", "accs"):
        changed = nominative(plain, case) if case in standing else plain
        if changed != plain:
            return changed
    return plain
