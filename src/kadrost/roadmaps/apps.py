"""The Django application `roadmaps`."""

from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "kadrost.roadmaps"
    label = "roadmaps"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer entries to the rail, and duties to the pages of organisations."""
        from kadrost.roadmaps.views.organisation_duties import offer_to_organisations
        from kadrost.ui.navigation import Entry, register

        register(Entry("plans", "Планы", "roadmaps-plans", "plans", order=30))
        offer_to_organisations()
