"""Addresses of the yearly account."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views import yearly_account

urlpatterns = [
    path("plans/<int:plan_id>/account/", yearly_account.newest_account, name="roadmaps-account-newest"),
    path("plans/<int:plan_id>/account/<int:year>/", yearly_account.show_account, name="roadmaps-account-show"),
    path(
        "plans/<int:plan_id>/account/<int:year>/<slug:layout>/",
        yearly_account.download_account,
        name="roadmaps-account-download",
    ),
]
