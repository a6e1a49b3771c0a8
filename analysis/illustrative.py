"""Quotes that illustrate a block, chosen by a rule that can be stated.

For every block and role, up to `per_cell` quotations of `min_words` to `max_words` words. What
the author pinned always stands, what was barred never does. The rest is taken one at a time, and
of all that is left in the cell the first in this order comes next:

1. the respondent with the fewest quotes in the cell, then in all cells so far;
2. the organisation with the fewest quotes in the cell, then in all cells so far;
3. the most coders who marked the block there independently, where that is known;
4. whole sentences within one turn before other stretches;
5. a length nearest to the middle of the window;
6. interviews in natural order, then the place in the text.

Nothing is printed twice: a stretch chosen for one cell, or one that overlaps it, is not chosen for
another, unless it is pinned.
"""

from __future__ import annotations

__all__ = ["choose_quotes", "coders_per_block"]

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from bouwsteen.analysis.illustration import Cell, Choice, Chosen, LeftOut, Rule
from bouwsteen.analysis.order import natural, role_order
from bouwsteen.analysis.quotes import Quote
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.elision import check_elision
from bouwsteen.coding.model import Quotation
from bouwsteen.errors import CodingError

_WHOLE = re.compile(r"[\"'“‘(]*[A-Z0-9À-ÖØ-Þ].*[.!?…][\"'”’)]*", re.DOTALL)


def choose_quotes(
    quotes: Sequence[Quote],
    codebook: Codebook,
    *,
    rule: Rule | None = None,
    layer: str = "",
    pinned: Mapping[int, str] | None = None,
    barred: Collection[int] = (),
    coders: Mapping[tuple[int, str], int] | None = None,
    roles: Iterable[str | None] = (),
    left_out: Iterable[LeftOut] = (),
) -> Choice:
    """Choose the quotes that illustrate each block for each role.

    Parameters
    ----------
    quotes : sequence of Quote
        Of one layer, with their numbers.
    codebook : Codebook
        Its blocks are the rows; free codes have none.
    rule : Rule, optional
        How many and how long.
    layer : str
        Whose codings they are.
    pinned : mapping of int to str, optional
        Numbers of quotations that always stand, with the quote as edited or ``""``.
    barred : collection of int
        Numbers of quotations that never stand.
    coders : mapping of (int, str) to int, optional
        Coders who marked a block at a quotation independently, from `coders_per_block`; one that
        is not there is not known.
    roles : iterable of str or None
        Roles that have cells even when nothing of theirs is coded.
    left_out : iterable of LeftOut
        Pinned quotations that are not among `quotes`, for the record.

    Returns
    -------
    Choice
        The same for the same quotations, in whatever order they come.
    """
    run = _Run(rule or Rule(), pinned or {}, frozenset(barred), coders or {})
    heard = {quote.role for quote in quotes if quote.respondent is not None}
    if any(quote.respondent is None and quote.id in run.pinned for quote in quotes):
        heard.add(None)
    ordered = role_order(sorted({*roles, *heard}, key=lambda role: natural(role or "")))
    inside: dict[tuple[str, str | None], list[Quote]] = defaultdict(list)
    for quote in quotes:
        if quote.respondent is not None or quote.id in run.pinned:
            for block in quote.blocks:
                inside[block, quote.role].append(quote)
    places = [(block.key, role) for block in codebook.blocks for role in ordered]
    # All that is pinned takes its room before the rule chooses anything.
    for block, role in places:
        run.pin(block, role, inside[block, role])
    cells = tuple(run.cell(block, role, inside[block, role]) for block, role in places)
    free = {code.key for code in codebook.free_codes}
    loose = (
        LeftOut(quotation=quote.id, reason="free")
        for quote in quotes
        if quote.id in run.pinned and set(quote.blocks) <= free
    )
    return Choice(
        rule=run.rule,
        layer=layer,
        cells=cells,
        left_out=tuple(sorted({*left_out, *loose, *run.altered})),
    )


class _Run:
    """What was chosen so far; cells look at it to spread their quotes."""

    def __init__(
        self,
        rule: Rule,
        pinned: Mapping[int, str],
        barred: frozenset[int],
        coders: Mapping[tuple[int, str], int],
    ) -> None:
        self.rule = rule
        self.pinned = pinned
        self.altered: set[LeftOut] = set()
        self._barred = barred
        self._coders = coders
        self._people: Counter[str | None] = Counter()
        self._firms: Counter[str | None] = Counter()
        self._taken: dict[str, list[Quote]] = defaultdict(list)
        self._cells: dict[tuple[str, str | None], list[Chosen]] = defaultdict(list)

    def pin(self, block: str, role: str | None, quotes: Iterable[Quote]) -> None:
        """Put what is pinned in its cell."""
        for quote in sorted(quotes, key=lambda one: one.id):
            if quote.id in self.pinned:
                self._take(block, role, quote)

    def cell(self, block: str, role: str | None, quotes: Sequence[Quote]) -> Cell:
        """Fill a cell up to what the rule allows."""
        fitting = [
            quote
            for quote in quotes
            if quote.id not in self._barred and quote.respondent is not None and self._fits(quote)
        ]
        held = self._cells[block, role]
        while len(held) < self.rule.per_cell:
            left = [quote for quote in fitting if not self._is_taken(quote)]
            if not left:
                break
            self._take(block, role, min(left, key=lambda quote: self._order(quote, block, held)))
        return Cell(
            block=block,
            role=role,
            chosen=tuple(held),
            quotations=len(quotes),
            fitting=len(fitting),
        )

    def _take(self, block: str, role: str | None, quote: Quote) -> None:
        held = self._cells[block, role]
        text, edited = self._printed(quote)
        coders = self._coders.get((quote.id, block))
        spread = self._spread(quote, held)
        marks = {
            "pinned": quote.id in self.pinned,
            "edited": edited,
            "respondent": quote.respondent is not None and not spread[0],
            "organisation": quote.organisation is not None and not spread[1],
            "coders": coders is not None and coders > 1,
            "sentences": _is_whole(quote),
            "length": self._fits(quote),
        }
        why = tuple(name for name, holds in marks.items() if holds)
        chosen = Chosen(quote=quote, text=text, words=_length(quote), coders=coders, why=why)
        held.append(chosen)
        self._people[quote.respondent] += 1
        self._firms[quote.organisation] += 1
        self._taken[quote.transcript].append(quote)

    def _printed(self, quote: Quote) -> tuple[str, bool]:
        edited = self.pinned.get(quote.id, "")
        if not edited:
            return quote.text.strip(), False
        try:
            check_elision(edited, quote.text)
        except CodingError:
            self.altered.add(LeftOut(quotation=quote.id, reason="altered"))
            return quote.text.strip(), False
        return edited, True

    def _fits(self, quote: Quote) -> bool:
        return self.rule.min_words <= _length(quote) <= self.rule.max_words

    def _is_taken(self, quote: Quote) -> bool:
        return any(
            quote.start < other.end and other.start < quote.end
            for other in self._taken[quote.transcript]
        )

    def _order(self, quote: Quote, block: str, held: Sequence[Chosen]) -> tuple[Any, ...]:
        middle = (self.rule.min_words + self.rule.max_words) / 2
        in_cell = self._spread(quote, held)
        return (
            in_cell[0],
            self._people[quote.respondent],
            in_cell[1],
            self._firms[quote.organisation],
            -(self._coders.get((quote.id, block)) or 0),
            not _is_whole(quote),
            abs(_length(quote) - middle),
            natural(quote.transcript),
            quote.transcript,
            quote.start,
            quote.end,
            quote.id,
        )

    @staticmethod
    def _spread(quote: Quote, held: Sequence[Chosen]) -> tuple[int, int]:
        return (
            sum(one.quote.respondent == quote.respondent for one in held),
            sum(one.quote.organisation == quote.organisation for one in held),
        )


def coders_per_block(
    quotes: Iterable[Quote],
    independent: Iterable[Quotation],
    codebook: Codebook,
    *,
    transcripts: Collection[str],
) -> dict[tuple[int, str], int]:
    """Count the coders who gave a code of the same block to the same words.

    Parameters
    ----------
    quotes : iterable of Quote
        The quotations to choose from.
    independent : iterable of Quotation
        Independent codings of coders who finished the transcript; the only ones that may be
        compared.
    codebook : Codebook
        The codes.
    transcripts : collection of str
        Those that two coders or more have finished; elsewhere nothing can be compared.

    Returns
    -------
    dict of (int, str) to int
        By number of the quotation and key of the block: coders whose quotation shares at least
        one code point with it, 0 included. Quotations of other transcripts are left out.
    """
    marks: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for one in independent:
        for block in {codebook.block_of(key).key for key in one.codes}:
            marks[one.transcript, block].append((one.span.start, one.span.end, one.coder))
    longest = {}
    for place, found in marks.items():
        found.sort()
        longest[place] = max(end - start for start, end, _ in found)
    counted = {}
    for quote in (one for one in quotes if one.transcript in transcripts):
        for block in quote.blocks:
            near = marks.get((quote.transcript, block), [])
            first = bisect_left(near, (quote.start - longest.get((quote.transcript, block), 0),))
            last = bisect_left(near, (quote.end,))
            coders = {coder for _, end, coder in near[first:last] if end > quote.start}
            counted[quote.id, block] = len(coders)
    return counted


def _length(quote: Quote) -> int:
    return len(quote.text.split())


def _is_whole(quote: Quote) -> bool:
    """Whether it reads as whole sentences of one turn."""
    text = quote.text.strip()
    return "\n" not in text and _WHOLE.fullmatch(text) is not None
