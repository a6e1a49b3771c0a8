"""Align two texts: which stretches of the new one are stretches of the old one, in order.

Words that occur once in both texts hold the two together (patience diff, after Bram Cohen); what
lies between them is compared word by word, and what still differs letter by letter. The work
grows with the length of the texts and not with its square, also where every line has changed.
"""

from __future__ import annotations

__all__ = ["Block", "matching_blocks"]

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# Runs of tokens looked for, long ones first: a long run that occurs once is no accident.
_RUNS = (12, 5, 1)
# Below this many pairs a full comparison is cheap (tokens, then letters).
_SMALL = 10_000
# Words that differ in more than this share are two words, not a mended one.
_MENDED = 0.5


class Block(NamedTuple):
    """Equal text: ``old[a:a + size] == new[b:b + size]``, in code points."""

    a: int
    b: int
    size: int


def matching_blocks(old: str, new: str) -> tuple[Block, ...]:
    """Align two texts.

    Parameters
    ----------
    old, new : str
        The text before and after a correction.

    Returns
    -------
    tuple of Block
        Equal stretches, rising in both texts, none touching the next in both.

    Examples
    --------
    >>> matching_blocks("Van fotuen leer je.", "Ja, van fouten leer je.")[-1]
    Block(a=8, b=12, size=11)
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    starts, places = _starts(before), _starts(after)
    found = (
        Block(starts[a], places[b], starts[a + size] - starts[a])
        for a, b, size in _token_blocks(before, after)
    )
    return tuple(_joined(_refined(old, new, _joined(found))))


def _starts(tokens: Sequence[str]) -> list[int]:
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return starts


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Make one block of those that touch in both texts."""
    last = Block(0, 0, 0)
    for block in blocks:
        if (block.a, block.b) == (last.a + last.size, last.b + last.size):
            last = last._replace(size=last.size + block.size)
            continue
        if last.size:
            yield last
        last = block
    if last.size:
        yield last


def _token_blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """Yield equal runs of tokens, in order."""
    # A stack rather than recursion: a text may fall into very many pieces.
    todo = [(0, len(old), 0, len(new))]
    while todo:
        a0, a1, b0, b1 = todo.pop()
        head = 0
        while a0 + head < a1 and b0 + head < b1 and old[a0 + head] == new[b0 + head]:
            head += 1
        if head:
            yield Block(a0, b0, head)
            todo.append((a0 + head, a1, b0 + head, b1))
            continue
        if a0 == a1 or b0 == b1:
            continue
        tail = 0
        while a0 < a1 - tail and b0 < b1 - tail and old[a1 - tail - 1] == new[b1 - tail - 1]:
            tail += 1
        if tail:
            todo.append((a1 - tail, a1, b1 - tail, b1))
            todo.append((a0, a1 - tail, b0, b1 - tail))
            continue
        yield from _inner(old, new, (a0, a1, b0, b1), todo)


def _inner(
    old: Sequence[str],
    new: Sequence[str],
    region: tuple[int, int, int, int],
    todo: list[tuple[int, int, int, int]],
) -> Iterator[Block]:
    """Compare a small region whole; split a large one at its anchors and leave it to `todo`."""
    a0, a1, b0, b1 = region
    if (a1 - a0) * (b1 - b0) <= _SMALL:
        matcher = SequenceMatcher(None, old[a0:a1], new[b0:b1], autojunk=False)
        for a, b, size in matcher.get_matching_blocks():
            if size:
                yield Block(a0 + a, b0 + b, size)
        return
    anchors = _anchors(old, new, region)
    pieces = []
    for a, b in anchors:
        pieces.append((a0, a, b0, b))
        a0, b0 = a, b
    if anchors:
        # What is on the stack's top comes first, so that blocks come out in order.
        todo.extend(reversed([*pieces, (a0, a1, b0, b1)]))


def _anchors(
    old: Sequence[str], new: Sequence[str], region: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    """Places of runs that occur once in either text, rising in both; empty when there are none."""
    a0, a1, b0, b1 = region
    for length in _RUNS:
        before, after = _single(old, a0, a1, length), _single(new, b0, b1, length)
        pairs = [(place, after[run]) for run, place in before.items() if run in after]
        if pairs:
            return _rising(sorted(pairs))
    return []


def _single(tokens: Sequence[str], start: int, end: int, length: int) -> dict[Sequence[str], int]:
    """Runs that occur once and hold a word, to their places."""
    found: dict[Sequence[str], int] = {}
    for place in range(start, end - length + 1):
        run = tuple(tokens[place : place + length])
        found[run] = -1 if run in found else place
    return {
        run: place
        for run, place in found.items()
        if place >= 0 and any(token[0].isalnum() for token in run)
    }


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Longest run of pairs that rises in its second number too (patience sorting)."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, b) in enumerate(pairs):
        pile = bisect_left(tops, b)
        before.append(last[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(b)
            last.append(number)
        else:
            tops[pile], last[pile] = b, number
    chain = []
    at = last[-1]
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _refined(old: str, new: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """Between the blocks, add the letters that a mended word kept."""
    a, b = 0, 0
    for block in (*blocks, Block(len(old), len(new), 0)):
        if 0 < (block.a - a) * (block.b - b) <= _SMALL:
            matcher = SequenceMatcher(None, old[a : block.a], new[b : block.b], autojunk=False)
            if matcher.quick_ratio() >= _MENDED and matcher.ratio() >= _MENDED:
                for found in matcher.get_matching_blocks():
                    if found.size:
                        yield Block(a + found.a, b + found.b, found.size)
        if block.size:
            yield block
        a, b = block.a + block.size, block.b + block.size
