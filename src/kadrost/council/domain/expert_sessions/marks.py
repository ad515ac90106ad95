"""Giving marks: an expert by their own sign-in, who runs the session from a paper sheet of one without.

Nobody reads whose marks are whose: the journal tells how many were given, sheets go by numbers drawn by lot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from kadrost.audit.journal import record
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.expert_sessions.calling import HIGHEST_MARK, LOWEST_MARK, lock_session
from kadrost.council.models import Ballot, ExpertSession, InterestConflict, Mark, Proposal, SessionExpert
from kadrost.council.permissions import require
from kadrost.region.domain.people import Acting

LONGEST_REMARK = 500


@dataclass(frozen=True, slots=True)
class MarkDraft:
    """What an expert gives a proposal: a score for each criterion in its order, none where they abstain."""

    scores: tuple[int, ...]
    confidence: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """How many proposals the expert marked, on how many they abstained, out of how many they may mark."""

    marked: int
    abstained: int
    offered: int

    @property
    def left(self) -> int:
        """How many still have no word."""
        return self.offered - self.marked - self.abstained


@transaction.atomic
def give_marks(
    *,
    expert: SessionExpert,
    marks: Mapping[int, MarkDraft],
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Given:
    """Keep the expert's sheet of the open round, by the proposal's key; a second one replaces the first.

    Raises `PermissionRefused` for whoever is not the expert, or does not run the session of an expert without a
    sign-in; `CouncilRefused` outside of the rounds and for marks that are not to be given.
    """
    is_paper = expert.person_id is None
    if not is_paper:
        require("council.mark_as", acting, expert)
    session = lock_session(expert.session, acting if is_paper else None)
    _refuse_outside(session, expert)
    offered = {one.pk for one in proposals_to_mark(session, expert)}
    if set(marks) - offered:
        raise CouncilRefused(
            "Этого предложения нет среди тех, что вы оцениваете.",
            remedy="При заявленном личном интересе оценка не ставится. Откройте страницу заново.",
        )
    for draft in marks.values():
        _check(draft, len(session.criteria))
    ballot, _created = Ballot.objects.update_or_create(
        expert=expert, round=session.round, defaults={"given_on": today, "is_paper": is_paper}
    )
    ballot.marks.filter(proposal__in=offered).delete()
    Mark.objects.bulk_create(
        Mark(
            ballot=ballot,
            proposal_id=key,
            scores=list(draft.scores),
            confidence=draft.confidence if draft.scores else None,
            remark=" ".join(draft.remark.split()),
        )
        for key, draft in marks.items()
    )
    marked = sum(bool(draft.scores) for draft in marks.values())
    given = Given(marked, len(marks) - marked, len(offered))
    record(
        actor=acting.actor(request_id=request_id), action="enter_marks" if is_paper else "give_marks", subject=session,
        on=today,
        after={"expert": expert.name, "round": session.round, "marked": given.marked, "abstained": given.abstained},
    )  # fmt: skip
    return given


def proposals_to_mark(session: ExpertSession, expert: SessionExpert) -> QuerySet[Proposal]:
    """The proposals that the expert marks: not joined to another, and without an interest of theirs."""
    own = InterestConflict.objects.filter(proposal=OuterRef("pk"), expert=expert)
    return Proposal.objects.filter(~Exists(own), session=session, joined_to=None)


def marks_of(expert: SessionExpert, round_number: int) -> dict[int, Mark]:
    """What the expert gave in a round, by the proposal's key: for the expert's own eyes only."""
    found = Mark.objects.filter(ballot__expert=expert, ballot__round=round_number)
    return {mark.proposal_id: mark for mark in found}


def own_expert(session: ExpertSession, acting: Acting) -> SessionExpert | None:
    """The acting person as an expert of the session."""
    return session.experts.filter(person=acting.user).first() if acting.user is not None else None


def _refuse_outside(session: ExpertSession, expert: SessionExpert) -> None:
    if not session.takes_marks:
        raise CouncilRefused(
            f"Сейчас фаза «{session.get_phase_display()}»: оценки не принимаются.",
            remedy="Их ставят в первом и втором туре.",
        )
    if expert.presence == SessionExpert.Presence.ABSENT:
        raise CouncilRefused("Эксперт отмечен как не участвующий.", remedy="Обратитесь к ведущему сессии.")


def _check(draft: MarkDraft, criteria: int) -> None:
    if draft.scores and len(draft.scores) != criteria:
        raise CouncilRefused(
            "Оценка поставлена не по всем критериям.", remedy="Оцените по каждому или отметьте, что воздерживаетесь."
        )
    if any(not LOWEST_MARK <= one <= HIGHEST_MARK for one in draft.scores):
        raise CouncilRefused("Оценка – целое число от 1 до 5.", remedy="Исправьте её.")
    if draft.confidence is not None and draft.confidence not in Mark.Confidence.values:
        raise CouncilRefused("Такой уверенности в списке нет.", remedy="Выберите из списка.")
    if len(draft.remark) > LONGEST_REMARK:
        raise CouncilRefused(f"Пояснение длиннее {LONGEST_REMARK} знаков.", remedy="Сократите его.")
