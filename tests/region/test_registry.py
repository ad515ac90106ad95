"""The registry of organisations: adding, mending, names, duplicates, people; refusals leave no trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.appointing import add_person, appoint, end_appointment
from kadrost.region.domain.errors import RegistryRefused, StaleVersion
from kadrost.region.domain.merging import merge_organisations
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.domain.registry import (
    OrganisationDraft,
    add_group,
    add_name,
    add_organisation,
    change_group,
    change_organisation,
    remove_name,
)
from kadrost.region.domain.resolution import Directory, remember_name
from kadrost.region.models import Appointment, Organisation, OrganisationGroup, OrganisationName
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.models import Duty
from tests.web.factories import (
    TODAY,
    AppointmentFactory,
    DutyFactory,
    GroupFactory,
    OrganisationFactory,
    PlanFactory,
    TerritoryFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> Acting:
    return acting_on(person(Role.COORDINATOR, OrganisationFactory()), TODAY)


@pytest.fixture
def administrator() -> Acting:
    return acting_on(person(Role.ADMINISTRATOR, OrganisationFactory()), TODAY)


@pytest.fixture
def executor() -> Acting:
    return acting_on(person(Role.EXECUTOR, OrganisationFactory()), TODAY)


def refused(error: type[KadrostError], act: Callable[[], object]) -> str:
    def state() -> tuple[Any, ...]:
        models = (Organisation, OrganisationName, OrganisationGroup, Appointment, User)
        return *(list(model.objects.order_by("pk").values()) for model in models), Entry.objects.count()

    before = state()
    with pytest.raises(error) as refusal:
        act()
    assert state() == before
    return refusal.value.message


def test_an_organisation_is_added_and_journalled(coordinator: Acting) -> None:
    draft = OrganisationDraft(name="  Энский   техникум ", short_name="ЭТ", kind="college")
    made = add_organisation(draft=draft, territory=TerritoryFactory(), acting=coordinator, today=TODAY)
    assert (made.name, made.short_name, made.kind) == ("Энский техникум", "ЭТ", "college")
    assert (Entry.objects.get().action, Entry.objects.get().after["name"]) == ("add", "Энский техникум")


@pytest.mark.parametrize(
    "draft",
    [
        OrganisationDraft(name=" "),
        OrganisationDraft(name="Я" * 401),
        OrganisationDraft(name="Техникум", kind="factory"),
        OrganisationDraft(name="Занятое имя"),
        OrganisationDraft(name="Техникум", valid_from=date(2027, 2, 1), valid_until=date(2027, 1, 1)),
    ],
)
def test_a_wrong_organisation_is_refused(coordinator: Acting, draft: OrganisationDraft) -> None:
    OrganisationFactory(name="Занятое имя")
    territory = TerritoryFactory()
    refused(
        RegistryRefused, lambda: add_organisation(draft=draft, territory=territory, acting=coordinator, today=TODAY)
    )


def test_only_those_who_keep_the_registry_change_it(executor: Acting, coordinator: Acting) -> None:
    body, other = OrganisationFactory.create_batch(2)
    draft = OrganisationDraft(name="Другое")
    name = remember_name(printed="Ведомство", body=body, territory=body.territory)
    user = UserFactory()
    for act in (
        lambda: add_organisation(draft=draft, territory=body.territory, acting=executor, today=TODAY),
        lambda: change_organisation(organisation=body, draft=draft, version=1, acting=executor, today=TODAY),
        lambda: add_name(organisation=body, printed="Иное", acting=executor, today=TODAY),
        lambda: remove_name(name=name, acting=executor, today=TODAY),
        lambda: add_group(name="Все", members=[body], territory=body.territory, acting=executor, today=TODAY),
        lambda: merge_organisations(duplicate=body, into=other, ground="одно", acting=executor, today=TODAY),
        lambda: add_person(login="a1", surname="И", given_name="", acting=coordinator, today=TODAY),
        lambda: appoint(person=user, role=Role.AUDITOR, organisation=body, acting=coordinator, today=TODAY),
    ):
        refused(PermissionRefused, act)


def test_a_renamed_organisation_is_still_found_by_its_former_name(coordinator: Acting) -> None:
    body = OrganisationFactory(name="Комитет ремёсел")
    draft = OrganisationDraft(name="Министерство ремёсел", kind=body.kind)
    changed = change_organisation(organisation=body, draft=draft, version=1, acting=coordinator, today=TODAY)
    assert (changed.name, changed.version) == ("Министерство ремёсел", 2)
    assert Directory(body.territory).certain("комитету ремёсел") == body
    assert Entry.objects.get().before == {"name": "Комитет ремёсел"}
    refused(
        StaleVersion,
        lambda: change_organisation(organisation=body, draft=draft, version=1, acting=coordinator, today=TODAY),
    )
    change_organisation(organisation=body, draft=draft, version=2, acting=coordinator, today=TODAY)
    assert Entry.objects.count() == 1


def test_a_name_means_one_body(coordinator: Acting) -> None:
    body, other = OrganisationFactory.create_batch(2)
    name = add_name(organisation=body, printed=" Отдел   игрушек", acting=coordinator, today=TODAY)
    assert name.printed == "Отдел игрушек"
    refused(RegistryRefused, lambda: add_name(organisation=body, printed="«»", acting=coordinator, today=TODAY))
    refused(
        RegistryRefused,
        lambda: add_name(organisation=other, printed="отделу игрушек", acting=coordinator, today=TODAY),
    )
    remove_name(name=name, acting=coordinator, today=TODAY)
    assert [entry.action for entry in Entry.objects.all()] == ["add_name", "remove_name"]
    assert not body.names.exists()
    assert add_name(organisation=other, printed="отделу игрушек", acting=coordinator, today=TODAY).pk


def test_a_group_needs_members_and_a_name_of_its_own(coordinator: Acting) -> None:
    body = OrganisationFactory()

    def make(name: str, members: list[Organisation]) -> OrganisationGroup:
        return add_group(name=name, members=members, territory=body.territory, acting=coordinator, today=TODAY)

    refused(RegistryRefused, lambda: make("Все", []))
    refused(RegistryRefused, lambda: make(" ", [body]))
    assert list(make("Все", [body]).members.all()) == [body]
    refused(RegistryRefused, lambda: make("Все", [body]))


def test_a_merged_duplicate_gives_all_it_had(coordinator: Acting) -> None:
    kept, duplicate = OrganisationFactory(name="Министерство сада"), OrganisationFactory(name="Садовое министерство")
    duty = DutyFactory(organisation=duplicate)
    plan = PlanFactory(coordinator=duplicate, controller=kept)
    remember_name(printed="Минсад", body=duplicate, territory=duplicate.territory)
    group = GroupFactory()
    group.members.add(duplicate)
    twice = UserFactory()
    for organisation in (kept, duplicate):
        AppointmentFactory(person=twice, role=Role.AUDITOR, organisation=organisation)
    AppointmentFactory(person=twice, role=Role.EXECUTOR, organisation=duplicate)
    moved = merge_organisations(duplicate=duplicate, into=kept, ground="письмо № 2", acting=coordinator, today=TODAY)
    assert moved == {
        "roadmaps.duty": 1,
        "roadmaps.plan": 1,
        "region.organisationname": 1,
        "region.organisationgroup": 1,
        "region.appointment": 1,
    }
    assert Duty.objects.get(pk=duty.pk).organisation == kept
    plan.refresh_from_db()
    assert (plan.coordinator, plan.controller) == (kept, kept)
    assert list(group.members.all()) == [kept]
    assert sorted(twice.appointments.values_list("role", "organisation")) == [
        ("auditor", kept.pk),
        ("executor", kept.pk),
    ]
    duplicate.refresh_from_db()
    assert duplicate.merged_into == kept
    assert duplicate not in Organisation.objects.distinct_bodies()
    directory = Directory(kept.territory)
    assert [directory.certain(name) for name in ("Минсад", "Садовое министерство", "Министерство сада")] == [kept] * 3
    assert [(entry.action, entry.object_key) for entry in Entry.objects.all()] == [
        ("merge", str(duplicate.pk)),
        ("absorb", str(kept.pk)),
    ]


def test_a_merge_that_makes_no_sense_is_refused(coordinator: Acting) -> None:
    kept, duplicate, third = OrganisationFactory.create_batch(3)
    elsewhere = OrganisationFactory(territory=TerritoryFactory(name="Иная область"))

    def merge(lost: Organisation, into: Organisation, ground: str = "одно и то же") -> None:
        merge_organisations(duplicate=lost, into=into, ground=ground, acting=coordinator, today=TODAY)

    refused(RegistryRefused, lambda: merge(kept, kept))
    refused(RegistryRefused, lambda: merge(kept, elsewhere))
    refused(RegistryRefused, lambda: merge(duplicate, kept, " "))
    merge(duplicate, kept)
    refused(RegistryRefused, lambda: merge(duplicate, third))
    refused(RegistryRefused, lambda: merge(third, duplicate))
    merge(kept, third)
    duplicate.refresh_from_db()
    assert duplicate.merged_into == third


def test_a_new_person_signs_in_with_the_password_shown_once(administrator: Acting) -> None:
    made = add_person(login="Serova@example.org", surname="Серова", given_name="Ада", acting=administrator, today=TODAY)
    assert made.person.login == "serova@example.org"
    assert made.person.check_password(made.password)
    assert made.password not in str(Entry.objects.values())
    refused(
        RegistryRefused,
        lambda: add_person(login="serova@example.org", surname="И", given_name="", acting=administrator, today=TODAY),
    )
    refused(
        RegistryRefused,
        lambda: add_person(login="новый логин", surname="И", given_name="", acting=administrator, today=TODAY),
    )
    refused(
        RegistryRefused, lambda: add_person(login="b2", surname=" ", given_name="", acting=administrator, today=TODAY)
    )


def test_an_appointment_holds_until_it_is_ended(administrator: Acting) -> None:
    user, body = UserFactory(), OrganisationFactory()

    def make(**period: date) -> Appointment:
        return appoint(person=user, role=Role.EXECUTOR, organisation=body, acting=administrator, today=TODAY, **period)

    refused(RegistryRefused, lambda: make(valid_from=date(2027, 5, 1), valid_until=date(2027, 4, 1)))
    held = make()
    refused(RegistryRefused, make)
    assert acting_on(user, TODAY).has(Role.EXECUTOR)
    end_appointment(appointment=held, acting=administrator, today=TODAY)
    assert not acting_on(user, TODAY).roles
    refused(RegistryRefused, lambda: end_appointment(appointment=held, acting=administrator, today=TODAY))
    started_today = make(valid_from=TODAY)
    end_appointment(appointment=started_today, acting=administrator, today=TODAY)
    assert list(user.appointments.all()) == [held]
    assert [entry.action for entry in Entry.objects.filter(object_type="region.organisation")] == [
        "appoint",
        "dismiss",
        "appoint",
        "dismiss",
    ]


def test_a_group_s_members_are_changed_and_journalled(coordinator: Acting, executor: Acting) -> None:
    group = GroupFactory()
    body, elsewhere = OrganisationFactory(), OrganisationFactory(territory=TerritoryFactory(name="Иная область"))

    def change(members: list[Organisation], acting: Acting = coordinator) -> None:
        change_group(group=group, members=members, meaning=" все сразу ", acting=acting, today=TODAY)

    refused(PermissionRefused, lambda: change([body], executor))
    refused(RegistryRefused, lambda: change([elsewhere]))
    change([body])
    change([body])
    group.refresh_from_db()
    assert (list(group.members.all()), group.meaning) == ([body], "все сразу")
    assert [(entry.before["members"], entry.after["members"]) for entry in Entry.objects.all()] == [([], [body.name])]
