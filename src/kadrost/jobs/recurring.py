"""The schedule: what recurs and when, declared in the `tasks.py` of each app; its rows say what has been asked for.

    recur("roadmaps.remind", Daily(time(6, 30)), remind, lambda moment: {"day": …})

After a time in which nobody worked, the newest moment that has passed is caught up once; the older ones are not: a
reminder of last Tuesday helps nobody. The key of the job is the moment's, so that no moment is ever done twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from kadrost.jobs.models import Job, Recurrence
from kadrost.jobs.works import Work


class When(Protocol):
    """A rule of moments."""

    def newest(self, now: datetime) -> datetime:
        """The newest moment that is not after `now`."""

    def following(self, moment: datetime) -> datetime:
        """The first moment after `moment`."""


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day at the same hour of the region."""

    at: time

    def newest(self, now: datetime) -> datetime:
        """Today's moment, or yesterday's where today's is to come."""
        today = self._on(timezone.localtime(now))
        return today if today <= now else self._on(timezone.localtime(now) - timedelta(days=1))

    def following(self, moment: datetime) -> datetime:
        """The next day's moment, or the same day's where that is later."""
        today = self._on(timezone.localtime(moment))
        return today if today > moment else self._on(timezone.localtime(moment) + timedelta(days=1))

    def _on(self, local: datetime) -> datetime:
        return timezone.make_aware(datetime.combine(local.date(), self.at))


@dataclass(frozen=True, slots=True)
class Hourly:
    """Every hour at the same minute."""

    minute: int = 0

    def newest(self, now: datetime) -> datetime:
        """This hour's moment, or the last hour's."""
        here = now.astimezone(UTC).replace(minute=self.minute, second=0, microsecond=0)
        return here if here <= now else here - timedelta(hours=1)

    def following(self, moment: datetime) -> datetime:
        """An hour after the newest."""
        return self.newest(moment) + timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line of the schedule: `arguments` are made of the moment."""

    name: str
    when: When
    work: Work
    arguments: Callable[[datetime], dict[str, Any]]


_recurring: dict[str, Recurring] = {}


def recur(
    name: str, when: When, work: Work, arguments: Callable[[datetime], dict[str, Any]] = lambda moment: {}
) -> None:
    """Declare a line of the schedule; a line of the same name is replaced."""
    _recurring[name] = Recurring(name, when, work, arguments)


def all_recurring() -> list[Recurring]:
    """The declared lines by name."""
    return [_recurring[name] for name in sorted(_recurring)]


def tick(now: datetime) -> list[Job]:
    """Ask for whatever is due now; several workers at once ask once. Rows of lines that are gone are dropped."""
    known = {row.name: row for row in Recurrence.objects.all()}
    asked = []
    for line in all_recurring():
        row = known.get(line.name)
        if row is None:
            Recurrence.objects.get_or_create(name=line.name, defaults={"next_at": line.when.following(now)})
        elif row.next_at <= now:
            job = _ask(line, now)
            asked += [job] if job else []
    gone = set(known) - set(_recurring)
    if gone:
        Recurrence.objects.filter(name__in=gone).delete()
    return asked


@transaction.atomic
def _ask(line: Recurring, now: datetime) -> Job | None:
    row = Recurrence.objects.select_for_update(skip_locked=True).filter(name=line.name, next_at__lte=now).first()
    if row is None:
        return None
    moment = line.when.newest(now)
    row.last_job = ask_for_moment(line, moment)
    row.last_at, row.next_at = moment, line.when.following(now)
    row.save(update_fields=["last_job", "last_at", "next_at"])
    return row.last_job


def ask_for_moment(line: Recurring, moment: datetime) -> Job:
    """The job of a line for a moment; asked for again it is the same."""
    return line.work.ask(key=f"{line.name}@{moment.astimezone(UTC):%Y-%m-%dT%H:%M}", **line.arguments(moment))
