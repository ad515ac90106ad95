"""Whom the document names as its coordinator and as the one who controls it, in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kadrost.reading.grammar.nominative import nominative
from kadrost.reading.result import Reading
from kadrost.region.domain.names import name_words

_CONTROL = re.compile(
    r"контрол\w+\s+за\s+(?:\S+\s+){0,12}?(?:возложить|возлагается)\s+на\s+(?P<who>[^\n]+)", re.IGNORECASE
)
_OWN_CONTROL = re.compile(r"контрол\w+\s+за\s+(?:\S+\s+){0,12}?оставля\w+\s+за\s+собой", re.IGNORECASE)
_BODY = r"(?:министерств|департамент|комитет|управлени|агентств|заместител|правительств|администраци|служб)"
_COORDINATOR = re.compile(
    rf"(?:определить|назначить|утвердить)[^\n]{{0,300}}?координатор[^\n]{{0,200}}?(?P<who>{_BODY}\w*[^\n]+)",
    re.IGNORECASE,
)
_RESPONSIBLE = re.compile(
    r"(?:определить|назначить)\s+(?P<who>[А-ЯЁа-яё][^\n.;]{5,200}?)\s+(?:координатором|уполномоченным органом|"
    r"ответственным)",
)
_NAME_TAIL = re.compile(r"\s+[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ]\.\s*[А-ЯЁ]\.)|\s*\([^)]*\)|[.;].*$")
_INITIALS = re.compile(r"\s*(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё]+|\s*[А-ЯЁ][а-яё]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.")
LONGEST = 400
SEARCHED = 50_000
LONGEST_DEFINED = 150
"""A longer meaning describes what a coordinator does and names no body."""


@dataclass(frozen=True, slots=True)
class SaidBody:
    """A body that the document names for a part in the whole plan: its words, and where they come from."""

    words: str
    where: str


def said_controller(reading: Reading) -> SaidBody | None:
    """Who controls the act, by its clause «Контроль … возложить на …», or the issuer who keeps the control."""
    text = _flat(reading)
    found = _CONTROL.search(text)
    if found:
        return SaidBody(_nominative(_body_words(found["who"])), "пункт о контроле")
    if _OWN_CONTROL.search(text) and reading.document.issuer:
        return SaidBody(reading.document.issuer, "пункт о контроле: за собой")
    return None


def said_coordinator(reading: Reading) -> SaidBody | None:
    """Who coordinates the plan: by the passport, by the document's own definition, or by a clause of the act."""
    for row in reading.passport:
        if "координатор" in name_words(row.name or row.name_inferred):
            return SaidBody(_body_words(row.value), "паспорт")
    for definition in reading.definitions:
        if name_words(definition.term)[:1] == ("координатор",) and not definition.members:
            said = _body_words(definition.meaning)
            if len(said) <= LONGEST_DEFINED and "или" not in name_words(said):
                return SaidBody(said, "определение в документе")
    text = _flat(reading)
    found = _COORDINATOR.search(text) or _RESPONSIBLE.search(text)
    return SaidBody(_nominative(_body_words(found["who"])), "текст документа") if found else None


def _flat(reading: Reading) -> str:
    """The document's beginning and end, where such clauses stand, with lines that break within a sentence joined."""
    text = reading.source.text
    if len(text) > 2 * SEARCHED:
        text = f"{text[:SEARCHED]}\n{text[-SEARCHED:]}"
    return re.sub(r"(?<![.;:])\n(?=[а-яё])", " ", text)


def _nominative(words: str) -> str:
    """«возложить на заместителя министра» names «Заместитель министра»."""
    name = nominative(words, "accs")
    return name[:1].upper() + name[1:]


def _body_words(words: str) -> str:
    """The body's name alone: without what follows the sentence, remarks in brackets and a person's name."""
    words = _INITIALS.sub("", words.split("\n", maxsplit=1)[0])
    return " ".join(_NAME_TAIL.sub("", words).split()).strip(" ,–—-:")[:LONGEST]
