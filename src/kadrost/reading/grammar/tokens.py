"""Words, numbers and marks of a text, each with its place; and the stretches that quotes and brackets hold together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["word", "number", "blank", "mark", "line"]

_TOKEN = re.compile(
    r"""
      (?P<blank>_{2,}|…{2,}|\.{4,})
    | (?P<number>\d+(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+(?![.\d]))?)
    | (?P<word>[^\W\d_]+(?:[-‑'’][^\W\d_]+)*)
    | (?P<line>\n)
    | (?P<mark>[^\s\w])
    """,
    re.VERBOSE,
)
_OPENING = {"«": "»", "„": "“", "“": "”", "(": ")", "[": "]"}
_QUOTE_ENDS = {"»", "“", "”", '"'}
_CLOSING = {"»", "“", "”", ")", "]"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; `text == source[start:end]`, a line break is a token of its own."""

    text: str
    start: int
    end: int
    kind: Kind

    @property
    def lower(self) -> str:
        """The token in small letters with «е» for «ё»."""
        return fold(self.text)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The word as words are compared: small letters, «е» for «ё», plain hyphens, no soft hyphens."""
    return word.lower().replace("ё", "е").replace("‑", "-").replace("\u00ad", "")


@lru_cache(maxsize=2_000)
def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of `text` in their order; white space other than line breaks yields none."""
    return tuple(
        Token(match.group(), match.start(), match.end(), match.lastgroup)  # type: ignore[arg-type]
        for match in _TOKEN.finditer(text)
    )


@lru_cache(maxsize=2_000)
def without_quoted(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, each quoted name folded into one mark: what a name holds is not read as words."""
    tokens = tokenize(text)
    kept: list[Token] = []
    last_mark = max((i for i, token in enumerate(tokens) if token.text in _QUOTE_ENDS), default=-1)
    index = 0
    while index < len(tokens):
        quoted = index < last_mark and tokens[index].text in {"«", "„", "“", '"'}
        closing = _closing_quote(tokens, index) if quoted else None
        if closing is None:
            kept.append(tokens[index])
            index += 1
        else:
            start, end = tokens[index].start, tokens[closing].end
            kept.append(Token(text[start:end], start, end, "mark"))
            index = closing + 1
    return tuple(kept)


def _closing_quote(tokens: tuple[Token, ...], index: int) -> int | None:
    """Where the quote opened at `index` closes; quotes within it may lack their own closing mark."""
    opening, depth = tokens[index].text, 0
    closing = _OPENING.get(opening, opening)
    last = None
    for position in range(index + 1, len(tokens)):
        if tokens[position].text == closing:
            last = position
            if depth == 0:
                return position
            depth -= 1
        elif tokens[position].text == opening:
            depth += 1
    return last


def enclosed(tokens: tuple[Token, ...]) -> tuple[int, ...]:
    """For each token, how many quotes and brackets hold it; the marks themselves count as held.

    An opening mark that is never closed holds nothing: offices lose closing quotes, and a lost one must not
    swallow the rest of a list.
    """
    depth = [0] * len(tokens)
    open_marks: list[int] = []
    straight: int | None = None
    for index, token in enumerate(tokens):
        if token.text == '"':
            if straight is None:
                straight = index
            else:
                _hold(depth, straight, index)
                straight = None
        elif token.text in _CLOSING and _close(tokens, open_marks, depth, index):
            continue
        elif token.text in _OPENING:
            open_marks.append(index)
    return tuple(depth)


def _close(tokens: tuple[Token, ...], open_marks: list[int], depth: list[int], index: int) -> bool:
    """Pair a closing mark with the nearest opening one of its sort; true where there was one."""
    for position in range(len(open_marks) - 1, -1, -1):
        if _OPENING[tokens[open_marks[position]].text] == tokens[index].text:
            _hold(depth, open_marks[position], index)
            del open_marks[position:]
            return True
    return False


def _hold(depth: list[int], start: int, end: int) -> None:
    for index in range(start, end + 1):
        depth[index] += 1
