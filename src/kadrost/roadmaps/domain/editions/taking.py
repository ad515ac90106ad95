"""Taking the next edition: one act, one transaction, all accepted rows or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Max

from kadrost.audit.journal import Deed, record_all
from kadrost.region.domain.people import Acting
from kadrost.region.domain.resolution import Directory
from kadrost.roadmaps.domain.editions.applying import (
    Application,
    Applied,
    Executors,
    add_measure,
    change_measure_by,
    end_measure,
)
from kadrost.roadmaps.domain.editions.difference import Difference, RowView, difference_of
from kadrost.roadmaps.domain.editions.snapshots import keep_edition
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.intake.bodies import body_rows
from kadrost.roadmaps.domain.intake.building import build_annexes, fit, provision_of
from kadrost.roadmaps.domain.intake.confirming import file_act
from kadrost.roadmaps.domain.intake.effective import EffectiveReading, effective_reading
from kadrost.roadmaps.domain.intake.making_bodies import BodyMaker, Registrar
from kadrost.roadmaps.domain.intake.starting import lock_draft
from kadrost.roadmaps.models import Act, EditionDraft, Intake, Measure, Plan, Section
from kadrost.roadmaps.permissions import require

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class EditionGround:
    """The act by which the plan is changed."""

    kind: str
    number: str
    dated_on: date | None

    @property
    def words(self) -> str:
        """The act as it is cited: «Распоряжение от 01.02.2027 № 4-р»."""
        dated = f"от {self.dated_on:%d.%m.%Y}" if self.dated_on else ""
        number = f"№ {self.number.strip()}" if self.number.strip() else ""
        return " ".join(part for part in (self.kind.strip(), dated, number) if part)


@dataclass(frozen=True, slots=True)
class TakenEdition:
    """What the act did; `is_repeated` where the edition had been taken before and nothing was done."""

    plan: Plan
    number: int
    appeared: int = 0
    closed: int = 0
    is_repeated: bool = False


@transaction.atomic
def take_edition(
    *, draft: EditionDraft, ground: EditionGround, acting: Acting, version: int, today: date, request_id: str = ""
) -> TakenEdition:
    """Make the accepted changes the plan's next edition, keep the former one, journal each change.

    A second press does nothing. Raises `PermissionRefused`, `StaleVersion` where a row was decided after the page was
    opened, and `ControlRefused` while a row waits, without a ground, or where nothing is changed.
    """
    require("roadmaps.change_plan", acting, draft.plan)
    locked = EditionDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    Plan.objects.select_for_update().get(pk=locked.plan_id)
    if locked.state == EditionDraft.State.TAKEN:
        return TakenEdition(draft.plan, locked.number, is_repeated=True)
    difference = difference_of(locked)
    _check(locked, difference, ground, version)
    plan = difference.plan
    former_act = plan.act_id
    keep_edition(plan, ground=ground.words, today=today)
    reading, maker = _file_document(locked, plan, acting, today, request_id)
    to = Application(
        plan=plan,
        sections=_put_sections(plan, difference),
        executors=Executors(plan, maker),
        acting=acting,
        ground=ground.words,
        today=today,
        applied=Applied(),
    )
    added = [view for view in difference.rows if view.kind == "added" and view.is_accepted]
    ended = [view.measure for view in difference.gone if view.is_accepted and view.measure is not None]
    kept = [measure for view in difference.rows if (measure := _write_row(view, to)) is not None]
    views = {view.measure.pk: view for view in difference.rows if view.measure is not None}
    fresh = iter(added)
    ordered = [(measure, views.get(measure.pk) or next(fresh)) for measure in kept]
    _put_in_order(ordered, ended, former_act if reading is not None else None)
    before = {"edition": plan.edition}
    plan.edition, plan.version = locked.number, plan.version + 1
    plan.save(update_fields=["edition", "version", "act", "columns"])
    locked.state, locked.version = EditionDraft.State.TAKEN, locked.version + 1
    locked.save(update_fields=["state", "version"])
    after = {"edition": plan.edition, "measures": len(kept), "checkpoints": plan.checkpoints.count()}
    deed = Deed("take_edition", plan, before=before, after=after, ground=ground.words)
    record_all(actor=acting.actor(request_id=request_id), on=today, deeds=[deed, *to.applied.deeds])
    return TakenEdition(plan, plan.edition, to.applied.appeared, to.applied.closed)


def _check(draft: EditionDraft, difference: Difference, ground: EditionGround, version: int) -> None:
    if draft.state != EditionDraft.State.OPEN:
        raise ControlRefused("Эта редакция отменена.", remedy="Начните её заново на странице «Редакции».")
    if difference.plan.state == Plan.State.CLOSED:
        raise ControlRefused("План снят с контроля.", remedy="Верните его на контроль и повторите.")
    waiting = difference.open_rows
    if waiting:
        raise ControlRefused(
            f"Решение не принято по строкам: {len(waiting)}.",
            remedy="Примите или отклоните каждую; строка, которую изменили в плане, решается заново.",
        )
    if draft.version != version:
        raise StaleVersion
    if not ground.kind.strip() or not (ground.number.strip() or ground.dated_on):
        raise ControlRefused("Основание не указано.", remedy="Назовите вид акта, его номер и дату.")
    if draft.intake_id is None and not difference.accepted:
        raise ControlRefused("В редакции нет ни одного принятого изменения.", remedy="Измените хотя бы одну строку.")


def _file_document(
    draft: EditionDraft, plan: Plan, acting: Acting, today: date, request_id: str
) -> tuple[EffectiveReading | None, BodyMaker | None]:
    """File the edition's document, where it has one, and put its notes and columns in the place of the former ones."""
    if draft.intake_id is None:
        return None, None
    intake = Intake.objects.get(pk=draft.intake_id)
    intake = lock_draft(intake.pk, intake.version)
    if Act.objects.filter(sha256=intake.sha256).exists():
        raise ControlRefused("Этот документ уже на контроле.", remedy="Откройте его план.")
    reading = effective_reading(intake)
    rows = body_rows(reading, intake.bodies, Directory(plan.territory))
    choices = {row.printed: row.choice for row in rows if row.choice}
    maker = BodyMaker(reading, choices, Registrar(plan.territory, acting, today, request_id))
    maker.coordinator = plan.coordinator
    plan.act = file_act(intake, reading, plan.territory)
    plan.columns = [{"field": column.field, "heading": column.heading} for column in reading.reading.columns]
    for annex in (plan.notes, plan.definitions, plan.passport_rows):
        annex.all().delete()
    build_annexes(plan, reading)
    intake.state, intake.plan, intake.version = Intake.State.CONFIRMED, plan, intake.version + 1
    intake.territory = plan.territory
    intake.save(update_fields=["state", "plan", "version", "territory"])
    return reading, maker


def _put_sections(plan: Plan, difference: Difference) -> Mapping[str, Section]:
    """The plan's sections by number: those that its measures need are added, known ones take the edition's title."""
    known: dict[str, Section] = {}
    for section in plan.sections.all():
        known.setdefault(section.number, section)
    last = plan.sections.aggregate(last=Max("position"))["last"] or 0
    used = {view.item.section for view in difference.rows if view.item is not None and _is_taken(view)}
    for place, one in enumerate(difference.draft.sections, start=1):
        if one["number"] not in used:
            continue
        held = known.get(one["number"]) or Section(
            plan=plan,
            number=fit(Section, "number", one["number"]),
            position=last + place,
            provision=provision_of(one["title"]),
        )
        held.title, held.expected_result = one["title"], one["result"]
        held.save()
        known.setdefault(one["number"], held)
    return known


def _is_taken(view: RowView) -> bool:
    """Whether the row's words are the plan's after the edition."""
    return view.kind == "same" or view.is_accepted


def _write_row(view: RowView, to: Application) -> Measure | None:
    """The row's measure as the edition has it; None where it has none."""
    if view.kind == "added":
        return add_measure(view, to) if view.is_accepted else None
    if view.kind == "gone" and view.is_accepted:
        end_measure(view, to)
        return None
    if view.kind == "changed" and view.is_accepted:
        change_measure_by(view, to)
    return view.measure


def _put_in_order(ordered: Sequence[tuple[Measure, RowView]], ended: Sequence[Measure], former_act: int | None) -> None:
    """The measures in the edition's order; with a document, each with its place there or in the former one."""
    for position, (measure, view) in enumerate(ordered, start=1):
        measure.position = position
        if former_act is not None:
            _place(measure, view, former_act)
    for position, measure in enumerate(ended, start=len(ordered) + 1):
        measure.position = position
        if former_act is not None:
            measure.place = {"act": former_act} | measure.place
    everything = [*(measure for measure, _ in ordered), *ended]
    Measure.objects.bulk_update(everything, ["position", "printed", "place"], batch_size=BATCH)


def _place(measure: Measure, view: RowView, former_act: int) -> None:
    row = view.row
    if row.place is None or row.printed is None:
        measure.place = {"act": former_act} | measure.place
    else:
        measure.place, measure.printed = row.place, row.printed
