"""Rules for terms counted from a day or an event, for duties that hold all the time, and for what states no deadline."""

from __future__ import annotations

from collections.abc import Callable

from kadrost.kernel.deadlines.grammar import Grammar, NotThisWayError, RefusedError, TailWords
from kadrost.kernel.deadlines.meaning import Dated, State, Term
from kadrost.kernel.deadlines.tokens import UNKNOWN_WORD
from kadrost.kernel.rules import CountUnit

Length = tuple[int, CountUnit]
_DATE_KINDS = frozenset(
    {"ЧИСЛО", "ПОРЯДК", "РИМСКОЕ", "КОЛИЧ", "МЕСЯЦ", "ГОД4", "ДАТА", "НЕТДАТЫ", "ДЕНЬМЕС", "УЧГОД", "–", "ЗАКР", "ЧАСЫ"}
)
_OTHER_DEADLINE = frozenset(
    {
        "поквартально", "помесячно", "регулярно", "систематически", "периодически", "непрерывно", "незамедлительно",
        "ежегодно", "ежеквартально", "ежемесячно", "еженедельно", "ежедневно", "каждый", "раз", "далее", "затем", "потом",
        "постоянно", "реже", "позднее", "позже", "ДАТА", "НЕТДАТЫ", "МЕСЯЦ", "ДЕНЬМЕС", "но", "срок", "течение", ";",
    }
)  # fmt: skip
_PERIODIC = frozenset({"отчетный", "квартал", "полугодие", "полгода", "месяц", "неделя"})
_ENDINGS = frozenset({"начало", "окончание", "завершение", "истечение"})
_POINTS = frozenset({"день", "дата", "момент"})
_OWN_WORDS = frozenset({"настоящий", "данный"})
_LONGEST_TERM = 3650
_MOST_YEARS_IN_SINGULAR = 4
_THROUGH = "Слова «через …» не говорят, не раньше или не позже этого дня"
_DOCUMENTS = "распоряжение|постановление|приказ|указ|протокол|решение|план|соглашение|договор|документ|поручение|закон"
_EVENTS = frozenset(
    {
        *_DOCUMENTS.split("|"), UNKNOWN_WORD, "начало", "окончание", "завершение", "истечение", "подписание", "согласование", "представление",
        "реализация", "исполнение", "выполнение", "возникновение",
    }
)  # fmt: skip
"""What names an event: any word that means nothing to the grammar, and these nouns of its own."""


def add_term_rules(grammar: Grammar) -> None:
    """Terms, events, states and refusals."""
    _add_lengths(grammar)
    _add_terms(grammar)
    _add_events(grammar)
    _add_states(grammar)
    _add_not_stated(grammar)


def _add_lengths(grammar: Grammar) -> None:
    say = grammar.rule
    units: tuple[tuple[str, CountUnit, str], ...] = (
        ("[календарный] день", "days", "дней"),
        ("рабочий день", "working_days", "рабочих дней"),
        ("неделя", "weeks", "недели"),
        ("[календарный] месяц", "months", "месяцев"),
    )
    for pattern, unit, example in units:
        say("единица срока", pattern, lambda unit=unit: unit, example)
    say("протяженность", "<количество> <единица срока>", _length, "10 рабочих дней", "трех месяцев")
    say("протяженность", "<количество> лет", lambda years: _length(years, "years"), "5 лет")
    say("протяженность", "<количество> [календарный] год", _few_years, "одного года", "3 года")
    say("протяженность", "неделя", lambda: (1, "weeks"), "недели")
    say("протяженность", "месяц", lambda: (1, "months"), "месяца")
    say("протяженность", "полгода", lambda: (6, "months"), "полугода")
    say("срок словом", "ПРОТЯЖ срок", _keep, "трехмесячный срок", "недельный срок")
    say(
        "срок словом",
        "ЧИСЛО|КОЛИЧ [–] ПРОТЯЖ срок",
        lambda n, one: _length(n * one[0], one[1]),
        "3-месячный срок",
        "10-дневного срока",
    )


def _add_terms(grammar: Grammar) -> None:
    say = grammar.rule
    say("отсчет", "в течение <протяженность>", _keep, "в течение 10 рабочих дней", "в течение месяца")
    say("отсчет", "[в] [течение] ближайшие|ближайших|ближайший <протяженность>", _keep, "В ближайшие три месяца")
    say("отсчет", "в|на [течение] <срок словом>", _keep, "в 3-месячный срок", "в недельный срок")
    say("отсчет", "<срок словом>", _keep, "месячный срок")
    say("отсчет", "<~не позже> <срок словом>", _keep, "не позднее 10-дневного срока")
    say(
        "отсчет",
        "<~не позже> [через] <протяженность>",
        _keep,
        "не позднее 30 дней",
        "в срок не позднее чем через 5 рабочих дней",
    )
    say("отсчет", "<количество> <единица срока>", _length, "10 рабочих дней")
    say("не позже", "[[в] срок] не позднее|позже [чем]", lambda: None, "в срок не позднее")
    say("не позже", "[[в] срок] не более [чем]", lambda: None, "не более")
    say("не позже", "[в] срок [до]", lambda: None, "в срок до")
    say("термин", "<отсчет>", lambda length: Term(*length), "в течение 5 лет")
    say(
        "термин",
        "через <протяженность>",
        _refuse(_THROUGH),
        "через 3 месяца",
    )


def _add_events(grammar: Grammar) -> None:
    say = grammar.rule
    say("со дня", "[,] [считая|начиная] с|от день|дата|момент", lambda: None, "со дня", "с даты", "с момента")
    say("со дня", "[,] следующий за день|дата", lambda: None, "следующих за днем")
    say("со дня", "[,] после [день|дата|момент]", lambda: None, "после", "после дня")
    say(
        "термин",
        "<отсчет> <~со дня> ХВОСТ",
        _from_event,
        "в течение 10 дней со дня получения отчета",
        "в месячный срок после утверждения плана",
    )
    say("наше подписание", "подписание", lambda: None, "подписания")
    say(
        "наше подписание",
        f"подписание настоящий|данный {_DOCUMENTS}",
        lambda: None,
        "подписания настоящего распоряжения",
        "подписания данного протокола",
    )
    say(
        "наше подписание",
        "подписание настоящий|данный дорожный карта",
        lambda: None,
        "подписания настоящей дорожной карты",
    )
    say("термин", "<отсчет> <~со дня> <~наше подписание>", _from_signing, "не позднее 30 дней с даты подписания")
    say("термин", "в течение год <~со дня> ХВОСТ", _year_from_event, "в течение года со дня утверждения программы")
    say(
        "термин",
        "в течение год <~со дня> <~наше подписание>",
        lambda: _from_signing((1, "years")),
        "в течение года со дня подписания",
    )
    through = _refuse(_THROUGH)
    say("термин", "через <протяженность> <~со дня> <~наше подписание>", through, "через месяц после подписания")
    say("термин", "через <протяженность> <~со дня> ХВОСТ", _from_event, "через 30 дней после дня его опубликования")
    say(
        "термин",
        "[не позднее|позже] [чем] за <протяженность> до [день|дата|момент] ХВОСТ",
        _before_event,
        "не позднее чем за 2 недели до начала смены",
    )
    say(
        "термин",
        "не позднее|позже [чем] <протяженность> до [день|дата|момент] ХВОСТ",
        _before_event,
        "не позднее 10 рабочих дней до дня заседания",
    )
    say(
        "термин",
        "не менее чем за <протяженность> до [день|дата|момент] ХВОСТ",
        _before_event,
        "не менее чем за 10 дней до заседания",
    )
    say(
        "термин",
        "по истечение <протяженность> <~со дня> ХВОСТ",
        _from_event,
        "по истечении 10 дней со дня приемки работ",
    )
    say(
        "термин",
        "<~не позже> [следующий] рабочий день [,] следующий за день ХВОСТ",
        _next_day,
        "не позднее рабочего дня, следующего за днем получения",
    )
    say("термин", "после ХВОСТ", _event_alone, "после утверждения бюджета")
    say("термин", "по окончание|завершение ХВОСТ", _ending_alone, "по окончании ремонта")


def _add_states(grammar: Grammar) -> None:
    say = grammar.rule
    standing = State("continuous")
    say("постоянно", "постоянно|непрерывно|ежедневно", lambda: standing, "постоянно", "ежедневно")
    say("постоянно", "на постоянный основа", lambda: standing, "на постоянной основе")
    say("постоянно", "в постоянный|непрерывный режим", lambda: standing, "в постоянном режиме")
    say("постоянно", "каждый день", lambda: standing, "каждый день")
    say(
        "весь период",
        "[в|на] [течение|протяжение] весь период|срок",
        lambda: standing,
        "весь период",
        "в течение всего периода",
    )
    say(
        "весь период",
        "в|на течение|протяжение|период [период|срок] реализация",
        lambda: standing,
        "в течение периода реализации",
    )
    say("состояние", "<постоянно>", _keep, "постоянно")
    say("состояние", "<весь период>", _keep, "в течение всего периода")
    say(
        "состояние",
        "<весь период> [реализация] ХВОСТ",
        _whole_period_of,
        "в течение всего периода реализации программы",
    )
    say("состояние", "<весь период> реализация", _keep, "в течение всего периода реализации")
    say("состояние", "<~с> <начало счета>", _standing_since, "с 1 сентября 2014 г.", "начиная с 2021 года")
    say(
        "состояние",
        "<постоянно> [,] <~с> <начало счета>",
        lambda _, since: _standing_since(since),
        "постоянно с 1 марта 2021 года",
    )
    say(
        "состояние",
        "<~с> <начало счета> [,|–] [<~затем>] <~постоянно>",
        _standing_since,
        "с 1 сентября 2020 года, далее – постоянно",
    )
    say("по необходимости", "по мера необходимость", lambda: None, "по мере необходимости")
    say("по необходимости", "по необходимость", lambda: None, "по необходимости")
    say("по необходимости", "при [наличие|возникновение] необходимость", lambda: None, "при необходимости")
    say("по необходимости", "в случай [наличие|возникновение] необходимость", lambda: None, "в случае необходимости")
    say("состояние", "<~по необходимости>", lambda: State("on_demand"), "по мере необходимости")
    say("состояние", "по мера ХВОСТ", _as_it_comes, "по мере поступления заявок")


def _add_not_stated(grammar: Grammar) -> None:
    say = grammar.rule
    elsewhere = _refuse("Срок назван в другом документе или решении, здесь его нет")
    say(
        "не назван",
        "по|согласно [отдельный|утвержденный|установленный] график|план [ХВОСТ]",
        elsewhere,
        "по отдельному графику",
        "согласно плану мероприятий",
    )
    say("не назван", "в соответствие с ХВОСТ", elsewhere, "в соответствии с графиком")
    say("не назван", "в установленный срок|порядок [ХВОСТ]", elsewhere, "в установленные сроки")
    say(
        "не назван",
        "в срок [,] установленный|определенный|предусмотренный|указанный [ХВОСТ]",
        elsewhere,
        "в сроки, установленные законодательством",
    )
    say("не назван", "по согласование [ХВОСТ]", elsewhere, "по согласованию")
    say("не назван", "[срок] уточняется", _refuse("Срок еще уточняется"), "срок уточняется")
    say("не назван", "[срок] не установлен|определен", _refuse("Срок не установлен"), "срок не определен")
    say(
        "не назван",
        "[на] регулярно|систематически|периодически|регулярный [основа]",
        _refuse("Не сказано, как часто"),
        "регулярно",
        "на регулярной основе",
    )
    say("не назван", "незамедлительно|немедленно|безотлагательно [ХВОСТ]", _refuse("День не назван"), "незамедлительно")
    say("не назван", "в кратчайший|кратчайшие|возможный срок [ХВОСТ]", _refuse("День не назван"), "в кратчайшие сроки")
    exclusive = _refuse("Неясно, входит ли названное в срок: «до» и «к» читаются и как «до начала», и как «до конца»")
    say("не назван", "<~до> <год> ", exclusive, "до 2018 года", "К 2011 г.")
    say("не назван", "<~до> <месяцы> [<год>]", exclusive, "до марта 2021 г.", "к маю")
    say("не назван", "<~до> <учебный год>", exclusive, "к 2020/2021 учебному году")
    vague = _refuse("Слова «начало», «середина», «конец» и времена года не называют дня")
    say("не назван", "[<~до>|<~в течение>] начало|середина ХВОСТ", vague, "К середине апреля")
    say("не назван", "[<~в течение>] конец ХВОСТ", vague, "в конце марта")
    say("не назван", "[<~до>|<~в течение>] <~пора> [ХВОСТ]", vague, "весна 2020 года", "в летний период")
    say("пора", "весна|лето|осень|зима|весной|летом|осенью|зимой", lambda: None, "осень", "летом")
    say(
        "пора",
        "[весенний|летний|осенний|зимний|весенне|летне|осенне|зимне –] весенний|летний|осенний|зимний [период]",
        lambda: None,
        "летний период",
        "весенне-летний период",
    )


def _keep(value: object) -> object:
    return value


def _refuse(reason: str) -> Callable[..., object]:
    def refuse(*_: object) -> object:
        raise RefusedError(reason)

    return refuse


def _length(amount: int, unit: CountUnit) -> Length:
    if not 1 <= amount <= _LONGEST_TERM:
        raise RefusedError(f"Такой продолжительности срока не бывает: {amount}")
    return amount, unit


def _few_years(years: int) -> Length:
    """«1 год», «3 года»; «14 г.» is no term but the year 2014 written short."""
    if not 1 <= years <= _MOST_YEARS_IN_SINGULAR:
        raise RefusedError("Неясно, год это или число лет")
    return years, "years"


def _checked(tail: TailWords) -> str:
    """The words of an event; refuses those that hold a date or another deadline."""
    words = tail.text.strip(" ,.;:")
    if tail.kinds[0] in _POINTS:
        raise NotThisWayError
    if not words or tail.kinds[0] in _DATE_KINDS:
        raise RefusedError("Ожидалось событие, от которого считается срок, а названо другое")
    if not _EVENTS & set(tail.kinds):
        raise RefusedError("Событие, от которого считается срок, не названо")
    if _OTHER_DEADLINE & set(_without_ended_terms(tail.kinds)):
        raise RefusedError("Кроме события назван и другой срок: неясно, какой из них главный")
    if _PERIODIC & set(tail.kinds):
        raise RefusedError("Неясно, считается ли срок один раз или после каждого периода")
    return words


def _without_ended_terms(kinds: tuple[str, ...]) -> list[str]:
    """The kinds without «срок» after «окончание»: the end of some other term is an event like any other."""
    return [kind for before, kind in zip(("", *kinds), kinds, strict=False) if kind != "срок" or before not in _ENDINGS]


def _from_event(length: Length, tail: TailWords) -> Term:
    words = _checked(tail)
    if tail.kinds[0] == "подписание" and (len(tail.kinds) == 1 or tail.kinds[1] in _OWN_WORDS):
        raise NotThisWayError
    return Term(*length, event=words)


def _next_day(tail: TailWords) -> Term:
    return _from_event((1, "working_days"), tail)


def _year_from_event(tail: TailWords) -> Term:
    """«В течение года» alone is every calendar year; with an event it is a year's term."""
    return _from_event((1, "years"), tail)


def _from_signing(length: Length) -> Term:
    return Term(*length, from_signing=True)


def _before_event(length: Length, tail: TailWords) -> Term:
    return Term(*length, event=_checked(tail), backwards=True)


def _event_alone(tail: TailWords) -> Term:
    return Term(None, "days", event=_checked(tail))


def _ending_alone(tail: TailWords) -> Term:
    return Term(None, "days", event=f"окончания {_checked(tail)}")


def _whole_period_of(state: State, tail: TailWords) -> State:
    if (_OTHER_DEADLINE | _DATE_KINDS) & set(tail.kinds):
        raise NotThisWayError
    return state


def _standing_since(since: Dated) -> State:
    return State("continuous", since=since)


def _as_it_comes(tail: TailWords) -> State:
    if tail.kinds[0] == "необходимость" and len(tail.kinds) == 1:
        raise NotThisWayError
    if (_OTHER_DEADLINE | _DATE_KINDS) & set(tail.kinds):
        raise RefusedError("Кроме надобности назван и другой срок")
    return State("on_demand")
