"""What experts propose: bringing, changing, joining what is one, interests declared, and deciding otherwise than the rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from django.db.models import Max

from kadrost.audit.journal import record
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.expert_sessions.calling import has_ballots, lock_session
from kadrost.council.models import ExpertSession, Horizon, InterestConflict, Proposal, ProposalAuthor, SessionExpert
from kadrost.council.permissions import require
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.comparison.words import terms_of
from kadrost.roadmaps.domain.errors import StaleVersion

Phase = ExpertSession.Phase
Outcome = Proposal.Outcome
MOST_PROPOSALS = 150
ALIKE_LETTERS = 0.85
ALIKE_WORDS = 0.6


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """A profession or competency as it is proposed, with why, for when, how many and what graduates must know."""

    name: str
    kind: str
    horizon: str
    reason: str
    reason_words: str
    subject: str = Proposal.Subject.PROFESSION
    code: str = ""
    classifier: str = ""
    needed: int | None = None
    needed_in: int | None = None
    demands: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two proposals whose names say nearly the same."""

    first: Proposal
    second: Proposal


@transaction.atomic
def add_proposal(
    *,
    session: ExpertSession,
    draft: ProposalDraft,
    authors: Sequence[SessionExpert],
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Proposal:
    """Bring a proposal: an expert their own while proposals are gathered, who runs the session anybody's.

    Raises `PermissionRefused`, and `CouncilRefused` outside of the phase, without an author, or for missing words.
    """
    locked = lock_session(session, None)
    if not may_bring(locked, authors, acting):
        require("council.run_session", acting, locked)
    _refuse_late(locked)
    if not authors or any(one.session_id != locked.pk for one in authors):
        raise CouncilRefused("Автор предложения не назван.", remedy="Выберите эксперта этой сессии.")
    if locked.proposals.count() >= MOST_PROPOSALS:
        raise CouncilRefused(f"Предложений уже {MOST_PROPOSALS}.", remedy="Объедините похожие.")
    values = _checked(draft)
    last: int = locked.proposals.aggregate(last=Max("position"))["last"] or 0
    proposal = Proposal.objects.create(session=locked, position=last + 1, added_on=today, **values)
    ProposalAuthor.objects.bulk_create(ProposalAuthor(proposal=proposal, expert=one) for one in dict.fromkeys(authors))
    record(
        actor=acting.actor(request_id=request_id), action="add_proposal", subject=locked, on=today,
        after={"proposal": proposal.name, "authors": [one.name for one in authors], "kind": proposal.get_kind_display()},
    )  # fmt: skip
    return proposal


@transaction.atomic
def change_proposal(
    *, proposal: Proposal, draft: ProposalDraft, version: int, acting: Acting, today: date, request_id: str = ""
) -> Proposal:
    """Change a proposal before the marks begin: its author or who runs the session; raises as `add_proposal`, and `StaleVersion`."""
    session = lock_session(proposal.session, None)
    known = _lock(proposal, version)
    if not may_bring(session, [one.expert for one in known.authors.select_related("expert")], acting):
        require("council.run_session", acting, session)
    _refuse_late(session)
    before = {one.name: getattr(known, one.name) for one in fields(draft)}
    values = _checked(draft)
    if before == values:
        return known
    for name, value in values.items():
        setattr(known, name, value)
    known.version += 1
    known.save()
    record(
        actor=acting.actor(request_id=request_id), action="change_proposal", subject=session, on=today,
        before={"proposal": before["name"]}, after={"proposal": known.name, "reason": known.reason_words},
    )  # fmt: skip
    return known


@transaction.atomic
def join_proposals(*, kept: Proposal, joined: Proposal, acting: Acting, today: date, request_id: str = "") -> Proposal:
    """Join one proposal to another: marked as one, with the authors of both; what the joined one said stays readable.

    Raises `PermissionRefused`, and `CouncilRefused` once marks are given or for proposals that cannot be joined.
    """
    session = lock_session(kept.session, acting)
    _refuse_late(session)
    if joined.session_id != session.pk or joined.pk == kept.pk:
        raise CouncilRefused("Объединяются два предложения одной сессии.", remedy="Выберите другое.")
    pair = {
        one.pk: one for one in session.proposals.select_for_update(of=("self",)).filter(pk__in=(kept.pk, joined.pk))
    }
    if len(pair) != 2 or any(one.joined_to_id for one in pair.values()):
        raise CouncilRefused("Предложение уже присоединено к другому.", remedy="Обновите страницу.")
    if has_ballots(session):
        raise CouncilRefused("Оценки уже есть: предложения не объединяются.", remedy="Решите по каждому отдельно.")
    gone, stays = pair[joined.pk], pair[kept.pk]
    known = set(stays.authors.values_list("expert_id", flat=True))
    ProposalAuthor.objects.bulk_create(
        ProposalAuthor(proposal=stays, expert_id=key)
        for key in gone.authors.values_list("expert_id", flat=True)
        if key not in known
    )
    gone.joined.update(joined_to=stays)
    gone.joined_to = stays
    gone.version += 1
    gone.save(update_fields=["joined_to", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="join_proposals", subject=session, on=today,
        before={"proposal": gone.name}, after={"proposal": stays.name},
    )  # fmt: skip
    return stays


@transaction.atomic
def declare_conflict(
    *, proposal: Proposal, expert: SessionExpert, words: str, acting: Acting, today: date, request_id: str = ""
) -> InterestConflict:
    """Declare an expert's own interest in a proposal: their mark on it does not count, given before or after.

    By the expert, or by who runs the session for one without a sign-in. Raises `PermissionRefused`, and
    `CouncilRefused` once the results are there or without words.
    """
    session = lock_session(proposal.session, None)
    if expert.person_id is not None:
        require("council.mark_as", acting, expert)
    else:
        require("council.run_session", acting, session)
    if expert.session_id != session.pk:
        raise CouncilRefused("Это эксперт другой сессии.", remedy="Откройте страницу заново.")
    if session.phase == Phase.RESULTS:
        raise CouncilRefused(
            "Итоги уже подведены.", remedy="Сообщите ведущему: он может вернуть сессию ко второму туру."
        )
    if not words.strip():
        raise CouncilRefused("Не сказано, в чём интерес.", remedy="Например: «предприятие – единственный заказчик».")
    conflict, created = InterestConflict.objects.get_or_create(
        proposal=proposal, expert=expert, defaults={"words": words.strip()[:300], "declared_on": today}
    )
    if created:
        record(
            actor=acting.actor(request_id=request_id), action="declare_conflict", subject=session, on=today,
            after={"proposal": proposal.name, "expert": expert.name, "words": conflict.words},
        )  # fmt: skip
    return conflict


@transaction.atomic
def decide_outcome(
    *,
    proposal: Proposal,
    outcome: str,
    ground: str,
    version: int,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Proposal:
    """Let the group decide otherwise than the rule, with its ground, or leave it to the rule again.

    Raises `PermissionRefused`, `StaleVersion`, and `CouncilRefused` before the results or without a ground.
    """
    session = lock_session(proposal.session, acting)
    if session.phase != Phase.RESULTS:
        raise CouncilRefused("Итоги ещё не подведены.", remedy="Решение принимается в фазе «Итоги».")
    known = _lock(proposal, version)
    if outcome not in Outcome.values:
        raise CouncilRefused("Такого решения нет.", remedy="Выберите из списка.")
    if outcome and not ground.strip():
        raise CouncilRefused("Обоснование не указано.", remedy="Напишите, почему группа решила иначе, чем правило.")
    before = known.get_outcome_display()
    known.outcome = outcome
    known.outcome_ground = ground.strip() if outcome else ""
    known.version += 1
    known.save(update_fields=["outcome", "outcome_ground", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="decide_outcome", subject=session, on=today,
        ground=known.outcome_ground[:300], before={"outcome": before},
        after={"proposal": known.name, "outcome": known.get_outcome_display()},
    )  # fmt: skip
    return known


def may_bring(session: ExpertSession, authors: Iterable[SessionExpert], acting: Acting) -> bool:
    """Whether the acting person proposes here for themselves: an author, while proposals are gathered."""
    own = acting.user.pk if acting.user is not None else None
    return session.phase == Phase.PROPOSALS and own is not None and any(one.person_id == own for one in authors)


def alike_among(proposals: Sequence[Proposal]) -> list[Alike]:
    """The pairs whose names are nearly the same, letter by letter or by their words in any form and order."""
    words = {one.pk: frozenset(terms_of(one.name)) for one in proposals}
    return [
        Alike(first, second)
        for index, first in enumerate(proposals)
        for second in proposals[index + 1 :]
        if first.subject == second.subject and _are_alike(first, second, words)
    ]


def _are_alike(first: Proposal, second: Proposal, words: dict[int, frozenset[str]]) -> bool:
    if first.code and first.code == second.code:
        return True
    mine, theirs = words[first.pk], words[second.pk]
    if mine and theirs and len(mine & theirs) / len(mine | theirs) >= ALIKE_WORDS:
        return True
    return SequenceMatcher(None, first.name.casefold(), second.name.casefold()).ratio() >= ALIKE_LETTERS


def _lock(proposal: Proposal, version: int) -> Proposal:
    known = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if known.version != version:
        raise StaleVersion
    if known.joined_to_id:
        raise CouncilRefused("Предложение присоединено к другому.", remedy="Откройте то, к которому присоединено.")
    return known


def _refuse_late(session: ExpertSession) -> None:
    if not session.is_before_marks:
        raise CouncilRefused("Сбор предложений окончен.", remedy="Ведущий может вернуть сессию к нему, указав причину.")


def _checked(draft: ProposalDraft) -> dict[str, Any]:
    values = {one.name: getattr(draft, one.name) for one in fields(draft)}
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    values["name"] = " ".join(values["name"].split())
    if not values["name"] or not values["reason_words"]:
        raise CouncilRefused("Нужны название и обоснование.", remedy="Напишите, чем вызвано предложение.")
    for name, known in (
        ("kind", Proposal.Kind.values), ("subject", Proposal.Subject.values), ("horizon", Horizon.values),
        ("reason", Proposal.Reason.values),
    ):  # fmt: skip
        if values[name] not in known:
            raise CouncilRefused("Такого значения в списке нет.", remedy="Выберите из списка.")
    if values["needed_in"] is not None and values["needed"] is None:
        raise CouncilRefused("Год назван, а число нет.", remedy="Впишите потребность, человек, или уберите год.")
    if values["classifier"] and not values["code"]:
        raise CouncilRefused("Классификатор назван без кода.", remedy="Впишите код или уберите классификатор.")
    return values
