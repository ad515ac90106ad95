"""Expert sessions: the list, one with its phases, experts and proposals, and the forms that run it."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q, prefetch_related_objects
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.council.domain.expert_sessions.calling import call_session, cancel_session, change_session
from kadrost.council.domain.expert_sessions.experts import balance_of, record_presence
from kadrost.council.domain.expert_sessions.marks import proposals_to_mark
from kadrost.council.domain.expert_sessions.phases import DOES, ORDER, move_phase, phases_after
from kadrost.council.domain.expert_sessions.proposals import alike_among, may_bring
from kadrost.council.domain.expert_sessions.reading import bodies_holding, sessions_visible_to
from kadrost.council.domain.expert_sessions.results import results_of, rounds_told, silent_experts
from kadrost.council.domain.expert_sessions.words import agreement_words, rule_words
from kadrost.council.forms.expert_sessions import (
    AgendaForm,
    CancelSessionForm,
    ChangedSessionForm,
    PhaseForm,
    PresenceForm,
    SessionForm,
)
from kadrost.council.models import (
    Confirmation,
    ExpertSession,
    InterestConflict,
    Meeting,
    Proposal,
    ProposalAuthor,
    SessionExpert,
)
from kadrost.council.permissions import require
from kadrost.council.views.access import body_for, form_page
from kadrost.council.views.expert_sessions.access import address_of, page_of, session_for
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated

Phase = ExpertSession.Phase
PER_PAGE = 30
LIGHTS = {
    Phase.PREPARATION: "not-due",
    Phase.PROPOSALS: "open",
    Phase.FIRST: "open",
    Phase.DISCUSSION: "open",
    Phase.SECOND: "open",
    Phase.RESULTS: "reported",
    Phase.CLOSED: "done",
    Phase.CANCELLED: "not-due",
}


@sign_in_first
def list_sessions(request: PageRequest) -> HttpResponseBase:
    """The sessions that the person may see, the latest first."""
    acting = acting_of(request)
    sessions = (
        sessions_visible_to(acting)
        .annotate(
            proposals_count=Count("proposals", filter=Q(proposals__joined_to=None), distinct=True),
            experts_count=Count("experts", distinct=True),
        )
        .order_by("-held_on", "-pk")
    )
    page = paginate(request, sessions, per_page=PER_PAGE)
    rows = [(one, LIGHTS[Phase(one.phase)], one.is_phase_late(request.today)) for one in page.object_list]
    bodies = list(bodies_holding(acting)) if request.as_of is None else []
    return render(request, "council/expert_sessions/list.html", {"page": page, "rows": rows, "bodies": bodies})


@sign_in_first
def show_session(request: PageRequest, expert_session_id: int) -> HttpResponseBase:
    """A session: where it stands and who may do what now, its proposals, experts and rule."""
    session = session_for(request, expert_session_id)
    acting = acting_of(request)
    may_run = allows(request, "council.run_session", session) and session.is_open
    prefetch_related_objects(
        [session], Prefetch("experts", queryset=SessionExpert.objects.select_related("organisation"))
    )
    experts = list(session.experts.all())
    me = next((one for one in experts if acting.user is not None and one.person_id == acting.user.pk), None)
    proposals = _proposals(session)
    joined: dict[int, list[Proposal]] = {}
    for one in proposals:
        if one.joined_to_id:
            joined.setdefault(one.joined_to_id, []).append(one)
    kept = [one for one in proposals if not one.joined_to_id]
    results = results_of(session) if rounds_told(session) else None
    by_proposal = {row.proposal.pk: row for row in results.rows} if results else {}
    may_propose = request.as_of is None and (may_run or bool(me and may_bring(session, [me], acting)))
    offered = proposals_to_mark(session, me).count() if me and session.takes_marks else 0
    return render(
        request,
        "council/expert_sessions/session.html",
        {
            "session": session,
            "light": LIGHTS[Phase(session.phase)],
            "does": translated(DOES[Phase(session.phase)]),
            "is_late": session.is_phase_late(request.today),
            "steps": _steps(session),
            "rows": [(one, joined.get(one.pk, []), by_proposal.get(one.pk)) for one in kept],
            "alike": alike_among(kept) if may_run and session.is_before_marks else (),
            "experts": experts,
            "balance": balance_of(experts),
            "silent": silent_experts(session) if may_run and session.takes_marks else (),
            "results": results,
            "agreement": agreement_words(results.final_agreement) if results and results.last_round else "",
            "rule": rule_words(session),
            "me": me,
            "offered": offered,
            "may_mark": bool(offered) and request.as_of is None,
            "may_run": may_run,
            "may_move": may_run and bool(phases_after(session)),
            "may_close": allows(request, "council.close_session", session) and session.phase == Phase.RESULTS,
            "may_propose": may_propose and session.is_before_marks,
            "may_declare": session.is_open and session.phase != Phase.RESULTS and request.as_of is None,
            "agenda_form": _agenda_form(request, session),
            "confirmations": _confirmations(session),
        },
    )


@sign_in_first
def new_session(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Call a session of the body."""
    body = body_for(request, body_id)
    acting = acting_of(request)
    require("council.hold_sessions", acting, body)
    form = SessionForm(request.POST or None, body=body, initial=SessionForm.usual())
    made: list[ExpertSession] = []

    def act() -> str:
        made.append(
            call_session(
                body=body, draft=form.draft(), acting=acting, today=request.today, request_id=request_id_of(request)
            )
        )
        return _("Сессия № %(number)s созвана. Теперь пригласите экспертов.") % {"number": made[0].number}

    back = reverse("council-body", args=(body.pk,))
    return form_page(
        request, form, act, record=body, title=_("Новая экспертная сессия"), button=_("Созвать"), back=back,
        lead=body.organisation.name, crumbs=((body.caption, back),), done=lambda: address_of(made[0]),
    )  # fmt: skip


@sign_in_first
def edit_session(request: PageRequest, expert_session_id: int) -> HttpResponseBase:
    """Change what the session is about, its days; its rule while nobody has marked."""
    session = session_for(request, expert_session_id)
    acting = acting_of(request)
    require("council.run_session", acting, session)
    form = ChangedSessionForm(request.POST or None, body=session.body, initial=ChangedSessionForm.initial_of(session))

    def act() -> str:
        change_session(
            session=session, draft=form.draft(), version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Изменения сохранены.")

    return page_of(request, session, form, act, title=_("Изменить сессию"), button=_("Сохранить"))


@sign_in_first
def change_phase(request: PageRequest, expert_session_id: int) -> HttpResponseBase:
    """Go on to the next phase, or back with a reason."""
    session = session_for(request, expert_session_id)
    acting = acting_of(request)
    require("council.run_session", acting, session)
    if not session.is_open:
        return redirect(address_of(session))
    following = phases_after(session)
    initial = {"version": session.version, "to": following[0] if following else ""}
    form = PhaseForm(request.POST or None, session=session, initial=initial)

    def act() -> str:
        moved = move_phase(
            session=session, to=form.cleaned_data["to"], reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"], acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Фаза сессии: %(phase)s.") % {"phase": translated(moved.get_phase_display()).lower()}

    silent = silent_experts(session) if session.takes_marks else []
    return page_of(
        request, session, form, act, title=_("Другая фаза"), button=_("Перейти"),
        template="council/expert_sessions/phase.html",
        extra={"silent": silent, "phases": [(translated(one.label), translated(DOES[one])) for one in ORDER]},
    )  # fmt: skip


@sign_in_first
def cancel(request: PageRequest, expert_session_id: int) -> HttpResponseBase:
    """Call the session off."""
    session = session_for(request, expert_session_id)
    acting = acting_of(request)
    require("council.run_session", acting, session)
    form = CancelSessionForm(request.POST or None, initial={"version": session.version})

    def act() -> str:
        cancel_session(
            session=session, ground=form.cleaned_data["ground"], version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Сессия отменена.")

    return page_of(request, session, form, act, title=_("Отменить сессию"), button=_("Отменить сессию"))


@sign_in_first
def presence(request: PageRequest, expert_session_id: int) -> HttpResponseBase:
    """Who takes part."""
    session = session_for(request, expert_session_id)
    acting = acting_of(request)
    require("council.run_session", acting, session)
    form = PresenceForm(request.POST or None, experts=list(session.experts.select_related("organisation")))

    def act() -> str:
        record_presence(
            session=session, presence=form.presence(),
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Участие записано.")

    return page_of(
        request, session, form, act, title=_("Участие экспертов"), button=_("Сохранить"),
        template="council/named_votes.html",
    )  # fmt: skip


def _proposals(session: ExpertSession) -> list[Proposal]:
    authors = ProposalAuthor.objects.select_related("expert")
    interests = InterestConflict.objects.select_related("expert")
    return list(
        session.proposals.prefetch_related(
            Prefetch("authors", queryset=authors), Prefetch("conflicts", queryset=interests)
        )
    )


def _confirmations(session: ExpertSession) -> list[Confirmation]:
    if session.phase != Phase.CLOSED:
        return []
    return list(session.confirmations.select_related("checkpoint__measure", "checkpoint__plan"))


def _steps(session: ExpertSession) -> list[dict[str, object]]:
    """The phases in order with their days; which is past and which is now."""
    order = [*ORDER, Phase.CLOSED]
    now = order.index(Phase(session.phase)) if session.phase in order else -1
    days = {
        Phase.PROPOSALS: session.proposals_until,
        Phase.FIRST: session.first_until,
        Phase.DISCUSSION: session.held_on,
        Phase.SECOND: session.second_until,
        Phase.CLOSED: session.closed_on,
    }
    return [
        {"label": translated(one.label), "day": days.get(one), "is_past": index < now, "is_now": index == now,
         "on_day": one in (Phase.DISCUSSION, Phase.CLOSED)}
        for index, one in enumerate(order)
    ]  # fmt: skip


def _agenda_form(request: PageRequest, session: ExpertSession) -> AgendaForm | None:
    """The choice of a meeting for the results, for whoever runs the body's meetings."""
    if session.phase not in (Phase.RESULTS, Phase.CLOSED) or session.agenda_item_id is not None:
        return None
    if not allows(request, "council.run_meetings", session.body):
        return None
    meetings = Meeting.objects.filter(body=session.body_id, state=Meeting.State.PLANNED)
    return AgendaForm(meetings=meetings.select_related("body__organisation")) if meetings.exists() else None
