"""The journal: who did what to which object, when, on what ground, before and after; and who looked at personal data.

Rows are only ever added: the database itself refuses to change or delete them (migration `0003_append_only`). They
name people, bodies and objects by their keys and by their names as of then, without foreign keys: the journal
outlives what it speaks of, and this app stands below the apps whose deeds it keeps.
"""

from kadrost.audit.models.chain import ChainHead, ChainLink, Unlinked, Verification
from kadrost.audit.models.entries import Entry
from kadrost.audit.models.looks import Look

__all__ = ["ChainHead", "ChainLink", "Entry", "Look", "Unlinked", "Verification"]
