"""A person's request to erase their data, and the administrator's decision, which cannot be undone."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kadrost.accounts.domain.sessions import close_sessions
from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.journal import record
from kadrost.audit.personal import How, Outcome, declarations, erase
from kadrost.kernel.calendar import count_working_days
from kadrost.region.acting import SYSTEM, Acting
from kadrost.region.domain.appointing import end_appointment
from kadrost.region.domain.people import people_known_to
from kadrost.region.domain.personal.access import require_looking_after
from kadrost.region.domain.personal.errors import PersonalRefused
from kadrost.region.models import Appointment, Consent, Delegation, ErasureRequest
from kadrost.region.permissions import PermissionRefused

WORKING_DAYS = 10
LONGEST_WORDS = 1000


def requests_seen_by(acting: Acting) -> QuerySet[ErasureRequest]:
    """The requests of the people whom the administrator looks after: those that wait first, by their terms."""
    require_looking_after(acting)
    found = ErasureRequest.objects.filter(person__in=people_known_to(acting)).select_related("person", "decided_by")
    return found.order_by("decided_on", "due_on", "pk")


def waiting_requests(acting: Acting) -> QuerySet[ErasureRequest]:
    """Those that wait for the administrator's decision: all but one's own."""
    return requests_seen_by(acting).filter(state=ErasureRequest.State.ASKED).exclude(person=acting.user)


@transaction.atomic
def ask_erasure(*, words: str, acting: Acting, today: date, request_id: str = "") -> ErasureRequest:
    """Ask to erase one's own data; `PersonalRefused` where a request waits already."""
    if acting.user is None:
        raise PermissionRefused(_("Об удалении данных просит сам человек."), remedy=_("Войдите на сайт."))
    due_on, _provisional = count_working_days(today, WORKING_DAYS)
    try:
        with transaction.atomic():
            made = ErasureRequest.objects.create(
                person=acting.user, words=words.strip()[:LONGEST_WORDS], asked_on=today, due_on=due_on
            )
    except IntegrityError as error:
        raise PersonalRefused(_("Запрос уже подан."), remedy=_("Дождитесь ответа на него.")) from error
    record(
        actor=acting.actor(request_id=request_id), action="ask_erasure", subject=made, on=today,
        after={"due_on": due_on},
    )  # fmt: skip
    return made


@transaction.atomic
def refuse_erasure(
    *, request: ErasureRequest, ground: str, version: int, acting: Acting, today: date, request_id: str = ""
) -> None:
    """Answer that the data stay, on a ground. Raises `PermissionRefused` and `PersonalRefused`."""
    locked = _lock(request, ground, version, acting)
    _decide(locked, ErasureRequest.State.REFUSED, ground, acting, today)
    _journal(locked, "refuse_erasure", acting, today, request_id)


@transaction.atomic
def erase_data(
    *, request: ErasureRequest, ground: str, version: int, acting: Acting, today: date, request_id: str = ""
) -> list[Outcome]:
    """Erase what the law lets go, close the account, keep the rest with its reason; never to be undone.

    The person's sessions end, their appointments, delegations and consents too. The journal tells what was done by
    counts, with none of the data; its chain is not touched.
    """
    locked = _lock(request, ground, version, acting)
    person = User.objects.select_for_update().get(pk=locked.person_id)
    if person.is_superuser:
        raise PersonalRefused(
            _("Эта учётная запись ведёт саму систему."), remedy=_("Сначала снимите с неё все права на сервере.")
        )
    close_sessions(person)
    _end_what_holds(person, today, request_id)
    outcomes = erase(person)
    _decide(locked, ErasureRequest.State.ERASED, ground, acting, today, outcomes)
    _journal(locked, "erase_data", acting, today, request_id, outcomes)
    return outcomes


def foreseen(person: User) -> list[Outcome]:
    """What an erasure would do, without doing it: for the page on which it is decided."""
    counted = [(held, held.rows_of(person).count()) for held in declarations() if held.of is not None]
    return [Outcome(held.model, held.title, held.how, rows, held.because) for held, rows in counted if rows]


def outcomes_of(request: ErasureRequest) -> list[Outcome]:
    """What a decided request did, as it was kept."""
    return [
        Outcome(one["model"], one["title"], How(one["how"]), one["rows"], one["because"]) for one in request.outcome
    ]


def _lock(request: ErasureRequest, ground: str, version: int, acting: Acting) -> ErasureRequest:
    locked = ErasureRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
    require_looking_after(acting, locked.person)
    if acting.user is None or acting.user.pk == locked.person_id:
        raise PermissionRefused(
            _("По своему запросу решение принимает другой администратор."), remedy=_("Попросите его.")
        )
    if locked.state != ErasureRequest.State.ASKED or locked.version != version:
        raise PersonalRefused(_("По запросу уже принято решение."), remedy=_("Обновите страницу."))
    if not ground.strip():
        raise PersonalRefused(_("Основание не указано."), remedy=_("Напишите, почему принято такое решение."))
    return locked


def _decide(
    locked: ErasureRequest,
    state: ErasureRequest.State,
    ground: str,
    acting: Acting,
    today: date,
    outcomes: list[Outcome] | None = None,
) -> None:
    locked.state, locked.ground, locked.decided_on, locked.decided_by = state, ground.strip(), today, acting.user
    locked.outcome = [{**asdict(one), "how": one.how.value} for one in outcomes or []]
    locked.version += 1
    locked.save(update_fields=["state", "ground", "decided_on", "decided_by", "outcome", "version"])


def _end_what_holds(person: User, today: date, request_id: str) -> None:
    """Roles, delegations and consents end; roles and consents keep their rows."""
    for delegation in Delegation.objects.filter(deputy=person, withdrawn_on=None, valid_until__gte=today):
        delegation.withdrawn_on = today
        delegation.save(update_fields=["withdrawn_on"])
    for appointment in (
        Appointment.objects.filter(person=person).in_force(today).select_related("organisation", "person")
    ):
        end_appointment(appointment=appointment, acting=SYSTEM, today=today, request_id=request_id)
    Consent.objects.filter(person=person, withdrawn_on=None).update(withdrawn_on=today)


def _journal(
    request: ErasureRequest,
    action: str,
    acting: Acting,
    today: date,
    request_id: str,
    outcomes: list[Outcome] | None = None,
) -> None:
    counts = {how.value: sum(one.rows for one in outcomes or [] if one.how == how) for how in How}
    record(
        actor=acting.actor(request_id=request_id, role=Role.ADMINISTRATOR), action=action, subject=request, on=today,
        ground="", before={"state": "asked"}, after={"state": request.state, **(counts if outcomes else {})},
    )  # fmt: skip
