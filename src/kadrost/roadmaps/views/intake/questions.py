"""The questions of a reading, one by one, with both readings and their dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kadrost.kernel.errors import KadrostError
from kadrost.reading.result import Choice
from kadrost.roadmaps.domain.intake import EffectiveReading, answer_flag, effective_reading
from kadrost.roadmaps.domain.intake.answering import field_of
from kadrost.roadmaps.domain.intake.effective import AnswerKind, Question, TermPreview, preview_words
from kadrost.roadmaps.domain.intake.fields import LIST_FIELDS
from kadrost.roadmaps.domain.intake.side_by_side import chapters_of, lines_about
from kadrost.roadmaps.domain.intake.stored import blocks_from_json
from kadrost.roadmaps.models import Intake
from kadrost.roadmaps.views.intake.access import ImportRequest, find_intake, importers_only, step_facts

MOST_LINES = 6
KINDS = ("choice", "own", "as_is")


@dataclass(frozen=True, slots=True)
class ChoiceOnPage:
    """A reading to choose: its words, and for a term what it would mean."""

    value: str
    choice: Choice
    term: TermPreview | None
    key: int


@require_http_methods(["GET", "HEAD", "POST"])
@importers_only
def questions(request: ImportRequest, pk: int, index: int | None = None) -> HttpResponse:
    """One question; without an index the first open one. An answer leads to the next open question."""
    intake = find_intake(request, pk)
    if intake.state != Intake.State.DRAFT:
        return redirect("roadmaps-intake-review", pk)
    reading = effective_reading(intake)
    if index is None:
        first = next(iter(reading.open_questions or reading.questions), None)
        if first is None:
            return _page(request, intake, reading, None)
        return redirect("roadmaps-intake-question", pk, first.index)
    question = next((each for each in reading.questions if each.index == index), None)
    if question is None:
        return redirect("roadmaps-intake-questions", pk)
    if request.method == "POST":
        return _answer(request, intake, question)
    return _page(request, intake, reading, question)


def _answer(request: ImportRequest, intake: Intake, question: Question) -> HttpResponse:
    answer, _, choice = request.POST.get("answer", "").partition(":")
    own = request.POST.get("own", "")
    version = request.POST.get("version", "")
    try:
        if answer not in KINDS:
            raise KadrostError(gettext("Ответ не выбран."), remedy=gettext("Выберите один из вариантов."))
        reading = answer_flag(
            intake=intake,
            index=question.index,
            kind=cast("AnswerKind", answer),
            value=own if answer == "own" else choice,
            acting=request.acting,
            version=int(version) if version.isascii() and version.isdigit() else 0,
        )
    except KadrostError as refusal:
        intake = find_intake(request, intake.pk)
        typed = {"refusal": refusal, "own": own, "answer": request.POST.get("answer", "")}
        return _page(request, intake, effective_reading(intake), question, typed=typed, status=422)
    later = [each for each in reading.open_questions if each.index > question.index]
    following = next(iter(later or reading.open_questions), None)
    if following is None:
        messages.success(request, gettext("На все вопросы есть ответ."))
        return redirect("roadmaps-intake-bodies", intake.pk)
    return redirect("roadmaps-intake-question", intake.pk, following.index)


def _page(
    request: ImportRequest,
    intake: Intake,
    reading: EffectiveReading,
    question: Question | None,
    *,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    facts: dict[str, Any] = {
        **step_facts(request, intake, reading, "questions"),
        "question": question,
        "typed": typed or {},
    }
    if question is not None:
        blocks = blocks_from_json(intake.blocks, text=intake.text)
        chapters = chapters_of(reading, blocks, asked=question.flag.spans)
        lines = lines_about(chapters, question.key)
        place = [each.index for each in reading.questions].index(question.index)
        facts |= {
            "lines": lines[:MOST_LINES],
            "item": reading.item(question.key),
            "field": field_of(question.flag),
            "field_words": _field_words(question, reading),
            "choices": _choices(question, reading),
            "many_lines": field_of(question.flag) in LIST_FIELDS,
            "number": place + 1,
            "previous": _address(intake, reading, place - 1),
            "following": _address(intake, reading, place + 1),
            "is_term": field_of(question.flag) == "due_text" and question.changes_words,
            "answered": _answered(question),
        }
    return render(request, "roadmaps/intake/questions.html", facts, status=status)


def _address(intake: Intake, reading: EffectiveReading, place: int) -> str:
    if not 0 <= place < len(reading.questions):
        return ""
    return reverse("roadmaps-intake-question", args=(intake.pk, reading.questions[place].index))


def _choices(question: Question, reading: EffectiveReading) -> list[ChoiceOnPage]:
    is_term = field_of(question.flag) == "due_text"
    return [
        ChoiceOnPage(
            value=f"choice:{place}",
            choice=choice,
            term=preview_words(choice.value, reading.document) if is_term else None,
            key=place + 1,
        )
        for place, choice in enumerate(question.choices)
    ]


def _answered(question: Question) -> str:
    """The form's value of the answer that was given."""
    if question.answer is None:
        return ""
    if question.answer.kind == "choice":
        values = [choice.value for choice in question.choices]
        return f"choice:{values.index(question.answer.value)}" if question.answer.value in values else ""
    return question.answer.kind


def _field_words(question: Question, reading: EffectiveReading) -> str:
    """The words that the field holds now, to begin own words with."""
    item = reading.item(question.key)
    return item.words(field_of(question.flag)) if item is not None and question.changes_words else ""
