"""`kadrost manage check_tally`: whether the kept counts of checkpoints are those of a recount."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from kadrost.roadmaps.domain.tally_triggers import differences_of_tally, install_tally

SHOWN = 10


class Command(BaseCommand):
    help = "Сверить счёт контрольных точек, который ведёт база данных, с пересчётом; --repair сосчитать заново."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--repair`."""
        parser.add_argument("--repair", action="store_true", help="сосчитать заново, если счёт расходится")

    def handle(self, *args: object, repair: bool = False, **options: object) -> None:
        """Say whether both agree; CommandError with the first differences where they do not and nothing is repaired."""
        with transaction.atomic():
            found = differences_of_tally()
            if found and repair:
                install_tally(connection)
        if not found:
            self.stdout.write("Счёт контрольных точек верен.")
        elif repair:
            self.stdout.write(f"Счёт расходился в {len(found)} строках и сосчитан заново.")
        else:
            rows = "; ".join(
                f"план {plan}, {month % 100:02}.{month // 100}, {state}: {kept} вместо {counted}"
                for plan, month, state, _, kept, counted in found[:SHOWN]
            )
            raise CommandError(
                f"Счёт и контрольные точки расходятся в {len(found)} строках: {rows}. Сосчитайте заново: --repair."
            )
