"""What choosing another reading changes: a part of a field, or words that move to where they belong."""

from __future__ import annotations

from dataclasses import replace

from kadrost.reading.result import Choice, Executor, Flag, ReadItem
from kadrost.roadmaps.domain.intake.answering import chosen_words

FIRST = ReadItem(
    number="1",
    title="Обновить станки",
    result="Станки обновлены и приняты",
    executors=(Executor("Палата ремёсел"), Executor("вузы", by_agreement=True), Executor("школы")),
    evidence=("Приказ", "Акт"),
)
SECOND = ReadItem(number="2", title="Обучить мастеров", result="мастеров", stage="Реализация")


def flag(field: str, code: str, text: str, *choices: str) -> Flag:
    return Flag("1", field, code, "", text, choices=tuple(Choice(choice, choice) for choice in choices))


def test_the_reading_that_was_taken_changes_nothing() -> None:
    doubt = flag("title", "hyphen_doubtful", "станки", "станки", "стан-ки")
    assert chosen_words([FIRST], 0, doubt, "станки") == {}


def test_a_doubtful_word_is_replaced_within_its_field() -> None:
    doubt = flag("title", "hyphen_doubtful", "станки", "станки", "стан-ки")
    assert chosen_words([FIRST], 0, doubt, "стан-ки") == {(0, "title"): "Обновить стан-ки"}


def test_doubtful_executors_are_replaced_among_the_others() -> None:
    doubt = flag("executors", "executors_split", "", "вузы (по согласованию); школы", "вузы и школы")
    assert chosen_words([FIRST], 0, doubt, "вузы и школы") == {(0, "executors"): "Палата ремёсел\nвузы и школы"}


def test_an_empty_choice_empties_the_field() -> None:
    doubt = flag("evidence", "inherited_from_above", "Приказ; Акт", "Приказ; Акт", "")
    assert chosen_words([FIRST], 0, doubt, "") == {(0, "evidence"): ""}


def test_a_role_of_a_column_is_known_by_the_fields_name() -> None:
    doubt = flag("due", "due_two_readings", "май", "май", "июнь")
    item = replace(FIRST, due_text="май")
    assert chosen_words([item], 0, doubt, "июнь") == {(0, "due_text"): "июнь"}


def test_a_tail_moves_to_the_next_measure() -> None:
    doubt = flag("result", "tail_in_next_row", "и приняты", "Станки обновлены и приняты", "и приняты")
    assert chosen_words([FIRST, SECOND], 0, doubt, "и приняты") == {
        (0, "result"): "Станки обновлены",
        (1, "result"): "и приняты мастеров",
    }


def test_a_tail_moves_to_another_field_of_the_measure() -> None:
    doubt = flag("result", "tail_outside_table", "и приняты", "Станки обновлены и приняты", "Обновить станки и приняты")
    assert chosen_words([FIRST], 0, doubt, "Обновить станки и приняты") == {
        (0, "result"): "Станки обновлены",
        (0, "title"): "Обновить станки и приняты",
    }


def test_a_subheading_that_was_a_tail_leaves_the_later_measures() -> None:
    doubt = flag("stage", "two_readings", "Реализация", "Реализация", "Станки обновлены и приняты Реализация")
    assert chosen_words([FIRST, SECOND], 0, doubt, "Станки обновлены и приняты Реализация") == {
        (1, "stage"): "",
        (0, "result"): "Станки обновлены и приняты Реализация",
    }
