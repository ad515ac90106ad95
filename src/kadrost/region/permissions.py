"""Who may do what with organisations and people; `require` is shared by the apps above."""

from __future__ import annotations

from typing import Protocol

import rules

from kadrost.accounts.roles import Role
from kadrost.kernel.errors import KadrostError
from kadrost.region.acting import Acting
from kadrost.region.models import Territory


class Placed(Protocol):
    """A record of a territory."""

    territory_id: int


class PermissionRefused(KadrostError):
    """The acting person may not do this."""

    code = "permission_refused"


@rules.predicate
def holds_any_role(acting: Acting) -> bool:
    """Acts for some organisation of the region; the public does not."""
    return acting.is_superuser or bool(acting.roles)


@rules.predicate
def manages_organisations(acting: Acting, subject: Territory | Placed | None = None) -> bool:
    """Keeps the registry of the territory's organisations, groups and names; of any territory where none is named."""
    return _reaches(acting, subject, Role.COORDINATOR, Role.ADMINISTRATOR)


@rules.predicate
def manages_people(acting: Acting, subject: Territory | Placed | None = None) -> bool:
    """Adds people and appoints them in the territory's organisations; in any where none is named."""
    return _reaches(acting, subject, Role.ADMINISTRATOR)


@rules.predicate
def invites(acting: Acting, subject: Territory | Placed | None = None) -> bool:
    """Invites people by a letter to act for the territory's organisations."""
    return acting.user is not None and _reaches(acting, subject, Role.COORDINATOR, Role.ADMINISTRATOR)


@rules.predicate
def reads_journal(acting: Acting) -> bool:
    """Reads the whole journal: who did what."""
    return acting.has(Role.AUDITOR, Role.ADMINISTRATOR)


def _reaches(acting: Acting, subject: Territory | Placed | None, *roles: Role) -> bool:
    if subject is None:
        return acting.has(*roles)
    return acting.reaches(subject.pk if isinstance(subject, Territory) else subject.territory_id, *roles)


rules.add_rule("region.see_inside", holds_any_role)
rules.add_rule("region.manage_organisations", manages_organisations)
rules.add_rule("region.manage_people", manages_people)
rules.add_rule("region.see_journal", reads_journal)
rules.add_rule("region.see_people", manages_organisations)
rules.add_rule("region.invite", invites)
rules.add_rule("region.look_after_data", manages_people)


def require(permission: str, acting: Acting, subject: object = None) -> None:
    """Raise `PermissionRefused` unless the acting person has the permission for the subject."""
    if not rules.test_rule(permission, acting, subject):
        raise PermissionRefused(
            "У вас нет права на это действие.", remedy="Обратитесь к координатору плана или администратору."
        )
