"""Delegation: somebody acts in another's appointment while that person is away."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.journal import record
from kadrost.region.domain.errors import RegistryRefused
from kadrost.region.domain.people import Acting
from kadrost.region.domain.territories import territory_tree
from kadrost.region.models import Appointment, Delegation
from kadrost.region.permissions import PermissionRefused, manages_people

LONGEST = timedelta(days=366)


def delegable_appointments(*, person: User, today: date) -> QuerySet[Appointment]:
    """The person's own appointments that hold on the day; what was delegated to them is not among these."""
    return Appointment.objects.filter(person=person).in_force(today).select_related("organisation")


def possible_deputies(*, person: User, today: date) -> QuerySet[User]:
    """Whoever acts anywhere in the regions in which the person does, but for the person."""
    tree = territory_tree(today)
    places = delegable_appointments(person=person, today=today).values_list("organisation__territory_id", flat=True)
    region = frozenset().union(*(tree.region_of(place) for place in places))
    acts_there = (
        Appointment.objects.in_force(today).filter(person=OuterRef("pk")).filter(organisation__territory__in=region)
    )
    return User.objects.filter(Exists(acts_there), is_active=True).exclude(pk=person.pk)


@transaction.atomic
def delegate(
    *,
    appointment: Appointment,
    deputy: User,
    valid_from: date,
    valid_until: date,
    ground: str,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Delegation:
    """Let the deputy act in the appointment from a day to a day; journalled at the appointment's organisation.

    Whoever holds the appointment may do so, or an administrator over its territory. Raises `PermissionRefused`, and
    `RegistryRefused` for a term that is turned round, begun, longer than a year or outside the appointment's, for
    a missing ground, a deputy who acts nowhere in the region, and one who acts there already in these days.
    """
    _require_of_appointment(acting, appointment)
    _check_term(appointment, valid_from, valid_until, today)
    if not ground.strip():
        raise RegistryRefused("Основание не указано.", remedy="Например: приказ об отпуске, его номер и дата.")
    if not possible_deputies(person=appointment.person, today=today).filter(pk=deputy.pk).exists():
        raise RegistryRefused(
            f"{deputy} не действует ни в одной организации региона.", remedy="Выберите человека из списка."
        )
    twin = Delegation.objects.filter(
        appointment=appointment, deputy=deputy, withdrawn_on=None, valid_from__lte=valid_until
    )
    if twin.filter(valid_until__gte=valid_from).exists():
        raise RegistryRefused(f"{deputy} уже замещает в эти дни.", remedy="Отзовите прежнее замещение.")
    made = Delegation.objects.create(
        appointment=appointment,
        deputy=deputy,
        valid_from=valid_from,
        valid_until=valid_until,
        ground=ground.strip(),
    )
    _journal(made, "delegate", acting, today, request_id)
    return made


@transaction.atomic
def withdraw_delegation(*, delegation: Delegation, acting: Acting, today: date, request_id: str = "") -> None:
    """End the delegation at once; `RegistryRefused` where it has ended, `PermissionRefused` for others than in `delegate`."""
    locked = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    _require_of_appointment(acting, locked.appointment)
    if locked.withdrawn_on is not None or locked.valid_until < today:
        raise RegistryRefused("Замещение уже закончилось.", remedy="Обновите страницу.")
    locked.withdrawn_on = today
    locked.save(update_fields=["withdrawn_on"])
    _journal(locked, "withdraw_delegation", acting, today, request_id)


def _require_of_appointment(acting: Acting, appointment: Appointment) -> None:
    is_own = acting.user is not None and acting.user.pk == appointment.person_id
    if not is_own and not manages_people(acting, appointment.organisation):
        raise PermissionRefused(
            "Замещение назначает сам человек или администратор.", remedy="Обратитесь к администратору."
        )


def _check_term(appointment: Appointment, valid_from: date, valid_until: date, today: date) -> None:
    if valid_from > valid_until:
        raise RegistryRefused("Начало замещения позже его конца.", remedy="Проверьте даты.")
    if valid_from < today:
        raise RegistryRefused("Замещение не начинается в прошлом.", remedy=f"Укажите {today:%d.%m.%Y} или позже.")
    if valid_until - valid_from > LONGEST:
        raise RegistryRefused("Замещение длиннее года.", remedy="Назначьте человека на роль постоянно.")
    begins, ends = appointment.valid_from, appointment.valid_until
    if (begins and valid_from < begins) or (ends and valid_until > ends):
        raise RegistryRefused(
            f"{Role(appointment.role).label}, {appointment.organisation.caption}: назначение не действует все эти дни.",
            remedy="Сократите срок замещения.",
        )


def _journal(delegation: Delegation, action: str, acting: Acting, today: date, request_id: str) -> None:
    appointment = delegation.appointment
    record(
        actor=acting.actor(request_id=request_id),
        action=action,
        subject=appointment.organisation,
        on=today,
        ground=delegation.ground,
        after={
            "person": str(appointment.person),
            "role": appointment.role,
            "deputy": str(delegation.deputy),
            "valid_from": delegation.valid_from,
            "valid_until": delegation.valid_until,
        },
    )
