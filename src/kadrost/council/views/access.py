"""Finding what a person may see of councils, and the page of one form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from kadrost.council.domain.queries import bodies_visible_to, meetings_visible_to
from kadrost.council.models import AgendaItem, Body, Decision, Meeting
from kadrost.region.views.access import acting_of
from kadrost.region.views.form_acts import DONE, STALE, carry_out
from kadrost.ui.request import PageRequest


def body_for(request: PageRequest, body_id: int) -> Body:
    """The council of the person's region; 404 otherwise."""
    return get_object_or_404(bodies_visible_to(acting_of(request)), pk=body_id)


def meeting_for(request: PageRequest, meeting_id: int) -> Meeting:
    """The meeting of a council of the person's region; 404 otherwise."""
    return get_object_or_404(meetings_visible_to(acting_of(request)), pk=meeting_id)


def item_for(request: PageRequest, item_id: int) -> AgendaItem:
    """The question of a meeting that the person may see; 404 otherwise."""
    items = AgendaItem.objects.filter(meeting__in=meetings_visible_to(acting_of(request)))
    return get_object_or_404(
        items.select_related("meeting__body__organisation__territory", "checkpoint__measure", "checkpoint__plan"),
        pk=item_id,
    )


def decision_for(request: PageRequest, decision_id: int) -> Decision:
    """The decision of a meeting that the person may see; 404 otherwise."""
    decisions = Decision.objects.filter(item__meeting__in=meetings_visible_to(acting_of(request)))
    return get_object_or_404(
        decisions.select_related(
            "item__meeting__body__organisation__territory", "checkpoint__plan", "checkpoint__measure", "requirement",
            "parent",
        ),
        pk=decision_id,
    )  # fmt: skip


def form_page(
    request: PageRequest,
    form: Any,
    act: Callable[[], str],
    *,
    record: Model,
    title: str,
    button: str,
    back: str,
    lead: str = "",
    crumbs: tuple[tuple[str, str], ...] = (),
    template: str = "council/form.html",
    extra: dict[str, Any] | None = None,
    done: Callable[[], str] | None = None,
    beside: Sequence[Any] = (),
) -> HttpResponseBase:
    """A page of one form: carried out and led `back` (or where `done` says), or shown with what is refused.

    `beside` are forms that have to be right as well.
    """
    status = carry_out(request, form, act, record=record, beside=beside)
    if status == DONE:
        return redirect(done() if done else back)
    facts = {
        "form": form,
        "title": title,
        "button": button,
        "back": back,
        "lead": lead,
        "trail": crumbs,
        "is_stale": status == STALE,
        "has_files": form.is_multipart(),
        **(extra or {}),
    }
    return render(request, template, facts, status=status)


def typed_number(written: str | None) -> int:
    """The whole number that an address or a hidden field brings; 0, which names no record, for anything else."""
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 19 else 0
