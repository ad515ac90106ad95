"""What phrases mean, by the tables in `phrases/`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kadrost.kernel.deadlines import compile_phrase, describe
from tests.kernel.tables import SIGNED, UNTIL, asked_phrases, understood_phrases, written


@pytest.mark.parametrize(("phrase", "meaning"), list(understood_phrases()))
def test_phrase_means_these_days(phrase: str, meaning: str) -> None:
    schedule = compile_phrase(phrase, signed=SIGNED)

    assert (schedule.understood, schedule.why) == (True, "")
    assert written(schedule) == meaning


@pytest.mark.parametrize(("phrase", "reason"), list(asked_phrases()))
def test_phrase_is_asked_and_never_guessed(phrase: str, reason: str) -> None:
    schedule = compile_phrase(phrase, signed=SIGNED)

    assert (schedule.understood, schedule.why) == (False, reason)
    assert list(schedule.occurrences(until=UNTIL)) == []
    assert (schedule.rules, schedule.event, schedule.continuous, schedule.on_demand) == ((), None, False, False)


@pytest.mark.shared
def test_gold_phrases_are_all_right(shared_dir: Path) -> None:
    gold = json.loads((shared_dir / "gold" / "phrases_dev.json").read_text(encoding="utf-8"))
    wrong = []
    for entry in gold:
        if entry["sure"]:
            expected = entry["expect"]
            answer = describe(compile_phrase(entry["phrase"], signed=date.fromisoformat(entry["signed"])), UNTIL)
            answer = {name: answer[name] for name in expected}
            answer["event"], expected["event"] = bool(answer["event"]), bool(expected["event"])
            if answer != expected:
                wrong.append((entry["phrase"], answer, expected))

    assert wrong == []


@pytest.mark.shared
def test_gold_document_is_all_right(shared_dir: Path) -> None:
    gold = json.loads((shared_dir / "gold" / "amur.json").read_text(encoding="utf-8"))
    period = (date(2019, 1, 1), date(2020, 12, 31))
    wrong = []
    for item in gold["items"]:
        answer = describe(compile_phrase(item["due_text"], signed=date(2019, 8, 8), period=period), UNTIL)
        expected = (item["occurrences"], item["continuous"], item["on_demand"])
        if (answer["occurrences"], answer["continuous"], answer["on_demand"]) != expected:
            wrong.append((item["number"], answer))

    assert wrong == []
    assert len(gold["items"]) == 21


@pytest.mark.parametrize(
    "first",
    [
        "в течение 10 дней со дня утверждения программы",
        "в месячный срок со дня подписания настоящего распоряжения",
        "в течение года со дня подписания",
        "за 5 дней до заседания",
        "после приемки работ",
        "по мере поступления средств",
        "в течение всего периода реализации программы",
        "постоянно",
        "при необходимости",
    ],
)
@pytest.mark.parametrize(
    "second",
    ["ежегодно", "раз в полгода", "до 1 марта 2021 года", "в течение месяца", "I квартал", "далее постоянно"],
)
@pytest.mark.parametrize("joint", [", ", "; ", " и ", " – ", " "])
def test_second_deadline_is_never_swallowed(first: str, joint: str, second: str) -> None:
    assert not compile_phrase(f"{first}{joint}{second}", signed=SIGNED).understood
