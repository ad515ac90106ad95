"""The Django application `council`."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "kadrost.council"
    label = "council"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer entries to the rail, chapters to the pages of measures and organisations, lists to My work."""
        from kadrost.council import navigation  # noqa: F401 registers the entry
        from kadrost.council.views.chapters import offer_chapters

        offer_chapters()
