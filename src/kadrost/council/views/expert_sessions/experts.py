"""Experts of a session and their marks: inviting, changing, letting go, the sheet of a round."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.council.domain.expert_sessions.experts import add_expert, change_expert, remove_expert
from kadrost.council.domain.expert_sessions.marks import give_marks, marks_of, proposals_to_mark
from kadrost.council.domain.expert_sessions.results import ProposalResult, results_of
from kadrost.council.forms.expert_marks import MarkFields, MarksForm
from kadrost.council.forms.expert_sessions import ExpertForm
from kadrost.council.models import Mark, SessionExpert
from kadrost.council.permissions import require
from kadrost.council.views.expert_sessions.access import address_of, expert_for, page_of, say, session_for
from kadrost.kernel.errors import KadrostError
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.ui.request import PageRequest


@sign_in_first
def new_expert(request: PageRequest, expert_session_id: int) -> HttpResponseBase:
    """Invite an expert."""
    session = session_for(request, expert_session_id)
    acting = acting_of(request)
    require("council.run_session", acting, session)
    form = ExpertForm(request.POST or None, body=session.body)

    def act() -> str:
        expert = add_expert(
            session=session, draft=form.draft(), acting=acting, today=request.today, request_id=request_id_of(request)
        )
        return _("Приглашён эксперт: %(name)s.") % {"name": expert.name}

    return page_of(request, session, form, act, title=_("Новый эксперт"), button=_("Пригласить"))


@sign_in_first
def edit_expert(request: PageRequest, expert_id: int) -> HttpResponseBase:
    """Change what is known of an expert."""
    expert = expert_for(request, expert_id)
    session = expert.session
    acting = acting_of(request)
    require("council.run_session", acting, session)
    form = ExpertForm(request.POST or None, body=session.body, initial=ExpertForm.initial_of(expert))

    def act() -> str:
        change_expert(
            expert=expert, draft=form.draft(), acting=acting, today=request.today, request_id=request_id_of(request)
        )
        return _("Изменения сохранены.")

    return page_of(request, session, form, act, title=_("Изменить сведения об эксперте"), button=_("Сохранить"))


@require_POST
@sign_in_first
def drop_expert(request: PageRequest, expert_id: int) -> HttpResponseBase:
    """Take an expert off the list."""
    expert = expert_for(request, expert_id)
    try:
        remove_expert(expert=expert, acting=acting_of(request), today=request.today, request_id=request_id_of(request))
    except KadrostError as refusal:
        say(request, refusal)
    return redirect(address_of(expert.session))


@sign_in_first
def marks(request: PageRequest, expert_id: int) -> HttpResponseBase:
    """The expert's sheet of the open round; from paper, of one without a sign-in, by whoever runs the session."""
    expert = expert_for(request, expert_id)
    session = expert.session
    acting = acting_of(request)
    if expert.person_id is None:
        require("council.run_session", acting, session)
    else:
        require("council.mark_as", acting, expert)
    if not session.takes_marks:
        messages.info(request, _("Сейчас оценки не принимаются: их ставят в первом и втором туре."))
        return redirect(address_of(session))
    proposals = list(proposals_to_mark(session, expert))
    # A sheet from paper is never shown again: nobody but experts themselves reads whose marks are whose.
    given = marks_of(expert, session.round) if expert.person_id else {}
    before = marks_of(expert, 1) if expert.person_id and session.round > 1 else {}
    form = MarksForm(request.POST or None, proposals=proposals, criteria=session.criteria, given=given or before)

    def act() -> str:
        said = give_marks(
            expert=expert, marks=form.drafts(),
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Оценки сохранены: предложений %(marked)s, воздержались по %(abstained)s, без оценки %(left)s.") % {
            "marked": said.marked,
            "abstained": said.abstained,
            "left": said.left,
        }

    told = {row.proposal.pk: row for row in results_of(session).rows} if session.round > 1 else {}
    title = _("Оценки, тур %(round)s") % {"round": session.round}
    return page_of(
        request, session, form, act, title=title, button=_("Сохранить оценки"),
        lead=_lead(expert), template="council/expert_sessions/marks.html",
        extra={
            "expert": expert,
            "sheet": [_line(fields, before.get(fields.proposal.pk), told) for fields in form.sheet],
            "left_out": expert.conflicts.select_related("proposal"),
            "is_taken_over": session.round > 1 and not given and bool(before),
            "is_entered": expert.person_id is None and expert.ballots.filter(round=session.round).exists(),
        },
    )  # fmt: skip


def _lead(expert: SessionExpert) -> str:
    if expert.person_id is None:
        return _("С бумажного листа: %(name)s, %(organisation)s") % {
            "name": expert.name,
            "organisation": expert.represents,
        }
    return expert.session.title


def _line(
    fields: MarkFields, before: Mark | None, told: dict[int, ProposalResult]
) -> tuple[MarkFields, Mark | None, ProposalResult | None]:
    """The fields of a proposal, what the expert gave before, and what the group did."""
    return fields, before, told.get(fields.proposal.pk)
