"""What the platform has told the demo's people lately: reminders, digests, and the year's information on its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.kernel.calendar import is_working_day
from kadrost.notices.domain.addressees import people_in_office
from kadrost.notices.domain.digests import send_digest
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.campaigns import answer_campaign, note_reminders, open_campaign, progress_of
from kadrost.roadmaps.domain.reminding import remind_of_plan
from kadrost.roadmaps.models import Act, Plan

REMINDED_FOR = timedelta(days=75)
ASKED_BEFORE = timedelta(days=9)
ANSWERING = ("copp", "mintrud", "minprom")
EXPLANATION = "По остальным срокам работа идёт, отчёты подадим до конца квартала."


def play_notices(*, plans: Sequence[Plan], people: Mapping[str, User], today: date) -> None:
    """Reminders of the last weeks, a gathering that is under way, and the digests of the last two working days."""
    days = [today - REMINDED_FOR + timedelta(days=number) for number in range(REMINDED_FOR.days + 1)]
    working = [day for day in days if is_working_day(day)]
    for day in working:
        for plan in plans:
            if plan.under_control_since <= day:
                remind_of_plan(plan=plan, today=day)
    _gather(plans, people, today)
    for day in working[-2:]:
        for person in people_in_office(day).order_by("pk"):
            send_digest(person=person, today=day)


def _gather(plans: Sequence[Plan], people: Mapping[str, User], today: date) -> None:
    """The coordinator asks early for this year's information; some have answered, the silent were reminded."""
    asked_on = today - ASKED_BEFORE
    year = asked_on.year
    roadmaps = [
        plan for plan in plans if plan.kind == Act.Kind.ROADMAP and plan.checkpoints.filter(due_on__year=year).exists()
    ]
    if not roadmaps:
        return
    coordinator = acting_on(people["koordinator"], asked_on)
    campaign = open_campaign(
        plans=roadmaps, year=year, due_on=date(year + 1, 2, 15), today=asked_on, acting=coordinator
    )
    must_answer = {body.organisation.pk: body for body in progress_of(campaign).bodies}
    for login in ANSWERING:
        acting = acting_on(people[login], today)
        for body in sorted(acting.organisation_ids(Role.EXECUTOR) & set(must_answer)):
            answer_campaign(
                campaign=campaign,
                organisation=Organisation.objects.get(pk=body),
                acting=acting,
                words=EXPLANATION if must_answer[body].missing else "",
                today=today - timedelta(days=2),
            )
    silent = [body.organisation for body in progress_of(campaign).silent]
    note_reminders(
        campaign=campaign, bodies=silent, today=today - timedelta(days=1), actor=coordinator.actor(), is_by_rule=False
    )
