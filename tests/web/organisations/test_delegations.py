"""A person on leave lets a colleague act: from a day to a day, seen in the journal, and never passed on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.region.domain.delegating import delegate, withdraw_delegation
from kadrost.region.domain.errors import RegistryRefused
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Appointment, Delegation, Organisation
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.models import Report
from tests.web.factories import (
    TODAY,
    CheckpointFactory,
    DutyFactory,
    OrganisationFactory,
    TerritoryFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db

UNTIL = TODAY + timedelta(days=14)


@pytest.fixture
def college() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def absent(college: Organisation) -> User:
    return person(Role.EXECUTOR, college, surname="Отпускная")


@pytest.fixture
def deputy() -> User:
    return person(Role.AUDITOR, OrganisationFactory(), surname="Замещаева")


def appointment_of(user: User) -> Appointment:
    return Appointment.objects.get(person=user)


def delegated(absent: User, deputy: User, **changes: object) -> Delegation:
    terms: dict[str, object] = {"valid_from": TODAY, "valid_until": UNTIL, "ground": "отпуск, приказ № 3-л"}
    acting = acting_on(absent, TODAY)
    return delegate(appointment=appointment_of(absent), deputy=deputy, acting=acting, today=TODAY, **(terms | changes))  # type: ignore[arg-type]


def test_the_deputy_acts_in_the_role_while_it_lasts(absent: User, deputy: User, college: Organisation) -> None:
    delegated(absent, deputy)
    within = acting_on(deputy, UNTIL)
    assert within.organisation_ids(Role.EXECUTOR) == {college.pk}
    assert within.actor().role == "Аудитор, Исполнитель (замещает: Отпускная Анна)"
    for day in (TODAY - timedelta(days=1), UNTIL + timedelta(days=1)):
        assert acting_on(deputy, day).roles == {Role.AUDITOR}
    assert acting_on(absent, TODAY).organisation_ids(Role.EXECUTOR) == {college.pk}


def test_what_was_delegated_ends_with_the_appointment_and_with_the_person(absent: User, deputy: User) -> None:
    delegated(absent, deputy)
    absent.is_active = False
    absent.save()
    assert acting_on(deputy, TODAY).roles == {Role.AUDITOR}
    absent.is_active = True
    absent.save()
    Appointment.objects.filter(person=absent).update(valid_until=TODAY)
    assert acting_on(deputy, TODAY + timedelta(days=1)).roles == {Role.AUDITOR}


def test_it_is_never_passed_on(absent: User, deputy: User) -> None:
    delegated(absent, deputy)
    third = person(Role.AUDITOR, OrganisationFactory())
    with pytest.raises(PermissionRefused):
        delegate(
            appointment=appointment_of(absent), deputy=third, valid_from=TODAY, valid_until=UNTIL, ground="сам ухожу",
            acting=acting_on(deputy, TODAY), today=TODAY,
        )  # fmt: skip
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": UNTIL, "valid_until": TODAY},
        {"valid_from": TODAY - timedelta(days=1)},
        {"valid_until": TODAY + timedelta(days=367)},
        {"ground": "  "},
    ],
)
def test_a_wrong_delegation_is_refused_and_nothing_is_kept(
    absent: User, deputy: User, changes: dict[str, object]
) -> None:
    entries = Entry.objects.count()
    with pytest.raises(RegistryRefused):
        delegated(absent, deputy, **changes)
    assert (Delegation.objects.count(), Entry.objects.count()) == (0, entries)


def test_only_somebody_of_the_region_replaces_and_only_once(absent: User, deputy: User) -> None:
    stranger = person(Role.EXECUTOR, OrganisationFactory(territory=TerritoryFactory(name="Дальняя область")))
    for other in (stranger, UserFactory(), absent):
        with pytest.raises(RegistryRefused):
            delegated(absent, other)
    delegated(absent, deputy)
    with pytest.raises(RegistryRefused, match="уже замещает"):
        delegated(absent, deputy, valid_from=UNTIL, valid_until=UNTIL + timedelta(days=3))


def test_withdrawn_it_holds_no_longer_and_both_are_journalled(
    absent: User, deputy: User, college: Organisation
) -> None:
    made = delegated(absent, deputy)
    withdraw_delegation(delegation=made, acting=acting_on(absent, TODAY), today=TODAY)
    assert acting_on(deputy, TODAY).roles == {Role.AUDITOR}
    told = Entry.objects.filter(object_type="region.organisation", object_key=str(college.pk)).order_by("id")
    assert [entry.action for entry in told] == ["delegate", "withdraw_delegation"]
    with pytest.raises(RegistryRefused, match="уже закончилось"):
        withdraw_delegation(delegation=made, acting=acting_on(absent, TODAY), today=TODAY)


def test_on_the_page_a_deputy_is_named_and_reports_in_the_absent_ones_place(
    client: Client, absent: User, deputy: User, college: Organisation
) -> None:
    checkpoint = CheckpointFactory()
    DutyFactory(measure=checkpoint.measure, organisation=college)
    client.force_login(absent)
    page = client.get("/delegations/").content.decode()
    assert "Замещение не назначалось" in page
    sent = {
        "appointments": str(appointment_of(absent).pk),
        "deputy": str(deputy.pk),
        "valid_from": TODAY.isoformat(),
        "valid_until": UNTIL.isoformat(),
        "ground": "отпуск, приказ № 3-л",
    }
    assert client.post("/delegations/", {**sent, "ground": ""}).status_code == 422
    assert client.post("/delegations/", sent).status_code == 302
    assert "действует" in client.get("/delegations/").content.decode()

    client.force_login(deputy)
    told = client.get("/delegations/").content.decode()
    assert "Кого замещаю я" in told
    answer = client.post(
        f"/checkpoints/{checkpoint.pk}/report/",
        {"version": "1", "claim": "partly", "words": "Начато", "documents": "0"},
    )
    assert answer.status_code == 302
    report = Report.objects.get()
    assert (report.organisation, report.author) == (college, deputy)


def test_an_administrator_names_a_deputy_for_who_fell_ill(client: Client, absent: User, deputy: User) -> None:
    administrator = person(Role.ADMINISTRATOR, OrganisationFactory())
    client.force_login(administrator)
    address = f"/people/{absent.pk}/delegations/"
    sent = {
        "appointments": str(appointment_of(absent).pk), "deputy": str(deputy.pk),
        "valid_from": "10.03.2027", "valid_until": "12.03.2027", "ground": "больничный",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    made = Delegation.objects.get()
    assert (made.valid_from, made.valid_until) == (date(2027, 3, 10), date(2027, 3, 12))
    client.post(f"/delegations/{made.pk}/withdraw/")
    made.refresh_from_db()
    assert made.withdrawn_on == TODAY


def test_others_neither_see_nor_withdraw_it(client: Client, absent: User, deputy: User) -> None:
    made = delegated(absent, deputy)
    far_administrator = person(
        Role.ADMINISTRATOR, OrganisationFactory(territory=TerritoryFactory(name="Дальняя область"))
    )
    for other in (deputy, far_administrator, person(Role.COORDINATOR, OrganisationFactory())):
        client.force_login(other)
        assert client.get(f"/people/{absent.pk}/delegations/").status_code == 404
        assert client.post(f"/delegations/{made.pk}/withdraw/").status_code == 404
    made.refresh_from_db()
    assert made.withdrawn_on is None


def test_while_another_day_is_shown_nothing_is_delegated(client: Client, absent: User) -> None:
    with time_machine.travel(f"{TODAY}T10:00:00+03:00", tick=False):
        client.force_login(absent)
        assert "Записать замещение" not in client.get("/delegations/?as_of=2027-03-01").content.decode()
