"""A worker beside the site: a process of its own, started again where it dies, gone when the site is."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 120.0
LIVED_LONG = 60.0
SECONDS_TO_END = 20


@contextmanager
def worker_beside(*, is_wanted: bool) -> Iterator[None]:
    """A worker runs while the block does; nothing where it is not wanted."""
    if not is_wanted:
        yield
        return
    is_over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(is_over,), name="keeper-of-worker", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        is_over.set()
        keeper.join(SECONDS_TO_END + 1)


def _keep(is_over: threading.Event) -> None:
    """Start the worker, and again where it ends by itself, after longer pauses where it cannot live.

    When the site is over the worker is ended politely.
    """
    pause = FIRST_PAUSE
    while not is_over.is_set():
        process, started = _start(), time.monotonic()
        while not is_over.is_set() and process.poll() is None:
            is_over.wait(0.5)
        if is_over.is_set():
            _end(process)
        else:
            has_lived = time.monotonic() - started > LIVED_LONG
            pause = FIRST_PAUSE if has_lived else min(LONGEST_PAUSE, 2 * pause)
            is_over.wait(pause)


def _start() -> subprocess.Popen[bytes]:
    program = "from kadrost.cli import main; main()"
    return subprocess.Popen(  # noqa: S603 our own program
        [sys.executable, "-c", program, "worker", "--parent", str(os.getpid())], stdin=subprocess.DEVNULL
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
