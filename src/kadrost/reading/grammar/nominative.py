"""The nominative of a noun phrase: the noun and the words that agree with it change, what hangs on it stays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kadrost.reading.grammar.morphology import Form, agree, forms, inflect, is_abbreviation
from kadrost.reading.grammar.phrases import Head, read_head
from kadrost.reading.grammar.tokens import Token, enclosed, tokenize

_DASHES = {"–", "—"}


@lru_cache(maxsize=4_000)
def nominative(text: str, case: str = "datv") -> str:
    """`text`, a noun phrase that stands in `case`, in the nominative, everything else of it as printed.

    Names in quotes, abbreviations and genitives that hang on the noun are left; an apposition after a dash, a
    second noun after «и», a participle after a comma and a surname beside initials change with the noun. A phrase
    whose head is not in `case` is returned as it is.
    """
    if case == "nomn":
        return text
    tokens = tokenize(text)
    changed: dict[int, str] = {}
    for start in _phrase_starts(tokens):
        if start == 0 or tokens[start - 1].text in _DASHES or _is_second_head(tokens, start, case):
            _change_phrase(tokens, start, case, changed)
    _change_surnames(tokens, case, changed)
    return _rebuilt(text, tokens, changed)


def _phrase_starts(tokens: tuple[Token, ...]) -> list[int]:
    """Where heads may stand: at the beginning and after a dash that no bracket or quote holds."""
    depth = enclosed(tokens)
    after_dash = [
        index + 1
        for index, token in enumerate(tokens)
        if token.text in _DASHES and not depth[index] and index + 1 < len(tokens)
    ]
    coordinated = [
        index + 1
        for index, token in enumerate(tokens)
        if token.lower == "и" and not depth[index] and 0 < index < len(tokens) - 1
    ]
    return [0, *after_dash, *coordinated] if tokens else []


def _is_second_head(tokens: tuple[Token, ...], start: int, case: str) -> bool:
    """True for «организациям» in «предприятиям и организациям»: nothing but adjectives before the first noun's «и»."""
    first = read_head(tokens, 0, case)
    second = read_head(tokens, start, case)
    if first is None or second is None or first.index != start - 2:
        return False
    return second.certain and first.number == second.number


def _change_phrase(tokens: tuple[Token, ...], start: int, case: str, changed: dict[int, str]) -> None:
    if tokens[start].kind != "word" or is_abbreviation(tokens[start].text):
        return
    head = read_head(tokens, start, case)
    if head is None:
        _change_without_noun(tokens, start, case, changed)
        return
    noun = _likeliest(head)
    _set(changed, tokens, head.index, noun)
    for index in [*head.adjectives, *_agreeing_after(tokens, head.index, noun)]:
        form = next((f for f in forms(tokens[index].text) if f.is_adjective and agree(f, noun)), None)
        if form is not None:
            _set(changed, tokens, index, form, gender=noun.gender)


def _change_surnames(tokens: tuple[Token, ...], case: str, changed: dict[int, str]) -> None:
    """Surnames in `case` that stand beside initials («Иванову И.И.»)."""
    for index, token in enumerate(tokens):
        if index in changed or token.kind != "word" or len(token.text) < 3 or not token.text[0].isupper():
            continue
        if is_initial(tokens, index + 1) or (index > 1 and is_initial(tokens, index - 2)):
            surname = surname_nominative(token.text, case)
            if surname is not None:
                changed[index] = surname


_SURNAME_STEMS = ("ов", "ев", "ин", "ын")
_SURNAME_ENDINGS = {
    "datv": (("ой", "а"), ("у", "")),
    "gent": (("ой", "а"), ("а", "")),
    "accs": (("у", "а"), ("а", "")),
    "ablt": (("ой", "а"), ("ым", "")),
}


def surname_nominative(word: str, case: str) -> str | None:
    """A surname out of `case`, by the dictionary, else by its ending («Ольховой» → «Ольхова»); None where unknown."""
    known = next((f for f in forms(word) if f.case == case and "Surn" in f.marks), None)
    if known is not None:
        return inflect(word, known)
    for ending, instead in _SURNAME_ENDINGS.get(case, ()):
        if word.endswith(ending) and word.removesuffix(ending).endswith(_SURNAME_STEMS):
            return word.removesuffix(ending) + instead
    adjective = next((f for f in forms(word) if f.case == case and f.is_adjective and f.number == "sing"), None)
    return None if adjective is None else inflect(word, adjective)


def is_initial(tokens: Sequence[Token], index: int) -> bool:
    """True for a capital letter with a full stop."""
    if index + 1 >= len(tokens):
        return False
    return len(tokens[index].text) == 1 and tokens[index].text.isupper() and tokens[index + 1].text == "."


def _likeliest(head: Head) -> Form:
    """A singular reading before a plural one: «администрации» in the dative is one administration."""
    return min(head.readings, key=lambda form: (form.number != "sing", form.index))


def _change_without_noun(tokens: tuple[Token, ...], start: int, case: str, changed: dict[int, str]) -> None:
    """«исполняющему обязанности», a surname with initials: the first word alone stands in the case."""
    if is_initial(tokens, start + 1):
        return
    form = next((f for f in forms(tokens[start].text) if f.case == case and (f.is_proper or f.is_adjective)), None)
    if form is not None:
        _set(changed, tokens, start, form)


def _agreeing_after(tokens: Sequence[Token], head: int, noun: Form) -> list[int]:
    """Participles and adjectives after a comma that agree with the noun («организациям, участвующим в …»)."""
    depth = enclosed(tuple(tokens))
    found = []
    for index in range(head + 1, len(tokens) - 1):
        word = tokens[index + 1]
        if tokens[index].text == "," and not depth[index] and word.kind == "word":
            readings = forms(word.text)
            if readings[0].is_adjective and any(f.is_adjective and agree(f, noun) for f in readings):
                found.append(index + 1)
    return found


def _set(changed: dict[int, str], tokens: Sequence[Token], index: int, form: Form, gender: str = "") -> None:
    word = inflect(tokens[index].text, form, gender=gender if form.number == "sing" else "")
    if word is not None:
        changed[index] = word


def _rebuilt(text: str, tokens: Sequence[Token], changed: dict[int, str]) -> str:
    pieces: list[str] = []
    position = 0
    for index in sorted(changed):
        pieces += (text[position : tokens[index].start], changed[index])
        position = tokens[index].end
    return "".join(pieces) + text[position:]
