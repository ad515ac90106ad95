"""What addresses of councils name, for the test of access: a council of the region with a meeting that is held."""

from __future__ import annotations

from datetime import date

from kadrost.council.domain.agenda import ItemDraft, add_item, add_material
from kadrost.council.domain.approvals import FileDraft, StageDraft, begin_artefact, start_route
from kadrost.council.domain.bodies import BodyDraft, MemberDraft, add_member, create_body
from kadrost.council.domain.body_acts import bind_act
from kadrost.council.domain.decisions import DecisionDraft, write_decision
from kadrost.council.domain.duties import bind_measure
from kadrost.council.domain.expert_sessions.calling import SessionDraft, call_session
from kadrost.council.domain.expert_sessions.experts import ExpertDraft, add_expert
from kadrost.council.domain.expert_sessions.phases import move_phase
from kadrost.council.domain.expert_sessions.proposals import ProposalDraft, add_proposal
from kadrost.council.domain.planning import MeetingDraft, open_meeting, plan_meeting
from kadrost.council.models import Body, Membership
from kadrost.region.domain.people import SYSTEM
from kadrost.region.models import Organisation
from kadrost.roadmaps.models import LegalAct
from tests.web.factories import TODAY, MeasureFactory, PlanFactory


def council_keys(executor: Organisation, coordinator: Organisation) -> dict[str, object]:
    """A council, a member, a measure bound to it, a meeting with a question, a material and a decision."""
    body = create_body(
        organisation=None, name="Совет по мастерским", short_name="", territory=executor.territory,
        draft=BodyDraft(kind=Body.Kind.COORDINATION, genitive="Совета по мастерским"), acting=SYSTEM, today=TODAY,
    )  # fmt: skip
    chair = MemberDraft("Главнов Г. Г.", "министр", Membership.Part.CHAIR, valid_from=date(2027, 1, 1))
    membership = add_member(body=body, draft=chair, acting=SYSTEM, today=TODAY)
    duty = bind_measure(
        body=body, measure=MeasureFactory(plan=PlanFactory(coordinator=coordinator)), acting=SYSTEM, today=TODAY
    )
    meeting = plan_meeting(body=body, draft=MeetingDraft(TODAY), acting=SYSTEM, today=TODAY)
    meeting = open_meeting(meeting=meeting, version=meeting.version, acting=SYSTEM, today=TODAY)
    legal_act = LegalAct.objects.create(
        territory=executor.territory, kind="statute", title="О совете по мастерским", entered_on=TODAY
    )
    body_act = bind_act(body=body, legal_act=legal_act, part="statute", acting=SYSTEM, today=TODAY)
    item = add_item(meeting=meeting, draft=ItemDraft("О мастерских"), acting=SYSTEM, today=TODAY)
    material = add_material(
        item=item, title="Доклад", file_name="доклад.txt", content=b"text", acting=SYSTEM, today=TODAY
    )
    decision = write_decision(
        item=item, draft=DecisionDraft("Открыть мастерскую", executors=executor.name), acting=SYSTEM, today=TODAY
    )
    artefact = begin_artefact(
        title="Программа", kind="Программа", author=executor, file=FileDraft("программа.txt", b"text"),
        acting=SYSTEM, today=TODAY,
    )  # fmt: skip
    stage = StageDraft(1, "Согласование", "regional", executor, "10 дней")
    start_route(artefact=artefact, stages=[stage], version=1, acting=SYSTEM, today=TODAY)
    return {
        "artefact_id": artefact.pk,
        "version_id": artefact.versions.get().pk,
        "stage_id": artefact.versions.get().stages.get().pk,
        "body_id": body.pk,
        "body_act_id": body_act.pk,
        "membership_id": membership.pk,
        "bound_id": duty.pk,
        "meeting_id": meeting.pk,
        "item_id": item.pk,
        "material_id": material.pk,
        "decision_id": decision.pk,
        **session_keys(body),
    }


def session_keys(body: Body) -> dict[str, object]:
    """An expert session in its first round: experts without a sign-in, so that only who runs it enters their marks."""
    draft = SessionDraft(
        title="Профессии мастерских", branch="ремёсла", horizon="now", purpose="Найти новые профессии",
        ground="Решение совета", facilitator_name="Ведущая В. В.", proposals_until=TODAY, first_until=TODAY,
        held_on=TODAY, second_until=TODAY,
    )  # fmt: skip
    session = call_session(body=body, draft=draft, acting=SYSTEM, today=TODAY)
    experts = [
        add_expert(
            session=session, draft=ExpertDraft(name, "business", organisation_words="Завод"), acting=SYSTEM, today=TODAY
        )
        for name in ("Первый П. П.", "Второй В. В.", "Третий Т. Т.")
    ]
    proposals = [
        add_proposal(
            session=session, draft=ProposalDraft(name, "new", "now", "technology", "Новая линия"),
            authors=experts[:1], acting=SYSTEM, today=TODAY,
        )
        for name in ("Сварщик-оператор", "Наладчик роботов")
    ]  # fmt: skip
    for phase in ("proposals", "first"):
        session = move_phase(session=session, to=phase, version=session.version, acting=SYSTEM, today=TODAY)
    return {"expert_session_id": session.pk, "expert_id": experts[0].pk, "proposal_id": proposals[0].pk}
