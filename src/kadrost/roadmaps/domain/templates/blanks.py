"""The blanks of a template: where each stands, by which years a region fills it, and how its values stand in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kadrost.reading.grammar.blanks import BlankPlace, blank_places
from kadrost.roadmaps.domain.errors import ControlRefused
from kadrost.roadmaps.domain.templates.terms import TermRow
from kadrost.roadmaps.models import Adaptation, Blank, BlankValue, Measure
from kadrost.ui.typography import number

FIELDS = ("title", "expected_result")
LOST_LINE = "___ "
"""What stands in the plan where the template has lost its line."""
GREATEST = Decimal(10) ** 13
LONGEST_WORDS = 1_000
Value = Decimal | str


@dataclass(frozen=True, slots=True)
class BlankRow:
    """A blank of the template with the years of the plan and what is typed for each so far."""

    key: str
    measure: Measure
    field: str
    place: BlankPlace
    values: dict[int, str]

    @property
    def kind(self) -> Blank.Kind:
        """A number, where something is counted or the blank says so; else words."""
        return kind_of(self.place, getattr(self.measure, self.field))

    @property
    def sentence(self) -> tuple[str, str, str]:
        """The words before the blank, the blank, the words after it, as far as its field goes."""
        text = getattr(self.measure, self.field)
        printed = text[self.place.start : self.place.end] or LOST_LINE.strip()
        after = text[self.place.end :]
        return text[: self.place.start], printed, f" {after}" if self.place.kind == "lost" else after


def blank_rows(adaptation: Adaptation, terms: Sequence[TermRow]) -> list[BlankRow]:
    """The template's blanks in its order; asks the database nothing."""
    rows = []
    for term in terms:
        for field in FIELDS:
            for ordinal, place in enumerate(blank_places(getattr(term.measure, field))):
                key = f"{term.measure.pk}.{field}.{ordinal}"
                typed = adaptation.values.get(key, {})
                values = {year: typed.get(str(year), "") for year in term.years()}
                rows.append(BlankRow(key, term.measure, field, place, values))
    return rows


def count_blanks(rows: Sequence[BlankRow]) -> tuple[int, int]:
    """How many values are typed, and how many there are in all."""
    values = [value for row in rows for value in row.values.values()]
    return sum(bool(value.strip()) for value in values), len(values)


def kind_of(place: BlankPlace, text: str) -> Blank.Kind:
    """What a blank asks for: a number, where a unit or «(кол-во)» stands by its line; words otherwise."""
    if place.kind == "asked":
        return Blank.Kind.WORDS
    is_counted = bool(place.blank.unit) or "кол" in text[place.start : place.end].casefold()
    return Blank.Kind.NUMBER if is_counted else Blank.Kind.WORDS


def read_value(typed: str, kind: str, *, where: str) -> Value | None:
    """The value as typed: a number («1 200,5»), or words; None where nothing is typed. `ControlRefused` for no number."""
    typed = " ".join(typed.split())
    if not typed:
        return None
    if kind == Blank.Kind.WORDS:
        if len(typed) > LONGEST_WORDS:
            raise ControlRefused("Слишком длинный текст.", where=where, remedy="Сократите его до 1000 знаков.")
        return typed
    try:
        value = Decimal(typed.replace(" ", "").replace("\u202f", "").replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0 or value >= GREATEST:
        raise ControlRefused(
            f"«{typed[:60]}» – не число.",
            where=where,
            remedy="Впишите число, например 12 или 1 200,5, или оставьте поле пустым.",
        )
    return round(value, 4)


def shown_of(printed: str, values: Mapping[int, Value | None]) -> str:
    """What stands in the place of a blank: its value, its values by the year, or the blank itself while all lack.

    Words that the template asks for in brackets stay in brackets.
    """
    line = printed or LOST_LINE
    if all(value is None for value in values.values()):
        return line
    bare = line.split("(")[0].strip() or "___"
    if len(values) == 1:
        said = "; ".join(_said(value) for value in values.values() if value is not None)
    else:
        by_year = [(year, bare if value is None else _said(value)) for year, value in sorted(values.items())]
        said = ", ".join(f"{value} ({year} г.)" for year, value in by_year)
    if printed.startswith("("):
        return f"({said})"
    return f"{said} " if not printed else said


def _said(value: Value) -> str:
    return value if isinstance(value, str) else number(value)


def value_in_form(value: BlankValue) -> str:
    """The value as a form shows it for changing; empty where nothing is filled in."""
    if value.number is not None:
        return number(value.number).replace("\u202f", " ").replace("\xa0", " ")
    return value.words
