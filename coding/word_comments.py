"""Comments that a coder wrote in Word become quotations of that coder.

A comment reads ``2.2; leiderschap; hier twijfel ik over``: parts separated by semicolons or new
lines, codes first, the rest is memo; what stands behind ``memo:`` is memo as it is. A reply is
memo of the quotation it replies to. Nothing is guessed: whatever is not plainly a code or plainly a
memo is listed for the coder to look at.
"""

from __future__ import annotations

__all__ = [
    "CommentImport",
    "WordComment",
    "author_key",
    "comment_quotations",
    "matching_transcript",
]

import dataclasses
import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Protocol

from bouwsteen.codebook.model import Codebook, slug
from bouwsteen.coding.apply import add_codes, trim, turn_at, within_speech
from bouwsteen.coding.comment_problem import CommentProblem, Trouble
from bouwsteen.coding.model import Coder, Coding, Layer, Origin, Quotation
from bouwsteen.errors import CodebookError, CodingError, Guess
from bouwsteen.transcripts.model import Span, Transcript

_NUMBER = re.compile(r"\d+(?:\.\d+)*\.?")
_MEMO = re.compile(r"(?:^|[;\n])[ \t]*memo[ \t]*:", re.IGNORECASE)


class WordComment(Protocol):
    """A comment as a reader of Word files hands it over."""

    @property
    def id(self) -> str:
        """Number of the comment inside its file."""

    @property
    def author(self) -> str:
        """Name of who wrote it."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def span(self) -> Span | None:
        """Stretch of the transcript's text that it marks; None when it marks none."""

    @property
    def parent(self) -> str | None:
        """Number of the comment that it replies to."""

    @property
    def exact(self) -> bool:
        """Whether the span is meant to the letter, labels and white space included."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CommentImport:
    """What the comments of one transcript come to.

    Parameters
    ----------
    coders : tuple of Coder
        The authors, in order of first comment. The key is the slug of the name; of a name without
        Latin letters it is ``coder-`` and the first 8 hexadecimal digits of the SHA-256 of the
        name in UTF-8 (NFC), so that it is the same in every file.
    quotations : tuple of Quotation
        In order of their spans; not stored yet (id 0).
    problems : tuple of CommentProblem
        All that was not taken over as it stands, in the order of the file.
    """

    coders: tuple[Coder, ...]
    quotations: tuple[Quotation, ...]
    problems: tuple[CommentProblem, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class _Parts:
    codes: tuple[str, ...]
    memo: str
    odd: tuple[tuple[Trouble, str, tuple[str, ...]], ...]


def comment_quotations(
    comments: Iterable[WordComment],
    transcript: Transcript,
    codebook: Codebook,
    *,
    coders: Iterable[Coder] = (),
) -> CommentImport:
    """Turn the comments of one transcript into quotations.

    Parameters
    ----------
    comments : iterable of WordComment
        In the order of the file.
    transcript : Transcript
        Whose frozen text the spans point into. A span that begins or ends in a label is brought
        to the speech next to it; it may run over labels between turns.
    codebook : Codebook
        A part that is a key, number or label of it is a code.
    coders : iterable of Coder
        Those of the study. An author whose name is the key of one of them is that coder.

    Returns
    -------
    CommentImport
        Comments of one author on exactly the same stretch are one quotation.

    Raises
    ------
    CodingError
        When the comments are those of a consensus layer, which is no coder's own.
    """
    listed = list(comments)
    by_id = {comment.id: comment for comment in listed}
    known = {one.key for one in coders}
    _refuse_consensus(listed, known)
    people: dict[str, Coder] = {}
    made: dict[tuple[Span, str], Quotation] = {}
    home: dict[str, tuple[Span, str]] = {}
    problems: list[CommentProblem] = []
    for comment in listed:
        if comment.parent is not None and comment.parent in by_id:
            continue
        quotation, troubles = _read(comment, transcript, codebook, known)
        problems += troubles
        if quotation is None:
            continue
        people.setdefault(quotation.coder, Coder(key=quotation.coder, name=comment.author.strip()))
        identity = home[comment.id] = (quotation.span, quotation.coder)
        before = made.get(identity)
        made[identity] = (
            quotation
            if before is None
            else add_codes(before, quotation.codings, memo=quotation.memo)
        )
    for comment in listed:
        root = _root(comment, by_id)
        if root is comment:
            continue
        if root.id not in home:
            problems.append(_problem(Trouble.ORPHAN, comment, transcript))
            continue
        memo = f"{comment.author.strip()}: {_one_line(comment.text)}"
        made[home[root.id]] = add_codes(made[home[root.id]], (), memo=memo)
    order = {comment.id: number for number, comment in enumerate(listed)}
    return CommentImport(
        coders=tuple(people.values()),
        quotations=tuple(made[identity] for identity in sorted(made)),
        problems=tuple(sorted(problems, key=lambda problem: order[problem.comment])),
    )


def _refuse_consensus(comments: Iterable[WordComment], known: Collection[str]) -> None:
    nobody = str(Layer.CONSENSUS)
    if nobody not in known and any(author_key(one.author) == nobody for one in comments):
        raise CodingError(
            "A comment by 'consensus' is of the consensus layer, which is no coder's own.",
            "Import the coders' own files (export transcript without --consensus), "
            "or give the comments an author in Word.",
            key="comments_of_consensus",
        )


def matching_transcript(
    loaded_sha: str, stem: str, transcripts: Iterable[Transcript], key: str | None = None
) -> Transcript:
    """Find the transcript that a commented document belongs to: the one with the same text.

    Parameters
    ----------
    loaded_sha : str
        SHA-256 of the document's text.
    stem : str
        Name of the document without suffix; it decides between transcripts of one text.
    transcripts : iterable of Transcript
        Those of the study.
    key : str, optional
        The only transcript that it may be.

    Raises
    ------
    CodingError
        When no transcript has that text, or several have and neither key nor name decides.
    """
    wanted = [one for one in transcripts if one.sha256 == loaded_sha and key in (None, one.key)]
    if not wanted:
        raise CodingError(
            f"The text of {stem} is not the text of {key or 'any transcript'} in the study.",
            "Comment a copy of the imported document and leave its text as it is.",
            key="comments_other_text_than" if key else "comments_other_text",
            file=stem,
            transcript=key,
        )
    if len(wanted) > 1:
        wanted = [one for one in wanted if one.key == stem]
    if not wanted:
        raise CodingError(
            f"More than one transcript has the text of {stem}.",
            "Say which with --transcript KEY.",
            key="comments_many",
            file=stem,
        )
    return wanted[0]


def _read(
    comment: WordComment, transcript: Transcript, codebook: Codebook, known: Collection[str]
) -> tuple[Quotation | None, list[CommentProblem]]:
    """The quotation that one comment makes, if any, and what is the matter with it."""
    inside = comment.span is not None and comment.span.end <= len(transcript.text)
    span = _marked(comment, transcript) if inside else None
    author = comment.author.strip()
    coder = author if author in known else author_key(author)
    if span is None:
        return None, [_problem(Trouble.UNPLACED, comment, transcript)]
    if not coder:
        return None, [_problem(Trouble.NO_AUTHOR, comment, transcript)]
    parts = _split(comment.text, codebook)
    problems = [
        _problem(trouble, comment, transcript, text=text, near=near)
        for trouble, text, near in parts.odd
    ]
    if not parts.codes:
        return None, problems or [_problem(Trouble.UNKNOWN, comment, transcript)]
    codings = tuple(
        Coding(code=code, origin=Origin.IMPORT, codebook_version=codebook.version)
        for code in parts.codes
    )
    return (
        Quotation(
            transcript=transcript.key,
            span=span,
            coder=coder,
            codings=codings,
            memo=parts.memo,
        ),
        problems,
    )


def _marked(comment: WordComment, transcript: Transcript) -> Span | None:
    """The stretch that a comment means; None when it marks white space alone."""
    if comment.span is None or comment.exact:
        return comment.span
    span = trim(transcript, comment.span)
    return None if span is None else within_speech(transcript, span)


def author_key(name: str) -> str:
    """Key of the coder that the author of a comment is, by name; empty when there is no name.

    Examples
    --------
    >>> author_key("Carla de Wit")
    'carla-de-wit'
    """
    name = unicodedata.normalize("NFC", name).strip()
    if not name or slug(name):
        return slug(name)
    return f"coder-{hashlib.sha256(name.encode('utf-8')).hexdigest()[:8]}"


def _split(text: str, codebook: Codebook) -> _Parts:
    """Codes, memo and the parts of a comment's text that may have been meant as codes."""
    head, *rest = _MEMO.split(text, maxsplit=1)
    codes: dict[str, None] = {}
    memo: list[str] = []
    odd: list[tuple[Trouble, str, tuple[str, ...]]] = []
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]", head))):
        found = _resolve(part, codebook)
        if isinstance(found, str) and not memo:
            codes[found] = None
        elif isinstance(found, str):
            odd.append((Trouble.LATE, part, ()))
            memo.append(part)
        elif not memo and found is not None:
            odd.append((found[0], part, found[1]))
        else:
            memo.append(part)
    # Such a part beside a certain code is kept as memo too, so that no word is lost.
    kept = [part for _, part, _ in odd if part not in memo] if codes else []
    said = [one for one in ("; ".join(kept + memo), *map(str.strip, rest)) if one]
    return _Parts(tuple(codes), "; ".join(said), tuple(odd))


def _resolve(part: str, codebook: Codebook) -> str | tuple[Trouble, tuple[str, ...]] | None:
    """Key of the code that a part names, what is the matter and what is near; None for a memo."""
    try:
        return codebook.resolve(part).key
    except CodebookError as error:
        near = error.hint.names if isinstance(error.hint, Guess) else ()
        many = error.key == "code_many"
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    if _NUMBER.fullmatch(part):
        return Trouble.UNKNOWN, near
    if len(pieces) > 1 and any(_names(piece, codebook) for piece in pieces):
        return Trouble.JOINED, ()
    if many:
        return Trouble.MANY, ()
    return (Trouble.DOUBTFUL, near) if near else None


def _names(piece: str, codebook: Codebook) -> bool:
    try:
        codebook.resolve(piece)
    except CodebookError:
        return False
    return True


def _root(comment: WordComment, by_id: dict[str, WordComment]) -> WordComment:
    seen = {comment.id}
    while comment.parent is not None and comment.parent in by_id and comment.parent not in seen:
        comment = by_id[comment.parent]
        seen.add(comment.id)
    return comment


def _problem(
    trouble: Trouble,
    comment: WordComment,
    transcript: Transcript,
    *,
    text: str | None = None,
    near: tuple[str, ...] = (),
) -> CommentProblem:
    span = None if comment.span is None else within_speech(transcript, comment.span)
    return CommentProblem(
        trouble=trouble,
        comment=comment.id,
        author=comment.author.strip(),
        text=_one_line(comment.text) if text is None else text,
        turn=None if span is None else turn_at(transcript, span.start),
        offset=None if span is None else span.start,
        near=near,
    )


def _one_line(text: str) -> str:
    return "; ".join(line.strip() for line in text.splitlines() if line.strip())
