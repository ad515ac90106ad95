"""`kadrost check`: findings with a status that a script may use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY

SAMPLES = REPOSITORY / "samples"


def kadrost(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANGUAGE": "ru", "KADROST_VAR": str(folder), "PYTHONWARNINGS": "error"}
    program = [sys.executable, "-c", "from kadrost.cli import main; main()", *arguments]
    return subprocess.run(
        program, capture_output=True, text=True, env=environment, cwd=folder, timeout=120, check=False
    )


def test_questions_and_errors_give_status_one(tmp_path: Path) -> None:
    answer = kadrost("check", str(SAMPLES / "dorozhnaya-karta-kadry.docx"), "--json", folder=tmp_path)
    found = json.loads(answer.stdout)
    assert answer.returncode == 1
    assert [(finding["rule"], finding["item"]) for finding in found["findings"]] == [("term_not_understood", "4.2")]
    assert [(flag["item"], flag["code"]) for flag in found["flags"]] == [("4.2", "due_not_understood")]


ROWS = """План мероприятий по кадрам на 2027 год

№	Мероприятие	Срок	Исполнители
1	Отобрать мастерские	март 2027 г.	Министерство труда Энской области
2	Обучить мастеров		Министерство труда Энской области
3	Купить станки	весной	Министерство труда Энской области (Птицына А.А.)
"""


def test_each_doubt_is_said_once_with_its_field_and_advice(tmp_path: Path) -> None:
    plan = tmp_path / "план.txt"
    plan.write_text(ROWS, encoding="utf-8")
    answer = kadrost("check", str(plan), folder=tmp_path)
    words = " ".join(answer.stdout.replace("│", " ").split())
    assert answer.returncode == 1
    assert words.count("весной") == 1
    assert "(исполнители)" in words
    assert "Ответьте на вопрос" not in words
    assert "Заполните графу «Срок»." in words


def test_strict_reading_ends_with_one_where_something_is_doubtful(tmp_path: Path) -> None:
    plan = tmp_path / "план.txt"
    plan.write_text(ROWS, encoding="utf-8")
    assert kadrost("read", str(plan), "--json", folder=tmp_path).returncode == 0
    assert kadrost("read", str(plan), "--json", "--strict", folder=tmp_path).returncode == 1


def test_unreadable_file_is_refused_in_one_line(tmp_path: Path) -> None:
    empty = tmp_path / "пустой.docx"
    empty.write_bytes(b"")
    answer = kadrost("check", str(empty), folder=tmp_path)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert len(answer.stderr.strip().splitlines()) == 1
    assert "Traceback" not in answer.stderr


def test_account_of_a_plan_that_is_not_there(tmp_path: Path) -> None:
    migrated = kadrost("manage", "migrate", "--verbosity", "0", folder=tmp_path)
    assert migrated.returncode == 0, migrated.stderr
    answer = kadrost("account", "дороги", "2026", folder=tmp_path)
    assert (answer.returncode, answer.stderr) == (2, "дороги: такого плана нет. На контроле: ничего.\n")
