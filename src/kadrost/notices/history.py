"""How the journal tells of letters, notices and background work."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from kadrost.audit.words import Vocabulary, offer, pages_at

offer(
    Vocabulary(
        "notices.calendarfeed",
        title=gettext_noop("ссылка на календарь"),
        actions={
            "make_feed": gettext_noop("создал(а) ссылку на календарь"),
            "revoke_feed": gettext_noop("отозвал(а) ссылку на календарь"),
        },
    )
)
offer(
    Vocabulary(
        "notices.noticesettings",
        title=gettext_noop("настройки уведомлений"),
        actions={"choose_notices": gettext_noop("изменил(а) настройки уведомлений")},
        fields={"digest": gettext_noop("сводка"), "hour": gettext_noop("час")},
    )
)
offer(
    Vocabulary(
        "jobs.job",
        title=gettext_noop("фоновая работа"),
        actions={"repeat_job": gettext_noop("повторил(а) работу")},
        addresses=pages_at("notices-job"),
    )
)
offer(
    Vocabulary(
        "jobs.letter",
        title=gettext_noop("письмо"),
        actions={"resend_letter": gettext_noop("отправил(а) письмо ещё раз")},
    )
)
