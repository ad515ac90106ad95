"""Addresses of templates: a region's plan made step by step, its blanks, and its comparison with the template."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views.templates import beginning, plans, steps

urlpatterns = [
    path("adaptations/", beginning.list_adaptations, name="roadmaps-adaptations"),
    path("templates/<int:template_id>/adapt/", beginning.begin, name="roadmaps-adaptation-begin"),
    path("adaptations/<int:adaptation_id>/", beginning.edit_facts, name="roadmaps-adaptation"),
    path("adaptations/<int:adaptation_id>/abandon/", beginning.abandon, name="roadmaps-adaptation-abandon"),
    path("adaptations/<int:adaptation_id>/terms/", steps.terms, name="roadmaps-adaptation-terms"),
    path(
        "adaptations/<int:adaptation_id>/terms/<int:template_measure_id>/",
        steps.edit_term,
        name="roadmaps-adaptation-term",
    ),
    path("adaptations/<int:adaptation_id>/executors/", steps.executors, name="roadmaps-adaptation-executors"),
    path("adaptations/<int:adaptation_id>/blanks/", steps.blanks, name="roadmaps-adaptation-blanks"),
    path("adaptations/<int:adaptation_id>/preview/", steps.preview, name="roadmaps-adaptation-preview"),
    path("plans/<int:plan_id>/blanks/", plans.fill, name="roadmaps-plan-blanks"),
    path("plans/<int:plan_id>/template/", plans.compare, name="roadmaps-plan-template"),
    path("plans/<int:plan_id>/paper/<slug:layout>/", plans.download, name="roadmaps-plan-paper"),
]
