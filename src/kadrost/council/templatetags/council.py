"""What templates of councils need besides the shared components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from kadrost.council.domain.duties import MeetingsOfPeriod

register = template.Library()


@register.filter
def of(values: Mapping[int, Any], key: int) -> Any:
    """The value of the key: `{{ heard|of:question.item.pk }}`; None where there is none."""
    return values.get(key)


@register.filter
def total(periods: Sequence[MeetingsOfPeriod]) -> int:
    """How many meetings or sessions there were in all periods: `{{ periods|total }}`."""
    return sum(period.count for period in periods)
