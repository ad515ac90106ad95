"""An official document on its way to a plan under control: uploaded, read, mended, answered, resolved, confirmed."""

from kadrost.roadmaps.domain.intake.confirming import PlanDetails, confirm_intake
from kadrost.roadmaps.domain.intake.effective import EffectiveReading, effective_reading
from kadrost.roadmaps.domain.intake.mending import answer_flag, mend_field, resolve_bodies, resolve_body
from kadrost.roadmaps.domain.intake.starting import StartedIntake, abandon_intake, start_intake

__all__ = [
    "EffectiveReading",
    "PlanDetails",
    "StartedIntake",
    "abandon_intake",
    "answer_flag",
    "confirm_intake",
    "effective_reading",
    "mend_field",
    "resolve_bodies",
    "resolve_body",
    "start_intake",
]
