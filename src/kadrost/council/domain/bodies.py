"""Setting councils up and keeping who belongs to them, by period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.journal import record
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.models import Body, Membership
from kadrost.council.permissions import require
from kadrost.region.domain.people import Acting
from kadrost.region.domain.registry import OrganisationDraft, add_organisation
from kadrost.region.models import Appointment, Organisation, Territory
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.models import Act

MOST_MEMBERS = 300


@dataclass(frozen=True, slots=True)
class BodyDraft:
    """What makes an organisation a body that meets."""

    kind: str
    genitive: str
    quorum_rule: str = Body.Quorum.MORE_THAN_HALF
    quorum_number: int | None = None
    act: Act | None = None
    act_words: str = ""
    powers: str = ""


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A member as a person describes one; `person` is a sign-in of theirs, where they have one."""

    name: str
    post: str
    part: str = Membership.Part.MEMBER
    represents: Organisation | None = None
    votes: bool = True
    person: User | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def create_body(
    *,
    organisation: Organisation | None,
    name: str,
    short_name: str,
    territory: Territory,
    draft: BodyDraft,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Body:
    """Set a council up: over an organisation of the registry that is one already, or over a new one.

    Raises `PermissionRefused`, `RegistryRefused` for a taken name, `CouncilRefused` where it is a council already or
    a quorum by number names none.
    """
    require("council.create_body", acting)
    _check(draft)
    if organisation is None:
        organisation = add_organisation(
            draft=OrganisationDraft(name=name, short_name=short_name, kind=Organisation.Kind.BODY),
            territory=territory,
            acting=acting,
            today=today,
            request_id=request_id,
        )
    if Body.objects.filter(organisation=organisation).exists():
        raise CouncilRefused(f"«{organisation}» уже заведён.", remedy="Откройте его в списке советов.")
    body = Body(organisation=organisation, **_values(draft))
    require("council.change_body", acting, body)
    body.save()
    record(
        actor=acting.actor(request_id=request_id), action="add", subject=body, on=today,
        ground=_ground(body), after=_said(body),
    )  # fmt: skip
    return body


@transaction.atomic
def change_body(
    *, body: Body, draft: BodyDraft, version: int, acting: Acting, today: date, request_id: str = ""
) -> Body:
    """Change kind, quorum, act and powers; raises as `create_body`, and `StaleVersion`."""
    require("council.change_body", acting, body)
    _check(draft)
    locked = Body.objects.select_for_update(of=("self",)).select_related("organisation__territory").get(pk=body.pk)
    if locked.version != version:
        raise StaleVersion
    before = _said(locked)
    for name, value in _values(draft).items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save()
    record(
        actor=acting.actor(request_id=request_id), action="change", subject=locked, on=today,
        ground=_ground(locked), before=before, after=_said(locked),
    )  # fmt: skip
    return locked


@transaction.atomic
def add_member(*, body: Body, draft: MemberDraft, acting: Acting, today: date, request_id: str = "") -> Membership:
    """Take somebody in from a day on; who has a sign-in gets the role of member or secretary of this body with it.

    Raises `PermissionRefused`, and `CouncilRefused` for a missing name or post, an inverted period, a second chair
    or somebody who belongs to the body already. Only who set the body up appoints its secretary.
    """
    require("council.change_members", acting, body)
    if draft.part == Membership.Part.SECRETARY:
        require("council.change_body", acting, body)
    valid_from = draft.valid_from or today
    _check_member(body, draft, valid_from)
    membership = Membership.objects.create(
        body=body,
        person=draft.person,
        name=draft.name.strip(),
        post=draft.post.strip(),
        represents=draft.represents,
        part=draft.part,
        votes=draft.votes,
        position=_place_of(draft.part),
        valid_from=valid_from,
        valid_until=draft.valid_until,
    )
    if draft.person is not None:
        Appointment.objects.get_or_create(
            person=draft.person,
            role=_role_of(draft.part),
            organisation=body.organisation,
            valid_from=valid_from,
            defaults={"valid_until": draft.valid_until},
        )
    record(
        actor=acting.actor(request_id=request_id), action="add_member", subject=body, on=today,
        after={"member": str(membership), "part": membership.get_part_display(), "valid_from": valid_from},
    )  # fmt: skip
    return membership


@transaction.atomic
def end_membership(
    *, membership: Membership, last_day: date, acting: Acting, today: date, request_id: str = ""
) -> Membership:
    """Let somebody out after `last_day`; their role in the body ends with it.

    Raises `PermissionRefused`, and `CouncilRefused` where the membership has ended or would end before it began.
    """
    require("council.change_members", acting, membership.body)
    locked = (
        Membership.objects.select_for_update(of=("self",)).select_related("body__organisation").get(pk=membership.pk)
    )
    if locked.part == Membership.Part.SECRETARY:
        require("council.change_body", acting, locked.body)
    if locked.valid_until is not None and locked.valid_until < today:
        raise CouncilRefused("Этот человек уже не в составе.", remedy="Обновите страницу.")
    if last_day < locked.valid_from - timedelta(days=1):
        raise CouncilRefused("Последний день раньше первого.", remedy="Проверьте даты.")
    locked.valid_until = last_day
    locked.save(update_fields=["valid_until"])
    if locked.person_id is not None:
        Appointment.objects.filter(
            person=locked.person_id,
            role=_role_of(locked.part),
            organisation=locked.body.organisation,
            valid_from=locked.valid_from,
        ).update(valid_until=last_day)
    record(
        actor=acting.actor(request_id=request_id), action="end_member", subject=locked.body, on=today,
        after={"member": str(locked), "valid_until": last_day},
    )  # fmt: skip
    return locked


def _values(draft: BodyDraft) -> dict[str, Any]:
    is_number = draft.quorum_rule == Body.Quorum.NUMBER
    return {
        "kind": draft.kind,
        "genitive": " ".join(draft.genitive.split()),
        "quorum_rule": draft.quorum_rule,
        "quorum_number": draft.quorum_number if is_number else None,
        "act": draft.act,
        "act_words": draft.act_words.strip(),
        "powers": draft.powers.strip(),
    }


def _said(body: Body) -> dict[str, Any]:
    return {
        "kind": body.get_kind_display(),
        "quorum": body.get_quorum_rule_display(),
        "quorum_number": body.quorum_number,
        "act": str(body.act) if body.act else body.act_words,
        "powers": body.powers,
    }


def _ground(body: Body) -> str:
    return str(body.act) if body.act else body.act_words


def _check(draft: BodyDraft) -> None:
    if draft.kind not in Body.Kind.values or draft.quorum_rule not in Body.Quorum.values:
        raise CouncilRefused("Такого вида нет.", remedy="Выберите из списка.")
    if not draft.genitive.strip():
        raise CouncilRefused(
            "Название в родительном падеже не указано.", remedy="Так оно стоит в протоколе: «заседания … совета»."
        )
    if draft.quorum_rule == Body.Quorum.NUMBER and not draft.quorum_number:
        raise CouncilRefused("Число членов для кворума не названо.", remedy="Впишите число, например 7.")


def _check_member(body: Body, draft: MemberDraft, valid_from: date) -> None:
    if not draft.name.strip() or not draft.post.strip():
        raise CouncilRefused("Нужны имя и должность.", remedy="Например: «Осипова М. Ю.», «министр труда».")
    if draft.part not in Membership.Part.values:
        raise CouncilRefused("Такой роли в составе нет.", remedy="Выберите из списка.")
    if draft.valid_until is not None and draft.valid_until < valid_from:
        raise CouncilRefused("Начало срока позже его конца.", remedy="Проверьте даты.")
    here = Membership.objects.filter(body=body).in_force(valid_from)
    if here.count() >= MOST_MEMBERS:
        raise CouncilRefused(f"В составе уже {MOST_MEMBERS} человек.", remedy="Проверьте список.")
    if draft.part == Membership.Part.CHAIR and here.filter(part=Membership.Part.CHAIR).exists():
        raise CouncilRefused("Председатель уже есть.", remedy="Сначала выведите его из состава с нужного дня.")
    same = here.filter(person=draft.person) if draft.person else here.filter(name=draft.name.strip())
    if same.exists():
        raise CouncilRefused(f"{draft.name.strip()} уже в составе.", remedy="Проверьте список.")


def _place_of(part: str) -> int:
    """Chair, deputies, secretary, the others: the order in which protocols name them."""
    return list(Membership.Part.values).index(part)


def _role_of(part: str) -> Role:
    return Role.COUNCIL_SECRETARY if part == Membership.Part.SECRETARY else Role.COUNCIL_MEMBER
