"""Addresses of measures and of the acts of control."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views import checkpoints, consents, measure_edits, measures, names

urlpatterns = [
    path("organisations/unresolved/", names.names, name="roadmaps-names"),
    path("measures/<int:measure_id>/", measures.show_measure, name="roadmaps-measure"),
    path("measures/<int:measure_id>/edit/", measure_edits.edit_measure, name="roadmaps-measure-edit"),
    path("measures/<int:measure_id>/assign/", measure_edits.assign, name="roadmaps-measure-assign"),
    path("measures/<int:measure_id>/event/", measure_edits.edit_event, name="roadmaps-measure-event"),
    path("duties/<int:duty_id>/consent/", measure_edits.edit_consent, name="roadmaps-duty-consent"),
    path("consents/", consents.missing_consents, name="roadmaps-consents"),
    path("checkpoints/<int:checkpoint_id>/report/", checkpoints.report, name="roadmaps-checkpoint-report"),
    path("checkpoints/<int:checkpoint_id>/accept/", checkpoints.accept, name="roadmaps-checkpoint-accept"),
    path("checkpoints/<int:checkpoint_id>/return/", checkpoints.send_back, name="roadmaps-checkpoint-return"),
    path("checkpoints/<int:checkpoint_id>/extend/", checkpoints.extend, name="roadmaps-checkpoint-extend"),
    path("checkpoints/<int:checkpoint_id>/remove/", checkpoints.remove, name="roadmaps-checkpoint-remove"),
    path("reports/<int:report_id>/documents/", checkpoints.add_documents, name="roadmaps-report-documents"),
]
