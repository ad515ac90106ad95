"""What the control of plans does in the background: reminders, the yearly gathering."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext_noop

from kadrost.jobs.recurring import Daily, recur
from kadrost.jobs.works import Piece, Run, work
from kadrost.roadmaps.domain.campaigns_by_rule import open_due_campaigns, remind_by_rule, write_to_silent
from kadrost.roadmaps.domain.reminding import remind_of_plan
from kadrost.roadmaps.models import Campaign, Plan

BODIES_AT_ONCE = 10


@work("roadmaps.remind", gettext_noop("Напоминания о сроках и доклады о молчании"))
def remind(run: Run, *, day: str) -> Piece | None:
    """A plan a piece; the cursor keeps the last plan and how many were told."""
    today = date.fromisoformat(day)
    if today != timezone.localdate():
        run.said = "День прошёл раньше, чем очередь дошла до напоминаний: о нём скажут сегодняшние."
        return None
    last, told, done = run.cursor or (0, 0, 0)
    plans = Plan.objects.filter(state=Plan.State.ACTIVE, pk__gt=last).order_by("pk")
    plan = plans.first()
    if plan is not None:
        told += len(remind_of_plan(plan=plan, today=today))
        done += 1
    run.said = f"Напоминаний и докладов: {told}, планов: {done}."
    if plan is None:
        return None
    return Piece([plan.pk, told, done], done=done, of=done + plans.count() - 1)


@work("roadmaps.campaigns", gettext_noop("Сбор ежегодной информации"))
def campaigns(run: Run, *, day: str) -> None:
    """Begin what is due, and note the reminders that the rules ask for."""
    today = date.fromisoformat(day)
    if today != timezone.localdate():
        return
    opened = open_due_campaigns(today)
    reminded = sum(remind_by_rule(one, today) for one in Campaign.objects.filter(state=Campaign.State.OPEN))
    run.said = f"Начато сборов: {len(opened)}, напомнено организациям: {reminded}."


@work("roadmaps.write_to_silent", gettext_noop("Письма тем, кто не ответил"))
def write_to_silent_bodies(run: Run, *, campaign_id: int, whole: int) -> Piece | None:
    """Some bodies a piece; a body that has answered in the meantime is not written to."""
    last, letters, done = run.cursor or (0, 0, 0)
    campaign = Campaign.objects.get(pk=campaign_id)
    bodies, written = write_to_silent(
        campaign=campaign, after=last, most=BODIES_AT_ONCE, today=timezone.localdate(), actor=run.actor
    )
    letters, done = letters + written, done + len(bodies)
    run.said = f"Организаций: {done}, писем: {letters}."
    return Piece([bodies[-1], letters, done], done=done, of=max(whole, done)) if bodies else None


def _day_of(moment: datetime) -> dict[str, str]:
    return {"day": timezone.localtime(moment).date().isoformat()}


recur("roadmaps.campaigns", Daily(time(4, 40)), campaigns, _day_of)
recur("roadmaps.remind", Daily(time(5, 10)), remind, _day_of)
