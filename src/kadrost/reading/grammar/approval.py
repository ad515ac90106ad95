"""Marks of approval: «УТВЕРЖДАЮ» with an official, «УТВЕРЖДЕН» with an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kadrost.reading.grammar.dates import find_date, find_number
from kadrost.reading.grammar.morphology import forms
from kadrost.reading.grammar.nominative import is_initial, nominative
from kadrost.reading.grammar.rulebook import read_words
from kadrost.reading.grammar.tokens import fold, tokenize

_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved (words as printed), and the approving act where the mark names one."""

    by: str | None = None
    words: str = ""
    act: str = ""
    issuer: str = ""
    date: date | None = None
    number: str | None = None


def read_approval(lines: Sequence[str]) -> Approval:
    """The first mark of approval among the lines of a document's head; an empty one where there is none."""
    for index, line in enumerate(lines):
        first = fold(line.split()[0].strip(':.,«»"')) if line.split() else ""
        rest = line[len(line.split()[0]) :].strip() if line.split() else ""
        if first == "утверждаю":
            return _by_person([rest, *lines[index + 1 : index + 1 + _LONGEST]])
        if first.startswith("утвержден") and len(first) <= len("утверждены"):
            return _by_act([rest, *lines[index + 1 : index + 1 + _LONGEST]])
    return Approval()


def _by_person(lines: Sequence[str]) -> Approval:
    """Post and name: up to the line with initials, a date or the document's own heading."""
    words: list[str] = []
    for line in lines:
        if not line or not line.strip("_ "):
            continue
        if _is_heading(line) or line.startswith("«__"):
            break
        if find_date(line):
            return Approval(
                by=" ".join(words) or None, words=" ".join(words), date=find_date(line), number=find_number(line)
            )
        if words and _has_initials(words[-1]):
            break
        words.append(" ".join(line.replace("_", " ").split()))
    text = " ".join(words)
    return Approval(by=text or None, words=text)


def _by_act(lines: Sequence[str]) -> Approval:
    """«распоряжением Губернатора … от 30.12.2019 № 565-р»: the words up to the number."""
    words: list[str] = []
    for line in lines:
        if not line:
            continue
        words.append(line)
        if "№" in line:
            break
    text = " ".join(words)
    if "№" not in text and not find_date(text):
        return Approval()
    act, issuer = _act_and_issuer(text)
    return Approval(by=text or None, words=text, act=act, issuer=issuer, date=find_date(text), number=find_number(text))


def _act_and_issuer(text: str) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    lemma = next((form.lemma for form in forms(first) if form.case == "ablt" and form.is_noun), "")
    if lemma not in read_words("acts.words")["акт"]:
        return "", ""
    name = rest.split("№")[0].split(" от ")[0].strip().removeprefix("заседания ")
    return lemma, nominative(name, "gent")


def _is_heading(line: str) -> bool:
    first = fold(line.split(maxsplit=1)[0].strip(".:"))
    return first in read_words("acts.words")["акт"] and (line.split(maxsplit=1)[0].isupper() or "№" in line)


def _has_initials(line: str) -> bool:
    tokens = tokenize(line)
    return any(is_initial(tokens, index) for index in range(len(tokens)))
