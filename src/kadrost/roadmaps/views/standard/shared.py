"""What the pages of the Standard share: their tabs, and where a number in the address leads."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, request_id_of
from kadrost.roadmaps.permissions import is_staff_of_region
from kadrost.ui.request import PageRequest
from kadrost.ui.tabs import Tab


def standard_tabs(request: PageRequest, current: str) -> list[Tab]:
    """The pages of the Standard; drafts are shown to whoever holds a role."""
    pages = [
        ("coverage", _("Положения"), "roadmaps-standard"),
        ("assessments", _("Самооценка"), "roadmaps-assessments"),
        ("comparison", _("Сравнение планов"), "roadmaps-comparison"),
        ("priorities", _("Приоритеты"), "roadmaps-priorities"),
    ]
    if is_staff_of_region(acting_of(request)):
        pages.append(("drafts", _("Проекты планов"), "roadmaps-drafts"))
    return [Tab(title, reverse(name), current=key == current) for key, title, name in pages]


def wanted_number(written: str) -> int | None:
    """A record's number out of the address; none where there is none, 404 for anything else."""
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) < 18):
        raise Http404
    return int(written)


def who_acts(request: PageRequest) -> dict[str, Any]:
    """What every act is told of the person and the day."""
    return {"acting": acting_of(request), "today": request.today, "request_id": request_id_of(request)}
