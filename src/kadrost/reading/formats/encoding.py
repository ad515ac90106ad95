"""Bytes of a plain text into characters: which encoding they are in is decided by what Russian text looks like."""

from __future__ import annotations

import codecs
import re

from kadrost.reading.formats.errors import UnreadableDocument

# Share of letters in Russian prose, per cent: what a wrong decoding cannot imitate.
_FREQUENCIES = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (10.97, 8.45, 8.01, 7.35, 6.7, 6.26, 5.47, 4.73, 4.54, 4.4, 3.49, 3.21, 2.98, 2.81, 2.62, 2.01, 1.9, 1.74,
         1.7, 1.65, 1.59, 1.44, 1.21, 0.97, 0.94, 0.73, 0.64, 0.48, 0.36, 0.32, 0.26, 0.04, 0.04),
        strict=True,
    )
)  # fmt: skip
_PUNCTUATION = frozenset("№«»–—„“”…§°•\u00a0│┌┐└┘├┤┬┴┼─║═╔╗╚╝╠╣╦╩╬■·­")
_SINGLE_BYTE = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_STRAY_SHARE = 0.02


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text of `data` and remarks on what was repaired.

    Raises:
        UnreadableDocument: `file_not_text` where the bytes are no text in any of the known encodings.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    wide = _wide_encoding(data)
    if wide:
        return _lenient(data, wide)
    try:
        text, remarks = data.decode("utf-8"), list[str]()
    except UnicodeDecodeError:
        text, remarks = _not_strict_utf8(data)
    return _without_controls(text, remarks)


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without its mark: every second byte of Russian and Latin text is 4 or 0."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    shares = [sum(byte in (0, 4) for byte in sample[offset::2]) / pairs for offset in (0, 1)]
    zeros = sample.count(0)
    if not zeros or max(shares) < 0.8 or min(shares) > 0.5:
        return ""
    return "utf-16-be" if shares[0] > shares[1] else "utf-16-le"


def _lenient(data: bytes, encoding: str) -> tuple[str, list[str]]:
    try:
        return _without_controls(data.decode(encoding), [])
    except UnicodeDecodeError:
        return _without_controls(data.decode(encoding, errors="replace"), [_REPAIRED])


_REPAIRED = "Часть знаков файла повреждена; на их месте стоит «\ufffd»."


def _not_strict_utf8(data: bytes) -> tuple[str, list[str]]:
    """Nearly UTF-8 (a broken end, a stray byte), or a single-byte encoding of Russian."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if sum(character > "\x7f" for character in text) > 20 * broken:
        return text, [_REPAIRED]
    sample = data[:_SAMPLE]
    best = max(_SINGLE_BYTE, key=lambda encoding: _likeness(sample.decode(encoding, errors="replace")))
    if _likeness(sample.decode(best, errors="replace")) <= 0:
        if broken > _STRAY_SHARE * len(text):
            raise not_text()
        return text, [_REPAIRED]
    text = data.decode(best, errors="replace")
    remarks = [f"Кодировка файла определена по содержанию: {best}."]
    if "\ufffd" in text:
        remarks.append(_REPAIRED)
    return text, remarks


def _likeness(text: str) -> float:
    """How much the non-Latin characters of `text` look like Russian, on average; above 0 it is Russian."""
    score, count = 0.0, 0
    before = " "
    for character in text:
        if character > "\x7f":
            count += 1
            frequency = _FREQUENCIES.get(character.lower())
            if frequency is not None:
                # A capital after a small letter is what koi8 and cp1251 make of one another.
                score += frequency - 4 if not (character.isupper() and before.islower()) else -6
            elif character not in _PUNCTUATION:
                score -= 10
        before = character
    return score / count if count else 0.0


def _without_controls(text: str, remarks: list[str]) -> tuple[str, list[str]]:
    controls = len(_CONTROL.findall(text))
    if not controls:
        return text, remarks
    if controls > max(3, _STRAY_SHARE * len(text)):
        raise not_text()
    return _CONTROL.sub("", text), [*remarks, "В тексте были нулевые и управляющие байты; они пропущены."]


def not_text() -> UnreadableDocument:
    """The refusal of bytes that are neither a known document nor text."""
    return UnreadableDocument(
        "file_not_text",
        "Содержимое файла не похоже на документ: это не текст и не документ известного вида.",
        remedy="Откройте файл в программе, в которой он создан, и сохраните как .docx, .xlsx, .pdf или .txt (UTF-8).",
    )
