"""Each act of control: what it does, and that a refused one leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.people import PUBLIC, acting_on
from kadrost.roadmaps.domain.control import (
    ReportDraft,
    accept_checkpoint,
    add_evidence,
    extend_checkpoint,
    remove_checkpoint,
    return_checkpoint,
    submit_report,
)
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.evidence import EvidenceDraft, missing_requirements
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Evidence, Report, ReportFigure, Ruling
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.roadmaps.permissions import PermissionRefused
from tests.roadmaps.domain.conftest import Scene
from tests.web.factories import (
    TODAY,
    AppointmentFactory,
    DutyFactory,
    GroupFactory,
    RequirementFactory,
    TargetFactory,
)

ORDER = EvidenceDraft(kind="приказ", number="15", file_name="приказ.pdf", content=b"%PDF-1.4")
DONE = ReportDraft(claim=Report.Claim.DONE, words="Список составлен и опубликован", figures={})


def report(scene: Scene, who: str = "executor", version: int = 1, draft: ReportDraft = DONE) -> Report:
    return submit_report(
        checkpoint=scene.checkpoint, acting=scene.acting(who), draft=draft, version=version, today=TODAY
    )


def accept(scene: Scene, who: str = "controller", version: int = 2, ground: str = "") -> Ruling:
    return accept_checkpoint(
        checkpoint=scene.checkpoint, acting=scene.acting(who), version=version, today=TODAY, ground=ground
    )


def send_back(scene: Scene, who: str = "controller", version: int = 2, ground: str = "Нет подписи") -> Ruling:
    return return_checkpoint(
        checkpoint=scene.checkpoint, acting=scene.acting(who), version=version, today=TODAY, ground=ground
    )


def extend(scene: Scene, who: str = "controller", version: int = 1, **changes: Any) -> Ruling:
    words = {"due_on": date(2027, 4, 20), "ground": "Поставка задержана", "document": "письмо № 7"} | changes
    return extend_checkpoint(
        checkpoint=scene.checkpoint, acting=scene.acting(who), version=version, today=TODAY, **words
    )


def remove(scene: Scene, who: str = "controller", version: int = 1, ground: str = "Мероприятие отменено") -> Ruling:
    return remove_checkpoint(
        checkpoint=scene.checkpoint, acting=scene.acting(who), version=version, today=TODAY, ground=ground
    )


def everything(scene: Scene) -> tuple[Any, ...]:
    """All that an act could have changed."""
    scene.checkpoint.refresh_from_db()
    kept = {name: value for name, value in vars(scene.checkpoint).items() if not name.startswith("_")}
    counts = [model.objects.count() for model in (Report, ReportFigure, Evidence, Ruling, CheckpointState, Entry)]
    return kept, counts


def refused(scene: Scene, error: type[KadrostError], act: Callable[[], object]) -> str:
    """The refusal's words, after a look that nothing was changed or journalled."""
    before = everything(scene)
    with pytest.raises(error) as refusal:
        act()
    assert everything(scene) == before
    return refusal.value.message


def test_a_report_waits_for_a_ruling_and_is_journalled(scene: Scene) -> None:
    target = TargetFactory(measure=scene.measure)
    draft = ReportDraft(Report.Claim.DONE, "  Список готов ", {target.pk: Decimal("12.5")}, [ORDER])
    handed_in = report(scene, draft=draft)
    scene.checkpoint.refresh_from_db()
    assert (scene.checkpoint.state, scene.checkpoint.reports_count, scene.checkpoint.version) == ("reported", 1, 2)
    assert (handed_in.words, handed_in.organisation, handed_in.reported_on) == (
        "Список готов",
        scene.body,
        TODAY,
    )
    assert list(handed_in.figures.values_list("target_id", "value")) == [(target.pk, Decimal("12.5000"))]
    assert list(handed_in.evidence.values_list("file_name", "number")) == [("приказ.pdf", "15")]
    entry = Entry.objects.get()
    assert (entry.action, entry.object_key, entry.before["state"], entry.after["state"]) == (
        "report",
        str(scene.checkpoint.pk),
        "Ожидается отчёт",
        "На проверке",
    )


def test_a_partial_report_leaves_the_term_open_and_late_once_it_has_passed(scene: Scene) -> None:
    report(scene, draft=ReportDraft(Report.Claim.PARTLY, "Готово наполовину", {}))
    scene.checkpoint.refresh_from_db()
    assert (scene.checkpoint.state, scene.checkpoint.reports_count) == ("awaiting", 1)
    assert scene.checkpoint.standing(scene.checkpoint.due_on + timedelta(days=1)) == Standing.LATE


@pytest.mark.parametrize("who", ["stranger", "auditor", "controller", "coordinator", "administrator"])
def test_only_an_executor_of_the_measure_reports(scene: Scene, who: str) -> None:
    refused(scene, PermissionRefused, lambda: report(scene, who))


def test_the_public_does_not_report(scene: Scene) -> None:
    refused(
        scene,
        PermissionRefused,
        lambda: submit_report(checkpoint=scene.checkpoint, acting=PUBLIC, draft=DONE, version=1, today=TODAY),
    )


def test_an_ended_appointment_gives_no_right(scene: Scene) -> None:
    ended = AppointmentFactory(role=Role.EXECUTOR, organisation=scene.body, valid_until=date(2027, 3, 9))
    acting = acting_on(ended.person, TODAY)
    refused(
        scene,
        PermissionRefused,
        lambda: submit_report(checkpoint=scene.checkpoint, acting=acting, draft=DONE, version=1, today=TODAY),
    )


def test_a_member_of_a_group_reports_for_itself(scene: Scene) -> None:
    group = GroupFactory()
    group.members.add(scene.stranger_body)
    DutyFactory(measure=scene.measure, organisation=None, group=group, printed_name="Ведомства")
    assert report(scene, "stranger").organisation == scene.stranger_body


@pytest.mark.parametrize("words", ["", "  \n"])
def test_a_report_without_words_is_refused(scene: Scene, words: str) -> None:
    refused(scene, ControlRefused, lambda: report(scene, draft=ReportDraft(Report.Claim.DONE, words, {})))


def test_a_figure_of_another_measure_is_refused(scene: Scene) -> None:
    foreign = TargetFactory()
    draft = ReportDraft(Report.Claim.DONE, "Готово", {foreign.pk: Decimal(1)})
    refused(scene, ControlRefused, lambda: report(scene, draft=draft))


@pytest.mark.parametrize(
    "draft",
    [
        EvidenceDraft(kind=""),
        EvidenceDraft(kind="приказ"),
        EvidenceDraft(kind="приказ", file_name="пусто.pdf", content=b""),
        EvidenceDraft(kind="приказ", file_name="программа.exe", content=b"MZ"),
        EvidenceDraft(kind="приказ", file_name="без расширения", content=b"x"),
        EvidenceDraft(kind="сайт", link="javascript:alert(1)"),
        EvidenceDraft(kind="сайт", link="ftp://example.org/a"),
        EvidenceDraft(kind="приказ", link="https://example.org", requirement_id=10**9),
    ],
)
def test_a_bad_document_refuses_the_whole_report(scene: Scene, draft: EvidenceDraft) -> None:
    """Also where a good one stands before it."""
    whole = ReportDraft(Report.Claim.DONE, "Готово", {}, [ORDER, draft])
    refused(scene, ControlRefused, lambda: report(scene, draft=whole))


def test_the_file_s_name_never_leads_out_of_its_folder(scene: Scene) -> None:
    draft = EvidenceDraft(kind="приказ", file_name="..\\..\\тайна/../приказ.pdf", content=b"x")
    kept = report(scene, draft=ReportDraft(Report.Claim.DONE, "Готово", {}, [draft])).evidence.get()
    assert kept.file_name == "приказ.pdf"
    assert kept.sha256 == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert kept.file.name.startswith("evidence/")
    assert kept.file.name.endswith(f"{kept.sha256}.pdf")


def test_a_stale_page_never_overwrites(scene: Scene) -> None:
    report(scene)
    for act in (
        lambda: report(scene, version=1),
        lambda: accept(scene, version=1),
        lambda: send_back(scene, version=1),
        lambda: extend(scene, version=1),
        lambda: remove(scene, version=1),
    ):
        refused(scene, StaleVersion, act)


def test_acceptance_ends_the_checkpoint(scene: Scene) -> None:
    report(scene, draft=ReportDraft(Report.Claim.DONE, "Готово", {}, [ORDER]))
    ruling = accept(scene)
    scene.checkpoint.refresh_from_db()
    assert (scene.checkpoint.state, scene.checkpoint.accepted_evidence_count) == ("accepted", 1)
    assert (ruling.kind, ruling.report, ruling.ruled_on) == ("accept", Report.objects.get(), TODAY)
    refused(scene, ControlRefused, lambda: report(scene, version=3))
    refused(scene, ControlRefused, lambda: accept(scene, version=3))
    refused(scene, ControlRefused, lambda: extend(scene, version=3))


def test_nothing_is_accepted_or_returned_before_a_report(scene: Scene) -> None:
    refused(scene, ControlRefused, lambda: accept(scene, version=1))
    refused(scene, ControlRefused, lambda: send_back(scene, version=1))


@pytest.mark.parametrize(
    "who", ["executor", "stranger", "auditor", "coordinator", "foreign_controller", "foreign_coordinator"]
)
def test_only_the_plan_s_controller_rules(scene: Scene, who: str) -> None:
    report(scene)
    for act in (
        lambda: accept(scene, who),
        lambda: send_back(scene, who),
        lambda: extend(scene, who, version=2),
        lambda: remove(scene, who, version=2),
    ):
        refused(scene, PermissionRefused, act)


def test_the_coordinator_rules_where_no_controller_is_named(scene: Scene) -> None:
    scene.plan.controller = None
    scene.plan.save()
    scene.checkpoint.refresh_from_db()
    report(scene)
    refused(scene, PermissionRefused, lambda: accept(scene, "foreign_coordinator"))
    assert accept(scene, "coordinator").author == scene.people["coordinator"]


def test_a_missing_document_needs_a_ground(scene: Scene) -> None:
    asked = RequirementFactory(measure=scene.measure)
    report(scene)
    words = refused(scene, ControlRefused, lambda: accept(scene))
    assert words == "Не приложены подтверждающие документы: приказ об утверждении списка."
    refused(scene, ControlRefused, lambda: accept(scene, ground="  "))
    assert accept(scene, ground="Приказ виден на сайте").ground == "Приказ виден на сайте"
    assert missing_requirements(scene.checkpoint) == [asked]


def test_a_given_document_satisfies_its_requirement(scene: Scene) -> None:
    asked = RequirementFactory(measure=scene.measure)
    given = EvidenceDraft(kind="приказ", link="https://example.org/15", requirement_id=asked.pk)
    report(scene, draft=ReportDraft(Report.Claim.DONE, "Готово", {}, [given]))
    assert missing_requirements(scene.checkpoint) == []
    assert accept(scene).ground == ""


def test_a_returned_report_is_repeated_beside_the_first(scene: Scene) -> None:
    report(scene)
    assert send_back(scene).ground == "Нет подписи"
    report(scene, version=3)
    scene.checkpoint.refresh_from_db()
    assert (scene.checkpoint.state, scene.checkpoint.reports_count) == ("reported", 2)
    accept(scene, version=4)
    send_back(scene, version=5)
    scene.checkpoint.refresh_from_db()
    assert scene.checkpoint.state == "returned"


@pytest.mark.parametrize("ground", ["", " "])
def test_return_and_removal_need_a_ground(scene: Scene, ground: str) -> None:
    report(scene)
    refused(scene, ControlRefused, lambda: send_back(scene, ground=ground))
    refused(scene, ControlRefused, lambda: remove(scene, version=2, ground=ground))


def test_an_extension_keeps_the_first_term(scene: Scene) -> None:
    first = extend(scene)
    assert (first.due_before, first.due_after) == (date(2027, 3, 20), date(2027, 4, 20))
    extend(scene, version=2, due_on=date(2027, 6, 1))
    scene.checkpoint.refresh_from_db()
    assert (scene.checkpoint.due_on, scene.checkpoint.first_due_on) == (date(2027, 6, 1), date(2027, 3, 20))
    assert (scene.checkpoint.state, scene.checkpoint.is_extended) == ("awaiting", True)
    assert [entry.before["due_on"] for entry in Entry.objects.all()] == ["2027-03-20", "2027-04-20"]


@pytest.mark.parametrize(
    "changes", [{"ground": ""}, {"document": " "}, {"due_on": date(2027, 3, 20)}, {"due_on": date(2027, 3, 1)}]
)
def test_an_extension_names_a_later_day_a_ground_and_a_document(scene: Scene, changes: dict[str, Any]) -> None:
    refused(scene, ControlRefused, lambda: extend(scene, **changes))


def test_a_removed_checkpoint_stays_removed(scene: Scene) -> None:
    remove(scene)
    scene.checkpoint.refresh_from_db()
    assert scene.checkpoint.state == Checkpoint.State.REMOVED
    refused(scene, ControlRefused, lambda: report(scene, version=2))
    refused(scene, ControlRefused, lambda: send_back(scene, version=2))


def test_documents_are_added_to_an_open_report_only(scene: Scene) -> None:
    handed_in = report(scene)

    def give(who: str, version: int) -> list[Evidence]:
        acting = scene.acting(who)
        return add_evidence(report=handed_in, acting=acting, drafts=[ORDER], version=version, today=TODAY)

    refused(scene, PermissionRefused, lambda: give("stranger", 2))
    refused(scene, PermissionRefused, lambda: give("controller", 2))
    refused(scene, StaleVersion, lambda: give("executor", 1))
    assert [str(evidence) for evidence in give("executor", 2)] == ["приказ № 15"]
    assert Entry.objects.last().action == "evidence"  # type: ignore[union-attr]
    refused(scene, StaleVersion, lambda: accept(scene, version=2))
    accept(scene, version=3)
    refused(scene, ControlRefused, lambda: give("executor", 4))


def test_documents_are_not_added_to_another_body_s_report(scene: Scene) -> None:
    handed_in = report(scene)
    DutyFactory(measure=scene.measure, organisation=scene.stranger_body)
    acting = scene.acting("stranger")
    refused(
        scene,
        PermissionRefused,
        lambda: add_evidence(report=handed_in, acting=acting, drafts=[ORDER], version=2, today=TODAY),
    )


def test_every_act_leaves_the_row_by_which_the_past_is_seen(scene: Scene) -> None:
    report(scene)
    send_back(scene)
    extend(scene, version=3)
    rows = scene.checkpoint.states.values_list("on", "state", "due_on", "reports_count")
    assert list(rows) == [
        (TODAY, "reported", date(2027, 3, 20), 1),
        (TODAY, "returned", date(2027, 3, 20), 1),
        (TODAY, "returned", date(2027, 4, 20), 1),
    ]


def contradicted_report(
    scene: Scene, value: str = "38", claim: Report.Claim = Report.Claim.DONE, version: int = 1
) -> None:
    target = scene.measure.targets.first() or TargetFactory(
        measure=scene.measure, text="не менее 65 %", operator=">=", value=Decimal(65), unit="%"
    )
    report(scene, version=version, draft=ReportDraft(claim, "Сделано", {target.pk: Decimal(value)}))
    scene.checkpoint.refresh_from_db()


def test_a_claim_that_its_own_figure_contradicts_is_told_apart(scene: Scene) -> None:
    contradicted_report(scene)
    assert scene.checkpoint.standing(TODAY) == Standing.CONTRADICTED
    assert CheckpointState.objects.filter(checkpoint=scene.checkpoint).last().state == "contradicted"


@pytest.mark.parametrize(("value", "claim"), [("66", Report.Claim.DONE), ("38", Report.Claim.PARTLY)])
def test_a_report_that_mends_the_contradiction_waits_like_any_other(
    scene: Scene, value: str, claim: Report.Claim
) -> None:
    contradicted_report(scene)
    contradicted_report(scene, value, claim, version=2)
    assert scene.checkpoint.standing(TODAY) == Standing.REPORTED


def test_a_contradicted_claim_is_accepted_only_on_a_ground(scene: Scene) -> None:
    contradicted_report(scene)
    assert "ниже целевого: 38\u00a0% при «не менее 65 %»" in refused(scene, ControlRefused, lambda: accept(scene))
    accept(scene, ground="Показатель рассчитан без филиала, справка приложена")
    scene.checkpoint.refresh_from_db()
    assert scene.checkpoint.standing(TODAY) == Standing.ACCEPTED


def test_a_contradicted_claim_can_be_returned(scene: Scene) -> None:
    contradicted_report(scene)
    send_back(scene)
    scene.checkpoint.refresh_from_db()
    assert scene.checkpoint.standing(TODAY) == Standing.RETURNED
