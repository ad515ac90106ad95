"""A paper as a file for the person who asked for it, in one of the layouts that we write."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from kadrost.ui.papers.content import PaperContent
from kadrost.ui.papers.sheet import lay_out_xlsx
from kadrost.ui.papers.word import lay_out_docx

LONGEST_NAME = 80
LAYOUTS: dict[str, tuple[Callable[[PaperContent], bytes], str]] = {
    "docx": (lay_out_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (lay_out_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def paper_file(paper: PaperContent, layout: str, *, name: str) -> HttpResponse:
    """The paper laid out, to be kept under the name; 404 for a layout that we do not write."""
    if layout not in LAYOUTS:
        raise Http404
    lay_out, content_type = LAYOUTS[layout]
    file_name = f"{slugify(name, allow_unicode=True)[:LONGEST_NAME] or 'dokument'}.{layout}"
    disposition = content_disposition_header(as_attachment=True, filename=file_name)
    return HttpResponse(lay_out(paper), content_type=content_type, headers={"Content-Disposition": disposition or ""})
