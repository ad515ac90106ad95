"""Addresses of plans and of files."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views import downloads, plan_calendar, plan_changes, plan_timeline, plans

urlpatterns = [
    path("plans/", plans.list_plans, name="roadmaps-plans"),
    path("plans/<int:plan_id>/", plans.show_plan, name="roadmaps-plan"),
    path("plans/<int:plan_id>/edit/", plan_changes.edit_plan, name="roadmaps-plan-edit"),
    path("plans/<int:plan_id>/control/", plan_changes.turn_plan, name="roadmaps-plan-turn"),
    path("plans/<int:plan_id>/timeline/", plan_timeline.show_timeline, name="roadmaps-plan-timeline"),
    path("plans/<int:plan_id>/schedules/", plan_timeline.show_schedules, name="roadmaps-plan-schedules"),
    path("plans/<int:plan_id>/calendar.ics", plan_calendar.download_calendar, name="roadmaps-plan-calendar"),
    path("acts/<int:act_id>/file", downloads.download_act, name="roadmaps-act-download"),
    path("evidence/<int:evidence_id>/file", downloads.download_evidence, name="roadmaps-evidence-download"),
]
