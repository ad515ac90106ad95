"""Pages of expert sessions: who sees and does what, a session led in the browser, and marks that name nobody."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from django.http import HttpResponse
from django.urls import reverse

from kadrost.council.domain.duties import bind_measure
from kadrost.council.models import AgendaItem, Ballot, ExpertSession, InterestConflict, Mark, Proposal, SessionExpert
from tests.council.scene import TODAY, CouncilScene, make_council, plan
from tests.council.session_scene import NAMES, SHEETS, SessionScene, in_first_round, make_session, with_results
from tests.web.factories import CheckpointFactory, MeasureFactory, PlanFactory
from tests.web.scene import client_of, queries_of, text_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
IN_REGION = ["executor", "stranger", "controller", "coordinator", "auditor", "administrator", "secretary", "member"]


def look(council: CouncilScene, who: str | None, address: str, **data: object) -> HttpResponse:
    return client_of(council.people[who] if who else None).get(address, data)


def send(council: CouncilScene, who: str | None, address: str, **data: object) -> HttpResponse:
    return client_of(council.people[who] if who else None).post(address, data)


def page_of(scene: SessionScene) -> str:
    return f"/council/sessions/{scene.session.pk}/"


@pytest.mark.parametrize("who", IN_REGION)
def test_the_region_sees_its_sessions_and_nobody_elses(who: str) -> None:
    scene = make_session()
    for address in ("/council/sessions/", page_of(scene), f"/council/{scene.council.body.pk}/"):
        assert "Ремёсла будущего" in text_of(look(scene.council, who, address))
    assert "Ремёсла будущего" not in text_of(look(scene.council, "foreigner", "/council/sessions/"))
    assert look(scene.council, "foreigner", page_of(scene)).status_code == 404
    assert look(scene.council, None, page_of(scene))["Location"] == f"/sign-in?next={page_of(scene)}"


@pytest.mark.parametrize(
    ("who", "runs", "closes"),
    [
        ("secretary", True, True), ("administrator", True, True), ("coordinator", True, False),
        ("member", False, False), ("executor", False, False), ("controller", False, False), ("auditor", False, False),
    ],
)  # fmt: skip
def test_buttons_are_shown_to_whom_they_serve(who: str, runs: bool, closes: bool) -> None:
    scene = with_results()
    page = text_of(look(scene.council, who, page_of(scene)))
    assert ("решение группы" in page, "Подписать протокол" in page) == (runs, closes)
    assert ("Отменить сессию" in page, "Участие" in page) == (runs, runs)


def test_nothing_may_be_done_while_another_day_is_shown() -> None:
    scene = in_first_round()
    page = text_of(look(scene.council, "member", page_of(scene), as_of="2027-03-09"))
    assert "Поставить оценки" not in page
    assert "Поставить оценки" in text_of(look(scene.council, "member", page_of(scene)))


def test_a_session_goes_from_call_to_protocol_in_the_browser() -> None:
    council = make_council()
    made = send(
        council, "secretary", f"/council/{council.body.pk}/sessions/new/",
        title="Новые ремёсла", branch="ремёсла", horizon="now", purpose="Найти новые", ground="Указ № 5",
        facilitator_name="Ведущая В. В.", proposals_until="01.03.2027", first_until="04.03.2027",
        held_on="08.03.2027", second_until="09.03.2027", criteria="Важность", least_median="4", most_spread="1,25",
        least_marks="3",
    )  # fmt: skip
    address = made["Location"]
    assert "Экспертов пока нет" in text_of(look(council, "secretary", address))
    for name, side in (("Аверин А. А.", "business"), ("Ершова Е. Е.", "education"), ("Ильин И. И.", "science")):
        send(council, "secretary", f"{address}experts/new/", name=name, side=side, organisation_words="Завод")
    turn(council, address, "proposals")
    author = SessionExpert.objects.get(name="Ершова Е. Е.")
    for name in ("Гончар форм", "Кузнец печати"):
        send(
            council, "secretary", f"{address}proposals/new/", author=author.pk, subject="profession", name=name,
            kind="new", horizon="now", reason="technology", reason_words="Новая печь",
        )  # fmt: skip
    turn(council, address, "first")
    first, second = Proposal.objects.order_by("pk")
    for expert, scores in zip(SessionExpert.objects.order_by("pk"), ((5, 2), (4, 3), (5, 1)), strict=True):
        data = {f"score_{first.pk}_0": scores[0], f"score_{second.pk}_0": scores[1]}
        sent = send(council, "secretary", f"/council/sessions/experts/{expert.pk}/marks/", **data)
        assert sent["Location"] == address
    turn(council, address, "discussion")
    turn(council, address, "results", reason="Мнения сошлись")
    session = ExpertSession.objects.get()
    presence = {f"presence_{one.pk}": "present" for one in session.experts.all()}
    send(council, "secretary", f"{address}presence/", **presence)
    session.refresh_from_db()
    sent = send(
        council, "secretary", f"{address}close/", version=session.version, closed_on="10.03.2027",
        chair_name="Главнов Г. Г.", secretary_name="Секретарева С. С.",
    )  # fmt: skip
    assert sent["Location"] == address
    page = text_of(look(council, "auditor", address))
    assert "Закрыта, протокол подписан" in page
    assert "медиана 5,00, размах 0,50 балла, оценок 3" in page


def turn(council: CouncilScene, address: str, to: str, reason: str = "") -> None:
    version = ExpertSession.objects.get().version
    sent = send(council, "secretary", f"{address}phase/", to=to, reason=reason, version=version)
    assert sent.status_code == 302


def test_what_is_refused_stands_on_the_form_with_what_was_typed() -> None:
    scene = make_session()
    sent = send(
        scene.council, "secretary", f"{page_of(scene)}experts/new/",
        name="Учёный У. У.", side="science", organisation_words="Институт ремёсел",
    )  # fmt: skip
    assert sent.status_code == 422
    assert "уже в списке" in text_of(sent)
    assert "Институт ремёсел" in sent.content.decode()
    stale = send(scene.council, "secretary", f"{page_of(scene)}phase/", to="proposals", version=99)
    assert stale.status_code == 409
    scene.move("proposals")
    back = send(scene.council, "secretary", f"{page_of(scene)}phase/", to="preparation", version=scene.session.version)
    assert back.status_code == 422
    assert "Напишите, почему" in text_of(back)


def test_an_expert_marks_from_my_work() -> None:
    scene = in_first_round()
    assert "Ждут вашей оценки" in text_of(look(scene.council, "member", "/"))
    assert "Ждут вашей оценки" not in text_of(look(scene.council, "executor", "/"))
    address = f"/council/sessions/experts/{scene.experts[0].pk}/marks/"
    proposal = scene.proposals[0]
    half = send(scene.council, "member", address, **{f"score_{proposal.pk}_0": 5})
    assert half.status_code == 422
    assert "по всем критериям" in text_of(half)
    both = {f"score_{proposal.pk}_0": 5, f"score_{proposal.pk}_1": 4}
    assert send(scene.council, "member", address, **both, **{f"abstains_{proposal.pk}": "on"}).status_code == 422
    sent = send(scene.council, "member", address, **both, **{f"confidence_{proposal.pk}": 3,
                f"remark_{proposal.pk}": "Печь уже стоит", f"abstains_{scene.proposals[1].pk}": "on"})  # fmt: skip
    assert sent["Location"] == page_of(scene)
    assert [(mark.scores, mark.confidence) for mark in Mark.objects.all()] == [([5, 4], 3), ([], None)]
    page = look(scene.council, "member", address).content.decode()
    assert page.count("checked") == 4
    assert "Ждут вашей оценки" not in text_of(look(scene.council, "member", "/"))


@pytest.mark.parametrize("who", ["secretary", "coordinator", "administrator", "deputy", "auditor"])
def test_nobody_opens_the_sheet_of_who_signs_in(who: str) -> None:
    scene = in_first_round()
    address = f"/council/sessions/experts/{scene.experts[0].pk}/marks/"
    assert look(scene.council, who, address).status_code == 403
    assert send(scene.council, who, address, **{f"score_{scene.proposals[0].pk}_0": 5}).status_code == 403
    assert not Ballot.objects.exists()


def test_a_sheet_from_paper_is_not_shown_again() -> None:
    scene = in_first_round()
    scene.mark(1, *SHEETS[1], remark="Тайное слово")
    page = look(scene.council, "secretary", f"/council/sessions/experts/{scene.experts[1].pk}/marks/")
    assert "Лист этого тура уже внесён" in text_of(page)
    assert "checked" not in page.content.decode()
    assert "Тайное слово" not in page.content.decode()


def test_marks_are_hidden_until_the_round_is_closed_and_nameless_after() -> None:
    scene = in_first_round()
    scene.mark_all(*SHEETS)
    address = f"{page_of(scene)}results/"
    assert "Оценки ещё не открыты" in text_of(look(scene.council, "administrator", address))
    scene.move("discussion", "second")
    page = text_of(look(scene.council, "executor", address))
    assert "4,50" in page
    assert not any(expert.name in page for expert in scene.experts)
    own = text_of(look(scene.council, "member", f"/council/sessions/experts/{scene.experts[0].pk}/marks/"))
    assert "Ваши оценки в первом туре: 5, 5." in own
    assert "Группа: медиана 4,50, половина оценок от 4,38 до 4,63 балла, оценок 4." in own
    assert "В листе стоят оценки первого тура" in own


def test_marks_outside_of_the_rounds_lead_back() -> None:
    scene = make_session()
    sent = look(scene.council, "member", f"/council/sessions/experts/{scene.experts[0].pk}/marks/")
    assert sent["Location"] == page_of(scene)


def test_an_expert_proposes_and_declares_an_interest() -> None:
    scene = make_session()
    assert look(scene.council, "member", f"{page_of(scene)}proposals/new/").status_code == 403
    scene.move("proposals")
    sent = send(
        scene.council, "member", f"{page_of(scene)}proposals/new/", author=scene.experts[0].pk, subject="competency",
        name="Печать форм", kind="new", horizon="new", reason="project", reason_words="Участок печати",
    )  # fmt: skip
    assert sent["Location"] == page_of(scene)
    other = send(
        scene.council, "member", f"{page_of(scene)}proposals/new/", author=scene.experts[1].pk, subject="competency",
        name="Чужое", kind="new", horizon="new", reason="project", reason_words="Участок",
    )  # fmt: skip
    assert other.status_code == 422
    proposal = Proposal.objects.get()
    interest = f"/council/sessions/proposals/{proposal.pk}/interest/"
    send(scene.council, "member", interest, expert=scene.experts[0].pk, words="Мой завод")
    assert InterestConflict.objects.get().expert == scene.experts[0]
    assert look(scene.council, "executor", interest).status_code == 403
    assert "Мой завод" in text_of(look(scene.council, "auditor", page_of(scene)))


def test_likeness_is_pointed_out_and_joined() -> None:
    scene = make_session()
    scene.move("proposals")
    for place, name in enumerate(("Оператор беспилотных систем", "Оператор беспилотных авиационных систем")):
        send(
            scene.council, "secretary", f"{page_of(scene)}proposals/new/", author=scene.experts[place].pk,
            subject="profession", name=name, kind="new", horizon="new", reason="law", reason_words="Правила полётов",
        )  # fmt: skip
    assert "Похожие названия" in text_of(look(scene.council, "secretary", page_of(scene)))
    first, second = Proposal.objects.order_by("pk")
    send(scene.council, "secretary", f"/council/sessions/proposals/{second.pk}/join/", kept=first.pk)
    page = text_of(look(scene.council, "auditor", page_of(scene)))
    assert "Авторы: Членова Ч. Ч., Безвходный Б. Б.; присоединено: «Оператор беспилотных авиационных систем»" in page


def test_papers_carry_units_and_the_day_and_no_names_beside_marks() -> None:
    scene = with_results()
    send(
        scene.council, "secretary", f"/council/sessions/proposals/{scene.proposals[2].pk}/decide/", outcome="taken",
        ground="Ремесло надо сохранить", version=1,
    )  # fmt: skip
    InterestConflict.objects.create(
        proposal=scene.proposals[1], expert=scene.experts[3], words="Грант", declared_on=TODAY
    )
    scene.close()
    paper = docx.Document(BytesIO(read(look(scene.council, "auditor", f"{page_of(scene)}protocol.docx"))))
    said = "\n".join(one.text for one in paper.paragraphs)
    assert f"По предложению 3 «{NAMES[2]}» решено: предложить в перечень. Обоснование: Ремесло надо сохранить" in said
    assert "О личном интересе заявили, оценки не учтены: Учёный У. У. (предложение 2)." in said
    assert look(scene.council, "secretary", f"{page_of(scene)}phase/")["Location"] == page_of(scene)
    book = openpyxl.load_workbook(BytesIO(read(look(scene.council, "auditor", f"{page_of(scene)}results.xlsx"))))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert "Медиана, баллы" in cells
    assert not any(expert.name in cell for expert in scene.experts for cell in cells)


def read(answer: HttpResponse) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def test_results_go_on_an_agenda_in_one_press() -> None:
    scene = with_results()
    meeting = plan(scene.council)
    scene.close()
    assert "Внести итоги в повестку" not in text_of(look(scene.council, "coordinator", page_of(scene)))
    assert "Внести итоги в повестку" in text_of(look(scene.council, "secretary", page_of(scene)))
    assert send(scene.council, "coordinator", f"{page_of(scene)}agenda/", meeting=meeting.pk).status_code == 403
    assert not AgendaItem.objects.exists()
    sent = send(scene.council, "secretary", f"{page_of(scene)}agenda/", meeting=meeting.pk)
    assert sent["Location"] == f"/council/meetings/{meeting.pk}/"
    assert "Протокол экспертной сессии" in text_of(look(scene.council, "auditor", sent["Location"]))


def test_a_measure_shows_how_many_sessions_were_held() -> None:
    scene = with_results()
    body = scene.council.body
    measure = MeasureFactory(plan=PlanFactory(territory=body.territory), title="Провести экспертные сессии")
    CheckpointFactory(
        measure=measure, occurs_from=date(2027, 3, 1), occurs_until=date(2027, 3, 31), opens_on=date(2027, 3, 1),
        due_on=date(2027, 3, 31),
    )  # fmt: skip
    send(
        scene.council, "coordinator", f"/council/{body.pk}/measures/", measure=measure.pk, counts="sessions", asked="3"
    )
    address = reverse("roadmaps-measure", args=(measure.pk,))
    assert "экспертных сессий за период: 0" in text_of(look(scene.council, "auditor", address))
    scene.close()
    page = text_of(look(scene.council, "auditor", address))
    for words in ("Требует экспертных сессий", "Всего: 1 из 3", "экспертных сессий за период: 1", "№ 1/2027"):
        assert words in page


def test_binding_takes_only_what_is_offered() -> None:
    scene = make_session()
    measure = MeasureFactory(plan=PlanFactory(territory=scene.council.body.territory))
    duty = bind_measure(
        body=scene.council.body, measure=measure, acting=scene.council.acting("coordinator"), today=TODAY
    )
    assert (duty.counts, duty.asked) == ("meetings", None)


def test_pages_ask_the_same_number_of_queries_whatever_the_size() -> None:
    scene = with_results()
    client = client_of(scene.council.people["secretary"])
    addresses = (page_of(scene), f"{page_of(scene)}results/", "/council/sessions/")
    before = [queries_of(client, address) for address in addresses]
    expert = scene.experts[0]
    for place in range(6):
        proposal = Proposal.objects.create(
            session=scene.session, position=10 + place, name=f"Ещё {place}", kind="new", horizon="now",
            reason="law", reason_words="Закон", added_on=TODAY,
        )  # fmt: skip
        proposal.authors.create(expert=expert)
        proposal.conflicts.create(expert=expert, words="Интерес", declared_on=TODAY)
        SessionExpert.objects.create(session=scene.session, name=f"Эксперт {place}", side="science")
        for ballot in Ballot.objects.all():
            ballot.marks.create(proposal=proposal, scores=[3, 4])
    after = [queries_of(client, address) for address in addresses]
    assert after == before
    assert max(after) <= MOST_QUERIES, after
