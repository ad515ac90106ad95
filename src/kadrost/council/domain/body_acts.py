"""The acts by which a body was made, is composed and works: they stand in the region's register, the body points to them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.models import Body, BodyAct
from kadrost.council.permissions import require
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.models import LegalAct


@transaction.atomic
def bind_act(
    *, body: Body, legal_act: LegalAct, part: str, acting: Acting, today: date, request_id: str = ""
) -> BodyAct:
    """Say that the act settles this of the body; raises `PermissionRefused` and `CouncilRefused`."""
    require("council.change_body", acting, body)
    if part not in BodyAct.Part.values:
        raise CouncilRefused("Такого назначения документа нет.", remedy="Выберите из списка.")
    if legal_act.territory_id != body.organisation.territory_id:
        raise CouncilRefused("Этот документ из реестра другой территории.", remedy="Выберите из списка.")
    bound, is_new = BodyAct.objects.get_or_create(body=body, legal_act=legal_act, part=part, defaults={"since": today})
    if not is_new:
        raise CouncilRefused("Этот документ уже отнесён к органу.", remedy="Выберите другой.")
    record(
        actor=acting.actor(request_id=request_id), action="bind_act", subject=body, on=today,
        after={"act": legal_act.caption, "part": bound.get_part_display()},
    )  # fmt: skip
    return bound


@transaction.atomic
def unbind_act(*, bound: BodyAct, acting: Acting, today: date, request_id: str = "") -> None:
    """Take the tie back; the act stays in the register. Raises `PermissionRefused`."""
    require("council.change_body", acting, bound.body)
    record(
        actor=acting.actor(request_id=request_id), action="unbind_act", subject=bound.body, on=today,
        before={"act": bound.legal_act.caption, "part": bound.get_part_display()},
    )  # fmt: skip
    bound.delete()
