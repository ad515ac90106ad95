"""Plans side by side, people's word on pairs, and drafts into which measures are taken over."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from docx import Document

from kadrost.audit.models import Entry
from kadrost.reading.api import read_file
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.assessment.answering import AnswerDraft, answer_question
from kadrost.roadmaps.domain.comparison.deciding import decide_alignment
from kadrost.roadmaps.domain.comparison.plans import Comparison, compare_plans
from kadrost.roadmaps.domain.drafts.writing import (
    DraftWords,
    begin_draft,
    change_draft_measure,
    put_measure,
    take_out_measure,
    turn_draft,
    words_of_measure,
)
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.standard.errors import StandardRefused
from kadrost.roadmaps.models import Alignment, DraftMeasure, Plan, PlanDraft
from kadrost.roadmaps.templatetags.standard import marked_against
from tests.web.factories import TODAY
from tests.web.scene import client_of, queries_of, text_of
from tests.web.standard.conftest import Region

Verdict = Alignment.Verdict


def compared(region: Region, day: object = TODAY) -> Comparison:
    return compare_plans(region.plan, [region.second], day=day)  # type: ignore[arg-type]


def pairs(comparison: Comparison) -> list[tuple[str, str, bool]]:
    return [
        (row.measure.number, partner.measure.number, partner.is_confirmed)
        for row in comparison.rows
        for partners in row.partners
        for partner in partners
    ]


def decide(region: Region, verdict: Alignment.Verdict, who: str = "coordinator") -> Alignment:
    return decide_alignment(
        left=region.measure, right=region.twin, verdict=verdict, acting=region.acting(who), today=TODAY
    )


def test_equivalent_measures_are_proposed_and_the_rest_named(region: Region) -> None:
    comparison = compared(region)
    assert pairs(comparison) == [("1.1", "3", False)]
    assert [row.measure.number for row in comparison.alone] == ["2.1"]
    assert [measure.number for _, measures in comparison.beyond for measure in measures] == ["4"]
    assert comparison.waiting == 1


def test_a_persons_word_stays_and_is_journalled_on_both(region: Region) -> None:
    decide(region, Verdict.SAME)
    assert pairs(compared(region)) == [("1.1", "3", True)]
    assert pairs(compared(region, TODAY - timedelta(days=1))) == [("1.1", "3", False)]
    assert set(Entry.objects.filter(action="align").values_list("object_key", flat=True)) == {
        str(region.measure.pk),
        str(region.twin.pk),
    }
    decide(region, Verdict.DIFFERENT)
    assert pairs(compared(region)) == []
    assert Alignment.objects.count() == 1


def test_an_alignment_is_mended_by_another_pair(region: Region) -> None:
    decide_alignment(
        left=region.other, right=region.twin, verdict=Verdict.SAME, acting=region.acting("coordinator"), today=TODAY
    )
    assert pairs(compared(region)) == [("2.1", "3", True)]


def test_a_word_survives_an_edition_that_keeps_the_lineage(region: Region) -> None:
    decide(region, Verdict.SAME)
    region.measure.pk = None
    region.measure.plan = Plan.objects.exclude(pk__in=[region.plan.pk, region.second.pk]).first() or _next_edition(
        region
    )
    region.measure.section = None
    region.measure.save()
    assert pairs(compare_plans(region.measure.plan, [region.second], day=TODAY)) == [("1.1", "3", True)]


def _next_edition(region: Region) -> Plan:
    plan = Plan.objects.get(pk=region.plan.pk)
    plan.pk, plan.edition = None, 2
    plan.save()
    return plan


@pytest.mark.parametrize("who", ["executor", "controller", "auditor", "stranger", "far_away"])
def test_only_who_keeps_one_of_the_plans_decides(region: Region, who: str) -> None:
    with pytest.raises(PermissionRefused):
        decide(region, Verdict.SAME, who)
    assert not Alignment.objects.exists()
    assert not Entry.objects.exists()


def test_the_other_plans_keeper_decides_too(region: Region) -> None:
    assert decide(region, Verdict.SAME, "other_coordinator").decided_by_name


def test_measures_of_one_plan_are_not_compared(region: Region) -> None:
    with pytest.raises(StandardRefused, match="одного плана"):
        decide_alignment(
            left=region.measure, right=region.other, verdict=Verdict.SAME, acting=region.acting("coordinator"),
            today=TODAY,
        )  # fmt: skip


def test_words_that_the_other_has_not_are_marked_and_forms_of_one_word_are_not() -> None:
    marked = marked_against("Прогноз потребностей на семь лет", "прогнозы <потребности>")
    assert marked == 'Прогноз потребностей на <mark class="differs">семь</mark> <mark class="differs">лет</mark>'
    assert marked_against("<b>", "") == '&lt;<mark class="differs">b</mark>&gt;' or "&lt;" in marked_against("<b>", "")


def test_the_page_shows_pairs_and_takes_a_word(region: Region) -> None:
    client = client_of(region.people["coordinator"])
    address = f"{reverse('roadmaps-comparison')}?plan={region.plan.pk}&plan={region.second.pk}"
    page = text_of(client.get(address))
    assert "Ждут решения <b>1</b>" in page
    assert "предлагается:" in page
    answer = client.post(
        reverse("roadmaps-comparison-decide"),
        {"pair": f"same:{region.measure.pk}:{region.twin.pk}", "next": address},
    )
    assert answer.headers["Location"] == f"{address}#measure-{region.measure.pk}"
    assert "пара подтверждена" in text_of(client.get(address))
    outside = client.post(
        reverse("roadmaps-comparison-decide"),
        {"left": region.measure.pk, "right": region.twin.pk, "verdict": "different", "next": "https://example.org/"},
    )
    assert outside.headers["Location"].startswith("/standard/comparison/")
    for shown, words in (
        ("alone", "Стажировка мастеров"),
        ("beyond", "Издание сборника"),
        ("shared", "Таких мероприятий нет"),
    ):
        assert words in text_of(client.get(f"{address}&show={shown}"))


def test_the_public_reads_and_decides_nothing(region: Region) -> None:
    address = f"{reverse('roadmaps-comparison')}?plan={region.plan.pk}&plan={region.second.pk}"
    page = text_of(client_of(None).get(address))
    assert "Чужая карта" in page
    assert "verdict" not in page
    Plan.objects.filter(pk=region.second.pk).update(is_public=False)
    assert client_of(None).get(address).status_code == 404


def test_a_measure_is_held_beside_its_likeliest_partners(region: Region) -> None:
    address = reverse("roadmaps-comparison-measure", args=(region.measure.pk, region.second.pk))
    page = text_of(client_of(region.people["coordinator"]).get(address))
    assert "Предложенная пара: 3" in page
    assert "Издание сборника песен" in page
    same = reverse("roadmaps-comparison-measure", args=(region.measure.pk, region.plan.pk))
    assert client_of(region.people["coordinator"]).get(same).status_code == 404


def test_comparison_asks_no_more_than_fifteen_queries(region: Region) -> None:
    client = client_of(region.people["coordinator"])
    address = f"{reverse('roadmaps-comparison')}?plan={region.plan.pk}&plan={region.second.pk}"
    assert queries_of(client, address) <= 15
    one = reverse("roadmaps-comparison-measure", args=(region.measure.pk, region.second.pk))
    assert queries_of(client, one) <= 15


def draft_of(region: Region) -> PlanDraft:
    return begin_draft(
        title="Новая карта", territory=region.office.territory, coordinator=region.office,
        acting=region.acting("coordinator"), today=TODAY,
    )  # fmt: skip


def test_a_measure_is_taken_over_with_its_source(region: Region) -> None:
    draft = draft_of(region)
    made = put_measure(
        draft=draft, words=words_of_measure(region.twin), provision=None, source=region.twin,
        acting=region.acting("coordinator"), today=TODAY,
    )  # fmt: skip
    assert (made.title, made.due_text, made.executors) == (region.twin.title, "ежегодно, май", "")
    assert made.source_words == "Чужая карта, мероприятие 3"
    with pytest.raises(StandardRefused, match="уже в проекте"):
        put_measure(
            draft=draft, words=words_of_measure(region.twin), provision=None, source=region.twin,
            acting=region.acting("coordinator"), today=TODAY,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["executor", "controller", "auditor", "other_coordinator", "far_away"])
def test_only_its_coordinator_writes_a_draft(region: Region, who: str) -> None:
    draft = draft_of(region)
    before = Entry.objects.count()
    with pytest.raises(PermissionRefused):
        put_measure(
            draft=draft, words=DraftWords("Мероприятие"), provision=None, acting=region.acting(who), today=TODAY
        )
    with pytest.raises(PermissionRefused):
        begin_draft(
            title="x", territory=region.office.territory, coordinator=region.office, acting=region.acting(who),
            today=TODAY,
        )  # fmt: skip
    assert not DraftMeasure.objects.exists()
    assert Entry.objects.count() == before


def test_a_draft_is_changed_handed_over_and_taken_back(region: Region) -> None:
    draft, keeper = draft_of(region), region.acting("coordinator")
    with pytest.raises(StandardRefused, match="нет мероприятий"):
        turn_draft(draft=draft, into=PlanDraft.State.SENT, acting=keeper, version=1, today=TODAY)
    made = put_measure(draft=draft, words=DraftWords("Открыть мастерскую"), provision=None, acting=keeper, today=TODAY)
    words = DraftWords("Открыть две мастерские", due_text="2028 год")
    change_draft_measure(measure=made, words=words, provision=None, acting=keeper, version=1, today=TODAY)
    with pytest.raises(StaleVersion):
        change_draft_measure(measure=made, words=words, provision=None, acting=keeper, version=1, today=TODAY)
    turn_draft(draft=draft, into=PlanDraft.State.SENT, acting=keeper, version=1, today=TODAY)
    with pytest.raises(StandardRefused, match="передан на подпись"):
        take_out_measure(measure=made, acting=keeper, today=TODAY)
    turn_draft(draft=draft, into=PlanDraft.State.WRITTEN, acting=keeper, version=2, today=TODAY)
    take_out_measure(measure=made, acting=keeper, today=TODAY)
    assert not DraftMeasure.objects.exists()


def test_a_printed_draft_is_read_as_the_plan_it_is(region: Region, tmp_path: Path) -> None:
    draft, keeper = draft_of(region), region.acting("coordinator")
    client = client_of(region.people["coordinator"])
    put_measure(
        draft=draft, words=DraftWords("Открыть мастерскую", "Мастерская открыта", "до 1 мая 2028 года", "Колледж ремёсел", "Акт"),
        provision=None, acting=keeper, today=TODAY,
    )  # fmt: skip
    printed = client.get(reverse("roadmaps-draft-download", args=(draft.pk, "docx")))
    file = tmp_path / "draft.docx"
    file.write_bytes(printed.content)
    assert "ПРОЕКТ" in [paragraph.text for paragraph in Document(io.BytesIO(printed.content)).paragraphs]
    reading = read_file(file)
    assert [(item.title, item.result, item.due_text) for item in reading.items] == [
        ("Открыть мастерскую", "Мастерская открыта", "до 1 мая 2028 года")
    ]


def test_a_measure_is_made_of_a_gap_from_the_page(region: Region) -> None:
    draft = draft_of(region)
    opened = region.open_round()
    answer = answer_question(
        question=region.question(opened),
        draft=AnswerDraft(mark=1, ground="Заявки", gap="Нет методики", direction="Утвердить методику прогноза"),
        seen=None, acting=region.acting("executor"), today=TODAY,
    )  # fmt: skip
    client = client_of(region.people["coordinator"])
    address = f"{reverse('roadmaps-draft-put')}?answer={answer.pk}"
    page = text_of(client.get(address))
    assert "Утвердить методику прогноза" in page
    assert "пробел: Нет методики" in page
    done = client.post(
        address, {"draft": draft.pk, "title": "Утвердить методику", "provision": answer.question.provision_id}
    )
    assert done.headers["Location"] == reverse("roadmaps-draft", args=(draft.pk,))
    made = DraftMeasure.objects.get()
    assert (made.gap, made.provision.number) == (answer, 5)
    shown = text_of(client_of(region.people["auditor"]).get(reverse("roadmaps-draft", args=(draft.pk,))))
    assert "Самооценка за 2027 год, пробел: Нет методики" in shown
    assert "В проектах планов" in text_of(client.get(reverse("roadmaps-provision", args=(5,))))
    edit = reverse("roadmaps-draft-measure", args=(made.pk,))
    assert client.post(edit, {"version": "1", "title": "Утвердить и опубликовать методику"}).status_code == 302
    assert client.post(edit, {"version": "1", "title": "Иначе"}).status_code == 409
    assert client.post(reverse("roadmaps-draft-turn", args=(draft.pk,)), {"version": "1"}).status_code == 302
    refused = client.post(reverse("roadmaps-draft-measure-remove", args=(made.pk,)), follow=True)
    assert "передан на подпись" in text_of(refused)


def test_without_a_draft_the_page_says_to_begin_one(region: Region) -> None:
    client = client_of(region.people["coordinator"])
    assert "Сначала начните проект" in text_of(client.get(reverse("roadmaps-draft-put")))
    begun = client.post(
        reverse("roadmaps-draft-new"),
        {"title": "Карта", "territory": region.office.territory_id, "coordinator": region.office.pk},
    )
    assert begun.headers["Location"] == reverse("roadmaps-draft", args=(PlanDraft.objects.get().pk,))
    assert queries_of(client, reverse("roadmaps-drafts")) <= 15
