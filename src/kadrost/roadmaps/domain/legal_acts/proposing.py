"""Which acts a plan's measures ask for: the kinds of documents that their requirements name; a person confirms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from kadrost.region.domain.names import name_words
from kadrost.region.models import Organisation
from kadrost.roadmaps.models import Duty, LegalAct, LegalActRefusal, LegalActTie, Plan, Requirement

Kind = LegalAct.Kind
LEAST_ALIKE = 0.5
KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.METHOD, r"\bметодическ\w+\s+(?:рекомендаци|указани|пособи|материал)\w*|\bметодик[аиу]\b"),
        (Kind.LICENCE, r"\bлицензи[яию]\b"),
        (Kind.RULES, r"\bрегламент\w*\b"),
        (Kind.PROCEDURE, r"\bпоряд(?:ок|ка|ки|ков)\b"),
        (Kind.STATUTE, r"\bположени[еяй]\b(?!\s+\d)"),
        (Kind.DECREE, r"\bпостановлени[еяй]\b"),
        (Kind.DIRECTIVE, r"\bраспоряжени[еяй]\b|\bраспорядительн\w+\s+(?:документ|акт)\w*"),
        (Kind.ORDER, r"\bприказ(?:а|ы|ов)?\b"),
        (Kind.LAW, r"\bзакон(?:а|ы|ов)?\b"),
        (Kind.LIST, r"\bпереч(?:ень|ня|ни|ней)\b"),
        (
            Kind.OTHER,
            r"\b(?:нормативн\w+|правов\w+|нормативно-правов\w+)\s+(?:правов\w+\s+)?(?:акт|документ)\w*|\bНПА\b",
        ),
    )
)
"""The words by which a requirement asks for an act; of several the one that stands first is meant."""
_FILLER = frozenset({"утверждение", "утвердить", "принять", "принятие", "разработать", "документ", "акт", "об"})


@dataclass(frozen=True, slots=True)
class LegalActProposal:
    """Required documents of one wording that seem to ask for an act; `known` is the act of the register, if alike."""

    key: str
    kind: Kind
    title: str
    known: LegalAct | None
    requirements: tuple[Requirement, ...]
    provision: int | None
    responsible: Organisation | None


def kind_asked(text: str) -> Kind | None:
    """The kind of act for which a required document asks; None for a report, a protocol, a register."""
    found = [(match.start(), index, kind) for index, (kind, words) in enumerate(KINDS) if (match := words.search(text))]
    return min(found)[2] if found else None


def proposals_for(plan: Plan) -> list[LegalActProposal]:
    """What the plan's required documents ask for and nobody has decided yet; five queries."""
    decided = set(LegalActTie.objects.filter(measure__plan=plan).values_list("measure_id", "asked"))
    refused = set(
        LegalActRefusal.objects.filter(requirement__measure__plan=plan).values_list("requirement_id", flat=True)
    )
    asked = Requirement.objects.filter(measure__plan=plan, measure__ended_on=None).select_related("measure__section")
    groups: dict[tuple[Kind, tuple[str, ...]], list[Requirement]] = {}
    for requirement in asked.order_by("measure__position", "position"):
        kind = kind_asked(requirement.text)
        if kind is None or requirement.pk in refused or (requirement.measure_id, requirement.text) in decided:
            continue
        groups.setdefault((kind, name_words(requirement.text)), []).append(requirement)
    acts = list(LegalAct.objects.filter(territory=plan.territory_id, ended_on=None))
    leads = _leads([one.measure_id for group in groups.values() for one in group])
    return list(_proposals(groups, acts, leads))


def alike(text: str, legal_act: LegalAct) -> float:
    """How far the words of a required document are those of an act's title, 0…1."""
    asked, has = _words(text), _words(f"{Kind(legal_act.kind).label} {legal_act.title}")
    return len(asked & has) / len(asked | has) if asked and has else 0.0


def _proposals(
    groups: dict[tuple[Kind, tuple[str, ...]], list[Requirement]],
    acts: Sequence[LegalAct],
    leads: dict[int, Organisation | None],
) -> Iterator[LegalActProposal]:
    for (kind, words), requirements in groups.items():
        text = requirements[0].text
        scored = [(alike(text, one), one) for one in acts if kind in (one.kind, Kind.OTHER)]
        best = max(scored, key=lambda pair: (pair[0], -pair[1].pk), default=(0.0, None))
        provisions = {one.measure.section.provision for one in requirements if one.measure.section}
        bodies = {leads.get(one.measure_id) for one in requirements}
        yield LegalActProposal(
            key=sha256(f"{kind}\n{' '.join(words)}".encode()).hexdigest()[:16],
            kind=kind,
            title=(text[:1].upper() + text[1:]).strip(" .;")[:600],
            known=best[1] if best[0] >= LEAST_ALIKE else None,
            requirements=tuple(requirements),
            provision=next(iter(provisions)) if len(provisions) == 1 else None,
            responsible=next(iter(bodies)) if len(bodies) == 1 else None,
        )


def _leads(measures: Sequence[int]) -> dict[int, Organisation | None]:
    """The leading executor of each measure; one query."""
    duties = Duty.objects.filter(measure__in=measures, part=Duty.Part.LEAD).select_related("organisation")
    return {duty.measure_id: duty.organisation for duty in duties.order_by("-position")}


def _words(text: str) -> frozenset[str]:
    return frozenset(name_words(text)) - _FILLER
