"""What councils have to say in a person's digest: expert sessions that wait for their marks."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from kadrost.accounts.models import User
from kadrost.council.domain.expert_sessions.reading import session_work
from kadrost.notices.sections import Item, Part, offer_digest
from kadrost.region.acting import Acting
from kadrost.ui.typography import date_short

SHOWN = 10
SOON_DAYS = 2


def parts_of_sessions(person: User, acting: Acting, today: date) -> list[Part]:
    """The open rounds in which the person has given no marks."""
    items = []
    for one in session_work(acting).to_mark:
        last = one.last_day_of_phase
        term = f", до {date_short(last)}" if last else ""
        items.append(
            Item(
                key=f"session:{one.pk}:{one.round}",
                words=f"Экспертная сессия «{one.title}», тур {one.round}{term}",
                path=reverse("council-session", args=(one.pk,)),
                is_urgent=last is not None and (last - today).days <= SOON_DAYS,
            )
        )
    return [Part("Ждут вашей оценки", f"ждут оценки: {len(items)}", items[:SHOWN], len(items))]


offer_digest("council", parts_of_sessions, order=20)
