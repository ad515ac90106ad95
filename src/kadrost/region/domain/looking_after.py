"""Whose sign-in an administrator looks after: that of people who act in the territories which their role reaches."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from kadrost.accounts.models import User
from kadrost.accounts.permissions import Caller
from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.models import Appointment


def is_of_own_territory(caller: Caller, person: User) -> bool:
    """Whether every appointment of the person is within the caller's reach, and there is one at all.

    All of them: a reset factor or an ended session opens or closes the person's other roles too.
    """
    return person.pk in looked_after_by(acting_on(caller.user, timezone.localdate()), [person])


def looked_after_by(acting: Acting, people: Iterable[User]) -> frozenset[int]:
    """Which of the people `is_of_own_territory` holds for; one query."""
    asked = {person.pk: person for person in people}
    if acting.is_superuser:
        return frozenset(asked)
    reach = acting.territory_ids(Role.ADMINISTRATOR)
    places: dict[int, set[int]] = {}
    held = Appointment.objects.filter(person__in=list(asked))
    for person_id, territory_id in held.values_list("person_id", "organisation__territory_id"):
        places.setdefault(person_id, set()).add(territory_id)
    return frozenset(key for key, territories in places.items() if territories <= reach and not asked[key].is_superuser)
