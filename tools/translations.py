"""`make translations`: bring the English catalogues up to what the source marks, compile them, say what lacks English."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tools.catalogues import CONTEXT_MARK, Entry, apps_of, catalogue_of, compiled, marked_strings, read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "kadrost"


def update(app: Path) -> list[str]:
    """Rewrite the app's catalogue and its .mo; the strings that lack English. What is no longer marked is dropped."""
    file = catalogue_of(app)
    known = {entry.id: entry for entry in read_po(file)}
    entries = []
    for message, places in marked_strings(app).items():
        before = known.get(message)
        entries.append(Entry(message, before.text if before else "", bool(before and before.fuzzy), places))
    write_po(file, entries)
    file.with_suffix(".mo").write_bytes(compiled(entries))
    return [entry.id for entry in entries if not entry.text or entry.fuzzy]


def main() -> int:
    """0 where every string has its English, else 1 after naming those that have not."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
    import django

    django.setup()
    lacking = {catalogue_of(app): update(app) for app in apps_of(PACKAGE)}
    for file, messages in lacking.items():
        for message in messages:
            sys.stderr.write(f"{file}: {message.replace(CONTEXT_MARK, ' / ')}\n")
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
