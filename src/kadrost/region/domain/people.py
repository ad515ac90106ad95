"""In which roles a person acts on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kadrost.accounts.roles import Role
from kadrost.accounts.standings import Standing
from kadrost.region.acting import PUBLIC, SYSTEM, Acting
from kadrost.region.models import Appointment

__all__ = ["PUBLIC", "SYSTEM", "Acting", "acting_on", "standings_of"]

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kadrost.accounts.models import User


def standings_of(user: User, today: date) -> list[Standing]:
    """The person's appointments that hold on the day, as roles to choose from; one query."""
    held = Appointment.objects.filter(person=user).in_force(today).select_related("organisation")
    return [Standing(str(one.pk), Role(one.role), one.organisation_id, one.organisation.caption) for one in held]


def acting_on(user: User | AnonymousUser, today: date) -> Acting:
    """The roles that hold today, by one query; the public's for whoever has not signed in."""
    if not user.is_authenticated or not user.is_active:
        return PUBLIC
    organisations: dict[Role, set[int]] = {}
    for role, organisation in (
        Appointment.objects.filter(person=user).in_force(today).values_list("role", "organisation_id")
    ):
        organisations.setdefault(Role(role), set()).add(organisation)
    return Acting(
        user=user,
        organisations={role: frozenset(ids) for role, ids in organisations.items()},
        is_superuser=user.is_superuser,
    )
