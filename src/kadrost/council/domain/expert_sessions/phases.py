"""The phases of a session: who may do what in each, and moving on or back by whoever runs it."""

from __future__ import annotations

import random
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop

from kadrost.audit.journal import record
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.expert_sessions.calling import lock_session, touch
from kadrost.council.models import Ballot, ExpertSession, SessionExpert
from kadrost.region.domain.people import Acting

Phase = ExpertSession.Phase
ORDER = (Phase.PREPARATION, Phase.PROPOSALS, Phase.FIRST, Phase.DISCUSSION, Phase.SECOND, Phase.RESULTS)
FEWEST_EXPERTS = 3
FEWEST_PROPOSALS = 2
DOES = {
    Phase.PREPARATION: gettext_noop("Ведущий и секретарь приглашают экспертов и задают правило."),
    Phase.PROPOSALS: gettext_noop(
        "Эксперты вносят предложения и заявляют о личном интересе; секретарь объединяет похожие."
    ),
    Phase.FIRST: gettext_noop("Эксперты ставят оценки, каждый видит только свои."),
    Phase.DISCUSSION: gettext_noop("Видны медиана и разброс без имён. Эксперты обсуждают, ведущий отмечает участие."),
    Phase.SECOND: gettext_noop("Эксперты ставят оценки снова: каждый видит свою прежнюю и медиану группы без имён."),
    Phase.RESULTS: gettext_noop("Итоги по правилу сессии. Рабочая группа может решить иначе, с обоснованием."),
    Phase.CLOSED: gettext_noop("Оценки и решения больше не меняются."),
    Phase.CANCELLED: gettext_noop("Сессия не состоялась."),
}


def phases_after(session: ExpertSession) -> tuple[Phase, ...]:
    """Where the session may go on to: the next phase, and from the discussion also straight to the results."""
    if session.phase not in ORDER[:-1]:
        return ()
    following = ORDER[ORDER.index(Phase(session.phase)) + 1]
    return (following, Phase.RESULTS) if session.phase == Phase.DISCUSSION else (following,)


def phase_before(session: ExpertSession) -> Phase | None:
    """Where the session may go back to."""
    return ORDER[ORDER.index(Phase(session.phase)) - 1] if session.phase in ORDER[1:] else None


def needs_reason(session: ExpertSession, to: str) -> bool:
    """Whether the move has to be explained: a way back, or a second round left out."""
    return to == phase_before(session) or (session.phase == Phase.DISCUSSION and to == Phase.RESULTS)


@transaction.atomic
def move_phase(
    *,
    session: ExpertSession,
    to: str,
    version: int,
    acting: Acting,
    today: date,
    reason: str = "",
    request_id: str = "",
) -> ExpertSession:
    """Go on to the next phase, or back with a reason; marks that were given stay.

    Opening the first round draws the numbers under which sheets go without names. Raises `PermissionRefused`,
    `StaleVersion`, and `CouncilRefused` for a phase that does not follow, a missing reason, or what is lacking.
    """
    locked = lock_session(session, acting, version=version)
    if to not in phases_after(locked) and to != phase_before(locked):
        raise CouncilRefused(
            f"После фазы «{locked.get_phase_display()}» такой фазы нет.", remedy="Выберите следующую или предыдущую."
        )
    if needs_reason(locked, to) and not reason.strip():
        raise CouncilRefused(
            "Причина не указана.", remedy="Напишите, почему сессия возвращается или минует второй тур."
        )
    if to in phases_after(locked):
        _check(locked, to)
    if to == Phase.FIRST and locked.phase == Phase.PROPOSALS:
        _draw_numbers(locked)
    before = locked.get_phase_display()
    locked.phase = to
    touch(locked)
    record(
        actor=acting.actor(request_id=request_id), action="move_phase", subject=locked, on=today,
        ground=reason.strip()[:300], before={"phase": before}, after={"phase": locked.get_phase_display()},
    )  # fmt: skip
    return locked


def _check(session: ExpertSession, to: str) -> None:
    experts = session.experts.exclude(presence=SessionExpert.Presence.ABSENT).count()
    if to == Phase.PROPOSALS and not experts:
        raise CouncilRefused("Эксперты не приглашены.", remedy="Внесите хотя бы одного.")
    if to == Phase.FIRST:
        if experts < FEWEST_EXPERTS:
            raise CouncilRefused(
                f"Экспертов {experts}, а нужно не меньше {FEWEST_EXPERTS}.",
                remedy="Пригласите ещё: при меньшем числе по медиане видно, кто как оценил.",
            )
        if session.proposals.filter(joined_to=None).count() < FEWEST_PROPOSALS:
            raise CouncilRefused(
                f"Предложений меньше {FEWEST_PROPOSALS}: сравнивать нечего.", remedy="Внесите предложения."
            )
    closing = {Phase.DISCUSSION: 1, Phase.RESULTS: 2 if session.phase == Phase.SECOND else 0}.get(Phase(to), 0)
    if closing and not Ballot.objects.filter(expert__session=session, round=closing, marks__isnull=False).exists():
        raise CouncilRefused("Оценок в этом туре нет.", remedy="Дождитесь оценок или внесите их с бумажных листов.")


def _draw_numbers(session: ExpertSession) -> None:
    """Give each expert a number by lot; drawn anew where the first round opens again."""
    experts = list(session.experts.order_by("pk"))
    numbers = list(range(1, len(experts) + 1))
    random.SystemRandom().shuffle(numbers)
    session.experts.update(secret_number=None)
    for expert, number in zip(experts, numbers, strict=True):
        expert.secret_number = number
    SessionExpert.objects.bulk_update(experts, ["secret_number"])
