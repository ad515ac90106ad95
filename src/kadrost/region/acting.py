"""A person with the roles held on a day: what permissions ask about, and how the journal names who acted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kadrost.accounts.roles import Role
from kadrost.audit.journal import SYSTEM as SYSTEM_ACTOR
from kadrost.audit.journal import Actor

if TYPE_CHECKING:
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


PUBLIC = Acting(user=None, organisations={})

SYSTEM = Acting(user=None, organisations={}, is_superuser=True)
"""Whoever runs the platform's own commands where it is installed; the journal calls it by the platform's name."""
