"""The digests, sent hour by hour to those whose hour has come."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from kadrost.accounts.models import User
from kadrost.jobs.recurring import Hourly, recur
from kadrost.jobs.works import Piece, Run, work
from kadrost.notices.domain.digests import people_awaiting_digest, send_digest
from kadrost.notices.models import DigestDay

logger = logging.getLogger("kadrost.notices")

AT_ONCE = 20
"""So many people are one piece: on SQLite a piece holds the only writer."""


@work("notices.digests", gettext_noop("Сводки"))
def digests(run: Run, *, day: str, hour: int) -> Piece | None:
    """Send the digests of those whose hour has come, some people a piece; the cursor counts people and letters."""
    today = date.fromisoformat(day)
    if today != timezone.localdate():
        run.said = "День прошёл раньше, чем очередь дошла до сводок: за него они не отправлены."
        return None
    thought_of, sent, whole = run.cursor or (0, 0, 0)
    waiting = people_awaiting_digest(today, hour)
    whole = whole or waiting.count()
    people = list(waiting[:AT_ONCE])
    sent += sum(_sent_to(person, today) for person in people)
    thought_of += len(people)
    run.said = f"Сводок отправлено: {sent}, людей просмотрено: {thought_of}."
    return Piece([thought_of, sent, whole], done=thought_of, of=whole) if len(people) == AT_ONCE else None


def _sent_to(person: User, today: date) -> bool:
    """Whether a letter was written. What one person's digest stumbles over does not keep the others from theirs."""
    try:
        return send_digest(person=person, today=today) is not None
    except Exception:
        logger.exception("the digest of person %s failed", person.pk)
        DigestDay.objects.get_or_create(person=person, day=today)
        return False


def _of_moment(moment: datetime) -> dict[str, Any]:
    local = timezone.localtime(moment)
    return {"day": local.date().isoformat(), "hour": local.hour}


recur("notices.digests", Hourly(0), digests, _of_moment)
