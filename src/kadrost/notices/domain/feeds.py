"""The calendar that a person's own program reads by a secret link: no sign-in, only what the person may see."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from kadrost.accounts.models import User
from kadrost.audit.journal import Actor, record
from kadrost.jobs.letters import full_address
from kadrost.kernel.errors import KadrostError
from kadrost.kernel.icalendar import DayEvent, days_calendar
from kadrost.notices.domain.addressees import people_in_office
from kadrost.notices.models import CalendarFeed
from kadrost.notices.sections import events_for
from kadrost.region.domain.people import acting_on

MOST_READS = 60
WINDOW = timedelta(hours=1)


class TooOften(KadrostError):
    """The calendar is read more often than any calendar needs."""

    code = "too_often"


@transaction.atomic
def make_feed(*, person: User, today: date, request_id: str = "") -> str:
    """A new secret link's token, told once; the link before it leads nowhere from now on. Journalled without the token."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        person=person,
        defaults={
            "token_hash": _hash(token), "made_at": timezone.now(), "used_at": None, "window_count": 0,
            "window_from": None,
        },
    )  # fmt: skip
    _journal(person, "make_feed", today, request_id)
    return token


@transaction.atomic
def revoke_feed(*, person: User, today: date, request_id: str = "") -> None:
    """The link leads nowhere from now on; nothing happens where there is none."""
    if CalendarFeed.objects.filter(person=person).exclude(token_hash=None).update(token_hash=None):
        _journal(person, "revoke_feed", today, request_id)


def feed_of(token: str, now: datetime) -> CalendarFeed | None:
    """Whose calendar the link opens, counted as a reading; None for a link that leads nowhere.

    A person without an appointment today has no calendar. `TooOften` past sixty readings an hour.
    """
    with transaction.atomic():
        feed = CalendarFeed.objects.select_for_update(of=("self",)).filter(token_hash=_hash(token)).first()
        if feed is None or not people_in_office(timezone.localdate(now)).filter(pk=feed.person_id).exists():
            return None
        if feed.window_from is None or now - feed.window_from >= WINDOW:
            feed.window_from, feed.window_count = now, 0
        feed.window_count, feed.used_at = feed.window_count + 1, now
        feed.save(update_fields=["window_from", "window_count", "used_at"])
    if feed.window_count > MOST_READS:
        raise TooOften("Календарь читают слишком часто.", remedy="Задайте обновление не чаще раза в час.")
    return feed


def calendar_of(person: User, *, today: date, stamp: datetime) -> bytes:
    """The person's calendar as a file of iCalendar: every day that any app has for them."""
    acting = acting_on(person, today)
    events = [
        DayEvent(
            uid=event.uid, day=event.day, summary=event.summary, description=event.description,
            url=full_address(event.path), sequence=event.sequence,
        )
        for event in events_for(person, acting, today)
    ]  # fmt: skip
    return days_calendar(events, name="kadrost: мои сроки", stamp=stamp)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _journal(person: User, action: str, today: date, request_id: str) -> None:
    feed = CalendarFeed.objects.get(person=person)
    record(
        actor=Actor(key=str(person.pk), name=str(person), request_id=request_id), action=action, subject=feed, on=today
    )
