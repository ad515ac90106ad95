"""What the journal keeps of signing in: who, by which means, from which device and network, and what failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop

from kadrost.accounts.devices import name_device
from kadrost.accounts.models import SignInCount, User
from kadrost.accounts.throttle import Subject, address_of, has_to_wait, mask_network
from kadrost.audit import journal
from kadrost.audit.models import Entry

VISITOR = "Посетитель"
SIGNED_IN, FAILED, BLOCKED = "sign_in", "sign_in_failed", "sign_in_blocked"
WAYS = {
    "password": gettext_noop("пароль"),
    "totp": gettext_noop("код из приложения"),
    "recovery_codes": gettext_noop("запасной код"),
    "webauthn": gettext_noop("ключ доступа"),
    "provider": gettext_noop("внешняя служба входа"),
    "invitation": gettext_noop("приглашение"),
    "code": gettext_noop("код"),
}
RESULTS = {
    SIGNED_IN: gettext_noop("Вход"),
    FAILED: gettext_noop("Неудачная попытка"),
    BLOCKED: gettext_noop("Неудачная попытка, вход временно закрыт"),
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt to sign in as the person's own page shows it."""

    at: datetime
    result: str
    ways: tuple[str, ...]
    device: str
    network: str
    is_success: bool


@transaction.atomic
def record_sign_in(request: HttpRequest, person: User, ways: list[str]) -> None:
    """Journal that the person has signed in."""
    journal.record(
        actor=journal.Actor(key=str(person.pk), name=str(person), request_id=_request_id(request)),
        action=SIGNED_IN,
        subject=person,
        on=timezone.localdate(),
        after={"ways": ways, **_place(request)},
    )


@transaction.atomic
def record_failure(request: HttpRequest, person: User | None, subjects: tuple[Subject, Subject], *, way: str) -> None:
    """Journal a failed attempt, and that the login or network has to wait where it was the last one allowed.

    A login that does not exist costs the same and is told apart by a hash alone.
    """
    action = BLOCKED if has_to_wait(subjects, timezone.now()) else FAILED
    subject = person or SignInCount(key=subjects[0].key)
    journal.record(
        actor=journal.Actor(key="", name=VISITOR, request_id=_request_id(request)),
        action=action,
        subject=subject,
        on=timezone.localdate(),
        after={"ways": [way], **_place(request)},
    )


def attempts_of(person: User, *, most: int = 10) -> list[Attempt]:
    """The last attempts to sign in as the person, newest first; one query."""
    entries = journal.history_of(person).filter(action__in=RESULTS)[:most]
    return [_attempt(entry) for entry in entries]


def _attempt(entry: Entry) -> Attempt:
    told: dict[str, Any] = entry.after
    return Attempt(
        at=timezone.localtime(entry.at),
        result=RESULTS[entry.action],
        ways=tuple(WAYS.get(way, way) for way in told.get("ways", ())),
        device=str(told.get("device", "")),
        network=str(told.get("network", "")),
        is_success=entry.action == SIGNED_IN,
    )


def _place(request: HttpRequest) -> dict[str, str]:
    return {
        "device": name_device(request.META.get("HTTP_USER_AGENT", "")),
        "network": mask_network(address_of(request)),
    }


def _request_id(request: HttpRequest) -> str:
    return str(getattr(request, "request_id", ""))[:36]
