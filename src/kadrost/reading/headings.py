"""What a column of a plan holds, told from the meaning of its heading, never from its position."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from kadrost.reading.grammar.morphology import forms, lemmas
from kadrost.reading.grammar.tokens import Token, tokenize

Role = Literal[
    "number", "title", "result", "due", "due_start", "due_end", "executors", "co_executors", "evidence", "stage",
    "funding", "note", "indicator",
]  # fmt: skip
Scores = dict[Role, float]

# How strongly a word (its lemma) speaks for a role. The first noun of a heading names the thing itself and counts
# double: «Документ, закрепляющий результат» is a document, «Срок реализации мероприятия» is a term.
_WEIGHTS: dict[Role, dict[str, float]] = {
    "number": {"п/п": 3, "№": 3, "n": 2, "номер": 3, "пункт": 1.5, "пп": 2},
    "title": {
        "мероприятие": 3, "задача": 2, "действие": 3, "содержание": 2, "наименование": 1, "название": 1,
        "поручение": 3, "вопрос": 3, "работа": 2, "решение": 2, "событие": 2, "шаг": 3, "мера": 3, "активность": 2, "описание": 1,
        "перечень": 1, "делать": 2.5, "сделать": 2.5, "инициатива": 1.5, "деятельность": 1.5, "предложение": 1, "тема": 1,
    },
    "result": {
        "результат": 3, "эффект": 3, "итог": 2.5, "продукт": 2.5, "ожидать": 1, "ожидаемый": 1, "ключевой": 1,
        "планируемый": 0.5, "получать": 2.5, "получить": 2.5, "получиться": 2.5, "решение": 1, "достижение": 1.5, "критерий": 2.5,
    },
    "due": {
        "срок": 4, "период": 3, "дата": 3, "время": 2, "календарный": 1, "график": 2, "дедлайн": 4, "месяц": 2,
        "квартал": 2, "контрольный": 0.5, "точка": 0.5, "сроки": 4, "когда": 3,
    },
    "executors": {
        "исполнитель": 4, "ответственный": 3, "соисполнитель": 3, "ответственность": 2, "орган": 1, "организация": 1,
        "лицо": 1, "участник": 2, "куратор": 2.5, "координатор": 2, "исполнять": 1.5, "кто": 2, "ведомство": 2,
        "отвечать": 2, "докладчик": 2, "докладывать": 2, "организатор": 3, "привлекать": 1.5, "привлекаемый": 1.5, "роив": 2, "соисполнители": 3,
    },
    "evidence": {
        "документ": 3, "подтверждать": 3, "подтверждающий": 3, "подтверждение": 3.5, "закреплять": 2,
        "отчетность": 2.5, "отчетный": 2, "отчет": 2, "форма": 2, "подтверждаться": 3, "акт": 1, "доказательство": 3, "материал": 1,
    },
    "stage": {"этап": 3, "стадия": 3, "раздел": 2, "направление": 2, "блок": 2, "фаза": 3},
    "funding": {
        "финансирование": 4, "финансовый": 2, "средство": 2, "объем": 2, "источник": 3, "стоимость": 3, "бюджет": 3,
        "рубль": 2, "руб": 2, "тыс": 2, "млн": 2, "затраты": 3, "расход": 2, "ресурс": 1,
    },
    "note": {
        "примечание": 4, "комментарий": 3, "отметка": 4, "статус": 3, "фактический": 3, "факт": 2, "основание": 2.5,
        "ссылка": 1.5, "приоритет": 2, "процент": 2,
    },
    "indicator": {
        "количество": 4, "число": 2, "охват": 3,
        "показатель": 3, "индикатор": 3, "единица": 3, "измерение": 3, "значение": 3, "целевой": 2, "ед": 2, "изм": 2,
        "базовый": 2,
    },
}  # fmt: skip
_BY_LEMMA: dict[str, list[tuple[Role, float]]] = {}
for _role, _words in _WEIGHTS.items():
    for _lemma, _weight in _words.items():
        _BY_LEMMA.setdefault(_lemma, []).append((_role, _weight))

_START = {"начало", "с", "старт", "начать"}
_END = {"окончание", "завершение", "конец", "по", "финиш", "закончить"}
_CO = {"соисполнитель", "участник", "участвовать", "соисполнители", "привлекать", "привлекаемый"}
_ENOUGH = 2.0
_LONGEST = 16
_SHARE, _SHARE_LATER = 0.5, 0.7
_MEAN_WORDS = 7
_MEAN_SMALL_WORDS = 3


@lru_cache(maxsize=4_000)
def roles_of(heading: str) -> tuple[tuple[Role, float], ...]:
    """The roles that a heading's words speak for, the likeliest first; empty where they speak for none."""
    tokens = tokenize(heading.replace("№ п/п", "п/п").replace("№п/п", "п/п"))
    words = [token for token in tokens if token.kind == "word" or token.text == "№"]
    if not words or len(words) > _LONGEST:
        return ()
    if is_number_heading(heading):
        return (("number", 9.0),)
    scores: Scores = {}
    first_noun = _first_noun(words)
    for token in words:
        strength = 2.0 if token is first_noun else 1.0
        for role, weight in _weights(token):
            scores[role] = scores.get(role, 0.0) + weight * strength
    ranked = sorted(((role, score) for role, score in scores.items() if score >= _ENOUGH), key=lambda pair: -pair[1])
    return tuple(_narrowed(ranked, words))


def role_of(heading: str) -> Role | None:
    """The likeliest role of a heading, or None."""
    roles = roles_of(heading)
    return roles[0][0] if roles else None


def is_year(heading: str) -> bool:
    """True for «2023», «2023 г.», «2023 год»: the column of one year's figures."""
    bare = heading.lower().replace(" ", "").rstrip(".").removesuffix("год").removesuffix("г")
    return len(bare) == 4 and bare.isdigit() and bare.startswith("20")


def is_number_heading(heading: str) -> bool:
    """True for «№ п/п» and the like: the column of numbers."""
    bare = heading.lower().replace(" ", "").replace(".", "")
    return bare in {
        "№",
        "№п/п",
        "п/п",
        "n",
        "nп/п",
        "№пп",
        "пп",
        "номер",
        "номерп/п",
        "#",
        "№/№",
        "№№",
        "№№п/п",
        "номерпункта",
    }


def _first_noun(words: Sequence[Token]) -> Token | None:
    for token in words:
        readings = forms(token.text)
        if readings and readings[0].is_noun and token.lower not in {"наименование", "название", "вид"}:
            return token
        if readings and "ответственный" in lemmas(token.text):
            return token
    return None


def _weights(token: Token) -> list[tuple[Role, float]]:
    found: dict[Role, float] = {}
    for lemma in lemmas(token.text) | {token.lower}:
        for role, weight in _BY_LEMMA.get(lemma, ()):
            found[role] = max(weight, found.get(role, 0.0))
    return list(found.items())


def _narrowed(ranked: list[tuple[Role, float]], words: Sequence[Token]) -> list[tuple[Role, float]]:
    """Terms told apart into beginning and end, executors into lead and co-executors."""
    all_lemmas = [lemmas(token.text) | {token.lower} for token in words]
    has = [bool(found & _START) for found in all_lemmas], [bool(found & _END) for found in all_lemmas]
    if not ranked:
        if all_lemmas and (has[0][0] != has[1][0]):
            return [("due_start" if has[0][0] else "due_end", 4.0)]
        return ranked
    role, score = ranked[0]
    if role == "due" and any(has[0]) != any(has[1]):
        ranked[0] = ("due_start" if any(has[0]) else "due_end", score)
    if role == "executors" and any(found & _CO for found in all_lemmas) and not _names_lead(all_lemmas):
        ranked[0] = ("co_executors", score)
    return ranked


def _names_lead(all_lemmas: Sequence[frozenset[str]]) -> bool:
    return any(found & {"исполнитель", "ответственный"} for found in all_lemmas)


def looks_like_header(texts: Sequence[str], *, first: bool = True) -> bool:
    """True where a row's cells name at least two different roles and read like headings, not like content.

    Where the row is not the `first` of its table, more of its cells have to be understood, and none may hold figures.
    """
    filled = [text for text in texts if text]
    words = sum(len(text.split()) for text in filled)
    small = sum(next((sign for sign in text if sign.isalpha()), "A").islower() for text in filled)
    # Words that go on from the page before begin small; so do headings of a careless hand, but those are short.
    if words > (_MEAN_WORDS if small < 2 else _MEAN_SMALL_WORDS) * len(filled):
        return False
    if any(_begins_to_act(text) for text in filled) or (not first and any(map(_has_figures, filled))):
        return False
    found = [role for text in filled if (role := role_of(text)) is not None]
    return len(set(found)) >= 2 and len(found) >= len(filled) * (_SHARE if first else _SHARE_LATER)


def _begins_to_act(text: str) -> bool:
    """True for «Провести …»: a measure, no heading."""
    readings = forms(text.split(" ", 1)[0])
    return bool(readings) and readings[0].part == "INFN"


def _has_figures(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
