"""CPU of the Standard's pages over the board's region: cold (nothing remembered) and warm, one process, one person.

    BENCH_SCALE=large KADROST_VAR=/tmp/bench-standard .venv/bin/python -m bench.standard

Fills the database of `KADROST_VAR` as `bench/board_data.py` does, ties its sections and a thousand measures by seed.
"""

from __future__ import annotations

import logging
import os
import random
import time
from collections.abc import Callable
from datetime import date
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
django.setup()

from bench.board_data import LOGIN, build  # noqa: E402
from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from kadrost.accounts.models import User  # noqa: E402
from kadrost.roadmaps.models import Checkpoint, Measure, Plan, Provision, ProvisionTie, Section  # noqa: E402
from kadrost.roadmaps.views.standard import comparison, coverage  # noqa: E402

REPEATS = 9


def tie(seed: int = 2026) -> None:
    """Give every section a provision, and a thousand measures a second one."""
    chance = random.Random(seed)
    sections = list(Section.objects.filter(provision=None))
    for section in sections:
        section.provision = chance.randint(1, 14)
    Section.objects.bulk_update(sections, ["provision"], batch_size=500)
    if ProvisionTie.objects.exists():
        return
    provisions = list(Provision.objects.order_by("number"))
    lineages = list(Measure.objects.order_by("pk").values_list("lineage", flat=True))
    ProvisionTie.objects.bulk_create(
        ProvisionTie(
            lineage=lineage, provision=chance.choice(provisions), state=ProvisionTie.State.CONFIRMED,
            decided_by_name="bench", decided_on=date(2026, 1, 1),
        )
        for lineage in chance.sample(lineages, 1000)
    )  # fmt: skip


def cost(client: Client, address: str, before: Callable[[], None]) -> float:
    """The median CPU of the page in milliseconds."""
    taken = []
    for _ in range(REPEATS):
        before()
        start = time.process_time()
        assert client.get(address).status_code == 200
        taken.append(time.process_time() - start)
    return median(taken) * 1000


def forget() -> None:
    """Nothing that was drawn before is remembered."""
    coverage.COVERAGES.forget()
    comparison.DRAWN.forget()


def main() -> None:
    """Print the table of docs/benchmarks.md."""
    build()
    tie()
    logging.disable()
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    person = User.objects.get(login=LOGIN)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    first, second, third = Plan.objects.order_by("pk").values_list("pk", flat=True)[:3]
    measure = Measure.objects.filter(plan=first).values_list("pk", flat=True)[0]
    print(f"{Plan.objects.count()} plans, {Measure.objects.count()} measures, {Checkpoint.objects.count()} checkpoints")
    print("| page | cold, ms | warm, ms |\n|---|---|---|")
    for name, address in {
        "coverage, all plans": "/standard/",
        "coverage, one plan": f"/standard/?plan={first}",
        "provision": "/standard/7/",
        "ties of a plan": f"/standard/plans/{first}/",
        "comparison, two plans": f"/standard/comparison/?plan={first}&plan={second}",
        "comparison, three plans": f"/standard/comparison/?plan={first}&plan={second}&plan={third}",
        "a measure and its pairs": f"/standard/comparison/{measure}/{second}/",
    }.items():
        print(f"| {name} | {cost(client, address, forget):.0f} | {cost(client, address, lambda: None):.0f} |")


if __name__ == "__main__":
    main()
