"""Addresses of legal and methodical acts."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views.legal_acts import changes, register, ties

urlpatterns = [
    path("legal-acts/", register.list_legal_acts, name="roadmaps-legal-acts"),
    path("legal-acts/new/", changes.new_legal_act, name="roadmaps-legal-act-new"),
    path("legal-acts/import/", register.import_table, name="roadmaps-legal-acts-import"),
    path("legal-acts/list.docx", register.download_legal_acts, {"layout": "docx"}, name="roadmaps-legal-acts-docx"),
    path("legal-acts/list.xlsx", register.download_legal_acts, {"layout": "xlsx"}, name="roadmaps-legal-acts-xlsx"),
    path("legal-acts/<int:legal_act_id>/", register.show_legal_act, name="roadmaps-legal-act"),
    path("legal-acts/<int:legal_act_id>/edit/", changes.edit_legal_act, name="roadmaps-legal-act-edit"),
    path("legal-acts/<int:legal_act_id>/record/", changes.record, name="roadmaps-legal-act-record"),
    path("legal-acts/<int:legal_act_id>/end/", changes.end, name="roadmaps-legal-act-end"),
    path("legal-acts/<int:legal_act_id>/attach/", changes.attach, name="roadmaps-legal-act-attach"),
    path("legal-acts/<int:legal_act_id>/file", register.download_file, name="roadmaps-legal-act-file"),
    path("plans/<int:plan_id>/legal-acts/", ties.show_plan_acts, name="roadmaps-plan-legal-acts"),
]
