"""Who a printed executor is, and whether one who answers by agreement has agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import rules
from django.db import transaction

from kadrost.audit.journal import Deed, record, record_all
from kadrost.region.domain.people import Acting
from kadrost.region.domain.resolution import Directory, Proposal, remember_name
from kadrost.region.models import Organisation, OrganisationGroup, Territory
from kadrost.roadmaps.domain.errors import ControlRefused
from kadrost.roadmaps.models import Act, Duty, Plan
from kadrost.roadmaps.permissions import PermissionRefused, require


@dataclass(frozen=True)
class UnresolvedName:
    """A printed executor that means no body yet: where it stands, and what it may mean."""

    printed: str
    duties: list[Duty]
    plans: list[Plan]
    directory: Directory

    @cached_property
    def proposals(self) -> list[Proposal]:
        """The likeliest bodies; looked for only where they are asked for, since it takes a while."""
        return self.directory.proposals(self.printed)


def unresolved_names(territory: Territory) -> list[UnresolvedName]:
    """The printed executors of the territory's plans that nobody has resolved, by name, with proposals.

    Those of a template stand for bodies of any region and wait for nobody.
    """
    duties = (
        Duty.objects.filter(measure__plan__territory=territory, organisation=None, group=None)
        .exclude(measure__plan__kind=Act.Kind.TEMPLATE)
        .select_related("measure__plan")
        .order_by("printed_name", "measure__plan_id", "measure__position")
    )
    by_name: dict[str, list[Duty]] = {}
    for duty in duties:
        by_name.setdefault(duty.printed_name, []).append(duty)
    if not by_name:
        return []
    directory = Directory(territory)
    return [
        UnresolvedName(
            printed=printed,
            duties=found,
            plans=list({duty.measure.plan_id: duty.measure.plan for duty in found}.values()),
            directory=directory,
        )
        for printed, found in by_name.items()
    ]


@transaction.atomic
def resolve_printed_name(
    *,
    printed: str,
    territory: Territory,
    body: Organisation | OrganisationGroup,
    acting: Acting,
    today: date,
    remember: bool = True,
    request_id: str = "",
) -> int:
    """Say which body a printed name means in every plan of the territory that the person may change.

    With `remember`, later documents know it too. Gives how many duties were resolved, each journalled at its
    measure. Raises `PermissionRefused` where the person may change none of the plans, `ControlRefused` where
    nothing bears the name.
    """
    duties = list(
        Duty.objects.filter(
            measure__plan__territory=territory, printed_name=printed, organisation=None, group=None
        ).select_related("measure__plan")
    )
    if not duties:
        raise ControlRefused(f"Название «{printed}» уже определено или не встречается.", remedy="Обновите страницу.")
    allowed = [duty for duty in duties if _may_change(acting, duty.measure.plan)]
    if not allowed:
        raise PermissionRefused("Эти планы ведёт другой координатор.", remedy="Обратитесь к нему.")
    _resolve(allowed, body, acting, today, request_id)
    if remember:
        remember_name(printed=printed, body=body, territory=territory)
    return len(allowed)


@transaction.atomic
def resolve_duty(
    *,
    duty: Duty,
    body: Organisation | OrganisationGroup,
    acting: Acting,
    today: date,
    remember: bool = True,
    request_id: str = "",
) -> int:
    """Say which body a printed name means: here and in the plan's other measures, and for later documents.

    Gives how many duties of the plan were resolved. Raises `PermissionRefused`.
    """
    plan = duty.measure.plan
    require("roadmaps.change_plan", acting, plan)
    alike = list(Duty.objects.filter(measure__plan=plan, printed_name=duty.printed_name).select_related("measure"))
    _resolve(alike, body, acting, today, request_id)
    if remember:
        remember_name(printed=duty.printed_name, body=body, territory=plan.territory)
    return len(alike)


@transaction.atomic
def record_consent(*, duty: Duty, acting: Acting, day: date, ground: str, today: date, request_id: str = "") -> Duty:
    """Record that an executor named «по согласованию» has agreed, when and by which document.

    Raises `PermissionRefused`, and `ControlRefused` where no agreement is asked for, the document is not named, or
    the day lies ahead.
    """
    require("roadmaps.change_plan", acting, duty.measure.plan)
    locked = Duty.objects.select_for_update(of=("self",)).select_related("measure").get(pk=duty.pk)
    if not locked.is_by_agreement:
        raise ControlRefused("Согласование с этим исполнителем не требуется.", remedy="Проверьте мероприятие.")
    if not ground.strip():
        raise ControlRefused("Документ о согласии не назван.", remedy="Укажите вид, номер и дату документа.")
    if day > today:
        raise ControlRefused(f"День {day:%d.%m.%Y} ещё не наступил.", remedy="Укажите день, когда согласие получено.")
    before = {"consent_on": locked.consent_on}
    locked.consent_on, locked.consent_ground = day, ground.strip()
    locked.save(update_fields=["consent_on", "consent_ground"])
    record(
        actor=acting.actor(request_id=request_id), action="consent", subject=locked.measure, on=today,
        ground=locked.consent_ground, before=before, after={"executor": locked.printed_name, "consent_on": day},
    )  # fmt: skip
    return locked


def _resolve(
    duties: list[Duty], body: Organisation | OrganisationGroup, acting: Acting, today: date, request_id: str
) -> None:
    """Point the duties to the body; one entry for each measure."""
    for duty in duties:
        duty.organisation = body if isinstance(body, Organisation) else None
        duty.group = body if isinstance(body, OrganisationGroup) else None
    Duty.objects.bulk_update(duties, ["organisation", "group"], batch_size=500)
    actor = acting.actor(request_id=request_id)
    record_all(
        actor=actor,
        on=today,
        deeds=[
            Deed(
                "resolve",
                duty.measure,
                before={},
                after={"printed": duty.printed_name, "body": str(body)},
                ground="название исполнителя в документе",
            )
            for duty in duties
        ],
    )


def _may_change(acting: Acting, plan: Plan) -> bool:
    return bool(rules.test_rule("roadmaps.change_plan", acting, plan))
