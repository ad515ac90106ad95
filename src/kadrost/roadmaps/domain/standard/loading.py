"""Loading the editions of the Standard that come with the platform; an edition once loaded is never rewritten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction

EDITIONS = Path(__file__).parent


def load_editions(sender: Any = None, *, apps: Any = None, using: str = "default", **rest: object) -> None:
    """Put in the editions that the database lacks, the last of them in force; runs after every migration.

    `apps` is the state that was migrated to: where it does not know the Standard yet, nothing is done.
    """
    if apps is None:
        from django.apps import apps
    try:
        editions = apps.get_model("roadmaps", "StandardEdition")._default_manager.using(using)
        provisions = apps.get_model("roadmaps", "Provision")._default_manager.using(using)
    except LookupError:
        return
    known = set(editions.values_list("code", flat=True))
    for file in sorted(EDITIONS.glob("edition_*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["code"] not in known:
            _load(data, editions, provisions, using)


def _load(data: dict[str, Any], editions: Any, provisions: Any, using: str) -> None:
    with transaction.atomic(using=using):
        editions.filter(is_current=True).update(is_current=False)
        edition = editions.create(
            code=data["code"], title=data["title"], issuer=data["issuer"], source=data["source"], is_current=True
        )
        provisions.bulk_create(provisions.model(edition=edition, **provision) for provision in data["provisions"])
