"""The people of a territory: who acts where, in which role, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting
from kadrost.region.domain.people import people_known_to
from kadrost.region.models import Appointment, Organisation

NAME_FIELDS = ("surname", "given_name", "patronymic")


@dataclass(frozen=True, slots=True)
class WantedPeople:
    """Which people are asked for: words of a name, a body, a role; what is empty asks nothing."""

    words: str = ""
    organisation_id: int | None = None
    role: Role | None = None


def people_seen_by(acting: Acting, wanted: WantedPeople) -> QuerySet[User]:
    """The people whom a coordinator or administrator may see, each with `seen_appointments`, by name.

    A coordinator sees those who act in the own territories; an administrator also those who act nowhere yet.
    """
    appointments = _appointments_of_territories(acting)
    theirs = appointments.filter(person=OuterRef("pk"))
    if wanted.organisation_id is not None:
        theirs = theirs.filter(organisation=wanted.organisation_id)
    if wanted.role is not None:
        theirs = theirs.filter(role=wanted.role)
    is_narrowed = wanted.organisation_id is not None or wanted.role is not None
    if is_narrowed or not acting.has(Role.ADMINISTRATOR):
        people = get_user_model().objects.filter(Exists(theirs))
    else:
        people = people_known_to(acting)
    for word in wanted.words.split():
        people = people.filter(_has_word(word, with_login=acting.has(Role.ADMINISTRATOR)))
    shown = appointments.select_related("organisation").order_by("organisation__name", "role", "valid_from", "pk")
    return people.prefetch_related(Prefetch("appointments", queryset=shown, to_attr="seen_appointments"))


def organisations_with_people(acting: Acting) -> Sequence[Organisation]:
    """The bodies that may be chosen in the list: those in which somebody seen acts or acted; one query."""
    ids = _appointments_of_territories(acting).values("organisation")
    return list(Organisation.objects.filter(pk__in=ids).only("name", "short_name").order_by("name"))


def _appointments_of_territories(acting: Acting) -> QuerySet[Appointment]:
    appointments = Appointment.objects.all()
    if acting.is_superuser:
        return appointments
    territories = acting.territory_ids(Role.COORDINATOR, Role.ADMINISTRATOR)
    return appointments.filter(organisation__territory__in=sorted(territories))


def _has_word(word: str, *, with_login: bool) -> Q:
    """A name that holds the word in either case of its first letter: SQLite folds no Cyrillic by itself."""
    found = Q()
    for name in NAME_FIELDS:
        for written in {word, word.lower(), word.capitalize()}:
            found |= Q((f"{name}__contains", written))
    return found | Q(login__icontains=word) if with_login else found
