"""Addresses of the board, its exports and saved views."""

from __future__ import annotations

from django.urls import path

from kadrost.roadmaps.views import board, board_export, board_saved

urlpatterns = [
    path("control/", board.show_board, name="roadmaps-board"),
    path("control/executors/", board.choose_executor, name="roadmaps-board-executors"),
    path("control/export.xlsx", board_export.download_sheet, name="roadmaps-board-xlsx"),
    path("control/export.ics", board_export.download_calendar, name="roadmaps-board-ics"),
    path("control/views/", board_saved.list_views, name="roadmaps-view-list"),
    path("control/views/save/", board_saved.save_view, name="roadmaps-view-save"),
    path("control/views/<int:view_id>/delete/", board_saved.delete_view, name="roadmaps-view-delete"),
]
