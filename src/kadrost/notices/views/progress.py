"""How far a long work has come, for whoever asked for it and for administrators."""

from __future__ import annotations

import rules
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from kadrost.jobs.models import Job
from kadrost.jobs.works import title_of
from kadrost.notices.permissions import MANAGE
from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated


@never_cache
@sign_in_first
def show_job(request: PageRequest, job_id: int) -> HttpResponseBase:
    """The page, or with htmx its moving part alone; nobody else learns whether there is such a job."""
    job = get_object_or_404(Job, pk=job_id)
    is_own = bool(job.asked_by_key) and job.asked_by_key == str(request.user.pk)
    if not is_own and not rules.test_rule(MANAGE, acting_of(request), None):
        raise Http404
    template = "notices/parts/progress.html" if request.htmx else "notices/job.html"
    return render(request, template, {"job": job, "title": translated(title_of(job.name))})
