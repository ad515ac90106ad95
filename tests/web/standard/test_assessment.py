"""Self-assessment from preparation to close: domain, rights, pages, report."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from kadrost.audit.models import Entry
from kadrost.kernel.errors import KadrostError
from kadrost.notices.sections import Item
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.digest import parts_of_control
from kadrost.roadmaps.domain.assessment.answering import AnswerDraft, answer_question
from kadrost.roadmaps.domain.assessment.reading import parts_waiting, view_round
from kadrost.roadmaps.domain.assessment.rounds import (
    RoundFacts,
    change_questions,
    close_round,
    open_round,
    prepare_round,
    publish_round,
)
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.standard.errors import StandardRefused
from kadrost.roadmaps.models import AssessmentAnswer, AssessmentPart, AssessmentRound
from tests.web.factories import TODAY
from tests.web.scene import client_of, queries_of, text_of
from tests.web.standard.conftest import Region

FULL = AnswerDraft(mark=3, ground="Прогноз утверждён и опубликован")
PARTLY = AnswerDraft(mark=1, ground="Собраны первые заявки", gap="Нет методики", direction="Утвердить методику")


def prepared(region: Region, title: str = "Самооценка") -> AssessmentRound:
    facts = RoundFacts(title, date(2027, 1, 1), date(2027, 12, 31), date(2027, 4, 1), region.office)
    return prepare_round(
        territory=region.office.territory, facts=facts, acting=region.acting("coordinator"), today=TODAY
    )


def close(region: Region, assessment: AssessmentRound, day: date = TODAY) -> AssessmentRound:
    assessment.refresh_from_db()
    close_round(
        assessment=assessment, words="Прогноз налажен.", leave_unanswered=True,
        acting=region.acting("coordinator"), version=assessment.version, today=day,
    )  # fmt: skip
    assessment.refresh_from_db()
    return assessment


def test_a_round_begins_with_the_editions_questions_and_the_next_with_those_of_the_last(region: Region) -> None:
    first = prepared(region)
    keys = list(first.questions.values_list("key", flat=True))
    assert len(keys) == 43
    question = first.questions.order_by("position")[0]
    change_questions(
        assessment=first, questions={question.key: ("Своими словами?", "")}, added={3: "Ещё вопрос?"},
        acting=region.acting("coordinator"), version=1, today=TODAY,
    )  # fmt: skip
    first.refresh_from_db()
    assert first.questions_version == 2
    AssessmentRound.objects.update(state="closed", closed_on=TODAY)
    second = prepared(region, "Следующая")
    assert second.questions_version == 2
    assert second.questions.get(key=question.key).text == "Своими словами?"
    assert second.questions.count() == 44


def test_a_provision_is_not_left_without_a_question(region: Region) -> None:
    made = prepared(region)
    empty = {one.key: ("", "") for one in made.questions.filter(provision__number=2)}
    with pytest.raises(StandardRefused, match="Положение 2"):
        change_questions(
            assessment=made, questions=empty, added={}, acting=region.acting("coordinator"), version=1, today=TODAY
        )


def test_a_round_opens_only_once_somebody_answers_for_every_provision(region: Region) -> None:
    made = prepared(region)
    with pytest.raises(StandardRefused, match="никто не отвечает"):
        open_round(assessment=made, acting=region.acting("coordinator"), version=1, today=TODAY)
    opened = region_opened(region, made)
    with pytest.raises(StandardRefused, match="уже открыт"):
        change_questions(
            assessment=opened, questions={}, added={1: "?"}, acting=region.acting("coordinator"),
            version=opened.version, today=TODAY,
        )  # fmt: skip
    with pytest.raises(StandardRefused, match="ещё не закрыт"):
        prepared(region, "Второй раунд сразу")


def region_opened(region: Region, made: AssessmentRound) -> AssessmentRound:
    for provision in made.edition.provisions.all():
        AssessmentPart.objects.create(round=made, provision=provision, organisation=region.body)
    open_round(assessment=made, acting=region.acting("coordinator"), version=made.version, today=TODAY)
    made.refresh_from_db()
    return made


def test_an_answer_keeps_its_grounds_and_every_earlier_answer(region: Region) -> None:
    opened = region.open_round()
    question = region.question(opened)
    executor = region.acting("executor")
    draft = AnswerDraft(
        mark=1, ground="Собраны заявки", gap="Нет методики", direction="Утвердить", measures=[region.measure.pk]
    )
    first = answer_question(question=question, draft=draft, seen=None, acting=executor, today=TODAY)
    assert [one.words for one in first.grounds.all()] == [f"Своя карта: {region.measure}"]
    second = answer_question(
        question=question, draft=FULL, seen=first.pk, acting=executor, today=TODAY + timedelta(days=2)
    )
    assert AssessmentAnswer.objects.count() == 2
    now = view_round(opened, day=TODAY + timedelta(days=2))
    then = view_round(opened, day=TODAY)
    line = {
        view: next(one for one in view.provisions if one.provision.number == 5).questions[0] for view in (now, then)
    }
    assert (line[now].answer, line[then].answer) == (second, first)
    assert Entry.objects.filter(action="answer_question").count() == 2


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (AnswerDraft(mark=4, ground="x"), "Оценка не выбрана"),
        (AnswerDraft(mark=3, ground=" "), "Основание не указано"),
        (AnswerDraft(mark=2, ground="x"), "Пробел не назван"),
        (AnswerDraft(mark=3, ground="x", measures=[10**9]), "нет"),
        (AnswerDraft(mark=3, ground="x", documents=[10**9]), "нет"),
    ],
)
def test_an_answer_without_its_ground_is_refused(region: Region, draft: AnswerDraft, words: str) -> None:
    question = region.question(region.open_round())
    before = Entry.objects.count()
    with pytest.raises(StandardRefused, match=words):
        answer_question(question=question, draft=draft, seen=None, acting=region.acting("executor"), today=TODAY)
    assert not AssessmentAnswer.objects.exists()
    assert Entry.objects.count() == before


def test_two_people_do_not_overwrite_one_another(region: Region) -> None:
    question = region.question(region.open_round())
    answer_question(question=question, draft=FULL, seen=None, acting=region.acting("executor"), today=TODAY)
    with pytest.raises(StaleVersion):
        answer_question(question=question, draft=PARTLY, seen=None, acting=region.acting("executor"), today=TODAY)


@pytest.mark.parametrize("who", ["stranger", "coordinator", "controller", "auditor", "administrator"])
def test_only_the_body_that_answers_for_the_provision_fills_it_in(region: Region, who: str) -> None:
    question = region.question(region.open_round())
    with pytest.raises(PermissionRefused):
        answer_question(question=question, draft=FULL, seen=None, acting=region.acting(who), today=TODAY)
    assert not AssessmentAnswer.objects.exists()


@pytest.mark.parametrize("who", ["executor", "controller", "auditor", "far_away"])
def test_only_the_regions_coordinator_opens_and_closes(region: Region, who: str) -> None:
    opened = region.open_round()
    with pytest.raises(PermissionRefused):
        close_round(
            assessment=opened, words="x", leave_unanswered=True, acting=region.acting(who), version=opened.version,
            today=TODAY,
        )  # fmt: skip
    opened.refresh_from_db()
    assert opened.state == "open"


def test_closing_freezes(region: Region) -> None:
    opened = region.open_round()
    question = region.question(opened)
    with pytest.raises(StandardRefused, match="Без ответа вопросов: 43"):
        close_round(
            assessment=opened, words="x", leave_unanswered=False, acting=region.acting("coordinator"),
            version=opened.version, today=TODAY,
        )  # fmt: skip
    closed = close(region, opened)
    with pytest.raises(StandardRefused, match="закрыт"):
        answer_question(question=question, draft=FULL, seen=None, acting=region.acting("executor"), today=TODAY)
    with pytest.raises(KadrostError):
        open_round(assessment=closed, acting=region.acting("coordinator"), version=closed.version, today=TODAY)


def test_what_rose_and_fell_since_the_round_before(region: Region) -> None:
    first = region.open_round("Первая")
    executor = region.acting("executor")
    for number, draft in ((5, PARTLY), (6, FULL)):
        answer_question(question=region.question(first, number), draft=draft, seen=None, acting=executor, today=TODAY)
    close(region, first)
    second = region.open_round("Вторая", TODAY + timedelta(days=1))
    day = TODAY + timedelta(days=2)
    for number, draft in ((5, FULL), (6, PARTLY), (7, FULL)):
        answer_question(question=region.question(second, number), draft=draft, seen=None, acting=executor, today=day)
    view = view_round(second, day=day)
    assert view.previous == first
    changes = {one.provision.number: line.change for one in view.provisions for line in one.questions if line.change}
    assert changes == {5: "rose", 6: "fell", 7: "new"}
    assert view_round(first, day=day).previous is None


def test_my_work_tells_what_waits_until_it_is_answered(region: Region) -> None:
    opened = region.open_round()
    executor = region.acting("executor")
    assert len(parts_waiting(executor, today=TODAY)) == 14
    page = text_of(client_of(region.people["executor"]).get("/"))
    assert "Самооценка: ждут вашего ответа" in page
    assert "ждут вашего ответа" not in text_of(client_of(region.people["stranger"]).get("/"))
    for question in opened.questions.filter(provision__number=5):
        answer_question(question=question, draft=FULL, seen=None, acting=executor, today=TODAY)
    assert len(parts_waiting(executor, today=TODAY)) == 13
    close(region, opened)
    assert parts_waiting(executor, today=TODAY) == []


def test_the_digest_asks_for_answers_once_and_again_when_the_term_is_near(region: Region) -> None:
    opened = region.open_round()

    def asked(who: str, day: date = TODAY) -> list[Item]:
        parts = parts_of_control(region.people[who], region.acting(who), day)
        return [item for part in parts if part.title == "Самооценка ждёт ваших ответов" for item in part.items]

    (first,) = asked("executor")
    assert first.path == reverse("roadmaps-assessment", args=(opened.pk,))
    assert "положения 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, ответы нужны до" in first.words
    (near,) = asked("executor", opened.due_on - timedelta(days=14))
    assert (near.is_urgent, near.key == first.key) == (True, False)
    assert asked("stranger") == []
    close(region, opened)
    assert asked("executor") == []


def test_the_public_reads_closed_rounds_that_were_published(region: Region) -> None:
    opened = region.open_round()
    address = reverse("roadmaps-assessment", args=(opened.pk,))
    assert client_of(None).get(address).status_code == 404
    closed = close(region, opened)
    assert client_of(None).get(address).status_code == 404
    publish_round(
        assessment=closed, is_published=True, acting=region.acting("coordinator"), version=closed.version, today=TODAY
    )
    assert "Прогноз налажен." in text_of(client_of(None).get(address))
    assert client_of(region.people["far_away"]).get(address).status_code == 200


def test_an_answer_is_given_from_its_page_and_leads_to_the_next(region: Region) -> None:
    opened = region.open_round()
    client = client_of(region.people["executor"])
    question = region.question(opened)
    address = reverse("roadmaps-assessment-answer", args=(opened.pk, question.pk))
    assert "Расчёт прогноза" in text_of(client.get(address))
    wrong = client.post(address, {"mark": "1", "ground": "Собраны заявки"})
    assert wrong.status_code == 422
    assert "Собраны заявки" in text_of(wrong)
    assert "Пробел не назван" in text_of(wrong)
    done = client.post(address, {"mark": "1", "ground": "Заявки", "gap": "Нет", "measures": [region.measure.pk]})
    assert done.status_code == 302
    assert done.headers["Location"] != address
    stale = client.post(address, {"mark": "3", "ground": "Всё есть"})
    assert stale.status_code == 422
    assert f'value="{question.answers.get().pk}"' in stale.content.decode()
    page = text_of(client.get(reverse("roadmaps-assessment-provision", args=(opened.pk, 5))))
    assert "Своя карта: 1.1" in page
    assert "Изменить ответ" in page


def test_a_round_is_prepared_opened_and_closed_from_pages(region: Region) -> None:
    client = client_of(region.people["coordinator"])
    made = client.post(
        reverse("roadmaps-assessment-new"),
        {
            "territory": region.office.territory_id, "title": "Самооценка", "period_from": "2027-01-01",
            "period_until": "2027-12-31", "due_on": "2027-04-01", "responsible": region.office.pk,
        },
    )  # fmt: skip
    assessment = AssessmentRound.objects.get()
    assert made.headers["Location"] == reverse("roadmaps-assessment-bodies", args=(assessment.pk,))
    turn = reverse("roadmaps-assessment-turn", args=(assessment.pk,))
    assert "никто не отвечает" in text_of(client.post(turn, {"version": "1"}))
    bodies = {f"provision_{number}": [region.body.pk] for number in range(1, 15)}
    client.post(reverse("roadmaps-assessment-bodies", args=(assessment.pk,)), {"version": "1", **bodies})
    questions = reverse("roadmaps-assessment-questions", args=(assessment.pk,))
    typed = {f"text_{one.pk}": one.text for one in assessment.questions.all()} | {"added_1": "Что ещё?"}
    assert client.post(questions, {"version": "2", **typed}).status_code == 302
    assert assessment.questions.filter(text="Что ещё?").exists()
    assert client.post(turn, {"version": "2"}).status_code == 409
    assert client.post(turn, {"version": "3"}).status_code == 302
    client.post(turn, {"version": "4", "words": "Вывод", "leave_unanswered": "on"})
    client.post(turn, {"version": "5"})
    assessment.refresh_from_db()
    assert (assessment.state, assessment.is_published) == ("closed", True)


def test_the_report_holds_marks_grounds_gaps_and_what_changed(region: Region) -> None:
    first = region.open_round("Первая")
    executor = region.acting("executor")
    answer_question(question=region.question(first), draft=FULL, seen=None, acting=executor, today=TODAY)
    close(region, first)
    second = region.open_round("Вторая", TODAY)
    draft = AnswerDraft(
        mark=1, ground="Собраны заявки", gap="Нет методики", direction="Утвердить", measures=[region.measure.pk]
    )
    answer_question(question=region.question(second), draft=draft, seen=None, acting=executor, today=TODAY)
    client = client_of(region.people["auditor"])
    docx = client.get(reverse("roadmaps-assessment-report", args=(second.pk, "docx")))
    document = Document(io.BytesIO(docx.content))
    words = "\n".join(
        [paragraph.text for paragraph in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for said in (
        "Отчёт по самооценке",
        "Что изменилось",
        "Нет методики",
        "– Своя карта: 1.1",
        "Положение 14.",
        "ниже: 1",
    ):
        assert said in words
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert len(headings) == 17
    sheet = load_workbook(
        io.BytesIO(client.get(reverse("roadmaps-assessment-report", args=(second.pk, "xlsx"))).content)
    ).active
    assert any("Нет методики" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert client.get(reverse("roadmaps-assessment-report", args=(second.pk, "exe"))).status_code == 404


def test_pages_of_a_round_ask_no_more_than_fifteen_queries(region: Region) -> None:
    opened = region.open_round()
    for question in opened.questions.all()[:20]:
        answer_question(question=question, draft=FULL, seen=None, acting=region.acting("executor"), today=TODAY)
    client = client_of(region.people["coordinator"])
    assert queries_of(client, reverse("roadmaps-assessments")) <= 15
    assert queries_of(client, reverse("roadmaps-assessment", args=(opened.pk,))) <= 15
    assert queries_of(client, reverse("roadmaps-assessment-provision", args=(opened.pk, 5))) <= 15


def test_as_of_a_day_before_it_opened_a_round_is_shown_as_prepared(region: Region) -> None:
    opened = region.open_round(day=TODAY)
    client = client_of(region.people["auditor"])
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    assert client.get(reverse("roadmaps-assessment", args=(opened.pk,)), {"as_of": yesterday}).status_code == 404
