"""Addresses of the interface itself."""

from __future__ import annotations

from django.urls import path

from kadrost.ui.views import gallery, pages

urlpatterns = [
    path("ui/keys", pages.keys, name="ui-keys"),
    path("ui/preference", pages.preference, name="ui-preference"),
    path("ui/gallery", gallery.gallery, name="ui-gallery"),
]
