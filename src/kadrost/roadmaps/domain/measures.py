"""Mending a measure under control: what the document said is kept, what changes is journalled with its ground."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.schedule import Schedule
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.scheduling import (
    ScheduleChange,
    ScheduleDifference,
    regenerate_checkpoints,
    schedule_difference,
)
from kadrost.roadmaps.domain.terms import check_new_term
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Measure, Plan
from kadrost.roadmaps.permissions import require

WORD_FIELDS = ("title", "expected_result", "due_text", "stage")


def search_text_of(measure: Measure, executors: list[str]) -> str:
    """What the board's search looks through: number, words and executors, in small letters, «е» for «ё»."""
    parts = [measure.number, measure.title, measure.expected_result, *executors]
    return " ".join(parts).casefold().replace("ё", "е")


def schedule_for(plan: Plan, phrase: str) -> Schedule:
    """The schedule of a deadline phrase within this plan's act and period.

    A plan that obliges without the day of an act (made out of a template, not signed yet) counts from its start.
    """
    period = (plan.period_from, plan.period_until) if plan.period_from and plan.period_until else None
    signed = plan.act.signed_on or (plan.period_from if plan.binds else None)
    return compile_phrase(phrase, signed=signed, period=period)


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
    locked = _lock(measure, version)
    changed = {name: words[name].strip() for name in WORD_FIELDS if name in words}
    changed = {name: value for name, value in changed.items() if value != getattr(locked, name)}
    if not changed:
        return None
    _demand_ground(ground, "Основание изменения не указано.")
    if not changed.get("title", locked.title):
        raise ControlRefused("Мероприятие без названия не хранится.", remedy="Напишите, что должно быть сделано.")
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
    *, measure: Measure, acting: Acting, day: date, ground: str, version: int, today: date, request_id: str = ""
) -> ScheduleChange:
    """Record the day of the event from which the term is counted; the checkpoints follow from it.

    Raises `PermissionRefused`, `StaleVersion`, and `ControlRefused` where the term waits for no event or the ground
    is missing; `EventNotNamedError` where the phrase names an event but no term.
    """
    require("roadmaps.change_plan", acting, measure.plan)
    locked = _lock(measure, version)
    schedule = locked.schedule
    if schedule is None or not schedule.event:
        raise ControlRefused("Срок этого мероприятия не отсчитывается от события.", remedy="Проверьте мероприятие.")
    _demand_ground(ground, "Документ о событии не назван.")
    apply_schedule(locked, schedule.with_event(day))
    locked.version += 1
    locked.save()
    change = regenerate_checkpoints(measure=locked, on=today)
    record(
        actor=acting.actor(request_id=request_id), action="event", subject=locked, on=today,
        ground=ground, after={"event": schedule.event, "day": day},
    )  # fmt: skip
    return change


@transaction.atomic
def assign_checkpoint(
    *,
    measure: Measure,
    acting: Acting,
    opens_on: date,
    due_on: date,
    ground: str,
    today: date,
    is_far_confirmed: bool = False,
    request_id: str = "",
) -> Checkpoint:
    """Ask for the result of a measure by a day that its schedule does not name.

    So a measure that is carried out all the time or when needed comes under control too. Raises `PermissionRefused`,
    `ControlRefused` where the ground is missing, the day has passed, or such a checkpoint is there already, and
    `FarTerm` for a day long after the plan.
    """
    require("roadmaps.change_plan", acting, measure.plan)
    locked = Measure.objects.select_for_update(of=("self",)).select_related("plan__act").get(pk=measure.pk)
    refuse_if_ended(locked)
    if not locked.plan.binds:
        raise ControlRefused(
            "Макет никого не обязывает: сроков под контролем у него нет.", remedy="Сделайте по нему план."
        )
    _demand_ground(ground, "Основание не указано.")
    check_new_term(due_on, plan=locked.plan, today=today, is_far_confirmed=is_far_confirmed)
    if opens_on > due_on:
        raise ControlRefused("Срок раньше, чем открывается отчёт.", remedy="Проверьте оба дня.")
    if locked.checkpoints.filter(occurs_from=opens_on, occurs_until=due_on).exists():
        raise ControlRefused("Контрольная точка с этими днями уже есть.", remedy="Назначьте другой срок.")
    checkpoint = Checkpoint.objects.create(
        measure=locked,
        plan_id=locked.plan_id,
        section_id=locked.section_id,
        occurs_from=opens_on,
        occurs_until=due_on,
        opens_on=opens_on,
        due_on=due_on,
        first_due_on=due_on,
        is_assigned=True,
    )
    CheckpointState.objects.create(checkpoint=checkpoint, on=today, state=checkpoint.state, due_on=due_on)
    record(
        actor=acting.actor(request_id=request_id), action="assign", subject=locked, on=today,
        ground=ground.strip(), after={"due_on": due_on},
    )  # fmt: skip
    return checkpoint


def preview_term(*, measure: Measure, due_text: str) -> tuple[Schedule | None, ScheduleDifference]:
    """What a new term would mean: the schedule, and what would happen to the checkpoints. Nothing is written.

    Raises `ControlRefused` where the term is not understood.
    """
    imagined = Measure.objects.select_related("plan__act").get(pk=measure.pk)
    imagined.due_text = due_text.strip()
    _reschedule(imagined)
    return imagined.schedule, schedule_difference(imagined)


def _reschedule(measure: Measure) -> None:
    schedule = schedule_for(measure.plan, measure.due_text) if measure.due_text else None
    if schedule is not None and not schedule.understood:
        raise ControlRefused(
            f"Срок «{measure.due_text}» не понят: {schedule.why}",
            remedy="Напишите срок иначе, например «март 2027 года».",
        )
    apply_schedule(measure, schedule)


def _lock(measure: Measure, version: int) -> Measure:
    locked = Measure.objects.select_for_update(of=("self",)).select_related("plan__act").get(pk=measure.pk)
    if locked.version != version:
        raise StaleVersion
    refuse_if_ended(locked)
    return locked


def refuse_if_ended(measure: Measure) -> None:
    """`ControlRefused` for a measure that a later edition left out."""
    if measure.ended_on is not None:
        raise ControlRefused(
            f"Мероприятие {measure.number} исключено редакцией от {measure.ended_on:%d.%m.%Y}.",
            remedy="Вернуть его может только новая редакция плана.",
        )


def _demand_ground(ground: str, message: str) -> None:
    if not ground.strip():
        raise ControlRefused(message, remedy="Назовите документ или решение.")
