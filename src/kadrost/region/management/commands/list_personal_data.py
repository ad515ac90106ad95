"""`kadrost manage list_personal_data`: what is kept of people, by purposes; with --write into docs/personal-data.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from kadrost.region.domain.personal.listing import listing, with_listing


class Command(BaseCommand):
    """Print the list, or put it into the document named."""

    help = "Перечень персональных данных по целям; --write ФАЙЛ обновляет его в документе."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to write, if anywhere."""
        parser.add_argument("--write", type=Path, metavar="ФАЙЛ")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Write to the terminal or to the document."""
        with override("ru"):
            document: Path | None = options["write"]
            if document is None:
                self.stdout.write(listing())
                return
            document.write_text(with_listing(document.read_text(encoding="utf-8")), encoding="utf-8")
