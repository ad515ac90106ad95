"""Going through the ties of a plan: all likely proposals at once, one by one, by keyboard."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.region.views.form_acts import press
from kadrost.roadmaps.domain.standard.errors import StandardRefused
from kadrost.roadmaps.domain.standard.proposals import ties_of_plan
from kadrost.roadmaps.domain.standard.proposing import SURE
from kadrost.roadmaps.domain.standard.tying import accept_proposals, decide_tie, tie_section
from kadrost.roadmaps.models import Plan, ProvisionTie
from kadrost.roadmaps.permissions import require
from kadrost.roadmaps.views.plans import visible_plan
from kadrost.roadmaps.views.standard.shared import standard_tabs, who_acts
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import counted

LONGEST = 70


@sign_in_first
def show_ties(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """The plan's ties with what is proposed; a POST decides one of them, or takes all above a score."""
    plan = visible_plan(request, plan_id)
    require("roadmaps.change_plan", acting_of(request), plan)
    if request.method == "POST":
        press(request, lambda: _decide(request, plan))
        return redirect(reverse("roadmaps-ties", args=(plan.pk,)) + _place(request.POST.get("act", "")))
    ties = ties_of_plan(plan, day=request.today)
    return render(
        request,
        "roadmaps/standard/ties.html",
        {
            "tabs": standard_tabs(request, "coverage"),
            "plan": plan,
            "ties": ties,
            "sure": SURE,
            "words": _words(),
            "options": format_html_join(
                "",
                '<option value="{}">{}. {}</option>',
                ((one.number, one.number, Truncator(one.title).chars(LONGEST)) for one in ties.provisions),
            ),
        },
    )


def _words() -> dict[str, str]:
    """The words that each row repeats, translated once."""
    return {
        "confirm": _("Подтвердить"),
        "refuse": _("Отклонить"),
        "off": _("Снять"),
        "other": _("Другое положение"),
        "write": _("Записать"),
        "provisions": _("Положения"),
        "proposed": _("Предложено"),
        "inherited": _("от раздела"),
        "take_off": _("Снять положение"),
        "refused": _("отклонено:"),
        "none": _("нет"),
    }


def _place(act: str) -> str:
    """The row of what was decided."""
    kind, _sign, rest = act.partition(":")
    key = rest.partition(":")[0]
    return f"#{'section' if kind == 'section' else 'measure'}-{key}" if key.isascii() and key.isdigit() else ""


def _decide(request: PageRequest, plan: Plan) -> str:
    """Carry out what the pressed button says; gives what is said about it."""
    act = request.POST.get("act", "")
    if act == "all":
        sections, measures = accept_proposals(plan=plan, threshold=_threshold(request), **who_acts(request))
        return _("Приняты связи: %(sections)s и %(measures)s.") % {
            "sections": counted(sections, _("раздел,раздела,разделов")),
            "measures": counted(measures, _("мероприятие,мероприятия,мероприятий")),
        }
    kind, key, number = _parse(act if act.count(":") > 1 else f"{act}:{_chosen(request, act)}")
    if kind == "section":
        section = get_object_or_404(plan.sections, pk=key)
        tie_section(section=section, number=number or None, **who_acts(request))
        return _("Раздел %(number)s: положение записано.") % {"number": section.number or section.title}
    measure = get_object_or_404(plan.measures.select_related("plan__territory"), pk=key)
    state = ProvisionTie.State.CONFIRMED if kind == "confirm" else ProvisionTie.State.REFUSED
    decide_tie(measure=measure, number=number, state=state, **who_acts(request))
    return _("Мероприятие %(number)s: решение о положении %(provision)s записано.") % {
        "number": measure.number,
        "provision": number,
    }


def _chosen(request: PageRequest, act: str) -> str:
    """The provision that the row's own list names."""
    return request.POST.get(_place(act).removeprefix("#"), "")


def _parse(act: str) -> tuple[str, int, int]:
    """«confirm:12:7» as its parts; `StandardRefused` for anything else."""
    kind, *numbers = act.split(":")
    plain = all(part.isascii() and part.isdigit() and len(part) < 18 for part in numbers)
    if kind not in ("section", "confirm", "refuse") or len(numbers) != 2 or not plain:
        raise StandardRefused(_("Действие не понято."), remedy=_("Обновите страницу и повторите."))
    return kind, int(numbers[0]), int(numbers[1])


def _threshold(request: PageRequest) -> float:
    written = request.POST.get("threshold", "").replace(",", ".").strip()
    try:
        return float(written)
    except ValueError as error:
        raise StandardRefused(
            _("Порог «%(written)s» не понят.") % {"written": written[:20]}, remedy=_("Назовите число от 0 до 1.")
        ) from error
