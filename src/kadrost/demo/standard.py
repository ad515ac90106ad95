"""The Standard in the demo region: ties of its plans, a closed and an open self-assessment, pairs, a draft of a plan."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from kadrost.accounts.models import User
from kadrost.demo.standard_words import DIRECTIONS, GAPS, GROUNDS
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.assessment.answering import AnswerDraft, answer_question
from kadrost.roadmaps.domain.assessment.rounds import (
    RoundFacts,
    assign_bodies,
    close_round,
    open_round,
    prepare_round,
    publish_round,
)
from kadrost.roadmaps.domain.comparison.deciding import decide_alignment
from kadrost.roadmaps.domain.comparison.plans import compare_plans
from kadrost.roadmaps.domain.drafts.writing import begin_draft, put_measure, words_of_gap, words_of_measure
from kadrost.roadmaps.domain.standard.serving import provisions_of, serves
from kadrost.roadmaps.domain.standard.tying import accept_proposals
from kadrost.roadmaps.models import Alignment, AssessmentAnswer, AssessmentRound, Measure, Plan

SEED = 20260202
ACCEPTED_FROM = 0.2
BODIES = (
    "economy", "industry", "education", "education", "labour", "education", "polytechnic", "industry", "labour",
    "education", "union", "education", "copp", "education",
)  # fmt: skip
"""Who answers for each of the 14 provisions, in order."""
LOGINS = {
    "economy": "mineconom", "education": "minobr", "labour": "mintrud",
    "polytechnic": "kolledzh", "industry": "minprom", "union": "soyuz", "copp": "copp",
}  # fmt: skip
FIRST = (date(2026, 1, 19), date(2026, 1, 26), date(2026, 2, 27))
SECOND = (date(2026, 10, 26), date(2026, 11, 2), date(2026, 12, 15))


class StandardHistory:
    """Plays what the region did with the Standard up to `today`, by the functions that people's clicks call."""

    def __init__(
        self,
        *,
        plans: Sequence[Plan],
        territory: Territory,
        bodies: Mapping[str, Organisation],
        people: Mapping[str, User],
        today: date,
    ) -> None:
        self.plans, self.territory, self.bodies, self.people, self.today = plans, territory, bodies, people, today
        self.random = random.Random(SEED)  # noqa: S311 a repeatable play, no secret

    def play(self) -> None:
        """Ties, two rounds, pairs of the two first plans, and a draft: what has happened by today."""
        for plan in self.plans:
            taken_on = plan.under_control_since + timedelta(days=2)
            if taken_on <= self.today:
                accept_proposals(plan=plan, threshold=ACCEPTED_FROM, **self._keeper(taken_on))
        if FIRST[2] <= self.today:
            self._close(self._open("Самооценка за 2025 год", 2025, FIRST, share=1.0))
        if SECOND[1] <= self.today:
            latest = self._open("Самооценка за 2026 год", 2026, SECOND, share=0.6)
            self._draft(latest)
        if len(self.plans) > 1:
            self._pair(self.plans[0], self.plans[-1])

    def _open(self, title: str, year: int, days: tuple[date, date, date], *, share: float) -> AssessmentRound:
        made_on, opened_on, due_on = days
        facts = RoundFacts(title, date(year, 1, 1), date(year, 12, 31), due_on, self.bodies["education"])
        assessment = prepare_round(territory=self.territory, facts=facts, **self._keeper(made_on))
        named = {number: {self._body(number).pk} for number in range(1, len(BODIES) + 1)}
        assign_bodies(assessment=assessment, bodies=named, version=assessment.version, **self._keeper(made_on))
        assessment.refresh_from_db()
        open_round(assessment=assessment, version=assessment.version, **self._keeper(opened_on))
        for provision in provisions_of(assessment.edition):
            if self.random.random() <= share:
                self._answer(assessment, provision.number, opened_on)
        assessment.refresh_from_db()
        return assessment

    def _answer(self, assessment: AssessmentRound, number: int, opened_on: date) -> None:
        day = min(self.today, opened_on + timedelta(days=self.random.randint(1, 16)))
        acting = acting_on(self.people[LOGINS[BODIES[number - 1]]], day)
        cited = Measure.objects.filter(serves([number]), plan__in=self.plans).order_by("plan", "position")
        measures = list(cited.values_list("pk", flat=True)[:2])
        is_later = assessment.period_from.year > FIRST[0].year - 1
        for question in assessment.questions.filter(provision__number=number):
            mark = self.random.choice((1, 2, 2, 3, 3) if is_later else (0, 1, 1, 2, 3))
            draft = AnswerDraft(
                mark=mark,
                ground=GROUNDS[mark],
                gap="" if mark == AssessmentAnswer.Mark.WORKING else GAPS[number - 1],
                direction="" if mark == AssessmentAnswer.Mark.WORKING else DIRECTIONS[number - 1],
                measures=measures,
            )
            answer_question(question=question, draft=draft, seen=None, acting=acting, today=day)

    def _close(self, assessment: AssessmentRound) -> None:
        keeper = self._keeper(FIRST[2])
        close_round(
            assessment=assessment, version=assessment.version, leave_unanswered=True,
            words="Прогноз и практика на предприятиях налажены. Слабее всего независимая оценка и учёт выпускников.",
            **keeper,
        )  # fmt: skip
        assessment.refresh_from_db()
        publish_round(assessment=assessment, is_published=True, version=assessment.version, **keeper)

    def _pair(self, ours: Plan, model: Plan) -> None:
        """The likeliest pairs of the roadmap and the model plan are confirmed, the others wait for a word."""
        day = model.under_control_since + timedelta(days=3)
        if day > self.today:
            return
        comparison = compare_plans(ours, [model], day=day)
        found = [(row.measure, partner) for row in comparison.rows for partner in row.partners[0]]
        found.sort(key=lambda one: -(one[1].score or 0))
        for measure, partner in found[:4]:
            decide_alignment(left=measure, right=partner.measure, verdict=Alignment.Verdict.SAME, **self._keeper(day))

    def _draft(self, assessment: AssessmentRound) -> None:
        """The next plan: one measure out of a gap, one taken over from the model plan."""
        day = min(self.today, SECOND[1] + timedelta(days=14))
        draft = begin_draft(
            title="Кадры для промышленности на 2028–2030 годы", territory=self.territory,
            coordinator=self.bodies["education"], **self._keeper(day),
        )  # fmt: skip
        gaps = AssessmentAnswer.objects.filter(question__round=assessment).exclude(direction="")
        for gap in gaps.select_related("question__round", "question__provision").order_by("pk")[:1]:
            put_measure(
                draft=draft, words=words_of_gap(gap), provision=gap.question.provision, gap=gap, **self._keeper(day)
            )
        beyond = compare_plans(self.plans[0], self.plans[-1:], day=day).beyond
        for source in [measure for _, measures in beyond for measure in measures][:1]:
            put_measure(draft=draft, words=words_of_measure(source), provision=None, source=source, **self._keeper(day))

    def _keeper(self, day: date) -> dict[str, Any]:
        return {"acting": acting_on(self.people["koordinator"], day), "today": day}

    def _body(self, number: int) -> Organisation:
        return self.bodies[BODIES[number - 1]]
