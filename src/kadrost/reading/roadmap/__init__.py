"""Roadmaps: plans in tables, with their passports, sections, notes and definitions."""

from __future__ import annotations

from kadrost.reading.roadmap.reading import read_roadmap

__all__ = ["read_roadmap"]
