"""Addresses of councils, their meetings and protocols."""

from __future__ import annotations

from django.urls import path

from kadrost.council.views import bodies, course, meetings, protocols, questions

urlpatterns = [
    path("", bodies.list_bodies, name="council-bodies"),
    path("new/", bodies.new_body, name="council-body-new"),
    path("<int:body_id>/", bodies.show_body, name="council-body"),
    path("<int:body_id>/edit/", bodies.edit_body, name="council-body-edit"),
    path("<int:body_id>/members/new/", bodies.new_member, name="council-member-new"),
    path("members/<int:membership_id>/end/", bodies.end_member, name="council-member-end"),
    path("<int:body_id>/protocols/", bodies.adopt, name="council-protocol-adopt"),
    path("<int:body_id>/answers/", bodies.answer, name="council-answer"),
    path("<int:body_id>/measures/", bodies.bind, name="council-measure-bind"),
    path("measures/<int:bound_id>/unbind/", bodies.unbind, name="council-measure-unbind"),
    path("<int:body_id>/calendar.ics", meetings.calendar, name="council-calendar"),
    path("<int:body_id>/meetings/new/", meetings.new_meeting, name="council-meeting-new"),
    path("meetings/<int:meeting_id>/", meetings.show_meeting, name="council-meeting"),
    path("meetings/<int:meeting_id>/edit/", meetings.edit_meeting, name="council-meeting-edit"),
    path("meetings/<int:meeting_id>/cancel/", meetings.cancel, name="council-meeting-cancel"),
    path("meetings/<int:meeting_id>/open/", meetings.start, name="council-meeting-open"),
    path("meetings/<int:meeting_id>/attendance/", meetings.attendance, name="council-attendance"),
    path("meetings/<int:meeting_id>/course/", course.show_course, name="council-course"),
    path("meetings/<int:meeting_id>/questions/new/", questions.new_item, name="council-item-new"),
    path("questions/<int:item_id>/edit/", questions.edit_item, name="council-item-edit"),
    path("questions/<int:item_id>/turn/", questions.turn_item, name="council-item-turn"),
    path("questions/<int:item_id>/notes/", course.save_notes, name="council-item-notes"),
    path("questions/<int:item_id>/materials/new/", questions.new_material, name="council-material-new"),
    path("questions/<int:item_id>/votes/", course.count_votes, name="council-votes"),
    path("questions/<int:item_id>/votes/named/", questions.named_votes, name="council-votes-named"),
    path("questions/<int:item_id>/vote/", questions.own_vote, name="council-vote"),
    path("questions/<int:item_id>/decisions/", course.new_decision, name="council-decision-new"),
    path("questions/<int:item_id>/meaning/", course.meaning, name="council-decision-meaning"),
    path("questions/<int:item_id>/about/", questions.about_measure, name="council-decision-about"),
    path("materials/<int:material_id>/", questions.download_material, name="council-material"),
    path("materials/<int:material_id>/remove/", questions.drop_material, name="council-material-remove"),
    path("decisions/<int:decision_id>/", questions.edit_decision, name="council-decision"),
    path("decisions/<int:decision_id>/turn/", questions.turn_decision, name="council-decision-turn"),
    path("meetings/<int:meeting_id>/protocol/", protocols.show_protocol, name="council-protocol"),
    path("meetings/<int:meeting_id>/protocol.docx", protocols.download_protocol, name="council-protocol-docx"),
    path("meetings/<int:meeting_id>/signed-copy/", protocols.download_signed_copy, name="council-signed-copy"),
    path(
        "meetings/<int:meeting_id>/extracts/<int:organisation_id>.docx",
        protocols.download_extract,
        name="council-extract",
    ),
    path("meetings/<int:meeting_id>/sign/", protocols.sign, name="council-sign"),
]
