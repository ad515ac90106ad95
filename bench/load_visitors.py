"""Fifty people of mixed roles at work: read by locust, run by `bench/load.py`.

Each signs in as a person does, reads pages with pauses of a few seconds, and does what the role does: executors hand
in reports, coordinators rule on them. An answer of 409 is no error: somebody was faster, and the page says so.
"""

from __future__ import annotations

import json
import os
import random
import re
from itertools import count
from pathlib import Path
from typing import Any

from locust import HttpUser, between, task

SCENE: dict[str, Any] = json.loads(Path(os.environ["LOAD_SCENE"]).read_text(encoding="utf-8"))
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="(\d+)"')
FASTER = {409, 422}


class Visitor(HttpUser):
    """Whoever looks without signing in."""

    abstract = True
    wait_time = between(1, 4)

    def look(self, path: str, name: str) -> str:
        """A page's text."""
        return str(self.client.get(path, name=name).text)

    @task(4)
    def board(self) -> None:
        """The board, by one of its filters."""
        plan, month = random.choice(SCENE["plans"]), f"2026-{random.randint(1, 12):02d}"
        query = random.choice(["", "?standing=silent,late", f"?plan={plan}", f"?month={month}", "?q=мониторинг"])
        self.look(f"/control/{query}", "board")

    @task(3)
    def first_page(self) -> None:
        """My work, or the public's front page."""
        self.look("/", "my work")

    @task(2)
    def plan(self) -> None:
        """A plan's table."""
        self.look(f"/plans/{random.choice(SCENE['plans'])}/", "plan")

    @task(3)
    def measure(self) -> None:
        """A measure with its checkpoints."""
        self.look(f"/measures/{random.choice(SCENE['measures'])}/", "measure")

    @task(1)
    def organisations(self) -> None:
        """The list of organisations."""
        self.look("/organisations/", "organisations")

    @task(1)
    def standard(self) -> None:
        """The provisions of the Standard."""
        self.look("/standard/", "coverage")


class Public(Visitor):
    """Ten of the fifty."""

    fixed_count = 10


class SignedIn(Visitor):
    """A person of the region."""

    abstract = True
    people = "executors"

    def on_start(self) -> None:
        """Sign in by the form."""
        known = SCENE[self.people]
        self.person = known[next(_turn) % len(known)]
        token = TOKEN.search(self.look("/sign-in", "sign in"))
        fields = {
            "csrfmiddlewaretoken": token[1] if token else "",
            "username": self.person["login"],
            "password": SCENE["password"],
        }
        self.client.post("/sign-in", fields, name="sign in, sent", allow_redirects=False)

    def act(self, path: str, name: str, fields: dict[str, str]) -> None:
        """Open a form and send it with the version that it shows."""
        page = self.look(path, f"{name}, form")
        token, version = TOKEN.search(page), VERSION.search(page)
        if token is None or version is None:
            return
        sent = {"csrfmiddlewaretoken": token[1], "version": version[1], **fields}
        with self.client.post(path, sent, name=name, catch_response=True, allow_redirects=False) as answer:
            if answer.status_code in FASTER:
                answer.success()


class Executor(SignedIn):
    """Hands in reports for the own body."""

    fixed_count = 24
    people = "executors"

    @task(2)
    def report(self) -> None:
        """Report on one of the open checkpoints."""
        if self.person["checkpoints"]:
            point = self.person["checkpoints"].pop()
            fields = {"claim": "done", "words": "Выполнено в срок, документы у исполнителя.", "documents": "0"}
            self.act(f"/checkpoints/{point}/report/", "report", fields)


class Coordinator(SignedIn):
    """Rules on reports."""

    fixed_count = 10
    people = "coordinators"

    @task(2)
    def rule(self) -> None:
        """Accept or return a report."""
        if SCENE["reported"]:
            point = SCENE["reported"].pop()
            kind = random.choice(["accept", "return"])
            self.act(f"/checkpoints/{point}/{kind}/", kind, {"ground": "Проверено по приложенным сведениям."})


class Auditor(SignedIn):
    """Reads everything, the journal too."""

    fixed_count = 6
    people = "auditors"

    @task(2)
    def journal(self) -> None:
        """The journal's newest page."""
        self.look("/journal/", "journal")


_turn = count()
