"""My work names the next editions that somebody has begun and nobody has taken yet, to whoever decides them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import SYSTEM
from kadrost.roadmaps.domain.editions.beginning import begin_inside
from kadrost.roadmaps.domain.editions.deciding import abandon_edition
from tests.web.factories import TODAY, CheckpointFactory, OrganisationFactory, PlanFactory, person
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db


def test_an_open_edition_waits_for_whoever_changes_the_plan() -> None:
    office, other = OrganisationFactory.create_batch(2)
    plan = PlanFactory(coordinator=office)
    CheckpointFactory(measure__plan=plan)
    people = {
        "coordinator": person(Role.COORDINATOR, office),
        "administrator": person(Role.ADMINISTRATOR, office),
        "another": person(Role.COORDINATOR, other),
        "controller": person(Role.CONTROLLER, office),
    }

    def told(who: str) -> bool:
        return "Редакции на рассмотрении" in text_of(client_of(people[who]).get("/"))

    assert not any(told(who) for who in people)
    draft = begin_inside(plan=plan, acting=SYSTEM, today=TODAY)
    assert {who for who in people if told(who)} == {"coordinator", "administrator"}
    page = text_of(client_of(people["coordinator"]).get("/"))
    assert f'href="{reverse("roadmaps-edition-draft", args=(draft.pk,))}"' in page
    assert "редакция 2" in page
    abandon_edition(draft=draft, acting=SYSTEM, today=TODAY)
    assert not any(told(who) for who in people)
