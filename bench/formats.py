"""CPU seconds to turn each real text and edition into a source; a PDF beside pdfplumber's own extraction.

    .venv/bin/python bench/formats.py [FILE …]

`first` includes the imports of the format's libraries in this process, `best` is the least of five more runs.
Bars: all texts together < 1 s, a docx < 0.5 s, a PDF ≤ 1.5 × pdfplumber's words and lines. Exit status 1 where one is missed.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kadrost.reading.formats import load_bytes

DOCUMENTS = Path(__file__).resolve().parent.parent.parent / "shared" / "documents"
RUNS = 5
DOCX_SECONDS = 0.5
TEXTS_SECONDS = 1.0
PDF_RATIO = 1.5


def main() -> int:
    named = [Path(name) for name in sys.argv[1:]]
    paths = named or [*sorted(DOCUMENTS.glob("*-*.txt")), *sorted((DOCUMENTS / "editions").iterdir())]
    if not paths:
        print(f"nothing to read: {DOCUMENTS} is absent")
        return 0
    kept = True
    texts = 0.0
    print(f"{'file':28} {'first':>8} {'best':>8}  beside")
    for path in paths:
        data = path.read_bytes()
        first = cpu_seconds(lambda data=data, name=path.name: load_bytes(data, name))
        best = least(lambda data=data, name=path.name: load_bytes(data, name))
        beside = ""
        if path.suffix == ".txt":
            texts += first
        elif path.suffix == ".docx":
            kept &= first < DOCX_SECONDS
        elif path.suffix == ".pdf":
            own = least(lambda data=data: plumbed(data))
            kept &= best <= PDF_RATIO * own
            beside = f"pdfplumber {own:.4f} s, ratio {best / own:.2f} (bar {PDF_RATIO})"
        print(f"{path.name:28} {first:8.4f} {best:8.4f}  {beside}")
    kept &= texts < TEXTS_SECONDS
    print(f"all texts, first runs: {texts:.4f} s (bar {TEXTS_SECONDS})")
    print("bars kept" if kept else "A BAR IS MISSED")
    return 0 if kept else 1


def cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def least(work: Callable[[], object]) -> float:
    return min(cpu_seconds(work) for _ in range(RUNS))


def plumbed(data: bytes) -> None:
    """What pdfplumber takes to extract the words, lines and rectangles of every page."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_words()
            _ = page.lines, page.rects


if __name__ == "__main__":
    sys.exit(main())
