"""Addresses of the intake of documents."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views.intake import adding, bodies, confirming, questions, review, territory, uploading

urlpatterns = [
    path("intakes/", uploading.list_intakes, name="roadmaps-intake-list"),
    path("intakes/new/", uploading.upload, name="roadmaps-intake-upload"),
    path("intakes/<int:pk>/", review.review, name="roadmaps-intake-review"),
    path("intakes/<int:pk>/mend/", review.mend, name="roadmaps-intake-mend"),
    path("intakes/<int:pk>/term/", review.preview, name="roadmaps-intake-term"),
    path("intakes/<int:pk>/questions/", questions.questions, name="roadmaps-intake-questions"),
    path("intakes/<int:pk>/questions/<int:index>/", questions.questions, name="roadmaps-intake-question"),
    path("intakes/<int:pk>/bodies/", bodies.bodies, name="roadmaps-intake-bodies"),
    path("intakes/<int:pk>/confirm/", confirming.confirm, name="roadmaps-intake-confirm"),
    path("intakes/<int:pk>/rulers/", confirming.rulers, name="roadmaps-intake-rulers"),
    path("intakes/<int:pk>/territory/", territory.choose_territory, name="roadmaps-intake-territory"),
    path("intakes/<int:pk>/add/", adding.add, name="roadmaps-intake-add"),
    path("intakes/<int:pk>/file/", uploading.download, name="roadmaps-intake-file"),
    path("intakes/<int:pk>/abandon/", uploading.abandon, name="roadmaps-intake-abandon"),
]
