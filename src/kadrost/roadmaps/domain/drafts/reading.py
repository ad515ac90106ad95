"""Drafts as a person sees them."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, QuerySet

from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.models import AssessmentAnswer, DraftMeasure, PlanDraft

KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


def drafts_visible_to(acting: Acting, *, day: date) -> QuerySet[PlanDraft]:
    """The drafts of the person's region that were begun by the day, with how many measures each has."""
    drafts = PlanDraft.objects.filter(made_on__lte=day).select_related("territory", "coordinator")
    if not acting.is_superuser:
        drafts = drafts.filter(territory__in=sorted(acting.region))
    return drafts.annotate(measures_count=Count("measures"))


def drafts_written_by(acting: Acting) -> QuerySet[PlanDraft]:
    """The drafts that the person may put measures into."""
    drafts = PlanDraft.objects.filter(state=PlanDraft.State.WRITTEN)
    if acting.is_superuser:
        return drafts
    own = drafts.filter(coordinator__in=sorted(acting.organisation_ids(Role.COORDINATOR)))
    return own | drafts.filter(territory__in=sorted(acting.territory_ids(Role.ADMINISTRATOR)))


def measures_of_drafts(acting: Acting, *, day: date) -> QuerySet[DraftMeasure]:
    """The measures of the drafts that the person sees."""
    drafts = drafts_visible_to(acting, day=day).order_by().values("pk")
    return DraftMeasure.objects.filter(draft__in=drafts).select_related("draft", "provision")


def bodies_of_keeper(acting: Acting) -> tuple[QuerySet[Territory], QuerySet[Organisation]]:
    """The territories and bodies for which the person may begin a draft."""
    territories = Territory.objects.managed_by(acting, *KEEPERS)
    bodies = Organisation.objects.distinct_bodies()
    if acting.has(Role.ADMINISTRATOR):
        return territories, bodies.filter(territory__in=territories)
    return territories, bodies.filter(pk__in=sorted(acting.organisation_ids(Role.COORDINATOR)))


def gaps_visible_to(acting: Acting) -> QuerySet[AssessmentAnswer]:
    """The answers with a gap, of rounds in the person's region."""
    answers = AssessmentAnswer.objects.exclude(gap="").select_related("question__round", "question__provision")
    if acting.is_superuser:
        return answers
    return answers.filter(question__round__territory__in=sorted(acting.region))
