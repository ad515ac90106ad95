"""A document under control in one step, without a person at the screen: what `kadrost import` does."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.db import transaction

from kadrost.reading.result import Flag
from kadrost.region.domain.people import Acting
from kadrost.region.domain.resolution import Directory
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.intake.bodies import SURE, automatic_choices, body_rows, guess_kind, likest_name
from kadrost.roadmaps.domain.intake.confirming import PlanDetails, confirm_intake
from kadrost.roadmaps.domain.intake.effective import EffectiveReading, effective_reading
from kadrost.roadmaps.domain.intake.errors import IntakeRefused
from kadrost.roadmaps.domain.intake.foreseeing import is_undated_template
from kadrost.roadmaps.domain.intake.mending import resolve_bodies, set_territory
from kadrost.roadmaps.domain.intake.said import said_controller, said_coordinator
from kadrost.roadmaps.domain.intake.starting import find_known, remove_stored, same_act_plans, start_intake
from kadrost.roadmaps.domain.intake.territories import open_territory, territory_named_by
from kadrost.roadmaps.domain.intake.titles import plan_title, short_plan_title
from kadrost.roadmaps.models import Checkpoint, Duty, Intake, Plan

SERIOUS_CODES: Final = frozenset({"due_not_understood", "words_without_field", "empty_field"})
"""Doubts where no reading was taken: without a person's word they stop an automatic import."""

Outcome = Literal["imported", "under_control", "draft"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller says beforehand; empty words leave the choice to the document."""

    territory: str = ""
    coordinator: str = ""
    controller: str = ""
    accept_doubts: bool = False
    public: bool = False
    past_ground: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a document."""

    outcome: Outcome
    plan: Plan | None = None
    measures: int = 0
    checkpoints: int = 0
    doubts: int = 0
    serious: tuple[Flag, ...] = ()
    organisations: int = 0
    unresolved: tuple[str, ...] = ()
    not_understood: int = 0
    past: int = 0
    is_undated_template: bool = False


def import_document(*, data: bytes, name: str, wishes: Wishes, acting: Acting, today: date) -> Imported:
    """Take a document under control, all or nothing; one that is known is said to be so and left alone.

    Organisations are added for printed names that resemble no known one; names in between stay unresolved. A document
    with serious doubts becomes a draft for a person, unless `wishes.accept_doubts`; a template that nobody signed is
    taken without checkpoints, for its terms bind nobody. Raises as `start_intake` and `confirm_intake` do, and
    `IntakeRefused` where no territory is known.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = find_known(digest)
    if known is not None:
        return Imported("under_control" if known.plan else "draft", plan=known.plan)
    try:
        with transaction.atomic():
            started = start_intake(data=data, name=name, territory=None, acting=acting, today=today)
            if started.intake is None or started.outcome != "new":
                return Imported("under_control" if started.plan else "draft", plan=started.plan)
            return _carry_on(started.intake, wishes, acting, today)
    except BaseException:
        remove_stored(digest)
        raise


def serious_doubts(reading: EffectiveReading) -> tuple[Flag, ...]:
    """The open doubts that a person has to settle before the plan can be controlled as it is written."""
    return tuple(question.flag for question in reading.open_questions if question.flag.code in SERIOUS_CODES)


def _carry_on(intake: Intake, wishes: Wishes, acting: Acting, today: date) -> Imported:
    reading = effective_reading(intake)
    territory_name = wishes.territory or territory_named_by(reading.document)
    if not territory_name:
        raise IntakeRefused(
            "no_territory",
            "Регион в документе не назван.",
            remedy="Укажите территорию: --territory «Энская область».",
            where=intake.file_name,
        )
    opened = open_territory(name=territory_name, acting=acting, today=today)
    territory, acting = opened.territory, opened.acting
    twin = next(iter(same_act_plans(reading.document, territory)), None)
    if twin is not None:
        raise IntakeRefused(
            "same_act",
            f"Этот акт уже на контроле из другого файла: {twin}.",
            remedy="Если это новая редакция, загрузите её на сайте.",
            where=intake.file_name,
        )
    set_territory(intake=intake, territory=territory, acting=acting, version=intake.version)
    directory = Directory(territory)
    choices = automatic_choices(reading, {}, directory)
    resolve_bodies(intake=intake, choices=choices, acting=acting, version=intake.version)
    serious = serious_doubts(reading)
    if serious and not wishes.accept_doubts:
        return Imported(
            "draft",
            measures=len(reading.items),
            doubts=len(reading.open_questions),
            serious=serious,
        )
    known_before = Organisation.objects.filter(territory=territory).count()
    plan = confirm_intake(
        intake=intake,
        details=_details(reading, wishes, directory, choices),
        acting=acting,
        version=intake.version,
        today=today,
        leave_doubts=True,
    )
    unresolved = Duty.objects.filter(measure__plan=plan, organisation=None, group=None)
    return Imported(
        "imported",
        plan=plan,
        measures=len(reading.items),
        checkpoints=plan.checkpoints.count(),
        doubts=len(reading.open_questions),
        serious=serious,
        organisations=Organisation.objects.filter(territory=territory).count() - known_before,
        unresolved=tuple(unresolved.order_by("printed_name").values_list("printed_name", flat=True).distinct()),
        not_understood=sum(each.term_not_understood for each in reading.items),
        is_undated_template=is_undated_template(reading),
        past=plan.checkpoints.filter(due_on__lt=today, state=Checkpoint.State.AWAITING).count(),
    )


def _details(
    reading: EffectiveReading, wishes: Wishes, directory: Directory, choices: Mapping[str, str]
) -> PlanDetails:
    head = reading.document
    coordinator, controller = said_coordinator(reading.reading), said_controller(reading.reading)
    names = [row.printed for row in body_rows(reading, choices, directory) if row.choice]
    title = plan_title(head, reading.reading.source.text)
    short_title = short_plan_title(head, title)
    return PlanDetails(
        title=title or short_title,
        short_title=short_title,
        coordinator=_choice(wishes.coordinator or (coordinator.words if coordinator else ""), names, directory),
        controller=_choice(wishes.controller or (controller.words if controller else ""), names, directory),
        period_from=head.period[0] if head.period else None,
        period_until=head.period[1] if head.period else None,
        is_public=wishes.public,
        past_ground=wishes.past_ground,
    )


def _choice(words: str, names: list[str], directory: Directory) -> str:
    """The body that the words name: a known one, one of the document's own, else a new one of that name."""
    if not words:
        return ""
    for proposal in directory.proposals(words):
        if isinstance(proposal.body, Organisation) and proposal.score >= SURE:
            return proposal.choice
    same = likest_name(words, names)
    return f"same:{same}" if same else f"new:{guess_kind(words)}:{words}"
