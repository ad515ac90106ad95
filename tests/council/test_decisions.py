"""Decisions as they are typed: kind, term, executors understood and said back; refusals leave nothing."""

from __future__ import annotations

from datetime import date

import pytest

from kadrost.audit.models import Entry
from kadrost.council.domain.agenda import ItemDraft, change_item, move_item, remove_item
from kadrost.council.domain.decisions import DecisionDraft, change_decision, understand, write_decision
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.models import AgendaItem, Decision
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.errors import StaleVersion
from tests.council.scene import TODAY, CouncilScene, ask, decide, make_council, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> CouncilScene:
    return make_council()


@pytest.fixture
def item(scene: CouncilScene) -> AgendaItem:
    return ask(scene, plan(scene))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Информацию И. И. Иванова принять к сведению.", "noted"),
        ("Утвердить представленный перечень мастерских", "approval"),
        ("Министерству ремёсел Энской области утвердить перечень мастерских", "assignment"),
        ("Определить Министерство ремёсел Энской области ответственным за сбор заявок", "assignment"),
        ("Считать работу завершённой", "approval"),
    ],
)
def test_the_words_tell_the_kind(item: AgendaItem, text: str, kind: str) -> None:
    assert understand(DecisionDraft(text), item.meeting).kind == kind


def test_a_decision_is_said_back(item: AgendaItem, scene: CouncilScene) -> None:
    meaning = understand(
        DecisionDraft(
            "Министерству ремёсел Энской области доложить на следующем заседании Совета",
            due_text="4 квартал 2027 года",
        ),
        item.meeting,
    )
    assert [one.body for one in meaning.executors] == [scene.ministry]
    assert meaning.is_answered_at_meeting
    assert meaning.schedule is not None
    assert meaning.schedule.in_words() == "IV квартал 2027 года"
    assert [(day.start, day.end) for day in meaning.dates] == [(date(2027, 10, 1), date(2027, 12, 31))]


def test_executors_are_typed_apart_and_groups_are_known(item: AgendaItem, scene: CouncilScene) -> None:
    meaning = understand(
        DecisionDraft("Обеспечить сбор заявок", executors="Участники центров; Неведомая палата"), item.meeting
    )
    assert [str(one.body) for one in meaning.executors] == ["Участники центров", "None"]
    assert [one.printed for one in meaning.unknown] == ["Неведомая палата"]
    decision = decide(scene, item, "Обеспечить сбор заявок", executors="Участники центров; Неведомая палата")
    assert [(one.printed_name, one.is_known) for one in decision.executors.all()] == [
        ("Участники центров", True),
        ("Неведомая палата", False),
    ]


def test_sub_decisions_stand_one_level_deep(item: AgendaItem, scene: CouncilScene) -> None:
    lead = decide(scene, item, "Министерству ремёсел Энской области:")
    child = decide(scene, item, "составить перечень", "до 1 июля 2027 года", parent=lead)
    with pytest.raises(CouncilRefused, match="первого уровня"):
        decide(scene, item, "ещё глубже", parent=child)
    with pytest.raises(CouncilRefused, match="У вводной строки не бывает срока"):
        change_decision(
            decision=lead, draft=DecisionDraft(lead.text, due_text="постоянно"), version=lead.version,
            acting=scene.secretary, today=TODAY,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (DecisionDraft("  "), "Решение пустое."),
        (DecisionDraft("Подготовить план", due_text="весной"), "Срок «весной» не понят"),
        (DecisionDraft("Информацию принять к сведению", due_text="постоянно"), "Срок бывает только у поручения."),
        (DecisionDraft("Снять с контроля", kind="removal"), "Не выбрано, о каком мероприятии"),
        (DecisionDraft("Решить", kind="other"), "Такого вида решений нет."),
        (DecisionDraft("я" * 10_001), "слишком длинные"),
    ],
)
def test_a_refused_decision_leaves_nothing(
    item: AgendaItem, scene: CouncilScene, draft: DecisionDraft, said: str
) -> None:
    before = Entry.objects.count()
    with pytest.raises(CouncilRefused, match=said):
        write_decision(item=item, draft=draft, acting=scene.secretary, today=TODAY)
    assert (Decision.objects.count(), Entry.objects.count()) == (0, before)


def test_two_who_write_never_overwrite_each_other(item: AgendaItem, scene: CouncilScene) -> None:
    decision = decide(scene, item, "Подготовить план", executors="Колледж ремёсел")
    change_decision(
        decision=decision, draft=DecisionDraft("Подготовить план работ"), version=1, acting=scene.secretary, today=TODAY
    )
    with pytest.raises(StaleVersion):
        change_decision(decision=decision, draft=DecisionDraft("Иное"), version=1, acting=scene.secretary, today=TODAY)
    assert Decision.objects.get().text == "Подготовить план работ"
    change_item(item=item, draft=ItemDraft("О работе"), version=1, acting=scene.secretary, today=TODAY)
    with pytest.raises(StaleVersion):
        change_item(item=item, draft=ItemDraft("Об ином"), version=1, acting=scene.secretary, today=TODAY)


def test_questions_change_places_and_leave_the_agenda(scene: CouncilScene) -> None:
    meeting = plan(scene)
    first, second = ask(scene, meeting, "О первом"), ask(scene, meeting, "О втором")
    move_item(item=second, up=True, acting=scene.secretary, today=TODAY)
    assert list(meeting.items.values_list("position", "title")) == [(1, "О втором"), (2, "О первом")]
    remove_item(item=second, version=1, acting=scene.secretary, today=TODAY)
    assert list(meeting.items.values_list("position", "title")) == [(1, "О первом")]
    decide(scene, first, "Информацию принять к сведению")
    with pytest.raises(CouncilRefused, match="уже записаны решения"):
        remove_item(item=first, version=1, acting=scene.secretary, today=TODAY)


@pytest.mark.parametrize("who", ["coordinator", "executor", "controller", "auditor", "member", "foreigner"])
def test_only_the_secretary_writes(item: AgendaItem, scene: CouncilScene, who: str) -> None:
    with pytest.raises(PermissionRefused):
        write_decision(item=item, draft=DecisionDraft("Решить"), acting=scene.acting(who), today=TODAY)
    assert Decision.objects.count() == 0
