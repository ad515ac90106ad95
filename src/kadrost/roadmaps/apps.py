"""The Django application `roadmaps`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RoadmapsConfig(AppConfig):
    name = "kadrost.roadmaps"
    label = "roadmaps"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer entries to the rail and duties to the pages of organisations; keep the tally over migrations."""
        from kadrost.region.views.personal.erasures import erasures_at_work, erasures_waiting
        from kadrost.roadmaps import dossier
        from kadrost.roadmaps.domain.change_triggers import ensure_change_counts
        from kadrost.roadmaps.domain.inheriting import offer_to_successors
        from kadrost.roadmaps.domain.standard.loading import load_editions
        from kadrost.roadmaps.domain.tally_triggers import ensure_tally
        from kadrost.roadmaps.views.editions.work import offer_open_editions
        from kadrost.roadmaps.views.intake.access import may_open_intakes
        from kadrost.roadmaps.views.legal_acts.chapters import offer_legal_act_chapters
        from kadrost.roadmaps.views.organisation_duties import offer_to_organisations
        from kadrost.roadmaps.views.priorities.chapters import offer_priority_chapters
        from kadrost.roadmaps.views.projects.chapters import offer_project_chapters
        from kadrost.roadmaps.views.standard.chapters import offer_chapters
        from kadrost.roadmaps.views.templates.chapters import offer_template_chapters
        from kadrost.ui.navigation import Entry, register

        register(Entry("plans", _("Планы"), "roadmaps-plans", "plans", order=30))
        register(Entry("standard", _("Стандарт"), "roadmaps-standard", "data", order=40))
        register(
            Entry(
                "intakes",
                _("Документы на проверке"),
                "roadmaps-intake-list",
                "import",
                order=46,
                visible=may_open_intakes,
            )
        )
        dossier.offer_work(dossier.WorkChapter(order=90, render=erasures_at_work, waiting=erasures_waiting))
        offer_to_organisations()
        offer_chapters()
        offer_open_editions()
        offer_priority_chapters()
        offer_project_chapters()
        offer_legal_act_chapters()
        offer_template_chapters()
        offer_to_successors()
        post_migrate.connect(load_editions, sender=self, dispatch_uid="roadmaps-standard-editions")
        post_migrate.connect(ensure_tally, sender=self, dispatch_uid="roadmaps-tally")
        post_migrate.connect(ensure_change_counts, sender=self, dispatch_uid="roadmaps-change-counts")
