"""Expert sessions: phases, experts, proposals, marks without names, results by the rule, the protocol and its ways."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import docx
import openpyxl
import pytest

from kadrost.audit.models import Entry
from kadrost.council.digest import parts_of_councils
from kadrost.council.domain.duties import bind_measure, meetings_by_period
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.expert_sessions.calling import cancel_session, change_session
from kadrost.council.domain.expert_sessions.closing import obstacles, protocol_paper, put_on_agenda
from kadrost.council.domain.expert_sessions.experts import (
    ExpertDraft,
    add_expert,
    balance_of,
    change_expert,
    record_presence,
    remove_expert,
)
from kadrost.council.domain.expert_sessions.marks import MarkDraft, give_marks
from kadrost.council.domain.expert_sessions.papers import results_sheet_of
from kadrost.council.domain.expert_sessions.proposals import (
    add_proposal,
    alike_among,
    change_proposal,
    decide_outcome,
    declare_conflict,
    join_proposals,
)
from kadrost.council.domain.expert_sessions.reading import session_work, sessions_visible_to
from kadrost.council.domain.expert_sessions.results import results_of, sheet_of, silent_experts
from kadrost.council.models import Confirmation, ExpertSession, Mark, Proposal, ProposalAuthor, SessionExpert
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.models import Evidence
from kadrost.ui.papers.sheet import lay_out_xlsx
from tests.council.scene import TODAY, plan
from tests.council.session_scene import (
    HELD,
    NAMES,
    SHEETS,
    SessionScene,
    in_first_round,
    make_session,
    proposal_draft,
    session_draft,
    with_results,
)
from tests.web.factories import CheckpointFactory, MeasureFactory, PlanFactory, RequirementFactory

pytestmark = pytest.mark.django_db


def journal_of(session: ExpertSession) -> list[str]:
    return list(
        Entry.objects.filter(object_type="council.expertsession", object_key=str(session.pk))
        .order_by("pk")
        .values_list("action", flat=True)
    )


def bring(scene: SessionScene, name: str, place: int = 0, **fields: object) -> Proposal:
    return add_proposal(
        session=scene.session, draft=proposal_draft(name, **fields), authors=[scene.experts[place]],
        acting=scene.council.secretary, today=TODAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "тема"),
        ({"ground": ""}, "основание"),
        ({"held_on": date(2027, 3, 1)}, "не по порядку"),
        ({"criteria": ()}, "Критериев"),
        ({"criteria": ("Важность", "важность")}, "повторяются"),
        ({"least_median": Decimal(6)}, "невыполнимо"),
        ({"least_marks": 2}, "не меньше 3"),
        ({"horizon": "never"}, "горизонта"),
    ],
)
def test_a_session_that_cannot_be_is_not_called(fields: dict[str, object], said: str) -> None:
    with pytest.raises(CouncilRefused, match=said):
        make_session(**fields)
    assert not ExpertSession.objects.exists()


def test_who_runs_a_session() -> None:
    scene = make_session()
    for who in ("secretary", "coordinator", "administrator"):
        change_session(
            session=scene.session, draft=session_draft(place=who), version=scene.fresh().version,
            acting=scene.council.acting(who), today=TODAY,
        )  # fmt: skip
    for who in ("executor", "member", "auditor", "controller", "foreign_coordinator"):
        with pytest.raises(PermissionRefused):
            cancel_session(
                session=scene.fresh(), ground="Нет", version=scene.session.version,
                acting=scene.council.acting(who), today=TODAY,
            )  # fmt: skip
    assert scene.fresh().phase == "preparation"
    change_session(
        session=scene.session, draft=session_draft(facilitator=scene.council.people["executor"]),
        version=scene.session.version, acting=scene.council.secretary, today=TODAY,
    )  # fmt: skip
    cancel_session(
        session=scene.fresh(), ground="Нет кворума", version=scene.session.version,
        acting=scene.council.acting("executor"), today=TODAY,
    )  # fmt: skip
    assert scene.fresh().phase == "cancelled"


def test_phases_go_on_one_by_one_and_back_only_with_a_reason() -> None:
    scene = make_session()
    with pytest.raises(CouncilRefused, match="такой фазы нет"):
        scene.move("first")
    scene.move("proposals")
    with pytest.raises(CouncilRefused, match="сравнивать нечего"):
        scene.move("first")
    with pytest.raises(CouncilRefused, match="Причина"):
        scene.move("preparation")
    scene.move("preparation", reason="Пригласить ещё одного")
    assert journal_of(scene.session)[-2:] == ["move_phase", "move_phase"]
    last = Entry.objects.filter(object_type="council.expertsession").latest("pk")
    assert (last.ground, last.after) == ("Пригласить ещё одного", {"phase": "Подготовка"})


def test_a_stale_page_moves_nothing() -> None:
    scene = make_session()
    scene.move("proposals")
    stale = ExpertSession.objects.get(pk=scene.session.pk)
    scene.move("preparation", reason="Так надо")
    with pytest.raises(StaleVersion):
        change_session(
            session=stale, draft=session_draft(title="Другая"), version=stale.version,
            acting=scene.council.secretary, today=TODAY,
        )  # fmt: skip


def test_going_back_loses_no_marks_and_shuts_the_figures() -> None:
    scene = in_first_round()
    scene.mark_all(*SHEETS)
    scene.move("discussion")
    assert results_of(scene.session).last_round == 1
    scene.move("first", reason="Один лист не внесён")
    assert Mark.objects.count() == 12
    assert results_of(scene.session).rows[0].rounds == {}
    assert sheet_of(scene.session) == []


def test_the_second_round_may_be_left_out_with_a_reason() -> None:
    scene = in_first_round()
    scene.mark_all(*SHEETS)
    scene.move("discussion")
    with pytest.raises(CouncilRefused, match="Причина"):
        scene.move("results")
    scene.move("results", reason="Мнения сошлись")
    found = results_of(scene.session)
    assert found.last_round == 1
    assert found.rows[0].change is None


def test_a_round_without_marks_is_not_closed() -> None:
    scene = in_first_round()
    with pytest.raises(CouncilRefused, match="Оценок в этом туре нет"):
        scene.move("discussion")


def test_balance_of_sides_is_told_and_warned_about() -> None:
    scene = make_session()
    balance = balance_of(scene.experts)
    assert dict(balance.counts) == {
        "Бизнес": 1, "Образование": 1, "Власть": 1, "Наука": 1, "Профессиональное сообщество": 0,
    }  # fmt: skip
    assert balance.warnings == ()
    record_presence(
        session=scene.session, presence={scene.experts[1].pk: "absent"}, acting=scene.council.secretary, today=TODAY
    )
    assert balance_of(scene.session.experts.all()).warnings == ("Сторона «бизнес» не представлена.",)
    many = [SessionExpert(side="science") for _ in range(5)] + [SessionExpert(side="business")]
    assert balance_of(many).warnings == (
        "Сторона «образование» не представлена.", "Больше половины экспертов – одна сторона: наука.",
    )  # fmt: skip


def test_experts_are_checked_and_leave_only_without_a_trace() -> None:
    scene = make_session()
    secretary = scene.council.secretary
    for draft, said in (
        (ExpertDraft("", "business", organisation_words="Завод"), "имя"),
        (ExpertDraft("Новый Н. Н.", "business"), "Организация"),
        (ExpertDraft("Учёный У. У.", "science", organisation_words="Институт"), "уже в списке"),
        (ExpertDraft("Иная И. И.", "science", organisation_words="И", person=scene.council.people["member"]), "уже в"),
    ):
        with pytest.raises(CouncilRefused, match=said):
            add_expert(session=scene.session, draft=draft, acting=secretary, today=TODAY)
    scene.move("proposals")
    bring(scene, "Гончар", place=3)
    with pytest.raises(CouncilRefused, match="убрать из списка нельзя"):
        remove_expert(expert=scene.experts[3], acting=secretary, today=TODAY)
    remove_expert(expert=scene.experts[1], acting=secretary, today=TODAY)
    assert scene.session.experts.count() == 3


def test_who_has_marked_keeps_their_sign_in() -> None:
    scene = in_first_round()
    scene.mark(0, *SHEETS[0])
    draft = ExpertDraft("Членова Ч. Ч.", "education", organisation=scene.council.college)
    with pytest.raises(CouncilRefused, match="вход не меняется"):
        change_expert(expert=scene.experts[0], draft=draft, acting=scene.council.secretary, today=TODAY)
    with pytest.raises(CouncilRefused, match="новых экспертов не приглашают"):
        add_expert(
            session=scene.session, draft=ExpertDraft("Поздний П. П.", "science", organisation_words="Институт"),
            acting=scene.council.secretary, today=TODAY,
        )  # fmt: skip


def test_an_expert_brings_their_own_proposal_while_they_are_gathered() -> None:
    scene = make_session()
    own = scene.council.acting("member")
    args = {"draft": proposal_draft("Гончар"), "authors": [scene.experts[0]], "acting": own, "today": TODAY}
    with pytest.raises(PermissionRefused):
        add_proposal(session=scene.session, **args)  # type: ignore[arg-type]
    scene.move("proposals")
    proposal = add_proposal(session=scene.session, **args)  # type: ignore[arg-type]
    with pytest.raises(PermissionRefused):
        add_proposal(session=scene.session, **{**args, "authors": [scene.experts[1]]})  # type: ignore[arg-type]
    with pytest.raises(PermissionRefused):
        change_proposal(
            proposal=proposal, draft=proposal_draft("Чужое"), version=1,
            acting=scene.council.acting("deputy"), today=TODAY,
        )  # fmt: skip
    changed = change_proposal(
        proposal=proposal, draft=proposal_draft("Гончар форм"), version=1, acting=own, today=TODAY
    )
    assert (changed.name, changed.version) == ("Гончар форм", 2)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason_words": ""}, "обоснование"),
        ({"kind": "odd"}, "списке нет"),
        ({"needed_in": 2030}, "Год назван"),
        ({"classifier": "ОКПДТР"}, "без кода"),
    ],
)
def test_a_proposal_says_what_it_has_to(fields: dict[str, object], said: str) -> None:
    scene = make_session()
    with pytest.raises(CouncilRefused, match=said):
        bring(scene, "Гончар", **fields)


def test_near_duplicates_are_pointed_out_and_joined_with_both_authors() -> None:
    scene = make_session()
    first = bring(scene, "Оператор беспилотных систем", 0)
    second = bring(scene, "Операторы беспилотных авиационных систем", 1)
    third = bring(scene, "Наладчик станков", 2)
    bring(scene, "Оператор станков", 3)
    alike = alike_among(list(scene.session.proposals.all()))
    assert [(pair.first, pair.second) for pair in alike] == [(first, second)]
    kept = join_proposals(kept=first, joined=second, acting=scene.council.secretary, today=TODAY)
    names = ["Членова Ч. Ч.", "Безвходный Б. Б."]
    assert [one.expert.name for one in ProposalAuthor.objects.filter(proposal=kept)] == names
    with pytest.raises(CouncilRefused, match="уже присоединено"):
        join_proposals(kept=third, joined=second, acting=scene.council.secretary, today=TODAY)
    again = join_proposals(kept=third, joined=kept, acting=scene.council.secretary, today=TODAY)
    assert set(again.joined.values_list("name", flat=True)) == {first.name, second.name}


def test_one_code_is_one_profession() -> None:
    scene = make_session()
    bring(scene, "Сварщик", code="15.01.05")
    bring(scene, "Мастер соединений", code="15.01.05")
    assert len(alike_among(list(scene.session.proposals.all()))) == 1


def test_only_the_expert_gives_their_marks_and_paper_goes_by_the_secretary() -> None:
    scene = in_first_round()
    signed_in, on_paper = scene.experts[0], scene.experts[1]
    marks = {scene.proposals[0].pk: MarkDraft((5, 4))}
    for who in ("secretary", "deputy", "coordinator", "administrator"):
        with pytest.raises(PermissionRefused):
            give_marks(expert=signed_in, marks=marks, acting=scene.council.acting(who), today=TODAY)
    for who in ("member", "executor", "auditor"):
        with pytest.raises(PermissionRefused):
            give_marks(expert=on_paper, marks=marks, acting=scene.council.acting(who), today=TODAY)
    assert not Mark.objects.exists()
    assert scene.mark(0, (5, 4)).left == 2
    scene.mark(1, (4, 4), (), remark="Не моя область")
    assert journal_of(scene.session)[-2:] == ["give_marks", "enter_marks"]
    assert [ballot.is_paper for ballot in (signed_in.ballots.get(), on_paper.ballots.get())] == [False, True]
    assert [one.name for one in silent_experts(scene.session)] == ["Заместителева З. З.", "Учёный У. У."]


def test_the_journal_tells_of_no_mark() -> None:
    scene = in_first_round()
    scene.mark(0, *SHEETS[0], remark="Тайное слово")
    entry = Entry.objects.filter(action="give_marks").get()
    assert entry.after == {"expert": "Членова Ч. Ч.", "round": 1, "marked": 3, "abstained": 0}
    assert not Entry.objects.filter(after__icontains="Тайное").exists()


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (MarkDraft((5,)), "по всем критериям"),
        (MarkDraft((0, 5)), "от 1 до 5"),
        (MarkDraft((5, 5), 9), "уверенности"),
        (MarkDraft((5, 5), 1, "я" * 501), "длиннее"),
    ],
)
def test_a_mark_that_cannot_be_is_refused(draft: MarkDraft, said: str) -> None:
    scene = in_first_round()
    with pytest.raises(CouncilRefused, match=said):
        give_marks(
            expert=scene.experts[0], marks={scene.proposals[0].pk: draft},
            acting=scene.council.acting("member"), today=TODAY,
        )  # fmt: skip
    assert not Mark.objects.exists()


def test_marks_are_taken_in_the_rounds_only_and_a_sheet_replaces_the_one_before() -> None:
    scene = in_first_round()
    scene.mark(0, (5, 5), (4, 4), (1, 1))
    scene.mark(0, (2, 2), ())
    assert {mark.proposal.name: mark.scores for mark in Mark.objects.all()} == {NAMES[0]: [2, 2], NAMES[1]: []}
    scene.mark_all(*SHEETS)
    scene.move("discussion")
    with pytest.raises(CouncilRefused, match="не принимаются"):
        scene.mark(0, (5, 5))


def test_who_does_not_take_part_does_not_mark() -> None:
    scene = in_first_round()
    absent = {scene.experts[0].pk: "absent"}
    record_presence(session=scene.session, presence=absent, acting=scene.council.secretary, today=TODAY)
    with pytest.raises(CouncilRefused, match="не участвующий"):
        scene.mark(0, (5, 5))


def test_results_are_exact() -> None:
    scene = with_results()
    found = results_of(scene.session)
    assert [row.proposal.name for row in found.rows] == list(NAMES)
    best = found.rows[0]
    # Means over the criteria: 5, 4.5, 4.5, 4; quartiles of 4, 4.5, 4.5, 5 by interpolation.
    assert best.final is not None
    assert (best.final.median, best.final.lower, best.final.upper) == (Fraction(9, 2), Fraction(35, 8), Fraction(37, 8))
    assert (best.final.range, best.final.share, best.change) == (Fraction(1, 4), Fraction(1), Fraction(0))
    assert best.criteria == (Fraction(9, 2), Fraction(9, 2))
    # 3.5, 4, 3, 3.5 for the second; 1, 1.5, 1.5, 2 for the third: the same order for everybody, so W is 1.
    assert found.rows[1].final is not None
    assert found.rows[1].final.median == Fraction(7, 2)
    assert found.final_agreement is not None
    assert found.final_agreement.w == 1
    assert [row.proposal.name for row in found.taken] == [NAMES[0]]
    assert (dict(found.voted), found.experts) == ({1: 4, 2: 4}, 4)


@pytest.mark.parametrize(
    "rule", [{"most_spread": Decimal("0.2")}, {"least_marks": 5}, {"least_median": Decimal("4.6")}]
)
def test_the_rule_needs_median_spread_and_enough_marks(rule: dict[str, object]) -> None:
    assert results_of(with_results(**rule).session).taken == ()


def test_fewer_than_three_marks_tell_nothing() -> None:
    scene = in_first_round()
    scene.mark(0, *SHEETS[0])
    scene.mark(1, *SHEETS[1])
    scene.move("discussion")
    assert [row.final for row in results_of(scene.session).rows] == [None, None, None]
    assert sheet_of(scene.session) == []


def test_an_interest_excludes_the_mark_given_before_and_after() -> None:
    scene = in_first_round()
    scene.mark_all(*SHEETS)
    with pytest.raises(PermissionRefused):
        declare_conflict(
            proposal=scene.proposals[0], expert=scene.experts[0], words="Мой завод",
            acting=scene.council.secretary, today=TODAY,
        )  # fmt: skip
    declare_conflict(
        proposal=scene.proposals[0], expert=scene.experts[0], words="Мой завод",
        acting=scene.council.acting("member"), today=TODAY,
    )  # fmt: skip
    scene.move("discussion")
    row = results_of(scene.session).rows[0]
    assert row.final is not None
    assert (row.final.count, row.final.median, row.conflicts) == (3, Fraction(9, 2), 1)
    scene.move("second")
    with pytest.raises(CouncilRefused, match="нет среди тех"):
        scene.mark(0, (5, 5))
    assert Mark.objects.filter(ballot__round=1).count() == 12


def test_abstentions_are_counted_apart() -> None:
    scene = in_first_round()
    for place, columns in enumerate(SHEETS):
        scene.mark(place, () if place == 3 else columns[0], *columns[1:])
    scene.move("discussion")
    found = results_of(scene.session)
    row = next(one for one in found.rows if one.proposal.name == NAMES[0])
    assert row.final is not None
    assert (row.final.count, row.abstained) == (3, 1)
    agreement = found.final_agreement
    assert agreement is not None
    assert (agreement.experts, agreement.experts_given, agreement.proposals) == (3, 4, 3)


def test_sheets_go_by_numbers_drawn_by_lot() -> None:
    scene = with_results()
    numbers = set(scene.session.experts.values_list("secret_number", flat=True))
    assert numbers == {1, 2, 3, 4}
    lines = sheet_of(scene.session)
    assert len(lines) == 24
    results = results_of(scene.session)
    book = openpyxl.load_workbook(BytesIO(lay_out_xlsx(results_sheet_of(scene.session, results, lines, as_of=TODAY))))
    cells = {str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None}  # type: ignore[union-attr]
    assert "Результаты по состоянию на 10.03.2027; тур 2, баллы от 1 до 5" in cells
    assert not any(expert.name in cell for expert in scene.experts for cell in cells)


def test_the_rule_is_fixed_once_marks_are_given() -> None:
    scene = in_first_round()
    draft = session_draft(least_median=Decimal(3))
    with pytest.raises(CouncilRefused, match="не меняются"):
        change_session(
            session=scene.session, draft=draft, version=scene.fresh().version,
            acting=scene.council.secretary, today=TODAY,
        )  # fmt: skip
    scene.mark(0, *SHEETS[0])
    scene.move("proposals", reason="Забыли предложение")
    with pytest.raises(CouncilRefused, match="не меняются"):
        change_session(
            session=scene.session, draft=draft, version=scene.fresh().version,
            acting=scene.council.secretary, today=TODAY,
        )  # fmt: skip
    with pytest.raises(CouncilRefused, match="не объединяются"):
        join_proposals(kept=scene.proposals[0], joined=scene.proposals[1], acting=scene.council.secretary, today=TODAY)


def test_the_group_decides_otherwise_only_with_a_ground() -> None:
    scene = with_results()
    proposal = scene.proposals[1]
    args = {"proposal": proposal, "outcome": "taken", "acting": scene.council.secretary, "today": TODAY}
    with pytest.raises(CouncilRefused, match="Обоснование"):
        decide_outcome(**args, ground=" ", version=1)  # type: ignore[arg-type]
    decide_outcome(**args, ground="Строится завод", version=1)  # type: ignore[arg-type]
    row = results_of(scene.session).rows[1]
    assert (row.by_rule, row.is_taken, row.is_decided_otherwise) == (False, True, True)
    with pytest.raises(StaleVersion):
        decide_outcome(**args, ground="Снова", version=1)  # type: ignore[arg-type]
    decide_outcome(**{**args, "outcome": ""}, ground="", version=2)  # type: ignore[arg-type]
    assert not results_of(scene.session).rows[1].is_taken


def test_closing_freezes_the_protocol_and_everything_else() -> None:
    scene = with_results()
    assert obstacles(scene.session) == ["Участие экспертов не отмечено."]
    session = scene.close()
    with session.paper.open("rb") as file:
        content = file.read()
    assert hashlib.sha256(content).hexdigest() == session.paper_sha256
    paper = docx.Document(BytesIO(content))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    for words in (
        "Протокол № 1/2027", "СЛУШАЛИ: Найти новые ремёсла", "РЕШЕНИЕ.", f"1. {NAMES[0]}", "W = 1,00",
        "согласованность высокая", "Результаты по состоянию на 10.03.2027", "председатель, Главнов Г. Г.",
    ):  # fmt: skip
        assert words in text
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert {"Безвходный Б. Б.", "4,50", "предложить в перечень"} <= set(cells)
    for attempt in (
        lambda: scene.move("second", reason="Ещё раз"),
        lambda: scene.mark(0, (5, 5)),
        lambda: bring(scene, "Поздно"),
        scene.close,
    ):
        with pytest.raises(CouncilRefused):
            attempt()


def test_a_session_is_closed_after_its_results_by_the_secretary() -> None:
    scene = in_first_round()
    with pytest.raises(CouncilRefused, match="Итоги ещё"):
        scene.close()
    scene.mark_all(*SHEETS)
    scene.move("discussion")
    scene.move("results", reason="Мнения сошлись")
    with pytest.raises(CouncilRefused, match="не лежит"):
        scene.close(closed_on=date(2027, 3, 1))
    scene.council.people["secretary"] = scene.council.people["coordinator"]
    with pytest.raises(PermissionRefused):
        scene.close()
    assert scene.fresh().phase == "results"


def test_a_closed_session_confirms_the_measure_that_asks_for_sessions() -> None:
    scene = with_results()
    body = scene.council.body
    measure = MeasureFactory(plan=PlanFactory(territory=body.territory))
    asked = RequirementFactory(measure=measure, text="Протокол экспертной сессии")
    due = CheckpointFactory(
        measure=measure, occurs_from=date(2027, 3, 1), occurs_until=date(2027, 3, 31), opens_on=date(2027, 3, 1),
        due_on=date(2027, 3, 31),
    )  # fmt: skip
    coordinator = scene.council.acting("coordinator")
    duty = bind_measure(body=body, measure=measure, counts="sessions", asked=3, acting=coordinator, today=TODAY)
    assert [one.count for one in meetings_by_period(duty, today=TODAY)] == [0]
    session = scene.close()
    assert [one.sessions for one in meetings_by_period(duty, today=TODAY)] == [(session,)]
    confirmation = Confirmation.objects.get()
    assert (confirmation.session, confirmation.meeting, confirmation.checkpoint) == (session, None, due)
    evidence = Evidence.objects.get()
    assert (evidence.number, evidence.dated_on, evidence.requirement) == ("1/2027", HELD, asked)


def test_results_go_on_an_agenda_with_the_protocol_as_material() -> None:
    scene = with_results()
    meeting = plan(scene.council)
    with pytest.raises(PermissionRefused):
        put_on_agenda(session=scene.session, meeting=meeting, acting=scene.council.acting("coordinator"), today=TODAY)
    scene.close()
    item = put_on_agenda(session=scene.session, meeting=meeting, acting=scene.council.secretary, today=TODAY)
    assert item.title == "Об итогах экспертной сессии № 1/2027 «Ремёсла будущего»"
    assert item.materials.get().sha256 == scene.fresh().paper_sha256
    with pytest.raises(CouncilRefused, match="уже внесены"):
        put_on_agenda(session=scene.session, meeting=meeting, acting=scene.council.secretary, today=TODAY)


def test_a_draft_protocol_keeps_open_marks_to_itself() -> None:
    scene = in_first_round()
    scene.mark_all(*SHEETS)
    paper = docx.Document(BytesIO(protocol_paper(scene.session, as_of=TODAY)))
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert "4,50" not in cells


def test_what_waits_for_whom() -> None:
    scene = make_session()
    member, deputy = scene.council.acting("member"), scene.council.acting("deputy")
    assert session_work(member).is_free
    scene.move("proposals")
    assert session_work(member).to_propose == (scene.session,)
    bring(scene, NAMES[0])
    bring(scene, NAMES[1])
    scene.move("first")
    assert session_work(member).to_mark == (scene.session,)
    told = parts_of_councils(scene.council.people["member"], member, date(2027, 3, 3))
    parts = [(part.title, part.total, part.items[0].is_urgent) for part in told if part.total]
    assert parts == [("Ждут вашей оценки", 1, True)]
    scene.proposals = list(scene.session.proposals.all())
    scene.mark(0, (5, 5))
    assert session_work(member).to_mark == ()
    assert session_work(deputy).to_mark == (scene.session,)
    assert session_work(scene.council.secretary).to_lead == (scene.session,)
    assert session_work(scene.council.acting("executor")).is_free


def test_sessions_are_seen_in_their_region_and_by_who_is_invited() -> None:
    scene = make_session()
    stranger = scene.council.acting("foreigner")
    assert list(sessions_visible_to(stranger)) == []
    draft = ExpertDraft("Дальний Д. Д.", "science", organisation_words="Институт", person=stranger.user)
    add_expert(session=scene.session, draft=draft, acting=scene.council.secretary, today=TODAY)
    assert list(sessions_visible_to(stranger)) == [scene.session]
    assert list(sessions_visible_to(scene.council.acting("auditor"))) == [scene.session]
