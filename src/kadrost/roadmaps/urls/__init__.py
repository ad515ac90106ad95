"""Addresses of the control of plans, page by page."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from kadrost.roadmaps.urls import (
    board,
    campaigns,
    editions,
    effectiveness,
    intake,
    legal_acts,
    measures,
    my_work,
    plans,
    priorities,
    projects,
    standard,
    templates,
    yearly_account,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *board.urlpatterns,
    *campaigns.urlpatterns,
    *editions.urlpatterns,
    *effectiveness.urlpatterns,
    *intake.urlpatterns,
    *legal_acts.urlpatterns,
    *measures.urlpatterns,
    *my_work.urlpatterns,
    *plans.urlpatterns,
    *priorities.urlpatterns,
    *projects.urlpatterns,
    *standard.urlpatterns,
    *templates.urlpatterns,
    *yearly_account.urlpatterns,
]
