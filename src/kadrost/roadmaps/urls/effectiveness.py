"""Addresses of the analysis of a plan's effectiveness and of its corrections."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views.effectiveness import acts, pages, proposals

urlpatterns = [
    path("plans/<int:plan_id>/effectiveness/", pages.list_analyses, name="roadmaps-effectiveness"),
    path("plans/<int:plan_id>/effectiveness/new/", acts.make, name="roadmaps-analysis-new"),
    path("plans/<int:plan_id>/effectiveness/rules/", acts.edit_thresholds, name="roadmaps-effectiveness-rules"),
    path("effectiveness/<int:analysis_id>/", pages.show_analysis, name="roadmaps-analysis"),
    path("effectiveness/<int:analysis_id>/recount/", acts.recount, name="roadmaps-analysis-recount"),
    path("effectiveness/<int:analysis_id>/approve/", acts.approve, name="roadmaps-analysis-approve"),
    path("effectiveness/<int:analysis_id>/abandon/", acts.abandon, name="roadmaps-analysis-abandon"),
    path("effectiveness/<int:analysis_id>/correct/", acts.correct, name="roadmaps-analysis-correct"),
    path("effectiveness/<int:analysis_id>/attach/", acts.attach, name="roadmaps-analysis-attach"),
    path(
        "effectiveness/<int:analysis_id>/report/<slug:layout>/", pages.download_report, name="roadmaps-analysis-report"
    ),
    path("effectiveness/proposals/<int:correction_id>/", proposals.reword, name="roadmaps-proposal"),
    path("effectiveness/proposals/<int:correction_id>/decide/", proposals.decide, name="roadmaps-proposal-decide"),
    path("effectiveness/proposals/<int:correction_id>/opinion/", proposals.say, name="roadmaps-proposal-opinion"),
]
