"""All addresses: each app brings its own."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from kadrost.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("", include("kadrost.ui.urls")),
    path("", include("kadrost.accounts.urls")),
    path("", include("kadrost.region.urls")),
    path("", include("kadrost.notices.urls")),
]
if find_spec("kadrost.roadmaps.urls"):
    urlpatterns.append(path("", include("kadrost.roadmaps.urls")))
urlpatterns.append(path("council/", include("kadrost.council.urls")))

handler400 = "kadrost.ui.views.errors.bad_request"
handler403 = "kadrost.ui.views.errors.permission_denied"
handler404 = "kadrost.ui.views.errors.page_not_found"
handler500 = "kadrost.ui.views.errors.server_error"
