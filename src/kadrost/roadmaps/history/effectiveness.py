"""How the journal tells of analyses of effectiveness and of their thresholds."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop

from kadrost.audit.words import Vocabulary, offer, pages_at
from kadrost.region.views.access import acting_of
from kadrost.roadmaps.domain.effectiveness.thresholds import THRESHOLDS
from kadrost.roadmaps.models import EffectivenessAnalysis, EffectivenessRules
from kadrost.roadmaps.permissions.effectiveness import manages_rules, may_read_analyses


def may_see_analysis(request: Any, key: str) -> bool:
    """Whoever reads the plan's analyses whole."""
    found = EffectivenessAnalysis.objects.filter(pk=key).select_related("plan").first()
    return found is not None and may_read_analyses(acting_of(request), found.plan)


def may_see_rules(request: Any, key: str) -> bool:
    """Whoever sets the territory's thresholds."""
    found = EffectivenessRules.objects.filter(pk=key).select_related("territory").first()
    return found is not None and manages_rules(acting_of(request), found.territory)


offer(
    Vocabulary(
        "roadmaps.effectivenessanalysis",
        title=gettext_noop("анализ эффективности"),
        actions={
            "make_analysis": gettext_noop("сделал(а) анализ эффективности"),
            "recount_analysis": gettext_noop("пересчитал(а) анализ"),
            "approve_analysis": gettext_noop("утвердил(а) анализ"),
            "abandon_analysis": gettext_noop("отменил(а) анализ"),
            "decide_correction": gettext_noop("решил(а) по предложению"),
            "say_opinion": gettext_noop("сказал(а) мнение исполнителя"),
            "begin_correction": gettext_noop("начал(а) редакцию по анализу"),
        },
        fields={
            "state": gettext_noop("состояние"),
            "period_from": gettext_noop("период с"),
            "period_until": gettext_noop("период по"),
            "as_of": gettext_noop("по состоянию на"),
            "digest": gettext_noop("контрольная сумма"),
            "number": gettext_noop("номер"),
            "kind": gettext_noop("предложено"),
            "words": gettext_noop("мнение"),
            "edition": gettext_noop("редакция"),
            "corrections": gettext_noop("изменений"),
        },
        addresses=pages_at("roadmaps-analysis"),
        may_see=may_see_analysis,
    )
)
offer(
    Vocabulary(
        "roadmaps.effectivenessrules",
        title=gettext_noop("пороги анализа эффективности"),
        actions={"effectiveness_rules": gettext_noop("изменил(а) пороги анализа")},
        fields={name: one.title for name, one in THRESHOLDS.items()},
        may_see=may_see_rules,
    )
)
