"""A plan as it would be made out of a template: every measure with its words, executors and blanks, for the preview and the deed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kadrost.roadmaps.domain.templates.blanks import BlankRow, Value, read_value, shown_of
from kadrost.roadmaps.domain.templates.executors import Body, ExecutorRow, key_of
from kadrost.roadmaps.domain.templates.terms import TermRow
from kadrost.roadmaps.models import Measure


@dataclass(frozen=True, slots=True)
class PlannedDuty:
    """An executor of the plan that is made: the name it will print, and the body, if one was named."""

    printed: str
    body: Body | None
    by_agreement: bool


@dataclass(frozen=True, slots=True)
class PlannedBlank:
    """A blank with where it will stand in the plan's words, and what will stand there."""

    row: BlankRow
    start: int
    shown: str
    values: Mapping[int, Value | None]


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure of the template as the plan will have it."""

    source: Measure
    term: TermRow
    title: str
    result: str
    duties: tuple[PlannedDuty, ...]
    blanks: tuple[PlannedBlank, ...]

    @property
    def words(self) -> dict[str, str]:
        """Its words by the fields of a plan's columns."""
        return {
            "number": self.source.number,
            "stage": self.source.stage,
            "title": self.title,
            "result": self.result,
            "due_text": self.term.phrase,
            "executors": ", ".join(
                f"{duty.printed} (по согласованию)" if duty.by_agreement else duty.printed for duty in self.duties
            ),
            "evidence": "; ".join(one.text for one in self.source.requirements.all()),
        }


def planned_measures(
    terms: Sequence[TermRow], executors: Sequence[ExecutorRow], blanks: Sequence[BlankRow]
) -> list[PlannedMeasure]:
    """The whole plan as it would be made; asks the database nothing."""
    bodies = {row.key: row.bodies for row in executors}
    by_measure: dict[int, list[BlankRow]] = {}
    for row in blanks:
        by_measure.setdefault(row.measure.pk, []).append(row)
    return [_planned(term, bodies, by_measure.get(term.measure.pk, ())) for term in terms]


def _planned(term: TermRow, bodies: Mapping[str, Sequence[Body]], rows: Sequence[BlankRow]) -> PlannedMeasure:
    texts = {"title": term.measure.title, "expected_result": term.measure.expected_result}
    blanks: list[PlannedBlank] = []
    for field, text in texts.items():
        made, cursor = "", 0
        for row in (one for one in rows if one.field == field):
            typed = {year: read_value(words, row.kind, where=term.measure.number) for year, words in row.values.items()}
            shown = shown_of(text[row.place.start : row.place.end], typed)
            made += text[cursor : row.place.start]
            blanks.append(PlannedBlank(row, len(made), shown, typed))
            made += shown
            cursor = row.place.end
        texts[field] = made + text[cursor:]
    return PlannedMeasure(
        source=term.measure,
        term=term,
        title=texts["title"],
        result=texts["expected_result"],
        duties=tuple(_duties_of(term.measure, bodies)),
        blanks=tuple(blanks),
    )


def _duties_of(measure: Measure, bodies: Mapping[str, Sequence[Body]]) -> list[PlannedDuty]:
    """The measure's executors in their order, each body once; a name without a body as the template prints it."""
    found: dict[object, PlannedDuty] = {}
    for duty in measure.duties.all():
        named = bodies.get(key_of(duty.printed_name), ())
        for body in named:
            found.setdefault((type(body), body.pk), PlannedDuty(str(body), body, duty.is_by_agreement))
        if not named:
            found.setdefault(duty.printed_name, PlannedDuty(duty.printed_name, None, duty.is_by_agreement))
    return list(found.values())
