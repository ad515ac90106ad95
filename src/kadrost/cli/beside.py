"""A worker beside the site: a process of its own, started again where it dies, gone when the site is."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PAUSE_BEFORE_RESTART = 2.0
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
    """Start the worker, and again where it ends by itself; end it politely when the site is over."""
    while not is_over.is_set():
        process = _start()
        while not is_over.is_set() and process.poll() is None:
            is_over.wait(0.5)
        if is_over.is_set():
            _end(process)
        else:
            is_over.wait(PAUSE_BEFORE_RESTART)


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
