"""Raised figures and letters as characters, so that a footnote mark looks alike in all formats."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789+-()ivxlcmn", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁱᵛˣˡᶜᵐⁿ")
_MARKS = frozenset("0123456789+-()ivxlcmn*,; ")


def raised(text: str) -> str:
    """`text` in superscript characters where all of it has them (figures, small Roman numerals, asterisks)."""
    return text.translate(_RAISED) if text and set(text) <= _MARKS else text
