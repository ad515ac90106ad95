"""Fifty people of mixed roles for three minutes over 204,000 checkpoints on PostgreSQL: requests, errors, times.

    python -m venv /tmp/locust && /tmp/locust/bin/pip install locust
    BENCH_SCALE=large python -m bench.load /tmp/locust/bin/locust [--seconds 180] [--workers 2]

locust is no dependency of ours: it brings a web server and an event loop of its own. The site and the database run as in
`bench/board.py`; figures go to standard output as a table for docs/benchmarks.md. Ends with 1 where a request failed.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
from pathlib import Path

from bench.board import FOLDER, Database, build, free_port, postgresql, site
from bench.processes import cpu_seconds, peak_megabytes

PEOPLE = 50


def main() -> int:
    """Build, let the people in, print; 1 where a request failed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("locust", type=Path)
    options.add_argument("--seconds", type=int, default=180)
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    FOLDER.mkdir(exist_ok=True)
    with postgresql() as database:
        build(database)
        scene = FOLDER / "load.json"
        scene.write_bytes(_scene(database))
        port = free_port()
        with site(database, port, workers=chosen.workers) as pid:
            before = cpu_seconds(pid)
            _let_in(chosen.locust, port, scene, chosen.seconds)
            spent = cpu_seconds(pid) - before
            peak = peak_megabytes(pid)
    return _tell(chosen.seconds, spent, peak)


def _scene(database: Database) -> bytes:
    """The people who come and what they may open, as `bench.load_scene` prepares them in the database."""
    command = [sys.executable, "-m", "bench.load_scene"]
    return subprocess.run(command, env=database.environment, check=True, stdout=subprocess.PIPE).stdout


def _let_in(locust: Path, port: int, scene: Path, seconds: int) -> None:
    command = [
        str(locust), "-f", str(Path(__file__).with_name("load_visitors.py")), "--headless", "--only-summary",
        "-u", str(PEOPLE), "-r", "2", "-t", f"{seconds}s", "--host", f"http://127.0.0.1:{port}",
        "--csv", str(FOLDER / "load"),
    ]  # fmt: skip
    environment = os.environ | {"LOAD_SCENE": str(scene)}
    subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _tell(seconds: int, spent: float, peak: float) -> int:
    with (FOLDER / "load_stats.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    print(f"{PEOPLE} people, {seconds} s\n\n| page | requests | failures | median, ms | 95 %, ms | most, ms |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        median, high, most = row["Median Response Time"], row["95%"], float(row["Max Response Time"])
        print(f"| {row['Name']} | {row['Request Count']} | {row['Failure Count']} | {median} | {high} | {most:.0f} |")
    whole = rows[-1]
    asked, failed = int(whole["Request Count"]), int(whole["Failure Count"])
    print(f"\nCPU of the web processes: {spent / max(asked, 1) * 1000:.1f} ms a request; peak of one: {peak:.0f} MB")
    failures = (FOLDER / "load_failures.csv").read_text(encoding="utf-8").splitlines()[1:]
    print("\n".join(json.dumps(line, ensure_ascii=False) for line in failures))
    return int(bool(failed) or not asked)


if __name__ == "__main__":
    sys.exit(main())
