"""What each body answers for: «за площадку – администрация города, за списки – центр занятости»."""

from __future__ import annotations

from collections.abc import Sequence

from kadrost.reading.grammar.pieces import Piece
from kadrost.reading.grammar.tokens import Token, enclosed

_DASHES = {"–", "—", "-", ":"}
_LONGEST = 25


def with_whole_duties(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces; a duty that commas part («за набор учителей, воспитателей – управление») is one with its body."""
    found: list[Piece] = []
    for piece in pieces:
        if found and _opens(found[-1].tokens) and duty_ends(found[-1].tokens) is None and _closes(piece.tokens):
            found[-1] = Piece((*found[-1].tokens, *piece.tokens), found[-1].separator)
        else:
            found.append(piece)
    return found


def duty_ends(tokens: Sequence[Token]) -> int | None:
    """Where the body begins after «за … –»; None where the tokens do not begin with a duty."""
    if not _opens(tokens):
        return None
    depth = enclosed(tuple(tokens))
    for index in range(2, min(len(tokens) - 1, _LONGEST)):
        if not depth[index] and tokens[index].text in _DASHES and _stands_apart(tokens, index):
            return index + 1
    return None


def _opens(tokens: Sequence[Token]) -> bool:
    return len(tokens) > 1 and tokens[0].lower == "за"


def _closes(tokens: Sequence[Token]) -> bool:
    return any(
        token.text in _DASHES and _stands_apart(tokens, index)
        for index, token in enumerate(tokens[:-1])
        if 0 < index < _LONGEST
    )


def _stands_apart(tokens: Sequence[Token], index: int) -> bool:
    """True for a dash with blanks around it: a hyphen parts nothing."""
    if tokens[index].text == ":":
        return True
    return tokens[index - 1].end < tokens[index].start and tokens[index].end < tokens[index + 1].start
