"""Coverage of the Standard, ties of a plan, a provision's page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from kadrost.audit.models import Entry
from kadrost.roadmaps.domain.comparison.deciding import decide_alignment
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.domain.standard.coverage import coverage_of
from kadrost.roadmaps.domain.standard.errors import StandardRefused
from kadrost.roadmaps.domain.standard.loading import load_editions
from kadrost.roadmaps.domain.standard.proposals import ties_of_plan
from kadrost.roadmaps.domain.standard.tying import accept_proposals, decide_tie, tie_section
from kadrost.roadmaps.models import Act, Alignment, Measure, Plan, Provision, ProvisionTie, StandardEdition
from kadrost.roadmaps.permissions import PermissionRefused
from tests.web.factories import TODAY
from tests.web.scene import client_of, queries_of, text_of
from tests.web.standard.conftest import Region

State = ProvisionTie.State


def served(region: Region, plan: Plan | None = None) -> dict[int, int]:
    """How many measures serve each provision, those without left out."""
    coverage = coverage_of(
        acting=region.acting("auditor"), snapshot=snapshot_for(today=TODAY), plan_id=plan.pk if plan else None
    )
    return {line.provision.number: line.measures for line in coverage.lines if line.measures}


def test_the_editions_come_with_the_platform_and_are_never_rewritten(db: None) -> None:
    assert StandardEdition.objects.get(is_current=True).provisions.count() == 14
    Provision.objects.filter(number=1).update(asks="иначе")
    load_editions()
    assert Provision.objects.get(number=1).asks == "иначе"
    assert all(provision.questions for provision in Provision.objects.all())


def test_a_section_hands_its_provision_down_and_a_refused_tie_takes_it_off(region: Region) -> None:
    assert served(region) == {5: 1}
    decide_tie(measure=region.measure, number=5, state=State.REFUSED, acting=region.acting("coordinator"), today=TODAY)
    assert served(region) == {}
    decide_tie(
        measure=region.measure, number=5, state=State.CONFIRMED, acting=region.acting("coordinator"), today=TODAY
    )
    assert served(region) == {5: 1}


def test_a_measure_serves_several_provisions(region: Region) -> None:
    for number in (10, 7):
        decide_tie(
            measure=region.other, number=number, state=State.CONFIRMED, acting=region.acting("coordinator"), today=TODAY
        )
    assert served(region) == {5: 1, 7: 1, 10: 1}
    assert Entry.objects.filter(action="tie", object_key=str(region.other.pk)).count() == 2


def test_what_was_decided_later_is_not_seen_as_of_before(region: Region) -> None:
    decide_tie(measure=region.other, number=10, state=State.CONFIRMED, acting=region.acting("coordinator"), today=TODAY)
    before = TODAY - timedelta(days=1)
    coverage = coverage_of(acting=region.acting("auditor"), snapshot=snapshot_for(today=before, as_of=before))
    assert [line.provision.number for line in coverage.lines if line.measures] == [5]


def test_words_propose_and_say_why(region: Region) -> None:
    ties = ties_of_plan(region.plan, day=TODAY)
    proposed = {one.measure.pk: one.proposed for one in ties.measures}
    assert proposed[region.other.pk][0].provision.number == 10
    assert "стажировка" in proposed[region.other.pk][0].proposal.words
    assert proposed[region.measure.pk] == ()


def test_all_likely_proposals_are_taken_at_once_and_journalled(region: Region) -> None:
    sections, measures = accept_proposals(
        plan=region.plan, threshold=0.1, acting=region.acting("coordinator"), today=TODAY
    )
    assert (sections, measures) == (1, 0)
    region.other.section.refresh_from_db()
    assert region.other.section.provision == 10
    assert Entry.objects.filter(action="tie_section").count() == 1


def test_a_section_that_names_its_provision_is_taken_at_any_threshold(region: Region) -> None:
    region.section.title, region.section.provision = "Мероприятия по положению 3 «Наличие координатора»", None
    region.section.save()
    accept_proposals(plan=region.plan, threshold=1, acting=region.acting("coordinator"), today=TODAY)
    region.section.refresh_from_db()
    assert region.section.provision == 3


@pytest.mark.parametrize("who", ["executor", "auditor", "controller", "other_coordinator"])
def test_only_who_keeps_the_plan_ties_it(region: Region, who: str) -> None:
    with pytest.raises(PermissionRefused):
        decide_tie(measure=region.other, number=10, state=State.CONFIRMED, acting=region.acting(who), today=TODAY)
    with pytest.raises(PermissionRefused):
        tie_section(section=region.section, number=1, acting=region.acting(who), today=TODAY)
    assert not ProvisionTie.objects.exists()
    assert not Entry.objects.exists()


def test_a_provision_that_is_not_there_is_refused(region: Region) -> None:
    with pytest.raises(StandardRefused, match="Положения 15"):
        decide_tie(
            measure=region.other, number=15, state=State.CONFIRMED, acting=region.acting("coordinator"), today=TODAY
        )


def test_the_page_says_that_absence_is_no_failure_and_leads_to_the_board(region: Region) -> None:
    page = text_of(client_of(region.people["auditor"]).get(reverse("roadmaps-standard")))
    assert "«Нет в плане» не значит «не сделано»" in page
    assert "?provision=5&amp;standing=due" in page
    board = text_of(client_of(region.people["auditor"]).get(reverse("roadmaps-board"), {"provision": "5"}))
    assert "1.1 Расчёт прогноза" in board
    assert "положение Стандарта" in board
    other = text_of(client_of(region.people["auditor"]).get(reverse("roadmaps-board"), {"provision": "7"}))
    assert "1.1 Расчёт прогноза" not in other


def test_plans_without_the_public_are_not_counted_for_it(region: Region) -> None:
    Plan.objects.update(is_public=False)
    page = text_of(client_of(None).get(reverse("roadmaps-standard")))
    assert "Планов на контроле нет" in page
    assert client_of(None).get(reverse("roadmaps-standard"), {"plan": region.plan.pk}).status_code == 404


def test_a_template_serves_no_provision_but_may_be_looked_at_alone(region: Region) -> None:
    before = served(region)
    assert before
    Plan.objects.filter(pk=region.plan.pk).update(kind=Act.Kind.TEMPLATE)
    assert served(region) == {}
    assert served(region, region.plan) == before
    page = text_of(client_of(region.people["auditor"]).get(reverse("roadmaps-standard")))
    assert "0 мероприятий" not in page


def test_ties_are_decided_from_the_page(region: Region) -> None:
    client = client_of(region.people["coordinator"])
    address = reverse("roadmaps-ties", args=(region.plan.pk,))
    page = text_of(client.get(address))
    assert f'value="confirm:{region.other.pk}:10"' in page
    answer = client.post(address, {"act": f"confirm:{region.other.pk}:10"})
    assert answer.headers["Location"] == f"{address}#measure-{region.other.pk}"
    assert ProvisionTie.objects.get().score is not None
    client.post(address, {"act": f"confirm:{region.other.pk}", f"measure-{region.other.pk}": "7"})
    assert set(ProvisionTie.objects.values_list("provision__number", flat=True)) == {7, 10}
    client.post(address, {"act": f"section:{region.section.pk}:0"})
    region.section.refresh_from_db()
    assert region.section.provision is None
    assert "Приняты связи" in text_of(client.post(address, {"act": "all", "threshold": "0,1"}, follow=True))
    assert "не понят" in text_of(client.post(address, {"act": "all", "threshold": "много"}, follow=True))
    assert "Действие не понято" in text_of(client.post(address, {"act": "x"}, follow=True))


def test_a_provision_shows_its_measures_and_the_plans_without_any(region: Region) -> None:
    page = text_of(client_of(region.people["auditor"]).get(reverse("roadmaps-provision", args=(5,))))
    assert "Расчёт прогноза потребности" in page
    assert "Нет в плане:" in page
    assert "Положение ещё не оценивалось" in page
    empty = text_of(client_of(region.people["auditor"]).get(reverse("roadmaps-provision", args=(8,))))
    assert "Это не значит, что ничего не делается" in empty
    assert client_of(None).get(reverse("roadmaps-provision", args=(15,))).status_code == 404


def test_pages_ask_no_more_than_fifteen_queries(region: Region) -> None:
    client = client_of(region.people["coordinator"])
    assert queries_of(client, reverse("roadmaps-standard")) <= 15
    assert queries_of(client, reverse("roadmaps-provision", args=(5,))) <= 15
    assert queries_of(client, reverse("roadmaps-ties", args=(region.plan.pk,))) <= 15


def test_a_measures_page_says_what_it_is_to_the_standard(region: Region) -> None:
    page = text_of(client_of(region.people["auditor"]).get(reverse("roadmaps-measure", args=(region.measure.pk,))))
    assert "Положения Стандарта: <a" in page
    decide_alignment(
        left=region.measure,
        right=region.twin,
        verdict=Alignment.Verdict.SAME,
        acting=region.acting("coordinator"),
        today=TODAY,
    )
    page = text_of(client_of(region.people["auditor"]).get(reverse("roadmaps-measure", args=(region.measure.pk,))))
    assert "То же в других планах:" in page
    assert "Чужая карта, 3" in page
    other = text_of(client_of(region.people["auditor"]).get(reverse("roadmaps-measure", args=(region.other.pk,))))
    assert "То же в других планах:" not in other


def test_a_measure_that_an_edition_left_out_counts_until_then(region: Region) -> None:
    Measure.objects.filter(pk=region.measure.pk).update(ended_on=TODAY)
    assert served(region) == {}
    before = TODAY - timedelta(days=1)
    coverage = coverage_of(acting=region.acting("auditor"), snapshot=snapshot_for(today=before, as_of=before))
    assert [line.provision.number for line in coverage.lines if line.measures] == [5]
    address = reverse("roadmaps-comparison-measure", args=(region.measure.pk, region.second.pk))
    assert client_of(region.people["auditor"]).get(address).status_code == 404
