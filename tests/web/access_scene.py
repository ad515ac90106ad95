"""One of everything that an address can name, and a person of every role, for the test of access."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.apps import apps
from django.core.files.base import ContentFile

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.jobs.letters import send_letter
from kadrost.jobs.models import Job
from kadrost.jobs.tasks import tidy
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.domain.personal.erasing import ask_erasure
from kadrost.region.models import Appointment, Delegation, Organisation, OrganisationName
from kadrost.roadmaps.domain.assessment.rounds import RoundFacts, assign_bodies, open_round, prepare_round
from kadrost.roadmaps.domain.campaigns import open_campaign
from kadrost.roadmaps.domain.control import ReportDraft, submit_report
from kadrost.roadmaps.domain.drafts.writing import DraftWords, begin_draft, put_measure
from kadrost.roadmaps.domain.editions.beginning import begin_inside
from kadrost.roadmaps.domain.editions.deciding import add_row
from kadrost.roadmaps.domain.editions.taking import EditionGround, take_edition
from kadrost.roadmaps.domain.effectiveness.facts import Period
from kadrost.roadmaps.domain.effectiveness.making import make_analysis
from kadrost.roadmaps.domain.evidence import EvidenceDraft
from kadrost.roadmaps.domain.intake import start_intake
from kadrost.roadmaps.domain.templates.beginning import AdaptationFacts, begin_adaptation
from kadrost.roadmaps.models import Act, Adaptation, CorrectionProposal, Evidence, Plan, Report, SavedView
from tests.council.access import council_keys
from tests.web.factories import (
    TODAY,
    ActFactory,
    CheckpointFactory,
    DutyFactory,
    GroupFactory,
    InvitationFactory,
    MeasureFactory,
    OrganisationFactory,
    PlanFactory,
    TerritoryFactory,
    UserFactory,
    person,
)
from tests.web.legal_acts.access import legal_act_keys
from tests.web.priorities.access import priority_keys
from tests.web.projects.access import project_keys

DOCUMENT = """План мероприятий «Мастерские» на 2027 год

№\tМероприятие\tСрок\tИсполнитель
1.\tОткрыть мастерскую\tвесной\tКолледж ремёсел
"""


@dataclass(frozen=True, slots=True)
class AccessScene:
    """Keys of the records for addresses, and the people by how they stand to them."""

    keys: dict[str, object]
    people: dict[str, User | None]


def make_scene() -> AccessScene:
    """A plan under control with a report and its document, a draft of another, and seven people."""
    body, other, office = (OrganisationFactory() for _ in range(3))
    plan = PlanFactory(coordinator=office, controller=office, is_public=True)
    plan.act.file.save("act.txt", ContentFile(b"text"))
    checkpoint = CheckpointFactory(measure__plan=plan)
    duty = DutyFactory(measure=checkpoint.measure, organisation=body, is_by_agreement=True)
    people: dict[str, User | None] = {
        "public": None,
        "nobody": UserFactory(),
        "executor": person(Role.EXECUTOR, body),
        "stranger": person(Role.EXECUTOR, other),
        "controller": person(Role.CONTROLLER, office),
        "coordinator": person(Role.COORDINATOR, office),
        "auditor": person(Role.AUDITOR, office),
        "administrator": person(Role.ADMINISTRATOR, office),
    }
    executor, coordinator = people["executor"], people["coordinator"]
    assert executor is not None
    assert coordinator is not None
    document = EvidenceDraft(kind="приказ", file_name="приказ.txt", content=b"text")
    report = submit_report(
        checkpoint=checkpoint,
        acting=acting_on(executor, TODAY),
        draft=ReportDraft(Report.Claim.DONE, "Сделано", {}, [document]),
        version=1,
        today=date(2027, 3, 5),
    )
    started = start_intake(
        data=DOCUMENT.encode(),
        name="план.txt",
        territory=TerritoryFactory(),
        acting=acting_on(coordinator, TODAY),
        today=TODAY,
    )
    assert started.intake is not None
    name = OrganisationName.objects.create(
        printed="Колледж", key="колледж", territory=body.territory, organisation=body
    )
    keys = {
        "object_type": "roadmaps.plan",
        "object_key": str(plan.pk),
        "organisation_id": body.pk,
        "name_id": name.pk,
        "group_id": GroupFactory().pk,
        "appointment_id": Appointment.objects.get(person=executor).pk,
        "person_id": executor.pk,
        "territory_id": plan.territory_id,
        "delegation_id": Delegation.objects.create(
            appointment=Appointment.objects.get(person=executor),
            deputy=coordinator,
            valid_from=TODAY + timedelta(days=5),
            valid_until=TODAY + timedelta(days=9),
            ground="отпуск",
        ).pk,
        "invitation_id": InvitationFactory(organisation=body, invited_by=coordinator).pk,
        "erasure_id": ask_erasure(words="", acting=acting_on(executor, TODAY), today=TODAY).pk,
        "token": "a-secret-of-nothing",
        "session_id": 0,
        "passkey_id": 0,
        "view_id": SavedView.objects.create(person=coordinator, name="Мой", query="").pk,
        "pk": started.intake.pk,
        "index": 0,
        "measure_id": checkpoint.measure_id,
        "duty_id": duty.pk,
        "checkpoint_id": checkpoint.pk,
        "report_id": report.pk,
        "plan_id": plan.pk,
        "act_id": plan.act_id,
        "evidence_id": Evidence.objects.get().pk,
        **background_keys(plan),
        **standard_keys(body, office, acting_on(coordinator, TODAY)),
        **council_keys(body, office),
        **legal_act_keys(checkpoint.measure, body, acting_on(coordinator, TODAY)),
        **project_keys(checkpoint.measure, body, acting_on(coordinator, TODAY)),
        **priority_keys(body, office, acting_on(coordinator, TODAY)),
        **edition_keys(plan, acting_on(coordinator, TODAY)),
        **template_keys(office, acting_on(coordinator, TODAY)),
        **analysis_keys(plan, acting_on(coordinator, TODAY)),
        "year": 2027,
        "layout": "docx",
    }
    return AccessScene(keys=keys, people=people)


def background_keys(plan: Plan) -> dict[str, object]:
    """A gathering over the plan, a failed job, a letter that did not leave, a line of the schedule."""
    letter = send_letter(kind="note", key="note", to="", subject="Тема", text="Текст")
    job = tidy.ask(key="tidy")
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED)
    return {
        "campaign_id": open_campaign(plans=[plan], year=2027, due_on=date(2028, 2, 15), today=TODAY).pk,
        "job_id": job.pk,
        "letter_id": letter.pk,
        "schedule_line": "jobs.tidy",
    }


def edition_keys(plan: Plan, acting: Acting) -> dict[str, object]:
    """The plan's first edition, superseded by one that changed nothing but a row, and the next one that is looked at."""
    first = begin_inside(plan=plan, acting=acting, today=TODAY)
    add_row(draft=first, words={"number": "9", "title": "Открыть музей"}, section="", acting=acting)
    first.refresh_from_db()
    ground = EditionGround("Распоряжение", "7-р", TODAY)
    take_edition(draft=first, ground=ground, acting=acting, version=first.version, today=TODAY)
    following = begin_inside(plan=plan, acting=acting, today=TODAY)
    return {
        "edition": 1,
        "edition_draft_id": following.pk,
        "edition_row_id": following.rows.values_list("pk", flat=True)[0],
    }


def template_keys(office: Organisation, acting: Acting) -> dict[str, object]:
    """A template that everybody sees, and a plan that the office makes out of it."""
    act = ActFactory(kind=Act.Kind.TEMPLATE, signed_on=None, number="", territory=office.territory)
    template = PlanFactory(act=act, kind=act.kind, is_public=True, coordinator=office)
    measure = MeasureFactory(plan=template)
    facts = AdaptationFacts(
        territory=office.territory,
        coordinator=office,
        controller=None,
        title="План мастерских",
        short_title="План мастерских",
        starts_on=date(2027, 9, 1),
        ends_on=date(2028, 12, 31),
        shift=Adaptation.Shift.YEARS,
    )
    adaptation = begin_adaptation(template=template, facts=facts, acting=acting, today=TODAY)
    return {"template_id": template.pk, "template_measure_id": measure.pk, "adaptation_id": adaptation.pk}


def analysis_keys(plan: Plan, acting: Acting) -> dict[str, object]:
    """An open analysis of the plan, and a proposed correction of the measure that the executor answers for."""
    period = Period(date(2027, 1, 1), date(2027, 6, 30), TODAY)
    analysis = make_analysis(plan=plan, period=period, acting=acting, today=TODAY)
    proposal = CorrectionProposal.objects.create(
        line=analysis.lines.exclude(facts__bodies=[])[0], position=9, kind=CorrectionProposal.Kind.ASK, ground="Молчит"
    )
    return {"analysis_id": analysis.pk, "correction_id": proposal.pk}


def standard_keys(body: Organisation, office: Organisation, acting: Acting) -> dict[str, object]:
    """An open round in which `body` answers for everything, a draft of a plan, and another plan to compare with."""
    facts = RoundFacts("Самооценка", date(2027, 1, 1), date(2027, 12, 31), date(2027, 4, 1), office)
    assessment = prepare_round(territory=office.territory, facts=facts, acting=acting, today=TODAY)
    bodies = {number: {body.pk} for number in range(1, 15)}
    assign_bodies(assessment=assessment, bodies=bodies, acting=acting, version=1, today=TODAY)
    open_round(assessment=assessment, acting=acting, version=2, today=TODAY)
    draft = begin_draft(title="План на год", territory=office.territory, coordinator=office, acting=acting, today=TODAY)
    measure = put_measure(
        draft=draft, words=DraftWords("Открыть мастерскую"), provision=None, acting=acting, today=TODAY
    )
    return {
        "number": 1,
        "round_id": assessment.pk,
        "question_id": assessment.questions.filter(provision__number=1).values_list("pk", flat=True)[0],
        "other_id": PlanFactory(coordinator=office, is_public=True).pk,
        "draft_id": draft.pk,
        "draft_measure_id": measure.pk,
    }


NOT_OF_THE_DEED = {"sessions.Session", "accounts.DeviceSession", "accounts.SignInCount", "audit.Look"}
"""What a refused request may leave behind: the session itself, when it was last seen, that an attempt
was counted, and that somebody looked."""


def everything(folder: Path) -> dict[str, object]:
    """All rows of all tables, and the stored files: what a refused act must leave as it was."""
    models = [model for model in apps.get_models() if model._meta.label not in NOT_OF_THE_DEED]
    rows: dict[str, object] = {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}
    return rows | {"files": stored_files(folder)}


def stored_files(folder: Path) -> list[str]:
    """The files under the folder, for a look that nothing was kept."""
    return sorted(str(path) for path in folder.rglob("*") if path.is_file())
