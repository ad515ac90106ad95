"""The last press of an edition, and giving it up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, press
from kadrost.roadmaps.domain.editions.deciding import abandon_edition
from kadrost.roadmaps.domain.editions.difference import difference_of
from kadrost.roadmaps.domain.editions.taking import take_edition
from kadrost.roadmaps.forms.editions import TakeForm
from kadrost.roadmaps.models import EditionDraft
from kadrost.roadmaps.permissions import require
from kadrost.roadmaps.views.editions.review import find_draft, summary_of
from kadrost.ui.request import PageRequest


@sign_in_first
def take(request: PageRequest, edition_draft_id: int) -> HttpResponseBase:
    """What will be done, the act by which, and «Принять редакцию»."""
    draft = find_draft(request, edition_draft_id)
    require("roadmaps.change_plan", acting_of(request), draft.plan)
    form = TakeForm(request.POST or None, initial={"version": draft.version, **_act_said(draft)})

    def act() -> str:
        done = take_edition(
            draft=draft, ground=form.ground(), acting=acting_of(request), version=form.cleaned_data["version"],
            today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        if done.is_repeated:
            return _("Редакция %(number)s уже принята.") % {"number": done.number}
        return _("Редакция %(number)s принята. Контрольных точек добавлено: %(appeared)s, закрыто: %(closed)s.") % {
            "number": done.number,
            "appeared": done.appeared,
            "closed": done.closed,
        }

    status = carry_out(request, form, act, record=draft)
    if status == DONE:
        return redirect("roadmaps-plan", draft.plan_id)
    difference = difference_of(draft)
    facts = {
        "draft": draft,
        "plan": difference.plan,
        "form": form,
        "summary": summary_of(difference),
        "waiting": len(difference.open_rows),
        "sections": difference.sections,
        "stale": status == 409,
    }
    return render(request, "roadmaps/editions/take.html", facts, status=status)


@sign_in_first
def abandon(request: PageRequest, edition_draft_id: int) -> HttpResponseBase:
    """Ask, then give the edition up."""
    draft = find_draft(request, edition_draft_id)
    require("roadmaps.change_plan", acting_of(request), draft.plan)
    if request.method != "POST":
        facts = {
            "title": _("Отменить редакцию"),
            "consequence": _("Решения по строкам будут потеряны. План «%(plan)s» останется прежним.")
            % {"plan": draft.plan.short_title},
            "button": _("Отменить редакцию"),
            "danger": True,
            "cancel_url": reverse("roadmaps-edition-draft", args=(draft.pk,)),
        }
        return render(request, "ui/confirm.html", facts)

    def act() -> str:
        abandon_edition(draft=draft, acting=acting_of(request), today=request.today, request_id=request_id_of(request))
        return _("Редакция отменена, план остался прежним.")

    press(request, act)
    return redirect("roadmaps-editions", draft.plan_id)


def _act_said(draft: EditionDraft) -> dict[str, Any]:
    """The requisites that the edition's document gives."""
    if draft.intake is None:
        return {}
    head = draft.intake.reading.get("document", {})
    day = head.get("date")
    return {
        "kind": head.get("act") or "",
        "number": head.get("number") or "",
        "dated_on": date.fromisoformat(day) if day else None,
    }
