"""A schedule as the plain object that `kadrost schedule --json` prints."""

from __future__ import annotations

from datetime import date

from kadrost.kernel.schedule import JsonObject, Schedule


def describe(schedule: Schedule, until: date) -> JsonObject:
    """What was understood and the occurrences that start on or before `until`, ready for JSON."""
    return {
        "phrase": schedule.phrase,
        "understood": schedule.understood,
        "occurrences": [
            [occurrence.start.isoformat(), occurrence.end.isoformat()]
            for occurrence in schedule.occurrences(until=until)
        ],
        "continuous": schedule.continuous,
        "on_demand": schedule.on_demand,
        "assumed": schedule.assumed,
        "event": schedule.event,
        "why": schedule.why,
        "words": schedule.in_words() if schedule.understood else "",
        "remarks": list(schedule.remarks),
    }
