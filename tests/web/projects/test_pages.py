"""Pages of projects: the register, a plan's tab, conditions where a measure is judged, papers."""

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
from kadrost.roadmaps.models import PlanNote, Project, ProjectAgreement, ProjectTie
from tests.web.factories import TODAY, CheckpointFactory, DutyFactory, OrganisationFactory, PlanFactory, person

pytestmark = pytest.mark.django_db

NOTE = "Пункт 1.1 исполняется в рамках регионального проекта «Мастер» (при условии победы в отборе)."


class Scene:
    """A plan with one measure on control, its coordinator and executor, signed in."""

    def __init__(self) -> None:
        self.office, self.body = OrganisationFactory(), OrganisationFactory()
        self.plan = PlanFactory(coordinator=self.office)
        self.checkpoint = CheckpointFactory(measure__plan=self.plan, measure__number="1.1")
        self.measure = self.checkpoint.measure
        DutyFactory(measure=self.measure, organisation=self.body)
        PlanNote.objects.create(plan=self.plan, number="1", text=NOTE, items=["1.1"])
        self.coordinator, self.executor, self.auditor = Client(), Client(), Client()
        self.coordinator.force_login(person(Role.COORDINATOR, self.office))
        self.executor.force_login(person(Role.EXECUTOR, self.body))
        self.auditor.force_login(person(Role.AUDITOR, self.office))

    def tied(self) -> ProjectTie:
        """The measure tied to the project by the note."""
        page = reverse("roadmaps-plan-projects", args=(self.plan.pk,))
        assert self.coordinator.post(page, {"act": "all"}).status_code == 302
        return ProjectTie.objects.get()


@pytest.fixture
def scene() -> Scene:
    return Scene()


def text_of(client: Client, name: str, *args: int) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_proposal_is_confirmed_on_the_plans_page(scene: Scene) -> None:
    page = reverse("roadmaps-plan-projects", args=(scene.plan.pk,))
    shown = scene.coordinator.get(page).content.decode()
    assert "Региональный проект «Мастер»" in shown
    assert "при условии победы в отборе" in shown
    key = shown.split('value="confirm:')[1].split('"')[0]
    answer = scene.coordinator.post(page, {"act": f"confirm:{key}", f"measure-{key}": str(scene.measure.pk)})
    assert answer.status_code == 302
    assert (ProjectTie.objects.get().measure, Project.objects.get().title) == (scene.measure, "Мастер")
    assert "Предложено" not in text_of(scene.auditor, "roadmaps-plan-projects", scene.plan.pk)
    assert "confirm:" not in scene.coordinator.get(page).content.decode()


def test_ties_by_hand_keep_what_was_typed_when_refused(scene: Scene) -> None:
    tie = scene.tied()
    page = reverse("roadmaps-plan-projects", args=(scene.plan.pk,))
    typed = {"act": "tie", "project": tie.project_id, "numbers": "7.7", "condition": "none"}
    answer = scene.coordinator.post(page, typed)
    assert answer.status_code == 422
    assert "Мероприятий с номерами «7.7» в плане нет" in answer.content.decode()
    assert 'value="7.7"' in answer.content.decode()
    assert scene.coordinator.post(page, {"act": f"untie:{tie.pk}", f"version-{tie.pk}": "1"}).status_code == 302
    tie.refresh_from_db()
    assert tie.state == ProjectTie.State.REFUSED


def test_a_condition_is_shown_wherever_the_measure_is_judged(scene: Scene) -> None:
    tie = scene.tied()
    awaited = "Исполнение зависит от условия, исход которого ещё не известен"
    assert awaited in text_of(scene.coordinator, "roadmaps-measure", scene.measure.pk)
    assert awaited in text_of(scene.executor, "roadmaps-checkpoint-report", scene.checkpoint.pk)
    form = reverse("roadmaps-project-condition", args=(tie.project_id,))
    sent = {"ties": [str(tie.pk)], "outcome": "failed", "on": "01.03.2027", "ground": "Письмо № 5"}
    assert scene.coordinator.post(form, sent).status_code == 302
    assert "Условие проекта не выполнено" in text_of(scene.coordinator, "roadmaps-my-work")
    assert "Условие проекта не выполнено" not in text_of(scene.executor, "roadmaps-my-work")
    assert "которое не выполнено" in text_of(scene.coordinator, "roadmaps-measure", scene.measure.pk)
    removal = text_of(scene.coordinator, "roadmaps-checkpoint-remove", scene.checkpoint.pk)
    assert "условие не выполнено (при условии победы в отборе). Основание: Письмо № 5</textarea>" in removal


def test_the_public_sees_no_condition(scene: Scene) -> None:
    scene.tied()
    assert "Исполнение зависит" not in text_of(Client(), "roadmaps-measure", scene.measure.pk)


def test_the_register_is_entered_filtered_and_printed(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    scene.tied()
    sent = {
        "territory": scene.plan.territory_id, "kind": "national", "title": "Дело", "code": "НП-1",
        "begins_on": "01.01.2025", "ends_on": "31.12.2030",
    }  # fmt: skip
    assert scene.coordinator.post(reverse("roadmaps-project-new"), sent).status_code == 302
    whole = Project.objects.get(title="Дело")
    part = Project.objects.get(title="Мастер")
    change = {"kind": "regional", "title": "Мастер", "parent": whole.pk, "begins_on": "01.02.2027", "version": 1}
    assert scene.coordinator.post(reverse("roadmaps-project-edit", args=(part.pk,)), change).status_code == 302
    assert scene.coordinator.post(reverse("roadmaps-project-edit", args=(part.pk,)), change).status_code == 409
    with django_assert_max_num_queries(16):
        shown = text_of(scene.auditor, "roadmaps-projects")
    assert shown.index("Дело") < shown.index("Мастер")
    assert 'class="depth-1"' in shown
    narrowed = scene.auditor.get(reverse("roadmaps-projects"), {"kind": "regional"}).content.decode()
    assert ("Мастер" in narrowed, "НП-1" in narrowed) == (True, False)
    found = scene.auditor.get(reverse("roadmaps-projects"), {"words": "нп-1"}).content.decode()
    assert ("Дело" in found, ">Мастер<" in found) == (True, False)
    sheet = load_workbook(BytesIO(scene.auditor.get(reverse("roadmaps-projects-xlsx")).content)).active
    assert sheet is not None
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["Перечень проектов кадрового обеспечения"]
    assert rows[5][:5] == ["1", "Национальный проект «Дело»", "НП-1", "01.01.2025 – 31.12.2030", "Идёт"]
    assert scene.auditor.get(reverse("roadmaps-projects-docx")).status_code == 200
    past = scene.auditor.get(reverse("roadmaps-projects"), {"as_of": "2027-03-01"}).content.decode()
    assert "В перечне ещё нет проектов" in past


def test_an_agreement_with_its_file(scene: Scene) -> None:
    tie = scene.tied()
    new = reverse("roadmaps-agreement-new", args=(tie.project_id,))
    facts = {
        "kind": "agreement", "number": "07", "signed_on": "01.02.2027", "parties": "область и ведомство",
        "amounts": "2027: 12 400,5\n2028 – 100", "unit": "thousands", "filed_in": "Электронный бюджет",
    }  # fmt: skip
    wrong = scene.coordinator.post(new, facts | {"amounts": "много"})
    assert (wrong.status_code, "Строка 1 не понята" in wrong.content.decode()) == (422, True)
    bad = scene.coordinator.post(new, facts | {"file": SimpleUploadedFile("a.exe", b"x")})
    assert (bad.status_code, "не принимается" in bad.content.decode()) == (422, True)
    assert scene.coordinator.post(new, facts | {"file": SimpleUploadedFile("a.pdf", b"%PDF")}).status_code == 302
    agreement = ProjectAgreement.objects.get()
    shown = text_of(scene.auditor, "roadmaps-project", tie.project_id)
    assert "12\u00a0400,5 тыс. руб." in shown
    assert "Электронный бюджет" in shown
    file = scene.auditor.get(reverse("roadmaps-agreement-file", args=(agreement.pk,)))
    assert (b"".join(file.streaming_content), file["X-Content-Type-Options"]) == (b"%PDF", "nosniff")  # type: ignore[attr-defined]
    edit = reverse("roadmaps-agreement-edit", args=(agreement.pk,))
    assert "a.pdf" in scene.coordinator.get(edit).content.decode()
    assert scene.coordinator.post(edit, facts | {"version": 1, "number": "08"}).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.number, agreement.file_name, agreement.entered_on) == ("08", "a.pdf", TODAY)


def test_a_cancelled_project(scene: Scene) -> None:
    project = scene.tied().project
    cancel = reverse("roadmaps-project-cancel", args=(project.pk,))
    sent = {"cancelled_on": "05.03.2027", "ground": "Протокол № 2", "version": 1}
    assert scene.auditor.post(cancel, sent).status_code == 403
    assert scene.coordinator.post(cancel, sent).status_code == 302
    project.refresh_from_db()
    assert project.cancelled_on == date(2027, 3, 5)
    assert "Протокол № 2" in text_of(scene.auditor, "roadmaps-project", project.pk)
