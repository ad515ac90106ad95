"""The yearly gathering of information: who must answer, who has, who is silent; reminding the silent; closing.

A body must answer where it holds a duty, by itself or in a group, in a measure that had a term in the year. It answers
with its own word that the information is whole; where reports are missing it says why.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import rules
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet

from kadrost.accounts.roles import Role
from kadrost.audit.journal import SYSTEM, Actor, record
from kadrost.region.domain.people import Acting
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.terms import check_new_term
from kadrost.roadmaps.models import Campaign, CampaignAnswer, CampaignPlan, CampaignReminder, Checkpoint, Duty, Plan
from kadrost.roadmaps.permissions import PermissionRefused, may_change_plan, may_see_inside, require

MOST_WORDS = 2_000
CLOSED_STATES = (Checkpoint.State.ACCEPTED, Checkpoint.State.REMOVED)


def may_see_campaign(acting: Acting, campaign: Campaign) -> bool:
    """Sees who has answered: whoever sees inside one of its plans."""
    return any(may_see_inside(acting, plan) for plan in campaign.plans.all())


def may_run_campaign(acting: Acting, campaign: Campaign) -> bool:
    """Reminds and closes: the coordinator of all its plans, or an administrator over them."""
    plans = list(campaign.plans.all())
    return bool(plans) and all(may_change_plan(acting, plan) for plan in plans)


rules.add_rule("roadmaps.see_campaign", rules.predicate(may_see_campaign))
rules.add_rule("roadmaps.run_campaign", rules.predicate(may_run_campaign))


@dataclass(frozen=True, slots=True)
class BodyProgress:
    """How a body stands: its terms of the year, those without any report, and its answer."""

    organisation: Organisation
    terms: int
    missing: int
    answer: CampaignAnswer | None
    reminded: tuple[date, ...]

    @property
    def is_silent(self) -> bool:
        """Whether it has not answered."""
        return self.answer is None

    @property
    def reported(self) -> int:
        """At how many terms something is said."""
        return self.terms - self.missing


@dataclass(frozen=True, slots=True)
class Progress:
    """A campaign's bodies, the silent ones first, and how many printed names are of nobody known."""

    bodies: Sequence[BodyProgress]
    unresolved: int

    @property
    def answered(self) -> int:
        """How many have answered."""
        return sum(not body.is_silent for body in self.bodies)

    @property
    def silent(self) -> list[BodyProgress]:
        """Those that have not."""
        return [body for body in self.bodies if body.is_silent]

    @property
    def missing(self) -> int:
        """At how many terms of the bodies nothing is said; a term of two bodies counts for each."""
        return sum(body.missing for body in self.bodies)


def progress_of(campaign: Campaign) -> Progress:
    """Who must answer and how they stand, by a constant number of queries."""
    terms, missing = _counts(campaign)
    duties = Duty.objects.filter(measure__in=list(terms)).order_by()
    measures: dict[int, set[int]] = {}
    groups: dict[int, set[int]] = {}
    unresolved = set()
    for measure, body, group, name in duties.values_list("measure", "organisation", "group", "printed_name"):
        if body:
            measures.setdefault(body, set()).add(measure)
        elif group:
            groups.setdefault(group, set()).add(measure)
        else:
            unresolved.add(name)
    members = Organisation.groups.through.objects.filter(organisationgroup__in=list(groups))
    for group, body in members.values_list("organisationgroup", "organisation"):
        measures.setdefault(body, set()).update(groups[group])
    return Progress(_bodies(campaign, measures, terms, missing), len(unresolved))


def missing_terms(campaign: Campaign, organisation: Organisation) -> QuerySet[Checkpoint]:
    """The body's terms of the year about which nothing is said, by due day."""
    mine = Q(organisation=organisation) | Q(group__members=organisation)
    measures = Duty.objects.filter(mine, measure__plan__in=campaign.plans.all()).values("measure")
    return (
        _terms(campaign)
        .filter(measure__in=measures, reports_count=0)
        .exclude(state__in=CLOSED_STATES)
        .select_related("measure", "plan")
        .order_by("due_on", "pk")
    )


def open_campaigns_of(bodies: Collection[int]) -> list[tuple[Campaign, Organisation]]:
    """The open campaigns in which one of these bodies is still silent."""
    found = []
    for campaign in Campaign.objects.filter(
        state=Campaign.State.OPEN, plans__measures__duties__isnull=False
    ).distinct():
        found += [(campaign, one.organisation) for one in progress_of(campaign).silent if one.organisation.pk in bodies]
    return found


@transaction.atomic
def open_campaign(
    *,
    plans: Sequence[Plan],
    year: int,
    due_on: date,
    today: date,
    acting: Acting | None = None,
    request_id: str = "",
) -> Campaign:
    """Begin to gather a year's information over the plans; by the platform itself where nobody acts.

    Raises `PermissionRefused` unless the person coordinates every plan, `ControlRefused` where a plan's year is
    gathered already, has no terms, or the day has passed.
    """
    if not plans:
        raise ControlRefused("Планы не выбраны.", remedy="Отметьте хотя бы один план.")
    for plan in plans:
        if acting is not None:
            require("roadmaps.change_plan", acting, plan)
        check_new_term(due_on, plan=plan, today=today, is_far_confirmed=True)
        if not plan.checkpoints.filter(due_on__year=year).exists():
            raise ControlRefused(f"В плане «{plan}» нет сроков {year} года.", remedy="Выберите другой год или план.")
    coordinators = {plan.coordinator for plan in plans}
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(
                year=year, opened_on=today, due_on=due_on, is_automatic=acting is None,
                coordinator=coordinators.pop() if len(coordinators) == 1 else None,
            )  # fmt: skip
            CampaignPlan.objects.bulk_create(CampaignPlan(campaign=campaign, plan=plan, year=year) for plan in plans)
    except IntegrityError as error:
        raise ControlRefused(
            f"Информация за {year} год по одному из планов уже собирается.", remedy="Откройте начатый сбор."
        ) from error
    record(
        actor=_actor(acting, request_id), action="open_campaign", subject=campaign, on=today,
        after={"year": year, "due_on": due_on, "plans": [str(plan) for plan in plans]},
    )  # fmt: skip
    return campaign


@transaction.atomic
def answer_campaign(
    *, campaign: Campaign, organisation: Organisation, acting: Acting, words: str, today: date, request_id: str = ""
) -> CampaignAnswer:
    """The body's word that its information of the year is whole; said again it replaces what was said before.

    Raises `PermissionRefused` unless the person reports for the body, `ControlRefused` where the campaign is closed,
    the body need not answer, or reports are missing and no reason is given.
    """
    if acting.user is None or organisation.pk not in acting.organisation_ids(Role.EXECUTOR):
        raise PermissionRefused("Ответ даёт исполнитель этой организации.", remedy="Войдите от её имени.")
    locked = _lock(campaign)
    mine = next((body for body in progress_of(locked).bodies if body.organisation.pk == organisation.pk), None)
    if mine is None:
        raise ControlRefused("У этой организации в году не было сроков.", remedy="Отвечать не нужно.")
    if mine.missing and not words.strip():
        raise ControlRefused(
            f"Без отчёта остались сроки: {mine.missing}.", remedy="Подайте отчёты или напишите, почему их нет."
        )
    if len(words) > MOST_WORDS:
        raise ControlRefused("Пояснение слишком длинное.", remedy=f"Уложитесь в {MOST_WORDS} знаков.")
    answer, _ = CampaignAnswer.objects.update_or_create(
        campaign=locked, organisation=organisation,
        defaults={
            "words": words.strip(), "missing": mine.missing, "author": acting.user, "author_name": str(acting.user),
            "answered_on": today,
        },
    )  # fmt: skip
    record(
        actor=acting.actor(request_id=request_id), action="answer_campaign", subject=locked, on=today,
        after={"body": str(organisation), "missing": mine.missing, "words": answer.words},
    )  # fmt: skip
    return answer


@transaction.atomic
def close_campaign(
    *, campaign: Campaign, acting: Acting, ground: str, version: int, today: date, request_id: str = ""
) -> Campaign:
    """End the gathering on a ground; who has not answered is named in the journal.

    Raises `PermissionRefused`, `StaleVersion`, and `ControlRefused` without a ground or where it is closed already.
    """
    require("roadmaps.run_campaign", acting, campaign)
    locked = _lock(campaign)
    if locked.version != version:
        raise StaleVersion
    if not ground.strip():
        raise ControlRefused("Основание не указано.", remedy="Назовите письмо или решение, которым сбор завершён.")
    silent = [str(body.organisation) for body in progress_of(locked).silent]
    locked.state, locked.ground, locked.closed_on = Campaign.State.CLOSED, ground.strip(), today
    locked.version += 1
    locked.save(update_fields=["state", "ground", "closed_on", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="close_campaign", subject=locked, on=today,
        ground=locked.ground, after={"silent": silent},
    )  # fmt: skip
    return locked


def note_reminders(
    *, campaign: Campaign, bodies: Collection[Organisation], today: date, actor: Actor = SYSTEM, is_by_rule: bool = True
) -> list[CampaignReminder]:
    """That these bodies were reminded today, within the caller's transaction; those reminded today already are left out."""
    known = set(campaign.reminders.filter(on=today).values_list("organisation", flat=True))
    made = [
        CampaignReminder(campaign=campaign, organisation=body, on=today, is_by_rule=is_by_rule)
        for body in bodies
        if body.pk not in known
    ]
    CampaignReminder.objects.bulk_create(made)
    if made:
        names = [str(one.organisation) for one in made]
        record(actor=actor, action="remind_silent", subject=campaign, on=today, after={"bodies": names})
    return made


def _terms(campaign: Campaign) -> QuerySet[Checkpoint]:
    return Checkpoint.objects.filter(plan__in=campaign.plans.all(), due_on__year=campaign.year)


def _counts(campaign: Campaign) -> tuple[dict[int, int], dict[int, int]]:
    """By measure: its terms of the year, and those about which nothing is said."""
    unsaid = Q(reports_count=0) & ~Q(state__in=CLOSED_STATES)
    rows = (
        _terms(campaign)
        .order_by()
        .values_list("measure")
        .annotate(terms=Count("pk"), unsaid=Count("pk", filter=unsaid))
    )
    counted = list(rows)
    return {row[0]: row[1] for row in counted}, {row[0]: row[2] for row in counted}


def _bodies(
    campaign: Campaign, measures: Mapping[int, set[int]], terms: Mapping[int, int], missing: Mapping[int, int]
) -> list[BodyProgress]:
    answers = {answer.organisation_id: answer for answer in campaign.answers.all()}
    reminded: dict[int, list[date]] = {}
    for body, day in campaign.reminders.values_list("organisation", "on"):
        reminded.setdefault(body, []).append(day)
    found = [
        BodyProgress(
            organisation=organisation,
            terms=sum(terms[measure] for measure in measures[organisation.pk]),
            missing=sum(missing[measure] for measure in measures[organisation.pk]),
            answer=answers.get(organisation.pk),
            reminded=tuple(reminded.get(organisation.pk, ())),
        )
        for organisation in Organisation.objects.filter(pk__in=list(measures))
    ]
    return sorted(found, key=lambda body: (not body.is_silent, -body.missing, body.organisation.name))


def _lock(campaign: Campaign) -> Campaign:
    locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if not locked.is_open:
        raise ControlRefused("Сбор информации уже закрыт.", remedy="Откройте его страницу: там видно, кто ответил.")
    return locked


def _actor(acting: Acting | None, request_id: str) -> Actor:
    return SYSTEM if acting is None else acting.actor(request_id=request_id)
