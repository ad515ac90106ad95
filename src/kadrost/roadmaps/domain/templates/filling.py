"""Blanks of a plan under control: how many are open, and filling them by the year, with a ground."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from kadrost.audit.journal import Deed, record_all
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.measures import search_text_of
from kadrost.roadmaps.domain.templates.blanks import Value, read_value, shown_of
from kadrost.roadmaps.domain.templates.texts import put_in
from kadrost.roadmaps.models import Blank, BlankValue, Measure, Plan, Target
from kadrost.roadmaps.permissions import require
from kadrost.ui.typography import number

LONGEST_TARGET = 300


@dataclass(frozen=True, slots=True)
class BlankCount:
    """How many values of a plan are open, and how many it has."""

    unfilled: int
    total: int


@dataclass(frozen=True, slots=True)
class TypedValue:
    """What was typed for a value, and which version of it the person saw."""

    words: str
    version: int


def count_values(plan: Plan) -> BlankCount:
    """How many values of the plan's measures in force are open; one query."""
    values = BlankValue.objects.filter(plan=plan, blank__measure__ended_on=None)
    found = values.aggregate(total=Count("pk"), unfilled=Count("pk", filter=Q(is_filled=False)))
    return BlankCount(found["unfilled"], found["total"])


def measures_with_blanks(plan: Plan) -> list[Measure]:
    """The plan's measures in force that have blanks, with blanks and values in order; three queries."""
    measures = plan.measures.in_force().filter(blanks__isnull=False).distinct().select_related("section")
    return list(measures.defer("printed", "place", "search_text").prefetch_related("blanks__values"))


@transaction.atomic
def fill_values(
    *, plan: Plan, typed: Mapping[int, TypedValue], ground: str, acting: Acting, today: date, request_id: str = ""
) -> int:
    """Fill the plan's values by their keys, on a ground; one left empty is open again. Gives how many changed.

    The measure's words say what is filled, and reports are held against the numbers. Raises `PermissionRefused`,
    `StaleVersion` where somebody changed one of these values since, `ControlRefused` without a ground or for what is
    no number.
    """
    require("roadmaps.change_plan", acting, plan)
    rows = BlankValue.objects.select_for_update(of=("self",)).filter(plan=plan, pk__in=list(typed))
    changed: dict[int, list[tuple[BlankValue, str]]] = {}
    for value in rows.select_related("blank__measure", "target"):
        told = typed[value.pk]
        now = read_value(told.words, value.blank.kind, where=value.blank.measure.number)
        before = value_of(value)
        if now == before:
            continue
        if value.version != told.version:
            raise StaleVersion
        was = _in_words(value)
        _put(value, now)
        changed.setdefault(value.blank.measure_id, []).append((value, was))
    if not changed:
        return 0
    if not ground.strip():
        raise ControlRefused("Основание не указано.", remedy="Назовите документ или решение.")
    _put_into_words(changed)
    record_all(
        actor=acting.actor(request_id=request_id),
        on=today,
        deeds=[
            Deed(
                "fill_blanks",
                values[0][0].blank.measure,
                before={"blanks": "; ".join(was for _value, was in values)},
                after={"blanks": "; ".join(_in_words(value) for value, _was in values)},
                ground=ground.strip(),
            )
            for values in changed.values()
        ],
    )
    return sum(len(values) for values in changed.values())


def value_of(value: BlankValue) -> Value | None:
    """What is filled in; None where nothing is."""
    if not value.is_filled:
        return None
    return value.words if value.blank.kind == Blank.Kind.WORDS else value.number


def target_of(value: BlankValue) -> Target:
    """The value as a target of its measure for the year, unsaved."""
    blank = value.blank
    return Target(
        measure=blank.measure,
        position=100 + blank.position,
        text=_target_words(value),
        value=value.number,
        unit=blank.unit,
        year=value.year,
    )


def open_values_in(plans: Collection[int]) -> list[tuple[int, int]]:
    """Plans with open values and how many, the most first; one query."""
    rows = BlankValue.objects.filter(plan__in=list(plans)).unfilled().order_by()
    return sorted(rows.values_list("plan").annotate(total=Count("pk")), key=lambda row: -row[1])


def _put(value: BlankValue, now: Value | None) -> None:
    value.words = now if isinstance(now, str) else ""
    value.number = None if isinstance(now, str) else now
    value.is_filled = now is not None
    value.version += 1
    if value.blank.kind == Blank.Kind.NUMBER:
        target = value.target or target_of(value)
        target.value, target.text = value.number, _target_words(value)
        target.save()
        value.target = target
    value.save()


def _put_into_words(changed: Mapping[int, Sequence[object]]) -> None:
    """Bring the words of these measures in line with their values."""
    measures = Measure.objects.select_for_update(of=("self",)).filter(pk__in=list(changed))
    for measure in measures.prefetch_related("blanks__values__blank", "duties"):
        blanks = list(measure.blanks.all())
        shown = {
            blank.pk: shown_of(blank.printed, {value.year: value_of(value) for value in blank.values.all()})
            for blank in blanks
        }
        Blank.objects.bulk_update(put_in(measure, blanks, shown), ["start", "shown"])
        measure.search_text = search_text_of(measure, [duty.printed_name for duty in measure.duties.all()])
        measure.version += 1
        measure.save(update_fields=["title", "expected_result", "search_text", "version"])


def _target_words(value: BlankValue) -> str:
    """«12 программ, 2028 год»; «___ программ, 2028 год» while nobody has filled it in."""
    said = number(value.number) if value.number is not None else "___"
    what = (value.blank.unit or value.blank.what)[:LONGEST_TARGET]
    return f"{said} {what}, {value.year} год"


def _in_words(value: BlankValue) -> str:
    now = value_of(value)
    said = "не заполнено" if now is None else now if isinstance(now, str) else number(now)
    what = value.blank.unit or value.blank.what
    return f"{what}, {value.year} год: {said}"
