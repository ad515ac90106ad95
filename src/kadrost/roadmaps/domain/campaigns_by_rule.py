"""What the platform does by itself for the yearly information: begins gathering in time, and reminds the silent."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.journal import Actor
from kadrost.jobs.letters import page_address, send_letter
from kadrost.kernel.calendar import count_working_days, is_working_day
from kadrost.notices.domain.addressees import address_of, people_in_office
from kadrost.region.domain.people import acting_on
from kadrost.roadmaps.domain.campaigns import BodyProgress, note_reminders, open_campaign, progress_of
from kadrost.roadmaps.models import Act, Campaign, Plan
from kadrost.ui.typography import counted, date_long

DUE_MONTH, DUE_DAY = 2, 15
OPENS_BEFORE = timedelta(days=31)
REMINDED_BEFORE = (14, 3, 0)


def open_due_campaigns(today: date) -> list[Campaign]:
    """Begin the gathering of the last year for every coordinator whose roadmaps had terms in it and were not gathered.

    From a month before 15 February to that day; later the coordinator begins it by hand, with a term of their own.
    """
    due_on = date(today.year, DUE_MONTH, DUE_DAY)
    year = today.year - 1
    if not due_on - OPENS_BEFORE <= today <= due_on:
        return []
    plans = (
        Plan.objects.filter(state=Plan.State.ACTIVE, kind=Act.Kind.ROADMAP, checkpoints__due_on__year=year)
        .exclude(campaign_parts__year=year)
        .select_related("coordinator", "act")
        .order_by("pk")
        .distinct()
    )
    together: dict[tuple[int, int | None], list[Plan]] = {}
    for plan in plans:
        together.setdefault((plan.territory_id, plan.coordinator_id), []).append(plan)
    return [open_campaign(plans=group, year=year, due_on=due_on, today=today) for group in together.values()]


@transaction.atomic
def remind_by_rule(campaign: Campaign, today: date) -> int:
    """Note that the silent are reminded, on the working day of a rule; their digest of the day tells them."""
    if not campaign.is_open or not is_working_day(today) or today > campaign.due_on:
        return 0
    tomorrow = count_working_days(today, 1)[0]
    if not any(today <= campaign.due_on - timedelta(days=days) < tomorrow for days in REMINDED_BEFORE):
        return 0
    bodies = [body.organisation for body in progress_of(campaign).silent]
    return len(note_reminders(campaign=campaign, bodies=bodies, today=today))


@transaction.atomic
def write_to_silent(*, campaign: Campaign, after: int, most: int, today: date, actor: Actor) -> tuple[list[int], int]:
    """Letters to the executors of the next silent bodies beyond the key `after`, a person once a day.

    Gives the keys of the bodies that were written to or have nobody, and the number of letters.
    """
    if not campaign.is_open:
        return [], 0
    silent = sorted(progress_of(campaign).silent, key=lambda body: body.organisation.pk)
    following = [body for body in silent if body.organisation.pk > after][:most]
    letters = 0
    for body in following:
        people = people_in_office(today).filter(
            appointments__organisation=body.organisation, appointments__role=Role.EXECUTOR
        )
        reached = [person for person in people.distinct() if _still_reports(person, body, today)]
        for person in reached:
            _write(campaign, body, person, today)
        letters += len(reached)
    bodies = [body.organisation for body in following]
    note_reminders(campaign=campaign, bodies=bodies, today=today, actor=actor, is_by_rule=False)
    return [body.pk for body in bodies], letters


def _still_reports(person: User, body: BodyProgress, today: date) -> bool:
    return body.organisation.pk in acting_on(person, today).organisation_ids(Role.EXECUTOR)


def _write(campaign: Campaign, body: BodyProgress, person: User, today: date) -> None:
    page = page_address("roadmaps-campaign-body", campaign.pk, body.organisation.pk)
    missing = (
        f"Без отчёта: {counted(body.missing, 'срок', 'срока', 'сроков')} из {body.terms}."
        if body.missing
        else "Отчёты есть по всем срокам: осталось подтвердить, что сведения полны."
    )
    called = " ".join(name for name in (person.given_name, person.patronymic) if name)
    text = (
        f"Здравствуйте{f', {called}' if called else ''}.\n\n"
        f"До {date_long(campaign.due_on)} собирается информация о ходе реализации за {campaign.year} год. "
        f"От вашей организации ({body.organisation.caption}) ответа пока нет. {missing}\n\n"
        f"Посмотреть, чего не хватает, и ответить\n{page}"
    )
    send_letter(
        kind="campaign",
        key=f"campaign:{campaign.pk}:{body.organisation.pk}:{person.pk}:{today.isoformat()}",
        to=address_of(person),
        name=str(person),
        person_key=str(person.pk),
        subject=f"Информация за {campaign.year} год: ждём вашего ответа до {date_long(campaign.due_on)}".replace(
            "\u00a0", " "
        ),
        text=text.replace("\u00a0", " "),
    )
