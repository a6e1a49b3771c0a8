"""Turns after a label: ``I: ...``, ``**Name:** ...``, ``[r] ...``, with or without a time."""

from __future__ import annotations

__all__ = ["read_labels"]

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bouwsteen.transcripts.header import Header
from bouwsteen.transcripts.labels import NAME, accept, fold, is_label, is_usual, tidy
from bouwsteen.transcripts.page import Mark, Page, Reading, assemble
from bouwsteen.transcripts.times import CLOCK, STAMP, parse_time

_TIME = rf"(?:(?P<time>{STAMP}|{CLOCK})[ \t]*(?:[-–][ \t]+)?)?"
_BEHIND = r"(?=[\s*_]|\Z|[^\W\d_]|[“\"„'‘’(\[…])[*_]*[ \t]*"
_COLON = re.compile(
    rf"[ \t]*{_TIME}(?P<bold>\*\*|__)?[ \t]*(?P<name>{NAME}?)"
    rf"(?:[ \t]*\((?P<alias>[^()\d][^()\n:]{{0,29}})\))?[ \t]*(?:\*\*|__)?[ \t]?:(?!//){_BEHIND}"
)
_BRACKET = re.compile(rf"[ \t]*{_TIME}\[(?P<name>{NAME}?)\](?!\()[ \t]*:?[ \t]*")
_BOLD = re.compile(rf"[ \t]*{_TIME}\*\*(?P<name>{NAME}?)\*\*[ \t]+(?=\S)")
_STAMP_LINE = re.compile(rf"[ \t]*(?P<time>{STAMP}|{CLOCK})[ \t]*")
_SENTENCE_END = r"[.?!…][”\"’')\]]*[ \t]+"
_RUN_ON = re.compile(rf"(?:\A\s*|{_SENTENCE_END})(?P<name>{NAME}?)[ \t]?:(?=[ \t])")


@dataclasses.dataclass(frozen=True, slots=True)
class _Candidate:
    """Something that may be a label: where it stands, and what it says."""

    at: int
    speech: int
    label: str
    alias: str = ""
    time: float | None = None
    marked: bool = False


def read_labels(page: Page, header: Header) -> Reading | None:
    """Read a document in which each turn begins with its speaker's label.

    Parameters
    ----------
    page : Page
        The document.
    header : Header
        What its top says; labels of a legend need no second use.

    Returns
    -------
    Reading or None
        The kind of label that explains most; None when there are none.
    """
    readings = []
    for pattern in (_COLON, _BRACKET, _BOLD):
        found = list(_at_line_starts(page, pattern, header))
        if pattern is _BRACKET:
            # Typists put laughter and doubt in brackets too.
            found = [one for one in found if is_usual(one.label) or one.label in header.legend]
        readings.append(_reading(page, header, found))
    best = max(
        (reading for reading in readings if reading is not None),
        key=lambda reading: (reading.score, len(reading.turns)),
        default=None,
    )
    if best is None or len({turn.speaker for turn in best.turns}) < 2:
        return _run_on(page, header) or best
    return best


def _at_line_starts(page: Page, pattern: re.Pattern[str], header: Header) -> Iterator[_Candidate]:
    at: int | None = None
    time: float | None = None
    for line in page.lines:
        if line.start < header.end or not line.text.strip():
            continue
        if len(line.text) < 40 and (stamp := _STAMP_LINE.fullmatch(line.text)):
            at, time = line.start, parse_time(stamp["time"])
            continue
        found = pattern.match(line.text)
        if found and is_label(found["name"]):
            own = parse_time(found["time"]) if found["time"] else time
            yield _Candidate(
                at=line.start if at is None else at,
                speech=line.start + found.end(),
                label=tidy(found["name"]),
                alias=tidy(found.groupdict().get("alias") or ""),
                time=own,
                marked=bool(found.groupdict().get("bold")),
            )
        at = time = None


def _reading(page: Page, header: Header, found: Sequence[_Candidate]) -> Reading | None:
    marked = len(found) > 1 and all(one.marked for one in found)
    names = _names(found)
    uses = Counter(names[one] for one in found)
    labels = accept(uses, header.legend, marked=marked) or _lone(page, header, found)
    folded = Counter(fold(names[one]) for one in found)
    again = {label for label in labels if folded[fold(label)] > 1 or label in header.legend}
    firm = [one.at for one in found if names[one] in again]
    # A short line above the first label that recurs belongs to the head of the document.
    first = min(firm, default=0)
    kept = [
        one for one in found if names[one] in labels and (one.at >= first or _is_long(page, one))
    ]
    within = list(_in_paragraphs(page, [one.label for one in kept], kept))
    marks = [
        Mark(at=one.at, speech=one.speech, speaker=names.get(one, one.label), start_time=one.time)
        for one in sorted((*kept, *within), key=lambda one: one.at)
    ]
    warnings = [
        *_spelling_warnings(labels),
        *_lone_warnings(page, [one for one in found if names[one] not in labels], first),
    ]
    if within:
        warnings.append(f"{len(within)} turns begin in the middle of a paragraph")
    return assemble(page, "labels", marks, header=header.lines, warnings=warnings)


def _names(found: Sequence[_Candidate]) -> dict[_Candidate, str]:
    """Name every candidate; ``Interviewer (I)`` is whichever of the two stands alone elsewhere."""
    alone = {one.label for one in found if not one.alias}
    names = {}
    for one in found:
        full = f"{one.label} ({one.alias})" if one.alias else one.label
        names[one] = next((name for name in (one.alias, one.label) if name in alone), full)
    return names


def _lone(page: Page, header: Header, found: Sequence[_Candidate]) -> frozenset[str]:
    """A usual label that opens the text is one, although nobody else speaks."""
    if not found or not is_usual(found[0].label):
        return frozenset()
    above = page.text[header.end : found[0].at].strip()
    return frozenset() if len(above.split()) > 12 else frozenset({found[0].label})


def _is_long(page: Page, one: _Candidate) -> bool:
    end = page.text.find("\n", one.speech)
    return len(page.text[one.speech : end if end >= 0 else None].split()) > 12


def _in_paragraphs(
    page: Page, labels: Sequence[str], kept: Sequence[_Candidate]
) -> Iterator[_Candidate]:
    """Find labels, known from line starts, that follow a sentence inside a paragraph."""
    if not labels:
        return
    known = "|".join(re.escape(label) for label in sorted(set(labels), key=len, reverse=True))
    first = min(one.at for one in kept)
    for found in re.finditer(rf"(?:{_SENTENCE_END}|\t)({known})[ \t]?:(?=[ \t])", page.text):
        if found.start() > first:
            yield _Candidate(at=found.start(1), speech=found.end(), label=found[1])


def _run_on(page: Page, header: Header) -> Reading | None:
    """Read an interview that stands in one paragraph, or almost."""
    found = [match for match in _RUN_ON.finditer(page.text) if is_label(match["name"])]
    uses = Counter(tidy(match["name"]) for match in found)
    labels = {
        label
        for label in accept(uses, header.legend)
        if is_usual(label) or uses[label] > 2 or label in header.legend
    }
    marks = [
        Mark(at=match.start("name"), speech=match.end(), speaker=tidy(match["name"]))
        for match in found
        if tidy(match["name"]) in labels and match.start() >= header.end
    ]
    if len({mark.speaker for mark in marks}) < 2:
        return None
    return assemble(page, "labels", marks, header=header.lines)


def _spelling_warnings(labels: frozenset[str]) -> Iterator[str]:
    spellings: dict[str, list[str]] = {}
    for label in sorted(labels):
        spellings.setdefault(fold(label), []).append(label)
    for same in spellings.values():
        if len(same) > 1:
            yield f"these labels may be one speaker: {', '.join(same)}"


def _lone_warnings(page: Page, found: Sequence[_Candidate], first: int) -> Iterator[str]:
    """Name what may be a speaker who speaks once: capitals only, so not the start of a sentence."""
    for one in found:
        if one.at > first and len(one.label.split()) > 1 and one.label.istitle():
            number = page.text.count("\n", 0, one.at) + 1
            yield f"line {number}: {one.label!r} may be a speaker; it is used once, so it is speech"
