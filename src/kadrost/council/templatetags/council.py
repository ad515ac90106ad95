"""What templates of councils need besides the shared components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(values: Mapping[int, Any], key: int) -> Any:
    """The value of the key: `{{ heard|of:question.item.pk }}`; None where there is none."""
    return values.get(key)
