"""Files of acts and evidence, for those who may see them; always as attachments that no browser opens as a page."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404

from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.roadmaps.models import Act, Evidence
from kadrost.roadmaps.permissions import require
from kadrost.ui.request import PageRequest


@sign_in_first
def download_act(request: PageRequest, act_id: int) -> HttpResponseBase:
    """The document as it was filed."""
    acting = acting_of(request)
    require("roadmaps.see_all", acting)
    act = get_object_or_404(Act.objects.inside_for(acting), pk=act_id)
    return as_attachment(act.file, act.file_name)


@sign_in_first
def download_evidence(request: PageRequest, evidence_id: int) -> HttpResponseBase:
    """A confirming document as the executor gave it."""
    acting = acting_of(request)
    require("roadmaps.see_all", acting)
    evidence = get_object_or_404(Evidence.objects.inside_for(acting), pk=evidence_id)
    return as_attachment(evidence.file, evidence.file_name)


def as_attachment(file: object, name: str) -> FileResponse:
    """The stored file under its own name; 404 where it is not kept (any more)."""
    try:
        content = file.open("rb")  # type: ignore[attr-defined]
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
