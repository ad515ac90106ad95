"""By which rules a plan reminds of its terms."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.reminder_rules import rules_in, set_reminder_rules
from kadrost.roadmaps.domain.reminding import policy_of
from kadrost.roadmaps.forms.campaigns import ReminderForm
from kadrost.roadmaps.permissions import require
from kadrost.roadmaps.views.plans import head_of_plan, visible_plan
from kadrost.ui.request import PageRequest


@sign_in_first
def edit_reminders(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """The rules as a form; the usual ones where the plan has none of its own."""
    plan = visible_plan(request, plan_id)
    require("roadmaps.change_plan", acting_of(request), plan)
    policy = policy_of(plan)
    form = ReminderForm(request.POST or None, initial={**asdict(rules_in(policy)), "version": policy.version})

    def act() -> str:
        set_reminder_rules(
            plan=plan,
            acting=acting_of(request),
            rules=form.rules(),
            version=form.cleaned_data["version"],
            today=request.today,
            request_id=request_id_of(request),
        )
        return _("Правила напоминаний сохранены.")

    status = carry_out(request, form, act, record=policy)
    if status == DONE:
        return redirect("roadmaps-plan-reminders", plan.pk)
    context = head_of_plan(request, plan, "reminders") | {"form": form, "is_usual": policy.pk is None}
    return render(request, "roadmaps/plan_reminders.html", context, status=status)
