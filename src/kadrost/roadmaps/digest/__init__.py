"""What the control of plans says in a person's digest: what is theirs to do, and what is theirs to decide.

A line's key names its checkpoint, its term and what was told of it last, so that it counts as new when a term moves, a
reminder falls due or a report comes back, and not merely because another day has begun.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.urls import reverse

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.notices.sections import Item, Part, offer_digest
from kadrost.region.acting import Acting
from kadrost.roadmaps.digest.legal_acts import parts_of_legal_acts
from kadrost.roadmaps.domain.assessment.reading import parts_waiting
from kadrost.roadmaps.domain.campaigns import open_campaigns_of
from kadrost.roadmaps.domain.my_work_decisions import decisions_in
from kadrost.roadmaps.domain.my_work_lists import watched_plans
from kadrost.roadmaps.models import AssessmentRound, Checkpoint, Duty, Plan, Reminder
from kadrost.roadmaps.models.checkpoints import DUE_SOON_DAYS, WITH_CONTROLLER
from kadrost.ui.typography import counted, date_short, days_until

SHOWN = 8
LONGEST_TITLE = 120
RECENT = timedelta(days=4)
"""A reminder of the last working day is still news after a long weekend."""
State = Checkpoint.State
WATCHERS = (Role.CONTROLLER, Role.COORDINATOR, Role.COUNCIL_SECRETARY)


def parts_of_control(person: User, acting: Acting, today: date) -> Iterator[Part]:
    """The parts for each of the person's roles; nothing for auditors and for who only administers."""
    bodies = acting.organisation_ids(Role.EXECUTOR)
    if bodies:
        yield from _executor_parts(bodies, today)
        yield _campaigns(bodies, today)
        yield _assessments(acting, today)
    if any(role in acting.organisations for role in WATCHERS):
        yield from _watcher_parts(acting, today)


def points_of(bodies: frozenset[int]) -> QuerySet[Checkpoint]:
    """The checkpoints for which one of the bodies answers, by itself or in a group, in plans on control."""
    mine = Q(organisation__in=list(bodies)) | Q(group__members__in=list(bodies))
    measures = Duty.objects.filter(mine).order_by().values_list("measure", flat=True)
    return Checkpoint.objects.filter(measure__in=list(set(measures)), plan__state=Plan.State.ACTIVE)


def _executor_parts(bodies: frozenset[int], today: date) -> Iterator[Part]:
    mine = points_of(bodies)
    returned = mine.filter(state=State.RETURNED)
    late = mine.filter(state=State.AWAITING, due_on__lt=today)
    due = mine.filter(state=State.AWAITING, due_on__range=(today, today + timedelta(days=DUE_SOON_DAYS)))
    board = reverse("roadmaps-my-work")
    yield _part("Возвращено на доработку", "возвращено", returned, today, board, is_urgent=True)
    yield _part("Срок прошёл, отчёта нет", "просрочено", late, today, board)
    yield _part("Срок подходит", "срок подходит", due, today, board, reminded_as=Role.EXECUTOR)


def _watcher_parts(acting: Acting, today: date) -> Iterator[Part]:
    watched = watched_plans(acting)
    work = reverse("roadmaps-my-work")
    in_ruled = Checkpoint.objects.filter(plan__in=list(watched.ruled))
    yield _part("Ждёт вашего решения", "ждёт решения", in_ruled.filter(state__in=WITH_CONTROLLER), today, work)
    if Role.CONTROLLER in acting.organisations:
        yield from _told_to(Role.CONTROLLER, in_ruled, today, work)
    if Role.COORDINATOR in acting.organisations:
        in_mended = Checkpoint.objects.filter(plan__in=list(watched.mended))
        yield from _told_to(Role.COORDINATOR, in_mended, today, work)
        yield _decisions(watched.mended, today)


def _told_to(role: Role, points: QuerySet[Checkpoint], today: date, work: str) -> Iterator[Part]:
    """What was reported or reminded to the role in the last days and is still so."""
    told = Reminder.objects.filter(
        checkpoint=OuterRef("pk"), role=role, due_on=OuterRef("due_on"), on__gte=today - RECENT
    )
    silent = points.filter(Exists(told.filter(kind=Reminder.Kind.ESCALATE)), state=State.AWAITING, due_on__lt=today)
    soon = points.filter(Exists(told.filter(kind=Reminder.Kind.REMIND)), state=State.AWAITING, due_on__gte=today)
    yield _part(
        "Исполнители молчат: отчёта нет после срока", "доложено о молчании", silent, today, work, is_urgent=True
    )
    yield _part("Подходят сроки ваших планов", "сроки планов", soon, today, work, is_urgent=True)


def _part(
    title: str,
    brief: str,
    points: QuerySet[Checkpoint],
    today: date,
    path: str,
    *,
    is_urgent: bool = False,
    reminded_as: Role | None = None,
) -> Part:
    first = list(points.order_by("due_on", "pk").values_list("pk", flat=True)[:SHOWN])
    if not first:
        return Part(title, "", (), 0)
    total = len(first) if len(first) < SHOWN else points.count()
    told = Q(reminders__kind=Reminder.Kind.REMIND, reminders__role=reminded_as or "", reminders__due_on=F("due_on"))
    rows = (
        Checkpoint.objects.filter(pk__in=first)
        .select_related("measure", "plan")
        .annotate(stage=Min("reminders__days", filter=told), told_on=Max("reminders__on", filter=told))
        .order_by("due_on", "pk")
    )
    items = [_item(point, brief, today, is_urgent=is_urgent) for point in rows]
    return Part(title, f"{brief}: {total}", items, total, path)


def _item(point: Checkpoint, brief: str, today: date, *, is_urgent: bool) -> Item:
    """The line of a checkpoint; one that was reminded of lately is urgent."""
    stage, told_on = point.stage, point.told_on  # type: ignore[attr-defined]
    return Item(
        key=f"{brief}:{point.pk}:{point.due_on.isoformat()}:{stage if stage is not None else point.reports_count}",
        words=f"{_title(point)}, срок {date_short(point.due_on)}, {days_until(point.due_on, today)} ({point.plan})",
        path=f"{reverse('roadmaps-measure', args=(point.measure_id,))}#checkpoint-{point.pk}",
        is_urgent=is_urgent or (told_on is not None and told_on >= today - RECENT),
    )


def _title(point: Checkpoint) -> str:
    title = " ".join(f"{point.measure.number} {point.measure.title}".split())
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def _campaigns(bodies: frozenset[int], today: date) -> Part:
    """The yearly information that is asked of the bodies and not answered."""
    items = []
    for campaign, body in open_campaigns_of(bodies):
        days = (today - RECENT, today)
        reminded = campaign.reminders.filter(organisation=body, on__range=days).order_by("-on").first()
        items.append(
            Item(
                key=f"campaign:{campaign.pk}:{body.pk}:{reminded.on.isoformat() if reminded else 'asked'}",
                words=f"{campaign}: ответ от «{body.caption}» нужен до {date_short(campaign.due_on)}, "
                f"{days_until(campaign.due_on, today)}",
                path=reverse("roadmaps-campaign-body", args=(campaign.pk, body.pk)),
                is_urgent=reminded is not None,
            )
        )
    return Part("От вас ждут информацию за год", f"ждут информации: {len(items)}", items[:SHOWN], len(items))


def _assessments(acting: Acting, today: date) -> Part:
    """The provisions of open rounds of self-assessment of which the person's bodies have not answered all questions."""
    waiting: dict[AssessmentRound, list[int]] = {}
    for part, _left in parts_waiting(acting, today=today):
        waiting.setdefault(part.round, []).append(part.provision.number)
    items = []
    for assessment, numbers in waiting.items():
        is_near = assessment.due_on <= today + timedelta(days=DUE_SOON_DAYS)
        provisions = f"{'положение' if len(numbers) == 1 else 'положения'} {', '.join(map(str, sorted(numbers)))}"
        items.append(
            Item(
                key=f"assessment:{assessment.pk}:{'near' if is_near else 'asked'}:{len(numbers)}",
                words=f"{assessment}: {provisions}, ответы нужны до {date_short(assessment.due_on)}, "
                f"{days_until(assessment.due_on, today)}",
                path=reverse("roadmaps-assessment", args=(assessment.pk,)),
                is_urgent=is_near,
            )
        )
    return Part("Самооценка ждёт ваших ответов", f"ждёт самооценка: {len(items)}", items[:SHOWN], len(items))


def _decisions(plans: frozenset[int], today: date) -> Part:
    """Names, consents and terms that only the coordinator settles; news when their number grows or shrinks."""
    found = decisions_in(plans, today=today)
    names = (
        "название исполнителя не определено",
        "названия исполнителей не определены",
        "названий исполнителей не определено",
    )
    consents = (
        "согласие исполнителя не получено",
        "согласия исполнителей не получены",
        "согласий исполнителей не получено",
    )
    terms = ("срок не понят", "срока не поняты", "сроков не понято")
    items = []
    if found.names:
        items.append(Item(f"names:{found.names}", counted(found.names, *names), reverse("roadmaps-names")))
    if found.consents:
        items.append(
            Item(f"consents:{found.consents}", counted(found.consents, *consents), reverse("roadmaps-consents"))
        )
    for one in found.terms:
        path = reverse("roadmaps-plan-schedules", args=(one.plan.pk,))
        items.append(
            Item(f"terms:{one.plan.pk}:{one.total}", f"{counted(one.total, *terms)} ({one.plan.short_title})", path)
        )
    return Part("Нужно ваше решение", f"нужно решение: {len(items)}", items[:SHOWN], len(items))


offer_digest("roadmaps", parts_of_control, order=10)
offer_digest("legal_acts", parts_of_legal_acts, order=12)
