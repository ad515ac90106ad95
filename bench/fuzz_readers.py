"""Mutates sound files of every format for some minutes; prints every input that was neither read nor refused.

    .venv/bin/python bench/fuzz_readers.py [MINUTES] [SEED] [FOLDER OF MORE SAMPLES …]

What falls is kept under var/fuzz/ by its hash. Exit status 1 where anything fell.
"""

from __future__ import annotations

import hashlib
import io
import random
import sys
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from tests.reading.formats.docx_builder import zipped  # noqa: E402
from tests.reading.formats.looking import assert_sound  # noqa: E402
from tests.reading.formats.samples import all_samples  # noqa: E402

from kadrost.reading.formats import UnreadableDocument, load_bytes  # noqa: E402

KEPT = REPOSITORY / "var" / "fuzz"
SLOW_SECONDS = 10.0
TOKENS = (b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999", b"1e999", b"<", b">", b"]]>", b"&#0;", b"\x00",
          b"obj", b"endobj", b"stream", b"R", b"[", b"]", b"<<", b">>", b"|", b"\t", b"+--+", "│".encode(), b"w:tbl", b"</w:p>")  # fmt: skip


def main() -> int:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261120
    samples = all_samples()
    for folder in sys.argv[3:]:
        samples |= {path.name: path.read_bytes() for path in Path(folder).iterdir() if path.is_file()}
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    fallen = 0
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        name = chance.choice(sorted(samples))
        fallen += not try_one(name, mutated(samples[name], chance), outcomes)
    print(f"{sum(outcomes.values())} inputs in {minutes:g} min, seed {seed}: {fallen} fell")
    for outcome, count in sorted(outcomes.items()):
        print(f"  {outcome:45} {count}")
    return 1 if fallen else 0


def try_one(name: str, data: bytes, outcomes: Counter[str]) -> bool:
    """Whether `data` was read soundly or refused, and soon enough."""
    start = time.perf_counter()
    try:
        source = load_bytes(data, name)
        assert_sound(source)
        outcome = "read"
    except UnreadableDocument as refusal:
        outcome = refusal.code
        if refusal.code == "file_broken" and refusal.__cause__ is not None:
            outcome += f" ({type(refusal.__cause__).__name__})"
    except Exception:  # noqa: BLE001 - that is what is looked for
        return keep(name, data, traceback.format_exc())
    outcomes[f"{name.partition('-')[0]}: {outcome}"] += 1
    seconds = time.perf_counter() - start
    return True if seconds < SLOW_SECONDS else keep(name, data, f"took {seconds:.1f} s")


def keep(name: str, data: bytes, what: str) -> bool:
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{hashlib.sha256(data).hexdigest()[:16]}-{name}"
    path.write_bytes(data)
    print(f"fell: {path}\n{what}", flush=True)
    return False


def mutated(data: bytes, chance: random.Random) -> bytes:
    """`data` changed here and there; a zip package often inside its parts, whole again around them."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
        for name in chance.sample(sorted(parts), min(len(parts), chance.randint(1, 2))):
            content = parts[name]
            parts[name] = changed(content if isinstance(content, bytes) else content.encode(), chance)
        return zipped(parts)
    return changed(data, chance)


def changed(data: bytes, chance: random.Random) -> bytes:
    result = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        place = chance.randrange(len(result) + 1)
        length = chance.choice((1, 2, 8, 40, 400))
        kind = chance.randrange(6)
        if kind == 0 and place < len(result):
            result[place] = chance.randrange(256)
        elif kind == 1:
            del result[place : place + length]
        elif kind == 2:
            result[place:place] = result[place : place + length] * chance.choice((1, 1, 3, 50))
        elif kind == 3:
            result[place:place] = chance.choice(TOKENS)
        elif kind == 4:
            other = chance.randrange(len(result) + 1)
            result[place : place + length] = result[other : other + length]
        else:
            result[place:place] = chance.randbytes(length)
    return bytes(result)


if __name__ == "__main__":
    sys.exit(main())
