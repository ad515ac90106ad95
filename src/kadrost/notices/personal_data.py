"""What is kept of people to tell them in time what is due."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from kadrost.audit.personal import Category, Held, How, by, declare

declare(
    Held("notices.NoticeSettings", title=gettext_noop("настройки сводки"), purpose="letters", how=How.DELETE, of=by("person"),
        fields={"person": Category.ACT, "digest": Category.ACT, "hour": Category.ACT},
    )
)  # fmt: skip
declare(
    Held("notices.DigestDay", title=gettext_noop("отправленные сводки"), purpose="letters", how=How.DELETE, of=by("person"),
        fields={"person": Category.ACT, "day": Category.ACT},
    )
)  # fmt: skip
declare(
    Held("notices.CalendarFeed", title=gettext_noop("личный календарь"), purpose="letters", how=How.DELETE, of=by("person"),
        fields={"person": Category.ACT, "token_hash": Category.SIGN_IN, "made_at": Category.ACT},
        never_shown=frozenset({"token_hash"}),
    )
)  # fmt: skip
