"""Who may look after the sign-in of other people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.accounts.standings import ActingRequest, Standing
from kadrost.audit.journal import Actor
from kadrost.kernel.errors import KadrostError


class AccountRefused(KadrostError):
    """What was asked of an account is refused."""

    code = "account_refused"


class NotAllowed(AccountRefused):
    """The person may not do this."""

    code = "permission_refused"


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever has signed in and asks for something, with the roles that they hold at present."""

    user: User
    standings: tuple[Standing, ...] = field(default=())
    role: str = ""
    request_id: str = ""
    body_key: str = ""
    body_name: str = ""

    def holds(self, *roles: Role) -> bool:
        """Whether one of the roles is held anywhere."""
        return any(standing.role in roles for standing in self.standings)

    def actor(self) -> Actor:
        """How the journal names the person."""
        return Actor(
            key=str(self.user.pk),
            name=str(self.user),
            role=self.role,
            request_id=self.request_id,
            body_key=self.body_key,
            body_name=self.body_name,
        )


def caller_of(request: HttpRequest) -> Caller:
    """The signed-in person of the request; the view has made sure that there is one."""
    acting = cast("ActingRequest", request)
    return Caller(
        user=cast("User", acting.user),
        standings=tuple(acting.standings),
        role=acting.standing.role.russian if acting.standing else "",
        body_key=str(acting.standing.organisation_id or "") if acting.standing else "",
        body_name=acting.standing.organisation if acting.standing else "",
        request_id=str(getattr(request, "request_id", ""))[:36],
    )


def looks_after_everybody(caller: Caller, person: User) -> bool:
    """An administrator looks after anybody's sign-in, but only who may do everything after the like."""
    return caller.user.is_superuser or (caller.holds(Role.ADMINISTRATOR) and not person.is_superuser)


LooksAfter = Callable[[Caller, User], bool]
_further_rules: list[LooksAfter] = []


def narrow_looking_after(rule: LooksAfter) -> None:
    """Let an app above narrow it, such as to the people of the administrator's own region; every rule has to agree."""
    if rule not in _further_rules:
        _further_rules.append(rule)


def may_look_after(caller: Caller, person: User) -> bool:
    """Whether the caller may see and end the person's sessions and reset their second factor."""
    return looks_after_everybody(caller, person) and all(rule(caller, person) for rule in _further_rules)


def require_looking_after(caller: Caller, person: User) -> None:
    """Nothing, or NotAllowed."""
    if not may_look_after(caller, person):
        raise NotAllowed(_("У вас нет права на это действие."), remedy=_("Обратитесь к администратору платформы."))


def require_administrator(caller: Caller) -> None:
    """Nothing, or NotAllowed for whoever is no administrator."""
    if not (caller.user.is_superuser or caller.holds(Role.ADMINISTRATOR)):
        raise NotAllowed(_("У вас нет права на это действие."), remedy=_("Обратитесь к администратору платформы."))
