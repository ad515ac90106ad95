"""How a standing looks: its light, and in one sentence what its word means."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.ui.states import Light

LIGHTS = {
    Standing.CONTRADICTED: Light.CONTRADICTED,
    Standing.RETURNED: Light.RETURNED,
    Standing.SILENT: Light.SILENT,
    Standing.LATE: Light.LATE,
    Standing.REPORTED: Light.REPORTED,
    Standing.DUE: Light.DUE,
    Standing.OPEN: Light.OPEN,
    Standing.NOT_DUE: Light.NOT_DUE,
    Standing.ACCEPTED: Light.DONE,
    Standing.REMOVED: Light.NOT_DUE,
}

MEANINGS = {
    Standing.CONTRADICTED: _("Отчёт говорит «выполнено», а его же показатель не достигает указанного в документе"),
    Standing.RETURNED: _("Отчёт возвращён исполнителю с замечанием, нового ещё нет"),
    Standing.SILENT: _("Срок прошёл, отчёта не было ни одного"),
    Standing.LATE: _("Отчёт был, но принятого результата нет, а срок прошёл"),
    Standing.REPORTED: _("Отчёт подан и ждёт решения контролёра"),
    Standing.DUE: _("До срока 14 дней или меньше, отчёта ещё нет"),
    Standing.OPEN: _("Период исполнения начался, до срока больше 14 дней"),
    Standing.NOT_DUE: _("Период исполнения ещё не начался"),
    Standing.ACCEPTED: _("Результат принят контролёром"),
    Standing.REMOVED: _("Снято с контроля с указанием основания"),
}
