"""What legal acts add to other pages: those that a measure asks for, those due for renewal in My work."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.template.loader import render_to_string

from kadrost.region.views.access import acting_of
from kadrost.roadmaps.domain.legal_acts.reading import ActLine, acts_due_by, due_at_work, ties_of_measure
from kadrost.roadmaps.dossier import MeasureChapter, WorkChapter, offer_measure_chapter, offer_work
from kadrost.roadmaps.models import LegalAct, Measure
from kadrost.roadmaps.views.legal_acts.register import row_of
from kadrost.ui.request import PageRequest


def offer_legal_act_chapters() -> None:
    """Offer both to the pages of plans."""
    offer_measure_chapter(MeasureChapter(order=26, render=acts_of_measure))
    offer_work(WorkChapter(order=31, render=acts_due, waiting=acts_waiting))


def acts_of_measure(request: PageRequest, measure: Measure) -> str:
    """The acts for which the measure asks, and whether each is in force; nothing where it asks for none."""
    rows = [
        (tie, tie.legal_act.binds_on(request.today), row_of(ActLine(tie.legal_act, status, 0)))
        for tie in ties_of_measure(measure, day=request.today)
        if (status := tie.legal_act.status_on(request.today))
    ]
    if not rows:
        return ""
    return render_to_string("roadmaps/legal_acts/parts/measure_chapter.html", {"request": request, "rows": rows})


def acts_waiting(request: PageRequest) -> Sequence[QuerySet[LegalAct]]:
    """For whom My work has this chapter: whose bodies have an act to renew."""
    return [acts_due_by(acting_of(request), today=request.today)]


def acts_due(request: PageRequest) -> str:
    """The acts that the person's bodies have to renew soon, or are late with."""
    due = due_at_work(acting_of(request), today=request.today)
    if not due:
        return ""
    rows = [(one, one.due_on(request.today)) for one in due]
    return render_to_string("roadmaps/legal_acts/parts/work.html", {"request": request, "rows": rows})
