"""What a reorganised body hands over: its duties in plans under control, and the plans that it watches."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from kadrost.region.models import Organisation
from kadrost.region.succession import Estate, Piece, offer_estate
from kadrost.roadmaps.models import Duty, Plan

WATCHES = {"coordinator": _("координатор плана"), "controller": _("контролёр плана")}


def offer_to_successors() -> None:
    """Let duties and plans pass to successors; called once when the platform starts."""
    offer_estate(Estate(order=10, pieces=watched_plans_of, hand_over=hand_over_plans))
    offer_estate(Estate(order=20, pieces=duties_in_plans_of, hand_over=hand_over_duties))


def duties_in_plans_of(organisation: Organisation) -> list[Piece]:
    """The measures of plans under control for which the body answers by its own name."""
    duties = organisation.duties.filter(measure__plan__state=Plan.State.ACTIVE).select_related("measure__plan")
    return [
        Piece(f"duty:{duty.pk}", duty.measure.plan.short_title, str(duty.measure))
        for duty in duties.order_by("measure__plan_id", "measure__position", "pk")
    ]


def hand_over_duties(keys: Sequence[str], ending: Organisation, heir: Organisation) -> None:
    """Let the heir answer for the measures; where it does already, one duty is left, leading if either did."""
    given = Duty.objects.filter(pk__in=_numbers(keys), organisation=ending)
    for duty in given.select_related("measure"):
        twin = duty.measure.duties.filter(organisation=heir).first()
        if twin is None:
            duty.organisation = heir
            duty.save(update_fields=["organisation"])
            continue
        if duty.part == Duty.Part.LEAD and twin.part != Duty.Part.LEAD:
            twin.part = Duty.Part.LEAD
            twin.save(update_fields=["part"])
        duty.delete()


def watched_plans_of(organisation: Organisation) -> list[Piece]:
    """The plans under control that the body coordinates or controls."""
    return [
        Piece(f"{watch}:{plan.pk}", plan.short_title, str(words))
        for watch, words in WATCHES.items()
        for plan in Plan.objects.filter(state=Plan.State.ACTIVE, **{watch: organisation}).order_by("pk")
    ]


def hand_over_plans(keys: Sequence[str], ending: Organisation, heir: Organisation) -> None:
    """Let the heir coordinate or control the plans; whoever has one of them open is told that it changed."""
    for key in keys:
        watch, _colon, number = key.partition(":")
        plan = Plan.objects.select_for_update().get(pk=int(number), **{watch: ending})
        setattr(plan, watch, heir)
        plan.version += 1
        plan.save(update_fields=[watch, "version"])


def _numbers(keys: Sequence[str]) -> list[int]:
    return [int(key.partition(":")[2]) for key in keys]
