"""The Django application `region`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegionConfig(AppConfig):
    name = "kadrost.region"
    label = "region"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the registry to the rail, appointments to the choice of roles, invitations to signing in."""
        from kadrost.accounts.arrivals import offer_arrivals
        from kadrost.accounts.permissions import narrow_looking_after
        from kadrost.accounts.standings import offer_standings
        from kadrost.region.domain.looking_after import is_of_own_territory
        from kadrost.region.domain.people import standings_of
        from kadrost.region.views.invitations import receive_by_address
        from kadrost.region.views.journal import may_see_journal
        from kadrost.region.views.people_list import may_see_people
        from kadrost.region.views.personal.erasures import may_look_after_data
        from kadrost.ui.navigation import Entry, register

        register(Entry("organisations", _("Организации"), "region-organisations", "organisations", order=50))
        register(Entry("people", _("Люди"), "region-people", "person", order=55, visible=may_see_people))
        register(Entry("consents", _("Согласия"), "region-consents", "check", order=57, visible=may_look_after_data))
        register(Entry("journal", _("Журнал"), "region-journal", "history", order=90, visible=may_see_journal))
        offer_standings(standings_of)
        narrow_looking_after(is_of_own_territory)
        offer_arrivals(receive_by_address)
