"""The region: its territories, organisations with all their names, groups of them, and who acts for whom."""

from kadrost.region.models.appointments import Appointment, Delegation
from kadrost.region.models.invitations import Invitation
from kadrost.region.models.organisations import (
    Organisation,
    OrganisationGroup,
    OrganisationName,
    Territory,
)
from kadrost.region.models.personal import Consent, ErasureRequest
from kadrost.region.models.reorganisations import Reorganisation

__all__ = [
    "Appointment",
    "Consent",
    "Delegation",
    "ErasureRequest",
    "Invitation",
    "Organisation",
    "OrganisationGroup",
    "OrganisationName",
    "Reorganisation",
    "Territory",
]
