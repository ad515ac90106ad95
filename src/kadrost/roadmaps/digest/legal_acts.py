"""What the register of legal acts says in a person's digest: what their bodies have to renew soon, or are late with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from kadrost.accounts.models import User
from kadrost.notices.sections import Item, Part
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.legal_acts.reading import due_at_work
from kadrost.ui.typography import date_short, days_until


def parts_of_legal_acts(_person: User, acting: Acting, today: date) -> Iterator[Part]:
    """One part; empty where nothing is due. An act counts as new when its day moves or passes."""
    items = []
    for one in due_at_work(acting, today=today):
        day = one.due_on(today)
        if day is not None:
            items.append(
                Item(
                    key=f"legal_act:{one.pk}:{day.isoformat()}:{'late' if day < today else 'due'}",
                    words=f"{one.caption}: до {date_short(day)}, {days_until(day, today)}",
                    path=reverse("roadmaps-legal-act", args=(one.pk,)),
                )
            )
    yield Part(
        "Нормативные акты: пора обновить", f"пора обновить актов: {len(items)}", items, len(items),
        reverse("roadmaps-legal-acts"),
    )  # fmt: skip
