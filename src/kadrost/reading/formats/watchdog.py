"""A bound on the time and memory of reading one file, also inside libraries that know no bounds.

A hostile file can make a parser loop over four billion glyphs that it declares. The watch runs beside the reading
and, when a bound is passed, raises an exception inside the reading thread; C calls are bounded at their own places.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Final

from kadrost.reading.formats import limits

_TICK: Final = 0.2
_STEPS: Final = 100
_STATM: Final = Path("/proc/self/statm")
_PAGE_BYTES: Final = 4096


class Expired(BaseException):
    """Raised in the reading thread; no `except Exception` of a library may swallow it."""


class Watchdog:
    """A context within which the current thread may use so much time and additional memory, and no more.

    Raises:
        Expired: inside the context, when a bound is passed; `reason` of the watchdog says which.
    """

    def __init__(self, seconds: float, mebibytes: int) -> None:
        self._seconds = seconds
        self._bytes = mebibytes * limits.MEBIBYTE
        self._done = threading.Event()
        self._lock = threading.RLock()
        self._reader = threading.get_ident()
        self.reason = ""

    def __enter__(self) -> Watchdog:
        self._deadline = time.monotonic() + self._seconds
        self._memory = _resident_bytes()
        threading.Thread(target=self._watch, name="kadrost-reading-watchdog", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # The exception may arrive at any step, even here, when the reading is done: then it is too late and dropped.
        # It must not be taken back with a null: CPython would leave the thread looking for it at every step for ever.
        while True:
            try:
                with self._lock:
                    self._done.set()
                if self.reason:
                    for _ in range(_STEPS):
                        pass
                break
            except Expired:
                continue

    def _watch(self) -> None:
        while not self._done.wait(_TICK):
            if time.monotonic() > self._deadline:
                self._interrupt("time")
            elif _resident_bytes() - self._memory > self._bytes:
                self._interrupt("memory")

    def _interrupt(self, reason: str) -> None:
        with self._lock:
            if not self._done.is_set():
                self.reason = reason
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._reader), ctypes.py_object(Expired))


def _resident_bytes() -> int:
    """Memory of this process; 0 where the system does not tell (then time alone is bounded)."""
    if not sys.platform.startswith("linux"):
        return 0
    try:
        return int(_STATM.read_text().split()[1]) * _PAGE_BYTES
    except (OSError, ValueError, IndexError):
        return 0
