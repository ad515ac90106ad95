"""How a plan's pages put their words: titles, terms not understood, definitions, what goes on paper."""

from __future__ import annotations

import pytest

from kadrost.kernel.schedule import Schedule
from kadrost.roadmaps.models import Definition, Plan
from tests.web.factories import DutyFactory, MeasureFactory
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def page_of(scene: Scene, address: str, who: str = "coordinator") -> str:
    return text_of(client_of(scene.people[who]).get(address))


def test_a_term_that_is_not_understood_leads_to_its_measure(scene: Scene) -> None:
    vague = Schedule(phrase="весной", understood=False, why="время года", rules=())
    measure = MeasureFactory(plan=scene.plan, due_text="весной", schedule=vague, schedule_words="")
    page = page_of(scene, f"/plans/{scene.plan.pk}/schedules/")
    link = f'<a href="/measures/{measure.pk}/">{measure.number}</a>'
    assert f"1 срок не понят: {link}. Срок назначают на странице мероприятия." in page


def test_a_definition_is_quoted_as_the_document_declines_it(scene: Scene) -> None:
    Definition.objects.create(plan=scene.plan, position=1, term="рабочая группа", meaning="рабочей группы по ремёслам")
    page = page_of(scene, f"/plans/{scene.plan.pk}/")
    assert "<b>рабочая группа</b>: в документе «рабочей группы по ремёслам»" in page


def test_a_number_is_never_parted_from_its_sign(scene: Scene) -> None:
    Plan.objects.update(short_title="Протокол совета № 1/2026")
    address = f"/plans/{scene.plan.pk}/"
    html = client_of(None).get(address).content.decode()
    assert '<span aria-current="page">Протокол совета №\u00a01/2026</span>' in html


def test_a_decision_of_a_list_reads_as_a_title(scene: Scene) -> None:
    scene.measure.title = "утвердить порядок;"
    scene.measure.save()
    page = page_of(scene, f"/measures/{scene.measure.pk}/")
    assert f"<h1>{scene.measure.number} Утвердить порядок</h1>" in page


def test_the_state_and_its_day_are_printed(scene: Scene) -> None:
    page = page_of(scene, f"/plans/{scene.plan.pk}/")
    assert '<p class="act-on-paper">Состояние на 10 марта 2027</p><ul class="totals">' in page
    assert '<td class="standing-cell"' in page


def test_the_members_of_a_new_group_are_ticked(scene: Scene) -> None:
    DutyFactory(measure=scene.measure, organisation=None, printed_name="Гильдии")
    page = page_of(scene, "/organisations/unresolved/")
    assert f'type="checkbox" name="members" value="{scene.body.pk}"' in page
    assert "<select" not in page[page.index('class="for-group members"') :].split("</form>")[0]


def test_a_refused_page_keeps_the_way_to_others(scene: Scene) -> None:
    response = client_of(scene.people["executor"]).get("/organisations/unresolved/")
    page = text_of(response)
    assert response.status_code == 403
    assert "Эта страница вам не открыта" in page
    assert '<a class="rail-entry" href="/plans/"' in page
