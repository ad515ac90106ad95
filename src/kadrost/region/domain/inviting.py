"""Inviting people by a letter: its link opens once, and with it the appointment begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kadrost.accounts.letters import write_letter
from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.accounts.tokens import digest_of, new_token
from kadrost.audit.journal import Actor, record
from kadrost.jobs.letters import page_address
from kadrost.region.acting import SYSTEM, Acting
from kadrost.region.domain.appointing import appoint
from kadrost.region.domain.errors import RegistryRefused
from kadrost.region.models import Invitation, Organisation
from kadrost.region.permissions import PermissionRefused, require
from kadrost.ui.wording import moment_long

INVITE = "region.invite"
LASTS = timedelta(days=7)
RESENT_AFTER = timedelta(minutes=5)
MOST_AN_HOUR = 60
# Roles that decide over others are given by an administrator alone.
BY_COORDINATOR = frozenset({Role.EXECUTOR, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER})


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom an invitation is for."""

    email: str
    surname: str
    given_name: str
    patronymic: str = ""


def roles_to_invite(acting: Acting, organisation: Organisation) -> list[Role]:
    """The roles to which the person may invite into the organisation."""
    if acting.reaches(organisation.territory_id, Role.ADMINISTRATOR):
        return list(Role)
    return [role for role in Role if role in BY_COORDINATOR]


@transaction.atomic
def invite(
    *,
    invited: Invited,
    role: Role,
    organisation: Organisation,
    acting: Acting,
    today: date,
    valid_from: date | None = None,
    valid_until: date | None = None,
    request_id: str = "",
) -> Invitation:
    """Send an invitation. `RegistryRefused` where the address has an account or an invitation, or too many were sent."""
    require(INVITE, acting, organisation)
    if role not in roles_to_invite(acting, organisation):
        raise PermissionRefused(_("Эту роль даёт администратор."), remedy=_("Попросите его прислать приглашение."))
    assert acting.user is not None  # noqa: S101 the permission is a person's
    if valid_until and valid_until < max(valid_from or today, today):
        raise RegistryRefused(_("Срок назначения закончился бы раньше, чем начался."), remedy=_("Проверьте даты."))
    email = User.objects.normalise_login(invited.email)
    _require_unknown(email)
    _require_patience(acting.user)
    token, now = new_token(), timezone.now()
    invitation = Invitation.objects.create(
        email=email,
        surname=invited.surname.strip(),
        given_name=invited.given_name.strip(),
        patronymic=invited.patronymic.strip(),
        role=role,
        organisation=organisation,
        valid_from=valid_from,
        valid_until=valid_until,
        invited_by=acting.user,
        digest=digest_of(token),
        sent_at=now,
        expires_at=now + LASTS,
    )
    _journal(invitation, "invite", acting.actor(request_id=request_id), today)
    _write(invitation, token)
    return invitation


@transaction.atomic
def resend(*, invitation: Invitation, acting: Acting, today: date, request_id: str = "") -> None:
    """Send it again with a new link; the earlier one opens nothing any more. `RegistryRefused` right after another."""
    require(INVITE, acting, invitation.organisation)
    locked = _lock_unanswered(invitation.pk)
    now = timezone.now()
    if now - locked.sent_at < RESENT_AFTER:
        raise RegistryRefused(
            _("Приглашение отправлено только что."), remedy=_("Подождите пять минут: письмо может идти.")
        )
    assert acting.user is not None  # noqa: S101 the permission is a person's
    _require_patience(acting.user)
    token = new_token()
    locked.digest, locked.sent_at, locked.expires_at = digest_of(token), now, now + LASTS
    locked.times_sent += 1
    locked.save(update_fields=["digest", "sent_at", "expires_at", "times_sent"])
    _journal(locked, "resend_invitation", acting.actor(request_id=request_id), today)
    _write(locked, token)


@transaction.atomic
def revoke(*, invitation: Invitation, acting: Acting, today: date, request_id: str = "") -> None:
    """Take it back: its link opens nothing any more. `RegistryRefused` where it was taken already."""
    require(INVITE, acting, invitation.organisation)
    locked = _lock_unanswered(invitation.pk)
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    _journal(locked, "revoke_invitation", acting.actor(request_id=request_id), today)


def find_invitation(token: str) -> Invitation:
    """The open invitation of this secret; `RegistryRefused` where it was taken, revoked, has expired or never was."""
    found = Invitation.objects.select_related("organisation").filter(digest=digest_of(token)).first()
    if found is None or not found.is_open(timezone.now()):
        raise RegistryRefused(
            _("Приглашение уже принято, отозвано или устарело."),
            remedy=_("Попросите того, кто вас пригласил, отправить его снова."),
        )
    return found


def person_to_be(invitation: Invitation) -> User:
    """The person as they would be, not saved: what a new password is compared with."""
    return User(
        login=invitation.email,
        email=invitation.email,
        surname=invitation.surname,
        given_name=invitation.given_name,
        patronymic=invitation.patronymic,
    )


@transaction.atomic
def accept(*, invitation: Invitation, password: str | None, today: date, request_id: str = "") -> User:
    """The invited person with an account of their own, acting from now on; without a password they need a passkey.

    `RegistryRefused` where the invitation is open no more, or the address has got an account in the meantime.
    """
    locked = _lock_unanswered(invitation.pk)
    if not locked.is_open(timezone.now()):
        raise RegistryRefused(_("Приглашение устарело."), remedy=_("Попросите отправить его снова."))
    _require_no_account(locked.email)
    try:
        person = User.objects.create_user(
            locked.email,
            password,
            email=locked.email,
            surname=locked.surname,
            given_name=locked.given_name,
            patronymic=locked.patronymic,
        )
    except ValidationError as error:
        raise RegistryRefused(" ".join(error.messages), remedy=_("Сообщите тому, кто вас пригласил.")) from error
    locked.accepted_at, locked.accepted_by = timezone.now(), person
    locked.save(update_fields=["accepted_at", "accepted_by"])
    record(
        actor=Actor(key=str(person.pk), name=str(person), request_id=request_id),
        action="accept_invitation",
        subject=locked,
        on=today,
        after={"role": locked.role, "organisation": locked.organisation_id},
    )
    appoint(
        person=person,
        role=Role(locked.role),
        organisation=locked.organisation,
        acting=SYSTEM,
        today=today,
        valid_from=max(locked.valid_from or today, today),
        valid_until=locked.valid_until,
        request_id=request_id,
    )
    return person


def _lock_unanswered(key: int) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=key)
    if found.accepted_at or found.revoked_at:
        raise RegistryRefused(_("Приглашение уже принято или отозвано."), remedy=_("Обновите страницу."))
    return found


def _require_unknown(email: str) -> None:
    _require_no_account(email)
    if Invitation.objects.unanswered().filter(email=email).exists():
        raise RegistryRefused(
            _("На этот адрес приглашение уже отправлено."), remedy=_("Отправьте его повторно или отзовите.")
        )


def _require_no_account(email: str) -> None:
    if User.objects.filter(Q(email=email) | Q(login=email)).exists():
        raise RegistryRefused(
            _("Человек с этим адресом уже есть."), remedy=_("Назначьте его на роль: приглашение не нужно.")
        )


def _require_patience(person: User) -> None:
    lately = Invitation.objects.filter(invited_by=person, sent_at__gt=timezone.now() - timedelta(hours=1))
    if lately.count() >= MOST_AN_HOUR:
        raise RegistryRefused(_("За час отправлено слишком много приглашений."), remedy=_("Продолжите через час."))


def _journal(invitation: Invitation, action: str, actor: Actor, today: date) -> None:
    record(
        actor=actor,
        action=action,
        subject=invitation,
        on=today,
        after={"role": invitation.role, "organisation": invitation.organisation_id},
    )


def _write(invitation: Invitation, token: str) -> None:
    write_letter(
        to=invitation.email,
        subject=_("Приглашение на сайт контроля планов"),
        template="invitation",
        name=invitation.name,
        called=" ".join(part for part in (invitation.given_name, invitation.patronymic) if part),
        role=Role(invitation.role).label,
        organisation=invitation.organisation.name,
        url=page_address("region-invitation", token),
        until=moment_long(timezone.localtime(invitation.expires_at)),
        is_secret=True,
    )
