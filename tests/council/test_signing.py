"""A signed protocol: frozen, a plan on control, carried out; all of it or nothing, and only once."""

from __future__ import annotations

import hashlib
from datetime import date
from io import BytesIO

import docx
import pytest

from kadrost.audit.models import Entry
from kadrost.council.domain.agenda import ItemDraft, add_item
from kadrost.council.domain.course import course_of
from kadrost.council.domain.decisions import DecisionDraft, change_decision
from kadrost.council.domain.duties import bind_measure, meetings_by_period
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.protocol_paper import lay_out_protocol
from kadrost.council.domain.protocol_text import extract_of, protocol_of
from kadrost.council.models import AgendaItem, Confirmation, Decision, Meeting, ProtocolPlan
from kadrost.kernel.rules import EveryMonths
from kadrost.kernel.schedule import Schedule
from kadrost.reading.api import read_document
from kadrost.reading.formats import load_bytes
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.evidence import missing_requirements
from kadrost.roadmaps.models import Act, Checkpoint, Evidence, Plan, Ruling
from tests.council.scene import (
    HELD_ON,
    TODAY,
    CouncilScene,
    ask,
    decide,
    hold,
    make_council,
    plan,
    sign,
)
from tests.web.factories import CheckpointFactory, MeasureFactory, PlanFactory, RequirementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> CouncilScene:
    return make_council()


def paper_of(meeting: Meeting) -> bytes:
    """The frozen paper as it is stored."""
    with meeting.paper.open("rb") as file:
        return bytes(file.read())


def usual_meeting(scene: CouncilScene) -> Meeting:
    """A meeting held with one question and decisions of each form."""
    meeting = plan(scene)
    item = ask(scene, meeting, "О сборе заявок предприятий")
    decide(scene, item, "Информацию И. И. Ивановой принять к сведению.")
    decide(scene, item, "Определить Министерство ремёсел Энской области ответственным за сбор заявок;", "постоянно")
    lead = decide(scene, item, "Министерству ремёсел Энской области:")
    decide(scene, item, "составить перечень мастерских;", "1 июля 2027 года", parent=lead)
    decide(scene, item, "обеспечить сбор заявок;", "до 1 сентября 2027 года и далее по мере необходимости", parent=lead)
    decide(scene, item, "Провести неделю мастерства.", "4 квартал 2027 года", executors="Участники центров")
    return hold(scene, meeting)


def test_a_signed_protocol_is_a_plan_on_control(scene: CouncilScene) -> None:
    meeting = usual_meeting(scene)
    signed = sign(scene, meeting)
    assert (signed.kind, signed.short_title) == (Act.Kind.PROTOCOL, "Совет по ремёслам: протокол № 1/2027")
    assert (signed.coordinator, signed.controller, signed.is_public) == (scene.body.organisation, None, False)
    assert (signed.act.number, signed.act.signed_on, signed.act.caption) == (
        "1/2027", HELD_ON, "Протокол от 10.03.2027 № 1/2027",
    )  # fmt: skip
    rows = [
        (
            measure.number,
            measure.schedule_words,
            [str(duty.organisation or duty.group) for duty in measure.duties.all()],
            [str(point.due_on) for point in measure.checkpoints.all()],
        )
        for measure in signed.measures.all()
    ]
    ministry = str(scene.ministry)
    assert rows == [
        ("1.1", "", [], []),
        ("1.2", "постоянно", [ministry], []),
        ("1.3.1", "1 июля 2027 года", [ministry], ["2027-07-01"]),
        ("1.3.2", "1 сентября 2027 года; далее по мере необходимости", [ministry], ["2027-09-01"]),
        ("1.4", "IV квартал 2027 года", ["Участники центров"], ["2027-12-31"]),
    ]
    for measure in signed.measures.all():
        start, end = measure.place["cells"]["title"][0]
        assert signed.act.text[start:end] == measure.title
    assert Decision.objects.exclude(measure=None).count() == 5
    frozen = Meeting.objects.get(pk=meeting.pk)
    assert frozen.state == Meeting.State.SIGNED
    assert hashlib.sha256(paper_of(frozen)).hexdigest() == frozen.paper_sha256 == signed.act.sha256


def test_our_own_reader_reads_the_paper_as_it_was_decided(scene: CouncilScene) -> None:
    paper = lay_out_protocol(protocol_of(course_of(usual_meeting(scene))))
    reading = read_document(load_bytes(paper, "protokol.docx"))
    assert (reading.document.number, reading.document.date) == ("1/2027", HELD_ON)
    assert [(item.number, item.due_text, [one.name for one in item.executors]) for item in reading.items] == [
        ("1.1", "", []),
        ("1.2", "постоянно", ["Министерство ремёсел Энской области"]),
        ("1.3.1", "1 июля 2027 года", ["Министерство ремёсел Энской области"]),
        ("1.3.2", "до 1 сентября 2027 года и далее по мере необходимости", ["Министерство ремёсел Энской области"]),
        ("1.4", "4 квартал 2027 года", ["Участники центров"]),
    ]


def test_the_paper_stands_in_the_form_of_protocols(scene: CouncilScene) -> None:
    meeting = usual_meeting(scene)
    sign(scene, meeting)
    frozen = Meeting.objects.get(pk=meeting.pk)
    lines = [one.text for one in docx.Document(BytesIO(paper_of(frozen))).paragraphs]
    for line in (
        "УТВЕРЖДАЮ",
        "Протокол № 1/2027",
        "заседания Совета по ремёслам Энской области",
        "от 10.03.2027 г.",
        "Приглашённые: Гостев Г. Г., директор центра.",
        "По первому вопросу",
        "СЛУШАЛИ:",
        "И. И. Иванова, министра ремёсел, о сборе заявок предприятий",
        "РЕШЕНИЕ.",
        "3. Министерству ремёсел Энской области:",
        "1) составить перечень мастерских;",
        "(Срок — 1 июля 2027 года)",
        "(Ответственный — Участники центров)",
        "Секретарь ____________________ С. С. Секретарева",
    ):
        assert line in lines


def test_an_extract_holds_one_executors_decisions(scene: CouncilScene) -> None:
    course = course_of(usual_meeting(scene))
    text = extract_of(course, scene.college.pk, scene.college.name).text
    assert "Выписка из протокола" in text
    assert "Провести неделю мастерства." in text
    assert "составить перечень" not in text
    assert "Провести неделю" not in extract_of(course, scene.ministry.pk, "").text


def test_signing_again_gives_the_same_plan(scene: CouncilScene) -> None:
    meeting = usual_meeting(scene)
    first = sign(scene, meeting)
    before = (Plan.objects.count(), Entry.objects.count())
    assert sign(scene, meeting) == first
    assert (Plan.objects.count(), Entry.objects.count()) == before


def test_nothing_changes_after_signing(scene: CouncilScene) -> None:
    meeting = usual_meeting(scene)
    sign(scene, meeting)
    decision = Decision.objects.first()
    assert decision is not None
    with pytest.raises(CouncilRefused, match="подписан: изменить его нельзя"):
        change_decision(decision=decision, draft=DecisionDraft("Иное"), version=1, acting=scene.secretary, today=TODAY)
    with pytest.raises(CouncilRefused, match="подписан"):
        add_item(meeting=meeting, draft=ItemDraft("Ещё"), acting=scene.secretary, today=TODAY)


def test_the_signed_copy_is_kept_and_filed(scene: CouncilScene) -> None:
    copy = b"%PDF-1.4 signed"
    signed = sign(scene, usual_meeting(scene), copy_name="Протокол подписан.pdf", copy_content=copy)
    meeting = Meeting.objects.get()
    digest = hashlib.sha256(copy).hexdigest()
    assert (meeting.signed_copy_sha256, signed.act.sha256, signed.act.file_name) == (
        digest, digest, "Протокол подписан.pdf",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("present", "text", "fields", "said"),
    [
        (2, "Провести неделю", {"executors": "Колледж ремёсел"}, "Кворума нет"),
        (5, "Провести неделю", {}, "Решение 1.1: исполнитель не назван"),
        (5, "Провести неделю", {"executors": "Неведомая палата"}, "«Неведомая палата» не найден"),
        (5, "", {}, "Вопрос 1: решений нет"),
    ],
)
def test_what_stands_against_signing_is_named_and_nothing_is_signed(
    scene: CouncilScene, present: int, text: str, fields: dict[str, str], said: str
) -> None:
    meeting = plan(scene)
    item = ask(scene, meeting)
    if text:
        decide(scene, item, text, **fields)
    held = hold(scene, meeting, present)
    before = Entry.objects.count()
    with pytest.raises(CouncilRefused, match=said):
        sign(scene, held)
    assert (Plan.objects.count(), Act.objects.count(), Entry.objects.count()) == (0, 0, before)
    assert Meeting.objects.get().state == Meeting.State.HELD


@pytest.mark.parametrize("who", ["coordinator", "executor", "controller", "auditor", "member", "foreigner"])
def test_only_the_secretary_signs(scene: CouncilScene, who: str) -> None:
    from kadrost.council.domain.signing import sign_protocol
    from tests.council.scene import signing

    meeting = usual_meeting(scene)
    with pytest.raises(PermissionRefused):
        sign_protocol(meeting=meeting, draft=signing(), version=meeting.version, acting=scene.acting(who), today=TODAY)
    assert Plan.objects.count() == 0


def test_a_decision_takes_its_own_assignment_off_control(scene: CouncilScene) -> None:
    signed = sign(scene, usual_meeting(scene))
    point = signed.checkpoints.get(measure__number="1.3.1")
    later = plan(scene, date(2027, 4, 20))
    item = ask(scene, later, "О снятии с контроля")
    decide(scene, item, "Снять с контроля поручение 1.3.1.", kind="removal", checkpoint=point)
    hold(scene, later)
    sign(scene, later)
    ruling = Ruling.objects.get()
    assert (ruling.checkpoint, ruling.kind, ruling.document) == (point, "remove", "Протокол № 2/2027 от 20.04.2027")
    assert Checkpoint.objects.get(pk=point.pk).state == Checkpoint.State.REMOVED


def test_a_council_removes_nothing_from_the_plan_of_another_controller(scene: CouncilScene) -> None:
    checkpoint = CheckpointFactory(measure__plan=PlanFactory(controller=scene.ministry))
    item = ask(scene, plan(scene))
    with pytest.raises(CouncilRefused, match="контролирует не совет"):
        decide(scene, item, "Снять с контроля.", kind="removal", checkpoint=checkpoint)


def test_a_decision_confirms_a_measure_of_a_roadmap(scene: CouncilScene) -> None:
    checkpoint = CheckpointFactory(measure__plan=PlanFactory())
    requirement = RequirementFactory(measure=checkpoint.measure, text="протокол заседания Совета")
    meeting = plan(scene)
    item = ask(scene, meeting)
    decide(scene, item, "Подтвердить выполнение.", kind="confirmation", checkpoint=checkpoint, requirement=requirement)
    assert missing_requirements(checkpoint) == [requirement]
    hold(scene, meeting)
    sign(scene, meeting)
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.number, evidence.dated_on, evidence.requirement, evidence.report) == (
        "протокол", "1/2027", HELD_ON, requirement, None,
    )  # fmt: skip
    assert missing_requirements(checkpoint) == []
    confirmation = Confirmation.objects.get()
    assert (confirmation.checkpoint, confirmation.evidence, confirmation.decision) == (
        checkpoint, evidence, Decision.objects.get(),
    )  # fmt: skip
    assert Checkpoint.objects.get(pk=checkpoint.pk).state == Checkpoint.State.AWAITING


def test_a_measure_that_asks_for_meetings_counts_them(scene: CouncilScene) -> None:
    halves = Schedule(
        phrase="не реже одного раза в полугодие",
        understood=True,
        rules=(EveryMonths(first=date(2026, 1, 1), every=6, over_months=5, last_day=31, until=date(2027, 12, 31)),),
    )
    measure = MeasureFactory(plan=PlanFactory(), schedule=halves)
    requirement = RequirementFactory(measure=measure, text="протоколы заседаний Совета")
    points = [
        CheckpointFactory(measure=measure, occurs_from=start, occurs_until=end)
        for start, end in (
            (date(2026, 7, 1), date(2026, 12, 31)),
            (date(2027, 1, 1), date(2027, 6, 30)),
        )
    ]
    duty = bind_measure(body=scene.body, measure=measure, acting=scene.acting("coordinator"), today=TODAY)
    assert [(one.checkpoint, one.count) for one in meetings_by_period(duty, today=TODAY)] == [
        (points[0], 0),
        (points[1], 0),
    ]
    assert points[0].standing(TODAY).value == "silent"
    sign(scene, usual_meeting(scene))
    assert [one.count for one in meetings_by_period(duty, today=TODAY)] == [0, 1]
    assert list(Evidence.objects.values_list("checkpoint", "requirement", "number")) == [
        (points[1].pk, requirement.pk, "1/2027")
    ]
    second = plan(scene, date(2027, 3, 1))
    decide(scene, ask(scene, second), "Информацию принять к сведению")
    hold(scene, second)
    sign(scene, second)
    assert Evidence.objects.filter(checkpoint=points[1]).count() == 2


def test_a_failure_in_the_middle_leaves_nothing(scene: CouncilScene, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = usual_meeting(scene)
    before = Entry.objects.count()

    def fail(*_args: object, **_fields: object) -> None:
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr("kadrost.council.domain.signing._carry_out", fail)
    with pytest.raises(RuntimeError):
        sign(scene, meeting)
    assert (Plan.objects.count(), Act.objects.count(), ProtocolPlan.objects.count()) == (0, 0, 0)
    assert (Meeting.objects.get().state, Entry.objects.count()) == (Meeting.State.HELD, before)
    assert AgendaItem.objects.count() == 1
