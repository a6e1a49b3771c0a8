"""From the lines of a PDF's pages to paragraphs: what pages add goes, what they cut is joined."""

from __future__ import annotations

__all__ = ["HYPHEN", "Mended", "mended"]

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bouwsteen.transcripts.labels import NAME
from bouwsteen.transcripts.times import CLOCK, STAMP

HYPHEN = "\ue002"
"""Stands where the file has a hyphen at the end of a line, and the word goes on."""

_EDGE = 2
_PAGE_NUMBER = re.compile(
    r"[-–—| ]*(?:(?:pagina|page|seite|blz\.?|p\.)[ ]*)?\d{1,4}(?:[ ]*(?:/|van|of|von)[ ]*\d{1,4})?"
    r"[-–—| ]*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\d{1,4})(?:[ \t]+|\Z)")
_STEPS = (5, 1, 10, 2, 3, 4, 20)
_FULL = 0.72
# The start of a turn, a heading, or a rule: what begins a line of its own.
_BEGINS = re.compile(
    rf"(?:\*\*)?{NAME}?(?:[ ]\([^()\n]{{1,30}}\))?[ ]?:(?=[ \t]|\Z)|\[|{STAMP}|{CLOCK}\b"
    r"|[-–—=_*#]|\("
    rf"|\S.{{0,40}}[ ]{{2,}}{CLOCK}\Z|\S.{{0,40}}[ ](?:{STAMP}|{CLOCK}):?\Z"
)
_DIVIDED = re.compile(rf"(\w*){HYPHEN}\n?(\w*)|(\w+)-\n(\w+)")
_WORD = re.compile(r"[\w-]+")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """The text of all pages, the lines left out, and what a person should look at."""

    text: str
    dropped: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def mended(pages: Sequence[Sequence[str]]) -> Mended:
    """Take out what belongs to the pages, and join what they divide.

    Parameters
    ----------
    pages : sequence of sequence of str
        Lines of each page, stripped, none empty; `HYPHEN` stands between the halves of a word
        that a line end divides.

    Returns
    -------
    Mended
        A line a paragraph.

    Examples
    --------
    >>> mended([["Kop", "I: Hoe gaat het", "1"], ["Kop", "R: Goed.", "2"]]).text
    'I: Hoe gaat het\\nR: Goed.\\n'
    """
    kept, dropped = _without_edges(pages)
    kept, numbers = _without_line_numbers(kept)
    joined, doubtful = _without_hyphens("\n".join(line for page in kept for line in page))
    warnings = []
    if numbers:
        warnings.append(f"{numbers} line numbers were left out")
    if doubtful:
        shown = ", ".join(doubtful[:10]) + (", ..." if len(doubtful) > 10 else "")
        warnings.append(f"joined over a line end, perhaps wrongly: {shown}")
    paragraphs = "".join(f"{line}\n" for line in _paragraphs(joined.split("\n")) if line)
    return Mended(text=paragraphs, dropped=tuple(dropped), warnings=tuple(warnings))


def _without_edges(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[str]]:
    """Leave out headers, footers and page numbers; give each kind that was left out once."""
    kept = [list(page) for page in pages]
    dropped: dict[str, str] = {}
    for end in (0, -1):
        for _ in range(_EDGE):
            shapes = Counter(_shape(page[end]) for page in kept if page)
            for page in kept:
                if not page:
                    continue
                line = page[end]
                shared = len(pages) > 1 and 2 * shapes[_shape(line)] > len(pages)
                if shared and len(line) < 100 or _PAGE_NUMBER.fullmatch(line):
                    dropped.setdefault(_shape(line), line)
                    page.pop(end)
    return kept, list(dropped.values())


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _without_line_numbers(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], int]:
    """Leave out line numbers: a number at the start of every first, fifth, ... line."""
    lines = sum(map(len, pages))
    best: set[tuple[int, int]] = set()
    for step in _STEPS:
        found = _chain(pages, step)
        if len(found) > 2 and len(found) * step >= 0.6 * lines and len(found) > len(best):
            best = found
    kept = [
        [
            line[_end_of_number(line) :] if (place, row) in best else line
            for row, line in enumerate(page)
        ]
        for place, page in enumerate(pages)
    ]
    return [[line for line in page if line] for page in kept], len(best)


def _chain(pages: Sequence[Sequence[str]], step: int) -> set[tuple[int, int]]:
    """Places of numbers that count on by `step`, through the document or anew on each page."""
    found: set[tuple[int, int]] = set()
    awaited, since = step, 0
    for place, page in enumerate(pages):
        fresh = True
        for row, line in enumerate(page):
            since += 1
            number = _NUMBERED.match(line)
            value = int(number[1]) if number else 0
            if value and (value == awaited or (fresh and value == step and row < step)):
                found.add((place, row))
                awaited, since, fresh = value + step, 0, False
            elif since > step and found and place == max(found)[0]:
                return set()
    return found


def _end_of_number(line: str) -> int:
    found = _NUMBERED.match(line)
    return found.end() if found else 0


def _without_hyphens(text: str) -> tuple[str, list[str]]:
    """Join divided words: as the text has them elsewhere, with the hyphen after capitals (HR-)."""
    known = Counter(word.casefold() for word in _WORD.findall(text))
    doubtful: list[str] = []

    def join(found: re.Match[str]) -> str:
        first, second = (found[1], found[2]) if found[3] is None else (found[3], found[4])
        whole, apart = f"{first}{second}", f"{first}-{second}"
        if not first or not second:
            return apart
        if known[whole.casefold()]:
            return whole
        if first.isupper() or first[-1].isdigit() or second[0].isupper() or known[apart.casefold()]:
            return apart
        doubtful.append(whole)
        return whole

    return _DIVIDED.sub(join, text), doubtful


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Join a line to the one before, when that is full and this one begins nothing new."""
    lengths = sorted(map(len, lines))
    full = _FULL * lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraph: list[str] = []
    last = 0
    for line in lines:
        if paragraph and (last < full or _BEGINS.match(line)):
            yield " ".join(paragraph)
            paragraph = []
        paragraph.append(line)
        last = len(line)
    if paragraph:
        yield " ".join(paragraph)
