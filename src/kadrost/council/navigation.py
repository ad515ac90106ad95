"""What councils add to the rail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kadrost.ui.navigation import Entry, register, signed_in

register(Entry("council", _("Советы"), url_name="council-bodies", icon="council", order=35, visible=signed_in))
