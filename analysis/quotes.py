"""The quotes themselves: chosen by code, role, organisation, coder or transcript."""

from __future__ import annotations

__all__ = ["Quote", "select_quotes"]

import dataclasses
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from bouwsteen.analysis.attribution import attribute_quotations
from bouwsteen.analysis.order import natural
from bouwsteen.analysis.searching import finder
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Quotation
from bouwsteen.errors import AnalysisError, nearest
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, Transcript


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation with its words and whose they are.

    Parameters
    ----------
    id : int
        Number of the quotation in the study; 0 while not stored.
    transcript : str
        Key of the transcript.
    turn : int or None
        The turn in which it starts, or the first that it reaches; None outside every turn.
    start, end : int
        Its span.
    text : str
        The words as they stand in the transcript.
    respondent, role, organisation : str or None
        Whose words they are; None when nobody's, or not known.
    coder : str
        Who marked it.
    codes : tuple of str
        Keys, in the order of the codebook.
    blocks : tuple of str
        Keys of the blocks (or free codes) that the codes stand under, each once.
    memo : str
        The coder's note.
    """

    id: int
    transcript: str
    turn: int | None
    start: int
    end: int
    text: str
    respondent: str | None
    role: str | None
    organisation: str | None
    coder: str
    codes: tuple[str, ...]
    blocks: tuple[str, ...]
    memo: str

    def to_json(self) -> dict[str, Any]:
        """The same as a plain dictionary."""
        return {
            **dataclasses.asdict(self),
            "codes": list(self.codes),
            "blocks": list(self.blocks),
        }


def select_quotes(
    quotations: Iterable[Quotation],
    cast: Cast,
    codebook: Codebook,
    *,
    code: str | None = None,
    role: str | None = None,
    organisation: str | None = None,
    coder: str | None = None,
    transcript: str | None = None,
    text: str | None = None,
    whole_words: bool = False,
    alone: bool = False,
    limit: int | None = None,
) -> tuple[Quote, ...]:
    """Choose quotes and put the words and the speaker with them.

    Parameters
    ----------
    quotations : iterable of Quotation
        Of any layer.
    cast : Cast
        Who speaks where.
    codebook : Codebook
        The codes.
    code : str, optional
        Key, number or label; a block stands for its sub-codes too.
    role, organisation, coder, transcript : str, optional
        Exact values, case ignored for role and organisation.
    text : str, optional
        Words that the quote holds, in this order; capitals and accents ignored, see `finder`.
    whole_words : bool
        With `text`: not as a part of longer words.
    alone : bool
        With a block: only quotes that carry the block itself, without its sub-codes.
    limit : int, optional
        At most this many, from the start.

    Returns
    -------
    tuple of Quote
        Transcripts in natural order, then by place in the text.

    Raises
    ------
    AnalysisError
        When no respondent has that role or organisation.
    CodebookError
        When the code is not in the codebook.
    """
    _check(role, {person.role or "" for person in cast.interviewees}, "role")
    _check(
        organisation, {person.organisation or "" for person in cast.interviewees}, "organisation"
    )
    if transcript is not None:
        cast.transcript(transcript)
    wanted = None if code is None else _branch(codebook, code, alone=alone)
    holds = finder(text or "", whole=whole_words)
    chosen = sorted(
        (
            quotation
            for quotation in quotations
            if (coder is None or quotation.coder == coder)
            and (transcript is None or quotation.transcript == transcript)
            and (wanted is None or wanted & set(quotation.codes))
            and holds(quotation.span.of(cast.transcript(quotation.transcript).text))
        ),
        key=lambda one: (natural(one.transcript), one.transcript, one.span, one.coder),
    )
    order = {one.key: place for place, (_, one) in enumerate(codebook.walk())}
    spoken = zip(chosen, attribute_quotations(chosen, cast), strict=True)
    fitting = (
        _quote(quotation, person, cast, codebook, order)
        for quotation, person in spoken
        if _same(role, None if person is None else person.role)
        and _same(organisation, None if person is None else person.organisation)
    )
    return tuple(islice(fitting, limit))


def _branch(codebook: Codebook, code: str, *, alone: bool) -> set[str]:
    key = codebook.resolve(code).key
    return {key} if alone else set(codebook.branch(key))


def _quote(
    quotation: Quotation,
    person: Respondent | None,
    cast: Cast,
    codebook: Codebook,
    order: Mapping[str, int],
) -> Quote:
    source = cast.transcript(quotation.transcript)
    blocks = {codebook.block_of(key).key for key in quotation.codes}
    return Quote(
        id=quotation.id,
        transcript=source.key,
        turn=_turn(source, quotation.span),
        start=quotation.span.start,
        end=quotation.span.end,
        text=quotation.span.of(source.text),
        respondent=None if person is None else person.key,
        role=None if person is None else person.role,
        organisation=None if person is None else person.organisation,
        coder=quotation.coder,
        codes=tuple(sorted(quotation.codes, key=order.__getitem__)),
        blocks=tuple(sorted(blocks, key=order.__getitem__)),
        memo=quotation.memo,
    )


def _check(wanted: str | None, known: set[str], name: str) -> None:
    if wanted is None or wanted.casefold() in {value.casefold() for value in known}:
        return
    listed = sorted(filter(None, known))
    raise AnalysisError(
        f"No respondent has the {name} {wanted!r}.",
        nearest(wanted, listed) or f"There are: {', '.join(listed) or 'none'}.",
        key="respondents_no_value",
        name=name,
        value=wanted,
        known=", ".join(listed) or "–",
    )


def _same(wanted: str | None, given: str | None) -> bool:
    return wanted is None or wanted.casefold() == (given or "").casefold()


def _turn(transcript: Transcript, span: Span) -> int | None:
    return next((turn.index for turn in transcript.turns if turn.span.overlap(span)), None)
