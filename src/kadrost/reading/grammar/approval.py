"""Marks of approval: «УТВЕРЖДАЮ» with an official, «УТВЕРЖДЕН» with an act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kadrost.reading.grammar.dates import find_date, find_number
from kadrost.reading.grammar.morphology import forms
from kadrost.reading.grammar.nominative import is_initial, nominative
from kadrost.reading.grammar.rulebook import read_words
from kadrost.reading.grammar.tokens import fold, tokenize

_LONGEST = 8
_NUMBER = re.compile(r"(?:№|(?<!\w)N(?=\s*\d))\s*\S*[^\s.,;:»]")


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
    """The first mark of approval among the lines of a document's head; an empty one where there is none.

    «Приложение … к постановлению … от … № …» names the act as well, and nobody who approved.
    """
    approval = _approved(lines)
    if approval.act or (approval.date and approval.number):
        return approval
    annex = _annexed(lines)
    return (
        replace(
            approval,
            act=annex.act,
            issuer=annex.issuer,
            date=annex.date,
            number=annex.number,
            words=" ".join(filter(None, [approval.words, annex.words])),
        )
        if annex.act
        else approval
    )


def _approved(lines: Sequence[str]) -> Approval:
    for index, line in enumerate(lines):
        first = fold(line.split()[0].strip(':.,«»"(')) if line.split() else ""
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


def _annexed(lines: Sequence[str]) -> Approval:
    """«Приложение № 2 к приказу … от … № …», over as many lines as it takes."""
    for index, line in enumerate(lines):
        if not fold(line).startswith("приложение"):
            continue
        joined = " ".join(lines[index : index + _LONGEST])
        _, to, rest = joined.partition(" к ")
        if to and (approval := _by_act([rest], "datv")).act:
            return replace(approval, by=None)
    return Approval()


def _by_act(lines: Sequence[str], case: str = "ablt") -> Approval:
    """«распоряжением Губернатора … от 30.12.2019 № 565-р»: the words up to the number, or to the date."""
    words: list[str] = []
    for position, line in enumerate(lines):
        if not line:
            continue
        if words and _is_heading(line):
            break
        number = _NUMBER.search(line)
        words.append(line[: number.end()] if number else line)
        following = lines[position + 1] if position + 1 < len(lines) else ""
        if number or (find_date(line) and not _NUMBER.match(following)):
            break
    text = " ".join(words)
    when, number_sign = find_date(text), find_number(text)
    if when is None and number_sign is None:
        return Approval()
    act, issuer = _act_and_issuer(text, case)
    return Approval(by=text or None, words=text, act=act, issuer=issuer, date=when, number=number_sign)


def _act_and_issuer(text: str, case: str) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    lemma = next((form.lemma for form in forms(first) if form.case == case and form.is_noun), "")
    if lemma not in read_words("acts.words")["акт"]:
        return "", ""
    name = _NUMBER.split(rest)[0].split(" от ")[0].strip().removeprefix("заседания ")
    return lemma, nominative(name, "gent")


def _is_heading(line: str) -> bool:
    first = fold(line.split(maxsplit=1)[0].strip(".:"))
    return first in read_words("acts.words")["акт"] and (line.split(maxsplit=1)[0].isupper() or "№" in line)


def _has_initials(line: str) -> bool:
    tokens = tokenize(line)
    return any(is_initial(tokens, index) for index in range(len(tokens)))
