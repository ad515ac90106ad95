"""Pages of councils: what each person sees and may do, how decisions are typed, and that nothing is lost."""

from __future__ import annotations

import hashlib
from datetime import date
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from kadrost.audit.models import Entry
from kadrost.council.domain.duties import bind_measure
from kadrost.council.models import AgendaItem, Attendance, Decision, Material, Meeting, Membership, Vote
from kadrost.roadmaps.models import Plan
from tests.council.scene import HELD_ON, TODAY, CouncilScene, ask, decide, hold, make_council, plan, sign
from tests.web.factories import CheckpointFactory, MeasureFactory, PlanFactory, RequirementFactory
from tests.web.scene import client_of, queries_of, text_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
IN_REGION = ["executor", "stranger", "controller", "coordinator", "auditor", "administrator", "secretary", "member"]


@pytest.fixture
def scene() -> CouncilScene:
    return make_council()


def look(scene: CouncilScene, who: str | None, address: str, **data: object) -> HttpResponse:
    return client_of(scene.people[who] if who else None).get(address, data)


def send(scene: CouncilScene, who: str | None, address: str, **data: object) -> HttpResponse:
    return client_of(scene.people[who] if who else None).post(address, data)


def full_meeting(scene: CouncilScene) -> Meeting:
    """A held meeting with questions, decisions and an answer due."""
    meeting = plan(scene)
    item = ask(scene, meeting, "О сборе заявок")
    decide(scene, item, "Информацию принять к сведению.")
    decide(scene, item, "Министерству ремёсел Энской области составить перечень", "до 1 июля 2027 года")
    return hold(scene, meeting)


@pytest.mark.parametrize("who", IN_REGION)
def test_the_region_sees_its_councils_and_nobody_elses(scene: CouncilScene, who: str) -> None:
    meeting = full_meeting(scene)
    for address in ("/council/", f"/council/{scene.body.pk}/", f"/council/meetings/{meeting.pk}/"):
        assert "Совет по ремёслам" in text_of(look(scene, who, address))
    assert "Совет по ремёслам" not in text_of(look(scene, "foreigner", "/council/"))
    for address in (f"/council/{scene.body.pk}/", f"/council/meetings/{meeting.pk}/"):
        assert look(scene, "foreigner", address).status_code == 404
        assert look(scene, None, address)["Location"] == f"/sign-in?next={address}"


@pytest.mark.parametrize(
    ("who", "runs", "composes"),
    [
        ("secretary", True, True),
        ("administrator", True, True),
        ("coordinator", False, True),
        ("member", False, False),
        ("executor", False, False),
        ("controller", False, False),
        ("auditor", False, False),
    ],
)
def test_buttons_are_shown_to_whom_they_serve(scene: CouncilScene, who: str, runs: bool, composes: bool) -> None:
    meeting = full_meeting(scene)
    body = text_of(look(scene, who, f"/council/{scene.body.pk}/"))
    assert ("Назначить заседание" in body, "Ввести в состав" in body) == (runs, composes)
    page = text_of(look(scene, who, f"/council/meetings/{meeting.pk}/"))
    assert ("Ход заседания" in page, "Подписать протокол" in page) == (runs, runs)


def test_members_are_those_of_the_day_shown(scene: CouncilScene) -> None:
    Membership.objects.filter(name="Безвходный Б. Б.").update(valid_until=date(2027, 2, 28))
    address = f"/council/{scene.body.pk}/"
    assert "Безвходный Б. Б." not in text_of(look(scene, "auditor", address)).split("История")[0]
    assert "Безвходный Б. Б." in text_of(look(scene, "auditor", address, as_of="2027-02-15"))


def test_a_council_is_set_up_and_filled_in_the_browser(scene: CouncilScene) -> None:
    made = send(
        scene, "coordinator", "/council/new/",
        name="Экспертный совет Энской области", kind="expert", genitive="Экспертного совета", quorum_rule="half",
        territory=scene.body.territory.pk,
    )  # fmt: skip
    assert made.status_code == 302
    page = text_of(look(scene, "coordinator", made["Location"]))
    for words in ("Экспертный совет Энской области", "В составе никого нет", "Заседаний пока не было"):
        assert words in page
    refused = send(scene, "coordinator", "/council/new/", kind="expert", genitive="Совета", quorum_rule="half")
    assert refused.status_code == 422
    assert "впишите название новой" in text_of(refused)
    added = send(
        scene, "coordinator", f"{made['Location']}members/new/",
        name="Новая Н. Н.", post="директор", part="member", votes="on", valid_from="2027-03-01",
    )  # fmt: skip
    assert added["Location"] == made["Location"]
    assert "Новая Н. Н." in text_of(look(scene, "auditor", made["Location"]))


def test_a_meeting_goes_from_plan_to_protocol_in_the_browser(scene: CouncilScene) -> None:
    made = send(scene, "secretary", f"/council/{scene.body.pk}/meetings/new/", held_on="2027-03-10", form="in_person")
    address = made["Location"]
    meeting = Meeting.objects.get()
    assert "Вопросов пока нет" in text_of(look(scene, "secretary", address))
    send(scene, "secretary", f"{address}questions/new/", title="О сборе заявок", speaker="М. Ю. Осипову, министра,")
    item = AgendaItem.objects.get()
    assert item.speaker == "М. Ю. Осипову, министра"
    opened = send(scene, "secretary", f"{address}open/", version=meeting.version)
    assert opened["Location"] == f"{address}attendance/"
    meeting.refresh_from_db()
    marks = {f"presence_{member.pk}": "present" for member in scene.members}
    marked = send(
        scene, "secretary", f"{address}attendance/", version=meeting.version, chairing=scene.members[0].pk,
        invited="Гостев Г. Г., директор\n\nПросто Имя", **marks,
    )  # fmt: skip
    assert marked["Location"] == f"{address}course/"
    assert list(Attendance.objects.filter(membership=None).values_list("name", "post")) == [
        ("Гостев Г. Г.", "директор"),
        ("Просто Имя", ""),
    ]
    written = send(
        scene, "secretary", f"/council/questions/{item.pk}/decisions/",
        text="Министерству ремёсел Энской области составить перечень", due_text="до 1 июля 2027 года",
    )  # fmt: skip
    assert written["Location"] == f"{address}course/?question={item.pk}#new"
    course = text_of(look(scene, "secretary", written["Location"].split("#")[0]))
    assert "Участвуют 5 из 5 голосующих." in course
    assert "срок: 1 июля 2027 года" in course
    voted = send(
        scene, "secretary", f"/council/questions/{item.pk}/votes/", version=item.version, votes_for=4, votes_against=1
    )
    assert voted.status_code == 302
    meeting.refresh_from_db()
    signed = send(
        scene, "secretary", f"{address}sign/", version=meeting.version, signed_on="2027-03-10",
        approver_name="Г. Г. Главнов", approver_post="председатель", secretary_name="С. С. Секретарева",
        copy=SimpleUploadedFile("скан.pdf", b"%PDF-1.4 copy"),
    )  # fmt: skip
    assert signed["Location"] == address
    page = text_of(look(scene, "auditor", address))
    assert hashlib.sha256(b"%PDF-1.4 copy").hexdigest() in page
    assert Plan.objects.get().measures.get().checkpoints.get().due_on == date(2027, 7, 1)
    assert look(scene, "secretary", f"{address}course/")["Location"] == address
    assert "заседание № 1/2027" in text_of(look(scene, "auditor", f"/measures/{Plan.objects.get().measures.get().pk}/"))


def test_what_stands_against_signing_is_named_before_the_form(scene: CouncilScene) -> None:
    meeting = plan(scene)
    decide(scene, ask(scene, meeting), "Провести неделю", executors="Неведомая палата")
    hold(scene, meeting, 2)
    address = f"/council/meetings/{meeting.pk}/sign/"
    page = text_of(look(scene, "secretary", address))
    for words in ("Пока подписать нельзя:", "Кворума нет", "«Неведомая палата» не найден"):
        assert words in page
    fresh = Meeting.objects.get()
    refused = send(
        scene, "secretary", address, version=fresh.version, signed_on="2027-03-10",
        approver_name="Г. Г. Главнов", approver_post="", secretary_name="С. С. Секретарева",
    )  # fmt: skip
    assert refused.status_code == 422
    assert "Г. Г. Главнов" in text_of(refused)
    assert Plan.objects.count() == 0


def test_a_decision_is_said_back_while_it_is_typed_and_by_a_button(scene: CouncilScene) -> None:
    item = ask(scene, plan(scene))
    typed = {"text": "Министерству ремёсел Энской области доложить на заседании", "due_text": "4 квартал 2027 года"}
    fragment = text_of(look(scene, "secretary", f"/council/questions/{item.pk}/meaning/", **typed))
    for words in (
        "Поручение",
        "ответ заслушивается на заседании",
        "Срок: IV квартал 2027 года",
        "01.10.2027–31.12.2027",
    ):
        assert words in fragment
    assert "<html" not in fragment
    previewed = send(scene, "secretary", f"/council/questions/{item.pk}/decisions/", preview="1", **typed)
    assert previewed.status_code == 200
    assert "Срок: IV квартал 2027 года" in text_of(previewed)
    assert typed["text"] in text_of(previewed)
    unknown = text_of(
        look(scene, "secretary", f"/council/questions/{item.pk}/meaning/", text="Решить", due_text="весной",
             executors="Неведомая палата")
    )  # fmt: skip
    assert "Срок не понят." in unknown
    assert "такой организации нет" in unknown
    assert Decision.objects.count() == 0


def test_a_refused_decision_keeps_what_was_typed(scene: CouncilScene) -> None:
    item = ask(scene, plan(scene))
    refused = send(
        scene, "secretary", f"/council/questions/{item.pk}/decisions/", text="Мои длинные слова", due_text="весной"
    )
    assert refused.status_code == 422
    page = text_of(refused)
    assert "Срок «весной» не понят" in page
    assert "Мои длинные слова</textarea>" in page
    assert Decision.objects.count() == 0


def test_notes_save_themselves_and_never_over_somebody_elses(scene: CouncilScene) -> None:
    item = ask(scene, plan(scene))
    address = f"/council/questions/{item.pk}/notes/"
    client = client_of(scene.people["secretary"])
    typed = {"title": item.title, "speaker": item.speaker, "discussion": "Иванов: поддержать.", "version": item.version}
    saved = client.post(address, typed, headers={"HX-Request": "true"})
    page = text_of(saved)
    assert "Сохранено." in page
    assert 'id="notes-version"' in page
    assert AgendaItem.objects.get().discussion == "Иванов: поддержать."
    stale = client.post(address, {**typed, "discussion": "Другое"}, headers={"HX-Request": "true"})
    assert "изменил другой человек" in text_of(stale)
    plain = client.post(address, {**typed, "discussion": "Другое"})
    assert plain.status_code == 409
    assert "Другое</textarea>" in text_of(plain)
    assert AgendaItem.objects.get().discussion == "Иванов: поддержать."


def test_materials_are_kept_and_hostile_ones_refused(scene: CouncilScene) -> None:
    item = ask(scene, plan(scene))
    address = f"/council/questions/{item.pk}/materials/new/"
    for name, content, said in (
        ("вирус.exe", b"MZ", "такого вида не принимается"),
        ("пусто.pdf", b"", "пуст"),
    ):
        refused = send(scene, "secretary", address, file=SimpleUploadedFile(name, content))
        assert refused.status_code == 422
        assert said in text_of(refused)
    assert Material.objects.count() == 0
    send(scene, "secretary", address, file=SimpleUploadedFile("../доклад.pdf", b"%PDF-1.4"), title="Доклад")
    material = Material.objects.get()
    assert (material.title, material.file_name) == ("Доклад", "доклад.pdf")
    got = look(scene, "member", f"/council/materials/{material.pk}/")
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert b"".join(got.streaming_content) == b"%PDF-1.4"  # type: ignore[attr-defined]
    assert look(scene, "foreigner", f"/council/materials/{material.pk}/").status_code == 404
    send(scene, "secretary", f"/council/materials/{material.pk}/remove/")
    assert Material.objects.count() == 0


def test_a_member_sees_meetings_ahead_and_votes(scene: CouncilScene) -> None:
    meeting = plan(scene, form="mixed")
    item = ask(scene, meeting, "О перечне профессий")
    decide(scene, item, "Одобрить перечень профессий")
    assert "Заседания впереди" in text_of(look(scene, "member", "/"))
    hold(scene, meeting, 3)
    work = text_of(look(scene, "member", "/"))
    assert "Ждут вашего голоса" in work
    assert "О перечне профессий" in work
    address = f"/council/meetings/{meeting.pk}/"
    assert "Ваш голос" in text_of(look(scene, "member", address))
    assert "Ваш голос" not in text_of(look(scene, "executor", address))
    send(scene, "member", f"/council/questions/{item.pk}/vote/", choice="for")
    assert Vote.objects.get().choice == "for"
    before = Entry.objects.count()
    for who in ("executor", "auditor", "administrator"):
        assert send(scene, who, f"/council/questions/{item.pk}/vote/", choice="for").status_code == 403
    assert (Vote.objects.count(), Entry.objects.count()) == (1, before)
    assert "Ждут вашего голоса" not in text_of(look(scene, "member", "/"))


def test_a_secretarys_work_names_meetings_protocols_and_answers(scene: CouncilScene) -> None:
    meeting = plan(scene)
    decide(
        scene, ask(scene, meeting), "Министерству ремёсел Энской области доложить на заседании", "до 1 апреля 2027 года"
    )
    hold(scene, meeting)
    assert "Протоколы на подпись" in text_of(look(scene, "secretary", "/"))
    sign(scene, meeting)
    ahead = plan(scene, date(2027, 3, 30))
    work = text_of(look(scene, "secretary", "/"))
    for words in ("Подготовить заседания", "Ответы к заседаниям", "доложить на заседании"):
        assert words in work
    page = text_of(look(scene, "auditor", f"/council/meetings/{ahead.pk}/"))
    for words in ("Встанут в повестку сами", "Об исполнении поручения 1.1", "ответ по поручению, срок 1 апреля 2027"):
        assert words in page


def test_the_protocol_and_extracts_are_papers(scene: CouncilScene) -> None:
    meeting = full_meeting(scene)
    page = text_of(look(scene, "auditor", f"/council/meetings/{meeting.pk}/protocol/"))
    assert "По первому вопросу" in page
    assert "Министерство ремёсел Энской области" in page
    paper = look(scene, "auditor", f"/council/meetings/{meeting.pk}/protocol.docx")
    lines = [one.text for one in docx.Document(BytesIO(paper.content)).paragraphs]
    assert "(Срок — до 1 июля 2027 года)" in lines
    extract = look(scene, "executor", f"/council/meetings/{meeting.pk}/extracts/{scene.ministry.pk}.docx")
    words = "\n".join(one.text for one in docx.Document(BytesIO(extract.content)).paragraphs)
    assert "составить перечень" in words
    assert "принять к сведению" not in words
    none = look(scene, "executor", f"/council/meetings/{meeting.pk}/extracts/{scene.college.pk}.docx")
    assert none.status_code == 404


def test_the_papers_are_russian_whatever_language_the_pages_have(scene: CouncilScene) -> None:
    meeting = full_meeting(scene)
    client = client_of(scene.people["auditor"])
    client.cookies["language"] = "en"
    page = text_of(client.get(f"/council/meetings/{meeting.pk}/"))
    assert "voting members take part" in page
    paper = client.get(f"/council/meetings/{meeting.pk}/protocol.docx")
    lines = [one.text for one in docx.Document(BytesIO(paper.content)).paragraphs]
    assert "Участвуют 5 из 5 голосующих. Кворум: больше половины членов, то есть 3. Кворум есть." in lines


def test_a_measure_tells_its_meetings_and_the_protocol_that_confirms_it(scene: CouncilScene) -> None:
    checkpoint = CheckpointFactory(measure__plan=PlanFactory(is_public=True))
    requirement = RequirementFactory(measure=checkpoint.measure, text="протокол заседания Совета")
    bind_measure(body=scene.body, measure=checkpoint.measure, acting=scene.acting("coordinator"), today=TODAY)
    address = f"/measures/{checkpoint.measure_id}/"
    before = text_of(look(scene, "auditor", address))
    assert "заседаний за период: 0" in before
    meeting = full_meeting(scene)
    sign(scene, meeting)
    page = text_of(look(scene, "auditor", address))
    for words in ("подтверждено протоколом", "заседаний за период: 1", "Протокол 1-2027.docx"):
        assert words in page
    assert "приложен по сроку 20.03.2027" in page
    assert requirement.text in page
    assert "Советы и протоколы" not in text_of(look(scene, None, address))
    assert "Протокол подтверждает" in text_of(look(scene, "auditor", f"/council/meetings/{meeting.pk}/"))


def test_a_decision_about_a_measure_is_found_by_words(scene: CouncilScene) -> None:
    measure = MeasureFactory(plan=PlanFactory(), search_text="1.1 открыть мастерские")
    checkpoint = CheckpointFactory(measure=measure)
    item = ask(scene, plan(scene))
    address = f"/council/questions/{item.pk}/about/"
    assert "срок 20 марта 2027" in text_of(look(scene, "secretary", address, q="мастерские"))
    made = send(scene, "secretary", address, checkpoint=checkpoint.pk, kind="confirmation", text="Подтвердить.")
    assert made.status_code == 302
    assert Decision.objects.get().checkpoint == checkpoint
    refused = send(scene, "secretary", address, checkpoint=checkpoint.pk, kind="removal", text="Снять с контроля.")
    assert refused.status_code == 422
    assert "контролирует не совет" in text_of(refused)


def test_the_calendar_names_every_meeting(scene: CouncilScene) -> None:
    plan(scene)
    answer = look(scene, "member", f"/council/{scene.body.pk}/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"DTSTART;VALUE=DATE:20270310" in answer.content
    assert answer.content.count(b"BEGIN:VEVENT") == 1


@pytest.mark.parametrize("who", ["secretary", "member", "auditor"])
def test_pages_ask_few_queries_however_much_there_is(scene: CouncilScene, who: str) -> None:
    meeting = plan(scene)
    for number in range(4):
        item = ask(scene, meeting, f"О деле {number}")
        for place in range(5):
            decide(scene, item, f"Провести неделю {place}", "до 1 июля 2027 года", executors="Колледж ремёсел")
    hold(scene, meeting)
    addresses = ["/council/", f"/council/{scene.body.pk}/", f"/council/meetings/{meeting.pk}/"]
    addresses.append(f"/council/meetings/{meeting.pk}/protocol/")
    if who == "secretary":
        addresses += [f"/council/meetings/{meeting.pk}/{page}/" for page in ("course", "attendance", "sign")]
    client = client_of(scene.people[who])
    asked = {address: queries_of(client, address) for address in addresses}
    assert {address: count for address, count in asked.items() if count > MOST_QUERIES} == {}


def test_nothing_is_changed_on_another_day(scene: CouncilScene) -> None:
    meeting = full_meeting(scene)
    page = text_of(look(scene, "secretary", f"/council/meetings/{meeting.pk}/", as_of="2027-03-12"))
    assert "Подписать протокол" not in page
    assert HELD_ON == TODAY
