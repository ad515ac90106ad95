"""What the benchmarks of pages share: CPU and memory of a tree of processes, and a browser's plain requests."""

from __future__ import annotations

import http.client
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page costs: CPU in milliseconds by request of the web processes and of the database's, rows, bytes."""

    web_ms: float
    database_ms: float
    wall_ms: float
    size: int


def tree_of(pid: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of the tree, with that of its ended children."""
    total = 0
    for one in tree_of(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(field) for field in fields[11:15])
    return total / TICKS


def peak_megabytes(pid: int) -> float:
    """The greatest resident set that any process of the tree ever had."""
    peaks = [0.0]
    for one in tree_of(pid):
        try:
            found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{one}/status").read_text())
        except OSError:
            continue
        peaks.append(int(found[1]) / 1024 if found else 0.0)
    return max(peaks)


class Visitor:
    """A browser without a screen: one kept connection, cookies, forms with their token."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body of the page; a redirect is not followed."""
        return self._ask("GET", path, None)

    def sign_in(self, path: str, *, token: str, fields: dict[str, str]) -> None:
        """Fill the form at `path`; its hidden `token` is sent along. RuntimeError where the site refuses."""
        _, page = self.get(path)
        found = re.search(rf'name="{token}" value="([^"]+)"', page.decode())
        if found is None:
            raise RuntimeError(f"no {token} at {path}")
        status, _ = self._ask("POST", path, urlencode({token: found[1]} | fields))
        if status not in (302, 303):
            raise RuntimeError(f"{path} refused the sign-in with {status}")

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self._cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return response.status, content


def wait_until_ready(port: int, path: str) -> None:
    """Return when the site answers 200 at `path`; TimeoutError after a minute and a half."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            if Visitor(port).get(path)[0] == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.3)
    raise TimeoutError(f"nothing answers at port {port}")


def cost_of(
    visitor: Visitor,
    path: str,
    *,
    web: int,
    database: int | None,
    requests: int,
    check: Callable[[bytes], None],
    before_each: Callable[[], None] | None = None,
) -> Cost:
    """What the page costs by request, after a few requests that are not counted; `before_each` is not counted either."""
    for _ in range(10):
        status, body = visitor.get(path)
    if status != 200:
        raise RuntimeError(f"{path} answers {status}")
    check(body)
    before, database_before = cpu_seconds(web), cpu_seconds(database) if database else 0.0
    started = time.monotonic()
    for _ in range(requests):
        if before_each is not None:
            before_each()
        visitor.get(path)
    wall = time.monotonic() - started
    spent = cpu_seconds(web) - before
    spent_there = cpu_seconds(database) - database_before if database else 0.0
    return Cost(1000 * spent / requests, 1000 * spent_there / requests, 1000 * wall / requests, len(body))
