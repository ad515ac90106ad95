"""Addresses of what people are told, and of background work."""

from __future__ import annotations

from django.urls import path

from kadrost.notices.views import calendars, jobs, mailbox, progress, settings

urlpatterns = [
    path("notices/", settings.show_settings, name="notices-settings"),
    path("notices/calendar/", calendars.make_link, name="notices-feed-make"),
    path("notices/calendar/revoke/", calendars.revoke_link, name="notices-feed-revoke"),
    path("notices/stop/<str:token>/", settings.stop, name="notices-stop"),
    path("calendar/<str:token>.ics", calendars.read_calendar, name="notices-feed"),
    path("jobs/", jobs.show_jobs, name="notices-jobs"),
    path("jobs/<int:job_id>/", progress.show_job, name="notices-job"),
    path("jobs/<int:job_id>/repeat/", jobs.repeat, name="notices-job-repeat"),
    path("jobs/schedule/<str:schedule_line>/now/", jobs.do_now, name="notices-schedule-now"),
    path("jobs/letters/<int:letter_id>/resend/", jobs.resend, name="notices-letter-resend"),
    path("mailbox/", mailbox.show_mailbox, name="notices-mailbox"),
    path("mailbox/<int:letter_id>/", mailbox.show_letter, name="notices-letter"),
]
