"""Who may do what with organisations and people; `require` is shared by the apps above."""

from __future__ import annotations

import rules

from kadrost.accounts.roles import Role
from kadrost.kernel.errors import KadrostError
from kadrost.region.acting import Acting


class PermissionRefused(KadrostError):
    """The acting person may not do this."""

    code = "permission_refused"


@rules.predicate
def holds_any_role(acting: Acting) -> bool:
    """Acts for some organisation of the region; the public does not."""
    return acting.is_superuser or bool(acting.roles)


@rules.predicate
def manages_organisations(acting: Acting) -> bool:
    """Keeps the registry of organisations and of their names."""
    return acting.has(Role.COORDINATOR, Role.ADMINISTRATOR)


@rules.predicate
def manages_people(acting: Acting) -> bool:
    """Adds people and appoints them."""
    return acting.has(Role.ADMINISTRATOR)


rules.add_rule("region.see_inside", holds_any_role)
rules.add_rule("region.manage_organisations", manages_organisations)
rules.add_rule("region.manage_people", manages_people)


def require(permission: str, acting: Acting, subject: object = None) -> None:
    """Raise `PermissionRefused` unless the acting person has the permission for the subject."""
    if not rules.test_rule(permission, acting, subject):
        raise PermissionRefused(
            "У вас нет права на это действие.", remedy="Обратитесь к координатору плана или администратору."
        )
