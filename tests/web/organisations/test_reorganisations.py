"""A body ends and others carry on: open duties, plans, people, groups and names pass, the past stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.region.domain.errors import RegistryRefused
from kadrost.region.domain.people import acting_on
from kadrost.region.domain.reorganising import ReorganisationDraft, reorganise
from kadrost.region.domain.resolution import Directory, remember_name
from kadrost.region.models import Appointment, Organisation, Reorganisation
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.models import Duty, Plan
from tests.web.factories import (
    TODAY,
    DutyFactory,
    GroupFactory,
    MeasureFactory,
    OrganisationFactory,
    PlanFactory,
    TerritoryFactory,
    person,
)

pytestmark = pytest.mark.django_db

Kind = Reorganisation.Kind
DAY = date(2027, 3, 1)


@pytest.fixture
def clerk() -> User:
    return person(Role.COORDINATOR, OrganisationFactory())


@pytest.fixture
def ending() -> Organisation:
    return OrganisationFactory(name="Колледж гончаров")


@pytest.fixture
def heir() -> Organisation:
    return OrganisationFactory(name="Колледж ремёсел и искусств")


def draft(*heirs: Organisation, **changes: Any) -> ReorganisationDraft:
    facts: dict[str, Any] = {
        "kind": Kind.JOINING, "successors": heirs, "took_place_on": DAY, "ground": "распоряжение № 12-р",
        "shares": {}, "with_people": True,
    }  # fmt: skip
    return ReorganisationDraft(**(facts | changes))


def test_the_heir_answers_and_the_past_stays(ending: Organisation, heir: Organisation, clerk: User) -> None:
    worker = person(Role.EXECUTOR, ending)
    plan = PlanFactory(coordinator=ending, controller=ending)
    open_duty = DutyFactory(measure=MeasureFactory(plan=plan), organisation=ending)
    shared = MeasureFactory(plan=plan)
    DutyFactory(measure=shared, organisation=ending, part=Duty.Part.LEAD)
    DutyFactory(measure=shared, organisation=heir, part=Duty.Part.CO)
    past = DutyFactory(measure__plan=PlanFactory(state=Plan.State.CLOSED), organisation=ending)
    group = GroupFactory()
    group.members.add(ending)

    reorganise(organisation=ending, draft=draft(heir), acting=acting_on(clerk, TODAY), today=TODAY)

    open_duty.refresh_from_db()
    past.refresh_from_db()
    plan.refresh_from_db()
    ending.refresh_from_db()
    assert open_duty.organisation == heir
    assert [(duty.organisation, duty.part) for duty in shared.duties.all()] == [(heir, Duty.Part.LEAD)]
    assert past.organisation == ending
    assert (plan.coordinator, plan.controller, plan.version) == (heir, heir, 3)
    assert list(group.members.all()) == [heir]
    assert ending.valid_until == DAY - timedelta(days=1)
    held = {one.organisation: (one.valid_from, one.valid_until) for one in Appointment.objects.filter(person=worker)}
    assert held == {ending: (None, DAY - timedelta(days=1)), heir: (DAY, None)}
    told = Entry.objects.filter(action__in=("reorganise", "succeed")).order_by("id")
    assert [(entry.action, entry.object_key) for entry in told] == [
        ("reorganise", str(ending.pk)), ("succeed", str(heir.pk)),
    ]  # fmt: skip


def test_a_divided_body_shares_out_and_may_remain_itself(ending: Organisation, heir: Organisation, clerk: User) -> None:
    kept, given = (DutyFactory(organisation=ending) for _ in range(2))
    shares = {f"duty:{given.pk}": heir}
    plan = draft(ending, heir, kind=Kind.DIVISION, shares=shares)
    reorganise(organisation=ending, draft=plan, acting=acting_on(clerk, TODAY), today=TODAY)
    kept.refresh_from_db()
    given.refresh_from_db()
    ending.refresh_from_db()
    assert (kept.organisation, given.organisation, ending.valid_until) == (ending, heir, None)


def test_names_of_the_ended_mean_the_only_heir(ending: Organisation, heir: Organisation, clerk: User) -> None:
    remember_name(printed="колледж глины", body=ending, territory=ending.territory)
    last = OrganisationFactory(name="Университет ремёсел")
    acting = acting_on(clerk, TODAY)
    reorganise(organisation=ending, draft=draft(heir), acting=acting, today=TODAY)
    reorganise(
        organisation=heir, draft=draft(last, took_place_on=TODAY, kind=Kind.TRANSFORMATION), acting=acting, today=TODAY
    )
    directory = Directory(ending.territory)
    assert directory.certain("Колледж глины") == last
    assert directory.certain("Колледж гончаров") == last
    assert {name.printed for name in ending.names.all()} == {"колледж глины"}


def test_names_of_a_divided_body_are_asked_again(ending: Organisation, heir: Organisation, clerk: User) -> None:
    other = OrganisationFactory(name="Дом искусств")
    plan = draft(heir, other, kind=Kind.DIVISION)
    reorganise(organisation=ending, draft=plan, acting=acting_on(clerk, TODAY), today=TODAY)
    assert Directory(ending.territory).proposals("Колледж гончаров")[0].body == ending


@pytest.mark.parametrize(
    "changes",
    [
        {"ground": " "},
        {"took_place_on": TODAY + timedelta(days=1)},
        {"heirs": "none"},
        {"kind": Kind.TRANSFORMATION, "heirs": "two"},
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    ending: Organisation, heir: Organisation, clerk: User, changes: dict[str, Any]
) -> None:
    duty = DutyFactory(organisation=ending)
    heirs = {"two": (heir, OrganisationFactory()), "none": ()}.get(changes.get("heirs", ""), (heir,))
    told = {name: value for name, value in changes.items() if name != "heirs"}
    entries = Entry.objects.count()
    with pytest.raises(RegistryRefused):
        reorganise(organisation=ending, draft=draft(*heirs, **told), acting=acting_on(clerk, TODAY), today=TODAY)
    duty.refresh_from_db()
    assert (duty.organisation, Reorganisation.objects.count(), Entry.objects.count()) == (ending, 0, entries)


def test_an_ended_body_is_no_heir_and_a_foreign_one_neither(
    ending: Organisation, heir: Organisation, clerk: User
) -> None:
    acting = acting_on(clerk, TODAY)
    reorganise(organisation=ending, draft=draft(heir), acting=acting, today=TODAY)
    with pytest.raises(RegistryRefused, match="уже не действует"):
        reorganise(organisation=heir, draft=draft(ending, took_place_on=TODAY), acting=acting, today=TODAY)
    far = OrganisationFactory(territory=TerritoryFactory(name="Дальняя область"))
    person(Role.EXECUTOR, far)
    with pytest.raises(PermissionRefused):
        reorganise(organisation=heir, draft=draft(far), acting=acting_on(clerk, TODAY), today=TODAY)


def test_the_page_asks_who_gets_what(client: Client, ending: Organisation, heir: Organisation, clerk: User) -> None:
    other = OrganisationFactory(name="Дом искусств")
    duty = DutyFactory(organisation=ending)
    client.force_login(clerk)
    address = f"/organisations/{ending.pk}/reorganise/"
    assert "перейдут к преемнику: 1" in client.get(address).content.decode()
    sent = {
        "kind": Kind.DIVISION, "successors": [heir.pk, other.pk], "took_place_on": "01.03.2027",
        "ground": "приказ № 7", "with_people": "on",
    }  # fmt: skip
    asked = client.post(address, sent)
    assert asked.status_code == 200
    assert "Кому что переходит" in asked.content.decode()
    done = client.post(address, {**sent, "shared_out": "1", f"duty:{duty.pk}": str(other.pk)})
    assert done.status_code == 302
    duty.refresh_from_db()
    assert duty.organisation == other
    page = client.get(f"/organisations/{ending.pk}/").content.decode()
    assert "Работу продолжает" in page
    assert "Дом искусств" in page
    assert "продолжает работу организации" in client.get(f"/organisations/{heir.pk}/").content.decode()
