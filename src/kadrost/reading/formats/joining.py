"""Printed lines into one line of text: a word that was broken over a line's end is whole again, real hyphens stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

_SOFT_HYPHEN = "\u00ad"
_BROKEN_LEFT = re.compile(r"([^\W\d_]+)-$")
_BROKEN_RIGHT = re.compile(r"[^\W\d_]+")
_LINKING_VOWELS = ("о", "е")
_CONJUNCTION_AFTER = re.compile(r"(?:и|или|либо) ")


def join_lines(text: str) -> str:
    """`text` in one line: newlines become spaces, and hyphenation at a line's end is undone."""
    return join_pieces(text.split("\n")) if "\n" in text else text


def join_pieces(pieces: Iterable[str]) -> str:
    """Pieces of one text (lines, or a cell's parts on several pages) as one line, hyphenation undone."""
    joined = ""
    for piece in pieces:
        stripped = piece.strip()
        if not stripped:
            continue
        if joined.endswith(_SOFT_HYPHEN):
            joined = joined[:-1] + stripped
        elif joined.endswith("-") and not joined.endswith(" -"):
            joined = _over_hyphen(joined, stripped)
        else:
            joined = f"{joined} {stripped}" if joined else stripped
    return joined


def _over_hyphen(left: str, right: str) -> str:
    if _CONJUNCTION_AFTER.match(right):  # «средне-|и долгосрочный»
        return f"{left} {right}"
    return left + right if hyphen_is_real(left, right) else left[:-1] + right


def hyphen_is_real(left: str, right: str) -> bool:
    """Whether the hyphen at the end of `left` belongs to the word that goes on in `right` («социально-|экономический»).

    Figures, capitals and abbreviations keep it; a word that the dictionary knows without it loses it; two words
    that stand by themselves keep it. What the dictionary does not know at all was most likely broken.
    """
    ending, beginning = _BROKEN_LEFT.search(left), _BROKEN_RIGHT.match(right)
    if not ending or not beginning:
        return True
    before, after = ending[1], beginning[0]
    if not after[0].islower() or not before.isalpha() or before.isascii() or (len(before) > 1 and before.isupper()):
        return True
    if _is_word(before + after):
        return False
    return _is_word(after) and len(after) > 2 and (_is_word(before) or before.endswith(_LINKING_VOWELS))


@lru_cache(maxsize=20_000)
def _is_word(word: str) -> bool:
    return bool(_dictionary().word_is_known(word.lower()))


@cache
def _dictionary() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()
