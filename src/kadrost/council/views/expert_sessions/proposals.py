"""Proposals of a session: bringing, changing, joining, interests declared, the group's own decision."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from kadrost.council.domain.expert_sessions.marks import own_expert
from kadrost.council.domain.expert_sessions.proposals import (
    add_proposal,
    change_proposal,
    decide_outcome,
    declare_conflict,
    join_proposals,
    may_bring,
)
from kadrost.council.domain.expert_sessions.words import rule_words
from kadrost.council.forms.expert_sessions import (
    ChangedProposalForm,
    InterestForm,
    JoinForm,
    NewProposalForm,
    OutcomeForm,
)
from kadrost.council.models import Proposal, SessionExpert
from kadrost.council.permissions import require
from kadrost.council.views.expert_sessions.access import address_of, page_of, proposal_for, session_for
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.ui.request import PageRequest


@sign_in_first
def new_proposal(request: PageRequest, expert_session_id: int) -> HttpResponseBase:
    """Bring a proposal: one's own, or anybody's for whoever runs the session."""
    session = session_for(request, expert_session_id)
    acting = acting_of(request)
    me = own_expert(session, acting)
    if me is None or not may_bring(session, [me], acting):
        require("council.run_session", acting, session)
    runs = allows(request, "council.run_session", session)
    authors = session.experts.all() if runs else session.experts.filter(person=acting.user)
    form = NewProposalForm(request.POST or None, authors=authors, initial={"author": me, "horizon": session.horizon})

    def act() -> str:
        add_proposal(
            session=session, draft=form.draft(), authors=[form.cleaned_data["author"]],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Предложение внесено.")

    return page_of(request, session, form, act, title=_("Новое предложение"), button=_("Внести"))


@sign_in_first
def edit_proposal(request: PageRequest, proposal_id: int) -> HttpResponseBase:
    """Change a proposal."""
    proposal = proposal_for(request, proposal_id)
    session = proposal.session
    acting = acting_of(request)
    authors = [one.expert for one in proposal.authors.select_related("expert")]
    if not may_bring(session, authors, acting):
        require("council.run_session", acting, session)
    form = ChangedProposalForm(request.POST or None, initial=ChangedProposalForm.initial_of(proposal))

    def act() -> str:
        change_proposal(
            proposal=proposal, draft=form.draft(), version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Изменения сохранены.")

    return page_of(
        request, session, form, act, record=proposal, title=_("Изменить предложение"), button=_("Сохранить"),
        back=_place(proposal),
    )  # fmt: skip


@sign_in_first
def join(request: PageRequest, proposal_id: int) -> HttpResponseBase:
    """Join a proposal to another that says the same."""
    proposal = proposal_for(request, proposal_id)
    session = proposal.session
    acting = acting_of(request)
    require("council.run_session", acting, session)
    others = session.proposals.filter(joined_to=None).exclude(pk=proposal.pk)
    form = JoinForm(request.POST or None, others=others, initial={"kept": request.GET.get("with", "")})

    def act() -> str:
        kept = join_proposals(
            kept=form.cleaned_data["kept"], joined=proposal,
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Объединено с предложением «%(name)s».") % {"name": kept.name}

    return page_of(
        request, session, form, act, title=_("Объединить предложения"), button=_("Объединить"), lead=proposal.name
    )


@sign_in_first
def interest(request: PageRequest, proposal_id: int) -> HttpResponseBase:
    """Declare a personal interest: one's own, or of an expert without a sign-in by whoever runs the session."""
    proposal = proposal_for(request, proposal_id)
    session = proposal.session
    acting = acting_of(request)
    me = own_expert(session, acting)
    if me is None:
        require("council.run_session", acting, session)
    own = SessionExpert.objects.filter(session=session, person=acting.user) if me else SessionExpert.objects.none()
    on_paper = session.experts.filter(person=None)
    form = InterestForm(
        request.POST or None,
        experts=own | on_paper if allows(request, "council.run_session", session) else own,
        initial={"expert": me},
    )

    def act() -> str:
        conflict = declare_conflict(
            proposal=proposal, expert=form.cleaned_data["expert"], words=form.cleaned_data["words"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Записано: оценка эксперта %(name)s по этому предложению не учитывается.") % {"name": conflict.expert}

    return page_of(
        request, session, form, act, title=_("Личный интерес"), button=_("Заявить"), lead=proposal.name,
        back=_place(proposal),
    )  # fmt: skip


@sign_in_first
def decide(request: PageRequest, proposal_id: int) -> HttpResponseBase:
    """Record that the group decided otherwise than the rule."""
    proposal = proposal_for(request, proposal_id)
    session = proposal.session
    acting = acting_of(request)
    require("council.run_session", acting, session)
    form = OutcomeForm(
        request.POST or None,
        initial={"version": proposal.version, "outcome": proposal.outcome, "ground": proposal.outcome_ground},
    )

    def act() -> str:
        decide_outcome(
            proposal=proposal, outcome=form.cleaned_data["outcome"], ground=form.cleaned_data["ground"],
            version=form.cleaned_data["version"], acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Решение записано.")

    return page_of(
        request, session, form, act, record=proposal, title=_("Решение по предложению"), button=_("Записать"),
        lead=proposal.name, template="council/expert_sessions/decide.html", extra={"rule": rule_words(session)},
        back=_place(proposal),
    )  # fmt: skip


def _place(proposal: Proposal) -> str:
    return f"{address_of(proposal.session)}#proposal-{proposal.pk}"
