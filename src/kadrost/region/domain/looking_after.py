"""Whose sign-in an administrator looks after: that of people who act in the territories which their role reaches."""

from __future__ import annotations

from django.utils import timezone

from kadrost.accounts.models import User
from kadrost.accounts.permissions import Caller
from kadrost.accounts.roles import Role
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Appointment


def is_of_own_territory(caller: Caller, person: User) -> bool:
    """Whether every appointment of the person is within the caller's reach, and there is one at all.

    All of them: a reset factor or an ended session opens or closes the person's other roles too.
    """
    if caller.user.is_superuser:
        return True
    reach = acting_on(caller.user, timezone.localdate()).territory_ids(Role.ADMINISTRATOR)
    places = set(Appointment.objects.filter(person=person).values_list("organisation__territory_id", flat=True))
    return bool(places) and places <= reach
