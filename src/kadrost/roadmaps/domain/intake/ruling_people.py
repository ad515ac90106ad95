"""Who will rule on a plan's reports, as its coordinator and controller are chosen: told before the plan is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kadrost.accounts.roles import Role
from kadrost.region.models import Appointment, Organisation, Territory


@dataclass(frozen=True, slots=True)
class RulingPeople:
    """The body that rules, whether it is the controller or the coordinator, and its people who may.

    Without a body every coordinator and controller of the platform may rule, and nobody has to.
    """

    body: str = ""
    is_controller: bool = False
    people: tuple[str, ...] = ()


def ruling_people(*, coordinator: str, controller: str, territory: Territory | None, today: date) -> RulingPeople:
    """Who rules under these choices of bodies (`domain.intake.bodies`), by the same rule as `permissions.may_rule`.

    A body that is yet to be added has no people. Asks the database at most twice.
    """
    choice = controller or coordinator
    if not choice:
        return RulingPeople()
    roles = [Role.CONTROLLER] if controller else [Role.CONTROLLER, Role.COORDINATOR]
    kind, _, key = choice.partition(":")
    if kind != "organisation" or not key.isdigit() or territory is None:
        return RulingPeople(body=choice.rpartition(":")[2], is_controller=bool(controller))
    organisation = Organisation.objects.filter(pk=int(key), territory=territory).first()
    if organisation is None:
        return RulingPeople()
    appointments = (
        Appointment.objects.filter(organisation=organisation, role__in=roles, person__is_active=True)
        .in_force(today)
        .select_related("person")
    )
    names = tuple(dict.fromkeys(str(appointment.person) for appointment in appointments))
    return RulingPeople(body=organisation.name, is_controller=bool(controller), people=names)
