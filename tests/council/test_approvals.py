"""Approval routes: steps in order, stages side by side, terms, remarks and new versions, grounds; pages by role."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kadrost.audit.models import Entry
from kadrost.council.domain.approvals import (
    FileDraft,
    StageDraft,
    add_version,
    begin_artefact,
    decide_stage,
    due_day,
    keep_template,
    stages_of_template,
    start_route,
)
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.models import Artefact, RouteTemplate, Stage
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.errors import StaleVersion
from tests.council.scene import TODAY, CouncilScene, ask, decide, hold, make_council, plan, sign
from tests.web.scene import client_of, queries_of, text_of

pytestmark = pytest.mark.django_db
PAPER = FileDraft("программа.pdf", b"%PDF-1.4 one")


@pytest.fixture
def scene() -> CouncilScene:
    return make_council()


def begun(scene: CouncilScene) -> Artefact:
    """A programme of the college."""
    return begin_artefact(
        title="Программа деятельности центра", kind="Программа", author=scene.college, file=PAPER,
        acting=scene.acting("stranger"), today=TODAY,
    )  # fmt: skip


def under_way(scene: CouncilScene) -> Artefact:
    """First the ministry and the council side by side, then a federal body that is not on the platform."""
    stages = [
        StageDraft(1, "Согласование с министерством", "regional", scene.ministry, "10 рабочих дней"),
        StageDraft(1, "Рассмотрение советом", "council", scene.body.organisation, "до 1 апреля 2027 года"),
        StageDraft(5, "Письмо федерального министерства", "federal", None, "30 дней"),
    ]
    return start_route(artefact=begun(scene), stages=stages, version=1, acting=scene.acting("stranger"), today=TODAY)


def stage(title: str) -> Stage:
    """The stage of the newest version whose title begins so."""
    return (
        Stage.objects.filter(title__startswith=title)
        .order_by("-version__number")
        .select_related("version__artefact__author")[0]
    )


def outcome(scene: CouncilScene, who: str, title: str, what: str = "agreed", **fields: object) -> Artefact:
    """What the person decides at the stage."""
    one = stage(title)
    given = {"ground": "Письмо от 12.03.2027 № 7", **fields}
    return decide_stage(
        stage=one, outcome=what, version=one.version.artefact.version, acting=scene.acting(who), today=TODAY, **given
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("term", "day"),
    [
        ("10 рабочих дней", date(2027, 3, 24)),
        ("в течение месяца", date(2027, 4, 10)),
        ("до 15 декабря 2027 года", date(2027, 12, 15)),
    ],
)
def test_a_term_counts_from_the_opening(term: str, day: date) -> None:
    assert due_day(term, TODAY) == day


@pytest.mark.parametrize("term", ["когда-нибудь", "постоянно", ""])
def test_a_term_that_names_no_day_is_refused(term: str) -> None:
    with pytest.raises(CouncilRefused, match="не определяет день"):
        due_day(term, TODAY)


def test_steps_follow_each_other_and_stages_of_one_go_side_by_side(scene: CouncilScene) -> None:
    artefact = under_way(scene)
    assert list(Stage.objects.values_list("step", "opened_on")) == [(1, TODAY), (1, TODAY), (2, None)]
    assert outcome(scene, "executor", "Согласование").state == Artefact.State.UNDER_WAY
    assert stage("Письмо").opened_on is None
    assert outcome(scene, "secretary", "Рассмотрение").state == Artefact.State.UNDER_WAY
    assert (stage("Письмо").opened_on, stage("Письмо").due_on) == (TODAY, due_day("30 дней", TODAY))
    assert outcome(scene, "stranger", "Письмо").state == Artefact.State.AGREED
    assert Entry.objects.filter(object_type="council.artefact", object_key=str(artefact.pk)).count() == 5


def test_remarks_end_a_version_and_the_next_goes_the_route_again(scene: CouncilScene) -> None:
    artefact = under_way(scene)
    with pytest.raises(CouncilRefused, match="Не сказано, в чём замечания"):
        outcome(scene, "executor", "Согласование", "remarks")
    returned = outcome(scene, "executor", "Согласование", "remarks", remarks="Нет сметы.")
    assert returned.state == Artefact.State.RETURNED
    with pytest.raises(CouncilRefused, match="сейчас решения не ждёт"):
        outcome(scene, "secretary", "Рассмотрение")
    second = add_version(
        artefact=artefact, note="Смета добавлена.", file=FileDraft("программа 2.pdf", b"%PDF-1.4 two"),
        version=returned.version, acting=scene.acting("stranger"), today=TODAY,
    )  # fmt: skip
    assert (second.number, [one.outcome for one in second.stages.all()]) == (2, ["waiting"] * 3)
    first = artefact.versions.get(number=1)
    assert (first.stages.get(outcome="remarks").remarks, first.file_name) == ("Нет сметы.", "программа.pdf")
    assert Artefact.objects.get().state == Artefact.State.UNDER_WAY


def test_a_protocol_is_a_ground(scene: CouncilScene) -> None:
    under_way(scene)
    meeting = plan(scene)
    decide(scene, ask(scene, meeting), "Согласовать программу деятельности центра")
    held = hold(scene, meeting)
    with pytest.raises(CouncilRefused, match="Протокол ещё не подписан"):
        outcome(scene, "secretary", "Рассмотрение", ground="", meeting=held)
    sign(scene, meeting)
    meeting.refresh_from_db()
    outcome(scene, "secretary", "Рассмотрение", ground="", meeting=meeting)
    assert (stage("Рассмотрение").ground, stage("Рассмотрение").meeting) == (
        "Протокол № 1/2027 от 10.03.2027", meeting,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "title"),
    [
        ("stranger", "Согласование"),
        ("auditor", "Согласование"),
        ("secretary", "Согласование"),
        ("executor", "Рассмотрение"),
        ("executor", "Письмо"),
        ("foreigner", "Согласование"),
        ("foreign_coordinator", "Письмо"),
    ],
)
def test_only_who_is_asked_decides(scene: CouncilScene, who: str, title: str) -> None:
    under_way(scene)
    before = Entry.objects.count()
    with pytest.raises(PermissionRefused):
        outcome(scene, who, title)
    assert (Stage.objects.exclude(outcome="waiting").count(), Entry.objects.count()) == (0, before)


def test_a_stage_is_decided_once_and_on_a_ground(scene: CouncilScene) -> None:
    under_way(scene)
    with pytest.raises(CouncilRefused, match="Основание не названо"):
        outcome(scene, "executor", "Согласование", ground=" ")
    one = stage("Согласование")
    outcome(scene, "executor", "Согласование")
    with pytest.raises(StaleVersion):
        decide_stage(
            stage=one, outcome="refused", ground="Письмо", remarks="Нет", version=one.version.artefact.version,
            acting=scene.acting("executor"), today=TODAY,
        )  # fmt: skip
    with pytest.raises(CouncilRefused, match="решения не ждёт"):
        outcome(scene, "executor", "Согласование")


def test_a_route_is_kept_for_others(scene: CouncilScene) -> None:
    artefact = under_way(scene)
    template = keep_template(title="Программы центров", artefact=artefact, acting=scene.acting("stranger"), today=TODAY)
    assert [one.title for one in stages_of_template(template, scene.body.territory)] == [
        "Согласование с министерством",
        "Рассмотрение советом",
        "Письмо федерального министерства",
    ]
    with pytest.raises(CouncilRefused, match="уже есть"):
        keep_template(title="Программы центров", artefact=artefact, acting=scene.acting("stranger"), today=TODAY)
    assert RouteTemplate.objects.count() == 1


def test_a_document_goes_its_way_in_the_browser(scene: CouncilScene) -> None:
    author = client_of(scene.people["stranger"])
    made = author.post(
        "/council/approvals/new/",
        {
            "title": "Перечень программ", "kind": "Перечень", "author": scene.college.pk,
            "file": SimpleUploadedFile("перечень.pdf", b"%PDF-1.4"),
        },
    )  # fmt: skip
    artefact = Artefact.objects.get()
    assert made["Location"] == f"/council/approvals/{artefact.pk}/route/"
    wrong = author.post(
        made["Location"],
        {"version": 1, "stage0-step": 1, "stage0-title": "Решение", "stage0-level": "regional", "stage0-term": "потом",
         **{f"stage{index}-level": "regional" for index in range(1, 10)}},
    )  # fmt: skip
    assert wrong.status_code == 422
    assert "Срок «потом» не определяет день." in text_of(wrong)
    sent = author.post(
        made["Location"],
        {"version": 1, "stage0-step": 1, "stage0-title": "Решение министерства", "stage0-level": "regional",
         "stage0-organisation": scene.ministry.pk, "stage0-term": "10 рабочих дней",
         **{f"stage{index}-level": "regional" for index in range(1, 10)}},
    )  # fmt: skip
    assert sent["Location"] == f"/council/approvals/{artefact.pk}/"
    page = text_of(author.get(sent["Location"]))
    for words in ("На согласовании, решение за: Министерство ремёсел", "Шаг 1", "Ждёт решения", "перечень.pdf"):
        assert words in page
    decider = client_of(scene.people["executor"])
    assert "Ждут вашего согласования" in text_of(decider.get("/"))
    assert "Ждут вашего решения" in text_of(decider.get("/council/approvals/"))
    one = Stage.objects.get()
    decided = decider.post(
        f"/council/approvals/stages/{one.pk}/",
        {"version": 2, "outcome": "remarks", "ground": "Письмо № 9", "remarks": "Мало программ.",
         "file": SimpleUploadedFile("письмо.pdf", b"%PDF-1.4 letter")},
    )  # fmt: skip
    assert decided.status_code == 302
    assert "Внести новую версию" in text_of(author.get(sent["Location"]))
    assert "Мало программ." in text_of(author.get(sent["Location"]))
    letter = client_of(scene.people["auditor"]).get(f"/council/approvals/stages/{one.pk}/letter/")
    assert b"".join(letter.streaming_content) == b"%PDF-1.4 letter"  # type: ignore[attr-defined]
    again = author.post(
        f"/council/approvals/{artefact.pk}/versions/new/",
        {"version": 3, "note": "Добавлены две.", "file": SimpleUploadedFile("перечень 2.pdf", b"%PDF-1.4 2")},
    )
    assert again.status_code == 302
    assert "Версия 1, 10 марта 2027" in text_of(author.get(sent["Location"]))
    assert client_of(scene.people["foreigner"]).get(sent["Location"]).status_code == 404


def test_an_overdue_stage_is_seen(scene: CouncilScene) -> None:
    artefact = under_way(scene)
    Stage.objects.filter(organisation=scene.ministry).update(due_on=TODAY - timedelta(days=1))
    assert "Срок прошёл" in text_of(client_of(scene.people["auditor"]).get(f"/council/approvals/{artefact.pk}/"))
    assert "Срок прошёл" in text_of(client_of(scene.people["executor"]).get("/council/approvals/"))


def test_pages_of_approvals_ask_few_queries(scene: CouncilScene) -> None:
    artefact = under_way(scene)
    client = client_of(scene.people["executor"])
    assert queries_of(client, "/council/approvals/") <= 15
    assert queries_of(client, f"/council/approvals/{artefact.pk}/") <= 15
