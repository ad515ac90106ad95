"""In which roles a person acts on a day: those of their own appointments, and those delegated while another is away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from kadrost.accounts.roles import Role
from kadrost.accounts.standings import Standing
from kadrost.region.acting import PUBLIC, SYSTEM, Acting
from kadrost.region.domain.territories import territory_tree
from kadrost.region.models import Appointment, Delegation

__all__ = ["PUBLIC", "SYSTEM", "Acting", "acting_by", "acting_on", "people_known_to", "standings_of"]

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kadrost.accounts.models import User


def standings_of(user: User, today: date) -> list[Standing]:
    """The appointments in which the person acts on the day, their own first; one query."""
    delegated = Delegation.objects.in_force(today).filter(deputy=user, appointment__person__is_active=True)
    held = Appointment.objects.filter(Q(person=user) | Q(pk__in=delegated.values("appointment"))).in_force(today)
    standings = [
        Standing(
            key=str(one.pk),
            role=Role(one.role),
            organisation_id=one.organisation_id,
            organisation=one.organisation.caption,
            territory_id=one.organisation.territory_id,
            stands_in_for="" if one.person_id == user.pk else str(one.person),
        )
        for one in held.select_related("organisation", "person")
    ]
    return sorted(standings, key=lambda standing: bool(standing.stands_in_for))


def acting_on(user: User | AnonymousUser, today: date) -> Acting:
    """The person with the roles that hold on the day, by two queries; the public for whoever has not signed in."""
    if not user.is_authenticated or not user.is_active:
        return PUBLIC
    return acting_by(user, standings_of(user, today), today)


def acting_by(user: User, standings: Iterable[Standing], today: date) -> Acting:
    """The person with roles that are known already; one query where there are any.

    Each role reaches over the territory of its body and all below it, and over regions in which nobody acts yet.
    """
    organisations: dict[Role, set[int]] = {}
    territories: dict[Role, set[int]] = {}
    behind: dict[Role, set[str]] = {}
    held = [standing for standing in standings if standing.organisation_id is not None]
    tree = territory_tree(today) if held else None
    region: set[int] = set()
    for standing in held:
        organisations.setdefault(standing.role, set()).add(standing.organisation_id or 0)
        behind.setdefault(standing.role, set()).add(standing.stands_in_for)
        if tree and standing.territory_id is not None:
            territories.setdefault(standing.role, set()).update(tree.below(standing.territory_id) | tree.unmanned)
            region |= tree.region_of(standing.territory_id) | tree.unmanned
    return Acting(
        user=user,
        organisations={role: frozenset(ids) for role, ids in organisations.items()},
        is_superuser=user.is_superuser,
        territories={role: frozenset(ids) for role, ids in territories.items()},
        region=frozenset(region),
        everywhere=frozenset(role for role, ids in territories.items() if tree and ids >= tree.above.keys()),
        stands_in_for={role: tuple(sorted(names)) for role, names in behind.items() if "" not in names},
        bodies={standing.organisation_id or 0: standing.organisation for standing in held},
    )


def people_known_to(acting: Acting) -> QuerySet[User]:
    """The people whom an administrator may appoint: those of the own territories, and those who act nowhere yet."""
    people = get_user_model().objects.all()
    if acting.is_superuser:
        return people
    of_territory = Appointment.objects.filter(
        person=OuterRef("pk"), organisation__territory__in=sorted(acting.territory_ids(Role.ADMINISTRATOR))
    )
    anywhere = Appointment.objects.filter(person=OuterRef("pk"))
    return people.filter(Exists(of_territory) | ~Exists(anywhere))
