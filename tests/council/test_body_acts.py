"""The acts of a body: chosen from the region's register, shown with how they stand, taken back without a trace lost."""

from __future__ import annotations

from datetime import date

import pytest

from kadrost.audit.models import Entry
from kadrost.council.domain.body_acts import bind_act
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.models import BodyAct
from kadrost.roadmaps.models import LegalAct
from tests.council.scene import TODAY, CouncilScene, make_council
from tests.web.factories import TerritoryFactory
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> CouncilScene:
    return make_council()


def statute(scene: CouncilScene, **fields: object) -> LegalAct:
    """An act of the council's own register."""
    usual = {
        "territory": scene.body.territory, "kind": "statute", "title": "О работе совета", "number": "12",
        "signed_on": date(2026, 5, 4), "stage": "adopted", "entered_on": TODAY,
    }  # fmt: skip
    return LegalAct.objects.create(**(usual | fields))


def test_an_act_is_chosen_shown_and_taken_back(scene: CouncilScene) -> None:
    legal_act = statute(scene, in_force_until=date(2027, 4, 1))
    elsewhere = statute(scene, territory=TerritoryFactory(name="Дальний край"), title="Чужое положение")
    coordinator = client_of(scene.people["coordinator"])
    address = f"/council/{scene.body.pk}/acts/new/"
    form = text_of(coordinator.get(address))
    assert "О работе совета" in form
    assert "Чужое положение" not in form
    assert coordinator.post(address, {"legal_act": elsewhere.pk, "part": "statute"}).status_code == 422
    assert coordinator.post(address, {"legal_act": legal_act.pk, "part": "statute"}).status_code == 302
    page = text_of(client_of(scene.people["member"]).get(f"/council/{scene.body.pk}/"))
    assert "Истекает, обновить до 01.04.2027" in page
    again = coordinator.post(address, {"legal_act": legal_act.pk, "part": "statute"})
    assert again.status_code == 422
    assert "Этот документ уже отнесён к органу." in text_of(again)
    bound = BodyAct.objects.get()
    for who, status in (("secretary", 403), ("foreigner", 404)):
        assert client_of(scene.people[who]).post(f"/council/acts/{bound.pk}/remove/").status_code == status
    assert BodyAct.objects.exists()
    assert coordinator.post(f"/council/acts/{bound.pk}/remove/").status_code == 302
    assert not BodyAct.objects.exists()
    assert LegalAct.objects.filter(pk=legal_act.pk).exists()
    said = list(Entry.objects.filter(action__in=("bind_act", "unbind_act")).values_list("action", flat=True))
    assert sorted(said) == ["bind_act", "unbind_act"]


def test_an_act_of_another_territory_settles_nothing_here(scene: CouncilScene) -> None:
    other = statute(scene, territory=TerritoryFactory(name="Дальний край"))
    for legal_act, part in ((other, "statute"), (statute(scene), "anything")):
        with pytest.raises(CouncilRefused):
            bind_act(
                body=scene.body, legal_act=legal_act, part=part, acting=scene.acting("coordinator"), today=TODAY
            )  # fmt: skip
    assert not BodyAct.objects.exists()
    assert not Entry.objects.filter(action="bind_act").exists()
