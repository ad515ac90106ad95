"""Adding people and saying in which role they act for which organisation."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from kadrost.accounts.domain.sessions import close_sessions
from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.journal import Deed, record, record_all
from kadrost.region.domain.errors import RegistryRefused
from kadrost.region.domain.people import Acting
from kadrost.region.models import Appointment, Organisation
from kadrost.region.permissions import require

MANAGE = "region.manage_people"
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters that are mistaken for figures


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person just added, and the password that is shown once and kept nowhere."""

    person: User
    password: str


@transaction.atomic
def add_person(
    *,
    login: str,
    surname: str,
    given_name: str,
    patronymic: str = "",
    acting: Acting,
    today: date,
    request_id: str = "",
) -> NewPerson:
    """Add a person who may sign in and then changes the password; `RegistryRefused` for a taken or a malformed login and for an empty surname."""
    require(MANAGE, acting)
    if not surname.strip():
        raise RegistryRefused("Фамилия не указана.", remedy="Она подписывает отчёты и решения.")
    password = _one_time_password()
    try:
        person = User.objects.create_user(
            login,
            password,
            surname=surname.strip(),
            given_name=given_name.strip(),
            patronymic=patronymic.strip(),
            must_change_password=True,
        )
    except ValidationError as error:
        raise RegistryRefused(" ".join(error.messages), remedy="Выберите другой логин.") from error
    record(actor=acting.actor(request_id=request_id, role=Role.ADMINISTRATOR), action="add", subject=person, on=today)
    return NewPerson(person, password)


@transaction.atomic
def reissue_password(*, person: User, acting: Acting, today: date, request_id: str = "") -> NewPerson:
    """A new one-time password instead of a forgotten one; the person's sessions end.

    `RegistryRefused` for whoever may do everything: theirs is set only where the platform is installed. Refused, too,
    where the person acts in another's territory: the password would open that as well.
    """
    require(MANAGE, acting)
    for appointment in Appointment.objects.filter(person=person).in_force(today).select_related("organisation"):
        require(MANAGE, acting, appointment.organisation)
    locked = User.objects.select_for_update().get(pk=person.pk)
    if locked.is_superuser and not acting.is_superuser:
        raise RegistryRefused(
            "Пароль этого человека меняют только на сервере.", remedy="Команда: kadrost manage changepassword."
        )
    password = _one_time_password()
    locked.set_password(password)
    locked.must_change_password = True
    locked.save(update_fields=["password", "must_change_password"])
    close_sessions(locked)
    record(
        actor=acting.actor(request_id=request_id, role=Role.ADMINISTRATOR), action="reissue_password",
        subject=locked, on=today, ground="прежний пароль забыт",
    )  # fmt: skip
    return NewPerson(locked, password)


@transaction.atomic
def appoint(
    *,
    person: User,
    role: Role,
    organisation: Organisation,
    acting: Acting,
    today: date,
    valid_from: date | None = None,
    valid_until: date | None = None,
    request_id: str = "",
) -> Appointment:
    """Let the person act in the role for the organisation; `RegistryRefused` where it is so already."""
    require(MANAGE, acting, organisation)
    if valid_from and valid_until and valid_from > valid_until:
        raise RegistryRefused("Начало срока позже его конца.", remedy="Проверьте даты.")
    held = Appointment.objects.filter(person=person, role=role, organisation=organisation).in_force(valid_from or today)
    if held.exists():
        raise RegistryRefused(f"{person} уже действует в этой роли.", remedy="Выберите другую роль.")
    appointment = Appointment.objects.create(
        person=person, role=role, organisation=organisation, valid_from=valid_from, valid_until=valid_until
    )
    _journal(appointment, "appoint", acting, today, request_id)
    return appointment


@transaction.atomic
def end_appointment(*, appointment: Appointment, acting: Acting, today: date, request_id: str = "") -> None:
    """End the appointment with yesterday, so that it holds no longer; one that never held is deleted."""
    require(MANAGE, acting, appointment.organisation)
    yesterday = today - timedelta(days=1)
    if appointment.valid_until is not None and appointment.valid_until <= yesterday:
        raise RegistryRefused("Назначение уже прекращено.", remedy="Обновите страницу.")
    _journal(appointment, "dismiss", acting, today, request_id)
    if appointment.valid_from is not None and appointment.valid_from > yesterday:
        appointment.delete()
        return
    appointment.valid_until = yesterday
    appointment.save(update_fields=["valid_until"])


def _one_time_password() -> str:
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(3))


def _journal(appointment: Appointment, action: str, acting: Acting, today: date, request_id: str) -> None:
    """One entry for the organisation and one for the person: each has a history of its own."""
    facts = {"role": appointment.role, "valid_from": appointment.valid_from, "valid_until": appointment.valid_until}
    record_all(
        actor=acting.actor(request_id=request_id, role=Role.ADMINISTRATOR),
        on=today,
        deeds=[
            Deed(action, appointment.organisation, before={}, after={"person": str(appointment.person), **facts}),
            Deed(action, appointment.person, before={}, after={"organisation": str(appointment.organisation), **facts}),
        ],
    )
