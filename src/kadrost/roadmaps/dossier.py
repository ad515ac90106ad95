"""What apps above know of a measure and of a person's work: they offer it here, the pages of plans show it.

from kadrost.roadmaps import dossier
dossier.offer_measure_chapter(dossier.MeasureChapter(order=10, render=meetings_about))   # in the app's `ready()`
dossier.offer_work(dossier.WorkChapter(order=10, render=meetings_ahead, waiting=rows_that_wait))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kadrost.roadmaps.domain.at_once import any_of
from kadrost.roadmaps.models import Measure
from kadrost.ui.request import PageRequest


@dataclass(frozen=True)
class MeasureChapter:
    """A part of a measure's page for who sees inside its plan: `render` gives its HTML, empty where there is none."""

    order: int
    render: Callable[[PageRequest, Measure], str]


@dataclass(frozen=True)
class WorkChapter:
    """A part of My work: `render` gives its HTML, empty where nothing waits.

    `waiting` gives what it is rendered for: it is where any of these has a row, and the page asks for all chapters by
    one query; none for people whom it never concerns. A chapter without it is always rendered and asks for itself.
    """

    order: int
    render: Callable[[PageRequest], str]
    waiting: Callable[[PageRequest], Sequence[QuerySet[Any, Any]]] | None = None


WorkQuestions = dict[tuple[WorkChapter, int], QuerySet[Any, Any]]

_measures: list[MeasureChapter] = []
_work: list[WorkChapter] = []


def offer_measure_chapter(chapter: MeasureChapter) -> None:
    """Show this chapter on every measure's page."""
    if chapter not in _measures:
        _measures.append(chapter)


def offer_work(chapter: WorkChapter) -> None:
    """Show this chapter in My work."""
    if chapter not in _work:
        _work.append(chapter)


def measure_chapters(request: PageRequest, measure: Measure) -> list[str]:
    """The chapters that have something to say of the measure, in their order."""
    rendered = (one.render(request, measure) for one in sorted(_measures, key=lambda one: one.order))
    return [html for html in rendered if html]


def work_questions(request: PageRequest) -> WorkQuestions:
    """What the chapters of My work ask before they are rendered, for `count_at_once`."""
    return {
        (chapter, place): any_of(rows)
        for chapter in _work
        if chapter.waiting is not None
        for place, rows in enumerate(chapter.waiting(request))
    }


def work_chapters(request: PageRequest, found: Mapping[Any, int]) -> list[str]:
    """The chapters that have something waiting for the person, in their order; `found` answers `work_questions`."""
    concerned = {chapter for (chapter, _), total in found.items() if total}
    rendered = (
        one.render(request)
        for one in sorted(_work, key=lambda one: one.order)
        if one.waiting is None or one in concerned
    )
    return [html for html in rendered if html]
