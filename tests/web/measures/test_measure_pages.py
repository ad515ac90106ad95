"""A measure's page and the forms that mend it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse

from kadrost.audit.models import Entry
from kadrost.kernel.rules import CountedFrom
from kadrost.kernel.schedule import Schedule
from kadrost.roadmaps.domain.control import ReportDraft, submit_report
from kadrost.roadmaps.domain.evidence import EvidenceDraft
from kadrost.roadmaps.domain.source_place import source_view
from kadrost.roadmaps.models import Checkpoint, Measure, Plan, Report
from tests.web.factories import (
    BODY,
    TODAY,
    CheckpointFactory,
    DutyFactory,
    GroupFactory,
    MeasureFactory,
    RequirementFactory,
    TargetFactory,
    UserFactory,
    quarterly,
)
from tests.web.scene import Scene, client_of, make_scene, queries_of, text_of

pytestmark = pytest.mark.django_db
ROLES = ("executor", "stranger", "controller", "coordinator", "auditor", "administrator")
MAY_CHANGE = ("coordinator", "administrator")
TERM = "до 15 мая 2027 года"


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def address_of(scene: Scene, act: str = "") -> str:
    return f"/measures/{scene.measure.pk}/{act}"


def page_for(scene: Scene, who: str | None, query: str = "") -> str:
    return text_of(client_of(scene.people[who] if who else None).get(address_of(scene) + query))


def report(scene: Scene, **changes: Any) -> Report:
    words: dict[str, Any] = {"claim": Report.Claim.DONE, "words": "Список готов", "figures": {}, **changes}
    scene.checkpoint.refresh_from_db()
    return submit_report(
        checkpoint=scene.checkpoint,
        acting=scene.acting("executor"),
        draft=ReportDraft(**words),
        version=scene.checkpoint.version,
        today=TODAY,
    )


def test_everybody_with_a_role_sees_reports_and_the_public_does_not(scene: Scene) -> None:
    report(scene)
    for who in ROLES:
        page = page_for(scene, who)
        assert "Список готов" in page
        assert "История" in page
    public = page_for(scene, None)
    assert BODY in public
    for hidden in ("Список готов", "История", str(scene.people["executor"])):
        assert hidden not in public
    Plan.objects.update(is_public=False)
    assert client_of(None).get(address_of(scene)).status_code == 404
    assert client_of(UserFactory()).get(address_of(scene)).status_code == 404
    assert client_of(None).get("/measures/999999/").status_code == 404


@pytest.mark.parametrize("who", [*ROLES, None])
def test_each_person_is_offered_only_what_the_role_allows(scene: Scene, who: str | None) -> None:
    report(scene)
    page = page_for(scene, who)
    offered = {
        name for name in ("report", "accept", "return", "extend", "remove") if f"/{scene.checkpoint.pk}/{name}/" in page
    }
    ruling = {"accept", "return", "extend", "remove"}
    assert offered == {"executor": {"report"}, "controller": ruling}.get(who or "", set())
    assert (address_of(scene, "edit/") in page) is (who in MAY_CHANGE)


def test_nothing_is_offered_while_another_day_is_shown(scene: Scene) -> None:
    report(scene)
    for who in ("executor", "controller", "coordinator"):
        page = page_for(scene, who, "?as_of=2027-03-12")
        assert "/accept/" not in page
        assert "/report/" not in page
        assert "/edit/" not in page
    before = page_for(scene, "auditor", "?as_of=2027-03-09")
    assert "Список готов" not in before
    assert "подал(а) отчёт" not in before


def test_words_alone_are_marked(scene: Scene) -> None:
    target = TargetFactory(measure=scene.measure)
    report(scene)
    assert "только слова" in page_for(scene, "auditor")
    report(scene, claim=Report.Claim.NOT_DONE)
    assert page_for(scene, "auditor").count("только слова") == 1
    report(scene, figures={target.pk: Decimal("12.5")})
    report(scene, evidence=[EvidenceDraft(kind="сайт", link="https://example.org/list")])
    page = page_for(scene, "auditor")
    assert page.count("только слова") == 1
    assert "12,5 по отчёту от 10.03.2027" in page


def test_a_link_in_evidence_opens_nothing_of_ours(scene: Scene) -> None:
    report(scene, evidence=[EvidenceDraft(kind="сайт", link="https://example.org/?a=1&b=<i>")])
    page = page_for(scene, "auditor")
    assert 'href="https://example.org/?a=1&amp;b=&lt;i&gt;" rel="noopener noreferrer nofollow"' in page


def test_the_source_marks_the_words_of_the_chosen_field(scene: Scene) -> None:
    text = scene.plan.act.text
    term, title = "до 20 марта 2027 года", BODY
    scene.measure.place = {
        "page": 3,
        "table": 1,
        "row": 2,
        "cells": {
            "title": [[text.index(title), text.index(title) + len(title)]],
            "due_text": [[text.index(term), text.index(term) + len(term)]],
        },
    }
    scene.measure.save()
    assert f"<mark>{term}</mark>" in page_for(scene, None)
    other = page_for(scene, None, "?field=title")
    assert f"<mark>{title}</mark>" in other
    assert "страница 3, таблица 1, строка 2" in other
    assert "<mark>" not in page_for(scene, None, "?field=nothing")


def test_a_place_that_lies_outside_of_the_text_is_not_shown() -> None:
    assert source_view(text="abc", place={}, field="title") is None
    assert source_view(text="abc", place={"cells": {"title": [[2, 9]]}}, field="title") is None


def test_the_source_is_cut_to_its_row_and_marks_merge() -> None:
    text = "-" * 500 + "один два три" + "+" * 500
    cells = {"title": [[500, 504], [502, 508]], "due_text": [[509, 512]]}
    view = source_view(text=text, place={"cells": cells}, field="title")
    assert view is not None
    assert [(piece.text, piece.is_marked) for piece in view.pieces if not piece.is_around] == [
        ("один два", True),
        (" три", False),
    ]
    assert "".join(piece.text for piece in view.pieces) == text[340:672]


def test_a_row_that_the_page_broke_is_shown_in_runs() -> None:
    text = "начало " + "-" * 1000 + " конец"
    view = source_view(text=text, place={"cells": {"executors": [[0, 6], [1008, 1013]]}}, field="executors")
    assert view is not None
    assert [piece.text for piece in view.pieces if piece.is_marked] == ["начало", "конец"]
    assert [len(piece.text) for piece in view.pieces] == [6, 160, 3, 160, 5]


def test_what_the_document_said_is_shown_beside_what_was_changed(scene: Scene) -> None:
    scene.measure.printed = {"title": "Составить перечень", "due_text": scene.measure.due_text}
    scene.measure.save()
    page = page_for(scene, None)
    assert "в документе было: Составить перечень" in page
    assert page.count("в документе было") == 1


def test_executors_documents_and_targets_are_named_as_they_stand(scene: Scene) -> None:
    group = GroupFactory(name="Ведомства")
    group.members.add(scene.stranger_body)
    DutyFactory(measure=scene.measure, organisation=None, group=group, printed_name="всем ведомствам", part="co")
    DutyFactory(measure=scene.measure, organisation=None, printed_name="Неведомый комитет", is_by_agreement=True)
    asked = RequirementFactory(measure=scene.measure)
    page = page_for(scene, "coordinator")
    for words in (
        "в документе: «всем ведомствам»",
        "организация не определена",
        "согласие не получено",
        "ещё не приложен",
    ):
        assert words in page
    report(scene, evidence=[EvidenceDraft(kind="приказ", link="https://example.org", requirement_id=asked.pk)])
    assert "приложен по сроку 20.03.2027" in page_for(scene, "coordinator")


def test_the_number_of_queries_does_not_grow_with_checkpoints(scene: Scene) -> None:
    client = client_of(scene.people["controller"])
    report(scene)
    queries_of(client, address_of(scene))
    before = queries_of(client, address_of(scene))
    for month in range(4, 10):
        point = CheckpointFactory(
            measure=scene.measure, occurs_from=date(2027, month, 1), occurs_until=date(2027, month, 20)
        )
        scene.checkpoint = point
        report(scene)
    assert queries_of(client, address_of(scene)) == before


def send(scene: Scene, who: str = "coordinator", **data: Any) -> HttpResponse:
    typed = {
        "title": scene.measure.title,
        "stage": "",
        "expected_result": scene.measure.expected_result,
        "due_text": scene.measure.due_text,
        "ground": "приказ № 3",
        "version": 1,
        **data,
    }
    return client_of(scene.people[who]).post(address_of(scene, "edit/"), typed)


def test_words_are_mended_at_once(scene: Scene) -> None:
    response = send(scene, title="Составить список всех мастерских")
    assert (response.status_code, response["Location"]) == (302, address_of(scene))
    scene.measure.refresh_from_db()
    assert (scene.measure.title, scene.measure.version) == ("Составить список всех мастерских", 2)
    assert Entry.objects.get().ground == "приказ № 3"


def test_a_new_term_is_shown_before_it_is_saved(scene: Scene) -> None:
    preview = send(scene, due_text=TERM)
    page = text_of(preview)
    assert preview.status_code == 200
    for words in ("Что станет с контрольными точками", "1 точка появится: 15.05.2027", "1 точка исчезнет: 20.03.2027"):
        assert words in page
    assert Checkpoint.objects.get().due_on == date(2027, 3, 20)
    other = send(scene, due_text="до 1 июня 2027 года", previewed=TERM, save="1")
    assert "1 точка появится: 01.06.2027" in text_of(other)
    assert send(scene, due_text=TERM, previewed=TERM, save="1").status_code == 302
    assert Checkpoint.objects.get().due_on == date(2027, 5, 15)


def test_a_term_that_is_not_understood_stays_in_the_form(scene: Scene) -> None:
    response = send(scene, due_text="когда-нибудь потом, наверное")
    assert response.status_code == 422
    assert "когда-нибудь потом, наверное</textarea>" in text_of(response)
    assert "не понят" in text_of(response)


@pytest.mark.parametrize("missing", ["ground", "title"])
def test_a_missing_word_is_asked_for(scene: Scene, missing: str) -> None:
    response = send(scene, **{"stage": "Первый", missing: " "})
    assert response.status_code == 422
    assert "Первый" in text_of(response)
    scene.measure.refresh_from_db()
    assert scene.measure.version == 1


def test_who_was_slower_keeps_what_was_typed_and_sees_what_is_now(scene: Scene) -> None:
    send(scene, title="Слова первого")
    late = send(scene, "administrator", title="Слова второго")
    page = text_of(late)
    assert late.status_code == 409
    assert "Слова второго</textarea>" in page
    assert "Слова первого" in page
    assert 'name="version" value="2"' in page
    scene.measure.refresh_from_db()
    assert scene.measure.title == "Слова первого"
    assert send(scene, "administrator", title="Слова второго", version=2).status_code == 302


@pytest.mark.parametrize("act", ["edit/", "event/", "assign/"])
@pytest.mark.parametrize("who", ["executor", "stranger", "controller", "auditor", "foreign_coordinator"])
def test_others_do_not_mend(scene: Scene, act: str, who: str) -> None:
    client = client_of(scene.people[who])
    assert client.get(address_of(scene, act)).status_code == 403
    assert client.post(address_of(scene, act), {"version": 1}).status_code == 403
    assert client_of(None).get(address_of(scene, act)).status_code == 302
    assert Entry.objects.count() == 0


def test_nothing_is_mended_on_another_day(scene: Scene) -> None:
    response = client_of(scene.people["coordinator"]).post(address_of(scene, "edit/?as_of=2027-03-01"), {"version": 1})
    assert response.status_code == 409


def test_the_day_of_an_event_is_recorded(scene: Scene) -> None:
    waiting = Schedule(
        phrase="в течение 10 дней со дня заключения",
        understood=True,
        event="заключения договора",
        rules=(CountedFrom(amount=10, unit="days"),),
    )
    measure = MeasureFactory(plan=scene.plan, schedule=waiting, due_text=waiting.phrase)
    client = client_of(scene.people["coordinator"])
    address = f"/measures/{measure.pk}/event/"
    assert "заключения договора" in text_of(client.get(address))
    data = {"day": "2027-04-01", "ground": "договор № 4", "version": 1}
    assert client.post(address, data | {"ground": ""}).status_code == 422
    assert client.post(address, data | {"version": 9}).status_code == 409
    assert client.post(address, data).status_code == 302
    assert measure.checkpoints.get().due_on == date(2027, 4, 11)


def test_a_consent_is_recorded(scene: Scene) -> None:
    duty = DutyFactory(measure=scene.measure, is_by_agreement=True)
    address = f"/duties/{duty.pk}/consent/"
    data = {"day": "2027-03-01", "ground": "письмо № 5"}
    assert client_of(None).post(address, data).status_code == 302
    for who in ("executor", "controller", "auditor", "foreign_coordinator"):
        assert client_of(scene.people[who]).post(address, data).status_code == 403
    client = client_of(scene.people["coordinator"])
    assert client.post(address, data | {"day": "2027-03-11"}).status_code == 422
    duty.refresh_from_db()
    assert duty.consent_on is None
    assert client.post(address, data).status_code == 302
    duty.refresh_from_db()
    assert (duty.consent_on, duty.consent_ground) == (date(2027, 3, 1), "письмо № 5")
    assert "согласие от 1 марта 2027, письмо № 5" in page_for(scene, "auditor")


def test_many_checkpoints_ahead_are_folded(scene: Scene) -> None:
    measure = MeasureFactory(plan=scene.plan, schedule=quarterly(2028))
    for month in (3, 6, 9, 12):
        CheckpointFactory(measure=measure, occurs_from=date(2028, month, 1), occurs_until=date(2028, month, 20))
    page = text_of(client_of(None).get(f"/measures/{measure.pk}/"))
    assert "Дальше по расписанию: 2 точки, последняя со сроком 20 декабря 2028" in page
    assert Measure.objects.count() == 2


def test_a_measure_without_schedule_gets_a_checkpoint_by_hand(scene: Scene) -> None:
    measure = MeasureFactory(plan=scene.plan, schedule=None, is_continuous=True)
    client = client_of(scene.people["coordinator"])
    assert "отчёт по нему можно назначить на любой день" in text_of(client.get(f"/measures/{measure.pk}/"))
    address = f"/measures/{measure.pk}/assign/"
    assert client.post(address, {"due_on": "2027-03-01", "ground": "письмо"}).status_code == 422
    assert client.post(address, {"due_on": "2027-04-01", "ground": "поручение № 8"}).status_code == 302
    page = text_of(client.get(f"/measures/{measure.pk}/"))
    assert "назначена сверх расписания" in page
    assert "назначил(а) контрольную точку" in page


@pytest.mark.parametrize(
    ("operator", "asked", "reported", "falls_short"),
    [
        (">=", 12, 12, False),
        (">=", 12, 11, True),
        ("<=", 12, 13, True),
        ("=", 12, 12, False),
        ("=", 12, 13, False),
        ("=", 12, 11, True),
        (">", 12, 12, True),
        ("<", 12, 11, False),
        (">=", None, 1, False),
    ],
)
def test_a_figure_that_is_not_what_the_document_asks_is_marked(
    scene: Scene, operator: str, asked: int | None, reported: int, falls_short: bool
) -> None:
    target = TargetFactory(measure=scene.measure, operator=operator, value=asked)
    report(scene, figures={target.pk: Decimal(reported)})
    assert ("целевого: " in page_for(scene, "auditor")) is falls_short
