"""Addresses of the control of plans, page by page."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from kadrost.roadmaps.urls import yearly_account

urlpatterns: list[URLPattern | URLResolver] = [
    *yearly_account.urlpatterns,
]
