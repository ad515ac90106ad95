"""What makes of the entries a chain, and what is known of its being whole."""

from __future__ import annotations

from django.db import models

from kadrost.audit.models.entries import Entry


class ChainLink(models.Model):
    """The place of an entry in the chain: numbers without gaps, each hash over the entry and the hash before it."""

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="link")
    version = models.PositiveSmallIntegerField(help_text="of the canonical form that was hashed")
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"№ {self.number} {self.hash[:12]}"


class ChainHead(models.Model):
    """One row: number and hash of the newest link. Locking it puts those who link in one order."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"№ {self.number} {self.hash[:12]}"


class Unlinked(models.Model):
    """An entry that waits for its link: written with the entry, removed by whoever links it a moment later."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class Verification(models.Model):
    """A walk over the whole chain: when, up to which link, and the first break where one was found."""

    at = models.DateTimeField()
    number = models.BigIntegerField(help_text="the newest link at that moment")
    hash = models.CharField(max_length=64, blank=True)
    seconds = models.FloatField()
    finding = models.TextField(blank=True, help_text="the first break in words; empty where the chain is whole")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} № {self.number}"
