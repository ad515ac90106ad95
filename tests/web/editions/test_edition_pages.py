"""The pages of a plan's editions: what is shown to whom, and the way from a document to the next edition."""

from __future__ import annotations

from typing import Any

import pytest

from kadrost.roadmaps.domain.editions.beginning import begin_inside
from kadrost.roadmaps.domain.editions.deciding import accept_rest
from kadrost.roadmaps.models import Checkpoint, EditionDraft, EditionRow, Measure, Plan
from tests.roadmaps.editions.test_editions import Documents, begun, documents, scene, take
from tests.web.factories import TODAY
from tests.web.scene import Scene, client_of, queries_of, text_of

__all__ = ["documents", "scene"]
pytestmark = pytest.mark.django_db
BEFORE = "2027-03-09"


def taken(documents: Documents) -> Plan:
    draft = begun(documents)
    accept_rest(draft=draft, acting=documents.coordinator)
    take(draft, documents.coordinator, today=TODAY)
    return Plan.objects.get(pk=documents.plan.pk)


def page(documents: Documents, address: str, who: str | None = "coordinator", **data: Any) -> str:
    return text_of(client_of(documents.scene.people[who] if who else None).get(address, data))


def test_from_the_document_to_the_next_edition(documents: Documents) -> None:
    client = client_of(documents.scene.people["coordinator"])
    confirm = text_of(client.get(f"/intakes/{documents.intake.pk}/confirm/"))
    assert "Похоже, это новая редакция плана" in confirm
    assert f'<option value="{documents.plan.pk}" selected>' in confirm
    answer = client.post(f"/intakes/{documents.intake.pk}/edition/", {"plan": documents.plan.pk})
    draft = EditionDraft.objects.get()
    assert answer["Location"] == f"/editions/{draft.pk}/"
    shown = text_of(client.get(answer["Location"]))
    assert "Ждут решения: 3" in shown
    assert "Новое: 1" in shown
    assert "<ins>октября</ins>" in shown
    assert "Закроются контрольные точки: 01.09.2027" in shown
    assert Plan.objects.get(pk=documents.plan.pk).edition == 1
    row = next(one for one in draft.rows.all() if one.item is None)
    decided = client.post(f"/editions/rows/{row.pk}/decide/", {"deed": "reject", "version": 1, "show": "gone"})
    assert decided["Location"] == f"/editions/{draft.pk}/?show=gone#row-{row.pk}"
    assert EditionRow.objects.get(pk=row.pk).verdict == EditionRow.Verdict.REJECTED
    client.post(f"/editions/{draft.pk}/accept-rest/")
    form = text_of(client.get(f"/editions/{draft.pk}/take/"))
    assert "добавится 1, изменится 1, исключится 0" in form
    version = EditionDraft.objects.get().version
    act = {"kind": "Распоряжение", "number": "7-р", "dated_on": "2027-04-01", "version": version}
    assert client.post(f"/editions/{draft.pk}/take/", act)["Location"] == f"/plans/{documents.plan.pk}/"
    assert "Редакция 2 принята" in text_of(client.get(f"/plans/{documents.plan.pk}/"))
    client.post(f"/editions/{draft.pk}/take/", act)
    assert "Редакция 2 уже принята" in text_of(client.get(f"/plans/{documents.plan.pk}/"))
    assert Plan.objects.get(pk=documents.plan.pk).edition == 2


def test_a_refusal_keeps_what_was_typed(documents: Documents) -> None:
    draft = begun(documents)
    client = client_of(documents.scene.people["coordinator"])
    answer = client.post(
        f"/editions/{draft.pk}/take/", {"kind": "Постановление", "number": "8", "version": draft.version}
    )
    assert answer.status_code == 422
    shown = text_of(answer)
    assert 'value="Постановление"' in shown
    assert "Решение не принято по строкам: 3." in shown


@pytest.mark.parametrize("who", [None, "auditor", "coordinator"])
def test_the_plan_as_of_an_earlier_day_says_the_former_words(documents: Documents, who: str | None) -> None:
    plan = taken(documents)
    Plan.objects.filter(pk=plan.pk).update(under_control_since="2027-01-20")
    now, then = page(documents, f"/plans/{plan.pk}/", who), page(documents, f"/plans/{plan.pk}/", who, as_of=BEFORE)
    assert "Открыть музей" in now
    assert "Обучить наставников" not in now
    assert "Обучить наставников" in then
    assert "Открыть музей" not in then
    assert "Показана редакция 1" in then
    fair = Measure.objects.get(title__startswith="Провести")
    assert "студентов" in page(documents, f"/measures/{fair.pk}/", who)
    former = page(documents, f"/measures/{fair.pk}/", who, as_of=BEFORE)
    assert "студентов" not in former
    assert "Показаны слова редакции 1" in former
    museum = Measure.objects.get(title__startswith="Открыть музей")
    assert "такого мероприятия ещё не было" in page(documents, f"/measures/{museum.pk}/", who, as_of=BEFORE)
    gone = Measure.objects.get(title__startswith="Обучить")
    assert "Исключено из плана" in page(documents, f"/measures/{gone.pk}/", who)


@pytest.mark.parametrize("who", [None, "executor", "auditor", "coordinator"])
def test_the_editions_are_listed_read_and_compared(documents: Documents, who: str | None) -> None:
    plan = taken(documents)
    listed = page(documents, f"/plans/{plan.pk}/editions/", who)
    assert f'href="/plans/{plan.pk}/editions/1/"' in listed
    assert "Распоряжение от 01.04.2027 № 7-р" in listed
    assert ("Загрузить новую редакцию" in listed) == (who == "coordinator")
    assert "Обучить наставников" in page(documents, f"/plans/{plan.pk}/editions/1/", who)
    compared = page(documents, f"/plans/{plan.pk}/editions/compare/", who)
    assert "<ins>октября</ins>" in compared
    assert "Различий нет" in page(documents, f"/plans/{plan.pk}/editions/compare/", who, to="1")
    client = client_of(None)
    assert client.get(f"/plans/{plan.pk}/editions/3/").status_code == 404
    assert client.get(f"/plans/{plan.pk}/editions/compare/", {"from": "9"}).status_code == 404


def test_an_auditor_reads_the_draft_and_presses_nothing(scene: Scene) -> None:
    draft = begin_inside(plan=scene.plan, acting=scene.acting("coordinator"), today=TODAY)
    client = client_of(scene.people["auditor"])
    shown = text_of(client.get(f"/editions/{draft.pk}/", {"show": "same"}))
    assert scene.measure.title in shown
    assert 'name="deed"' not in shown
    row = draft.rows.get()
    for address in (f"/editions/rows/{row.pk}/decide/", f"/editions/{draft.pk}/accept-rest/"):
        assert client.post(address, {"deed": "accept", "version": 1}).status_code == 403
    assert EditionRow.objects.get(pk=row.pk).version == 1


def test_a_row_is_mended_on_its_form(scene: Scene) -> None:
    draft = begin_inside(plan=scene.plan, acting=scene.acting("coordinator"), today=TODAY)
    row = draft.rows.get()
    client = client_of(scene.people["coordinator"])
    form = text_of(client.get(f"/editions/rows/{row.pk}/"))
    assert scene.measure.due_text in form
    assert scene.measure.section is not None
    words = {
        "number": "1.1", "section": scene.measure.section.number, "title": "Составить полный список", "result": "",
        "due_text": "непонятно когда", "executors": scene.body.name, "evidence": "", "stage": "", "version": 1,
    }  # fmt: skip
    refused = client.post(f"/editions/rows/{row.pk}/", words)
    assert refused.status_code == 422
    assert "Составить полный список" in text_of(refused)
    accepted = client.post(f"/editions/rows/{row.pk}/", words | {"due_text": "до 1 ноября 2027 года"})
    assert accepted["Location"] == f"/editions/{draft.pk}/"
    shown = text_of(client.get(accepted["Location"]))
    assert "слова вписаны здесь" in shown
    assert "Появятся контрольные точки: 01.11.2027" in shown
    assert client.post(f"/editions/rows/{row.pk}/", words).status_code in (409, 422)


def test_the_pages_ask_a_constant_number_of_queries(documents: Documents) -> None:
    draft = begun(documents)
    client = client_of(documents.scene.people["coordinator"])
    client.get("/")
    few = queries_of(client, f"/editions/{draft.pk}/")
    rows = list(draft.rows.all())
    EditionRow.objects.bulk_create(
        EditionRow(draft=draft, position=50 + place, item=rows[1].item, printed={}) for place in range(20)
    )
    assert queries_of(client, f"/editions/{draft.pk}/") == few
    assert few <= 15
    assert Checkpoint.objects.filter(plan=documents.plan).count() == 3
