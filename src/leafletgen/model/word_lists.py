"""Word lists as people write them, `styles/words/<language>.yaml`: what the checks look for, or let through."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field, RootModel

from leafletgen.model.base import Line, Model


class Word(Model):
    """One entry: a term in all its forms, and what to write instead."""

    term: Line = Field(description="The word or phrase as it stands in leaflets. Capitals do not matter.", examples=["hypertension"])
    forms: tuple[Line, ...] = Field(default=(), description="Other forms of it. A list.", examples=[["hypertensive"]])
    prefer: Line | None = Field(
        default=None,
        description="What to write instead. Semicolons part the wordings to choose from; `ok` takes the word off the list.",
        examples=["high blood pressure"],
    )
    note: Line | None = Field(default=None, description="Advice that is given with it.", examples=["or say it once and clearly"])
    context_ok: tuple[Line, ...] = Field(
        default=(), title="Right in", description="Phrases in which the term is right. A list.", examples=[["acute ward", "acute hospital"]]
    )
    lang: Line | None = Field(
        default=None, title="Language", description="Language of the term. For whoever keeps the list.", examples=["en"]
    )
    locale: Line | None = Field(
        default=None, description="Country or locale that it holds for; every one where absent.", examples=["GB", "en-GB"]
    )
    source: Line | None = Field(
        default=None, description="Where the entry comes from. For whoever keeps the list.", examples=["NHS A to Z of health writing"]
    )


_Entries = tuple[Line | Word, ...]


class Words(RootModel[_Entries | dict[Line, Line]]):
    """One list: words or entries after dashes, or words with what is written instead."""

    model_config = ConfigDict(title="Words")


def _words(description: str, *examples: Any, alias: str | None = None) -> Any:
    return Field(default=None, alias=alias, description=description, examples=list(examples))


class WordLists(Model):
    """`styles/words/<language>.yaml`: word lists by name. A library's entries lie over the built-in ones."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Words]

    jargon: Words | None = _words(
        "Medical words that patients may not know, with the plain word.",
        [{"term": "sats", "forms": ["O2 sats"], "prefer": "oxygen level"}, {"term": "acute", "prefer": "ok"}],
        {"sats": "oxygen level"},
    )
    wordy: Words | None = _words("Long-winded phrases, with the short one.", {"prior to": "before"})
    stigma: Words | None = _words("Words that hurt, with kinder ones.", [{"term": "diabetics", "prefer": "people with diabetes"}])
    latin: Words | None = _words("Latin abbreviations, with plain words.", [{"term": "e.g.", "prefer": "for example; such as"}])
    vague: Words | None = _words("Words for risk that say no number.", ["rarely", "high success rate"])
    vague_headings: Words | None = _words("Headings that say nothing.", ["general information"], alias="vague-headings")
    link_words: Words | None = _words("Texts of links that say nothing.", ["click here"], alias="link-words")
    click_words: Words | None = _words(
        "Phrases about a link that mean nothing on paper.", [{"term": "click here", "note": "name the page"}], alias="click-words"
    )
    passive_ok: Words | None = _words("Participles that are not marked as passive voice.", ["vaccinated"], alias="passive-ok")
    not_participles: Words | None = _words("Words that end as participles do and are none.", ["hundred"], alias="not-participles")
    participles: Words | None = _words("Participles with an ending of their own.", ["taken"])
    negated: Words | None = _words("Words with a no in them, as part of a double negative.", ["unusual"])
    abbreviations_ok: Words | None = _words(
        "Abbreviations that need no explanation. `abbreviations-ok-GB` and the like hold for one country.",
        ["NHS"],
        alias="abbreviations-ok",
    )
    capital_words: Words | None = _words("Plain words that some write in capitals for stress.", ["NEVER"], alias="capital-words")
    heading_words: Words | None = _words("Common words of headings, as no names.", ["effects"], alias="heading-words")
    us_spelling: Words | None = _words("American spellings, with the British ones.", {"anemia": "anaemia"}, alias="us-spelling")
    gb_spelling: Words | None = _words("British spellings, with the American ones.", {"anaemia": "anemia"}, alias="gb-spelling")
