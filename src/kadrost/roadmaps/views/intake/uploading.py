"""The list of drafts, and the upload of a document."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kadrost.kernel.errors import KadrostError
from kadrost.roadmaps.domain.intake import abandon_intake, start_intake
from kadrost.roadmaps.domain.intake.starting import check_upload, plain_name
from kadrost.roadmaps.forms.intake import UploadForm
from kadrost.roadmaps.models import Intake
from kadrost.roadmaps.views.intake.access import ImportRequest, find_intake, importers_only


@require_safe
@importers_only
def list_intakes(request: ImportRequest) -> HttpResponse:
    """The drafts, the newest first, and the documents taken under control last."""
    columns = ("pk", "file_name", "started_at", "started_by__surname", "started_by__login", "territory__name")
    ours = Intake.objects.handled_by(request.acting)
    drafts = ours.filter(state=Intake.State.DRAFT).values(*columns)
    taken = ours.filter(state=Intake.State.CONFIRMED, plan__isnull=False).values(
        *columns, "plan_id", "plan__short_title"
    )[:10]
    return render(request, "roadmaps/intake/list.html", {"drafts": drafts, "taken": taken})


@require_http_methods(["GET", "HEAD", "POST"])
@importers_only
def upload(request: ImportRequest) -> HttpResponse:
    """Choose a document; a known one leads to its draft or plan, a refused one comes back with the reason (422)."""
    if request.method != "POST":
        return render(request, "roadmaps/intake/upload.html", {"form": UploadForm(acting=request.acting)})
    form = UploadForm(request.POST, request.FILES, acting=request.acting)
    if not form.is_valid():
        return render(request, "roadmaps/intake/upload.html", {"form": form}, status=400)
    file: UploadedFile[bytes] = form.cleaned_data["file"]
    try:
        name = plain_name(file.name or "")
        check_upload(file.size or 0, name)  # before the bytes are taken into memory
        started = start_intake(
            data=file.read(),
            name=name,
            territory=form.cleaned_data["territory"],
            acting=request.acting,
            today=request.today,
        )
    except KadrostError as refusal:
        form.add_error("file", " ".join(part for part in (refusal.message, refusal.remedy) if part))
        return render(request, "roadmaps/intake/upload.html", {"form": form, "refusal": refusal}, status=422)
    if started.plan is not None:
        return render(request, "roadmaps/intake/known.html", {"plan": started.plan})
    if started.outcome == "draft":
        messages.info(request, _("Этот документ уже загружен: вы продолжаете его черновик."))
    return redirect("roadmaps-intake-review", started.intake.pk if started.intake else 0)


@require_safe
@importers_only
def download(request: ImportRequest, pk: int) -> HttpResponse:
    """The document as it was uploaded."""
    intake = find_intake(request, pk)
    if not intake.file:
        raise Http404
    with intake.file.open("rb") as file:
        content = file.read()
    disposition = content_disposition_header(as_attachment=True, filename=intake.file_name) or "attachment"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@importers_only
def abandon(request: ImportRequest, pk: int) -> HttpResponse:
    """Ask, then give the draft up."""
    intake = find_intake(request, pk)
    if request.method != "POST":
        facts = {
            "title": _("Отменить загрузку"),
            "consequence": _("Документ «%(file_name)s» и всё, что вы в нём исправили, будут удалены.")
            % {"file_name": intake.file_name},
            "button": _("Удалить черновик"),
            "danger": True,
            "cancel_url": reverse("roadmaps-intake-review", args=(pk,)),
        }
        return render(request, "ui/confirm.html", facts)
    try:
        abandon_intake(intake=intake, acting=request.acting, version=intake.version, today=request.today)
    except KadrostError as refusal:
        messages.error(request, str(refusal))
        return redirect("roadmaps-intake-list")
    messages.success(request, _("Черновик «%(file_name)s» удалён.") % {"file_name": intake.file_name})
    return redirect("roadmaps-intake-list")
