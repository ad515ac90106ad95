"""Lines that say where a protocol stands: a question, a report, decisions, the end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kadrost.reading.grammar.morphology import lemmas
from kadrost.reading.grammar.rulebook import read_words
from kadrost.reading.grammar.spacing import without_letter_spacing
from kadrost.reading.grammar.tokens import fold, tokenize
from kadrost.reading.protocol.segments import roman_value

Part = Literal["question", "reports", "decisions", "end", ""]

_QUESTION = re.compile(r"(?:по )?вопрос\w*\s*(?:№\s*)?(?P<number>\d+|[ivxl]+)\b", re.IGNORECASE)
_LONGEST_MARK = 4
_MARKS: tuple[tuple[Part, str], ...] = (("decisions", "решения"), ("reports", "обсуждение"), ("end", "конец"))
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "первый",
            "второй",
            "третий",
            "четвертый",
            "пятый",
            "шестой",
            "седьмой",
            "восьмой",
            "девятый",
            "десятый",
            "одиннадцатый",
            "двенадцатый",
            "тринадцатый",
            "четырнадцатый",
            "пятнадцатый",
            "шестнадцатый",
            "семнадцатый",
            "восемнадцатый",
            "девятнадцатый",
            "двадцатый",
        ],
        start=1,
    )
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line opens; `rest` begins at offset `at` of the line and holds the words after the mark."""

    part: Part
    number: int | None = None
    at: int = 0


def read_heading(text: str, *, numbered: bool) -> Heading:
    """What the line opens; `part` is "" for a line of plain words. `numbered` tells that it bears a number."""
    plain = without_letter_spacing(text)
    heading = _heading_of(plain, numbered=numbered)
    return heading if plain == text else Heading(heading.part, heading.number, _same_place(text, plain, heading.at))


def _heading_of(text: str, *, numbered: bool) -> Heading:
    question = _question_number(text)
    if question is not None:
        return Heading("question", question[0], question[1])
    for part, name in _MARKS:
        length = _mark_length(text, name)
        if length and _is_mark(text, length, name, numbered=numbered):
            return Heading(part, None, length)
    if not numbered and _ends_with_order(text):
        return Heading("decisions", None, len(text))
    return Heading("")


def _same_place(text: str, plain: str, at: int) -> int:
    """Where in the letter-spaced text the place `at` of the plain one is."""
    wanted = sum(not sign.isspace() for sign in plain[:at])
    for index, sign in enumerate(text):
        if not wanted:
            return index
        wanted -= not sign.isspace()
    return len(text)


def _ends_with_order(text: str) -> bool:
    """«В целях … приказываю:», «Совет РЕШИЛ:»: the mark is the last word before the colon."""
    words = fold(text).rstrip().removesuffix(":").split()
    return text.rstrip().endswith(":") and bool(words) and words[-1] in read_words("protocols.words")["решения"]


def _question_number(text: str) -> tuple[int, int] | None:
    """«По первому вопросу», «Вопрос № 2», «По вопросу II повестки дня»: the number and where the words go on."""
    tokens = [token for token in tokenize(text[:120]) if token.kind != "line"]
    if len(tokens) >= 3 and tokens[0].lower == "по" and "вопрос" in lemmas(tokens[2].text):
        for lemma in lemmas(tokens[1].text) & _ORDINALS.keys():
            return _ORDINALS[lemma], tokens[2].end
        if tokens[1].text.isdigit():
            return int(tokens[1].text), tokens[2].end
    match = _QUESTION.match(text)
    if match is None or match.end() > 30:
        return None
    number = match["number"]
    return int(number) if number.isdigit() else roman_value(number.upper()), match.end()


def _mark_length(text: str, name: str) -> int:
    """How many letters of the line the longest mark of the list covers, 0 where it begins with none."""
    folded = fold(text)
    fitting = [
        len(mark)
        for mark in read_words("protocols.words")[name]
        if folded.startswith(mark) and not folded[len(mark) : len(mark) + 1].isalpha()
    ]
    return max(fitting, default=0)


def _is_mark(text: str, length: int, name: str, *, numbered: bool) -> bool:
    """A mark stands alone, before a colon or a full stop, in capitals, or (at the end) before a name."""
    rest = text[length:].strip()
    capitals = text[:length].isupper()
    if name == "конец":
        return not numbered and (not rest.endswith(":") and len(rest) < 120 and text[:1].isupper())
    if not rest.strip(".:"):
        return True
    if text[length:].lstrip().startswith(":") or capitals:
        return True
    return name == "решения" and rest.endswith(":") and len(rest.split()) <= _LONGEST_MARK and not numbered
