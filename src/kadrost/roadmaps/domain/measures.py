"""Mending a measure under control: what the document said is kept, what changes is journalled with its ground."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.schedule import Schedule
from kadrost.region.domain.people import Acting
from kadrost.region.domain.resolution import remember_name
from kadrost.region.models import Organisation, OrganisationGroup
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.scheduling import ScheduleChange, regenerate_checkpoints
from kadrost.roadmaps.models import Duty, Measure, Plan
from kadrost.roadmaps.permissions import require

WORD_FIELDS = ("title", "expected_result", "due_text", "stage")


def search_text_of(measure: Measure, executors: list[str]) -> str:
    """What the board's search looks through: number, words and executors, in small letters, «е» for «ё»."""
    parts = [measure.number, measure.title, measure.expected_result, *executors]
    return " ".join(parts).casefold().replace("ё", "е")


def schedule_for(plan: Plan, phrase: str) -> Schedule:
    """The schedule of a deadline phrase within this plan's act and period."""
    period = (plan.period_from, plan.period_until) if plan.period_from and plan.period_until else None
    return compile_phrase(phrase, signed=plan.act.signed_on, period=period)


def apply_schedule(measure: Measure, schedule: Schedule | None) -> None:
    """Put a schedule and what it says in words on the measure, unsaved."""
    understood = schedule is not None and schedule.understood
    measure.schedule_data = schedule.to_json() if schedule is not None else None
    measure.schedule_words = schedule.in_words() if schedule is not None and understood else ""
    measure.is_continuous = schedule is not None and schedule.continuous
    measure.is_on_demand = schedule is not None and schedule.on_demand


@transaction.atomic
def change_measure(
    *,
    measure: Measure,
    acting: Acting,
    words: Mapping[str, str],
    ground: str,
    version: int,
    today: date,
    request_id: str = "",
) -> ScheduleChange | None:
    """Change a measure's words with a ground; a changed term regenerates the checkpoints.

    Gives what happened to them, or None where the term stayed. Raises `PermissionRefused`, `StaleVersion`, and
    `ControlRefused` where the ground is missing or the new term is not understood. `measure.printed` stays.
    """
    require("roadmaps.change_plan", acting, measure.plan)
    locked = Measure.objects.select_for_update(of=("self",)).select_related("plan__act").get(pk=measure.pk)
    if locked.version != version:
        raise StaleVersion
    changed = {name: words[name].strip() for name in WORD_FIELDS if name in words}
    changed = {name: value for name, value in changed.items() if value != getattr(locked, name)}
    if not changed:
        return None
    if not ground.strip():
        raise ControlRefused("Основание изменения не указано.", remedy="Назовите документ или решение.")
    before = {name: getattr(locked, name) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
    if "due_text" in changed:
        _reschedule(locked)
    locked.search_text = search_text_of(locked, [duty.printed_name for duty in locked.duties.all()])
    locked.version += 1
    locked.save()
    change = regenerate_checkpoints(measure=locked, on=today) if "due_text" in changed else None
    record(
        actor=acting.actor(request_id=request_id), action="change", subject=locked, on=today,
        ground=ground, before=before, after=changed,
    )  # fmt: skip
    return change


@transaction.atomic
def record_event(
    *, measure: Measure, acting: Acting, day: date, ground: str, today: date, request_id: str = ""
) -> ScheduleChange:
    """Record the day of the event from which the term is counted; the checkpoints follow from it."""
    require("roadmaps.change_plan", acting, measure.plan)
    schedule = measure.schedule
    if schedule is None or not schedule.event:
        raise ControlRefused("Срок этого мероприятия не отсчитывается от события.", remedy="Проверьте мероприятие.")
    apply_schedule(measure, schedule.with_event(day))
    measure.version += 1
    measure.save()
    change = regenerate_checkpoints(measure=measure, on=today)
    record(
        actor=acting.actor(request_id=request_id), action="event", subject=measure, on=today,
        ground=ground, after={"event": schedule.event, "day": day},
    )  # fmt: skip
    return change


@transaction.atomic
def resolve_duty(
    *, duty: Duty, body: Organisation | OrganisationGroup, acting: Acting, today: date, request_id: str = ""
) -> int:
    """Say which body a printed name means: here, in the plan's other measures, and for later documents.

    Gives how many duties of the plan were resolved.
    """
    plan = duty.measure.plan
    require("roadmaps.change_plan", acting, plan)
    remember_name(printed=duty.printed_name, body=body, territory=plan.territory)
    is_group = isinstance(body, OrganisationGroup)
    resolved = Duty.objects.filter(measure__plan=plan, printed_name=duty.printed_name).update(
        organisation=None if is_group else body, group=body if is_group else None
    )
    record(
        actor=acting.actor(request_id=request_id), action="resolve", subject=duty.measure, on=today,
        after={"printed": duty.printed_name, "body": str(body)},
    )  # fmt: skip
    return resolved


def _reschedule(measure: Measure) -> None:
    schedule = schedule_for(measure.plan, measure.due_text) if measure.due_text else None
    if schedule is not None and not schedule.understood:
        raise ControlRefused(
            f"Срок «{measure.due_text}» не понят: {schedule.why}",
            remedy="Напишите срок иначе, например «март 2027 года».",
        )
    apply_schedule(measure, schedule)
