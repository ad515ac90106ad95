"""A plan beside the template that it was made of: what the region changed since, what the template changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from kadrost.roadmaps.domain.account import measure_words
from kadrost.roadmaps.domain.editions.difference import FieldChange
from kadrost.roadmaps.domain.templates.texts import without_values
from kadrost.roadmaps.models import Measure, MeasureOrigin, Plan, PlanOrigin

COMPARED = {
    "title": gettext_noop("Мероприятие"),
    "result": gettext_noop("Ожидаемый результат"),
    "due_text": gettext_noop("Срок"),
    "executors": gettext_noop("Исполнители"),
    "evidence": gettext_noop("Подтверждающие документы"),
}


@dataclass(frozen=True, slots=True)
class OriginRow:
    """A measure and its source; `own` changed here since the plan was made, `theirs` in the template since then.

    Only one of the two stands where the other has none: added here, or new in the template.
    """

    measure: Measure | None
    source: Measure | None
    own: tuple[FieldChange, ...] = ()
    theirs: tuple[FieldChange, ...] = ()

    @property
    def is_left_out(self) -> bool:
        """Whether the plan has left the measure out since."""
        return self.measure is not None and self.measure.ended_on is not None

    @property
    def is_gone_there(self) -> bool:
        """Whether the template has left the source out since."""
        return self.source is not None and self.source.ended_on is not None

    @property
    def is_same(self) -> bool:
        """Whether nothing differs but what was said when the plan was made."""
        whole = self.measure is not None and self.source is not None
        return whole and not (self.own or self.theirs or self.is_left_out or self.is_gone_there)


@dataclass(frozen=True, slots=True)
class OriginView:
    """The plan beside its template; `is_newer` where the template has a later edition than the plan was made of."""

    origin: PlanOrigin
    rows: tuple[OriginRow, ...]

    @property
    def is_newer(self) -> bool:
        """Whether the template has a later edition than that of which the plan was made."""
        return self.origin.template.edition > self.origin.template_edition

    @property
    def differing(self) -> list[OriginRow]:
        """The rows in which something differs."""
        return [row for row in self.rows if not row.is_same]


def origin_of(plan: Plan) -> PlanOrigin | None:
    """From which template the plan was made; one query."""
    origins = PlanOrigin.objects.select_related("template")
    return origins.defer("template__columns").filter(plan=plan).first()


def beside_template(origin: PlanOrigin) -> OriginView:
    """Every measure of the plan beside its source, and what each alone has; by a constant number of queries."""
    parts = ("duties", "requirements")
    ours = Measure.objects.filter(plan=origin.plan_id).defer("printed", "place", "search_text")
    theirs = Measure.objects.filter(plan=origin.template_id).defer("printed", "place", "search_text")
    sources = {one.pk: one for one in theirs.prefetch_related(*parts)}
    origins = {one.measure_id: one for one in MeasureOrigin.objects.filter(measure__plan=origin.plan_id)}
    rows = [
        _row(measure, origins.get(measure.pk), sources) for measure in ours.prefetch_related(*parts, "blanks__values")
    ]
    used = {one.source_id for one in origins.values()}
    new = [OriginRow(None, one) for one in sources.values() if one.pk not in used and one.ended_on is None]
    return OriginView(origin, (*(row for row in rows if row is not None), *new))


def words_of_measure(measure: Measure) -> dict[str, str]:
    """The measure's words by the fields that are compared."""
    words = measure_words(measure)
    return {name: words[name] for name in COMPARED}


def own_words(measure: Measure) -> dict[str, str]:
    """The words of a plan's measure with its blanks as printed, so that a filled blank is no difference."""
    blanks = list(measure.blanks.all())
    return words_of_measure(measure) | {
        "title": without_values(measure, "title", blanks),
        "result": without_values(measure, "expected_result", blanks),
    }


def _row(measure: Measure, origin: MeasureOrigin | None, sources: Mapping[int, Measure]) -> OriginRow | None:
    if origin is None:
        return OriginRow(measure, None) if measure.ended_on is None else None
    source = sources.get(origin.source_id)
    return OriginRow(
        measure=measure,
        source=source,
        own=_changes(origin.made_words, own_words(measure)),
        theirs=_changes(origin.source_words, words_of_measure(source)) if source is not None else (),
    )


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, label, before.get(name, ""), after[name])
        for name, label in COMPARED.items()
        if " ".join(before.get(name, "").split()) != " ".join(after[name].split())
    )
