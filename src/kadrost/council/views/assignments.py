"""The register of a body's assignments: looked at, taken away as a paper, laid before a meeting."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kadrost.council.domain.agenda import add_material
from kadrost.council.domain.assignments import AssignmentLine, Register, Shown, register_of
from kadrost.council.models import AgendaItem, Body, Meeting
from kadrost.council.papers import register_paper
from kadrost.council.permissions import require
from kadrost.council.views.access import body_for, typed_number
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.region.views.form_acts import press
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.lights import LIGHTS
from kadrost.roadmaps.views.plans import without_points
from kadrost.ui.choices import Choice, Option
from kadrost.ui.papers.files import LAYOUTS, paper_file
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated

WORDS = {
    Shown.ALL: gettext_lazy("все поручения"),
    Shown.ATTENTION: gettext_lazy("требующие внимания"),
    Shown.OPEN: gettext_lazy("с открытым сроком"),
    Shown.KEPT: gettext_lazy("постоянные и по мере необходимости"),
    Shown.CLOSED: gettext_lazy("исполненные и снятые"),
    Shown.NO_TERM: gettext_lazy("решения без срока"),
}


@sign_in_first
def show_register(request: PageRequest, body_id: int) -> HttpResponseBase:
    """The assignments of all protocols, or of `?protocol=`, `?show=` one kind of them."""
    body = body_for(request, body_id)
    whole = register_of(body, snapshot=snapshot_for(today=request.today, as_of=request.as_of))
    protocol, shown = _asked(request)
    register = whole.narrowed(protocol=protocol, shown=shown)
    may_run = allows(request, "council.run_meetings", body)
    return render(
        request,
        "council/assignments.html",
        {
            "body": body,
            "register": register,
            "is_narrowed": bool(protocol or shown),
            "protocols": [
                (one, [_row(line) for line in register.lines if line.protocol.pk == one.pk])
                for one in register.protocols
            ],
            "protocol_choice": Choice(
                "protocol",
                _("Протокол"),
                (
                    Option("", _("всех протоколов")),
                    *(Option(str(one.plan_id), one.plan.act.caption) for one in whole.protocols),
                ),
                str(protocol or ""),
            ),
            "shown_choice": _shown_choice(whole.narrowed(protocol=protocol, shown=Shown.ALL), shown),
            "layouts": LAYOUTS,
            "query": request.GET.urlencode(),
            "questions": _open_questions(body) if may_run else (),
        },
    )


@sign_in_first
def download_register(request: PageRequest, body_id: int, layout: str) -> HttpResponseBase:
    """The register as docx or xlsx, narrowed as the address says."""
    body = body_for(request, body_id)
    register, shown = _narrowed(request, body)
    return paper_file(register_paper(register, shown=shown), layout, name=f"Справка {body.caption}")


@require_POST
@sign_in_first
def attach_register(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Lay the paper before a meeting: it becomes a material of the chosen question, as it stands today."""
    body = body_for(request, body_id)
    require("council.run_meetings", acting_of(request), body)
    item = get_object_or_404(_open_questions(body), pk=typed_number(request.POST.get("question")))
    register = register_of(body, snapshot=snapshot_for(today=request.today))
    lay_out, _content_type = LAYOUTS["docx"]

    def act() -> str:
        add_material(
            item=item, title=_("Справка об исполнении решений на %(day)s") % {"day": f"{register.day:%d.%m.%Y}"},
            file_name=f"spravka-{register.day:%Y-%m-%d}.docx", content=lay_out(register_paper(register)),
            acting=acting_of(request), today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Справка приложена к вопросу «%(question)s».") % {"question": item.title}

    if not press(request, act):
        return redirect("council-assignments", body.pk)
    return redirect(f"{reverse('council-meeting', args=(item.meeting_id,))}#question-{item.pk}")


def _asked(request: PageRequest) -> tuple[int | None, Shown]:
    shown = request.GET.get("show", "")
    return typed_number(request.GET.get("protocol")) or None, Shown(shown) if shown in set(Shown) else Shown.ALL


def _narrowed(request: PageRequest, body: Body) -> tuple[Register, Shown]:
    protocol, shown = _asked(request)
    whole = register_of(body, snapshot=snapshot_for(today=request.today, as_of=request.as_of))
    return whole.narrowed(protocol=protocol, shown=shown), shown


def _shown_choice(register: Register, shown: Shown) -> Choice:
    totals = register.totals
    return Choice("show", _("Какие"), tuple(Option(one, WORDS[one], totals[one]) for one in Shown), shown)


def _open_questions(body: Body) -> Any:
    """The questions of meetings whose agenda may still change."""
    return (
        AgendaItem.objects.filter(meeting__body=body, meeting__state__in=(Meeting.State.PLANNED, Meeting.State.HELD))
        .select_related("meeting__body__organisation__territory")
        .order_by("meeting__held_on", "position")
    )


def _row(line: AssignmentLine) -> dict[str, Any]:
    return {
        "line": line,
        "light": LIGHTS[line.standing] if line.standing else None,
        "word": translated(line.standing.label) if line.standing else without_points(line.measure),
    }
