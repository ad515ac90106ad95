"""Why a job failed, in words for who keeps the platform running."""

from __future__ import annotations

import smtplib

from django.db import DatabaseError

from kadrost.kernel.errors import KadrostError


def words_of(error: BaseException) -> str:
    """A Russian sentence; the error's own text only where it is ours, since another may hold personal data."""
    match error:
        case KadrostError():
            return str(error)
        case smtplib.SMTPAuthenticationError():
            return "Почтовый сервер не принял имя и пароль. Проверьте их в настройках сервера."
        case smtplib.SMTPRecipientsRefused():
            return "Почтовый сервер не принял адрес получателя. Проверьте адрес этого человека."
        case smtplib.SMTPResponseException():
            return f"Почтовый сервер отказал, код {error.smtp_code}."
        case smtplib.SMTPException():
            return "Связь с почтовым сервером прервалась."
        case DatabaseError():
            return "База данных не приняла изменение или не ответила."
        case TimeoutError():
            return "Ответа не дождались: вышло время."
        case ConnectionError():
            return "Сервер не принимает соединение. Проверьте, что он включён и адрес верен."
        case OSError():
            return "Файл или сеть недоступны."
    return f"Ошибка в программе ({type(error).__name__}). Место указано ниже, передайте его разработчикам."


def may_pass_by_itself(error: BaseException) -> bool:
    """Whether trying again is of use: a refusal of the rules and of an address will be the same tomorrow."""
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code < 500 or isinstance(error, smtplib.SMTPAuthenticationError)
    return not isinstance(error, KadrostError | smtplib.SMTPRecipientsRefused)
