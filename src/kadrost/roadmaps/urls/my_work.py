"""The address of the first page."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views import my_work

urlpatterns = [
    path("", my_work.show_first_page, name="roadmaps-my-work"),
]
