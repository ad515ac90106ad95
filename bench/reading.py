"""CPU of reading the five real documents and their editions, each file once: `python -m bench.reading`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

DOCUMENTS = Path(__file__).resolve().parents[2] / "shared" / "documents"


def main() -> int:
    """Print seconds of CPU a file, the sum of the five texts with the start of the reader, and the number of items."""
    if not DOCUMENTS.is_dir():
        print(f"{DOCUMENTS} is absent: nothing to measure")
        return 1
    start = time.process_time()
    from kadrost.reading.api import read_file

    texts = time.process_time() - start
    print(f"{'start of the reader':28} {texts:6.3f} s")
    for path in (*sorted(DOCUMENTS.glob("*.txt")), *sorted((DOCUMENTS / "editions").iterdir())):
        before = time.process_time()
        items = len(read_file(path).items)
        seconds = time.process_time() - before
        texts += seconds if path.suffix == ".txt" else 0
        print(f"{path.name:28} {seconds:6.3f} s  {items:3} items")
    print(f"{'five texts with the start':28} {texts:6.3f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
