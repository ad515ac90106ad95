"""Writing one accepted row of an edition: the measure keeps its lineage, its checkpoints their reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kadrost.audit.journal import Deed
from kadrost.reading.result import ReadItem
from kadrost.region.domain.names import name_key
from kadrost.region.domain.people import Acting
from kadrost.region.domain.resolution import Directory
from kadrost.region.models import Organisation, OrganisationGroup
from kadrost.roadmaps.domain.closing import remove_all
from kadrost.roadmaps.domain.editions.difference import RowView
from kadrost.roadmaps.domain.intake.bodies import SURE
from kadrost.roadmaps.domain.intake.building import fit, targets_for
from kadrost.roadmaps.domain.intake.making_bodies import Body, BodyMaker
from kadrost.roadmaps.domain.measures import apply_schedule, search_text_of
from kadrost.roadmaps.domain.scheduling import add_missing_checkpoints, regenerate_checkpoints
from kadrost.roadmaps.models import Duty, Measure, Plan, Requirement, Section


class Executors:
    """Gives the body of an executor's printed name: the plan's own, the document's choice, or one known beyond doubt."""

    def __init__(self, plan: Plan, maker: BodyMaker | None) -> None:
        self._known = {
            name_key(duty.printed_name): duty.organisation or duty.group
            for duty in Duty.objects.filter(measure__plan=plan).select_related("organisation", "group")
        }
        self._maker = maker
        self._directory = Directory(plan.territory)

    def body(self, printed: str) -> Body | None:
        """The body, or None where a person has still to say it."""
        known = self._known.get(name_key(printed))
        if known is not None:
            return known
        made = self._maker.body(printed) if self._maker else None
        if made is not None:
            return made
        best = next(iter(self._directory.proposals(printed)), None)
        return best.body if best is not None and best.score >= SURE else None


@dataclass
class Applied:
    """What taking the edition did, for the journal and for the person."""

    deeds: list[Deed] = field(default_factory=list)
    appeared: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class Application:
    """In whose name, on what ground, on which day, and with what the rows are written."""

    plan: Plan
    sections: Mapping[str, Section]
    executors: Executors
    acting: Acting
    ground: str
    today: date
    applied: Applied

    def ground_of(self, view: RowView) -> str:
        """The edition's ground with the row's own."""
        return "; ".join(part for part in (self.ground, view.row.ground) if part)


def end_measure(view: RowView, to: Application) -> None:
    """Take a measure that the edition leaves out off control: it stays with its history, its open checkpoints close."""
    measure = view.measure
    assert measure is not None  # noqa: S101 a gone row has one
    ground = to.ground_of(view)
    measure.ended_on, measure.ended_ground = to.today, ground
    measure.version += 1
    measure.save(update_fields=["ended_on", "ended_ground", "version"])
    closed = remove_all(view.closing, ground=f"Исключено редакцией {to.plan.edition + 1}: {ground}",
                        acting=to.acting, today=to.today)  # fmt: skip
    to.applied.closed += len(closed)
    before = {"number": measure.number, "title": measure.title}
    to.applied.deeds += [Deed("edition_end", measure, before=before, after={}, ground=ground), *closed]


def add_measure(view: RowView, to: Application) -> Measure:
    """Put a measure that the edition adds under control, with its checkpoints."""
    item = view.item
    assert item is not None  # noqa: S101 an added row has one
    measure = Measure(plan=to.plan, position=0, number="", title="", printed=view.row.printed or {})
    _put_words(measure, item, to)
    measure.save()
    _put_parts(measure, item, to)
    to.applied.appeared += add_missing_checkpoints([measure], horizon=to.plan.horizon, on=to.today)
    after = {"number": measure.number, "title": measure.title, "due_text": measure.due_text}
    to.applied.deeds.append(Deed("edition_add", measure, before={}, after=after, ground=to.ground_of(view)))
    return measure


def change_measure_by(view: RowView, to: Application) -> None:
    """Write the edition's words on a measure of the plan; another term regenerates its checkpoints."""
    measure, item = view.measure, view.item
    assert measure is not None  # noqa: S101 a changed row has both
    assert item is not None  # noqa: S101
    ground = to.ground_of(view)
    changed = {change.field for change in view.changes}
    former_section = measure.section_id
    _put_words(measure, item, to)
    measure.version += 1
    measure.save()
    if measure.section_id != former_section:
        measure.checkpoints.update(section=measure.section)
    _put_parts(measure, item, to, changed)
    to.applied.deeds.append(
        Deed(
            "edition_change",
            measure,
            ground=ground,
            before={change.field: change.before for change in view.changes},
            after={change.field: change.after for change in view.changes},
        )
    )
    if "due_text" in changed:
        _reschedule(view, measure, to, ground)


def _reschedule(view: RowView, measure: Measure, to: Application, ground: str) -> None:
    """Terms that passed in silence and are named no more are ruled off control, so that the past stays as it was."""
    passed = [one for one in view.closing if one.due_on < to.today]
    to.applied.deeds += remove_all(
        passed, ground=f"Срок изменён редакцией {to.plan.edition + 1}: {ground}", acting=to.acting, today=to.today
    )
    change = regenerate_checkpoints(measure=measure, on=to.today)
    to.applied.appeared += change.added
    to.applied.closed += change.vanished + len(passed)


def _put_words(measure: Measure, item: ReadItem, to: Application) -> None:
    measure.number = fit(Measure, "number", item.number)
    measure.section = to.sections.get(item.section)
    measure.stage = fit(Measure, "stage", item.stage or "")
    measure.title, measure.expected_result, measure.due_text = item.title, item.result, item.due_text
    apply_schedule(measure, item.schedule)
    measure.search_text = search_text_of(measure, [executor.name for executor in item.executors])


def _put_parts(measure: Measure, item: ReadItem, to: Application, changed: set[str] | None = None) -> None:
    """Executors, documents asked for and targets; only those in which the edition differs."""
    if changed is None or "executors" in changed:
        _put_duties(measure, item, to.executors)
    if changed is None or "evidence" in changed:
        _put_requirements(measure, item)
    if changed is None or "targets" in changed:
        _put_targets(measure, item, to.today)


def _put_duties(measure: Measure, item: ReadItem, executors: Executors) -> None:
    """Those named before keep their consent; whoever is named no more answers no more."""
    known = {name_key(duty.printed_name): duty for duty in measure.duties.all()}
    for position, executor in enumerate(item.executors):
        duty = known.pop(name_key(executor.name), None)
        if duty is None:
            body = executors.body(executor.name)
            duty = Duty(
                measure=measure,
                printed_name=fit(Duty, "printed_name", executor.name),
                organisation=body if isinstance(body, Organisation) else None,
                group=body if isinstance(body, OrganisationGroup) else None,
            )
        duty.position, duty.is_by_agreement = position, executor.by_agreement
        duty.part = Duty.Part.CO if position else Duty.Part.LEAD
        duty.save()
    Duty.objects.filter(pk__in=[duty.pk for duty in known.values()]).delete()


def _put_requirements(measure: Measure, item: ReadItem) -> None:
    """A document named before keeps what was given for it."""
    known = {one.text: one for one in measure.requirements.all()}
    for position, text in enumerate(item.evidence):
        requirement = known.pop(text, None) or Requirement(measure=measure, text=text)
        requirement.position = position
        requirement.save()
    Requirement.objects.filter(pk__in=[one.pk for one in known.values()]).delete()


def _put_targets(measure: Measure, item: ReadItem, today: date) -> None:
    """A target that was reported on ends, so that its figures stay; another one vanishes."""
    known = {one.text: one for one in measure.targets.all()}
    for target in targets_for(measure, item):
        same = known.pop(target.text, None)
        if same is not None:
            same.position = target.position
            same.save(update_fields=["position"])
        else:
            target.save()
    for gone in known.values():
        if gone.figures.exists():
            gone.ended_on = today
            gone.save(update_fields=["ended_on"])
        else:
            gone.delete()
