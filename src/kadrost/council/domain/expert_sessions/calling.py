"""Calling an expert session, changing what it is, calling it off; and the lock under which anything of it changes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from kadrost.accounts.models import User
from kadrost.audit.journal import record
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.models import Ballot, Body, ExpertSession, Horizon
from kadrost.council.permissions import require
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.errors import StaleVersion

Phase = ExpertSession.Phase
USUAL_CRITERIA = ("Важность для отрасли", "Срочность", "Готовность программ подготовки")
MOST_CRITERIA = 6
LONGEST_CRITERION = 80
LOWEST_MARK, HIGHEST_MARK = 1, 5
FEWEST_SHOWN = 3
"""With fewer marks than this neither median nor spread is shown: they would tell who gave which."""
RULE_FIELDS = ("criteria", "least_median", "most_spread", "least_marks")
LONGEST_AHEAD_YEARS = 3


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """What a session is about, who leads it, its days, and the rule by which its marks decide."""

    title: str
    branch: str
    horizon: str
    purpose: str
    ground: str
    facilitator_name: str
    proposals_until: date
    first_until: date
    held_on: date
    second_until: date
    facilitator_post: str = ""
    facilitator: User | None = None
    place: str = ""
    criteria: tuple[str, ...] = USUAL_CRITERIA
    least_median: Decimal = Decimal(4)
    most_spread: Decimal = Decimal("1.25")
    least_marks: int = FEWEST_SHOWN


@transaction.atomic
def call_session(
    *, body: Body, draft: SessionDraft, acting: Acting, today: date, request_id: str = ""
) -> ExpertSession:
    """Call a session of the body under the next number of its year.

    Raises `PermissionRefused`, and `CouncilRefused` for missing words, days out of order, or a rule that cannot hold.
    """
    require("council.hold_sessions", acting, body)
    locked = Body.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=body.pk)
    values = _checked(draft, today)
    year = draft.held_on.year
    taken = ExpertSession.objects.filter(body=locked, year=year).values_list("sequence", flat=True)
    session = ExpertSession.objects.create(body=locked, year=year, sequence=max(taken, default=0) + 1, **values)
    record(
        actor=acting.actor(request_id=request_id), action="call_session", subject=session, on=today,
        ground=session.ground, after=_said(session),
    )  # fmt: skip
    return session


@transaction.atomic
def change_session(
    *, session: ExpertSession, draft: SessionDraft, version: int, acting: Acting, today: date, request_id: str = ""
) -> ExpertSession:
    """Change words, days and the facilitator of an open session; the rule and the criteria before the first round only.

    Raises as `call_session`, and `StaleVersion`.
    """
    locked = lock_session(session, acting, version=version)
    values = _checked(draft, today)
    is_rule_changed = any(getattr(locked, name) != values[name] for name in RULE_FIELDS)
    if is_rule_changed and (not locked.is_before_marks or has_ballots(locked)):
        raise CouncilRefused(
            "Правило и критерии после начала первого тура не меняются.",
            remedy="Рабочая группа может решить иначе по отдельному предложению, с обоснованием.",
        )
    before, facilitator_before = _said(locked), locked.facilitator_id
    for name, value in values.items():
        setattr(locked, name, value)
    if _said(locked) == before and locked.facilitator_id == facilitator_before:
        return locked
    touch(locked)
    record(
        actor=acting.actor(request_id=request_id), action="change", subject=locked, on=today,
        before=before, after=_said(locked),
    )  # fmt: skip
    return locked


@transaction.atomic
def cancel_session(
    *, session: ExpertSession, ground: str, version: int, acting: Acting, today: date, request_id: str = ""
) -> ExpertSession:
    """Call a session off with the reason; what was proposed and marked stays to be read."""
    locked = lock_session(session, acting, version=version)
    if not ground.strip():
        raise CouncilRefused("Причина отмены не указана.", remedy="Напишите её: её увидят эксперты.")
    before = locked.get_phase_display()
    locked.phase, locked.cancel_ground = Phase.CANCELLED, ground.strip()[:300]
    touch(locked)
    record(
        actor=acting.actor(request_id=request_id), action="cancel", subject=locked, on=today,
        ground=locked.cancel_ground, before={"phase": before}, after={"phase": locked.get_phase_display()},
    )  # fmt: skip
    return locked


def lock_session(session: ExpertSession, acting: Acting | None, *, version: int | None = None) -> ExpertSession:
    """The session for a change; with `acting`, by who runs it.

    Raises `PermissionRefused`, `CouncilRefused` where it is closed or called off, `StaleVersion` where `version` differs.
    """
    if acting is not None:
        require("council.run_session", acting, session)
    locked = (
        ExpertSession.objects.select_for_update(of=("self",))
        .select_related("body__organisation__territory")
        .get(pk=session.pk)
    )
    if version is not None and locked.version != version:
        raise StaleVersion
    if locked.phase == Phase.CLOSED:
        raise CouncilRefused(
            f"Сессия № {locked.number} закрыта, протокол подписан: изменить её нельзя.", remedy="Созовите новую."
        )
    if locked.phase == Phase.CANCELLED:
        raise CouncilRefused("Сессия отменена.", remedy="Созовите новую.")
    return locked


def touch(session: ExpertSession) -> None:
    """Save the session under a new version."""
    session.version += 1
    session.save()


def has_ballots(session: ExpertSession) -> bool:
    """Whether anybody has given marks already."""
    return Ballot.objects.filter(expert__session=session).exists()


def _checked(draft: SessionDraft, today: date) -> dict[str, Any]:
    values = {one.name: getattr(draft, one.name) for one in fields(draft)}
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    values["criteria"] = _checked_criteria(draft.criteria)
    for name, word in (
        ("title", "тема"), ("branch", "отрасль"), ("purpose", "цель"), ("ground", "основание"),
        ("facilitator_name", "ведущий"),
    ):  # fmt: skip
        if not values[name]:
            raise CouncilRefused(f"Не заполнено: {word}.", remedy="Это войдёт в протокол сессии.")
    if draft.horizon not in Horizon.values:
        raise CouncilRefused("Такого горизонта нет.", remedy="Выберите из списка.")
    if not draft.proposals_until <= draft.first_until <= draft.held_on <= draft.second_until:
        raise CouncilRefused(
            "Дни идут не по порядку.",
            remedy="Сначала предложения, затем первый тур, день сессии и второй тур; дни могут совпадать.",
        )
    if any(abs((day - today).days) > LONGEST_AHEAD_YEARS * 366 for day in (draft.proposals_until, draft.second_until)):
        raise CouncilRefused(f"День {draft.held_on:%d.%m.%Y} слишком далёк.", remedy="Проверьте год.")
    if not LOWEST_MARK <= draft.least_median <= HIGHEST_MARK or not 0 <= draft.most_spread <= HIGHEST_MARK:
        raise CouncilRefused("Правило невыполнимо.", remedy="Медиана – от 1 до 5 баллов, размах – от 0 до 5 баллов.")
    if draft.least_marks < FEWEST_SHOWN:
        raise CouncilRefused(
            f"Оценок должно быть не меньше {FEWEST_SHOWN}.", remedy="Иначе по медиане видно, кто как оценил."
        )
    return values


def _checked_criteria(criteria: tuple[str, ...]) -> list[str]:
    found = [" ".join(one.split()) for one in criteria if one.strip()]
    if not 1 <= len(found) <= MOST_CRITERIA:
        raise CouncilRefused(f"Критериев должно быть от 1 до {MOST_CRITERIA}.", remedy="Каждый – с новой строки.")
    if len({one.casefold() for one in found}) != len(found):
        raise CouncilRefused("Критерии повторяются.", remedy="Оставьте каждый один раз.")
    if any(len(one) > LONGEST_CRITERION for one in found):
        raise CouncilRefused(f"Критерий длиннее {LONGEST_CRITERION} знаков.", remedy="Сократите его.")
    return found


def _said(session: ExpertSession) -> dict[str, Any]:
    return {
        "number": session.number,
        "title": session.title,
        "branch": session.branch,
        "horizon": session.get_horizon_display(),
        "purpose": session.purpose,
        "ground": session.ground,
        "facilitator": ", ".join(one for one in (session.facilitator_name, session.facilitator_post) if one),
        "place": session.place,
        "held_on": session.held_on,
        "proposals_until": session.proposals_until,
        "first_until": session.first_until,
        "second_until": session.second_until,
        "criteria": list(session.criteria),
        "least_median": str(session.least_median.normalize()),
        "most_spread": str(session.most_spread.normalize()),
        "least_marks": session.least_marks,
    }
