"""The register of a council's assignments: every decision once, as it stands; the paper; laid before a meeting."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from django.http import HttpResponse

from kadrost.council.domain.assignments import Register, Shown, register_of
from kadrost.council.models import Material
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.models import Plan
from tests.council.scene import HELD_ON, TODAY, CouncilScene, ask, decide, hold, make_council, plan, sign
from tests.web.scene import client_of, queries_of, text_of

pytestmark = pytest.mark.django_db
LATER = date(2027, 9, 1)


@pytest.fixture
def scene() -> CouncilScene:
    return make_council()


def signed(scene: CouncilScene, held_on: date = HELD_ON) -> Plan:
    """A protocol with one decision of each kind."""
    meeting = plan(scene, held_on)
    item = ask(scene, meeting, "О сборе заявок")
    decide(scene, item, "Информацию принять к сведению.")
    decide(scene, item, "Министерству ремёсел Энской области составить перечень", "до 1 июля 2027 года")
    decide(scene, item, "Министерству ремёсел Энской области вести учёт", "постоянно")
    hold(scene, meeting)
    return sign(scene, meeting)


def register(scene: CouncilScene, day: date = LATER) -> Register:
    return register_of(scene.body, snapshot=snapshot_for(today=day))


def look(scene: CouncilScene, who: str, address: str) -> HttpResponse:
    return client_of(scene.people[who]).get(address)


def test_every_decision_stands_once_and_as_it_is(scene: CouncilScene) -> None:
    assert register(scene).lines == ()
    signed(scene)
    found = register(scene)
    assert [(line.measure.number, line.standing and line.standing.value) for line in found.lines] == [
        ("1.1", None), ("1.2", "silent"), ("1.3", None),
    ]  # fmt: skip
    assert found.totals == {
        Shown.ALL: 3, Shown.ATTENTION: 1, Shown.OPEN: 1, Shown.KEPT: 1, Shown.NO_TERM: 1,
    }  # fmt: skip
    assert [line.measure.number for line in found.narrowed(protocol=None, shown=Shown.KEPT).lines] == ["1.3"]
    assert found.narrowed(protocol=10**9, shown=Shown.ALL).lines == ()


def test_what_was_said_and_ruled_is_the_last_by_the_day(scene: CouncilScene) -> None:
    point = signed(scene).checkpoints.get()
    author = scene.people["executor"]
    for day, words in ((date(2027, 6, 1), "начали"), (date(2027, 6, 20), "составили")):
        point.reports.create(
            organisation=scene.ministry,
            author=author,
            author_name=str(author),
            claim="done",
            words=words,
            reported_on=day,
        )
    point.rulings.create(kind="return", ground="нет подписи", author=author, author_name="Контроль", ruled_on=LATER)
    line = register(scene).lines[1]
    assert line.report is not None
    assert line.ruling is not None
    assert (line.report.words, line.ruling.ground) == ("составили", "нет подписи")
    early = register(scene, date(2027, 6, 10)).lines[1]
    assert (early.report and early.report.words, early.ruling) == ("начали", None)
    assert register(scene, date(2027, 3, 1)).lines == (), "a protocol that is not signed by the day is not known"


def test_the_page_narrows_by_words_and_asks_a_constant_number_of_queries(scene: CouncilScene) -> None:
    first = signed(scene)
    address = f"/council/{scene.body.pk}/assignments/"
    few = queries_of(client_of(scene.people["executor"]), address)
    second = signed(scene, date(2027, 2, 24))
    assert queries_of(client_of(scene.people["executor"]), address) == few <= 15
    assert text_of(look(scene, "executor", address)).count("составить перечень") == 2
    one = text_of(look(scene, "executor", f"{address}?protocol={second.pk}&show=open"))
    assert (one.count("составить перечень"), one.count("вести учёт")) == (1, 0)
    nothing = text_of(look(scene, "executor", f"{address}?protocol={first.pk}&show=closed"))
    assert "Поручений не найдено" in nothing
    assert look(scene, "executor", f"{address}?protocol=%00&show=bad").status_code == 200


def test_the_paper_says_what_is_missing(scene: CouncilScene) -> None:
    signed(scene)
    answer = look(scene, "auditor", f"/council/{scene.body.pk}/assignments.docx")
    document = docx.Document(BytesIO(answer.content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[3] == [
        "1.2", "Министерству ремёсел Энской области составить перечень", "Министерство ремёсел Энской области",
        "до 1 июля 2027 года", "Отчёта нет", "Срок не наступил, срок 01.07.2027",
    ]  # fmt: skip
    assert rows[4][-1] == "Исполняется постоянно"
    assert any("Совета по ремёслам Энской области" in paragraph.text for paragraph in document.paragraphs)
    sheet = look(scene, "auditor", f"/council/{scene.body.pk}/assignments.xlsx?show=kept")
    cells = [
        cell
        for row in openpyxl.load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True)
        for cell in row
    ]
    assert any("вести учёт" in str(cell) for cell in cells)
    assert not any("составить перечень" in str(cell) for cell in cells)
    assert look(scene, "auditor", f"/council/{scene.body.pk}/assignments.pdf").status_code == 404


def test_the_secretary_lays_it_before_a_meeting_and_it_stays_as_it_was(scene: CouncilScene) -> None:
    signed(scene)
    item = ask(scene, plan(scene, date(2027, 4, 1)), "Об исполнении решений")
    address = f"/council/{scene.body.pk}/assignments/attach/"
    assert client_of(scene.people["member"]).post(address, {"question": item.pk}).status_code == 403
    assert not Material.objects.exists()
    answer = client_of(scene.people["secretary"]).post(address, {"question": item.pk})
    assert answer["Location"].endswith(f"#question-{item.pk}")
    material = Material.objects.get()
    assert (material.item, material.title) == (item, f"Справка об исполнении решений на {TODAY:%d.%m.%Y}")
    assert client_of(scene.people["secretary"]).post(address, {"question": "x"}).status_code == 404


def test_another_region_sees_nothing(scene: CouncilScene) -> None:
    for tail in ("/", ".docx"):
        assert look(scene, "foreigner", f"/council/{scene.body.pk}/assignments{tail}").status_code == 404
