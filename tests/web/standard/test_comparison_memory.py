"""A comparison that was drawn is shown again only while all that it shows is as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.comparison.deciding import decide_alignment
from kadrost.roadmaps.models import Alignment, Duty, Measure, Plan
from kadrost.roadmaps.views.standard import comparison
from tests.web.factories import TODAY, DutyFactory, MeasureFactory
from tests.web.scene import client_of, text_of
from tests.web.standard.conftest import Region

Verdict = Alignment.Verdict


def page_of(region: Region, who: str = "coordinator") -> str:
    address = f"{reverse('roadmaps-comparison')}?plan={region.plan.pk}&plan={region.second.pk}"
    page = text_of(client_of(region.people[who]).get(address))
    return page[page.index("<main") : page.index("</main>")]


def without_tokens(page: str) -> str:
    return page.partition("csrfmiddlewaretoken")[0] + page.partition("csrfmiddlewaretoken")[2].partition(">")[2]


def decide(region: Region, verdict: Verdict) -> None:
    decide_alignment(
        left=region.measure, right=region.twin, verdict=verdict, acting=region.acting("coordinator"), today=TODAY
    )


def change(region: Region, **words: Any) -> None:
    Measure.objects.filter(pk=region.twin.pk).update(**words)


WRITINGS: dict[str, Callable[[Region], Any]] = {
    "a title": lambda region: change(region, title="Совсем другое дело"),
    "a number": lambda region: change(region, number="77.7"),
    "a result": lambda region: change(region, expected_result="Построена сцена"),
    "a term": lambda region: change(region, due_text="до 1 мая 2031 года"),
    "left out": lambda region: change(region, ended_on=TODAY),
    "a new measure": lambda region: MeasureFactory(plan=region.second, title="Новое дело", number="90"),
    "a printed name": lambda region: DutyFactory(measure=region.twin, organisation=None, printed_name="некий театр"),
    "the kind of a body": lambda region: (
        DutyFactory(measure=region.measure),
        Organisation.objects.update(kind=Organisation.Kind.COLLEGE),
    ),
    "executors gone": lambda region: (
        DutyFactory(measure=region.measure),
        page_of(region),
        Duty.objects.filter(measure=region.measure).delete(),
        DutyFactory(measure=region.measure, organisation=None, printed_name="иной исполнитель"),
    ),
    "the plan's name": lambda region: Plan.objects.filter(pk=region.second.pk).update(short_title="Карта другая"),
    "a pair confirmed": lambda region: decide(region, Verdict.SAME),
    "a pair refused": lambda region: decide(region, Verdict.DIFFERENT),
}


@pytest.mark.parametrize("written", WRITINGS)
def test_whatever_a_comparison_shows_is_drawn_anew_when_it_changes(region: Region, written: str) -> None:
    before = without_tokens(page_of(region))
    WRITINGS[written](region)
    after = without_tokens(page_of(region))
    comparison.TABLES.forget()
    assert without_tokens(page_of(region)) == after
    assert after != before


def test_what_one_may_is_not_shown_to_another(region: Region) -> None:
    assert 'value="same:' in page_of(region)
    assert 'value="same:' not in page_of(region, "auditor")


def test_what_did_not_change_is_not_drawn_again(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    before = without_tokens(page_of(region))
    monkeypatch.setattr(comparison, "_draw_anew", None)
    assert without_tokens(page_of(region)) == before
