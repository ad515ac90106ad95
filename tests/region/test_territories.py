"""How far a role reaches: over the territory of its body, all below it, and over regions where nobody acts yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import acting_on
from kadrost.region.domain.territories import TerritoryTree
from kadrost.region.models import Appointment, Territory
from kadrost.region.permissions import PermissionRefused, require
from tests.web.factories import TODAY, OrganisationFactory, TerritoryFactory, person

pytestmark = pytest.mark.django_db


def test_the_tree_knows_what_lies_where() -> None:
    tree = TerritoryTree({1: None, 2: 1, 3: 2, 4: 1, 5: None}, manned=frozenset({3}))
    assert tree.below(1) == {1, 2, 3, 4}
    assert tree.below(2) == {2, 3}
    assert tree.region_of(3) == {1, 2, 3, 4}
    assert tree.unmanned == {5}
    assert tree.would_turn_in_circles(1, 3)
    assert not tree.would_turn_in_circles(3, 4)
    assert not tree.would_turn_in_circles(3, None)


def test_a_circle_in_the_data_hangs_nobody() -> None:
    tree = TerritoryTree({1: 2, 2: 1})
    assert tree.below(1) == {1, 2}
    assert tree.uppermost(1) in {1, 2}


def test_a_municipal_role_stays_within_its_municipality() -> None:
    region = TerritoryFactory()
    town = Territory.objects.create(name="Город Энск", kind=Territory.Kind.MUNICIPALITY, parent=region)
    village = Territory.objects.create(name="Энский район", kind=Territory.Kind.MUNICIPALITY, parent=region)
    other = OrganisationFactory(territory=TerritoryFactory(name="Дальняя область"))
    person(Role.EXECUTOR, other)
    mayor = acting_on(person(Role.COORDINATOR, OrganisationFactory(territory=town)), TODAY)
    governor = acting_on(person(Role.COORDINATOR, OrganisationFactory(territory=region)), TODAY)

    assert mayor.territory_ids(Role.COORDINATOR) == {town.pk}
    assert mayor.region == {region.pk, town.pk, village.pk}
    assert governor.territory_ids(Role.COORDINATOR) == {region.pk, town.pk, village.pk}
    assert not governor.is_of_region(other.territory_id)
    require("region.manage_organisations", governor, town)
    for place in (region, village, other):
        with pytest.raises(PermissionRefused):
            require("region.manage_organisations", mayor, place)


def test_a_region_in_which_nobody_acts_is_looked_after_by_whoever_is_there() -> None:
    ours = acting_on(person(Role.COORDINATOR, OrganisationFactory()), TODAY)
    joining = OrganisationFactory(territory=TerritoryFactory(name="Дальняя область"))
    user = ours.user
    assert user is not None
    assert acting_on(user, TODAY).reaches(joining.territory_id, Role.COORDINATOR)

    person(Role.EXECUTOR, joining)

    assert not acting_on(user, TODAY).reaches(joining.territory_id, Role.COORDINATOR)


def test_a_role_that_has_ended_reaches_nowhere() -> None:
    user = person(Role.ADMINISTRATOR, OrganisationFactory())
    Appointment.objects.update(valid_until=TODAY - timedelta(days=1))
    acting = acting_on(user, TODAY)
    assert (acting.roles, acting.region, dict(acting.territories)) == (frozenset(), frozenset(), {})
    assert acting_on(user, date(2027, 3, 9)).has(Role.ADMINISTRATOR)
