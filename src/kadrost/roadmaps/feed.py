"""What the control of plans shows in a person's calendar: their own terms, and the days of the plans they watch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count
from django.urls import reverse

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.notices.sections import FeedEvent, offer_feed
from kadrost.region.acting import Acting
from kadrost.roadmaps.digest import WATCHERS, points_of
from kadrost.roadmaps.domain.board_export import identifiers_of
from kadrost.roadmaps.domain.my_work_lists import watched_plans
from kadrost.roadmaps.models import Campaign, Checkpoint
from kadrost.ui.typography import counted

BACK = timedelta(days=60)
AHEAD = timedelta(days=400)
MOST_EVENTS = 1_000


def days_of_control(person: User, acting: Acting, today: date) -> Iterator[FeedEvent]:
    """An executor's open terms one by one; for who watches over plans a day's terms together, and the yearly information."""
    bodies = acting.organisation_ids(Role.EXECUTOR)
    if bodies:
        yield from _own_terms(bodies, today)
    if any(role in acting.organisations for role in WATCHERS):
        yield from _watched_days(acting, today)


def _own_terms(bodies: frozenset[int], today: date) -> Iterator[FeedEvent]:
    open_points = points_of(bodies).filter(
        state__in=Checkpoint.OPEN_STATES, due_on__range=(today - BACK, today + AHEAD)
    )
    points = list(open_points.select_related("measure", "plan").order_by("due_on", "pk")[:MOST_EVENTS])
    identifiers = identifiers_of([point.pk for point in points])
    for point in points:
        moved = f"\nПервоначальный срок: {point.first_due_on:%d.%m.%Y}" if point.is_extended else ""
        yield FeedEvent(
            uid=identifiers[point.pk],
            day=point.due_on,
            summary=f"{point.measure.number} {point.measure.title}"[:200],
            path=f"{reverse('roadmaps-measure', args=(point.measure_id,))}#checkpoint-{point.pk}",
            description=f"План: {point.plan}\nСостояние: {point.standing(today).label}{moved}",
            sequence=point.version - 1,
        )


def _watched_days(acting: Acting, today: date) -> Iterator[FeedEvent]:
    plans = list(watched_plans(acting).all)
    days = Checkpoint.objects.filter(
        plan__in=plans, state=Checkpoint.State.AWAITING, due_on__range=(today, today + AHEAD)
    )
    board = reverse("roadmaps-board")
    for day, total in days.order_by("due_on").values_list("due_on").annotate(total=Count("pk")):
        yield FeedEvent(
            uid=f"watched-{day:%Y%m%d}@kadrost",
            day=day,
            summary=f"Срок в планах: {counted(total, 'контрольная точка', 'контрольные точки', 'контрольных точек')}",
            path=f"{board}?month={day:%Y-%m}",
        )
    gathering = Campaign.objects.filter(state=Campaign.State.OPEN, plans__in=plans, due_on__gte=today - BACK)
    for campaign in gathering.distinct():
        yield FeedEvent(
            uid=f"campaign-{campaign.pk}@kadrost",
            day=campaign.due_on,
            summary=str(campaign),
            path=reverse("roadmaps-campaign", args=(campaign.pk,)),
        )


offer_feed("roadmaps", days_of_control)
