"""Noun phrases: the words that define a noun, the noun, and what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kadrost.reading.grammar.morphology import Form, agree, forms, is_abbreviation
from kadrost.reading.grammar.tokens import Token

SHORT_UNITS = {"чел", "руб", "ед", "шт", "экз", "га", "км", "мес", "п"}
_DASHES = {"–", "—", "-"}
_BINDING_PRONOUNS = {"ему", "ей", "им", "его", "ее", "их", "него", "нему"}


@dataclass(frozen=True, slots=True)
class Head:
    """The noun on which a phrase hangs: its token, its readings in the case asked for, and the words before it.

    `certain` is false where the same words may also be a genitive that continues another phrase («организации»).
    """

    index: int
    readings: tuple[Form, ...]
    adjectives: tuple[int, ...]
    certain: bool

    @property
    def number(self) -> str:
        """«sing» or «plur»."""
        return self.readings[0].number


def read_head(tokens: Sequence[Token], index: int, case: str) -> Head | None:
    """The head of the phrase that begins at `index`, where it can stand in `case`; None where it cannot.

    Before the noun stand adjectives and participles that agree with it, joined by «и», commas or dashes perhaps.
    """
    adjectives: list[int] = []
    position = index
    if index < len(tokens) and _takes_object(tokens[index]):
        return None
    while position < len(tokens):
        token = tokens[position]
        if token.kind != "word":
            return None
        noun = _noun_at(tokens, position, adjectives, case)
        if noun is not None:
            return Head(position, noun, tuple(adjectives), _is_certain(tokens, position, adjectives))
        if any(form.is_adjective for form in forms(token.text)):
            adjectives.append(position)
        elif not _may_stand_between(token, adjectives):
            return None
        position += 1
    return None


def _takes_object(token: Token) -> bool:
    """True for a participle whose noun is its object («включающие модули»), not the head that it defines."""
    return token.kind == "word" and {"PRTF", "actv", "tran"} <= forms(token.text)[0].marks


def _noun_at(tokens: Sequence[Token], position: int, adjectives: list[int], case: str) -> tuple[Form, ...] | None:
    readings = [
        form for form in forms(tokens[position].text) if form.is_noun and form.case == case and not form.is_proper
    ]
    fitting = tuple(form for form in readings if _all_agree(tokens, adjectives, form))
    return None if not fitting or _defines_next(tokens, position, case) else fitting


def _defines_next(tokens: Sequence[Token], position: int, case: str) -> bool:
    """True where a word that may be a noun («главному») is rather the adjective of the word after it."""
    adjectives = [form for form in forms(tokens[position].text) if form.is_adjective and form.case == case]
    if not adjectives or position + 1 >= len(tokens):
        return False
    following = forms(tokens[position + 1].text) if tokens[position + 1].kind == "word" else ()
    return any(
        agree(adjective, form)
        for adjective in adjectives
        for form in following
        if form.case == case and (form.is_noun or form.is_adjective)
    )


def _all_agree(tokens: Sequence[Token], adjectives: list[int], noun: Form) -> bool:
    return all(
        any(form.is_adjective and agree(form, noun) for form in forms(tokens[position].text)) for position in adjectives
    )


def _is_certain(tokens: Sequence[Token], position: int, adjectives: list[int]) -> bool:
    """True where no reading of adjectives and noun together is a genitive."""
    best = forms(tokens[position].text)[0].lemma
    genitives = [
        form
        for form in forms(tokens[position].text)
        if form.is_noun and form.case == "gent" and (form.lemma == best or form.index < 3) and not form.is_proper
    ]
    return not any(_all_agree(tokens, adjectives, form) for form in genitives)


def _may_stand_between(token: Token, adjectives: list[int]) -> bool:
    if token.lower in {"и", "или"} or token.lower in _BINDING_PRONOUNS:
        return bool(adjectives)
    return forms(token.text)[0].part in {"ADVB", "NPRO"} and token.lower != "также"


def counted_phrase(tokens: Sequence[Token], index: int) -> int:
    """Where the phrase that names what is counted ends («региональных и муниципальных организаций»), `index` if none.

    To the noun belong the words that agree with it, a second noun after «и», an apposition after a dash, and what
    hangs on it in the genitive singular («представителей проектного офиса»).
    """
    end = counted_noun(tokens, index)
    if end == index:
        return index
    while True:
        longer = _second_noun(tokens, end) or _genitive_singular(tokens, end)
        if longer is None:
            return end
        end = longer


def counted_noun(tokens: Sequence[Token], index: int) -> int:
    """Where the adjectives and the noun at `index` end, without anything that hangs on the noun; `index` if none."""
    position, last_adjective = index, index
    while position < len(tokens) and tokens[position].kind == "word":
        token = tokens[position]
        if token.lower in SHORT_UNITS:
            return position + (2 if _is_dot(tokens, position + 1) else 1)
        if is_abbreviation(token.text) or forms(token.text)[0].is_noun:
            return position + 1
        if forms(token.text)[0].is_adjective:
            last_adjective = position + 1
        elif not (token.lower in {"и", "или"} and position > index):
            break
        position += 1
    return last_adjective


def _second_noun(tokens: Sequence[Token], index: int) -> int | None:
    if index + 1 >= len(tokens) or not (tokens[index].lower == "и" or tokens[index].text in _DASHES):
        return None
    word = tokens[index + 1]
    if word.kind != "word" or not any(form.case == "gent" and form.number == "plur" for form in forms(word.text)):
        return None
    end = counted_noun(tokens, index + 1)
    return end if end > index + 1 else None


def _genitive_singular(tokens: Sequence[Token], index: int) -> int | None:
    position = index
    while position < len(tokens) and tokens[position].kind == "word":
        readings = forms(tokens[position].text)
        if not any(form.case == "gent" and form.number == "sing" for form in readings[:3]):
            return None
        if readings[0].is_noun:
            return position + 1
        position += 1
    return None


def _is_dot(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].text == "."
