"""Addresses of the Standard: coverage, ties, self-assessment, comparison of plans, drafts of plans."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views.standard import answers, assessments, comparison, coverage, drafts, ties

urlpatterns = [
    path("standard/", coverage.show_coverage, name="roadmaps-standard"),
    path("standard/<int:number>/", coverage.show_provision, name="roadmaps-provision"),
    path("standard/plans/<int:plan_id>/", ties.show_ties, name="roadmaps-ties"),
    path("standard/assessments/", assessments.list_rounds, name="roadmaps-assessments"),
    path("standard/assessments/new/", assessments.new_round, name="roadmaps-assessment-new"),
    path("standard/assessments/<int:round_id>/", assessments.show_round, name="roadmaps-assessment"),
    path("standard/assessments/<int:round_id>/bodies/", assessments.edit_bodies, name="roadmaps-assessment-bodies"),
    path(
        "standard/assessments/<int:round_id>/questions/",
        assessments.edit_questions,
        name="roadmaps-assessment-questions",
    ),
    path("standard/assessments/<int:round_id>/turn/", assessments.turn_round, name="roadmaps-assessment-turn"),
    path(
        "standard/assessments/<int:round_id>/provisions/<int:number>/",
        answers.show_provision,
        name="roadmaps-assessment-provision",
    ),
    path(
        "standard/assessments/<int:round_id>/questions/<int:question_id>/",
        answers.answer,
        name="roadmaps-assessment-answer",
    ),
    path(
        "standard/assessments/<int:round_id>/report/<slug:layout>/",
        answers.download_report,
        name="roadmaps-assessment-report",
    ),
    path("standard/comparison/", comparison.compare, name="roadmaps-comparison"),
    path("standard/comparison/decide/", comparison.decide, name="roadmaps-comparison-decide"),
    path(
        "standard/comparison/<int:measure_id>/<int:other_id>/",
        comparison.show_measure,
        name="roadmaps-comparison-measure",
    ),
    path("standard/drafts/", drafts.list_drafts, name="roadmaps-drafts"),
    path("standard/drafts/new/", drafts.new_draft, name="roadmaps-draft-new"),
    path("standard/drafts/put/", drafts.put, name="roadmaps-draft-put"),
    path("standard/drafts/<int:draft_id>/", drafts.show_draft, name="roadmaps-draft"),
    path("standard/drafts/<int:draft_id>/turn/", drafts.turn, name="roadmaps-draft-turn"),
    path("standard/drafts/<int:draft_id>/print/<slug:layout>/", drafts.download, name="roadmaps-draft-download"),
    path("standard/drafts/measures/<int:draft_measure_id>/", drafts.edit_measure, name="roadmaps-draft-measure"),
    path(
        "standard/drafts/measures/<int:draft_measure_id>/remove/",
        drafts.remove_measure,
        name="roadmaps-draft-measure-remove",
    ),
]
