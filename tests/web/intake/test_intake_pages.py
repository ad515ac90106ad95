"""The pages of the intake: who may open them, what they say, and what they keep."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from kadrost.audit.models import Entry
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.intake import start_intake
from kadrost.roadmaps.models import Act, Intake, Measure, Plan
from tests.roadmaps.intake.documents import DOUBTFUL, LABOUR, roadmap
from tests.web.factories import TODAY, TerritoryFactory
from tests.web.scene import Scene, client_of, make_scene, queries_of, text_of

pytestmark = pytest.mark.django_db
ALLOWED = ("coordinator", "administrator", "foreign_coordinator")
REFUSED = ("executor", "stranger", "controller", "auditor")
PAGES = (
    "",
    "questions/",
    "questions/0/",
    "bodies/",
    "confirm/",
    "file/",
    "abandon/",
    "term/?words=май",
    "add/",
    "rulers/",
)


@pytest.fixture
def scene() -> Scene:
    TerritoryFactory()
    return make_scene()


@pytest.fixture
def clerk(scene: Scene) -> Client:
    return client_of(scene.people["coordinator"])


@pytest.fixture
def draft(scene: Scene) -> Intake:
    return start(scene, roadmap())


def start(scene: Scene, data: bytes) -> Intake:
    acting = acting_on(scene.people["coordinator"], TODAY)
    started = start_intake(data=data, name="план <i>.txt", territory=None, acting=acting, today=TODAY)
    assert started.intake is not None
    return started.intake


def upload(client: Client, data: bytes, name: str = "план.txt", **fields: str) -> object:
    return client.post("/intakes/new/", {"file": SimpleUploadedFile(name, data), **fields})


# Who


@pytest.mark.parametrize("page", PAGES)
def test_only_those_who_manage_plans_open_the_pages(scene: Scene, draft: Intake, page: str) -> None:
    address = f"/intakes/{draft.pk}/{page}"
    statuses = {who: client_of(scene.people[who]).get(address).status_code for who in (*ALLOWED, *REFUSED)}
    opened = 302 if page == "questions/0/" else 200  # this draft has no questions
    assert statuses == dict.fromkeys(ALLOWED, opened) | dict.fromkeys(REFUSED, 403)
    answer = client_of(None).get(address)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in")


@pytest.mark.parametrize("page", ["/intakes/", "/intakes/new/"])
def test_only_they_see_the_list_and_the_upload(scene: Scene, page: str) -> None:
    statuses = {who: client_of(scene.people[who]).get(page).status_code for who in (*ALLOWED, *REFUSED)}
    assert statuses == dict.fromkeys(ALLOWED, 200) | dict.fromkeys(REFUSED, 403)
    assert client_of(None).get(page).status_code == 302


@pytest.mark.parametrize("page", ["mend/", "bodies/", "confirm/", "abandon/", "questions/0/", "add/", "territory/"])
def test_nobody_else_changes_a_draft(scene: Scene, draft: Intake, page: str) -> None:
    entries = Entry.objects.count()
    for who in REFUSED:
        client = client_of(scene.people[who])
        answer = client.post(f"/intakes/{draft.pk}/{page}", {"version": 1, "field": "2.1.title", "words": "Иное"})
        assert answer.status_code == 403
    draft.refresh_from_db()
    assert (draft.version, draft.state) == (1, "draft")
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("page", ["mend/", "questions/0/", "bodies/", "confirm/", "abandon/", "add/", "territory/"])
def test_a_form_without_its_mark_of_origin_is_refused(scene: Scene, draft: Intake, page: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.people["coordinator"])
    assert client.post(f"/intakes/{draft.pk}/{page}", {"version": 1}).status_code == 403


# Upload


def test_an_upload_leads_to_the_reading(clerk: Client) -> None:
    answer = upload(clerk, roadmap())
    intake = Intake.objects.get()
    assert answer["Location"] == f"/intakes/{intake.pk}/"  # type: ignore[index]
    page = text_of(clerk.get(f"/intakes/{intake.pk}/"))
    assert "3 мероприятия, 0 вопросов" in page
    assert "Составить список мастерских колледжей" in page


@pytest.mark.parametrize(
    ("name", "data", "status", "word"),
    [
        ("план.doc", b"x", 422, "сохраните его как .docx"),
        ("план.exe", b"MZ", 422, "Принимаются: docx, pdf, xlsx, txt, html"),
        ("план.txt", b"", 422, "Файл пуст"),
        ("план.docx", b"PK\x03\x04broken", 422, ""),
        ("план.pdf", b"%PDF-1.4", 422, ""),
        ("план.xlsx", b"not a workbook", 422, ""),
        ("план.txt", "Письмо.".encode(), 422, "не найдено ни мероприятий"),
        ("../../etc/passwd.txt", b"", 422, "Файл пуст"),
    ],
)
def test_a_hostile_upload_is_refused_with_a_word(
    clerk: Client, tmp_path: Path, name: str, data: bytes, status: int, word: str
) -> None:
    answer = upload(clerk, data, name)
    assert answer.status_code == status  # type: ignore[attr-defined]
    page = text_of(answer)
    assert word in page or word.replace("сохраните его", "сохраните") in page
    assert "Traceback" not in page
    assert not Intake.objects.exists()
    assert not (tmp_path / "files" / "documents").exists() or not list((tmp_path / "files" / "documents").iterdir())


def test_a_file_beyond_the_limit_is_refused(clerk: Client, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1024
    answer = upload(clerk, roadmap())
    assert answer.status_code == 413  # type: ignore[attr-defined]
    assert "МБ" in text_of(answer)
    assert not Intake.objects.exists()


def test_an_upload_without_a_file_says_so(clerk: Client) -> None:
    answer = clerk.post("/intakes/new/", {})
    assert answer.status_code == 400
    assert "Файл не выбран" in text_of(answer)


def test_the_same_file_is_recognised(scene: Scene, clerk: Client, draft: Intake) -> None:
    answer = upload(clerk, roadmap())
    assert answer["Location"] == f"/intakes/{draft.pk}/"  # type: ignore[index]
    confirm(clerk, draft)
    page = text_of(upload(clerk, roadmap()))
    assert "уже на контроле" in page
    assert f'href="/plans/{Plan.objects.latest("pk").pk}/"' in page
    assert Act.objects.filter(sha256=draft.sha256).count() == 1


def confirm(client: Client, intake: Intake, **fields: str) -> object:
    intake.refresh_from_db()
    posted = {
        "title": "План ремёсел Энской области", "short_title": "План ремёсел", "territory": intake.territory_id,
        "version": intake.version, **fields,
    }  # fmt: skip
    return client.post(f"/intakes/{intake.pk}/confirm/", posted)


# Review and mending


def test_words_of_the_document_are_never_markup(clerk: Client, draft: Intake) -> None:
    for page in ("", "questions/", "bodies/", "confirm/", "add/", "?mend=1.2.title", "?section=all"):
        text = clerk.get(f"/intakes/{draft.pk}/{page}").content.decode()
        assert "<script>alert" not in text
        assert "план <i>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in clerk.get(f"/intakes/{draft.pk}/").content.decode()


def test_a_chosen_field_is_marked_on_both_sides(clerk: Client, draft: Intake) -> None:
    text = clerk.get(f"/intakes/{draft.pk}/?field=2.1.due_text").content.decode()
    assert 'class="src is-marked" data-names="2.1.due_text"' in text
    assert 'class="read-field is-marked" id="f-2.1.due_text"' in text


def test_a_section_may_be_shown_alone(clerk: Client, draft: Intake) -> None:
    page = text_of(clerk.get(f"/intakes/{draft.pk}/?section=s2"))
    assert "Провести смотр мастеров" in page
    assert "Составить список мастерских" not in page


def test_a_field_is_mended_and_its_term_said_back(clerk: Client, draft: Intake) -> None:
    posted = {"field": "2.1.due_text", "words": "до 1 июня 2027 года", "version": 1, "section": "s2"}
    answer = clerk.post(f"/intakes/{draft.pk}/mend/", posted)
    assert answer["Location"] == f"/intakes/{draft.pk}/?section=s2&field=2.1.due_text#m-2.1"
    page = text_of(clerk.get(answer["Location"]))
    assert "01.06.2027" in page
    assert "исправлено" in page


def test_what_is_no_measure_is_left_out_and_taken_back(clerk: Client, draft: Intake) -> None:
    posted = {"field": "1.2.excluded", "version": 1, "exclude": "1"}
    assert clerk.post(f"/intakes/{draft.pk}/mend/", posted).status_code == 302
    page = text_of(clerk.get(f"/intakes/{draft.pk}/"))
    assert "2 мероприятия, 0 вопросов" in page
    assert "В план не войдёт" in page
    clerk.post(f"/intakes/{draft.pk}/mend/", {"field": "1.2.excluded", "version": 2, "include": "1"})
    assert "3 мероприятия, 0 вопросов" in text_of(clerk.get(f"/intakes/{draft.pk}/"))


def test_a_refused_mend_keeps_what_was_typed(clerk: Client, draft: Intake) -> None:
    posted = {"field": "1.2.targets", "words": "немного <станков>", "version": 1}
    answer = clerk.post(f"/intakes/{draft.pk}/mend/", posted)
    assert answer.status_code == 422
    assert "немного &lt;станков&gt;" in answer.content.decode()
    assert "не найден показатель" in text_of(answer)


def test_a_stale_page_overwrites_nothing(clerk: Client, draft: Intake) -> None:
    clerk.post(f"/intakes/{draft.pk}/mend/", {"field": "2.1.title", "words": "Первое", "version": 1})
    answer = clerk.post(f"/intakes/{draft.pk}/mend/", {"field": "2.1.title", "words": "Второе", "version": 1})
    assert answer.status_code == 422
    assert "запись изменилась" in text_of(answer)
    draft.refresh_from_db()
    assert draft.corrections == {"2.1.title": "Первое"}


def test_a_term_is_said_back_while_it_is_typed(clerk: Client, draft: Intake) -> None:
    assert "15.08.2027" in text_of(clerk.get(f"/intakes/{draft.pk}/term/", {"words": "до 15 августа 2027 года"}))
    assert "Срок не понят" in text_of(clerk.get(f"/intakes/{draft.pk}/term/", {"own": "31 февраля 2027 года"}))


def test_the_file_is_given_back_as_it_came(clerk: Client, draft: Intake) -> None:
    answer = clerk.get(f"/intakes/{draft.pk}/file/")
    assert answer.content == roadmap()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


# Questions


def test_questions_are_answered_one_by_one(scene: Scene, clerk: Client) -> None:
    intake = start(scene, roadmap(DOUBTFUL))
    assert clerk.get(f"/intakes/{intake.pk}/questions/")["Location"] == f"/intakes/{intake.pk}/questions/0/"
    answer = clerk.post(
        f"/intakes/{intake.pk}/questions/0/", {"answer": "own", "own": "27 февраля 2027 года", "version": 1}
    )
    assert answer["Location"] == f"/intakes/{intake.pk}/questions/1/"
    page = text_of(clerk.get(answer["Location"]))
    assert "Как в строке выше" in page
    assert "01.05.2027–31.05.2027" in page
    answer = clerk.post(f"/intakes/{intake.pk}/questions/1/", {"answer": "choice:1", "version": 2})
    assert answer["Location"] == f"/intakes/{intake.pk}/bodies/"
    intake.refresh_from_db()
    assert intake.answers == {
        "0": {"kind": "own", "value": "27 февраля 2027 года"},
        "1": {"kind": "choice", "value": ""},
    }


@pytest.mark.parametrize("posted", [{}, {"answer": "choice:9"}, {"answer": "own", "own": ""}, {"answer": "nonsense"}])
def test_no_answer_is_said_to_be_none(scene: Scene, clerk: Client, posted: dict[str, str]) -> None:
    intake = start(scene, roadmap(DOUBTFUL))
    answer = clerk.post(f"/intakes/{intake.pk}/questions/1/", {**posted, "version": "1"})
    assert answer.status_code == 422
    intake.refresh_from_db()
    assert intake.answers == {}


# Executors and the plan


def test_executors_are_settled_in_one_form(clerk: Client, draft: Intake) -> None:
    page = clerk.get(f"/intakes/{draft.pk}/bodies/").content.decode()
    assert page.count('name="choice-') == 2
    posted = {"version": 1, "name-0": LABOUR, "choice-0": "new:authority", "name-1": "Чужое", "choice-1": "none"}
    answer = clerk.post(f"/intakes/{draft.pk}/bodies/", posted)
    assert answer["Location"] == f"/intakes/{draft.pk}/confirm/"
    draft.refresh_from_db()
    assert draft.bodies == {LABOUR: "new:authority"}


def test_what_is_beyond_doubt_is_filled_in(clerk: Client, draft: Intake) -> None:
    clerk.post(f"/intakes/{draft.pk}/bodies/", {"version": 1, "automatic": "1"})
    draft.refresh_from_db()
    assert set(draft.bodies.values()) == {"new:authority"}


def test_a_choice_that_is_none_is_refused(clerk: Client, draft: Intake) -> None:
    posted = {"version": 1, "name-0": LABOUR, "choice-0": "organisation:99999"}
    answer = clerk.post(f"/intakes/{draft.pk}/bodies/", posted)
    assert answer.status_code == 422
    assert "нет" in text_of(answer)


def test_a_long_registry_is_searched_by_name_and_not_repeated(clerk: Client, draft: Intake) -> None:
    territory = draft.territory
    assert territory is not None
    bodies = [Organisation(name=f"Школа № {number}", territory=territory) for number in range(130)]
    Organisation.objects.bulk_create(bodies)
    page = clerk.get(f"/intakes/{draft.pk}/bodies/").content.decode()
    assert page.count("Школа № 77<") == 0
    assert page.count('<option value="Школа № 77">') == 1
    posted = {"version": 1, "name-0": LABOUR, "choice-0": "", "typed-0": "Школа № 77"}
    assert clerk.post(f"/intakes/{draft.pk}/bodies/", posted).status_code == 302
    draft.refresh_from_db()
    assert draft.bodies == {LABOUR: f"organisation:{Organisation.objects.get(name='Школа № 77').pk}"}
    refused = clerk.post(f"/intakes/{draft.pk}/bodies/", {**posted, "version": 2, "typed-0": "Школа № 999"})
    assert refused.status_code == 422
    assert "в справочнике нет" in text_of(refused)


def test_a_draft_that_cannot_be_read_any_more_says_so(clerk: Client, draft: Intake) -> None:
    Intake.objects.update(reading={"items": [{"nonsense": 1}], "document": {}})
    answer = clerk.get(f"/intakes/{draft.pk}/")
    assert answer.status_code == 409
    assert "Отмените черновик" in text_of(answer)
    assert clerk.get(f"/intakes/{draft.pk}/abandon/").status_code == 200


def test_the_last_step_says_what_will_be_made(clerk: Client, draft: Intake) -> None:
    page = text_of(clerk.get(f"/intakes/{draft.pk}/confirm/"))
    assert "3 до конца 2029 года" in page
    assert "В документе: Министерство ремёсел Энской области" in page


def test_taking_under_control_leads_to_the_plan(scene: Scene, clerk: Client, draft: Intake) -> None:
    answer = confirm(clerk, draft, controller=f"organisation:{scene.body.pk}", is_public="on")
    plan = Plan.objects.get(act__sha256=draft.sha256)
    assert answer["Location"] == f"/plans/{plan.pk}/"  # type: ignore[index]
    assert (plan.short_title, plan.controller, plan.is_public) == ("План ремёсел", scene.body, True)
    assert Measure.objects.filter(plan=plan).count() == 3
    page = text_of(clerk.get(f"/intakes/{draft.pk}/"))
    assert "уже на контроле" in page


def test_a_correction_stays_in_the_measures_history(clerk: Client, draft: Intake) -> None:
    clerk.post(f"/intakes/{draft.pk}/mend/", {"field": "2.1.evidence", "words": "Приказ", "version": 1})
    confirm(clerk, draft)
    measure = Measure.objects.get(plan__act__sha256=draft.sha256, number="2.1")
    page = text_of(clerk.get(f"/measures/{measure.pk}/"))
    assert "исправил(а) прочитанное при взятии на контроль" in page
    assert "подтверждающие документы: было Протокол смотра, стало Приказ" in page


def test_open_questions_are_asked_about_first(scene: Scene, clerk: Client) -> None:
    intake = start(scene, roadmap(DOUBTFUL))
    answer = confirm(clerk, intake)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Без ответа осталось вопросов: 2" in text_of(answer)
    assert confirm(clerk, intake, leave_doubts="on").status_code == 302  # type: ignore[attr-defined]


def test_a_territory_is_chosen_or_named(scene: Scene, clerk: Client) -> None:
    intake = start(scene, roadmap(Энской="Дальней", ЭНСКОЙ="ДАЛЬНЕЙ"))
    for step in ("", "bodies/", "confirm/"):
        page = text_of(clerk.get(f"/intakes/{intake.pk}/{step}"))
        assert "Документ называет: Дальняя область" in page
        assert 'value="Дальняя область"' in page
    refused = clerk.post(f"/intakes/{intake.pk}/territory/", {"step": "bodies", "version": 1}, follow=True)
    assert "Территория не выбрана" in text_of(refused)
    posted = {"step": "bodies", "version": 1, "new_territory": "Дальняя область"}
    answer = clerk.post(f"/intakes/{intake.pk}/territory/", posted)
    assert answer["Location"] == f"/intakes/{intake.pk}/bodies/"
    assert "К какой территории" not in text_of(clerk.get(answer["Location"]))
    assert confirm(clerk, intake).status_code == 302  # type: ignore[attr-defined]
    assert str(Plan.objects.get(act__sha256=intake.sha256).territory) == "Дальняя область"


def test_a_draft_may_be_given_up(clerk: Client, draft: Intake) -> None:
    assert "будут удалены" in text_of(clerk.get(f"/intakes/{draft.pk}/abandon/"))
    assert clerk.post(f"/intakes/{draft.pk}/abandon/").status_code == 302
    assert clerk.get(f"/intakes/{draft.pk}/").status_code == 404
    assert "Черновиков нет" in text_of(clerk.get("/intakes/"))


@pytest.mark.parametrize("page", ["", "bodies/", "confirm/", "questions/0/"])
def test_the_number_of_queries_does_not_grow_with_the_document(scene: Scene, clerk: Client, page: str) -> None:
    small = start(scene, roadmap(DOUBTFUL))
    rows = "".join(f"3.{n}\tДело {n}\tСделано\tмай 2027 года\tПалата № {n}\tАкт\n" for n in range(1, 40))
    large = start(scene, roadmap(DOUBTFUL) + rows.encode())
    Organisation.objects.update(territory=small.territory)
    counts = [queries_of(clerk, f"/intakes/{intake.pk}/{page}") for intake in (small, large)]
    assert counts[0] == counts[1]
    assert counts[0] <= 16
