"""Addresses of the priorities of staffing and of the participants of the Standard."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views.priorities import indicators, lists, papers, participants, priorities, ties

LIST, ONE = "standard/priorities/<int:priority_list_id>/", "standard/priorities/items/<int:priority_id>/"
INDICATOR = "standard/priorities/indicators/<int:indicator_id>/"
PARTICIPANTS = "standard/participants/"

urlpatterns = [
    path("standard/priorities/", lists.list_lists, name="roadmaps-priorities"),
    path("standard/priorities/new/", lists.new_list, name="roadmaps-priority-list-new"),
    path(LIST, lists.show_list, name="roadmaps-priority-list"),
    path(f"{LIST}edit/", lists.edit_list, name="roadmaps-priority-list-edit"),
    path(f"{LIST}turn/", lists.turn_list, name="roadmaps-priority-list-turn"),
    path(f"{LIST}adopt/", lists.adopt, name="roadmaps-priority-list-adopt"),
    path(f"{LIST}drop/", lists.drop, name="roadmaps-priority-list-drop"),
    path(f"{LIST}matrix/", lists.show_matrix, name="roadmaps-priority-matrix"),
    path(f"{LIST}compare/<int:other_list_id>/", lists.compare, name="roadmaps-priority-compare"),
    path(f"{LIST}add/", priorities.new_priority, name="roadmaps-priority-new"),
    path(f"{LIST}papers/<slug:paper>/<slug:layout>/", papers.download, name="roadmaps-priority-paper"),
    path(f"{LIST}strategy/", papers.keep_text, name="roadmaps-priority-strategy"),
    path(f"{LIST}attach/", papers.attach, name="roadmaps-priority-attach"),
    path("standard/priorities/papers/<int:paper_id>/", papers.download_kept, name="roadmaps-priority-kept"),
    path(ONE, priorities.show_priority, name="roadmaps-priority"),
    path(f"{ONE}edit/", priorities.edit_priority, name="roadmaps-priority-edit"),
    path(f"{ONE}remove/", priorities.drop_priority, name="roadmaps-priority-remove"),
    path(f"{ONE}money/", priorities.edit_money, name="roadmaps-priority-money"),
    path(f"{ONE}training/", participants.edit_training, name="roadmaps-priority-training"),
    path(f"{ONE}ties/", ties.show_ties, name="roadmaps-priority-ties"),
    path(f"{ONE}indicators/", indicators.new_indicator, name="roadmaps-indicator-new"),
    path(INDICATOR, indicators.show_indicator, name="roadmaps-indicator"),
    path(f"{INDICATOR}actual/", indicators.enter_value, name="roadmaps-indicator-actual"),
    path(f"{INDICATOR}edit/", indicators.edit_indicator, name="roadmaps-indicator-edit"),
    path(f"{INDICATOR}remove/", indicators.drop_indicator, name="roadmaps-indicator-remove"),
    path(PARTICIPANTS, participants.list_participants, name="roadmaps-participants"),
    path(f"{PARTICIPANTS}new/", participants.new_participant, name="roadmaps-participant-new"),
    path(f"{PARTICIPANTS}<int:participant_id>/", participants.edit_participant, name="roadmaps-participant-edit"),
]
