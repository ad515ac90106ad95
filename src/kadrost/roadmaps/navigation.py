"""What the control of plans adds to the rail, and where the site's search leads."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kadrost.region.views.access import acting_of
from kadrost.roadmaps.permissions import is_staff_of_region
from kadrost.ui.navigation import Entry, register, search_at, signed_in
from kadrost.ui.request import PageRequest


def takes_part(request: HttpRequest) -> bool:
    """For whoever holds a role: registers are kept for those who take part in the work."""
    return bool(is_staff_of_region(acting_of(cast("PageRequest", request))))


register(Entry("my-work", _("Моя работа"), url_name="roadmaps-my-work", icon="my-work", order=10, visible=signed_in))
register(Entry("control", _("Контроль"), url_name="roadmaps-board", icon="control", order=20))
register(Entry("projects", _("Проекты и программы"), "roadmaps-projects", icon="link", order=42, visible=takes_part))
register(Entry("legal-acts", _("Нормативные акты"), "roadmaps-legal-acts", icon="file", order=44, visible=takes_part))
search_at("roadmaps-board")
