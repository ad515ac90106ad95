"""Acts, plans and their control, as `docs/architecture.md` describes them."""

from kadrost.roadmaps.models.acts import Act, Intake
from kadrost.roadmaps.models.checkpoints import Checkpoint, CheckpointState
from kadrost.roadmaps.models.control import Evidence, Report, ReportFigure, Ruling
from kadrost.roadmaps.models.measures import Duty, Measure, Requirement, Section, Target
from kadrost.roadmaps.models.plans import Definition, PassportRow, Plan, PlanNote
from kadrost.roadmaps.models.saved_views import SavedView

__all__ = [
    "Act",
    "Checkpoint",
    "CheckpointState",
    "Definition",
    "Duty",
    "Evidence",
    "Intake",
    "Measure",
    "PassportRow",
    "Plan",
    "PlanNote",
    "Report",
    "ReportFigure",
    "Requirement",
    "Ruling",
    "SavedView",
    "Section",
    "Target",
]
