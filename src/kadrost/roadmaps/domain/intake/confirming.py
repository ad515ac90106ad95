"""A checked document becomes a plan under control: one transaction, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from kadrost.audit.journal import Deed, record_all
from kadrost.region.domain.people import Acting
from kadrost.region.domain.resolution import Directory
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.intake.bodies import body_rows
from kadrost.roadmaps.domain.intake.building import (
    build_annexes,
    build_duties,
    build_expectations,
    build_measures,
    build_sections,
    fit,
)
from kadrost.roadmaps.domain.intake.effective import EffectiveReading, effective_reading
from kadrost.roadmaps.domain.intake.errors import IntakeRefused
from kadrost.roadmaps.domain.intake.fields import ITEM_FIELDS
from kadrost.roadmaps.domain.intake.making_bodies import BodyMaker, Registrar
from kadrost.roadmaps.domain.intake.past_terms import close_past_terms
from kadrost.roadmaps.domain.intake.starting import lock_draft
from kadrost.roadmaps.domain.intake.territories import require_territory
from kadrost.roadmaps.domain.scheduling import add_missing_checkpoints, rolling_horizon
from kadrost.roadmaps.models import Act, Intake, Measure, Plan
from kadrost.roadmaps.permissions import require

LONGEST_SHORT_TITLE: Final = 120


@dataclass(frozen=True, slots=True)
class PlanDetails:
    """What a person decides about the plan as a whole; `coordinator` and `controller` are choices of bodies.

    With `past_ground` the checkpoints whose term has passed already are taken off control on that ground; without it
    they come under control as late ones.
    """

    title: str
    short_title: str
    coordinator: str = ""
    controller: str = ""
    period_from: date | None = None
    period_until: date | None = None
    is_public: bool = False
    past_ground: str = ""


def confirm_intake(
    *,
    intake: Intake,
    details: PlanDetails,
    acting: Acting,
    version: int,
    today: date,
    leave_doubts: bool = False,
    request_id: str = "",
) -> Plan:
    """The plan of a draft, with its act, measures, executors and checkpoints to the rolling horizon, journalled.

    Questions without an answer are allowed only with `leave_doubts`; they stay on their measures in `place["flags"]`.
    A measure whose term is not understood has no checkpoints. Raises `PermissionRefused`, `StaleVersion`, and
    `IntakeRefused`; then nothing is changed.
    """
    require("roadmaps.import", acting)
    with transaction.atomic():
        draft = lock_draft(intake.pk, version)
        reading = effective_reading(draft)
        territory = _check(draft, reading, details, leave_doubts=leave_doubts)
        require_territory(acting, territory)
        rows = body_rows(reading, draft.bodies, Directory(territory))
        choices = {row.printed: row.choice for row in rows if row.choice}
        bodies = BodyMaker(reading, choices, Registrar(territory, acting, today, request_id))
        plan = _plan(file_act(draft, reading, territory), reading, details, bodies, today)
        bodies.coordinator = plan.coordinator
        sections = build_sections(plan, reading)
        measures = build_measures(plan, reading, sections)
        build_duties(measures, reading, bodies)
        build_expectations(measures, reading)
        build_annexes(plan, reading)
        for index, definition in enumerate(reading.reading.definitions):
            if definition.members:
                bodies.group_of(index)
        checkpoints = add_missing_checkpoints(measures, horizon=plan.horizon, on=today)
        closed = close_past_terms(plan=plan, acting=acting, ground=details.past_ground, today=today)
        draft.state, draft.plan, draft.version = Intake.State.CONFIRMED, plan, draft.version + 1
        draft.save(update_fields=["state", "plan", "version"])
        counts = {
            "measures": len(measures),
            "checkpoints": checkpoints,
            "past_closed": len(closed),
            "organisations": bodies.organisations_added,
            "excluded": [each.item.number for each in reading.excluded],
            "file": draft.file_name,
            "sha256": draft.sha256,
        }
        deeds = [
            Deed("import", plan, before={}, after=counts, ground=plan.act.caption),
            *_corrections(measures, reading),
            *closed,
        ]
        record_all(actor=acting.actor(request_id=request_id), on=today, deeds=deeds)
    for name in ("state", "plan", "version"):
        setattr(intake, name, getattr(draft, name))
    return plan


def _check(draft: Intake, reading: EffectiveReading, details: PlanDetails, *, leave_doubts: bool) -> Territory:
    """The plan's territory, once nothing stands against the plan."""
    if draft.territory is None:
        raise IntakeRefused("no_territory", "Территория плана не выбрана.", remedy="Выберите территорию.")
    if not details.title.strip() or not details.short_title.strip():
        raise IntakeRefused("no_title", "План не назван.", remedy="Впишите полное и короткое название.")
    if len(details.short_title) > LONGEST_SHORT_TITLE:
        raise IntakeRefused("long_title", "Короткое название длиннее 120 знаков.", remedy="Сократите его.")
    if details.period_from and details.period_until and details.period_from > details.period_until:
        raise IntakeRefused("bad_period", "Начало периода позже его конца.", remedy="Проверьте даты.")
    open_count = len(reading.open_questions)
    if open_count and not leave_doubts:
        raise IntakeRefused(
            "open_questions",
            f"Без ответа осталось вопросов: {open_count}.",
            remedy="Ответьте на них или отметьте «Оставить как есть».",
        )
    if Act.objects.filter(sha256=draft.sha256).exists():
        raise IntakeRefused("under_control", "Этот документ уже на контроле.", remedy="Откройте его план.")
    return draft.territory


def file_act(draft: Intake, reading: EffectiveReading, territory: Territory) -> Act:
    """The draft's document as a filed act, within the caller's transaction."""
    head = reading.document
    act = Act(
        kind=head.kind,
        act_type=fit(Act, "act_type", head.act),
        issuer=fit(Act, "issuer", head.issuer),
        number=fit(Act, "number", head.number or ""),
        signed_on=head.date,
        title=head.title,
        approved_by=fit(Act, "approved_by", head.approved_by or ""),
        territory=territory,
        file_name=draft.file_name,
        sha256=draft.sha256,
        text=draft.text,
        blocks=draft.blocks,
        reading=draft.reading,
    )
    act.file.name = draft.file.name  # the file is stored under its own sum: act and intake share it
    act.save()
    return act


def _plan(act: Act, reading: EffectiveReading, details: PlanDetails, bodies: BodyMaker, today: date) -> Plan:
    return Plan.objects.create(
        act=act,
        kind=act.kind,
        title=details.title.strip(),
        short_title=details.short_title.strip(),
        territory=act.territory,
        coordinator=_organisation(bodies, details.coordinator, "Координатор"),
        controller=_organisation(bodies, details.controller, "Контролирующее лицо"),
        period_from=details.period_from,
        period_until=details.period_until,
        is_public=details.is_public,
        horizon=rolling_horizon(today),
        under_control_since=today,
        columns=[{"field": column.field, "heading": column.heading} for column in reading.reading.columns],
    )


def _organisation(bodies: BodyMaker, choice: str, part: str) -> Organisation | None:
    body = bodies.chosen(choice)
    if body is None or isinstance(body, Organisation):
        return body
    raise IntakeRefused("not_an_organisation", f"{part}: выбрана группа.", remedy="Выберите одну организацию.")


def _corrections(measures: list[Measure], reading: EffectiveReading) -> list[Deed]:
    """One entry for each measure that a person mended or added: the document's words and the ones kept."""
    deeds = []
    for measure, each in zip(measures, reading.items, strict=True):
        if each.added_on_ground:
            kept = {field: each.words(field) for field in ITEM_FIELDS if each.words(field)}
            deeds.append(Deed("add_by_hand", measure, before={}, after=kept, ground=each.added_on_ground))
            continue
        changed = {
            field: (before, after)
            for field in sorted(each.mended)
            if (before := each.words_first_read(field)) != (after := each.words(field))
        }
        if changed:
            deeds.append(
                Deed(
                    "correct_reading",
                    measure,
                    before={field: pair[0] for field, pair in changed.items()},
                    after={field: pair[1] for field, pair in changed.items()},
                )
            )
    return deeds
