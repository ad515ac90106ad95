"""Lemmas, cases and agreement of Russian words: one dictionary, opened when first needed, every word looked up once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from kadrost.reading.grammar.tokens import fold

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]
_CASES = {"nomn", "gent", "datv", "accs", "ablt", "loct", "gen2", "loc2"}
_OF_CASE = {"gen2": "gent", "loc2": "loct"}
# The dictionary stumbles over letters of scripts that it has never seen.
_IN_DICTIONARY = re.compile(r"[А-Яа-яЁёA-Za-z'’‑\u00ad-]+")
_SERVICE = {"PREP", "CONJ", "PRCL"}
_ADJECTIVES = {"ADJF", "PRTF"}


@dataclass(frozen=True, slots=True)
class Form:
    """One of the readings of a word: part of speech (OpenCorpora's tags), lemma, case, number, gender."""

    part: str
    lemma: str
    case: str
    number: str
    gender: str
    marks: frozenset[str]
    index: int

    @property
    def is_noun(self) -> bool:
        """True for nouns."""
        return self.part == "NOUN"

    @property
    def is_adjective(self) -> bool:
        """True for full adjectives and participles."""
        return self.part in _ADJECTIVES

    @property
    def is_proper(self) -> bool:
        """True for first names, surnames and patronymics."""
        return bool(self.marks & {"Name", "Surn", "Patr"})


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(_analyzer().parse(word.replace("‑", "-").replace("\u00ad", "")))


@lru_cache(maxsize=50_000)
def _forms_of(word: str) -> tuple[Form, ...]:
    if not _IN_DICTIONARY.fullmatch(word):
        return (Form("", fold(word), "", "", "", frozenset(), 0),)
    forms = []
    for index, parse in enumerate(_parses(word)):
        tag = parse.tag
        case = str(tag.case or "")
        forms.append(
            Form(
                part=str(tag.POS or ""),
                lemma=fold(parse.normal_form),
                case=_OF_CASE.get(case, case),
                number=str(tag.number or ""),
                gender=str(tag.gender or ""),
                marks=frozenset(str(mark) for mark in tag.grammemes),
                index=index,
            )
        )
    if forms and forms[0].part in _SERVICE:
        return tuple(form for form in forms if not form.is_noun)
    return tuple(forms)


def forms(word: str) -> tuple[Form, ...]:
    """All readings of a word, the likeliest first."""
    return _forms_of(word.lower())


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> frozenset[str]:
    """All lemmas that a word may have, folded."""
    return frozenset(form.lemma for form in forms(word)) | {fold(word)}


@lru_cache(maxsize=50_000)
def cases(word: str) -> frozenset[str]:
    """All cases in which a noun, adjective, participle or pronoun may stand."""
    return frozenset(form.case for form in forms(word) if form.case)


def is_abbreviation(word: str) -> bool:
    """True for what is written in capitals («ЦОПП», «ОГБПОУ», «РФ») or with capitals inside («ГАПОУ-ТТИТ»)."""
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) >= max(2, len(letters) * 0.6)


def agree(adjective: Form, noun: Form) -> bool:
    """True where an adjective's reading agrees with a noun's in case, number and (singular) gender."""
    if adjective.case != noun.case or adjective.number != noun.number:
        return False
    return adjective.number == "plur" or not adjective.gender or not noun.gender or adjective.gender == noun.gender


def inflect(word: str, form: Form, case: str = "nomn", gender: str = "") -> str | None:
    """`word`, read as `form`, in another case of the same number, capitals kept; None where there is no such form.

    `gender` picks the form of an adjective whose own form does not tell it («главному»).
    """
    wanted = {case, form.number} if form.number else {case}
    if gender and form.is_adjective:
        wanted.add(gender)
    changed = _parses(word.lower())[form.index].inflect(wanted)
    return None if changed is None else keep_capitals(word, changed.word)


def keep_capitals(pattern: str, word: str) -> str:
    """`word` with capitals where `pattern` has them (first letter, parts after hyphens, all)."""
    if pattern.isupper() and len(pattern) > 1:
        return word.upper()
    parts, like = word.split("-"), pattern.replace("‑", "-").split("-")
    if len(parts) != len(like):
        return word[:1].upper() + word[1:] if pattern[:1].isupper() else word
    return "-".join(
        part[:1].upper() + part[1:] if other[:1].isupper() else part for part, other in zip(parts, like, strict=True)
    )


@lru_cache(maxsize=50_000)
def is_known(word: str) -> bool:
    """True where the dictionary has this very form of the word."""
    return bool(_IN_DICTIONARY.fullmatch(word)) and bool(_analyzer().word_is_known(word.lower()))
