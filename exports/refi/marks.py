"""What our own exports say in descriptions, because the format has no place for it.

A source says the key and the language of its transcript, a case under which labels the respondent
speaks. People can read both in any program; `read_source_mark` and `read_case_mark` read them back.
"""

from __future__ import annotations

__all__ = [
    "SourceMark",
    "case_mark",
    "read_case_mark",
    "read_source_mark",
    "source_mark",
    "without_marks",
]

import dataclasses
import re
from collections.abc import Iterable

_SOURCE = re.compile(r"^\[bouwsteen(?: ([a-z]{2,3}))?\] (\S.*)$", re.MULTILINE)
_CASE = re.compile(r"^\[speaker (\d+)\] (.*)$", re.MULTILINE)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SourceMark:
    """Key and language of a transcript."""

    key: str
    language: str | None = None


def source_mark(mark: SourceMark) -> str:
    """Give the description of a source.

    Examples
    --------
    >>> source_mark(SourceMark(key="gesprek 1", language="nl"))
    '[bouwsteen nl] gesprek 1'
    """
    language = f" {mark.language}" if mark.language else ""
    return f"[bouwsteen{language}] {mark.key}"


def read_source_mark(description: str) -> SourceMark | None:
    """Find key and language in the description of a source; None when it is not ours."""
    found = _SOURCE.search(description)
    return SourceMark(key=found[2], language=found[1]) if found else None


def case_mark(links: Iterable[tuple[str, str]]) -> str:
    """Give the description of a case: transcript and label, as often as there are.

    Examples
    --------
    >>> print(case_mark([("gesprek 1", "R"), ("gesprek 2", "R: links")]))
    [speaker 9] gesprek 1: R
    [speaker 9] gesprek 2: R: links
    """
    return "\n".join(f"[speaker {len(key)}] {key}: {speaker}" for key, speaker in links)


def read_case_mark(description: str) -> tuple[tuple[str, str], ...]:
    """Find transcripts and labels in the description of a case; empty when it is not ours.

    Examples
    --------
    >>> read_case_mark("[speaker 9] gesprek 2: R: links")
    (('gesprek 2', 'R: links'),)
    """
    pairs = []
    for match in _CASE.finditer(description):
        length, words = int(match[1]), match[2]
        if words[length : length + 2] == ": ":
            pairs.append((words[:length], words[length + 2 :]))
    return tuple(pairs)


def without_marks(description: str) -> str:
    """What a description says beside our marks.

    Examples
    --------
    >>> without_marks("Second talk.\\n[bouwsteen nl] gesprek 2")
    'Second talk.'
    """
    return _CASE.sub("", _SOURCE.sub("", description)).strip()
