"""The sessions of a person: noted at sign-in, seen while they last, ended one by one or all together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from kadrost.accounts.devices import name_device
from kadrost.accounts.models import DeviceSession, User
from kadrost.accounts.permissions import AccountRefused, Caller, require_looking_after
from kadrost.accounts.throttle import address_of, mask_network
from kadrost.audit import journal

SINCE, SEEN, DEVICE = "signed_in_at", "seen_at", "device_session"
# How exact «last seen» is: a write every few minutes, not at every page.
NOTED_EVERY = timedelta(minutes=5)


def note_sign_in(request: HttpRequest, person: User) -> DeviceSession:
    """Keep where the person has just signed in; the session carries since when it lasts."""
    now = timezone.now()
    if not request.session.session_key:
        request.session.create()
    noted, _created = DeviceSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "person": person,
            "device": name_device(request.META.get("HTTP_USER_AGENT", "")),
            "network": mask_network(address_of(request)),
            "since": now,
            "seen_at": now,
        },
    )
    request.session[DEVICE] = noted.pk
    request.session[SINCE] = request.session[SEEN] = now.timestamp()
    forget_dead_sessions(person)
    return noted


def is_over(request: HttpRequest, now: datetime) -> bool:
    """Whether the session has lasted or rested longer than it may."""
    since, seen = request.session.get(SINCE), request.session.get(SEEN)
    if since is None or seen is None:
        return False
    age, rest = now.timestamp() - since, now.timestamp() - seen
    return bool(age > settings.SESSION_COOKIE_AGE or rest > settings.SESSION_IDLE_SECONDS)


def is_due(request: HttpRequest, now: datetime) -> bool:
    """Whether it is time to note again that the person is here."""
    seen = request.session.get(SEEN)
    every = min(NOTED_EVERY.total_seconds(), settings.SESSION_IDLE_SECONDS / 4)
    return seen is not None and now.timestamp() - seen >= every


def note_presence(request: HttpRequest, now: datetime) -> None:
    """Keep that the person was seen now, and under which key their session goes."""
    request.session[SEEN] = now.timestamp()
    DeviceSession.objects.filter(pk=request.session.get(DEVICE, 0)).update(
        seen_at=now, session_key=request.session.session_key, network=mask_network(address_of(request))
    )


def follow_session_key(request: HttpRequest) -> None:
    """After Django gave the session another key, such as with a new password: the list goes on with it."""
    DeviceSession.objects.filter(pk=request.session.get(DEVICE, 0)).update(session_key=request.session.session_key)


def forget_session(session_key: str | None) -> None:
    """The person has signed out: their session leaves the list."""
    DeviceSession.objects.filter(session_key=session_key or "").delete()


def forget_dead_sessions(person: User) -> None:
    """Drop from the person's list what has expired by itself."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    person.device_sessions.exclude(session_key__in=alive).delete()


def sessions_of(person: User) -> list[DeviceSession]:
    """The sessions that still open something, the one seen last first; one query."""
    oldest = timezone.now() - timedelta(seconds=min(settings.SESSION_IDLE_SECONDS, settings.SESSION_COOKIE_AGE))
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return list(person.device_sessions.filter(session_key__in=alive, seen_at__gt=oldest - NOTED_EVERY))


@transaction.atomic
def end_own_session(*, session_id: int, caller: Caller) -> None:
    """End one of the caller's sessions. `AccountRefused` where there is none of that number."""
    found = caller.user.device_sessions.filter(pk=session_id)
    if not close(found):
        raise AccountRefused(_("Этот сеанс уже завершён."), remedy=_("Обновите страницу."))
    journal.record(actor=caller.actor(), action="end_session", subject=caller.user, on=timezone.localdate())


@transaction.atomic
def end_other_sessions(*, caller: Caller, keep: str | None) -> int:
    """End the caller's sessions but the one of the key `keep`; how many there were."""
    count = close(caller.user.device_sessions.exclude(session_key=keep or ""))
    if count:
        journal.record(
            actor=caller.actor(),
            action="end_sessions",
            subject=caller.user,
            on=timezone.localdate(),
            after={"count": count},
        )
    return count


@transaction.atomic
def end_sessions_of(*, person: User, ground: str, caller: Caller) -> int:
    """End every session of another person, on a ground; how many there were. Raises NotAllowed, AccountRefused."""
    require_looking_after(caller, person)
    if not ground.strip():
        raise AccountRefused(_("Основание не указано."), remedy=_("Напишите, почему сеансы завершаются."))
    count = close(person.device_sessions.all())
    journal.record(
        actor=caller.actor(),
        action="end_sessions",
        subject=person,
        on=timezone.localdate(),
        ground=ground.strip(),
        after={"count": count},
    )
    return count


def close_sessions(person: User, *, keep: str | None = None) -> int:
    """End the person's sessions but the one of the key `keep`, as a part of another deed; how many there were."""
    return close(person.device_sessions.exclude(session_key=keep or ""))


def close(found: Iterable[DeviceSession]) -> int:
    """End the sessions: their keys open nothing any more."""
    sessions = {one.pk: one.session_key for one in found}
    Session.objects.filter(session_key__in=sessions.values()).delete()
    DeviceSession.objects.filter(pk__in=sessions).delete()
    return len(sessions)
