"""The quotes that illustrate each block, for reading and as rows."""

from __future__ import annotations

__all__ = ["illustration_article", "illustration_book", "why_words"]

from collections.abc import Sequence

from bouwsteen.analysis.illustration import Choice, Chosen
from bouwsteen.codebook.model import Codebook
from bouwsteen.exports.article import columns
from bouwsteen.exports.code_names import code_name
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.notes import layer_notes
from bouwsteen.exports.quote_book import BookQuote, QuoteBook, QuoteGroup
from bouwsteen.exports.table import Table


def illustration_book(choice: Choice, codebook: Codebook, *, lang: str = "nl") -> QuoteBook:
    """Give the chosen quotes block by block, each with respondent, role and organisation.

    Parameters
    ----------
    choice : Choice
        What was chosen.
    codebook : Codebook
        Its blocks are the headings.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    QuoteBook
        Blocks without a quote are named in the notes, as are pinned quotes that are left out.
    """
    labels = Labels(lang)
    groups = []
    for block in codebook.blocks:
        chosen = [one for cell in choice.cells if cell.block == block.key for one in cell.chosen]
        if chosen:
            heading = f"{codebook.numbers[block.key]} {block.label(lang)}"
            entries = tuple(_entry(one, block.key, codebook, labels) for one in chosen)
            groups.append(QuoteGroup(heading=heading, quotes=entries))
    return QuoteBook(
        title=labels("illustrative.title"),
        groups=tuple(groups),
        notes=_notes(choice, codebook, labels),
        lang=lang,
    )


def illustration_article(choice: Choice, codebook: Codebook, *, lang: str = "nl") -> Table:
    """Give the chosen quotes as a flat table, one row a quote and block, with why it is there."""
    labels = Labels(lang)
    return Table(
        key="illustrative-quotes",
        caption=labels("illustrative.caption"),
        columns=columns(
            labels,
            ("block", "text"),
            ("role", "text"),
            ("quote", "text"),
            ("respondent", "text"),
            ("organisation", "text"),
            ("codes", "text"),
            ("words", "int"),
            ("coders", "int"),
            ("why", "text"),
            ("id", "int"),
        ),
        rows=tuple(
            (
                code_name(cell.block, codebook, lang),
                cell.role,
                one.text,
                one.quote.respondent,
                one.quote.organisation,
                _sub_codes(one, cell.block, codebook, lang),
                one.words,
                one.coders,
                "; ".join(why_words(one.why, lang=lang)),
                one.quote.id,
            )
            for cell in choice.cells
            for one in cell.chosen
        ),
        notes=(*_notes(choice, codebook, labels), *_unknown(choice, labels)),
        lang=lang,
    )


def why_words(why: Sequence[str], *, lang: str = "nl") -> list[str]:
    """Say why a quote was chosen."""
    labels = Labels(lang)
    return [labels(f"illustrative.why.{name}") for name in why]


def _unknown(choice: Choice, labels: Labels) -> tuple[str, ...]:
    """Why the number of coders is a dash, where it is."""
    unknown = any(one.coders is None for one in choice.chosen)
    return (labels("illustrative.coders"),) if unknown else ()


def _entry(one: Chosen, block: str, codebook: Codebook, labels: Labels) -> BookQuote:
    quote = one.quote
    known = [part for part in (quote.respondent, quote.role, quote.organisation) if part]
    source = ", ".join(known) or labels("word.nobody")
    return BookQuote(
        text=one.text, source=f"({source})", codes=_sub_codes(one, block, codebook, labels.lang)
    )


def _sub_codes(one: Chosen, block: str, codebook: Codebook, lang: str) -> str:
    inside = (key for key in one.quote.codes if codebook.block_of(key).key == block != key)
    return "; ".join(codebook[key].label(lang, short=True) for key in inside)


def _notes(choice: Choice, codebook: Codebook, labels: Labels) -> tuple[str, ...]:
    rule = choice.rule
    notes = [
        labels(
            "illustrative.rule",
            per_cell=rule.per_cell,
            min_words=rule.min_words,
            max_words=rule.max_words,
        ),
        *layer_notes(labels, choice.layer),
    ]
    if any("edited" in one.why for one in choice.chosen):
        notes.append(labels("illustrative.marks"))
    for key, fitting in (("empty", False), ("taken", True)):
        cells = [
            labels(
                "illustrative.cell",
                block=code_name(cell.block, codebook, labels.lang),
                role=cell.role or labels("word.missing"),
            )
            for cell in choice.cells
            if not cell.chosen and bool(cell.fitting) is fitting
        ]
        if cells:
            notes.append(labels(f"illustrative.{key}", cells="; ".join(cells)))
    reasons = dict.fromkeys(one.reason for one in choice.left_out)
    for reason in reasons:
        numbers = [str(one.quotation) for one in choice.left_out if one.reason == reason]
        notes.append(labels(f"illustrative.left_out.{reason}", numbers=", ".join(numbers)))
    return tuple(notes)
