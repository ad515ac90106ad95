"""Projects out of a plan's own words, conditions, and what is offered when one fails."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.reading.api import read_file
from kadrost.region.acting import Acting
from kadrost.region.domain.people import acting_on
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.control import ReportDraft, submit_report
from kadrost.roadmaps.domain.projects.agreements import AgreementFacts, add_agreement, attach_agreement
from kadrost.roadmaps.domain.projects.errors import ProjectRefused
from kadrost.roadmaps.domain.projects.proposing import proposals_for
from kadrost.roadmaps.domain.projects.reading import (
    WantedProjects,
    failed_at_work,
    ground_for_removal,
    register_lines,
    reports_to_attach,
)
from kadrost.roadmaps.domain.projects.register import ProjectFacts, add_project, cancel_project, change_project
from kadrost.roadmaps.domain.projects.tying import (
    ConditionFacts,
    accept_all_proposals,
    decide_proposal,
    record_outcome,
    tie_measures,
    untie_measure,
)
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.domain.stored_documents import GivenDocument
from kadrost.roadmaps.models import Plan, PlanNote, Project, ProjectRefusal, ProjectTie, Report
from tests.web.factories import (
    TODAY,
    CheckpointFactory,
    DutyFactory,
    MeasureFactory,
    OrganisationFactory,
    PlanFactory,
    RequirementFactory,
    SectionFactory,
    person,
)

pytestmark = pytest.mark.django_db

NOTE = (
    "Пункты 1.1, 1.2 исполняются в рамках регионального проекта «Мастер» федерального проекта «Ремесло» национального "
    "проекта «Дело» (при условии победы в отборе)."
)


@pytest.fixture
def plan() -> Plan:
    """A plan with three measures and a note."""
    plan = PlanFactory()
    section = SectionFactory(plan=plan, number="1")
    for number in ("1.1", "1.2", "1.3"):
        MeasureFactory(plan=plan, section=section, number=number)
    PlanNote.objects.create(plan=plan, number="1", text=NOTE, items=["1.1", "1.2"])
    return plan


@pytest.fixture
def keeper(plan: Plan) -> dict[str, Any]:
    """Who keeps the plan, on the day."""
    assert plan.coordinator is not None
    return {"acting": acting_on(person(Role.COORDINATOR, plan.coordinator), TODAY), "today": TODAY}


def captions() -> list[str]:
    return [one.caption for one in Project.objects.order_by("pk")]


def test_a_note_is_proposed_and_confirming_enters_the_whole_chain(plan: Plan, keeper: dict[str, Any]) -> None:
    (proposal,) = proposals_for(plan)
    assert [measure.number for measure in proposal.measures] == ["1.1", "1.2"]
    assert (proposal.known, proposal.condition, proposal.condition_words) == (
        None, "selection", "при условии победы в отборе",
    )  # fmt: skip
    chosen = {proposal.measures[0].pk}
    assert decide_proposal(
        plan=plan, key=proposal.key, chosen=chosen, state=ProjectTie.State.CONFIRMED, **keeper
    ) == 1  # fmt: skip
    assert captions() == [
        "Национальный проект «Дело»", "Федеральный проект «Ремесло»", "Региональный проект «Мастер»",
    ]  # fmt: skip
    assert [str(one.parent.title) for one in Project.objects.exclude(parent=None).order_by("pk")] == [
        "Дело", "Ремесло",
    ]  # fmt: skip
    (left,) = proposals_for(plan)
    assert ([measure.number for measure in left.measures], left.known) == (["1.2"], Project.objects.get(title="Мастер"))
    assert accept_all_proposals(plan=plan, **keeper) == 1
    assert proposals_for(plan) == []
    assert Entry.objects.filter(action="tie_project").count() == 2


def test_what_is_refused_is_not_proposed_again_and_enters_nothing(plan: Plan, keeper: dict[str, Any]) -> None:
    (proposal,) = proposals_for(plan)
    every = {measure.pk for measure in proposal.measures}
    decide_proposal(plan=plan, key=proposal.key, chosen=every, state=ProjectTie.State.REFUSED, **keeper)
    assert (proposals_for(plan), captions(), ProjectRefusal.objects.count()) == ([], [], 2)
    with pytest.raises(ProjectRefused, match="уже рассмотрено"):
        decide_proposal(plan=plan, key=proposal.key, chosen=every, state=ProjectTie.State.CONFIRMED, **keeper)


def test_a_measures_own_words_and_titles_of_the_register_are_proposed(plan: Plan, keeper: dict[str, Any]) -> None:
    PlanNote.objects.all().delete()
    first, second, third = plan.measures.order_by("number")
    first.title = "Участвовать в федеральном проекте «Ремесло»"
    second.title = "Провести пробы по «Мастерской у дома»"
    third.title = "Провести пробы «Мастерская у дома» в колледжах"
    for measure in (first, second, third):
        measure.save(update_fields=["title"])
    add_project(territory=plan.territory, facts=ProjectFacts("regional", "«Мастерская у дома»"), **keeper)
    found = proposals_for(plan)
    assert [(one.measures[0].number, one.caption) for one in found] == [
        ("1.1", "Федеральный проект «Ремесло»"),
        ("1.2", "Региональный проект «Мастерская у дома»"),
        ("1.3", "Региональный проект «Мастерская у дома»"),
    ]


def test_ties_by_numbers_conditions_and_their_outcome(plan: Plan, keeper: dict[str, Any]) -> None:
    project = add_project(territory=plan.territory, facts=ProjectFacts("federal", "Сад"), **keeper)
    condition = ConditionFacts("funding", "при выделении средств")
    assert tie_measures(plan=plan, project=project, numbers="1.1–1.3", condition=condition, **keeper) == 3
    with pytest.raises(ProjectRefused, match="нет"):
        tie_measures(plan=plan, project=project, numbers="9.9", condition=condition, **keeper)
    ties = list(ProjectTie.objects.order_by("measure__number"))
    assert [tie.outcome_by(TODAY) for tie in ties] == [ProjectTie.Outcome.AWAITED] * 3
    checkpoint = CheckpointFactory(measure=ties[0].measure)
    acting: Acting = keeper["acting"]
    assert failed_at_work(acting, today=TODAY) == []
    failed = ProjectTie.Outcome.FAILED
    day = date(2027, 3, 1)
    with pytest.raises(ProjectRefused, match="Основание"):
        record_outcome(ties=ties[:1], outcome=failed, on=day, ground=" ", **keeper)
    assert record_outcome(ties=ties[:1], outcome=failed, on=day, ground="Письмо от 01.03.2027 № 5", **keeper) == 1
    assert [tie.measure.number for tie in failed_at_work(acting, today=TODAY)] == ["1.1"]
    assert ground_for_removal(checkpoint.measure, day=TODAY) == (
        "Федеральный проект «Сад»: условие не выполнено (при выделении средств). Основание: Письмо от 01.03.2027 № 5"
    )
    assert ground_for_removal(checkpoint.measure, day=date(2027, 2, 28)) == ""
    ties[0].refresh_from_db()
    assert (ties[0].outcome_by(date(2027, 2, 28)), ties[0].outcome_by(day)) == (ProjectTie.Outcome.AWAITED, failed)
    (line,) = register_lines(acting=acting, snapshot=snapshot_for(today=TODAY, as_of=None), wanted=WantedProjects())
    assert (len(line.measures), line.awaited, line.failed, line.standings.total()) == (3, 2, 1, 1)
    untie_measure(tie=ties[0], version=ties[0].version, **keeper)
    assert (ground_for_removal(checkpoint.measure, day=TODAY), failed_at_work(acting, today=TODAY)) == ("", [])


def test_the_register_refuses_what_cannot_be(plan: Plan, keeper: dict[str, Any]) -> None:
    whole = add_project(territory=plan.territory, facts=ProjectFacts("national", "Дело"), **keeper)
    facts = ProjectFacts("federal", "Сад", parent=whole, begins_on=date(2025, 1, 1), ends_on=date(2027, 1, 31))
    project = add_project(territory=plan.territory, facts=facts, **keeper)
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2027, 2, 1))
    assert [project.state_on(day).value for day in days] == ["intended", "running", "finished"]
    for wrong, said in (
        (ProjectFacts("federal", "сад", begins_on=date(2025, 1, 1)), "уже есть"),
        (ProjectFacts("national", "Лес", parent=project), "не бывает частью"),
        (ProjectFacts("federal", " «» "), "Название"),
        (ProjectFacts("federal", "Лес", begins_on=date(2026, 1, 2), ends_on=date(2026, 1, 1)), "раньше начала"),
    ):
        with pytest.raises(ProjectRefused, match=said):
            add_project(territory=plan.territory, facts=wrong, **keeper)
    again = add_project(
        territory=plan.territory, facts=ProjectFacts("federal", "Сад", begins_on=date(2028, 1, 1)), **keeper
    )
    with pytest.raises(ProjectRefused, match="Основание"):
        cancel_project(project=again, cancelled_on=TODAY, ground="", version=1, **keeper)
    cancel_project(project=again, cancelled_on=TODAY, ground="Протокол от 01.03.2027 № 1", version=1, **keeper)
    again.refresh_from_db()
    assert [again.state_on(day).value for day in (date(2027, 3, 9), TODAY)] == ["intended", "cancelled"]
    stranger = acting_on(person(Role.EXECUTOR, OrganisationFactory()), TODAY)
    with pytest.raises(PermissionRefused):
        change_project(project=project, facts=facts, version=1, acting=stranger, today=TODAY)


def test_an_agreement_is_kept_with_money_and_handed_in_with_a_report(plan: Plan, keeper: dict[str, Any]) -> None:
    body = OrganisationFactory()
    executor = acting_on(person(Role.EXECUTOR, body), TODAY)
    project = add_project(territory=plan.territory, facts=ProjectFacts("regional", "Сад", responsible=body), **keeper)
    checkpoint = CheckpointFactory(measure=plan.measures.get(number="1.1"))
    DutyFactory(measure=checkpoint.measure, organisation=body)
    asked = RequirementFactory(measure=checkpoint.measure, text="дополнительное соглашение")
    facts = AgreementFacts(
        "agreement", "07-12", date(2027, 2, 1), "область и ведомство", amounts={2027: Decimal("12400.5")}
    )
    given = GivenDocument("../соглашение.pdf", b"%PDF-1.4")
    agreement = add_agreement(project=project, facts=facts, given=given, acting=executor, today=TODAY)
    assert (agreement.file_name, [str(one) for one in agreement.amounts.all()]) == ("соглашение.pdf", ["2027: 12400.5"])
    supplement = AgreementFacts("supplement", "1", date(2027, 3, 1), "область и ведомство")
    with pytest.raises(ProjectRefused, match="к какому соглашению"):
        add_agreement(project=project, facts=supplement, given=GivenDocument(), acting=executor, today=TODAY)
    report = submit_report(
        checkpoint=checkpoint, acting=executor, draft=ReportDraft(Report.Claim.PARTLY, "Готовим", {}), version=1,
        today=TODAY,
    )  # fmt: skip
    assert reports_to_attach(acting=executor, measures=[checkpoint.measure_id]) == [report]
    report.refresh_from_db()
    with pytest.raises(ProjectRefused, match="не относится"):
        attach_agreement(agreement=agreement, report=report, requirement_id=asked.pk, acting=executor, today=TODAY)
    tie_measures(plan=plan, project=project, numbers="1.1", condition=ConditionFacts(), **keeper)
    (evidence,) = attach_agreement(
        agreement=agreement, report=Report.objects.get(), requirement_id=asked.pk, acting=executor, today=TODAY
    )
    assert (evidence.number, evidence.sha256, evidence.requirement) == ("07-12", agreement.sha256, asked)


@pytest.mark.shared
def test_the_tomsk_notes_give_their_measures(shared_dir: Path, plan: Plan) -> None:
    reading = read_file(shared_dir / "documents" / "tomsk-roadmap.txt")
    plan.notes.all().delete()
    plan.measures.all().delete()
    for item in reading.items:
        MeasureFactory(plan=plan, section=None, number=item.number, title=item.title, expected_result=item.result)
    for note in reading.notes:
        PlanNote.objects.create(plan=plan, number=note.number, text=note.text, items=list(note.items))
    found = {one.source: one for one in proposals_for(plan)}
    first, second = found["Примечание 1"], found["Примечание 2"]
    assert (len(first.measures), first.condition) == (18, "none")
    assert ([one.number for one in second.measures], second.condition) == (["7.2", "7.4", "7.5", "7.9"], "selection")
