"""Addresses of a plan's editions."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views.editions import pages, review, taking

urlpatterns = [
    path("plans/<int:plan_id>/editions/", pages.list_editions, name="roadmaps-editions"),
    path("plans/<int:plan_id>/editions/begin/", review.begin, name="roadmaps-edition-begin"),
    path("plans/<int:plan_id>/editions/compare/", pages.compare, name="roadmaps-editions-compare"),
    path("plans/<int:plan_id>/editions/<int:edition>/", pages.show_edition, name="roadmaps-edition"),
    path("intakes/<int:pk>/edition/", review.begin_by_document, name="roadmaps-intake-edition"),
    path("editions/<int:edition_draft_id>/", review.show_draft, name="roadmaps-edition-draft"),
    path("editions/<int:edition_draft_id>/add/", review.add, name="roadmaps-edition-add"),
    path("editions/<int:edition_draft_id>/accept-rest/", review.accept_rest, name="roadmaps-edition-accept-rest"),
    path("editions/<int:edition_draft_id>/take/", taking.take, name="roadmaps-edition-take"),
    path("editions/<int:edition_draft_id>/abandon/", taking.abandon, name="roadmaps-edition-abandon"),
    path("editions/rows/<int:edition_row_id>/", review.mend, name="roadmaps-edition-row"),
    path("editions/rows/<int:edition_row_id>/decide/", review.decide, name="roadmaps-edition-row-decide"),
]
