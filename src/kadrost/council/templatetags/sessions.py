"""What templates of expert sessions need: exact figures as people write them, and whose a proposal is."""

from __future__ import annotations

from fractions import Fraction

from django import template

from kadrost.council.domain.expert_sessions import words
from kadrost.council.models import Proposal, SessionExpert

register = template.Library()


@register.filter
def figure(value: Fraction | None) -> str:
    """The points with two decimals: `{{ row.final.median|figure }}`."""
    return words.figure(value)


@register.filter
def wrote(expert: SessionExpert | None, proposal: Proposal) -> bool:
    """Whether the expert is an author of the proposal; its authors are fetched already."""
    return expert is not None and any(author.expert_id == expert.pk for author in proposal.authors.all())
