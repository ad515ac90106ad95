"""In which roles a person acts on a day, and how the journal names that person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kadrost.accounts.roles import Role
from kadrost.accounts.standings import Standing
from kadrost.audit.journal import SYSTEM as SYSTEM_ACTOR
from kadrost.audit.journal import Actor
from kadrost.region.models import Appointment

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kadrost.accounts.models import User


@dataclass(frozen=True, slots=True)
class Acting:
    """A person with the roles held on a day; `user` is None for whoever has not signed in."""

    user: User | None
    organisations: dict[Role, frozenset[int]]
    is_superuser: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held in any organisation."""
        return frozenset(self.organisations)

    def has(self, *roles: Role) -> bool:
        """Whether one of the roles is held in any organisation."""
        return self.is_superuser or any(role in self.organisations for role in roles)

    def organisation_ids(self, role: Role) -> frozenset[int]:
        """Where the role is held."""
        return self.organisations.get(role, frozenset())

    def actor(self, *, request_id: str = "") -> Actor:
        """How the journal names the person."""
        if self.user is None:
            name = SYSTEM_ACTOR.name if self.is_superuser else "Посетитель"
            return Actor(key="", name=name, request_id=request_id)
        roles = ", ".join(sorted(str(role.label) for role in self.roles))
        return Actor(key=str(self.user.pk), name=str(self.user), role=roles[:40], request_id=request_id)


def standings_of(user: User, today: date) -> list[Standing]:
    """The person's appointments that hold on the day, as roles to choose from; one query."""
    held = Appointment.objects.filter(person=user).in_force(today).select_related("organisation")
    return [Standing(str(one.pk), Role(one.role), one.organisation_id, one.organisation.caption) for one in held]


PUBLIC = Acting(user=None, organisations={})
SYSTEM = Acting(user=None, organisations={}, is_superuser=True)
"""Whoever runs the platform's own commands where it is installed; the journal calls it by the platform's name."""


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
