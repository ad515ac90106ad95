"""An analysis from making to what became of its corrections: decided, frozen, made an edition, attached."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kadrost.audit.models import Entry
from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.editions.difference import difference_of
from kadrost.roadmaps.domain.effectiveness.attaching import attach_report, checkpoints_asking
from kadrost.roadmaps.domain.effectiveness.correcting import begin_correction
from kadrost.roadmaps.domain.effectiveness.deciding import decide_proposal, reword_proposal, say_opinion
from kadrost.roadmaps.domain.effectiveness.facts import Period
from kadrost.roadmaps.domain.effectiveness.making import (
    abandon_analysis,
    approve_analysis,
    make_analysis,
    recount_analysis,
)
from kadrost.roadmaps.domain.effectiveness.outcome import outcomes_of
from kadrost.roadmaps.domain.effectiveness.reading import is_intact, lines_of
from kadrost.roadmaps.domain.effectiveness.thresholds import change_thresholds, thresholds_of
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.models import (
    AnalysedMeasure,
    CorrectionProposal,
    EditionRow,
    EffectivenessAnalysis,
    Measure,
)
from kadrost.roadmaps.papers.effectiveness import analysis_paper
from tests.roadmaps.domain.conftest import Scene
from tests.roadmaps.effectiveness.plays import HALF, Play, measure_in, point
from tests.web.factories import RequirementFactory

pytestmark = pytest.mark.django_db
State = CorrectionProposal.State


def by(scene: Scene, who: str = "coordinator", day: date = HALF.day) -> dict[str, Any]:
    return {"acting": acting_on(scene.people[who], day), "today": day}


def made(scene: Scene, period: Period = HALF) -> EffectivenessAnalysis:
    return make_analysis(plan=scene.plan, period=period, **by(scene, day=period.day))


def proposals(analysis: EffectivenessAnalysis, measure: Measure | None = None) -> list[CorrectionProposal]:
    found = CorrectionProposal.objects.filter(line__analysis=analysis).select_related("line__analysis__plan")
    return list(found.filter(line__measure=measure) if measure else found)


def decide(scene: Scene, proposal: CorrectionProposal, decision: State = State.ACCEPTED, words: str = "так") -> None:
    fresh = CorrectionProposal.objects.select_related("line__analysis__plan").get(pk=proposal.pk)
    decide_proposal(proposal=fresh, decision=decision, words=words, version=fresh.version, **by(scene))


def approved(scene: Scene, analysis: EffectivenessAnalysis, day: date = HALF.day) -> EffectivenessAnalysis:
    analysis.refresh_from_db()
    return approve_analysis(
        analysis=analysis, conclusion="Сроки держатся.", version=analysis.version, **by(scene, day=day)
    )


def reworded(scene: Scene, proposal: CorrectionProposal, **fields: str) -> CorrectionProposal:
    return reword_proposal(proposal=proposal, fields=fields, words="", version=proposal.version, **by(scene))


def test_an_analysis_changes_nothing_of_the_plan_and_is_journalled(scene: Scene) -> None:
    before = list(Measure.objects.values())
    analysis = made(scene)
    assert list(Measure.objects.values()) == before
    assert (analysis.state, analysis.edition, analysis.thresholds["late_days"]) == ("open", 1, 10)
    entry = Entry.objects.get(object_type="roadmaps.effectivenessanalysis")
    assert (entry.action, entry.object_key) == ("make_analysis", str(analysis.pk))
    with pytest.raises(ControlRefused, match="уже готовится"):
        made(scene)


@pytest.mark.parametrize("who", ["controller", "executor", "auditor", "foreign_coordinator"])
def test_others_make_no_analysis(scene: Scene, who: str) -> None:
    with pytest.raises(PermissionRefused):
        make_analysis(plan=scene.plan, period=HALF, **by(scene, who))
    assert not EffectivenessAnalysis.objects.exists()


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(date(2027, 6, 1), date(2027, 1, 1), HALF.day), "позже его конца"),
        (Period(HALF.first, HALF.last, HALF.day + timedelta(days=1)), "ещё не наступил"),
        (Period(HALF.first, HALF.last, date(2026, 12, 1)), "раньше периода"),
    ],
)
def test_days_that_make_no_sense_are_refused(scene: Scene, period: Period, words: str) -> None:
    with pytest.raises(ControlRefused, match=words):
        make_analysis(plan=scene.plan, period=period, **by(scene))


def test_every_proposal_is_decided_before_approval_and_a_refusal_gives_its_reason(scene: Scene) -> None:
    analysis = made(scene)
    (ask,) = proposals(analysis)
    with pytest.raises(ControlRefused, match="Не решено предложений: 1"):
        approved(scene, analysis)
    with pytest.raises(ControlRefused, match="Почему отклонено"):
        decide(scene, ask, State.REFUSED, "")
    decide(scene, ask, State.REFUSED, "исполнитель болел")
    with pytest.raises(StaleVersion):
        decide_proposal(proposal=ask, decision=State.ACCEPTED, words="", version=1, **by(scene))
    done = approved(scene, analysis)
    assert (done.state, done.approved_on, len(done.digest)) == ("approved", HALF.day, 64)
    with pytest.raises(ControlRefused, match="уже не готовится"):
        decide(scene, ask)
    with pytest.raises(ControlRefused, match="уже не готовится"):
        abandon_analysis(analysis=done, version=done.version, **by(scene))


def test_an_approved_analysis_says_the_same_years_later(scene: Scene) -> None:
    analysis = made(scene)
    for one in proposals(analysis):
        decide(scene, one)
    analysis = approved(scene, analysis)
    acting = acting_on(scene.people["coordinator"], HALF.day)
    paper = analysis_paper(analysis, lines_of(analysis, acting, whole=True))
    play = Play(scene)
    play.report(scene.checkpoint, date(2027, 8, 1))
    play.accept(scene.checkpoint, date(2027, 8, 2))
    Measure.objects.update(title="Иначе", number="99")
    again = EffectivenessAnalysis.objects.select_related("plan__act", "previous").get(pk=analysis.pk)
    assert analysis_paper(again, lines_of(again, acting, whole=True)) == paper
    assert is_intact(again)
    AnalysedMeasure.objects.update(number="1.0")
    assert not is_intact(again)


def test_counting_anew_keeps_what_was_decided_of_the_same(scene: Scene) -> None:
    analysis = made(scene)
    decide(scene, proposals(analysis)[0], words="спросить")
    analysis.refresh_from_db()
    recount_analysis(analysis=analysis, version=analysis.version, **by(scene))
    (kept,) = proposals(analysis)
    assert (kept.state, kept.words) == ("accepted", "спросить")
    change_thresholds(territory=scene.plan.territory, wanted={"silent_points": 3}, version=0, **by(scene))
    analysis.refresh_from_db()
    recount_analysis(analysis=analysis, version=analysis.version, **by(scene))
    assert proposals(analysis) == []
    assert thresholds_of(scene.plan.territory_id)["silent_points"] == 3


def test_thresholds_have_bounds_and_keepers(scene: Scene) -> None:
    territory = scene.plan.territory
    with pytest.raises(ControlRefused, match="не подходит"):
        change_thresholds(territory=territory, wanted={"late_days": 0}, version=0, **by(scene))
    with pytest.raises(PermissionRefused):
        change_thresholds(territory=territory, wanted={"late_days": 5}, version=0, **by(scene, "controller"))
    change_thresholds(territory=territory, wanted={"late_days": 5}, version=0, **by(scene))
    with pytest.raises(StaleVersion):
        change_thresholds(territory=territory, wanted={"late_days": 6}, version=0, **by(scene))


def test_accepted_corrections_become_rows_that_wait_in_the_next_edition(scene: Scene) -> None:
    again = measure_in(scene)
    other = measure_in(scene, title="Провести смотр мастерских", expected_result="Смотр проведён", number="5")
    point(other, date(2027, 4, 1))
    analysis = made(scene)
    merge = next(one for one in proposals(analysis, again) if one.kind == "merge")
    decide(scene, merge)
    asked = proposals(analysis, other)[0]
    with pytest.raises(KadrostError, match="не понят"):
        reworded(scene, asked, due_text="когда-нибудь потом")
    with pytest.raises(ControlRefused, match="те же"):
        reworded(scene, asked, title=other.title)
    moved = reworded(scene, asked, due_text="до 31 августа 2027 года", title=other.title)
    assert moved.change["words"] == {"due_text": "до 31 августа 2027 года"}
    assert (moved.state, moved.is_mended) == ("accepted", True)
    for one in proposals(analysis, scene.measure):
        decide(scene, one, State.REFUSED, "нет")
    with pytest.raises(ControlRefused, match="не утверждён"):
        begin_correction(analysis=analysis, **by(scene))
    draft = begin_correction(analysis=approved(scene, analysis), **by(scene))
    rows = {view.measure.pk: view for view in difference_of(draft).rows if view.measure}
    assert {pk: view.kind for pk, view in rows.items()} == {
        scene.measure.pk: "same", again.pk: "gone", other.pk: "changed"
    }  # fmt: skip
    assert [change.field for change in rows[other.pk].changes] == ["due_text"]
    assert all(view.is_open for view in rows.values() if view.kind != "same")
    assert rows[again.pk].row.ground.startswith("Объединить с другим: так")
    assert set(draft.rows.values_list("verdict", flat=True)) == {EditionRow.Verdict.PENDING}
    entry = Entry.objects.get(action="begin_edition")
    assert entry.ground == "Анализ эффективности за 01.01.2027 – 30.06.2027 на 10.07.2027"
    analysis.refresh_from_db()
    with pytest.raises(ControlRefused, match="уже есть редакция"):
        begin_correction(analysis=analysis, **by(scene))


def test_what_became_of_a_correction_is_what_the_next_analysis_found(scene: Scene) -> None:
    first = made(scene)
    for one in proposals(first):
        decide(scene, one)
    first = approved(scene, first)
    assert outcomes_of(scene.plan, [first])[first.pk][1][0].turn == "unseen"
    play, later = Play(scene), point(scene.measure, date(2027, 9, 20))
    play.report(later, date(2027, 9, 10))
    play.accept(later, date(2027, 9, 12))
    year = Period(date(2027, 7, 1), date(2027, 12, 31), date(2028, 1, 12))
    second = approved(scene, made(scene, year), year.day)
    assert second.previous == first
    (outcome,) = outcomes_of(scene.plan, [first, second])[first.pk][1]
    assert (outcome.before, outcome.after, outcome.turn) == ((0, 1), (1, 1), "better")


def test_an_executor_speaks_of_its_own_measures_only(scene: Scene) -> None:
    (ask,) = proposals(made(scene))
    with pytest.raises(PermissionRefused):
        say_opinion(proposal=ask, words="согласны", **by(scene, "stranger"))
    say_opinion(proposal=ask, words="согласны", **by(scene, "executor"))
    opinion = say_opinion(proposal=ask, words="не согласны", **by(scene, "executor"))
    assert [one.words for one in ask.opinions.all()] == ["не согласны"]
    assert opinion.organisation == scene.body


def test_the_report_is_attached_once_where_it_is_asked_for(scene: Scene) -> None:
    RequirementFactory(measure=scene.measure, text="Аналитический отчёт по итогам полугодия")
    analysis = made(scene)
    acting: Acting = by(scene)["acting"]
    (asking,) = checkpoints_asking(analysis, acting, today=HALF.day)
    assert asking == scene.checkpoint
    with pytest.raises(ControlRefused, match="не утверждён"):
        attach_report(analysis=analysis, checkpoint=asking, content=b"docx", **by(scene))
    for one in proposals(analysis):
        decide(scene, one)
    analysis = approved(scene, analysis)
    evidence = attach_report(analysis=analysis, checkpoint=asking, content=b"docx", **by(scene))
    assert (evidence.kind, evidence.requirement.text) == (  # type: ignore[union-attr]
        "Аналитический отчёт", "Аналитический отчёт по итогам полугодия"
    )  # fmt: skip
    with pytest.raises(ControlRefused, match="уже приложен"):
        attach_report(analysis=analysis, checkpoint=asking, content=b"docx", **by(scene))
    with pytest.raises(PermissionRefused):
        attach_report(analysis=analysis, checkpoint=asking, content=b"docx", **by(scene, "controller"))
