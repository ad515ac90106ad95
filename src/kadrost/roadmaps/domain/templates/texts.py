"""Where the values of blanks stand in a measure's words: put in, found again after edits, and taken out for comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kadrost.roadmaps.domain.templates.blanks import FIELDS
from kadrost.roadmaps.models import Blank, Measure


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of a measure's words; `state` is empty for plain words, else "filled" or "open"."""

    text: str
    state: str = ""


def placed(text: str, blanks: Iterable[Blank]) -> list[tuple[Blank, int]]:
    """The blanks of a field that still stand in its text, with where: at their place, or where alone they are found."""
    found: list[tuple[Blank, int]] = []
    cursor = 0
    for blank in sorted(blanks, key=lambda one: (one.start, one.position)):
        start = blank.start
        if start < cursor or text[start : start + len(blank.shown)] != blank.shown:
            start = text.find(blank.shown, cursor) if text.count(blank.shown, cursor) == 1 else -1
        if blank.shown and start >= 0:
            found.append((blank, start))
            cursor = start + len(blank.shown)
    return found


def put_in(measure: Measure, blanks: Sequence[Blank], shown: dict[int, str]) -> list[Blank]:
    """Put what shall stand in the blanks' places into the measure's words, unsaved; `shown` is by the blanks' keys.

    Gives all blanks with their new places, unsaved. One whose place a person edited away keeps its values alone.
    """
    for field in FIELDS:
        text, made, cursor = getattr(measure, field), "", 0
        for blank, start in placed(text, (one for one in blanks if one.field == field)):
            made += text[cursor:start]
            cursor = start + len(blank.shown)
            blank.start, blank.shown = len(made), shown.get(blank.pk, blank.shown)
            made += blank.shown
        setattr(measure, field, made + text[cursor:])
    return list(blanks)


def without_values(measure: Measure, field: str, blanks: Iterable[Blank]) -> str:
    """The field's words with its blanks as the template prints them."""
    text, made, cursor = getattr(measure, field), "", 0
    for blank, start in placed(text, (one for one in blanks if one.field == field)):
        made += text[cursor:start] + blank.printed
        cursor = start + len(blank.shown)
    return str(made + text[cursor:])


def pieces_of(measure: Measure, field: str, blanks: Iterable[Blank]) -> list[TextPiece]:
    """The field's words cut at its blanks, each marked as filled or open; the blanks' values must be fetched."""
    text = getattr(measure, field)
    pieces, cursor = [], 0
    for blank, start in placed(text, (one for one in blanks if one.field == field)):
        end = start + len(blank.shown)
        is_filled = all(value.is_filled for value in blank.values.all())
        pieces += [TextPiece(text[cursor:start]), TextPiece(text[start:end].strip(), "filled" if is_filled else "open")]
        if text[start:end].endswith(" "):
            pieces.append(TextPiece(" "))
        cursor = end
    return [piece for piece in (*pieces, TextPiece(text[cursor:])) if piece.text]
