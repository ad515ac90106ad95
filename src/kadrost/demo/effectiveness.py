"""Two analyses of the effectiveness of the demo's plan: of the first half-year, approved; of the third quarter, open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from kadrost.accounts.models import User
from kadrost.region.domain.people import acting_on
from kadrost.roadmaps.domain.effectiveness.correcting import accepted_changes, begin_correction
from kadrost.roadmaps.domain.effectiveness.deciding import decide_proposal, say_opinion
from kadrost.roadmaps.domain.effectiveness.facts import Period
from kadrost.roadmaps.domain.effectiveness.making import approve_analysis, make_analysis
from kadrost.roadmaps.models import CorrectionProposal, EffectivenessAnalysis, Plan

HALF_YEAR: Final = Period(date(2026, 1, 1), date(2026, 6, 30), date(2026, 10, 5))
QUARTER: Final = Period(date(2026, 7, 1), date(2026, 9, 30), date(2026, 11, 16))
CORRECTED_ON: Final = date(2026, 10, 19)
CONCLUSION: Final = (
    "Большая часть сроков полугодия выдержана. Опаздывают мероприятия, где результат зависит от поставок и согласований: "
    "сроки по ним переносятся. Молчащие исполнители опрошены, исключать мероприятия рано."
)
REASONS: Final = {
    CorrectionProposal.Kind.STRIKE: "Исполнитель приступает во втором полугодии, мероприятие остаётся.",
    CorrectionProposal.Kind.WORDING: "Число назовёт рабочая группа, вернёмся в следующем анализе.",
    CorrectionProposal.Kind.EXECUTOR: "Организация определяется на странице «Кто эти исполнители».",
}
State = CorrectionProposal.State


def play_effectiveness(*, plan: Plan, people: Mapping[str, User], today: date) -> None:
    """Make, decide and approve the first analysis, begin the second, as far as `today` allows."""
    if today < HALF_YEAR.day:
        return
    analysis = _make(plan, people, HALF_YEAR)
    coordinator = acting_on(people["koordinator"], HALF_YEAR.day)
    for proposal in _proposals(analysis):
        reason = REASONS.get(CorrectionProposal.Kind(proposal.kind), "")
        if proposal.wants_words and not reason:
            reason = "Слова подготовит исполнитель."
        decide_proposal(
            proposal=proposal, decision=State.REFUSED if reason else State.ACCEPTED, words=reason, acting=coordinator,
            version=proposal.version, today=HALF_YEAR.day,
        )  # fmt: skip
    analysis.refresh_from_db()
    approve_analysis(
        analysis=analysis, conclusion=CONCLUSION, acting=coordinator, version=analysis.version, today=HALF_YEAR.day
    )
    if today < QUARTER.day:
        return
    following = _make(plan, people, QUARTER)
    _let_the_college_speak(following, people)
    if today >= CORRECTED_ON and any(accepted_changes(analysis)):
        coordinator = acting_on(people["koordinator"], CORRECTED_ON)
        begin_correction(analysis=analysis, acting=coordinator, today=CORRECTED_ON)


def _make(plan: Plan, people: Mapping[str, User], period: Period) -> EffectivenessAnalysis:
    coordinator = acting_on(people["koordinator"], period.day)
    return make_analysis(plan=plan, period=period, acting=coordinator, today=period.day)


def _proposals(analysis: EffectivenessAnalysis) -> list[CorrectionProposal]:
    return list(CorrectionProposal.objects.filter(line__analysis=analysis).select_related("line__analysis__plan"))


def _let_the_college_speak(analysis: EffectivenessAnalysis, people: Mapping[str, User]) -> None:
    executor = acting_on(people["kolledzh"], QUARTER.day)
    mine = set().union(*executor.organisations.values())
    for proposal in _proposals(analysis):
        if mine & set(proposal.line.facts["bodies"]):
            say_opinion(
                proposal=proposal, words="Согласны: оборудование пришло позже, чем договаривались.", acting=executor,
                today=QUARTER.day,
            )  # fmt: skip
            return
