"""What the journal keeps of people: it cannot be changed, which is its whole use."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from kadrost.audit.personal import Category, Held, How, Purpose, by, declare, excuse, offer_purpose

KEPT = gettext_noop("Журнал удостоверяет, кто и что сделал; изменить его нельзя, контактов в нём нет.")

offer_purpose(
    Purpose(
        "trace",
        title=gettext_noop("Учёт действий и защита данных"),
        ground=gettext_noop("Закон: статья 19 и пункт 2 части 1 статьи 6 152-ФЗ"),
        retention=gettext_noop("пока ведётся система"),
    )
)
declare(
    Held("audit.Entry", title=gettext_noop("записи журнала о действиях"), purpose="trace", how=How.KEEP, because=KEPT, of=by("actor_key"),
        fields={"on": Category.ACT, "actor_key": Category.ACT, "actor_name": Category.NAME, "role": Category.WORK,
                "action": Category.ACT, "object_name": Category.ACT},
    )
)  # fmt: skip
declare(
    Held("audit.Look", title=gettext_noop("кто и зачем смотрел данные"), purpose="trace", how=How.KEEP, because=KEPT, of=by("person_key"),
        fields={"on": Category.ACT, "person_key": Category.ACT, "purpose": Category.ACT, "viewer_key": Category.ACT,
                "viewer_name": Category.NAME, "role": Category.WORK},
    )
)  # fmt: skip
excuse("audit.Entry", "body_name", because="название организации")
excuse("audit.Look", "body_name", because="название организации")
