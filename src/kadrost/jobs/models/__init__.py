"""What waits to be done in the background, when it recurs, who works, and the letters on their way."""

from kadrost.jobs.models.jobs import Job, Recurrence, WorkerBeat
from kadrost.jobs.models.letters import Letter

__all__ = ["Job", "Letter", "Recurrence", "WorkerBeat"]
