"""To whom letters go: people who may sign in and act for somebody today, at the address they gave."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from kadrost.accounts.models import User
from kadrost.jobs.models import Letter
from kadrost.region.models import Appointment, Delegation

ONLY_FOR_THE_APPOINTED = frozenset({"digest", "campaign"})


def people_in_office(today: date) -> QuerySet[User]:
    """Whoever may sign in and holds an appointment on the day, or stands in for one who does."""
    held = Appointment.objects.in_force(today)
    delegated = Delegation.objects.in_force(today).filter(appointment__in=held, appointment__person__is_active=True)
    mine = Q(pk__in=held.values("person")) | Q(pk__in=delegated.values("deputy"))
    return User.objects.filter(mine, is_active=True)


def address_of(person: User) -> str:
    """The person's e-mail address, or the login where that is one; empty where neither is known."""
    return person.email or (person.login if "@" in person.login else "")


def objection_to_letter(letter: Letter) -> str:
    """Why a letter that waited must not leave: its reader has left office, or may not sign in any more."""
    if letter.kind not in ONLY_FOR_THE_APPOINTED:
        return ""
    today = timezone.localdate()
    if letter.person_key.isdigit() and people_in_office(today).filter(pk=letter.person_key).exists():
        return ""
    return "Назначение этого человека прекращено: письмо не отправлено."
