"""Pages of legal acts: the register and its gaps, an act, a plan's tab, My work, papers, import."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from kadrost.accounts.roles import Role
from kadrost.roadmaps.models import Evidence, LegalAct, Report
from tests.web.factories import (
    CheckpointFactory,
    DutyFactory,
    OrganisationFactory,
    PlanFactory,
    RequirementFactory,
    person,
)

pytestmark = pytest.mark.django_db


class Scene:
    """A plan whose measure asks for an order; its coordinator, executor and auditor, signed in."""

    def __init__(self) -> None:
        self.office, self.body = OrganisationFactory(), OrganisationFactory()
        self.plan = PlanFactory(coordinator=self.office)
        self.checkpoint = CheckpointFactory(measure__plan=self.plan, measure__number="1.1")
        self.measure = self.checkpoint.measure
        DutyFactory(measure=self.measure, organisation=self.body)
        self.asked = RequirementFactory(measure=self.measure, text="приказ о мастерских")
        self.coordinator, self.executor, self.auditor = Client(), Client(), Client()
        self.coordinator.force_login(person(Role.COORDINATOR, self.office))
        self.executor.force_login(person(Role.EXECUTOR, self.body))
        self.auditor.force_login(person(Role.AUDITOR, self.office))

    def proposed(self) -> LegalAct:
        """The act that the plan asks for, entered as needed by confirming the proposal."""
        page = reverse("roadmaps-plan-legal-acts", args=(self.plan.pk,))
        key = self.coordinator.get(page).content.decode().split('value="confirm:')[1].split('"')[0]
        sent = {"act": f"confirm:{key}", f"asked-{key}": str(self.asked.pk)}
        assert self.coordinator.post(page, sent).status_code == 302
        return LegalAct.objects.get()

    def adopted(self, **fields: str) -> LegalAct:
        """The same act, adopted by its responsible body with a file."""
        legal_act = self.proposed()
        sent = {
            "kind": "order", "title": legal_act.title, "stage": "adopted", "responsible": self.body.pk,
            "number": "7", "signed_on": "01.02.2027", "version": legal_act.version,
            "file": SimpleUploadedFile("приказ.pdf", b"%PDF"),
        }  # fmt: skip
        edit = reverse("roadmaps-legal-act-edit", args=(legal_act.pk,))
        assert self.executor.post(edit, sent | fields).status_code == 302
        return LegalAct.objects.get()


@pytest.fixture
def scene() -> Scene:
    return Scene()


def text_of(client: Client, name: str, *args: int) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_gap_is_seen_until_the_act_is_adopted(scene: Scene) -> None:
    scene.proposed()
    gaps = scene.auditor.get(reverse("roadmaps-legal-acts"), {"status": "gaps"}).content.decode()
    assert "Приказ о мастерских" in gaps
    assert "действующего документа нет" in text_of(scene.auditor, "roadmaps-measure", scene.measure.pk)
    assert "Это не акт" not in text_of(scene.auditor, "roadmaps-plan-legal-acts", scene.plan.pk)


def test_the_responsible_body_adopts_renews_and_hands_in(scene: Scene) -> None:
    legal_act = scene.adopted(renewal="ежегодно до 1 марта", signed_on="01.07.2026")
    assert legal_act.renew_by == date(2027, 3, 1)
    assert "пора обновить" in text_of(scene.executor, "roadmaps-my-work")
    assert "пора обновить" not in text_of(scene.auditor, "roadmaps-my-work")
    shown = text_of(scene.auditor, "roadmaps-legal-act", legal_act.pk)
    assert "Срок обновления прошёл" in shown
    assert legal_act.sha256 in shown
    record = reverse("roadmaps-legal-act-record", args=(legal_act.pk,))
    sent = {"kind": "renewed", "on": "05.03.2027", "document": "Приказ № 9", "version": legal_act.version}
    assert scene.auditor.post(record, sent).status_code == 403
    assert scene.executor.post(record, sent).status_code == 302
    assert scene.executor.post(record, sent).status_code == 409
    assert "пора обновить" not in text_of(scene.executor, "roadmaps-my-work")
    report = reverse("roadmaps-checkpoint-report", args=(scene.checkpoint.pk,))
    assert scene.executor.post(report, {"claim": "partly", "words": "Готовим", "version": 1}).status_code == 302
    attach = reverse("roadmaps-legal-act-attach", args=(legal_act.pk,))
    sent = {"report": f"{Report.objects.get().pk}:{scene.asked.pk}"}
    assert scene.executor.post(attach, sent).status_code == 302
    evidence = Evidence.objects.get()
    assert (evidence.requirement, evidence.number, evidence.sha256) == (scene.asked, "7", legal_act.sha256)


def test_the_register_filters_prints_and_looks_back(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    scene.adopted()
    new = reverse("roadmaps-legal-act-new")
    sent = {"territory": scene.plan.territory_id, "kind": "method", "title": "О наставниках", "stage": "drafted",
            "provision": "5"}  # fmt: skip
    assert scene.executor.post(new, sent).status_code == 403
    assert scene.coordinator.post(new, sent).status_code == 302
    unclear = scene.coordinator.post(new, sent | {"title": "О садах", "renewal": "потом"})
    assert (unclear.status_code, "Обновление «потом» не понято" in unclear.content.decode()) == (422, True)
    with django_assert_max_num_queries(16):
        shown = text_of(scene.auditor, "roadmaps-legal-acts")
    assert "Нужны, а их нет" in shown
    page = reverse("roadmaps-legal-acts")
    assert "О наставниках" in scene.auditor.get(page, {"provision": "5"}).content.decode()
    assert "О наставниках" not in scene.auditor.get(page, {"words": "мастерских"}).content.decode()
    assert "Таких документов нет" in scene.auditor.get(page, {"status": "replaced"}).content.decode()
    sheet = load_workbook(BytesIO(scene.auditor.get(reverse("roadmaps-legal-acts-xlsx")).content)).active
    assert sheet is not None
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["Перечень нормативных и методических документов"]
    assert rows[-3][:3] == ["1", "Методические рекомендации", "О наставниках"] or rows[-2][0].startswith("2")
    assert scene.auditor.get(reverse("roadmaps-legal-acts-docx")).status_code == 200
    assert "В перечне ещё нет документов" in scene.auditor.get(page, {"as_of": "2027-03-01"}).content.decode()


def test_an_act_is_replaced(scene: Scene) -> None:
    legal_act = scene.adopted()
    new = {"territory": scene.plan.territory_id, "kind": "order", "title": "О садах", "stage": "needed"}
    scene.coordinator.post(reverse("roadmaps-legal-act-new"), new)
    other = LegalAct.objects.get(title="О садах")
    end = reverse("roadmaps-legal-act-end", args=(legal_act.pk,))
    sent = {"ended_on": "05.03.2027", "ground": "Приказ № 9", "replaced_by": other.pk, "version": legal_act.version}
    assert scene.coordinator.post(end, sent).status_code == 302
    assert "Заменён другим" in text_of(scene.auditor, "roadmaps-legal-act", legal_act.pk)
    assert legal_act.title in text_of(scene.auditor, "roadmaps-legal-act", other.pk)


def test_a_table_is_brought_in(scene: Scene) -> None:
    page = reverse("roadmaps-legal-acts-import")
    wrong = SimpleUploadedFile("п.csv", "Вид;Название\nписьмо;О садах\n".encode())
    answer = scene.coordinator.post(page, {"territory": scene.plan.territory_id, "file": wrong})
    assert (answer.status_code, "Строка 2: вид «письмо» не понят" in answer.content.decode()) == (422, True)
    right = SimpleUploadedFile("п.csv", "Вид;Название\nПриказ;О садах\n".encode())
    answer = scene.coordinator.post(page, {"territory": scene.plan.territory_id, "file": right}, follow=True)
    assert "Внесено: 1, изменено: 0, без изменений: 0." in answer.content.decode()
    bad = SimpleUploadedFile("п.xlsx", b"PK\x03\x04broken")
    assert scene.coordinator.post(page, {"territory": scene.plan.territory_id, "file": bad}).status_code == 422
