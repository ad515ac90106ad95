"""What came of a session: the results page, its papers, closing, the way to a meeting's agenda."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.council.domain.expert_sessions.closing import (
    close_session,
    obstacles,
    protocol_content,
    protocol_name,
    put_on_agenda,
)
from kadrost.council.domain.expert_sessions.papers import results_sheet_of
from kadrost.council.domain.expert_sessions.results import results_of, rounds_told, sheet_of
from kadrost.council.domain.expert_sessions.words import (
    agreement_words,
    change_words,
    figure,
    missing_rule_words,
    percent,
    rule_words,
    thresholds_words,
)
from kadrost.council.forms.expert_sessions import ClosingForm
from kadrost.council.models import ExpertSession, Meeting, Membership
from kadrost.council.permissions import require
from kadrost.council.views.access import typed_number
from kadrost.council.views.expert_sessions.access import address_of, crumbs_of, page_of, say, session_for
from kadrost.kernel.errors import KadrostError
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.roadmaps.views.downloads import as_attachment
from kadrost.ui.papers.files import paper_file
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import in_russian

Phase = ExpertSession.Phase


@sign_in_first
def show_results(request: PageRequest, expert_session_id: int) -> HttpResponseBase:
    """The results of the rounds that are told, without names."""
    session = session_for(request, expert_session_id)
    results = results_of(session)
    may_decide = allows(request, "council.run_session", session) and session.phase == Phase.RESULTS
    return render(
        request,
        "council/expert_sessions/results.html",
        {
            "session": session,
            "trail": crumbs_of(session),
            "results": results,
            "told": rounds_told(session),
            "rows": [
                {
                    "row": row,
                    "median": figure(row.final.median if row.final else None),
                    "range": figure(row.final.range if row.final else None),
                    "share": percent(row.final.share) if row.final else "–",
                    "count": row.final.count if row.final else 0,
                    "first": figure(row.rounds[1].median if 1 in row.rounds else None),
                    "change": change_words(row.change),
                    "criteria": [
                        (name, figure(one)) for name, one in zip(session.criteria, row.criteria, strict=False)
                    ],
                    "confidence": figure(row.confidence),
                }
                for row in results.rows
            ],
            "agreements": [
                (one, results.voted[one], agreement_words(found)) for one, found in results.agreement.items()
            ],
            "rule": rule_words(session),
            "thresholds": thresholds_words(),
            "missing": missing_rule_words(),
            "may_decide": may_decide,
        },
    )


@sign_in_first
@in_russian
def download_results(request: PageRequest, expert_session_id: int) -> HttpResponseBase:
    """The results and the marks by experts' numbers as xlsx."""
    session = session_for(request, expert_session_id)
    paper = results_sheet_of(session, results_of(session), sheet_of(session), as_of=session.closed_on or request.today)
    return paper_file(paper, "xlsx", name=f"Итоги экспертной сессии {session.number.replace('/', '-')}")


@sign_in_first
@in_russian
def download_protocol(request: PageRequest, expert_session_id: int) -> HttpResponseBase:
    """The protocol as docx: the frozen paper once it is signed, before that a draft as it stands."""
    session = session_for(request, expert_session_id)
    if session.phase == Phase.CLOSED:
        return as_attachment(session.paper, protocol_name(session))
    draft = protocol_content(session, as_of=request.today)
    return paper_file(draft, "docx", name=f"Проект протокола экспертной сессии {session.number.replace('/', '-')}")


@sign_in_first
def close(request: PageRequest, expert_session_id: int) -> HttpResponseBase:
    """Sign the protocol; what stands against it is named before the form."""
    session = session_for(request, expert_session_id)
    acting = acting_of(request)
    require("council.close_session", acting, session)
    form = ClosingForm(request.POST or None, initial=_usual_signers(session, request))

    def act() -> str:
        close_session(
            session=session, draft=form.draft(), version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Протокол подписан, сессия закрыта.")

    return page_of(
        request, session, form, act, title=_("Подписать протокол"), button=_("Подписать"),
        template="council/expert_sessions/close.html", extra={"obstacles": obstacles(session)},
    )  # fmt: skip


@require_POST
@sign_in_first
def agenda(request: PageRequest, expert_session_id: int) -> HttpResponseBase:
    """Put the results on a planned meeting's agenda."""
    session = session_for(request, expert_session_id)
    meeting = get_object_or_404(
        Meeting.objects.filter(body=session.body_id).select_related("body__organisation__territory"),
        pk=typed_number(request.POST.get("meeting")),
    )
    try:
        put_on_agenda(
            session=session, meeting=meeting,
            acting=acting_of(request), today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
    except KadrostError as refusal:
        say(request, refusal)
        return redirect(address_of(session))
    messages.success(request, _("Итоги внесены в повестку, протокол приложен."))
    return redirect(reverse("council-meeting", args=(meeting.pk,)))


def _usual_signers(session: ExpertSession, request: PageRequest) -> dict[str, object]:
    members = list(Membership.objects.filter(body=session.body_id).in_force(session.held_on))
    chair = next((one for one in members if one.part == Membership.Part.CHAIR), None)
    secretary = next((one for one in members if one.part == Membership.Part.SECRETARY), None)
    return {
        "version": session.version,
        "closed_on": request.today,
        "chair_name": chair.name if chair else "",
        "chair_post": chair.post if chair else "",
        "secretary_name": secretary.name if secretary else "",
    }
