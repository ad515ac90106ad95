"""A person with the roles held on a day: what permissions ask about, and how the journal names who acted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kadrost.accounts.roles import Role
from kadrost.audit.journal import SYSTEM as SYSTEM_ACTOR
from kadrost.audit.journal import Actor

if TYPE_CHECKING:
    from kadrost.accounts.models import User


@dataclass(frozen=True, slots=True)
class Acting:
    """A person with the roles held on a day; `user` is None for whoever has not signed in.

    `territories` tells how far each role reaches: the territory of the body in which it is held and all below it.
    `region` is every territory of the regions in which any role is held: inside them the person sees what the
    public does not. `stands_in_for` names, by role, the people in whose place alone it is held, `bodies` the
    organisations by their keys.
    """

    user: User | None
    organisations: Mapping[Role, frozenset[int]]
    is_superuser: bool = False
    territories: Mapping[Role, frozenset[int]] = field(default_factory=dict)
    region: frozenset[int] = frozenset()
    everywhere: frozenset[Role] = frozenset()
    stands_in_for: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)
    bodies: Mapping[int, str] = field(default_factory=dict)

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

    def territory_ids(self, *roles: Role) -> frozenset[int]:
        """The territories over which one of the roles reaches; of a superuser's, who needs none, nothing is said."""
        return frozenset().union(*(self.territories.get(role, frozenset()) for role in roles))

    def reaches(self, territory_id: int | None, *roles: Role) -> bool:
        """Whether one of the roles reaches over the territory."""
        return self.is_superuser or territory_id in self.territory_ids(*roles)

    def is_of_region(self, territory_id: int | None) -> bool:
        """Whether the person holds any role in the region of the territory."""
        return self.is_superuser or territory_id in self.region

    def is_everywhere(self, role: Role) -> bool:
        """Whether the role reaches over all territories there are: what belongs to the whole installation is theirs."""
        return self.is_superuser or role in self.everywhere

    def reaching_also(self, territory_id: int) -> Acting:
        """The same person where a territory was just added, in which nobody else acts yet."""
        wider = {role: ids | {territory_id} for role, ids in self.territories.items()}
        return replace(self, territories=wider, region=self.region | {territory_id})

    def actor(self, *, request_id: str = "", role: Role | None = None, organisation_id: int | None = None) -> Actor:
        """How the journal names the person: with the role and the body named, else with all those held."""
        if self.user is None:
            name = SYSTEM_ACTOR.name if self.is_superuser else "Посетитель"
            return Actor(key="", name=name, request_id=request_id)
        used = self.roles if role is None else self.roles & {role}
        held = frozenset().union(*(self.organisations[one] for one in used)) if used else frozenset()
        bodies = held & {organisation_id} or held
        return Actor(
            key=str(self.user.pk),
            name=str(self.user),
            role=", ".join(sorted(self._role_in_words(one) for one in used))[:200],
            request_id=request_id,
            body_key=str(min(bodies)) if len(bodies) == 1 else "",
            body_name=", ".join(sorted(self.bodies.get(one, "") for one in bodies if self.bodies.get(one))),
        )

    def _role_in_words(self, role: Role) -> str:
        """«Контролёр», «Контролёр (замещает: Громов Илья Сергеевич)»."""
        absent = ", ".join(self.stands_in_for.get(role, ()))
        return f"{role.russian} (замещает: {absent})" if absent else role.russian


PUBLIC = Acting(user=None, organisations={})

SYSTEM = Acting(user=None, organisations={}, is_superuser=True)
"""Whoever runs the platform's own commands where it is installed; the journal calls it by the platform's name."""
