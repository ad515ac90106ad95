"""Every address × people of another organisation and of another region: a new address is covered by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.region.models import Organisation
from kadrost.roadmaps.models import Plan
from tests.web.access_scene import everything, make_scene
from tests.web.factories import OrganisationFactory, TerritoryFactory, person
from tests.web.test_access import ACT, REFUSED, address_of, addresses, read_whole

pytestmark = pytest.mark.django_db

OPEN_TO_ALL = {"region-organisation", "roadmaps-provision"}
"""Addresses of one record of a region that everybody may look at, whatever region they are of."""

SHOWN_TO_COLLEAGUES = {
    "coordinator": {
        "council-act-",
        "council-body-",
        "council-expert-",
        "council-proposal-",
        "council-session-",
        "council-member-",
        "council-measure-",
        "council-artefact-",
        "council-route-",
        "region-",
        "roadmaps-intake-",
        "roadmaps-names",
        "roadmaps-assessment-",
        "roadmaps-indicator",
        "roadmaps-participant-",
        "roadmaps-priority-",
        "roadmaps-draft-new",
        "roadmaps-draft-put",
        "roadmaps-campaign-new",
        "roadmaps-effectiveness-rules",
        "roadmaps-legal-act",
        "roadmaps-project-",
        "roadmaps-agreement-",
        "roadmaps-adaptation",
    },
    "administrator": {""},
}
"""What people of another organisation of the same region may act upon, by the beginning of its address's name."""


def people_of(organisation: Organisation) -> dict[str, User]:
    return {role.value: person(role, organisation) for role in Role}


def client_for(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_nobody_of_another_region_sees_or_changes_anything(settings: Settings) -> None:
    scene = make_scene()
    Plan.objects.update(is_public=False)
    far_away = OrganisationFactory(territory=TerritoryFactory(name="Дальняя область"))
    clients = {role: client_for(user) for role, user in people_of(far_away).items()}
    folder = Path(settings.MEDIA_ROOT)
    before = everything(folder)
    bound = [entry for entry in addresses() if entry.pattern.converters and entry.name not in OPEN_TO_ALL]
    seen = []
    for entry in bound:
        for role, client in clients.items():
            for answer in (
                client.get(address_of(entry, scene)),
                client.post(address_of(entry, scene), {"version": "1", "ground": "Основание"}),
            ):
                read_whole(answer)
                if answer.status_code not in {403, 404, 405}:
                    seen.append((entry.name, role, answer.status_code))
    assert len(bound) > 40
    assert seen == []
    assert everything(folder) == before


def test_whoever_serves_elsewhere_in_the_region_changes_nothing_of_this_plan(settings: Settings) -> None:
    scene = make_scene()
    clients = {role: client_for(user) for role, user in people_of(OrganisationFactory()).items()}
    folder = Path(settings.MEDIA_ROOT)
    before = everything(folder)
    done = []
    for entry in addresses():
        for role, client in clients.items():
            allowed = SHOWN_TO_COLLEAGUES.get(role, set())
            if entry.name not in ACT or any((entry.name or "").startswith(one) for one in allowed):
                continue
            answer = client.post(address_of(entry, scene), {"version": "1", "ground": "Основание"})
            if answer.status_code not in REFUSED:
                done.append((entry.name, role, answer.status_code))
    assert done == []
    assert everything(folder) == before
