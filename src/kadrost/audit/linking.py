"""Linking what was written into one chain, right after the commit of the deed.

Whoever links holds nothing but the head of the chain, for a few milliseconds, and takes along all that waits: so
writers never wait for one another's whole deeds, and there is no order of locks that could close to a ring.
"""

from __future__ import annotations

from django.db import transaction

from kadrost.audit.canonical import FIELDS, VERSION, link_hash
from kadrost.audit.models import ChainHead, ChainLink, Unlinked

BATCH = 500
HEAD = 1
WAITING_FIELDS = tuple(f"entry__{name}" for name in FIELDS)


def link_waiting() -> int:
    """Link every committed entry that waits for it, oldest first; gives how many were linked by this call.

    Safe to call at any time and by any number of processes at once. What a killed process left waiting is linked by
    the next one that writes, and by `kadrost verify`.
    """
    linked = 0
    while Unlinked.objects.exists():
        made = _link_batch()
        linked += made
        if made < BATCH:
            break
    return linked


@transaction.atomic
def _link_batch() -> int:
    """Up to `BATCH` links under the lock of the head; what was committed before the lock was got is seen."""
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=HEAD)
    waiting = Unlinked.objects.order_by("entry_id").values_list("entry_id", *WAITING_FIELDS)[:BATCH]
    links: list[ChainLink] = []
    for entry_id, *content in waiting:
        number, previous = head.number + 1, head.hash
        head.number, head.hash = number, link_hash(number=number, previous=previous, content=content)
        links.append(
            ChainLink(number=number, entry_id=entry_id, version=VERSION, previous_hash=previous, hash=head.hash)
        )
    if links:
        ChainLink.objects.bulk_create(links)
        Unlinked.objects.filter(pk__in=[link.entry_id for link in links]).delete()
        head.save(update_fields=["number", "hash"])
    return len(links)
