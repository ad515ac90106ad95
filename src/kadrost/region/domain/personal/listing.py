"""The list of personal data that the register declares, as a part of `docs/personal-data.md`."""

from __future__ import annotations

from kadrost.audit.personal import How, declarations, purposes

BEGINS = "<!-- начало перечня: kadrost manage list_personal_data --write docs/personal-data.md -->"
ENDS = "<!-- конец перечня -->"
HEAD = "| Записи | Сведения | Поля | При удалении |\n|---|---|---|---|"


def listing() -> str:
    """The purposes with their grounds and terms, and under each what is kept; Markdown in Russian."""
    parts = []
    for purpose in purposes():
        held = [one for one in declarations() if one.purpose == purpose.code]
        lines = [
            f"### {purpose.title}",
            "",
            f"- Основание. {purpose.ground}.",
            f"- Срок: {purpose.retention}.",
            f"- Кто обрабатывает: {purpose.processor}.",
        ]
        if purpose.needs_consent:
            lines += [f"- Текст согласия, редакция {purpose.version}: «{purpose.text}»", f"- Отзыв. {purpose.follows}"]
        lines += ["", HEAD]
        for one in held:
            categories = ", ".join(dict.fromkeys(str(category.label) for category in one.fields.values()))
            fields = ", ".join(f"`{name}`" for name in one.fields)
            how = f"{one.how.label}. {one.because}" if one.how == How.KEEP else str(one.how.label)
            lines.append(f"| {one.title} (`{one.model}`) | {categories} | {fields} | {how} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def with_listing(document: str) -> str:
    """The document with the list between its two marks brought up to date; ValueError where a mark is missing."""
    before, _, rest = document.partition(BEGINS)
    _, mark, after = rest.partition(ENDS)
    if not mark:
        raise ValueError(f"no {BEGINS} … {ENDS}")
    return f"{before}{BEGINS}\n\n{listing()}\n\n{ENDS}{after}"
