"""What the control of plans adds to the rail, and where the site's search leads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kadrost.ui.navigation import Entry, register, search_at, signed_in

register(Entry("my-work", _("Моя работа"), url_name="roadmaps-my-work", icon="my-work", order=10, visible=signed_in))
register(Entry("control", _("Контроль"), url_name="roadmaps-board", icon="control", order=20))
search_at("roadmaps-board")
