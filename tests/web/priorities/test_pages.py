"""The pages of priorities: what people see and do, what the public sees, how many questions are asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import reverse

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.priorities.lists import ListFacts, begin_list, publish_list
from kadrost.roadmaps.domain.priorities.tying import decide_priority_tie
from kadrost.roadmaps.domain.priorities.writing import PriorityWords, add_priority
from kadrost.roadmaps.models import IndicatorActual, Participant, Priority, PriorityIndicator, PriorityList, PriorityTie
from tests.web.factories import TODAY, CheckpointFactory, OrganisationFactory, PlanFactory, person
from tests.web.priorities.access import adopted_list
from tests.web.scene import client_of, queries_of, text_of

CONFIRMED = PriorityTie.State.CONFIRMED


@dataclass
class Place:
    """An adopted list of the year, a body that answers for its indicator, a plan."""

    office: Organisation
    body: Organisation
    coordinator: User
    executor: User
    adopted: PriorityList

    @property
    def keeper(self) -> dict[str, object]:
        return {"acting": acting_on(self.coordinator, TODAY), "today": TODAY}

    def next_list(self) -> PriorityList:
        return begin_list(
            territory=self.office.territory, year=2028, facts=ListFacts(2030), take_over=True, **self.keeper
        )


@pytest.fixture
def place(db: None) -> Place:
    office, body = OrganisationFactory.create_batch(2)
    coordinator = person(Role.COORDINATOR, office)
    adopted = adopted_list(body, office, acting_on(coordinator, TODAY))
    return Place(office, body, coordinator, person(Role.EXECUTOR, body), adopted)


def page(name: str, *keys: object) -> str:
    return reverse(f"roadmaps-{name}", args=keys)


def test_a_coordinator_begins_a_list_and_sees_what_changed(place: Place) -> None:
    client = client_of(place.coordinator)
    typed = {"territory": place.office.territory_id, "year": 2028, "horizon": 2030, "take_over": "on", "version": 1}
    answer = client.post(page("priority-list-new"), typed)
    made = PriorityList.objects.get(year=2028)
    assert answer.headers["Location"] == page("priority-list", made.pk)
    shown = text_of(client.get(page("priority-list", made.pk)))
    assert "Приоритеты на 2028 год" in shown
    assert "без изменений" in shown
    assert "Нет мероприятий в планах" in shown
    added = {"title": "Портные", "source": "forecast", "version": 1}
    answer = client.post(page("priority-new", made.pk), added)
    assert answer.headers["Location"] == page("priority", Priority.objects.get(title="Портные").pk)
    shown = text_of(client.get(page("priority-list", made.pk)))
    assert "+ новый" in shown
    assert "Никто не готовит кадры" in shown


def test_a_refusal_keeps_what_was_typed(place: Place) -> None:
    made = place.next_list()
    client = client_of(place.coordinator)
    answer = client.post(page("priority-list-adopt", made.pk), {"body": "Протокол", "number": "4", "version": 1})
    assert answer.status_code == 422
    assert 'value="Протокол"' in text_of(answer)
    typed = {
        "kind": "act", "body": "Распоряжение", "number": "4", "dated_on": "01.01.2099", "version": made.version,
    }  # fmt: skip
    answer = client.post(page("priority-list-adopt", made.pk), typed)
    assert "Дата документа ещё не наступила." in text_of(answer)
    answer = client.post(page("priority-list-edit", made.pk), {"horizon": 2029, "version": 9})
    assert answer.status_code == 409


def test_adopting_freezes_the_papers_and_offers_them(place: Place) -> None:
    made = place.next_list()
    client = client_of(place.coordinator)
    typed = {"kind": "act", "body": "Распоряжение", "number": "4", "dated_on": "09.03.2027", "version": made.version}
    client.post(page("priority-list-adopt", made.pk), typed)
    shown = text_of(client.get(page("priority-list", made.pk)))
    assert "Распоряжение от 09.03.2027 № 4" in shown
    assert "Цель и задачи" not in shown
    for paper, layout in (("priorities", "docx"), ("organisations", "xlsx"), ("section", "docx"), ("act", "docx")):
        answer = client.get(page("priority-paper", made.pk, paper, layout))
        assert answer.status_code == 200
        assert b"".join(answer)[:2] == b"PK"
    assert client.get(page("priority-paper", made.pk, "gossip", "docx")).status_code == 404
    assert client.get(page("priority-paper", made.pk, "act", "exe")).status_code == 404


def test_the_public_sees_adopted_lists_that_are_shown(place: Place) -> None:
    public = client_of(None)
    shown = page("priority-list", place.adopted.pk)
    assert public.get(shown).status_code == 404
    publish_list(priorities=place.adopted, is_published=True, version=place.adopted.version, **place.keeper)
    draft = place.next_list()
    assert "Ткачи для новых фабрик" in text_of(public.get(shown))
    assert public.get(page("priority", place.adopted.priorities.get().pk)).status_code == 200
    assert public.get(page("priority-matrix", place.adopted.pk)).status_code == 200
    assert public.get(page("priority-list", draft.pk)).status_code == 404
    listed = text_of(public.get(page("priorities")))
    assert "Приоритеты на 2027 год" in listed
    assert "Приоритеты на 2028 год" not in listed


def test_the_responsible_body_is_reminded_and_writes_the_value(place: Place) -> None:
    client = client_of(place.executor)
    indicator = PriorityIndicator.objects.get()
    mine = text_of(client.get(page("my-work")))
    assert "Показатели приоритетов: ждут значения" in mine
    assert "Принято ткачей, чел." in mine
    value = {"year": 2026, "value": "14,5", "source": "Форма 1", "as_of": "01.03.2027"}
    refused = client.post(page("indicator-actual", indicator.pk), value | {"source": ""})
    assert refused.status_code == 422
    assert client.post(page("indicator-actual", indicator.pk), value).status_code == 302
    assert IndicatorActual.objects.get().organisation == place.body
    assert "14,5" in text_of(client.get(page("indicator", indicator.pk)))
    assert "Показатели приоритетов: ждут значения" not in text_of(client.get(page("my-work")))
    assert "Изменить" not in text_of(client.get(page("indicator", indicator.pk)))


def test_as_of_an_earlier_day_later_values_and_lists_are_not_shown(place: Place) -> None:
    client = client_of(place.coordinator)
    day = {"as_of": "2027-03-09"}
    assert client.get(page("priority-list", place.adopted.pk), day).status_code == 404
    assert client.get(page("priority-list", place.adopted.pk)).status_code == 200


def test_measures_are_tied_on_their_page_and_shown_on_the_measures(place: Place) -> None:
    checkpoint = CheckpointFactory(
        measure__plan=PlanFactory(coordinator=place.office), measure__title="Обучить ткачей для новых фабрик"
    )
    priority = place.adopted.priorities.get()
    client = client_of(place.coordinator)
    offered = text_of(client.get(page("priority-ties", priority.pk)))
    assert "Обучить ткачей для новых фабрик" in offered
    answer = client.post(page("priority-ties", priority.pk), {"tie": f"confirmed:{checkpoint.measure_id}"})
    assert answer.headers["Location"] == page("priority-ties", priority.pk)
    assert "Обучить ткачей" in text_of(client.get(page("priority", priority.pk)))
    assert "Ткачи для новых фабрик" in text_of(client.get(page("measure", checkpoint.measure_id)))
    client.post(page("priority-ties", priority.pk), {"tie": "gossip:1"})
    assert priority.ties.get().state == CONFIRMED


def test_money_indicators_and_training_are_written_by_years(place: Place) -> None:
    made = place.next_list()
    priority = made.priorities.get()
    client = client_of(place.coordinator)
    client.post(page("priority-money", priority.pk), {"source": "бюджет", "unit": "millions", "year_2028": "12,5"})
    resource = priority.resources.get()
    shown = text_of(client.get(page("priority-money", priority.pk), {"resource": resource.pk}))
    assert 'value="12,5"' in shown
    indicator = priority.indicators.get()
    typed = {
        "title": "Принято ткачей", "unit": "чел.", "better": "more", "year_2028": "40", "year_2030": "60",
        "version": indicator.version,
    }  # fmt: skip
    assert client.post(page("indicator-edit", indicator.pk), typed).status_code == 302
    assert [(one.year, int(one.value)) for one in indicator.plans.all()] == [(2028, 40), (2030, 60)]
    assert 'value="60"' in text_of(client.get(page("indicator-edit", indicator.pk)))
    participant = Participant.objects.get()
    client.post(page("priority-training", priority.pk), {f"professions_{participant.pk}": "Ткач"})
    assert priority.training.get().professions == "Ткач"
    assert "12,5" in text_of(client.get(page("priority", priority.pk)))


def test_participants_are_chosen_and_leave(place: Place) -> None:
    client = client_of(place.coordinator)
    typed = {
        "territory": place.office.territory_id, "organisation": place.office.pk, "side": "partner",
        "role": "даёт места практики", "ground": "Соглашение № 2", "valid_from": "01.03.2027", "version": 1,
    }  # fmt: skip
    assert client.post(page("participant-new"), typed).status_code == 302
    participant = Participant.objects.get(side="partner")
    assert "даёт места практики" in text_of(client.get(page("participants")))
    left = typed | {"valid_until": "05.03.2027", "version": participant.version}
    assert client.post(page("participant-edit", participant.pk), left).status_code == 302
    assert "Больше не участвуют" in text_of(client.get(page("participants")))


def test_the_journal_tells_of_lists_in_words(place: Place) -> None:
    client = client_of(place.coordinator)
    told = text_of(client.get(reverse("region-history", args=("roadmaps.prioritylist", place.adopted.pk))))
    assert "утвердил(а) приоритеты" in told
    assert "Протокол заседания рабочей группы от 01.03.2027 № 3" in told


def test_no_page_asks_more_for_a_longer_list(place: Place) -> None:
    draft = place.next_list()
    plan = PlanFactory(coordinator=place.office)
    client = client_of(place.coordinator)

    def lengthen(by: int) -> None:
        for number in range(by):
            words = PriorityWords(title=f"Приоритет {number}", source="other")
            priority = add_priority(priorities=draft, words=words, responsible=place.body, **place.keeper)
            measure = CheckpointFactory(measure__plan=plan, due_on=date(2027, 3, 20)).measure
            decide_priority_tie(priority=priority, measure=measure, state=CONFIRMED, **place.keeper)

    addresses = [
        page("priorities"),
        page("priority-list", draft.pk),
        page("priority-matrix", draft.pk),
        page("priority-compare", draft.pk, place.adopted.pk),
        page("priority", draft.priorities.get().pk),
        page("priority-ties", draft.priorities.get().pk),
        page("priority-paper", draft.pk, "section", "docx"),
        page("participants"),
    ]
    lengthen(1)
    few = [queries_of(client, address) for address in addresses]
    lengthen(6)
    assert [queries_of(client, address) for address in addresses] == few
    assert max(few) <= 40
