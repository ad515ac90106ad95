"""Redmine 5 (Debian's package) with 100,000 issues: CPU of its list page of as many rows as our board shows.

    python -m bench.redmine            needs root: installs the package, seeds its SQLite database, serves by puma

Run within `python -m bench.board --redmine`, so that both are measured on the same machine in the same minutes.
Steps: reference/stack.md §8. The seed is repeated only where the issues are not there yet.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.processes import Visitor, cost_of, peak_megabytes, wait_until_ready

HOME = Path("/usr/share/redmine")
AS_SERVER = ["runuser", "-u", "www-data", "--", "env", "RAILS_ENV=production"]
PORT = 3031
ROWS = 50
PASSWORD = "measurement-26"
PAGES = {
    "issues of the project, 50 rows": "/projects/board/issues?per_page=50",
    "the same, filtered by priority": "/projects/board/issues?per_page=50&set_filter=1&f[]=priority_id&op[priority_id]==&v[priority_id][]=1",
}
SEED = """
Redmine::DefaultData::Loader.load('en') unless Tracker.exists?
admin = User.find_by(login: 'admin')
admin.password = admin.password_confirmation = 'PASSWORD'
admin.must_change_passwd = false
admin.save!(validate: false)
project = Project.find_by(identifier: 'board') || Project.create!(name: 'Board', identifier: 'board', is_public: true)
project.trackers = Tracker.all
if Issue.count < 100_000
  users = (1..40).map { |n| User.find_by(login: "user#{n}") || begin
    user = User.new(firstname: "Name#{n}", lastname: "Surname#{n}", mail: "user#{n}@example.org")
    user.login = "user#{n}"; user.password = 'PASSWORD'; user.save!; user
  end }
  chance = Random.new(2026)
  statuses, priorities, trackers = IssueStatus.pluck(:id), IssuePriority.pluck(:id), Tracker.pluck(:id)
  now = Time.now
  ((Issue.maximum(:id) || 0)...100_000).each_slice(5_000) do |numbers|
    Issue.insert_all(numbers.map { |n|
      id = n + 1
      { id: id, root_id: id, lft: 1, rgt: 2, project_id: project.id, tracker_id: trackers.sample(random: chance),
        status_id: statuses.sample(random: chance), priority_id: priorities.sample(random: chance),
        author_id: admin.id, assigned_to_id: users.sample(random: chance).id,
        subject: "Measure #{id}: renew the workshops of colleges and collect proposals of the executors",
        due_date: Date.new(2025, 1, 1) + chance.rand(1500), start_date: Date.new(2025, 1, 1),
        created_on: now, updated_on: now, done_ratio: chance.rand(10) * 10 } })
  end
end
puts "issues #{Issue.count}"
""".replace("PASSWORD", PASSWORD)


def main() -> None:
    """Prepare and measure by itself."""
    measure(100)


def measure(requests: int) -> None:
    """Print what Redmine's pages cost, as the table of `bench.board` does."""
    install()
    seed()
    with served() as pid:
        visitor, public = Visitor(PORT), Visitor(PORT)
        visitor.sign_in("/login", token="authenticity_token", fields={"username": "admin", "password": PASSWORD})
        print(f"\n### Redmine 5, SQLite, 100,000 issues: {requests} requests a page\n")
        print("| page | CPU, web, ms | time, ms | KB |\n|---|---|---|---|")
        for name, path in PAGES.items():
            for who, words in ((visitor, "signed in"), (public, "public")):
                cost = cost_of(who, path, web=pid, database=None, requests=requests, check=rows_expected)
                row = f"| {name}, {words} | {cost.web_ms:.1f} | {cost.wall_ms:.1f} | {cost.size / 1024:.0f} |"
                print(row, flush=True)
        print(f"\nPeak memory of a web process: {peak_megabytes(pid):.0f} MB")


def rows_expected(body: bytes) -> None:
    """RuntimeError unless the list is of as many rows as ours."""
    rows = body.count(b'<tr id="issue-')
    if rows != ROWS:
        raise RuntimeError(f"{rows} issues instead of {ROWS}")


def install() -> None:
    """Debian's packages, where they are not there yet."""
    if HOME.is_dir() and shutil.which("puma"):
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", "redmine", "redmine-sqlite", "puma"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def seed() -> None:
    """100,000 issues of one public project, by Redmine's own models."""
    with tempfile.NamedTemporaryFile("w", suffix=".rb") as script:
        script.write(SEED)
        script.flush()
        Path(script.name).chmod(0o644)
        command = [*AS_SERVER, "bundle", "exec", "bin/rails", "runner", script.name]
        said = subprocess.run(command, cwd=HOME, check=True, capture_output=True, text=True).stdout
    if "issues 100000" not in said:
        raise RuntimeError(f"the seed says: {said[-300:]}")


@contextmanager
def served() -> Iterator[int]:
    """Redmine by puma with one worker, as our site by granian; gives the leading process."""
    command = [*AS_SERVER, "puma", "-b", f"tcp://127.0.0.1:{PORT}", "-e", "production", "-w", "1", "-t", "1:1"]
    running = subprocess.Popen(
        [*command, "--preload", "config.ru"],
        cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        wait_until_ready(PORT, "/login")
        yield running.pid
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=30)


if __name__ == "__main__":
    main()
