"""Addresses of the yearly gathering of information, and of a plan's reminders."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views import campaigns, plan_reminders

urlpatterns = [
    path("campaigns/", campaigns.list_campaigns, name="roadmaps-campaigns"),
    path("campaigns/new/", campaigns.new_campaign, name="roadmaps-campaign-new"),
    path("campaigns/<int:campaign_id>/", campaigns.show_campaign, name="roadmaps-campaign"),
    path("campaigns/<int:campaign_id>/close/", campaigns.close, name="roadmaps-campaign-close"),
    path("campaigns/<int:campaign_id>/remind/", campaigns.remind_silent, name="roadmaps-campaign-remind"),
    path(
        "campaigns/<int:campaign_id>/bodies/<int:organisation_id>/",
        campaigns.show_body,
        name="roadmaps-campaign-body",
    ),
    path("plans/<int:plan_id>/campaigns/", campaigns.plan_campaigns, name="roadmaps-plan-campaigns"),
    path("plans/<int:plan_id>/reminders/", plan_reminders.edit_reminders, name="roadmaps-plan-reminders"),
]
