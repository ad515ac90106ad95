"""The document beside its reading: every word of the source, every measure once, words and fields joined."""

from __future__ import annotations

import pytest

from kadrost.reading.source import Paragraph
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.intake import effective_reading
from kadrost.roadmaps.domain.intake.side_by_side import Chapter, chapters_of, lines_about
from kadrost.roadmaps.domain.intake.stored import blocks_from_json
from kadrost.roadmaps.models import Intake
from tests.roadmaps.intake.conftest import start
from tests.roadmaps.intake.documents import DOUBTFUL, GROUPED, ROADMAP, roadmap

pytestmark = pytest.mark.django_db


def chapters(intake: Intake) -> list[Chapter]:
    return chapters_of(effective_reading(intake), blocks_from_json(intake.blocks, text=intake.text))


def words_of(chapters: list[Chapter], name: str) -> str:
    return "".join(
        segment.text
        for chapter in chapters
        for line in chapter.lines
        for unit in line.units
        for cell in unit.cells
        for paragraph in cell
        for segment in paragraph.segments
        if name == "*" or name in segment.names
    )


@pytest.mark.parametrize("text", [ROADMAP, DOUBTFUL, GROUPED])
def test_no_word_of_the_source_is_lost_and_every_measure_stands_once(coordinator: Acting, text: str) -> None:
    intake = start(coordinator, roadmap(text))
    shown = chapters(intake)
    keys = [item.key for chapter in shown for item in chapter.items]
    assert keys == [each.key for each in effective_reading(intake).items]
    printed = "".join(
        block.text
        if isinstance(block, Paragraph)
        else "".join(p.text for row in block.rows for c in row.cells for p in c.paragraphs)
        for block in blocks_from_json(intake.blocks, text=intake.text)
    )
    assert words_of(shown, "*") == printed


def test_chapters_follow_the_document(draft: Intake) -> None:
    assert [(chapter.key, chapter.number, len(chapter.items)) for chapter in chapters(draft)] == [
        ("head", "", 0),
        ("s1", "1", 2),
        ("s2", "2", 1),
    ]


def test_the_words_of_a_field_are_found_in_the_source(draft: Intake) -> None:
    assert words_of(chapters(draft), "2.1.due_text") == "май 2027 года"
    assert words_of(chapters(draft), "1.2.title") == "Обновить станки <script>alert(1)</script>"


def test_a_question_leads_to_its_place(coordinator: Acting) -> None:
    intake = start(coordinator, roadmap(DOUBTFUL))
    reading = effective_reading(intake)
    question = reading.questions[1]
    blocks = blocks_from_json(intake.blocks, text=intake.text)
    asked = chapters_of(reading, blocks, asked=question.flag.spans)
    assert words_of(asked, "question") == "май 2027 года"
    found = [line.item.key for line in lines_about(asked, question.key) if line.item is not None]
    assert found == ["1.2", "1.3"]
