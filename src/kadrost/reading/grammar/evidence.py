"""Confirming documents of an item, one string each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from kadrost.reading.grammar.morphology import forms, lemmas
from kadrost.reading.grammar.phrases import read_head
from kadrost.reading.grammar.pieces import Piece, cut
from kadrost.reading.grammar.rulebook import read_words
from kadrost.reading.grammar.tokens import Token

Answer = Literal["yes", "no", "perhaps"]
_BULLETS = {"-", "–", "—", "•", "·", "*", "▪", "●"}
_STRONG = {";", ".", "start"}


@lru_cache(maxsize=4_000)
def split_evidence(text: str) -> tuple[str, ...]:
    """The documents that `text` asks for, in its order, as printed, without the separators between them.

    Semicolons, ends of sentences and list marks separate; a line or a comma does where a document begins after it
    in the nominative («…, реестр обученных») and not where the name before it goes on («…, утверждённый приказом»,
    «…, в том числе отчёт», «… практики, результатах её освоения»). «Положения» after «состава совета, секретаря»
    goes on with the genitives, after «Приказ о составе совета» it begins a document.
    """
    documents: list[tuple[int, int]] = []
    enumerating = False
    for piece in cut(text, sentences=True):
        tokens, marked = _without_mark(piece)
        if not tokens:
            continue
        begins = _begins_document(tokens, piece.separator)
        if documents and not marked and (begins == "no" or (begins == "perhaps" and enumerating)):
            documents[-1] = (documents[-1][0], piece.end)
            enumerating = enumerating or _goes_on_in_genitive(tokens)
        else:
            documents.append((tokens[0].start, piece.end))
            enumerating = False
    return tuple(" ".join(text[start:end].split()) for start, end in documents)


def _without_mark(piece: Piece) -> tuple[tuple[Token, ...], bool]:
    """The piece without a bullet or a list number, and whether there was one at the beginning of a line."""
    tokens = piece.tokens
    if piece.separator == ",":
        return tokens, False
    if tokens[0].text in _BULLETS:
        return tokens[1:], True
    if len(tokens) > 2 and tokens[0].kind == "number" and tokens[1].text in {".", ")"}:
        return tokens[2:], True
    return tokens, False


def _begins_document(tokens: Sequence[Token], separator: str) -> Answer:
    if tokens[0].kind == "word" and tokens[0].text[0].isupper() and separator != ",":
        return "yes"
    if separator in _STRONG:
        return "no" if tokens[0].text == "(" else "yes"
    return _names_document(tokens)


def _names_document(tokens: Sequence[Token]) -> Answer:
    """Whether the piece begins with a document in the nominative; "perhaps" where that may be a genitive as well."""
    if tokens[0].kind != "word" or _continues(tokens[0]):
        return "no"
    head = read_head(tokens, 0, "nomn")
    if head is None:
        return "yes" if _is_listed_adjective(tokens) else "no"
    if head.certain or (_is_document(tokens[head.index]) and tokens[0].text[0].isupper()):
        return "yes"
    return "perhaps" if _is_document(tokens[head.index]) else "no"


def _goes_on_in_genitive(tokens: Sequence[Token]) -> bool:
    return tokens[0].kind == "word" and any(f.is_noun and f.case == "gent" for f in forms(tokens[0].text)[:2])


def _is_listed_adjective(tokens: Sequence[Token]) -> bool:
    """«трудовые договора»: the adjective stands in the nominative though the noun's form is colloquial."""
    if len(tokens) < 2 or tokens[1].kind != "word" or not _is_document(tokens[1]):
        return False
    return any(form.is_adjective and form.case == "nomn" for form in forms(tokens[0].text)[:2])


def _is_document(token: Token) -> bool:
    words = read_words("documents.words")["документ"]
    return any(lemma in words or any(part in words for part in lemma.split("-")) for lemma in lemmas(token.text))


def _continues(token: Token) -> bool:
    return token.lower in read_words("bodies.words")["продолжение"] or token.lower in {"и", "или"}
