"""The terms of a plan that is made out of a template: each phrase before and after, and what it would mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from kadrost.kernel.calendar import is_working_day
from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.schedule import Occurrence, Schedule
from kadrost.roadmaps.domain.templates.shifting import Shift, shift_to
from kadrost.roadmaps.models import Adaptation, Measure, Plan

FIRST_DAYS = 4
PAIR = 2


@dataclass(frozen=True)
class TermRow:
    """A measure's term in the template and in the plan; `tied` are its neighbours that have one term with it there.

    `phrase` is the one that a person wrote, else the moved one; empty where the rule cannot move it and nobody wrote.
    """

    measure: Measure
    phrase: str
    is_mended: bool
    before: Schedule | None
    after: Schedule | None
    shift: Shift
    starts_on: date
    ends_on: date
    tied: tuple[Measure, ...] = ()

    @property
    def stays(self) -> bool:
        """Whether the template names no day: the phrase is the same in every year."""
        return not self.is_mended and self.phrase == self.measure.due_text

    @property
    def is_lost(self) -> bool:
        """Whether the template states a term and no term came of it."""
        return bool(self.measure.due_text) and (self.after is None or not self.after.understood)

    @cached_property
    def days_before(self) -> list[Occurrence]:
        """The first days that the template's phrase means."""
        return _first_days(self.before, date(9999, 12, 31))

    @cached_property
    def days_after(self) -> list[Occurrence]:
        """The first days that the plan's phrase means, up to the plan's end."""
        return _first_days(self.after, self.ends_on)

    @property
    def first_off(self) -> date | None:
        """The first of these days that is no working day; the term stays as written."""
        return next((one.end for one in self.days_after if not is_working_day(one.end)), None)

    @property
    def is_early(self) -> bool:
        """Whether the first term passes before the plan begins."""
        return bool(self.days_after) and self.days_after[0].end < self.starts_on

    @property
    def differs(self) -> bool:
        """Whether the first day is another than the rule gives: the phrase meant something else than was moved."""
        if self.is_mended or self.stays or not self.days_before or not self.days_after:
            return False
        return self.days_after[0].end != self.shift.day(self.days_before[0].end)

    @property
    def is_pair(self) -> bool:
        """Whether exactly two neighbours have one term in the template: they are meant to keep it."""
        return len(self.tied) == PAIR - 1

    @property
    def needs_look(self) -> bool:
        """Whether a person should look at the row."""
        return self.is_lost or self.is_early or self.differs

    def years(self) -> list[int]:
        """The plan's years in which the term is due; all of its years where no day is named."""
        whole = range(self.starts_on.year, self.ends_on.year + 1)
        due = {one.end.year for one in self.after.occurrences(until=self.ends_on)} if self.after else set()
        return [year for year in whole if year in due] or list(whole)


def measures_of_template(template: Plan) -> list[Measure]:
    """The template's measures in force, with their sections, executors, documents and targets; five queries."""
    measures = template.measures.in_force().select_related("section").defer("printed", "place", "search_text")
    found = list(measures.prefetch_related("duties", "requirements", "targets"))
    for measure in found:
        measure.plan = template
    return found


def first_day_of(measures: Iterable[Measure]) -> date | None:
    """The first day that any of the template's terms names."""
    days = [next(schedule.occurrences(until=date(9999, 12, 31)), None) for schedule in _schedules(measures)]
    return min((one.end for one in days if one is not None), default=None)


def shift_of(adaptation: Adaptation, measures: Sequence[Measure]) -> Shift:
    """The rule of the adaptation for these measures of its template."""
    in_years = adaptation.shift == Adaptation.Shift.YEARS
    return shift_to(adaptation.starts_on, first_day_of(measures), in_years=in_years)


def term_rows(adaptation: Adaptation, measures: Sequence[Measure]) -> list[TermRow]:
    """A row for each measure of the template in its order; asks the database nothing."""
    shift = shift_of(adaptation, measures)
    runs = _runs(measures)
    compiled: dict[str, Schedule | None] = {"": None}
    rows = []
    for measure in measures:
        written = adaptation.terms.get(str(measure.pk))
        phrase = written if written is not None else shift.phrase(measure.due_text) or ""
        if phrase not in compiled:
            compiled[phrase] = compile_in(adaptation, phrase)
        rows.append(
            TermRow(
                measure=measure,
                phrase=phrase,
                is_mended=written is not None,
                before=measure.schedule,
                after=compiled[phrase],
                shift=shift,
                starts_on=adaptation.starts_on,
                ends_on=adaptation.ends_on,
                tied=tuple(one for one in runs[measure.pk] if one.pk != measure.pk),
            )
        )
    return rows


def compile_in(adaptation: Adaptation, phrase: str) -> Schedule:
    """What the phrase means in the plan that is made: counted from its act's day, else from its start."""
    return compile_phrase(
        " ".join(phrase.split()),
        signed=adaptation.signed_on or adaptation.starts_on,
        period=(adaptation.starts_on, adaptation.ends_on),
    )


def parted_pairs(rows: Sequence[TermRow]) -> list[tuple[TermRow, TermRow]]:
    """The neighbours that have one term in the template, being two, and no longer have one here."""
    by_measure = {row.measure.pk: row for row in rows}
    pairs = [(row, by_measure[row.tied[0].pk]) for row in rows if row.is_pair]
    return [
        (one, other)
        for one, other in pairs
        if one.measure.position < other.measure.position and one.phrase != other.phrase
    ]


def _runs(measures: Sequence[Measure]) -> dict[int, list[Measure]]:
    """For each measure the unbroken run of neighbours in its section with the very same phrase."""
    runs: dict[int, list[Measure]] = {}
    run: list[Measure] = []
    for measure in measures:
        is_same = run and (run[-1].section_id, run[-1].due_text) == (measure.section_id, measure.due_text)
        run = [*run, measure] if is_same and measure.due_text else [measure]
        for one in run:
            runs[one.pk] = run
    return runs


def _schedules(measures: Iterable[Measure]) -> list[Schedule]:
    return [schedule for measure in measures if (schedule := measure.schedule) is not None and schedule.understood]


def _first_days(schedule: Schedule | None, until: date) -> list[Occurrence]:
    return list(islice(schedule.occurrences(until=until), FIRST_DAYS)) if schedule is not None else []
