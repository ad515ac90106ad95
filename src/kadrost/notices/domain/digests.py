"""The digest: at most one a person a day, and only when there is something to say that was not said before.

- Nothing is sent on a day off. The terms that fall on one were announced on the working days before it.
- Whoever reads daily gets it when something is new since the last one; on the first working day of a week what is
  still open is said again. Whoever reads weekly gets it on that day, and on others the urgent lines alone.
- The row of (person, day) is written with the letter in one transaction: a second attempt finds it and does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet

from kadrost.accounts.models import User
from kadrost.jobs.letters import full_address, page_address, send_letter
from kadrost.jobs.models import Letter
from kadrost.kernel.calendar import is_working_day
from kadrost.notices.domain.addressees import address_of, people_in_office
from kadrost.notices.models import USUAL_HOUR, DigestDay, NoticeSettings
from kadrost.notices.sections import Part, parts_for
from kadrost.region.domain.people import acting_on
from kadrost.ui.typography import counted, date_long

STOP_SALT = "notices.stop"
Choice = NoticeSettings.Digest


def people_awaiting_digest(today: date, hour: int) -> QuerySet[User]:
    """Whose hour has come and who has not been thought of today, in the order of their keys; nobody on a day off."""
    if not is_working_day(today):
        return User.objects.none()
    thought_of = DigestDay.objects.filter(day=today).values("person")
    due = Q(notice_settings__hour__lte=hour)
    if hour >= USUAL_HOUR:
        due |= Q(notice_settings=None)
    return (
        people_in_office(today)
        .filter(due)
        .exclude(notice_settings__digest=Choice.OFF)
        .exclude(pk__in=thought_of)
        .select_related("notice_settings")
        .order_by("pk")
    )


@transaction.atomic
def send_digest(*, person: User, today: date) -> Letter | None:
    """The person's digest of the day, or None where there is nothing to say or it was sent already."""
    day, is_new = DigestDay.objects.get_or_create(person=person, day=today)
    if not is_new:
        return None
    parts = _worth_telling(person, parts_for(person, acting_on(person, today), today), today)
    if not parts:
        return None
    letter = send_letter(
        kind="digest",
        key=f"digest:{person.pk}:{today.isoformat()}",
        to=address_of(person),
        name=str(person),
        person_key=str(person.pk),
        subject=digest_subject(parts, today),
        text=digest_text(person, parts, today),
        settings_url=stop_address(person),
    )
    day.letter, day.said = letter, sorted(_keys(parts))
    day.save(update_fields=["letter", "said"])
    return letter


def digest_subject(parts: Sequence[Part], today: date) -> str:
    """«На 10 марта 2027: возвращено 2, срок подходит у 3»."""
    return f"На {date_long(today)}: {', '.join(part.brief for part in parts)}".replace("\u00a0", " ")


def digest_text(person: User, parts: Sequence[Part], today: date) -> str:
    """The letter: a greeting, a block for each part, each line with its page, and where to change the settings."""
    called = " ".join(name for name in (person.given_name, person.patronymic) if name)
    blocks = [f"Здравствуйте, {called}." if called else "Здравствуйте."]
    blocks += [_block(part) for part in parts]
    blocks += [
        f"Открыть «Мою работу»\n{full_address('/')}",
        f"Изменить, как часто приходит сводка, или отказаться от неё\n{stop_address(person)}",
        "Письмо составлено kadrost, отвечать на него не нужно.",
    ]
    return "\n\n".join(blocks).replace("\u00a0", " ")


def stop_address(person: User) -> str:
    """A link by which the person changes the digest without signing in; it opens nothing else."""
    return page_address("notices-stop", signing.dumps(person.pk, salt=STOP_SALT))


def is_first_working_day_of_week(day: date) -> bool:
    """Whether no working day of the same week comes before."""
    monday = day - timedelta(days=day.weekday())
    return is_working_day(day) and not any(
        is_working_day(monday + timedelta(days=number)) for number in range(day.weekday())
    )


def _worth_telling(person: User, parts: list[Part], today: date) -> list[Part]:
    choice = getattr(getattr(person, "notice_settings", None), "digest", Choice.DAILY)
    if is_first_working_day_of_week(today):
        return parts
    if choice == Choice.WEEKLY:
        parts = _urgent(parts)
    last = DigestDay.objects.filter(person=person, day__lt=today).exclude(letter=None).order_by("-day").first()
    return parts if _keys(parts) - set(last.said if last else ()) else []


def _urgent(parts: Iterable[Part]) -> list[Part]:
    """The parts with their urgent lines alone."""
    kept = [replace(part, items=[item for item in part.items if item.is_urgent]) for part in parts]
    return [replace(part, total=len(part.items), path="") for part in kept if part.items]


def _keys(parts: Iterable[Part]) -> set[str]:
    return {item.key for part in parts for item in part.items}


def _block(part: Part) -> str:
    lines = [part.title]
    for item in part.items:
        lines += [f"– {item.words}", full_address(item.path)]
    if part.left_out and part.path:
        lines += [f"– и ещё {counted(part.left_out, 'строка', 'строки', 'строк')}", full_address(part.path)]
    return "\n".join(lines)
