"""The pages of the acts of control: who may open them, what they do, what they say when refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from kadrost.audit.models import Entry
from kadrost.roadmaps.models import Evidence, Report, Ruling
from tests.web.factories import CheckpointFactory, MeasureFactory, RequirementFactory, TargetFactory
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db
RULINGS: dict[str, dict[str, Any]] = {
    "accept": {"ground": "Видно на сайте"},
    "return": {"ground": "Нет подписи"},
    "extend": {"ground": "Поставка задержана", "document": "письмо № 7", "due_on": "2027-04-20"},
    "remove": {"ground": "Мероприятие отменено", "document": "решение № 1"},
}


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def address_of(scene: Scene, act: str) -> str:
    return f"/checkpoints/{scene.checkpoint.pk}/{act}/"


def send(scene: Scene, act: str, who: str | None, **data: Any) -> HttpResponse:
    return client_of(scene.people[who] if who else None).post(address_of(scene, act), data)


def pdf(name: str = "Приказ.pdf", content: bytes = b"%PDF-1.4 sample") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def report(scene: Scene, who: str = "executor", **data: Any) -> HttpResponse:
    return send(scene, "report", who, **{"claim": "done", "words": "Список готов", "version": 1, **data})


def test_an_executor_reports_with_figures_and_documents(scene: Scene) -> None:
    target, asked = TargetFactory(measure=scene.measure), RequirementFactory(measure=scene.measure)
    page = text_of(client_of(scene.people["executor"]).get(address_of(scene, "report")))
    for words in ("не менее 12 мастерских", "Единица: мастерская.", "Требуется: приказ об утверждении списка"):
        assert words in page
    assert page.count("button-primary") == 1
    response = report(
        scene,
        **{
            f"figure_{target.pk}": "12,5",
            "document0-requirement": str(asked.pk),
            "document0-kind": "приказ",
            "document0-number": "15",
            "document0-dated_on": "2027-03-01",
            "document0-signer": "Директор",
            "document0-file": pdf(),
            "document1-kind": "новость",
            "document1-link": "https://example.org/news",
        },
    )
    assert (response.status_code, response["Location"]) == (302, f"/measures/{scene.measure.pk}/")
    handed_in = Report.objects.get()
    assert [str(figure.value) for figure in handed_in.figures.all()] == ["12.5000"]
    assert list(handed_in.evidence.values_list("kind", "number", "signer", "requirement", "file_name", "link")) == [
        ("приказ", "15", "Директор", asked.pk, "Приказ.pdf", ""),
        ("новость", "", "", None, "", "https://example.org/news"),
    ]


@pytest.mark.parametrize("who", ["stranger", "controller", "coordinator", "auditor", "administrator"])
def test_others_do_not_report(scene: Scene, who: str) -> None:
    assert client_of(scene.people[who]).get(address_of(scene, "report")).status_code == 403
    assert report(scene, who).status_code == 403
    assert (Report.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize("act", ["report", *RULINGS])
def test_the_public_signs_in_first(scene: Scene, act: str) -> None:
    address = address_of(scene, act)
    assert client_of(None).get(address)["Location"] == f"/sign-in?next={address}"
    assert send(scene, act, None, version=1).status_code == 302
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("act", ["report", *RULINGS])
def test_what_does_not_exist_is_not_found(scene: Scene, act: str) -> None:
    assert client_of(scene.people["controller"]).get(f"/checkpoints/999999/{act}/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": " "}, "Что сделано"),
        ({"claim": "maybe"}, "Результат"),
        ({"document0-kind": "приказ"}, "приказ: нет ни файла, ни ссылки."),
        ({"document0-file": pdf(), "words": " "}, "Что сделано"),
        ({"words": "я" * 4_001}, "не более 4000 знаков, сейчас 4001"),
        ({"claim": ""}, "Результат"),
        ({"document0-kind": "приказ", "document0-file": pdf("вирус.exe")}, "такого вида не принимается"),
        ({"document0-kind": "сайт", "document0-link": "javascript:alert(1)"}, "или ссылка"),
        ({"document0-dated_on": "31 февраля", "document0-kind": "приказ"}, "Дата документа"),
    ],
)
def test_a_refused_report_keeps_what_was_typed(scene: Scene, wrong: dict[str, Any], said: str) -> None:
    response = report(scene, **{"words": "Мои длинные слова", **wrong})
    page = text_of(response)
    assert response.status_code == 422
    assert said in page
    if "words" not in wrong:
        assert "Мои длинные слова</textarea>" in page
    if "document0-file" in wrong:
        assert "Файлы браузер не запоминает" in page
    assert (Report.objects.count(), Evidence.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_a_stale_report_keeps_its_words_and_counts_from_now(scene: Scene) -> None:
    report(scene)
    late = report(scene, words="Слова второго")
    page = text_of(late)
    assert late.status_code == 409
    assert "Слова второго</textarea>" in page
    assert "Список готов" in page
    assert 'name="version" value="2"' in page
    assert Report.objects.count() == 1


@pytest.mark.parametrize("act", RULINGS)
@pytest.mark.parametrize("who", ["executor", "stranger", "coordinator", "auditor", "foreign_controller"])
def test_only_the_plan_s_controller_rules(scene: Scene, act: str, who: str) -> None:
    report(scene)
    assert client_of(scene.people[who]).get(address_of(scene, act)).status_code == 403
    assert send(scene, act, who, version=2, **RULINGS[act]).status_code == 403
    assert (Ruling.objects.count(), Entry.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("act", "state"), [("accept", "accepted"), ("return", "returned"), ("extend", "reported"), ("remove", "removed")]
)
def test_the_controller_rules(scene: Scene, act: str, state: str) -> None:
    report(scene)
    page = text_of(client_of(scene.people["controller"]).get(address_of(scene, act)))
    assert "Список готов" in page
    assert "только слова" in page
    assert page.count("button-primary") == 1
    assert send(scene, act, "controller", version=2, **RULINGS[act]).status_code == 302
    scene.checkpoint.refresh_from_db()
    assert scene.checkpoint.state == state
    assert Ruling.objects.get().ground == RULINGS[act]["ground"]


def test_an_extension_shows_both_terms(scene: Scene) -> None:
    send(scene, "extend", "controller", version=1, **RULINGS["extend"])
    page = text_of(client_of(None).get(f"/measures/{scene.measure.pk}/"))
    assert "20 апреля 2027" in page
    assert "первоначальный срок 20.03.2027" in page


@pytest.mark.parametrize("act", RULINGS)
def test_a_ruling_on_a_stale_page_is_not_carried_out(scene: Scene, act: str) -> None:
    report(scene)
    response = send(scene, act, "controller", version=1, **RULINGS[act])
    assert response.status_code == 409
    assert RULINGS[act]["ground"] in text_of(response)
    assert Ruling.objects.count() == 0


@pytest.mark.parametrize("act", ["return", "extend", "remove"])
def test_a_ruling_without_its_ground_is_asked_for_it(scene: Scene, act: str) -> None:
    report(scene)
    assert send(scene, act, "controller", version=2, **RULINGS[act] | {"ground": " "}).status_code == 422
    assert Ruling.objects.count() == 0


def test_acceptance_without_documents_asks_for_a_ground(scene: Scene) -> None:
    RequirementFactory(measure=scene.measure)
    report(scene)
    page = text_of(client_of(scene.people["controller"]).get(address_of(scene, "accept")))
    assert "Основание, по которому результат принимается без документов" in page
    assert "приказ об утверждении списка" in page
    assert send(scene, "accept", "controller", version=2).status_code == 422
    assert send(scene, "accept", "controller", version=2, ground="Видно на сайте").status_code == 302
    assert Ruling.objects.get().ground == "Видно на сайте"


def test_documents_are_added_to_a_report_later(scene: Scene) -> None:
    report(scene)
    address = f"/reports/{Report.objects.get().pk}/documents/"
    data = {"version": 2, "document0-kind": "приказ", "document0-link": "https://example.org/1"}
    assert client_of(None).post(address, data).status_code == 302
    for who in ("stranger", "controller", "auditor"):
        assert client_of(scene.people[who]).post(address, data).status_code == 403
    client = client_of(scene.people["executor"])
    assert client.post(address, {"version": 2}).status_code == 422
    assert Evidence.objects.count() == 0
    assert client.post(address, data).status_code == 302
    assert Evidence.objects.get().report == Report.objects.get()
    assert "только слова" not in text_of(client.get(f"/measures/{scene.measure.pk}/"))


def test_evidence_is_given_only_to_those_with_a_role_and_only_as_a_file(scene: Scene) -> None:
    report(
        scene, **{"document0-kind": "приказ", "document0-file": pdf('отчёт "год".pdf', b"<script>alert(1)</script>")}
    )
    evidence = Evidence.objects.get()
    address = f"/evidence/{evidence.pk}/file"
    assert client_of(None).get(address).status_code == 302
    response = client_of(scene.people["stranger"]).get(address)
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; filename")
    page = text_of(client_of(scene.people["stranger"]).get(f"/measures/{scene.measure.pk}/"))
    assert f"SHA-256 {evidence.sha256}" in page


def test_a_link_is_not_a_file(scene: Scene) -> None:
    report(scene, **{"document0-kind": "сайт", "document0-link": "https://example.org"})
    address = f"/evidence/{Evidence.objects.get().pk}/file"
    assert client_of(scene.people["auditor"]).get(address).status_code == 404


def test_other_measures_stay_as_they_are(scene: Scene) -> None:
    other = CheckpointFactory(measure=MeasureFactory(plan=scene.plan))
    assert client_of(scene.people["executor"]).get(f"/checkpoints/{other.pk}/report/").status_code == 403
    report(scene)
    other.refresh_from_db()
    assert (other.state, other.due_on) == ("awaiting", date(2027, 3, 20))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kadrost.roadmaps.forms.checkpoints.MOST_BYTES", 1024 * 1024)
    page = text_of(client_of(scene.people["executor"]).get(address_of(scene, "report")))
    assert "До 1 МБ: pdf, docx" in page
    response = report(scene, **{"document0-kind": "приказ", "document0-file": pdf(content=b"x" * (1024 * 1024 + 1))})
    assert response.status_code == 422
    assert "слишком велик: 1,0 МБ" in text_of(response)
    assert Report.objects.count() == 0


def test_a_file_alone_is_a_document(scene: Scene) -> None:
    assert report(scene, **{"document0-file": pdf()}).status_code == 302
    assert Evidence.objects.get().kind == "Документ"


def test_a_document_asked_for_is_known_before_it_is_given(scene: Scene) -> None:
    asked = RequirementFactory(measure=scene.measure)
    page = text_of(client_of(scene.people["executor"]).get(address_of(scene, "report")))
    assert 'name="document0-kind" value="Приказ"' in page
    assert 'name="document0-title" value="Приказ об утверждении списка"' in page
    known = {"document0-requirement": asked.pk, "document0-kind": "Приказ"}
    report(scene, **known, **{"document0-title": "Приказ об утверждении списка"})
    assert (Report.objects.count(), Evidence.objects.count()) == (1, 0)


def test_no_result_is_claimed_beforehand(scene: Scene) -> None:
    page = text_of(client_of(scene.people["executor"]).get(address_of(scene, "report")))
    assert "checked" not in page[page.index('name="claim"') : page.index('name="words"')]
    assert report(scene, claim="").status_code == 422


@pytest.mark.parametrize(
    ("target", "figure", "said"),
    [
        ({"text": "не менее 65 %", "unit": "%", "value": 65}, "-5", "Число не может быть меньше нуля."),
        ({"text": "не менее 65 %", "unit": "%", "value": 65}, "650", "Доля не может быть больше 100 %."),
        ({"text": "рост не менее 5 %", "unit": "%", "value": 5}, "-5", ""),
        ({"text": "не менее 105 %", "unit": "%", "value": 105}, "110", ""),
        ({}, "-1", "Число не может быть меньше нуля."),
        ({}, "1" * 30, "Слишком длинное число: не более 18 цифр."),
        ({}, "много", "Напишите число, например 12 или 12,5."),
    ],
)
def test_a_figure_that_cannot_be_is_refused_in_words(
    scene: Scene, target: dict[str, Any], figure: str, said: str
) -> None:
    made = TargetFactory(measure=scene.measure, **target)
    response = report(scene, **{f"figure_{made.pk}": figure})
    assert response.status_code == (422 if said else 302)
    assert said in text_of(response)


def test_a_contradicted_claim_asks_the_controller_for_a_ground(scene: Scene) -> None:
    target = TargetFactory(
        measure=scene.checkpoint.measure, text="не менее 65 %", operator=">=", value=Decimal(65), unit="%"
    )
    report(scene, claim="done", **{f"figure_{target.pk}": "38"})
    address = f"/checkpoints/{scene.checkpoint.pk}/accept/"
    controller = client_of(scene.people["controller"])
    assert "Основание, по которому результат всё же принимается" in text_of(controller.get(address))
    refused = controller.post(address, {"version": 2, "ground": ""})
    assert refused.status_code == 422
    assert "Заполните это поле." in text_of(refused)
    scene.checkpoint.refresh_from_db()
    assert scene.checkpoint.state == "contradicted"
    assert controller.post(address, {"version": 2, "ground": "Филиал не учтён, справка № 4"}).status_code == 302
    scene.checkpoint.refresh_from_db()
    assert scene.checkpoint.state == "accepted"


def test_a_claim_that_its_figure_contradicts_is_told_to_both(scene: Scene) -> None:
    scene.measure.expected_result = "Порядок утверждён; загрузка мастерских не менее 65 %. Сведения собраны"
    scene.measure.save()
    target = TargetFactory(measure=scene.measure, text="не менее 65 %", unit="%", value=65)
    client = client_of(scene.people["executor"])
    data = {"claim": "done", "words": "Готово", "version": 1, f"figure_{target.pk}": "38"}
    said = "ниже целевого: 38 % при «не менее 65 %»"
    assert f"а показатель {said}." in text_of(client.post(address_of(scene, "report"), data, follow=True))
    page = text_of(client_of(scene.people["controller"]).get(address_of(scene, "accept")))
    assert f"Отчёт говорит «выполнено», а показатель {said}." in page
    assert "light-contradicted" in page
    assert "загрузка мастерских не менее 65 %; сообщено <b>38 %</b>" in page
    report(scene, version=2, claim="partly", **{f"figure_{target.pk}": "40"})
    page = text_of(client_of(scene.people["controller"]).get(address_of(scene, "accept")))
    assert "Отчёт говорит «выполнено»" not in page
    assert "ниже целевого: 40 %" in page


def test_a_second_report_is_told_of_the_first(scene: Scene) -> None:
    client = client_of(scene.people["executor"])
    assert "Отчёт уже подан" not in text_of(client.get(address_of(scene, "report")))
    report(scene)
    assert "Отчёт уже подан 10.03.2027 и ждёт решения контролёра." in text_of(client.get(address_of(scene, "report")))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2027-03-09", "не позже прежнего"),
        ("2037-03-11", "Срок 11.03.2037 слишком далёк."),
        ("2199-01-01", "Срок 01.01.2199 слишком далёк."),
        ("2029-01-01", "позже конца плана (31.12.2027) больше чем на год"),
    ],
)
def test_a_strange_term_is_not_taken(scene: Scene, day: str, said: str) -> None:
    response = send(scene, "extend", "controller", version=1, **RULINGS["extend"] | {"due_on": day})
    assert response.status_code == 422
    assert said in text_of(response)


def test_a_term_that_has_passed_is_not_given_again(scene: Scene) -> None:
    scene.checkpoint.due_on = date(2027, 3, 1)
    scene.checkpoint.save()
    response = send(scene, "extend", "controller", version=1, **RULINGS["extend"] | {"due_on": "2027-03-05"})
    assert "Срок 05.03.2027 уже прошёл." in text_of(response)


def test_a_far_term_is_taken_once_confirmed(scene: Scene) -> None:
    far = RULINGS["extend"] | {"due_on": "2029-01-01"}
    page = text_of(send(scene, "extend", "controller", version=1, **far))
    assert 'type="checkbox" name="is_far_confirmed"' in page
    assert send(scene, "extend", "controller", version=1, is_far_confirmed="on", **far).status_code == 302
    scene.checkpoint.refresh_from_db()
    assert scene.checkpoint.due_on == date(2029, 1, 1)


def test_a_closed_checkpoint_has_no_live_form(scene: Scene) -> None:
    report(scene)
    send(scene, "accept", "controller", version=2, ground="Видно на сайте")
    for who, act in (
        ("executor", "report"),
        ("controller", "accept"),
        ("controller", "extend"),
        ("controller", "remove"),
    ):
        response = client_of(scene.people[who]).get(address_of(scene, act), follow=True)
        assert response.redirect_chain == [(f"/measures/{scene.measure.pk}/", 302)]
        assert "Решение уже принято: принято." in text_of(response)
    assert client_of(scene.people["controller"]).get(address_of(scene, "return")).status_code == 200
