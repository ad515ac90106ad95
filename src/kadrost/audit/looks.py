"""Who looked at whose personal data, and why: noted while a page is made, written together when it is answered.

A view that shows people says so once:

    record_look(request, people, purpose="Назначение людей на роли")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from kadrost.audit.journal import Actor
from kadrost.audit.models import Look

BATCH = 500


def record_look(request: Any, people: Iterable[models.Model], *, actor: Actor, purpose: str) -> None:
    """Note that the data of these people are shown to the actor for this purpose; their own data are not noted.

    `purpose` is Russian and kept as it is. Nothing is written before the answer: `looks_middleware` does it with one
    statement, and only where the answer is not a refusal.
    """
    noted: dict[tuple[str, str], Look] = request.__dict__.setdefault("_looks", {})
    now = timezone.now()
    for person in people:
        key = str(person.pk)
        if key == actor.key:
            continue
        noted[key, purpose] = Look(
            at=now, on=_day_of(request), viewer_key=actor.key, viewer_name=actor.name[:200], role=actor.role[:200],
            body_name=actor.body_name[:400], person_key=key, purpose=purpose[:200], request_id=actor.request_id,
        )  # fmt: skip


def looks_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Write what `record_look` noted during the request; a page that was refused showed nothing."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        noted = request.__dict__.get("_looks")
        if noted and response.status_code < 400:
            Look.objects.bulk_create(noted.values(), batch_size=BATCH)
        return response

    return middleware


def looks_at(person: models.Model) -> models.QuerySet[Look]:
    """The looks at a person's data, newest first."""
    return Look.objects.filter(person_key=str(person.pk)).order_by("-id")


def _day_of(request: Any) -> date:
    """The real day: data are looked at now, whatever day the page is shown for."""
    return timezone.localdate()
