"""Addresses of projects and programmes."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views.projects import agreements, register, ties

urlpatterns = [
    path("projects/", register.list_projects, name="roadmaps-projects"),
    path("projects/new/", register.new_project, name="roadmaps-project-new"),
    path("projects/list.docx", register.download_projects, {"layout": "docx"}, name="roadmaps-projects-docx"),
    path("projects/list.xlsx", register.download_projects, {"layout": "xlsx"}, name="roadmaps-projects-xlsx"),
    path("projects/<int:project_id>/", register.show_project, name="roadmaps-project"),
    path("projects/<int:project_id>/edit/", register.edit_project, name="roadmaps-project-edit"),
    path("projects/<int:project_id>/cancel/", register.cancel, name="roadmaps-project-cancel"),
    path("projects/<int:project_id>/condition/", register.record_condition, name="roadmaps-project-condition"),
    path("projects/<int:project_id>/agreements/new/", agreements.new_agreement, name="roadmaps-agreement-new"),
    path("projects/agreements/<int:agreement_id>/edit/", agreements.edit_agreement, name="roadmaps-agreement-edit"),
    path("projects/agreements/<int:agreement_id>/attach/", agreements.attach, name="roadmaps-agreement-attach"),
    path("projects/agreements/<int:agreement_id>/file", agreements.download_agreement, name="roadmaps-agreement-file"),
    path("plans/<int:plan_id>/projects/", ties.show_plan_projects, name="roadmaps-plan-projects"),
]
