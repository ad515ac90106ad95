"""Whether what stands on both sides of «и» is one body or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kadrost.reading.grammar.bodies import Verdict
from kadrost.reading.grammar.morphology import cases, forms, is_abbreviation
from kadrost.reading.grammar.phrases import Head, read_head
from kadrost.reading.grammar.pieces import Separator
from kadrost.reading.grammar.tokens import Token, enclosed

_PRONOUNS = {"ему", "ей", "им", "его", "ее", "их"}


@dataclass(frozen=True, slots=True)
class Together:
    """Whether two pieces stay one body, and why that is doubtful ("" where it is not)."""

    joined: bool
    why: str = ""


def stays_together(
    left: Sequence[Token], right: Sequence[Token], separator: Separator, verdict: Verdict, case: str
) -> Together:
    """Whether the piece `right`, judged by itself, goes on with the body `left` all the same."""
    if verdict.answer == "same":
        return Together(joined=True)
    if _lacks_noun(left, case) and verdict.head is not None:
        return Together(joined=True)
    if separator == "line" and _is_unfinished(left):
        return Together(joined=True)
    if separator != "и":
        return Together(joined=False)
    if right[0].lower in _PRONOUNS:
        return Together(joined=True)
    if any(token.lower in _PRONOUNS for token in right[:4]):
        return Together(False, "Второе название ссылается на первое местоимением.")
    if verdict.answer == "perhaps" and _has_genitive(left, case):
        return Together(True, "После «и» может стоять продолжение названия, а может и новый исполнитель.")
    if _share_dependants(left, right, verdict.head, case):
        return Together(True, "У двух исполнителей, соединённых «и», общее продолжение.")
    return Together(joined=False)


def _is_unfinished(left: Sequence[Token]) -> bool:
    """True where a line ends on an adjective, a preposition or «и»: its noun is on the next one."""
    last = left[-1]
    if last.kind != "word" or is_abbreviation(last.text):
        return False
    return forms(last.text)[0].part in {"ADJF", "PRTF", "PREP", "CONJ"}


def _lacks_noun(left: Sequence[Token], case: str) -> bool:
    """True where the body so far is adjectives only («профессиональные и …»)."""
    words = [token for token in left if token.kind == "word"]
    if not words or any(is_abbreviation(token.text) for token in words):
        return False
    return all(_is_only_adjective(token) for token in words) and read_head(left, 0, case) is None


def _is_only_adjective(token: Token) -> bool:
    return token.lower in {"и", "или"} or forms(token.text)[0].is_adjective


def _has_genitive(left: Sequence[Token], case: str) -> bool:
    """True where something hangs on the body's noun that «и» may go on with."""
    head = read_head(left, 0, case)
    depth = enclosed(tuple(left))
    start = 0 if head is None else head.index + 1
    return any(
        left[index].kind == "word" and not depth[index] and "gent" in cases(left[index].text)
        for index in range(start, len(left))
    )


def _share_dependants(left: Sequence[Token], right: Sequence[Token], head: Head | None, case: str) -> bool:
    """«предприятия и организации области»: two bare plurals, and what follows belongs to both."""
    first = read_head(left, 0, case)
    if first is None or head is None or first.number != "plur" or head.number != "plur":
        return False
    return first.index == len(left) - 1 and head.index < len(right) - 1 and right[head.index + 1].kind == "word"
