"""The second factor: who has one, who needs one and since when, and what happens when one is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from kadrost.accounts.domain.sessions import close_sessions, follow_session_key
from kadrost.accounts.letters import write_letter
from kadrost.accounts.models import FactorRule, User
from kadrost.accounts.permissions import (
    AccountRefused,
    Caller,
    caller_of,
    require_administrator,
    require_looking_after,
)
from kadrost.accounts.roles import Role
from kadrost.accounts.standings import find_standings
from kadrost.audit import journal

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
RECOMMENDED_FOR = frozenset({Role.ADMINISTRATOR})
DUE, ADVISED = "factor_due", "factor_advised"


@dataclass(frozen=True, slots=True)
class Duty:
    """Whether the person owes a second factor: since when it is required, or that it is only recommended."""

    required_since: date | None
    is_recommended: bool

    def is_overdue(self, today: date) -> bool:
        """Whether nothing else may be done before a factor is there."""
        return self.required_since is not None and self.required_since <= today


FREE = Duty(None, is_recommended=False)


def has_second_factor(person: User) -> bool:
    """Whether a code application or a passkey protects the account."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=STRONG).exists())


def duty_of(person: User, today: date) -> Duty:
    """What the rules ask of the person now; nothing of whoever has a factor already."""
    roles = {standing.role for standing in find_standings(person, today)}
    rules = FactorRule.objects.filter(role__in=[role.value for role in roles]).order_by("since")
    since = rules.values_list("since", flat=True).first()
    recommended = bool(roles & RECOMMENDED_FOR)
    if (since is None and not recommended) or has_second_factor(person):
        return FREE
    return Duty(since, recommended)


def keep_duty(request: HttpRequest, person: User) -> Duty:
    """Ask the rules anew and keep the answer in the session, so that pages need not ask the database."""
    duty = duty_of(person, timezone.localdate())
    request.session[DUE] = duty.required_since.isoformat() if duty.required_since else ""
    request.session[ADVISED] = duty.is_recommended
    return duty


def kept_duty(request: HttpRequest) -> Duty:
    """The answer kept in the session."""
    due = request.session.get(DUE, "")
    return Duty(date.fromisoformat(due) if due else None, is_recommended=bool(request.session.get(ADVISED)))


def rules_by_role() -> dict[str, FactorRule]:
    """The rules in force or to come, by role."""
    return {rule.role: rule for rule in FactorRule.objects.all()}


@transaction.atomic
def require_factors(*, since_by_role: dict[Role, date | None], caller: Caller) -> None:
    """Require a second factor of each role from its day on, or of none where the day is None; journals what changed.

    Raises NotAllowed for whoever is no administrator.
    """
    require_administrator(caller)
    before = rules_by_role()
    for role, since in since_by_role.items():
        rule = before.get(role.value)
        if (rule.since if rule else None) == since:
            continue
        if since is None:
            assert rule is not None  # noqa: S101 it differs from None
            _journal(caller, "waive_factor", rule, before=rule.since)
            rule.delete()
            continue
        changed, _created = FactorRule.objects.update_or_create(role=role.value, defaults={"since": since})
        _journal(caller, "require_factor", changed, before=rule.since if rule else None, after=since)


def _journal(caller: Caller, action: str, rule: FactorRule, *, before: date | None, after: date | None = None) -> None:
    journal.record(
        actor=caller.actor(),
        action=action,
        subject=rule,
        on=timezone.localdate(),
        before={"since": before} if before else {},
        after={"since": after} if after else {},
    )


def record_factor_change(request: HttpRequest, action: str, factor: Authenticator, *, kind: str = "") -> None:
    """Journal a change of one's own second factor and end one's other sessions, within the change's transaction."""
    caller = caller_of(request)
    follow_session_key(request)
    ended = close_sessions(caller.user, keep=request.session.session_key)
    journal.record(
        actor=caller.actor(),
        action=action,
        subject=caller.user,
        on=timezone.localdate(),
        after={"factor": kind or factor.type, "sessions_ended": ended},
    )
    keep_duty(request, caller.user)


@transaction.atomic
def reset_factors(*, person: User, ground: str, caller: Caller) -> int:
    """Take away a lost second factor on a ground; sessions end, the person is told. How many means were taken away.

    Raises NotAllowed, and AccountRefused without a ground, for oneself, or where there is nothing to take away.
    """
    require_looking_after(caller, person)
    if person.pk == caller.user.pk:
        raise AccountRefused(
            _("Свой второй фактор сбрасывает другой администратор."),
            remedy=_("Или отключите его сами в разделе «Моя учётная запись»."),
        )
    if not ground.strip():
        raise AccountRefused(_("Основание не указано."), remedy=_("Напишите, почему второй фактор сбрасывается."))
    locked = User.objects.select_for_update().get(pk=person.pk)
    factors = list(Authenticator.objects.filter(user_id=locked.pk))
    if not factors:
        raise AccountRefused(_("Второй фактор не подключён."), remedy=_("Сбрасывать нечего."))
    kinds = kinds_of(factors)
    Authenticator.objects.filter(pk__in=[one.pk for one in factors]).delete()
    ended = close_sessions(locked)
    journal.record(
        actor=caller.actor(),
        action="reset_factor",
        subject=locked,
        on=timezone.localdate(),
        ground=ground.strip(),
        before={"factors": kinds},
        after={"factors": [], "sessions_ended": ended},
    )
    write_letter(to=locked.email, subject=_("Второй фактор сброшен"), template="factor_reset", person=locked)
    return len(factors)


def kinds_of(factors: Iterable[Authenticator]) -> list[str]:
    """The kinds among the means, each once."""
    return sorted({str(one.type) for one in factors})
