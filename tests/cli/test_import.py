"""`kadrost import` in a fresh folder: the database comes by itself, the status says what a script must know."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.roadmaps.intake.documents import DOUBTFUL, roadmap


def kadrost(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANGUAGE": "ru", "KADROST_VAR": str(folder / "var"), "PYTHONWARNINGS": "error"}
    environment.pop("KADROST_DATABASE_URL", None)
    program = [sys.executable, "-c", "from kadrost.cli import main; main()", *arguments]
    return subprocess.run(
        program, capture_output=True, text=True, env=environment, cwd=folder, timeout=120, check=False
    )


def test_a_fresh_folder_takes_a_document_and_recognises_it(tmp_path: Path) -> None:
    document = tmp_path / "plan.txt"
    document.write_bytes(roadmap())
    first = kadrost("import", str(document), folder=tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == "plan.txt: на контроле: мероприятий 3, контрольных точек 3, новых организаций 2\n"
    second = kadrost("import", "--json", str(document), folder=tmp_path)
    assert (second.returncode, json.loads(second.stdout)[0]["outcome"]) == (0, "under_control")


def test_the_status_tells_drafts_and_refusals_apart(tmp_path: Path) -> None:
    document = tmp_path / "doubtful.txt"
    document.write_bytes(roadmap(DOUBTFUL))
    assert kadrost("import", str(document), folder=tmp_path).returncode == 1
    absent = kadrost("import", str(tmp_path / "absent.txt"), folder=tmp_path)
    assert (absent.returncode, absent.stdout) == (2, "")
    assert absent.stderr == "absent.txt: файл не открывается: его нет или нет права его читать\n"
    nobody = kadrost("import", "--as", "nobody", str(document), folder=tmp_path)
    assert (nobody.returncode, nobody.stderr) == (2, "nobody: такого человека нет. Проверьте --as.\n")
