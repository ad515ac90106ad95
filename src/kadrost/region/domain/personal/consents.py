"""Consents: given by the person, or recorded from paper by an administrator; withdrawn; required before processing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.journal import record
from kadrost.audit.personal import Purpose, purpose_of, purposes
from kadrost.region.acting import Acting
from kadrost.region.domain.people import people_known_to
from kadrost.region.domain.people_list import NAME_FIELDS
from kadrost.region.domain.personal.access import require_looking_after
from kadrost.region.domain.personal.errors import ConsentMissing, PersonalRefused
from kadrost.region.models import Consent
from kadrost.region.permissions import PermissionRefused
from kadrost.ui.wording import translated


@dataclass(frozen=True, slots=True)
class Representative:
    """Who consents for a minor: the name, how they are related, the document that proves it."""

    name: str
    relation: str
    document: str


@dataclass(frozen=True, slots=True)
class PaperConsent:
    """What a paper consent says: when, where the paper lies, until when, and who signed for a minor."""

    given_on: date
    number: str
    valid_until: date | None = None
    is_minor: bool = False
    representative: Representative | None = None


def purposes_by_consent() -> list[Purpose]:
    """The purposes that need a consent."""
    return [purpose for purpose in purposes() if purpose.needs_consent]


def has_consent(person: User, purpose_code: str, today: date) -> bool:
    """Whether the person's consent to the purpose holds on the day; one query."""
    return Consent.objects.filter(person=person, purpose_code=purpose_code).in_force(today).exists()


def require_consent(person: User, purpose_code: str, today: date) -> None:
    """Raise `ConsentMissing` unless the purpose needs none or the person's consent holds on the day.

    Whoever processes data for a purpose that rests on consent asks here first; an unknown purpose is an error.
    """
    purpose = purpose_of(purpose_code)
    if purpose.needs_consent and not has_consent(person, purpose_code, today):
        raise ConsentMissing(
            _("Человек не дал согласия на эту цель: %(purpose)s.") % {"purpose": translated(purpose.title)},
            remedy=_("Попросите человека дать согласие на странице «Мои данные и согласия» или на бумаге."),
        )


def consents_seen_by(acting: Acting, *, words: str = "", purpose_code: str = "") -> QuerySet[Consent]:
    """The register: consents of the people whom the administrator looks after, newest first."""
    require_looking_after(acting)
    found = Consent.objects.filter(person__in=people_known_to(acting)).select_related("person", "recorded_by")
    if purpose_code:
        found = found.filter(purpose_code=purpose_code)
    for word in words.split():
        named = Q()
        for name in NAME_FIELDS:
            # SQLite folds no Cyrillic by itself.
            for written in {word, word.lower(), word.capitalize()}:
                named |= Q((f"person__{name}__contains", written))
        found = found.filter(named)
    return found


@transaction.atomic
def give_consent(*, purpose_code: str, acting: Acting, today: date, request_id: str = "") -> Consent:
    """The person consents in the system; `PersonalRefused` where the consent holds already or none is needed."""
    person = _oneself(acting)
    purpose = _by_consent(purpose_code)
    _close_expired(person, purpose_code, today)
    made = Consent.objects.create(
        person=person,
        purpose_code=purpose.code,
        form=Consent.Form.ELECTRONIC,
        text=purpose.text,
        text_version=purpose.version,
        given_on=today,
        recorded_by=person,
    )
    _journal(made, "give_consent", acting, today, request_id)
    return made


@transaction.atomic
def record_paper(
    *, person: User, purpose_code: str, paper: PaperConsent, acting: Acting, today: date, request_id: str = ""
) -> Consent:
    """Record a consent given on paper, a minor's by a representative. Raises `PersonalRefused` for what is missing."""
    require_looking_after(acting, person)
    assert acting.user is not None  # noqa: S101 looks after people
    purpose = _by_consent(purpose_code)
    _check(paper, today)
    _close_expired(person, purpose_code, today)
    signed_by = paper.representative if paper.is_minor else None
    made = Consent.objects.create(
        person=person,
        purpose_code=purpose.code,
        form=Consent.Form.PAPER,
        text=purpose.text,
        text_version=purpose.version,
        given_on=paper.given_on,
        valid_until=paper.valid_until,
        paper_number=paper.number.strip(),
        representative_name=signed_by.name.strip() if signed_by else "",
        representative_relation=signed_by.relation.strip() if signed_by else "",
        representative_document=signed_by.document.strip() if signed_by else "",
        recorded_by=acting.user,
    )
    _journal(made, "record_consent", acting, today, request_id)
    return made


@transaction.atomic
def withdraw_consent(*, consent: Consent, acting: Acting, today: date, request_id: str = "") -> None:
    """Withdraw one's own consent, and do at once what follows from it; `PersonalRefused` where it holds no more."""
    locked = Consent.objects.select_for_update().get(pk=consent.pk)
    if acting.user is None or acting.user.pk != locked.person_id:
        raise PermissionRefused(_("Согласие отзывает тот, кто его дал."), remedy=_("Попросите его войти на сайт."))
    if not locked.holds(today):
        raise PersonalRefused(_("Согласие уже не действует."), remedy=_("Обновите страницу."))
    locked.withdrawn_on = today
    locked.save(update_fields=["withdrawn_on"])
    follow = locked.purpose.follow
    if follow is not None:
        follow(User.objects.select_for_update().get(pk=locked.person_id))
    _journal(locked, "withdraw_consent", acting, today, request_id)


def _oneself(acting: Acting) -> User:
    if acting.user is None:
        raise PermissionRefused(_("Согласие даёт сам человек."), remedy=_("Войдите на сайт."))
    # Two consents at once would both find none: the person's row is held meanwhile.
    return User.objects.select_for_update().get(pk=acting.user.pk)


def _by_consent(code: str) -> Purpose:
    found = next((purpose for purpose in purposes_by_consent() if purpose.code == code), None)
    if found is None:
        raise PersonalRefused(_("На эту цель согласия не нужно."), remedy=_("Выберите цель из списка."))
    return found


def _close_expired(person: User, purpose_code: str, today: date) -> None:
    for open_one in Consent.objects.select_for_update().filter(
        person=person, purpose_code=purpose_code, withdrawn_on=None
    ):
        if open_one.valid_until is None or open_one.valid_until >= today:
            raise PersonalRefused(_("Согласие уже дано."), remedy=_("Новое не нужно, пока действует прежнее."))
        open_one.withdrawn_on = open_one.valid_until
        open_one.save(update_fields=["withdrawn_on"])


def _check(paper: PaperConsent, today: date) -> None:
    if paper.given_on > today:
        raise PersonalRefused(_("День согласия ещё не наступил."), remedy=_("Проверьте дату на бумаге."))
    if paper.valid_until is not None and paper.valid_until < today:
        raise PersonalRefused(_("Срок этого согласия уже прошёл."), remedy=_("Нужно новое согласие."))
    if not paper.number.strip():
        raise PersonalRefused(_("Не сказано, где лежит бумага."), remedy=_("Укажите её номер и место хранения."))
    signed_by = paper.representative
    is_whole = signed_by is not None and all(
        part.strip() for part in (signed_by.name, signed_by.relation, signed_by.document)
    )
    if paper.is_minor and not is_whole:
        raise PersonalRefused(
            _("За несовершеннолетнего согласие даёт законный представитель."),
            remedy=_("Укажите его имя, кем он приходится и документ, который это удостоверяет."),
        )


def _journal(consent: Consent, action: str, acting: Acting, today: date, request_id: str) -> None:
    role = Role.ADMINISTRATOR if action == "record_consent" else None
    record(
        actor=acting.actor(request_id=request_id, role=role),
        action=action,
        subject=consent,
        on=today,
        after={"purpose": consent.purpose_code, "text_version": consent.text_version},
    )
