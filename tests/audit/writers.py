"""Writers for `test_concurrent_writers`: a program of its own, so that they are real processes on a real database.

python -m tests.audit.writers DATABASE prepare | threads | process KEYS NUMBER | found
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import django
from django.conf import settings

WRITERS, EACH = 8, 12


def main() -> None:
    """Do what the command line asks on the database named first; `prepare` and `found` answer in JSON."""
    name, command, *rest = sys.argv[1:]
    settings.DATABASES["default"]["NAME"] = name
    django.setup()
    if command == "prepare":
        sys.stdout.write(json.dumps(prepare()))
    elif command == "threads":
        threads([int(key) for key in rest[0].split(",")])
    elif command == "process":
        deeds_of(int(rest[1]), [int(key) for key in rest[0].split(",")])
    else:
        sys.stdout.write(json.dumps(found()))


def prepare() -> list[int]:
    """Migrate where that was not done, and make the organisations; their keys."""
    from django.core.management import call_command

    from tests.web.factories import OrganisationFactory

    call_command("migrate", interactive=False, verbosity=0)
    return [one.pk for one in OrganisationFactory.create_batch(8)]


def threads(shared: list[int]) -> None:
    """The writers as threads of one process."""
    from django.db import connections

    def run(writer: int) -> None:
        try:
            deeds_of(writer, shared)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(run, range(WRITERS)))


def deeds_of(writer: int, shared: list[int]) -> None:
    """A writer's deeds upon a row that three others change too: odd writers lock it before their entry, even ones after.

    Were the chain locked from the first entry until the commit, two of them would wait for each other.
    """
    from django.db import transaction

    from kadrost.audit.journal import record
    from kadrost.region.models import Organisation
    from tests.audit.writing import ACTOR
    from tests.web.factories import TODAY

    own = Organisation.objects.get(pk=shared[writer % 4 + 4])
    common = Organisation.objects.filter(pk=shared[writer // 2 % 2])
    for turn in range(EACH):
        for_both = {"actor": ACTOR, "action": "change", "subject": own, "on": TODAY, "ground": "письмо"}
        with transaction.atomic():
            if writer % 2:
                common.update(short_name=f"{writer}-{turn}")
            record(**for_both, after={"writer": writer, "turn": turn})  # type: ignore[arg-type]
            common.update(short_name=f"{writer}-{turn} again")
            record(**for_both, after={"writer": writer, "turn": turn})  # type: ignore[arg-type]


def found() -> dict[str, object]:
    """What the walk over the chain finds, and what the test counts."""
    from kadrost.audit.models import ChainLink, Entry, Unlinked
    from kadrost.audit.verifying import verify_chain

    walk = verify_chain()
    numbers = list(ChainLink.objects.values_list("number", flat=True))
    return {
        "broken": walk.broken.words if walk.broken else None,
        "count": walk.count,
        "entries": Entry.objects.count(),
        "waiting": Unlinked.objects.count(),
        "gapless": numbers == list(range(1, len(numbers) + 1)),
        "previous": ChainLink.objects.values("previous_hash").distinct().count(),
    }


if __name__ == "__main__":
    main()
