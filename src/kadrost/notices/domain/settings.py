"""What a person wants to be told."""

from __future__ import annotations

from datetime import date

from django.core import signing
from django.db import transaction

from kadrost.accounts.models import User
from kadrost.audit.journal import Actor, record
from kadrost.kernel.errors import KadrostError
from kadrost.notices.domain.digests import STOP_SALT
from kadrost.notices.models import NoticeSettings

LAST_HOUR = 23


class NoticeRefused(KadrostError):
    """The settings cannot be as asked."""

    code = "notice_refused"


def settings_of(person: User) -> NoticeSettings:
    """The person's settings; the usual ones, unsaved, where they have chosen nothing."""
    return NoticeSettings.objects.filter(person=person).first() or NoticeSettings(person=person)


def person_of_link(token: str) -> User | None:
    """Whose link it is; None for one that was not made here."""
    try:
        key = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key, is_active=True).first()


@transaction.atomic
def choose_notices(
    *, person: User, digest: NoticeSettings.Digest, hour: int, today: date, request_id: str = ""
) -> NoticeSettings:
    """Keep the person's own choice, journalled; `NoticeRefused` for an hour that the day does not have."""
    if not 0 <= hour <= LAST_HOUR:
        raise NoticeRefused(f"Часа {hour} нет.", remedy="Укажите час от 0 до 23.")
    kept, _ = NoticeSettings.objects.select_for_update().get_or_create(person=person)
    if (kept.digest, kept.hour) == (digest, hour):
        return kept
    before = {"digest": kept.digest, "hour": kept.hour}
    kept.digest, kept.hour, kept.version = digest, hour, kept.version + 1
    kept.save(update_fields=["digest", "hour", "version"])
    record(
        actor=Actor(key=str(person.pk), name=str(person), request_id=request_id),
        action="choose_notices", subject=kept, on=today,
        before=before, after={"digest": kept.digest, "hour": kept.hour},
    )  # fmt: skip
    return kept
