"""The last step: a template's measures become a plan under control, with their origin and their blanks, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction

from kadrost.audit.journal import record
from kadrost.kernel.schedule import Schedule
from kadrost.reading.result import Document, Executor, Place, Reading, ReadItem, ReadTarget
from kadrost.reading.source import Source, Span
from kadrost.region.acting import Acting
from kadrost.region.models import Organisation, OrganisationGroup
from kadrost.roadmaps.domain.errors import ControlRefused
from kadrost.roadmaps.domain.intake.building import build_expectations, build_measures, fit
from kadrost.roadmaps.domain.intake.effective import EffectiveItem, EffectiveReading
from kadrost.roadmaps.domain.scheduling import add_missing_checkpoints, rolling_horizon
from kadrost.roadmaps.domain.templates.beginning import lock
from kadrost.roadmaps.domain.templates.blanks import blank_rows
from kadrost.roadmaps.domain.templates.comparing import words_of_measure
from kadrost.roadmaps.domain.templates.executors import executor_rows
from kadrost.roadmaps.domain.templates.filling import target_of
from kadrost.roadmaps.domain.templates.planning import PlannedBlank, PlannedMeasure, planned_measures
from kadrost.roadmaps.domain.templates.terms import measures_of_template, shift_of, term_rows
from kadrost.roadmaps.models import (
    Act,
    Adaptation,
    Blank,
    BlankValue,
    Duty,
    Measure,
    MeasureOrigin,
    Plan,
    PlanOrigin,
    Section,
    Target,
)

BATCH = 500
LayOut = Callable[[Adaptation, Sequence[PlannedMeasure]], bytes]


@transaction.atomic
def make_plan(
    *, adaptation: Adaptation, lay_out: LayOut, acting: Acting, version: int, today: date, request_id: str = ""
) -> Plan:
    """The region's plan of an adaptation: act, measures, executors, blanks, checkpoints to the rolling horizon, journalled.

    `lay_out` gives the plan's own document as docx.

    Raises `PermissionRefused`, `StaleVersion`, and `ControlRefused` where the template has no measures, has changed its
    edition, or a plan of these very words is there already; nothing is made then.
    """
    locked = lock(adaptation, acting, version)
    measures = measures_of_template(locked.template)
    if not measures:
        raise ControlRefused("В макете нет мероприятий.", remedy="Проверьте макет.")
    if locked.template.edition != locked.template_edition:
        raise ControlRefused(
            f"У макета появилась новая редакция: {locked.template.edition}.",
            remedy="Просмотрите шаги ещё раз: сохраните первый, и план будет готовиться по новой редакции.",
        )
    terms = term_rows(locked, measures)
    planned = planned_measures(terms, executor_rows(locked, measures), blank_rows(locked, terms))
    text, places = _text_of(locked, planned)
    plan = _plan(locked, _file(locked, lay_out(locked, planned), text), today)
    made = _measures(plan, planned, places)
    _duties(made, planned)
    values = _blanks(plan, made, planned)
    PlanOrigin.objects.create(
        plan=plan, template=locked.template, template_edition=locked.template_edition,
        rule=shift_of(locked, measures).in_words, made_on=today,
    )  # fmt: skip
    _origins(made, planned)
    checkpoints = add_missing_checkpoints(made, horizon=plan.horizon, on=today)
    locked.state, locked.plan, locked.version = Adaptation.State.MADE, plan, locked.version + 1
    locked.save(update_fields=["state", "plan", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="make_from_template", subject=plan, on=today,
        ground=f"Макет «{locked.template}», редакция {locked.template_edition}",
        after={
            "measures": len(made), "checkpoints": checkpoints, "sha256": plan.act.sha256, "file": plan.act.file_name,
            "blanks": f"{sum(one.is_filled for one in values)} / {len(values)}",
        },
    )  # fmt: skip
    adaptation.refresh_from_db()
    return plan


def _text_of(adaptation: Adaptation, planned: Sequence[PlannedMeasure]) -> tuple[str, list[Place]]:
    """The plan as plain text, and the places of each measure's fields in it."""
    lines: list[str] = []
    length = 0

    def add(line: str) -> Span:
        nonlocal length
        span = Span(length, length + len(line))
        lines.append(line)
        length = span.end + 1
        return span

    add(adaptation.title)
    places, section = [], None
    for one in planned:
        if one.source.section is not None and one.source.section != section:
            section = one.source.section
            add("")
            add(str(section))
        cells: dict[str, tuple[Span, ...]] = {
            name: (add(words),)
            for name in ("number", "title", "result", "due_text", "executors", "evidence")
            if (words := one.words[name])
        }
        places.append(Place(cells=cells))
    return "\n".join(lines) + "\n", places


def _file(adaptation: Adaptation, data: bytes, text: str) -> Act:
    """The plan's own document, filed as an act of the territory."""
    digest = hashlib.sha256(data).hexdigest()
    if Act.objects.filter(sha256=digest).exists():
        raise ControlRefused("Такой план уже создан.", remedy="Откройте его в списке планов.")
    act = Act(
        kind=Act.Kind.ROADMAP,
        act_type=adaptation.act_type or "План-график",
        issuer=adaptation.issuer,
        number=adaptation.number,
        signed_on=adaptation.signed_on,
        title=adaptation.title,
        territory=adaptation.territory,
        file_name=f"{adaptation.short_title[:200]}.docx",
        sha256=digest,
        text=text,
    )
    act.file.save(f"{digest}.docx", ContentFile(data), save=False)
    act.save()
    return act


def _plan(adaptation: Adaptation, act: Act, today: date) -> Plan:
    return Plan.objects.create(
        act=act,
        kind=act.kind,
        title=adaptation.title,
        short_title=adaptation.short_title,
        territory=adaptation.territory,
        coordinator=adaptation.coordinator,
        controller=adaptation.controller,
        period_from=adaptation.starts_on,
        period_until=adaptation.ends_on,
        is_public=adaptation.is_public,
        horizon=rolling_horizon(max(today, adaptation.starts_on)),
        under_control_since=today,
        columns=adaptation.template.columns,
    )


def _measures(plan: Plan, planned: Sequence[PlannedMeasure], places: Sequence[Place]) -> list[Measure]:
    """The sections and measures, with the documents and figures that the template states; its blanks come apart."""
    sections = {one.source.section_id: one.source.section for one in planned if one.source.section is not None}
    rows = [
        Section(
            plan=plan, position=position, number=section.number, title=section.title,
            expected_result=section.expected_result, provision=section.provision,
        )
        for position, section in enumerate(sections.values(), start=1)
    ]  # fmt: skip
    by_key = {
        str(key): made for key, made in zip(sections, Section.objects.bulk_create(rows, batch_size=BATCH), strict=True)
    }
    items = [_item(one, place) for one, place in zip(planned, places, strict=True)]
    document = Document(kind="roadmap", title=plan.title, date=plan.act.signed_on)
    reading = EffectiveReading(
        reading=Reading(
            source=Source(text=plan.act.text, blocks=(), format="docx"), document=document, items=tuple(items)
        ),
        document=document,
        printed_items=tuple(EffectiveItem(str(index), item, item, frozenset(), ()) for index, item in enumerate(items)),
        questions=(),
        passport=(),
    )
    measures = build_measures(plan, reading, by_key)
    build_expectations(measures, reading)
    return measures


def _item(one: PlannedMeasure, place: Place) -> ReadItem:
    schedule: Schedule | None = one.term.after if one.term.phrase else None
    return ReadItem(
        number=one.source.number,
        section=str(one.source.section_id or ""),
        stage=one.source.stage or None,
        title=one.title,
        result=one.result,
        due_text=one.term.phrase,
        schedule=schedule,
        executors=tuple(Executor(duty.printed, by_agreement=duty.by_agreement) for duty in one.duties),
        evidence=tuple(requirement.text for requirement in one.source.requirements.all()),
        targets=tuple(
            ReadTarget(text=target.text, value=float(target.value), operator=target.operator, unit=target.unit)  # type: ignore[arg-type]
            for target in one.source.targets.all()
            if target.value is not None
        ),
        place=place,
    )


def _duties(measures: Sequence[Measure], planned: Sequence[PlannedMeasure]) -> None:
    Duty.objects.bulk_create(
        (
            Duty(
                measure=measure,
                position=position,
                printed_name=fit(Duty, "printed_name", duty.printed),
                part=Duty.Part.CO if position else Duty.Part.LEAD,
                organisation=duty.body if isinstance(duty.body, Organisation) else None,
                group=duty.body if isinstance(duty.body, OrganisationGroup) else None,
                is_by_agreement=duty.by_agreement,
            )
            for measure, one in zip(measures, planned, strict=True)
            for position, duty in enumerate(one.duties)
        ),
        batch_size=BATCH,
    )


def _blanks(plan: Plan, measures: Sequence[Measure], planned: Sequence[PlannedMeasure]) -> list[BlankValue]:
    """The blanks with a value for each year, filled or not; a number is a target too."""
    pairs = [(measure, one) for measure, one in zip(measures, planned, strict=True)]
    blanks = Blank.objects.bulk_create(
        (_blank(measure, position, blank) for measure, one in pairs for position, blank in enumerate(one.blanks)),
        batch_size=BATCH,
    )
    values = []
    for blank, planned_blank in zip(blanks, (each for _measure, one in pairs for each in one.blanks), strict=True):
        for year, said in sorted(planned_blank.values.items()):
            number = None if isinstance(said, str) else said
            values.append(
                BlankValue(
                    plan=plan,
                    blank=blank,
                    year=year,
                    number=number,
                    words=said if isinstance(said, str) else "",
                    is_filled=said is not None,
                )
            )
    counted = [value for value in values if value.blank.kind == Blank.Kind.NUMBER]
    targets = Target.objects.bulk_create((target_of(value) for value in counted), batch_size=BATCH)
    for value, target in zip(counted, targets, strict=True):
        value.target = target
    return BlankValue.objects.bulk_create(values, batch_size=BATCH)


def _blank(measure: Measure, position: int, blank: PlannedBlank) -> Blank:
    row = blank.row
    printed = getattr(row.measure, row.field)[row.place.start : row.place.end]
    return Blank(
        measure=measure,
        position=position,
        kind=row.kind,
        field=row.field,
        start=blank.start,
        printed=fit(Blank, "printed", printed),
        shown=blank.shown,
        what=row.place.blank.what,
        unit=fit(Blank, "unit", row.place.blank.unit),
    )


def _origins(measures: Sequence[Measure], planned: Sequence[PlannedMeasure]) -> None:
    MeasureOrigin.objects.bulk_create(
        (
            MeasureOrigin(
                measure=measure,
                source=one.source,
                source_words=words_of_measure(one.source),
                made_words=words_of_measure(one.source) | {name: one.words[name] for name in ("due_text", "executors")},
            )
            for measure, one in zip(measures, planned, strict=True)
        ),
        batch_size=BATCH,
    )
