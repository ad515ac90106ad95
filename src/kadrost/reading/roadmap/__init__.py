"""Roadmaps: plans in tables or numbered paragraphs, with their passports, sections, notes and definitions."""

from __future__ import annotations

from kadrost.reading.roadmap.reading import read_listed_plan, read_roadmap

__all__ = ["read_listed_plan", "read_roadmap"]
