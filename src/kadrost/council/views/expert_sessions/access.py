"""Finding what a person may see of expert sessions, and the page of one form about a session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.council.domain.expert_sessions.reading import sessions_visible_to
from kadrost.council.models import ExpertSession, Proposal, SessionExpert
from kadrost.council.views.access import form_page
from kadrost.kernel.errors import KadrostError
from kadrost.region.permissions import PermissionRefused
from kadrost.region.views.access import acting_of
from kadrost.ui.request import PageRequest


def session_for(request: PageRequest, expert_session_id: int) -> ExpertSession:
    """The session that the person may see; 404 otherwise."""
    return get_object_or_404(sessions_visible_to(acting_of(request)), pk=expert_session_id)


def expert_for(request: PageRequest, expert_id: int) -> SessionExpert:
    """The expert of a session that the person may see; 404 otherwise."""
    experts = SessionExpert.objects.filter(session__in=sessions_visible_to(acting_of(request)))
    return get_object_or_404(
        experts.select_related("session__body__organisation__territory", "organisation", "person"), pk=expert_id
    )


def proposal_for(request: PageRequest, proposal_id: int) -> Proposal:
    """The proposal of a session that the person may see; 404 otherwise."""
    proposals = Proposal.objects.filter(session__in=sessions_visible_to(acting_of(request)))
    return get_object_or_404(proposals.select_related("session__body__organisation__territory"), pk=proposal_id)


def page_of(
    request: PageRequest,
    session: ExpertSession,
    form: Any,
    act: Callable[[], str],
    *,
    title: str,
    button: str,
    record: Model | None = None,
    lead: str = "",
    template: str = "council/form.html",
    extra: dict[str, Any] | None = None,
    back: str = "",
) -> HttpResponseBase:
    """A page of one form about the session, led back to it."""
    return form_page(
        request, form, act, record=record or session, title=title, button=button, back=back or address_of(session),
        lead=lead or session.title, crumbs=crumbs_of(session), template=template,
        extra={"session": session, **(extra or {})},
    )  # fmt: skip


def crumbs_of(session: ExpertSession) -> tuple[tuple[str, str], ...]:
    """The way from the sessions to this one."""
    return (
        (_("Экспертные сессии"), reverse("council-sessions")),
        (_("Сессия № %(number)s") % {"number": session.number}, address_of(session)),
    )


def address_of(session: ExpertSession) -> str:
    """Where the session is shown."""
    return reverse("council-session", args=(session.pk,))


def say(request: PageRequest, refusal: KadrostError) -> None:
    """Show a refusal as a message; one of permission becomes the page of 403."""
    if isinstance(refusal, PermissionRefused):
        raise refusal
    messages.error(request, f"{refusal.message} {refusal.remedy}")
