"""What background work and the outbox keep of people."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop

from kadrost.audit.personal import Category, Held, How, Purpose, by, declare, excuse, offer_purpose
from kadrost.jobs.models import Letter

offer_purpose(
    Purpose(
        "letters",
        title=gettext_noop("Письма о сроках и о защите учётной записи"),
        ground=gettext_noop("Закон: пункт 2 части 1 статьи 6 152-ФЗ"),
        retention=gettext_noop("пока открыта учётная запись"),
    )
)


def letters_to(person: Any) -> Q:
    """The letters to the person: those that name them and those to their address."""
    named = Q(person_key=str(person.pk))
    return named | Q(to_address=person.email) if person.email else named


declare(
    Held("jobs.Letter", title=gettext_noop("письма"), purpose="letters", how=How.CLEAR, of=letters_to,
        fields={"to_name": Category.NAME, "to_address": Category.CONTACT, "text": Category.DOCUMENT,
                "error": Category.DOCUMENT},
        instead={"state": lambda person: Letter.State.WITHDRAWN.value},
    )
)  # fmt: skip
declare(
    Held("jobs.Job", title=gettext_noop("запущенные фоновые работы"), purpose="trace", how=How.CLEAR, of=by("asked_by_key"),
        fields={"asked_by_name": Category.NAME, "asked_by_key": Category.ACT},
    )
)  # fmt: skip
excuse("jobs.Letter", "person_key", because="номер учётной записи, по нему письма человека и находятся")
excuse("jobs.Job", "name", because="название работы")
excuse("jobs.Recurrence", "name", because="название работы")
excuse("django_tasks_database.DBTaskResult", "backend_name", "queue_name", because="название очереди")
