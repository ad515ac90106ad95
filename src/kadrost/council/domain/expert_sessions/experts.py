"""Who takes part in a session: inviting, changing, letting go, attendance, and whether all sides are heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kadrost.accounts.models import User
from kadrost.audit.journal import record
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.expert_sessions.calling import lock_session
from kadrost.council.models import ExpertSession, SessionExpert
from kadrost.region.domain.people import Acting
from kadrost.region.models import Organisation
from kadrost.ui.wording import translated

Side = SessionExpert.Side
Presence = SessionExpert.Presence
MOST_EXPERTS = 200
NEEDED_SIDES = (Side.BUSINESS, Side.EDUCATION)
FEWEST_FOR_BALANCE = 4


@dataclass(frozen=True, slots=True)
class ExpertDraft:
    """An expert as a person describes one; `person` is a sign-in of theirs, where they have one."""

    name: str
    side: str
    post: str = ""
    organisation: Organisation | None = None
    organisation_words: str = ""
    competence: str = ""
    person: User | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """How many experts come from each side, without those who do not take part."""

    counts: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(count for _side, count in self.counts)


@transaction.atomic
def add_expert(
    *, session: ExpertSession, draft: ExpertDraft, acting: Acting, today: date, request_id: str = ""
) -> SessionExpert:
    """Invite an expert before the first round opens.

    Raises `PermissionRefused`, and `CouncilRefused` for a missing name, organisation or side, or one already invited.
    """
    locked = lock_session(session, acting)
    if not locked.is_before_marks:
        raise CouncilRefused(
            "Оценки уже идут: новых экспертов не приглашают.",
            remedy="Верните сессию к сбору предложений с указанием причины.",
        )
    if locked.experts.count() >= MOST_EXPERTS:
        raise CouncilRefused(f"Экспертов уже {MOST_EXPERTS}.", remedy="Проверьте список.")
    values = _checked(locked, draft, None)
    expert = SessionExpert.objects.create(session=locked, **values)
    record(
        actor=acting.actor(request_id=request_id), action="add_expert", subject=locked, on=today, after=_said(expert)
    )
    return expert


@transaction.atomic
def change_expert(
    *, expert: SessionExpert, draft: ExpertDraft, acting: Acting, today: date, request_id: str = ""
) -> SessionExpert:
    """Change what is known of an expert while the session is open; raises as `add_expert`.

    A sign-in stays with whoever has given marks by it.
    """
    locked, known = lock_expert(expert, acting)
    if known.person_id != (draft.person.pk if draft.person else None) and known.ballots.exists():
        raise CouncilRefused("Эксперт уже ставил оценки: его вход не меняется.", remedy="Оставьте поле, как было.")
    before = _said(known)
    for name, value in _checked(locked, draft, known).items():
        setattr(known, name, value)
    known.save()
    record(
        actor=acting.actor(request_id=request_id), action="change_expert", subject=locked, on=today,
        before=before, after=_said(known),
    )  # fmt: skip
    return known


@transaction.atomic
def remove_expert(*, expert: SessionExpert, acting: Acting, today: date, request_id: str = "") -> None:
    """Take an expert off the list; `CouncilRefused` where they have proposed or marked already."""
    locked, known = lock_expert(expert, acting)
    try:
        with transaction.atomic():
            known.delete()
    except ProtectedError as error:
        raise CouncilRefused(
            f"{known.name}: есть предложения или оценки, убрать из списка нельзя.",
            remedy="Отметьте «не участвует» на странице участия.",
        ) from error
    record(
        actor=acting.actor(request_id=request_id), action="remove_expert", subject=locked, on=today,
        before={"expert": known.name},
    )  # fmt: skip


@transaction.atomic
def record_presence(
    *, session: ExpertSession, presence: Mapping[int, str], acting: Acting, today: date, request_id: str = ""
) -> None:
    """Keep who takes part, by the expert's key; raises `PermissionRefused` and `CouncilRefused`."""
    locked = lock_session(session, acting)
    experts = {one.pk: one for one in locked.experts.all()}
    if set(presence) - set(experts):
        raise CouncilRefused("Такого эксперта в списке нет.", remedy="Откройте страницу заново.")
    if set(presence.values()) - set(Presence.values):
        raise CouncilRefused("Такой отметки нет.", remedy="Выберите из списка.")
    for key, value in presence.items():
        experts[key].presence = value
    SessionExpert.objects.bulk_update(experts.values(), ["presence"])
    there = [one.name for one in experts.values() if one.presence in (Presence.PRESENT, Presence.REMOTE)]
    record(
        actor=acting.actor(request_id=request_id), action="attendance", subject=locked, on=today,
        after={"present": there},
    )  # fmt: skip


def balance_of(experts: Iterable[SessionExpert]) -> Balance:
    """How the sides are represented, with a sentence for each that is missing or outweighs the others."""
    found = Counter(one.side for one in experts if one.presence != Presence.ABSENT)
    total = sum(found.values())
    warnings = [
        _("Сторона «%(side)s» не представлена.") % {"side": translated(side.label).lower()}
        for side in NEEDED_SIDES
        if total and not found[side]
    ]
    warnings += [
        _("Больше половины экспертов – одна сторона: %(side)s.") % {"side": translated(side.label).lower()}
        for side in Side
        if total >= FEWEST_FOR_BALANCE and 2 * found[side] > total
    ]
    return Balance(tuple((translated(side.label), found[side]) for side in Side), tuple(warnings))


def lock_expert(expert: SessionExpert, acting: Acting) -> tuple[ExpertSession, SessionExpert]:
    """The session and the expert for a change by who runs it; refusals as `lock_session`."""
    session = lock_session(expert.session, acting)
    known = SessionExpert.objects.select_for_update(of=("self",)).filter(pk=expert.pk).first()
    if known is None:
        raise CouncilRefused("Этого эксперта в списке больше нет.", remedy="Обновите страницу.")
    return session, known


def _checked(session: ExpertSession, draft: ExpertDraft, known: SessionExpert | None) -> dict[str, Any]:
    values = {one.name: getattr(draft, one.name) for one in fields(draft)}
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if not values["name"] or draft.side not in Side.values:
        raise CouncilRefused("Нужны имя и сторона.", remedy="Например: «Ершова Т. В.», «бизнес».")
    if draft.organisation is None and not values["organisation_words"]:
        raise CouncilRefused("Организация не указана.", remedy="Выберите её из списка или впишите название.")
    if draft.organisation is not None:
        values["organisation_words"] = ""
    others = session.experts.exclude(pk=known.pk) if known else session.experts.all()
    same = others.filter(person=draft.person) if draft.person else others.filter(name=values["name"], person=None)
    if same.exists():
        raise CouncilRefused(f"{values['name']} уже в списке.", remedy="Проверьте список.")
    return values


def _said(expert: SessionExpert) -> dict[str, Any]:
    return {
        "expert": expert.name,
        "post": expert.post,
        "organisation": expert.represents,
        "side": expert.get_side_display(),
        "competence": expert.competence,
        "has_sign_in": expert.person_id is not None,
    }
