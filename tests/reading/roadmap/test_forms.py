"""The JSON form, refusals, and the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kadrost.reading.api import NothingToReadError, read_document, read_file
from kadrost.reading.json_form import to_json
from tests.reading.roadmap.building import Sheet

DOCUMENTS = Path(__file__).parent / "documents"


def kadrost(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from kadrost.cli import main; main()", *arguments]
    environment = {**os.environ, "LANGUAGE": "ru", "COLUMNS": "160"}
    return subprocess.run(program, capture_output=True, text=True, env=environment, timeout=120, check=False)


def test_every_field_leads_back_to_its_words() -> None:
    reading = read_file(DOCUMENTS / "torn.txt")
    data = to_json(reading, until=date(2023, 12, 31), with_source_text=True)
    item = next(item for item in data["items"] if item["number"] == "2")
    assert item["occurrences"] == [["2023-04-01", "2023-04-30"]]
    assert item["source"]["cells"]["title"]["text"] == "Заключить договор с учебным центром"
    words = [data["source_text"][start:end] for start, end in item["source"]["cells"]["title"]["spans"]]
    assert words == ["Заключить договор с учеб-", "ным центром"]
    assert item["executors"] == [
        {"name": "Администрация Полевского района", "by_agreement": False, "alias": "Администрация"}
    ]
    assert "source_text" not in to_json(reading)


def test_a_document_without_measures_is_refused_in_words() -> None:
    with pytest.raises(NothingToReadError) as refusal:
        read_document(Sheet().paragraph("Поздравляем с праздником.").source())
    assert refusal.value.code == "document_without_plan"
    assert "Мероприятие" in refusal.value.remedy


def test_command_prints_one_json_object_and_nothing_else() -> None:
    answer = kadrost("read", str(DOCUMENTS / "two_dates.txt"), "--json", "--until", "2023-12-31")
    data = json.loads(answer.stdout)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert [item["number"] for item in data["items"]] == ["1.1", "1.2", "2.1"]
    assert data["items"][0]["occurrences"] == [["2023-02-01", "2023-06-30"]]
    assert data["items"][2]["occurrences"] == []


def test_command_shows_a_table_and_the_doubts() -> None:
    answer = kadrost("read", str(DOCUMENTS / "merged.txt"))
    assert answer.returncode == 0
    assert "Провести торги" in answer.stdout
    assert "На что посмотреть" in answer.stdout


def test_command_refuses_in_one_line(tmp_path: Path) -> None:
    letter = tmp_path / "письмо.txt"
    letter.write_text("Поздравляем с праздником.", encoding="utf-8")
    answer = kadrost("read", str(letter), "--json")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.count("\n") == 1
    assert answer.stderr.startswith("письмо.txt: ")
