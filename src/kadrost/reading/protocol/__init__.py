"""Protocols of councils, orders and lists of assignments: decisions with terms and executors, in paragraphs."""

from __future__ import annotations

from kadrost.reading.protocol.reading import is_protocol, read_protocol

__all__ = ["is_protocol", "read_protocol"]
