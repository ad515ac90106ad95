"""What editions add to My work: the next editions that are looked at and not taken yet."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.template.loader import render_to_string

from kadrost.region.views.access import acting_of
from kadrost.roadmaps.dossier import WorkChapter, offer_work
from kadrost.roadmaps.models import EditionDraft
from kadrost.ui.request import PageRequest

SHOWN = 10


def offer_open_editions() -> None:
    """Offer the list to My work; called once when the platform starts."""
    offer_work(WorkChapter(order=25, render=open_editions, waiting=editions_waiting))


def editions_waiting(request: PageRequest) -> Sequence[QuerySet[EditionDraft]]:
    """For whom My work has the list: who changes a plan whose next edition is open."""
    return [_open(request)]


def open_editions(request: PageRequest) -> str:
    """The editions with who began them, the oldest first."""
    waiting = _open(request).select_related("plan", "made_by").defer("plan__columns")
    drafts = list(waiting.order_by("made_on", "pk")[:SHOWN])
    if not drafts:
        return ""
    return render_to_string("roadmaps/editions/parts/work.html", {"request": request, "drafts": drafts})


def _open(request: PageRequest) -> QuerySet[EditionDraft]:
    return EditionDraft.objects.handled_by(acting_of(request)).filter(state=EditionDraft.State.OPEN)
