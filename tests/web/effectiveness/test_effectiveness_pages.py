"""Pages of the analysis of effectiveness: who sees what, what is pressed, the report, and queries."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from kadrost.roadmaps.domain.effectiveness.facts import Period
from kadrost.roadmaps.domain.effectiveness.making import make_analysis
from kadrost.roadmaps.models import CorrectionProposal, EditionDraft, EffectivenessAnalysis, Plan
from tests.roadmaps.domain.conftest import Scene
from tests.roadmaps.domain.conftest import make_scene as make_control_scene
from tests.roadmaps.effectiveness.plays import measure_in, point
from tests.web.factories import TODAY, DutyFactory, MeasureFactory
from tests.web.scene import client_of, queries_of, text_of

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2027, 1, 1), date(2027, 3, 31), TODAY)


@pytest.fixture
def scene(db: None) -> Scene:
    """A plan whose only measure keeps silent, and another body's measure that nothing is said of."""
    made = make_control_scene()
    made.checkpoint.delete()
    point(made.measure, date(2027, 2, 20))
    other = MeasureFactory(plan=made.plan, title="Открыть музей", expected_result="Музей открыт")
    DutyFactory(measure=other, organisation=made.stranger_body)
    return made


def analysis_of(scene: Scene) -> EffectivenessAnalysis:
    return make_analysis(plan=scene.plan, period=PERIOD, acting=scene.acting("coordinator"), today=TODAY)


def test_a_coordinator_makes_decides_and_approves_by_buttons(scene: Scene) -> None:
    client = client_of(scene.people["coordinator"])
    page = client.get(reverse("roadmaps-effectiveness", args=(scene.plan.pk,)))
    assert "Анализов этого плана ещё нет" in text_of(page)
    answer = client.post(
        reverse("roadmaps-analysis-new", args=(scene.plan.pk,)),
        {"period": "own", "first": "01.01.2027", "last": "31.03.2027", "day": "10.03.2027"},
    )
    analysis = EffectivenessAnalysis.objects.get()
    assert answer.headers["Location"] == reverse("roadmaps-analysis", args=(analysis.pk,))
    page = client.get(answer.headers["Location"])
    assert "Ни одного отчёта: 1 срок из 1" in text_of(page)
    proposal = CorrectionProposal.objects.get()
    decide = reverse("roadmaps-proposal-decide", args=(proposal.pk,))
    client.post(decide, {"version": 1, "decision": "refused", "words": ""})
    proposal.refresh_from_db()
    assert proposal.state == "pending"
    client.post(decide, {"version": 1, "decision": "accepted", "words": "спросим", "show": "open"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.words) == ("accepted", "спросим")
    analysis.refresh_from_db()
    approve = reverse("roadmaps-analysis-approve", args=(analysis.pk,))
    assert client.post(approve, {"version": analysis.version, "conclusion": ""}).status_code == 422
    client.post(approve, {"version": analysis.version, "conclusion": "Молчание опрошено."})
    analysis.refresh_from_db()
    assert (analysis.state, analysis.conclusion) == ("approved", "Молчание опрошено.")
    assert "Подготовить новую редакцию" not in text_of(client.get(reverse("roadmaps-analysis", args=(analysis.pk,))))


def test_accepted_words_lead_to_the_draft_of_the_next_edition(scene: Scene) -> None:
    client = client_of(scene.people["coordinator"])
    analysis = analysis_of(scene)
    proposal = CorrectionProposal.objects.get()
    address = reverse("roadmaps-proposal", args=(proposal.pk,))
    page = client.get(address)
    assert page.status_code == 200
    words = {"title": scene.measure.title, "result": "Список составлен", "executors": scene.body.name, "version": 1}
    stale = client.post(address, {**words, "due_text": "до 31 мая 2027 года", "version": 7})
    assert stale.status_code == 409
    refused = client.post(address, {**words, "due_text": "никогда"})
    assert refused.status_code == 422
    assert "не понят" in text_of(refused)
    client.post(address, {**words, "due_text": "до 31 мая 2027 года"})
    analysis.refresh_from_db()
    client.post(
        reverse("roadmaps-analysis-approve", args=(analysis.pk,)),
        {"version": analysis.version, "conclusion": "Перенести."},
    )
    answer = client.post(reverse("roadmaps-analysis-correct", args=(analysis.pk,)))
    draft = EditionDraft.objects.get()
    assert answer.headers["Location"] == reverse("roadmaps-edition-draft", args=(draft.pk,))
    page = text_of(client.get(answer.headers["Location"]))
    assert "По анализу эффективности на 10.03.2027" in page
    assert "Ждут решения: 1" in page


def test_executors_read_their_own_measures_alone(scene: Scene) -> None:
    analysis = analysis_of(scene)
    address = reverse("roadmaps-analysis", args=(analysis.pk,)) + "?show=all"
    mine = text_of(client_of(scene.people["executor"]).get(address))
    assert "Составить список мастерских" in mine
    assert "Открыть музей" not in mine
    assert "План в целом" not in mine
    theirs = text_of(client_of(scene.people["stranger"]).get(address))
    assert "Открыть музей" in theirs
    assert "Составить список мастерских" not in theirs
    whole = text_of(client_of(scene.people["auditor"]).get(address))
    assert "План в целом" in whole
    assert "Составить список мастерских" in whole


def test_the_public_and_strangers_see_no_analysis(scene: Scene) -> None:
    analysis = analysis_of(scene)
    address = reverse("roadmaps-analysis", args=(analysis.pk,))
    assert client_of(None).get(address).status_code == 302
    Plan.objects.update(is_public=True)
    assert "Эффективность" not in text_of(client_of(None).get(reverse("roadmaps-plan", args=(scene.plan.pk,))))


def test_an_executor_says_an_opinion_that_the_coordinator_reads(scene: Scene) -> None:
    analysis = analysis_of(scene)
    proposal = CorrectionProposal.objects.get()
    client = client_of(scene.people["executor"])
    client.post(reverse("roadmaps-proposal-opinion", args=(proposal.pk,)), {"words": "Ждём приказа"})
    page = text_of(client_of(scene.people["coordinator"]).get(reverse("roadmaps-analysis", args=(analysis.pk,))))
    assert "Ждём приказа" in page


def test_the_report_says_what_the_page_says(scene: Scene) -> None:
    analysis = analysis_of(scene)
    client = client_of(scene.people["controller"])
    answer = client.get(reverse("roadmaps-analysis-report", args=(analysis.pk, "docx")))
    document = Document(io.BytesIO(answer.content))
    said = " ".join(
        [one.text for one in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for words in ("Аналитический отчёт об эффективности реализации", "ПРОЕКТ", "1 срок из 1", "Медиана опоздания"):
        assert words in said
    sheet = client.get(reverse("roadmaps-analysis-report", args=(analysis.pk, "xlsx")))
    assert load_workbook(io.BytesIO(sheet.content)).sheetnames


def test_thresholds_are_set_on_their_page(scene: Scene) -> None:
    client = client_of(scene.people["coordinator"])
    address = reverse("roadmaps-effectiveness-rules", args=(scene.plan.pk,))
    form = client.get(address).context["form"]
    values = {name: form.initial[name] for name in form.fields}
    assert client.post(address, values | {"late_days": 0}).status_code == 422
    assert client.post(address, values | {"late_days": 21}).status_code == 302
    assert client.get(address).context["form"].initial["late_days"] == 21


def test_the_pages_ask_the_same_number_of_queries_however_long_the_plan(scene: Scene) -> None:
    client = client_of(scene.people["coordinator"])
    analysis = analysis_of(scene)
    pages = [
        reverse("roadmaps-analysis", args=(analysis.pk,)),
        reverse("roadmaps-effectiveness", args=(scene.plan.pk,)),
    ]
    few = [queries_of(client, page) for page in pages]
    EffectivenessAnalysis.objects.all().delete()
    for month in range(1, 9):
        point(measure_in(scene, title=f"Дело {month}", expected_result=f"Итог {month}"), date(2027, 2, month))
    analysis = analysis_of(scene)
    pages[0] = reverse("roadmaps-analysis", args=(analysis.pk,))
    assert [queries_of(client, page) for page in pages] == few
    assert max(few) <= 20
