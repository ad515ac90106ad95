"""The tree of territories: seen by whoever holds a role, kept by administrators, each within their own."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.region.domain.errors import RegistryRefused
from kadrost.region.domain.people import SYSTEM, acting_on
from kadrost.region.domain.placing import TerritoryDraft, add_territory, change_territory
from kadrost.region.domain.resolution import Directory
from kadrost.region.models import Territory
from kadrost.region.permissions import PermissionRefused
from tests.web.factories import TODAY, OrganisationFactory, TerritoryFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Territory:
    return TerritoryFactory()


@pytest.fixture
def administrator(region: Territory) -> User:
    return person(Role.ADMINISTRATOR, OrganisationFactory(territory=region))


def test_a_district_is_added_below_and_its_bodies_are_found_from_above(
    client: Client, region: Territory, administrator: User
) -> None:
    client.force_login(administrator)
    sent = {"name": "Глиняный район", "genitive": "Глиняного района", "parent": region.pk, "valid_from": "01.01.2020"}
    assert client.post("/territories/new/", sent).status_code == 302
    district = Territory.objects.get(name="Глиняный район")
    assert (district.parent, district.kind, district.valid_from) == (
        region, Territory.Kind.MUNICIPALITY, date(2020, 1, 1),
    )  # fmt: skip
    office = OrganisationFactory(name="Администрация Глиняного района", territory=district)
    page = client.get("/territories/").content.decode().split("<tbody>")[1]
    assert page.index(region.name) < page.index("Глиняный район")
    assert Directory(region).certain("администрация Глиняного района") == office
    assert client.post("/territories/new/", {**sent, "name": "глиняный  район"}).status_code == 422


def test_a_change_needs_a_ground_and_makes_no_circle(region: Territory, administrator: User) -> None:
    acting = acting_on(administrator, TODAY)
    district = add_territory(draft=TerritoryDraft("Глиняный район", parent=region), acting=acting, today=TODAY)
    acting = acting_on(administrator, TODAY)
    entries = Entry.objects.count()
    for draft, ground in (
        (TerritoryDraft("Глиняный округ", parent=region), " "),
        (TerritoryDraft("Глиняный район", parent=district), "закон № 5"),
        (TerritoryDraft("", parent=region), "закон № 5"),
        (TerritoryDraft("Округ", parent=region, valid_from=TODAY, valid_until=date(2027, 1, 1)), "закон № 5"),
    ):
        with pytest.raises(RegistryRefused):
            change_territory(territory=district, draft=draft, ground=ground, acting=acting, today=TODAY)
    assert Entry.objects.count() == entries
    change_territory(
        territory=district, draft=TerritoryDraft("Глиняный округ", parent=region, valid_from=date(2026, 1, 1)),
        ground="закон № 5", acting=acting, today=TODAY,
    )  # fmt: skip
    district.refresh_from_db()
    assert district.name == "Глиняный округ"
    assert not Territory.objects.existing(date(2025, 12, 31)).filter(pk=district.pk).exists()


def test_regions_are_the_platforms_and_others_districts_their_own(region: Territory, administrator: User) -> None:
    acting = acting_on(administrator, TODAY)
    with pytest.raises(PermissionRefused):
        add_territory(draft=TerritoryDraft("Новая область"), acting=acting, today=TODAY)
    far = TerritoryFactory(name="Дальняя область")
    person(Role.EXECUTOR, OrganisationFactory(territory=far))
    acting = acting_on(administrator, TODAY)
    with pytest.raises(PermissionRefused):
        change_territory(
            territory=far, draft=TerritoryDraft("Ближняя область"), ground="закон", acting=acting, today=TODAY
        )
    assert add_territory(draft=TerritoryDraft("Новая область"), acting=SYSTEM, today=TODAY).kind == "region"
