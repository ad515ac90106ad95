"""How a standing looks: its light and its word."""

from __future__ import annotations

from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.ui.states import Light

LIGHTS = {
    Standing.RETURNED: Light.LATE,
    Standing.SILENT: Light.SILENT,
    Standing.LATE: Light.LATE,
    Standing.REPORTED: Light.DUE,
    Standing.DUE: Light.DUE,
    Standing.OPEN: Light.NOT_DUE,
    Standing.NOT_DUE: Light.NOT_DUE,
    Standing.ACCEPTED: Light.DONE,
    Standing.REMOVED: Light.NOT_DUE,
}
