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
