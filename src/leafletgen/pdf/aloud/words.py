"""Every word that an inspection says itself, in British English, in one place."""

from __future__ import annotations

from collections.abc import Sequence

HEADING = "heading level {level}, "
TITLE = "title, "
HEADING_WITHOUT_LEVEL = "heading, "
PICTURE = "picture: {alt}"
PICTURE_WITHOUT = "picture without description"
FORMULA = "formula: "
NOTE = "note: "
CAPTION = "caption: "
QUOTE = "quote: "
LINK = "link, {words}"
LINK_TO_PAGE = "link to page {page}"
LINK_WITHOUT = "link without words"
LANGUAGE = "in {language}: "
SHORT_FOR = "{words} (short for {expansion})"
TABLE = "table, {columns}, {rows}"
TABLE_CAPTION = ", caption {caption}"
TABLE_HEADS = "row {row}, column heads: {cells}"
TABLE_ROW = "row {row}: {cells}"
TABLE_END = "end of table"
CELL = "{head}: {words}"
EMPTY = "blank"
LIST = "list of {items}"
LIST_END = "end of list"
ITEM = "{label}: "
CONTENTS = "contents, {items}"
REMARK = "{kind}: {words}"
NO_WORDS = "(nothing is said)"

UNTAGGED = "This PDF has no tags. A screen reader has to guess; it may find these words, in the order in which they were painted."

FIELDS = {
    "text": "text field",
    "tick": "tick box",
    "radio": "choice button",
    "button": "button",
    "choice": "list to choose from",
    "signature": "place to sign",
}
FIELD = "{kind}, {name}"
FIELD_WITHOUT = "{kind} without a name"
FIELD_VALUE = ", {value}"
TICKED, NOT_TICKED, FILLED = "ticked", "not ticked", "filled in with {value}"

REMARKS = {"Text": "comment", "FreeText": "comment", "Highlight": "highlight", "Stamp": "stamp", "FileAttachment": "attached file"}
"""Annotations other than links and fields, as far as they have a name that people know."""

LANGUAGES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "bs": "Bosnian", "ca": "Catalan", "ckb": "Sorani Kurdish", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fil": "Filipino", "fr": "French", "ga": "Irish", "gd": "Scottish Gaelic", "gl": "Galician", "gu": "Gujarati",
    "gv": "Manx", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "ht": "Haitian Creole", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "ig": "Igbo", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "kw": "Cornish", "la": "Latin", "lo": "Lao",
    "lt": "Lithuanian", "lv": "Latvian", "mi": "Māori", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi",
    "ms": "Malay", "mt": "Maltese", "my": "Burmese", "nb": "Norwegian", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian Nynorsk",
    "no": "Norwegian", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "rw": "Kinyarwanda", "sd": "Sindhi", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "ti": "Tigrinya", "tl": "Tagalog",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "xh": "Xhosa", "yi": "Yiddish",
    "yo": "Yoruba", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


def language_name(tag: str) -> str:
    """`Welsh` for `cy` or `cy-GB`; the tag itself for a language that is not in the list."""
    return LANGUAGES.get(primary(tag), f'"{tag}"')


def primary(tag: str) -> str:
    """`cy` of `cy-GB`: what decides which voice speaks."""
    return tag.replace("_", "-").partition("-")[0].strip().lower()


def count(number: int, thing: str, things: str = "") -> str:
    """`1 row`, `12 rows`."""
    return f"{number} {thing if number == 1 else things or thing + 's'}"


def listed(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def on_pages(pages: Sequence[int], most: int = 6) -> str:
    """`on page 2`, `on pages 2, 3 and 7`; of many the first few."""
    pages = sorted({page for page in pages if page > 0})
    if not pages:
        return ""
    shown = [str(page) for page in pages[:most]] + ([f"{len(pages) - most} more"] if len(pages) > most else [])
    return f"on page{'s' * (len(pages) > 1)} {listed(shown)}"


def speakable(text: str) -> str:
    """``text`` without what a terminal obeys or an encoding refuses: control characters, halves of characters, signs of direction."""
    return " ".join("".join(" " if _is_control(character) else character for character in text).split())


def _is_control(character: str) -> bool:
    code = ord(character)
    return code < 32 or 127 <= code < 160 or 0xD800 <= code < 0xE000 or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
