"""The document beside its reading, and the mending of its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kadrost.kernel.errors import KadrostError
from kadrost.roadmaps.domain.intake import EffectiveReading, effective_reading, mend_field
from kadrost.roadmaps.domain.intake.effective import EffectiveItem, TermPreview, preview_term, preview_words
from kadrost.roadmaps.domain.intake.fields import DOCUMENT, DOCUMENT_FIELDS, ITEM_FIELDS, LIST_FIELDS
from kadrost.roadmaps.domain.intake.mending import exclude_item, take_correction_back
from kadrost.roadmaps.domain.intake.side_by_side import Chapter, chapters_of
from kadrost.roadmaps.domain.intake.stored import blocks_from_json
from kadrost.roadmaps.models import Intake
from kadrost.roadmaps.views.intake.access import ImportRequest, find_intake, importers_only, step_facts

WHOLE = "all"
LONGEST_TERM = 500
LONG_DOCUMENT = 300
"""Beyond so many measures only a section at a time is shown."""
SHORT_DOCUMENT = 25
"""Up to so many measures the whole document stands on one page."""


@dataclass(frozen=True, slots=True)
class FieldOnPage:
    """A field of an item as the page shows it."""

    name: str
    key: str
    label: str
    words: str
    lines: tuple[str, ...]
    is_mended: bool
    first_words: str
    term: TermPreview | None


@require_safe
@importers_only
def review(request: ImportRequest, pk: int) -> HttpResponse:
    """The chosen section of the document (`?section=`), with a field marked (`?field=`) or open for mending (`?mend=`)."""
    intake = find_intake(request, pk)
    if intake.state != Intake.State.DRAFT:
        return render(request, "roadmaps/intake/known.html", {"plan": intake.plan})
    return _page(request, intake, effective_reading(intake))


@require_POST
@importers_only
def mend(request: ImportRequest, pk: int) -> HttpResponse:
    """Keep the new words of a field, or take a correction back; a refusal returns the page with what was typed."""
    intake = find_intake(request, pk)
    key, _, field = request.POST.get("field", "").rpartition(".")
    words, version = request.POST.get("words", ""), _number(request.POST.get("version"))
    try:
        if "exclude" in request.POST or "include" in request.POST:
            is_out = "exclude" in request.POST
            exclude_item(intake=intake, key=key, excluded=is_out, acting=request.acting, version=version)
        elif "take_back" in request.POST:
            take_correction_back(intake=intake, key=key, field=field, acting=request.acting, version=version)
        else:
            mend_field(intake=intake, key=key, field=field, words=words, acting=request.acting, version=version)
    except KadrostError as refusal:
        intake = find_intake(request, pk)
        typed = {"mend": f"{key}.{field}", "words": words, "refusal": refusal}
        return _page(request, intake, effective_reading(intake), typed=typed, status=422)
    messages.success(request, gettext("Сохранено. Слова документа остались в истории."))
    if key == DOCUMENT:
        return redirect("roadmaps-intake-confirm", pk)
    place = {"section": request.POST.get("section", ""), "field": f"{key}.{field}"}
    return redirect(f"{reverse('roadmaps-intake-review', args=(pk,))}?{urlencode(place)}#m-{key}")


@require_safe
@importers_only
def preview(request: ImportRequest, pk: int) -> HttpResponse:
    """What a deadline phrase (`?words=`, of a question's form `?own=`) would mean in this document: a fragment."""
    reading = effective_reading(find_intake(request, pk))
    words = request.GET.get("words") or request.GET.get("own", "")
    term = preview_words(words[:LONGEST_TERM], reading.document)
    return render(request, "roadmaps/intake/term.html", {"term": term})


def _page(
    request: ImportRequest,
    intake: Intake,
    reading: EffectiveReading,
    *,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    chapters = chapters_of(reading, blocks_from_json(intake.blocks, text=intake.text))
    only_questions = request.GET.get("only") == "questions"
    field = request.GET.get("field", "")
    mending = typed["mend"] if typed else request.GET.get("mend", "")
    shown_key = _chosen_chapter(request, chapters, reading, about=field or mending)
    shown = chapters if shown_key == WHOLE else [chapter for chapter in chapters if chapter.key == shown_key]
    place = next((index for index, chapter in enumerate(chapters) if chapter.key == shown_key), None)
    parts = [_chapter_on_page(chapter, only_questions=only_questions) for chapter in shown]
    facts = {
        **step_facts(request, intake, reading, "review"),
        "chapters": chapters,
        "shown": [part for part in parts if part["lines"]],
        "shown_key": shown_key,
        "previous": chapters[place - 1] if place else None,
        "following": chapters[place + 1] if place is not None and place + 1 < len(chapters) else None,
        "only_questions": only_questions,
        "marked": field,
        "mending": mending,
        "typed": typed,
        "is_list": mending.rpartition(".")[2] in LIST_FIELDS,
        "head": document_fields(reading),
        "remarks": reading.reading.source.remarks,
        "not_understood": sum(each.term_not_understood for each in reading.items),
    }
    return render(request, "roadmaps/intake/review.html", facts, status=status)


def _chosen_chapter(request: ImportRequest, chapters: list[Chapter], reading: EffectiveReading, *, about: str) -> str:
    asked = request.POST.get("section") or request.GET.get("section", "")
    is_long = len(reading.items) > LONG_DOCUMENT
    if (asked == WHOLE and not is_long) or asked in {chapter.key for chapter in chapters}:
        return asked
    key = about.rpartition(".")[0]
    for chapter in chapters:
        if key and any(item.key == key for item in chapter.items):
            return chapter.key
    if (request.GET.get("only") == "questions" and not is_long) or len(reading.items) <= SHORT_DOCUMENT:
        return WHOLE
    return next((chapter.key for chapter in chapters if chapter.items), WHOLE)


def _chapter_on_page(chapter: Chapter, *, only_questions: bool) -> dict[str, Any]:
    lines = [
        {"line": line, "fields": fields_of(line.item) if line.item else ()}
        for line in chapter.lines
        if not only_questions or (line.item is not None and line.item.has_open_questions)
    ]
    return {"chapter": chapter, "lines": lines}


def fields_of(each: EffectiveItem) -> tuple[FieldOnPage, ...]:
    """The fields of an item in the order of the page; an empty one that the document may lack is left out."""
    fields = []
    for name, label in ITEM_FIELDS.items():
        words = each.words(name)
        if name == "number" or (name == "stage" and not words):
            continue
        fields.append(
            FieldOnPage(
                name=name,
                key=f"{each.key}.{name}",
                label=label,
                words=words,
                lines=tuple(words.splitlines()),
                is_mended=name in each.mended and words != each.words_first_read(name),
                first_words=each.words_first_read(name),
                term=preview_term(each.item.schedule) if name == "due_text" else None,
            )
        )
    return tuple(fields)


def document_fields(reading: EffectiveReading) -> list[dict[str, str]]:
    """The head of the act, field by field, as words."""
    head = reading.document
    words = {name: str(getattr(head, name) or "") for name in DOCUMENT_FIELDS}
    words["date"] = f"{head.date:%d.%m.%Y}" if head.date else ""
    words["period"] = f"{head.period[0]:%d.%m.%Y}–{head.period[1]:%d.%m.%Y}" if head.period else ""
    return [
        {"name": name, "key": f"{DOCUMENT}.{name}", "label": label, "words": words[name]}
        for name, label in DOCUMENT_FIELDS.items()
    ]


def _number(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() else 0
