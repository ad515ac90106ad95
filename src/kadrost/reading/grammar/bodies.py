"""Whether a piece of an executors' text begins a new body or goes on with the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kadrost.reading.grammar.morphology import cases, forms, is_abbreviation, lemmas
from kadrost.reading.grammar.nominative import is_initial
from kadrost.reading.grammar.phrases import Head, read_head
from kadrost.reading.grammar.pieces import Separator
from kadrost.reading.grammar.rulebook import read_words
from kadrost.reading.grammar.tokens import Token, enclosed

Answer = Literal["new", "perhaps", "same"]
_OPENING_MARKS = {"-", "–", "—", "•", "·", "*", "", "▪", "●", ".", ")", ":"}
_CLOSING_QUOTES = {"»", "“", "”", '"'}
_OPENING_QUOTES = {"«", "„", '"'}
_SHORT_NAMES = ("мин", "рос", "облад", "гор", "роспотреб", "федер", "глав", "рай")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, the head of the piece where it has one, and why the answer is doubtful ("" where it is not)."""

    answer: Answer
    head: Head | None = None
    why: str = ""


def judge(tokens: Sequence[Token], separator: Separator, case: str, before: Sequence[Token]) -> Verdict:
    """Whether the piece `tokens`, after `separator`, begins a new body.

    "perhaps" stands where the words may be read both ways («организации» is one organisation's genitive and many
    organisations' nominative). `before` is the body so far.
    """
    first = tokens[0]
    if first.kind != "word":
        return _judge_quoted(tokens, before)
    if separator == "none":
        return Verdict("new", why="Между исполнителями нет запятой.")
    if _is_acting(tokens) or _is_person(tokens, case):
        return Verdict("new")
    if first.lower in _words("продолжение"):
        return Verdict("same")
    if is_abbreviation(first.text):
        inside = first.lower in _words("не исполнитель") and separator in {",", "и"}
        return Verdict("same" if inside else "new")
    if first.text[0].isupper() and (first.text.isascii() or is_short_name(first)):
        return Verdict("new")
    return _judge_head(tokens, separator, case)


def _judge_head(tokens: Sequence[Token], separator: Separator, case: str) -> Verdict:
    head = read_head(tokens, 0, case)
    if head is None:
        why = "После точки с запятой слова продолжают предыдущее название." if separator == ";" else ""
        return Verdict("same", why=why)
    known = is_body_word(tokens[head.index])
    capital = tokens[0].text[0].isupper()
    if head.certain and (known or capital or case == "nomn"):
        return Verdict("new", head)
    if known and case == "nomn" and separator != ";" and _is_of_one_place(tokens, head):
        return Verdict("same", head)
    if known and not _is_unique(tokens[head.index]):
        return Verdict("new" if separator in {";", "line"} or capital else "perhaps", head)
    if separator == ";":
        return Verdict("new", head)
    return Verdict("new" if capital and head.number == "sing" and separator != "и" else "same", head)


def _judge_quoted(tokens: Sequence[Token], before: Sequence[Token]) -> Verdict:
    """A quoted name after a quoted name: another body of the same legal form («ОГБПОУ «А», «Б»»), perhaps."""
    if tokens[0].text not in _OPENING_QUOTES or before[-1].text not in _CLOSING_QUOTES:
        return Verdict("same")
    opening = next((i for i in range(len(before) - 1, -1, -1) if before[i].text in _OPENING_QUOTES), 0)
    if opening == 0 or (is_abbreviation(before[opening - 1].text) and opening == 1):
        return Verdict("new", why="Организационная форма перед вторым названием не повторена.")
    return Verdict("same")


def is_body_word(token: Token) -> bool:
    """True where the word, or a part of a hyphenated one, is the main word of a body, a post or a group of people."""
    known = _words("исполнитель")
    return any(lemma in known or any(part in known for part in lemma.split("-")) for lemma in lemmas(token.text))


def lost_separator(tokens: Sequence[Token], case: str) -> int | None:
    """Where in a piece a second body begins with nothing before it; None where none does.

    Two signs are trusted: a plural group after a bare abbreviation («ПОО коммерческие организации»), and a
    capitalised body in the very case after a finished phrase.
    """
    if len(tokens) > 2 and is_abbreviation(tokens[0].text) and tokens[1].kind == "word":
        head = read_head(tokens, 1, case)
        if head is not None and head.certain and head.number == "plur" and is_body_word(tokens[head.index]):
            return 1
    depth = enclosed(tuple(tokens))
    for index in range(2, len(tokens)):
        if not depth[index] and tokens[index].kind == "word" and _begins_capitalised(tokens, index, case):
            return index
    return None


def _begins_capitalised(tokens: Sequence[Token], index: int, case: str) -> bool:
    if not tokens[index].text[0].isupper() or is_abbreviation(tokens[index].text):
        return False
    previous = tokens[index - 1]
    if previous.kind != "word" or not forms(previous.text)[0].is_noun or is_body_word(previous):
        return False
    head = read_head(tokens, index, case)
    return head is not None and head.certain and is_body_word(tokens[head.index]) and "gent" in cases(previous.text)


def without_leading_marks(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The piece without bullets, list numbers and a role before a colon («соисполнители:»)."""
    start = 0
    while start < len(tokens) and tokens[start].text in _OPENING_MARKS:
        start += 1
    if start + 1 < len(tokens) and tokens[start].kind == "number" and tokens[start + 1].text in {".", ")"}:
        return without_leading_marks(tokens[start + 2 :])
    colon = _role_ends(tokens, start)
    return without_leading_marks(tokens[colon + 1 :]) if colon is not None else tuple(tokens[start:])


def _role_ends(tokens: Sequence[Token], start: int) -> int | None:
    """The colon (or dash) after words that name only a role."""
    for index in range(start, min(start + 5, len(tokens))):
        if tokens[index].text in {":", "–", "—"}:
            return index if index > start else None
        if tokens[index].text != "." and _words("роль").isdisjoint(lemmas(tokens[index].text)):
            return None
    return None


def _is_person(tokens: Sequence[Token], case: str) -> bool:
    """«Иванов И.И.», «И.И. Иванов»: a person in the very case."""
    if is_initial(tokens, 0):
        return True
    if not tokens[0].text[0].isupper() or not is_initial(tokens, 1):
        return False
    surnames = [form for form in forms(tokens[0].text) if "Surn" in form.marks]
    return not surnames or any(form.case == case for form in surnames)


def _is_acting(tokens: Sequence[Token]) -> bool:
    return len(tokens) > 3 and tokens[0].lower == "и" and tokens[1].text == "."


def is_short_name(token: Token) -> bool:
    """«Минпросвещения», «Рособрнадзор»: written as one word, often not declined."""
    return token.lower.startswith(_SHORT_NAMES) and token.lower != "министерство" and not is_body_word(token)


def _is_of_one_place(tokens: Sequence[Token], head: Head) -> bool:
    """«Администрации города …» is the genitive of one administration: a place has no more than one."""
    if "администрация" not in lemmas(tokens[head.index].text) or head.certain or head.index + 1 >= len(tokens):
        return False
    following = tokens[head.index + 1]
    return following.kind == "word" and forms(following.text)[0].number == "sing"


def _is_unique(token: Token) -> bool:
    return not _words("единственный").isdisjoint(lemmas(token.text))


def _words(name: str) -> frozenset[str]:
    return read_words("bodies.words")[name]
