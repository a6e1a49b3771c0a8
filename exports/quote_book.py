"""Quotes ordered for reading: grouped per block, each with its source."""

from __future__ import annotations

__all__ = ["BookQuote", "QuoteBook", "QuoteGroup", "quote_book"]

import dataclasses
from collections.abc import Sequence

from bouwsteen.analysis.quotes import Quote
from bouwsteen.codebook.model import Codebook
from bouwsteen.exports.labels import Labels


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BookQuote:
    """One quote: the words, whose they are, and the codes of this group."""

    text: str
    source: str
    codes: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QuoteGroup:
    """The quotes of one block."""

    heading: str
    quotes: tuple[BookQuote, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QuoteBook:
    """All quotes, block by block; notes say how they were chosen."""

    title: str
    groups: tuple[QuoteGroup, ...]
    lang: str
    notes: tuple[str, ...] = ()


def quote_book(quotes: Sequence[Quote], codebook: Codebook, *, lang: str = "nl") -> QuoteBook:
    """Group quotes per block.

    Parameters
    ----------
    quotes : sequence of Quote
        In the order in which they are to stand.
    codebook : Codebook
        Its blocks are the groups; free codes come last, together.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    QuoteBook
        A quote with codes of two blocks stands in both groups; blocks without quotes are left out.
    """
    labels = Labels(lang)
    groups = []
    roots = [
        *(
            (f"{codebook.numbers[block.key]} {block.label(lang)}", {block.key})
            for block in codebook.blocks
        ),
        (labels("word.free"), {code.key for code in codebook.free_codes}),
    ]
    for label, keys in roots:
        inside = [quote for quote in quotes if keys & set(quote.blocks)]
        if inside:
            groups.append(
                QuoteGroup(
                    heading=labels.count("quotes.heading", len(inside), label=label),
                    quotes=tuple(_entry(quote, keys, codebook, labels) for quote in inside),
                )
            )
    return QuoteBook(title=labels("quotes.list_title"), groups=tuple(groups), lang=lang)


def _entry(quote: Quote, roots: set[str], codebook: Codebook, labels: Labels) -> BookQuote:
    known = [part for part in (quote.role, quote.organisation) if part]
    nobody = labels("word.nobody")
    source = ", ".join([*(known or ([] if quote.respondent else [nobody])), quote.transcript])
    sub_codes = [
        codebook[key].label(labels.lang, short=True)
        for key in quote.codes
        if codebook.block_of(key).key in roots and (codebook[key].parent or codebook[key].free)
    ]
    return BookQuote(text=quote.text.strip(), source=f"({source})", codes="; ".join(sub_codes))
