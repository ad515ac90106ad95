"""A plan out of decisions that were made on the platform itself: what a signed protocol of a council becomes.

The caller has checked who may sign; here the whole plan is filed within the caller's transaction, or nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from kadrost.audit.journal import record
from kadrost.kernel.schedule import Schedule
from kadrost.region.domain.people import Acting
from kadrost.region.models import Organisation, OrganisationGroup, Territory
from kadrost.roadmaps.domain.errors import ControlRefused
from kadrost.roadmaps.domain.measures import apply_schedule, search_text_of
from kadrost.roadmaps.domain.scheduling import add_missing_checkpoints, rolling_horizon
from kadrost.roadmaps.models import Act, Duty, Measure, Plan, Section

BATCH = 500


@dataclass(frozen=True, slots=True)
class FiledAct:
    """The document: its requisites, its file, and the text in which the measures' places are counted."""

    kind: Act.Kind
    act_type: str
    issuer: str
    number: str
    signed_on: date
    title: str
    approved_by: str
    territory: Territory
    file_name: str
    content: bytes
    text: str


@dataclass(frozen=True, slots=True)
class FiledDuty:
    """An executor: the printed name and the body that it means, if any is known."""

    printed_name: str
    organisation: Organisation | None = None
    group: OrganisationGroup | None = None


@dataclass(frozen=True, slots=True)
class FiledMeasure:
    """A decision as a measure; `lineage` is the caller's own name for it, `cells` its places in the act's text."""

    lineage: UUID
    number: str
    section: str
    title: str
    due_text: str = ""
    schedule: Schedule | None = None
    duties: Sequence[FiledDuty] = ()
    cells: dict[str, tuple[int, int]] | None = None


@dataclass(frozen=True, slots=True)
class FiledPlan:
    """The plan as a whole; `sections` are numbers with titles."""

    act: FiledAct
    title: str
    short_title: str
    coordinator: Organisation
    controller: Organisation | None
    is_public: bool
    sections: Sequence[tuple[str, str]]
    measures: Sequence[FiledMeasure]


@transaction.atomic
def file_plan(*, filed: FiledPlan, acting: Acting, today: date, request_id: str = "") -> Plan:
    """The plan with its act, sections, measures, executors and checkpoints to the rolling horizon, journalled.

    Raises `ControlRefused` where a file of this very content is filed already.
    """
    act = _act(filed.act)
    plan = Plan.objects.create(
        act=act,
        kind=act.kind,
        title=filed.title,
        short_title=filed.short_title[:120],
        territory=act.territory,
        coordinator=filed.coordinator,
        controller=filed.controller,
        is_public=filed.is_public,
        horizon=rolling_horizon(today),
        under_control_since=today,
    )
    measures = _measures(plan, filed)
    checkpoints = add_missing_checkpoints(measures, horizon=plan.horizon, on=today)
    record(
        actor=acting.actor(request_id=request_id), action="import", subject=plan, on=today,
        after={"measures": len(measures), "checkpoints": checkpoints, "file": act.file_name, "sha256": act.sha256},
    )  # fmt: skip
    return plan


def _act(filed: FiledAct) -> Act:
    digest = hashlib.sha256(filed.content).hexdigest()
    if Act.objects.filter(sha256=digest).exists():
        raise ControlRefused("Этот документ уже на контроле.", remedy="Откройте его план или приложите другой файл.")
    act = Act(
        kind=filed.kind,
        act_type=filed.act_type,
        issuer=filed.issuer[:400],
        number=filed.number,
        signed_on=filed.signed_on,
        title=filed.title,
        approved_by=filed.approved_by[:400],
        territory=filed.territory,
        file_name=filed.file_name[:255],
        sha256=digest,
        text=filed.text,
    )
    suffix = filed.file_name.rpartition(".")[2].lower()
    act.file.save(f"{digest}.{suffix}", ContentFile(filed.content), save=False)
    act.save()
    return act


def _measures(plan: Plan, filed: FiledPlan) -> list[Measure]:
    sections = {
        number: Section.objects.create(plan=plan, position=position, number=number, title=title)
        for position, (number, title) in enumerate(filed.sections, start=1)
    }
    rows = []
    for position, one in enumerate(filed.measures, start=1):
        names = [duty.printed_name for duty in one.duties]
        measure = Measure(
            plan=plan,
            section=sections.get(one.section),
            position=position,
            number=one.number,
            title=one.title,
            due_text=one.due_text,
            lineage=one.lineage,
            printed={
                "number": one.number,
                "title": one.title,
                "result": "",
                "due_text": one.due_text,
                "stage": "",
                "executors": [{"name": name, "by_agreement": False} for name in names],
            },
            place={"cells": {name: [list(span)] for name, span in (one.cells or {}).items()}, "flags": []},
        )
        apply_schedule(measure, one.schedule)
        measure.search_text = search_text_of(measure, names)
        rows.append(measure)
    measures = Measure.objects.bulk_create(rows, batch_size=BATCH)
    Duty.objects.bulk_create(
        (
            Duty(
                measure=measure,
                position=position,
                printed_name=duty.printed_name[:500],
                part=Duty.Part.CO if position else Duty.Part.LEAD,
                organisation=duty.organisation,
                group=duty.group,
            )
            for measure, one in zip(measures, filed.measures, strict=True)
            for position, duty in enumerate(one.duties)
        ),
        batch_size=BATCH,
    )
    return measures
