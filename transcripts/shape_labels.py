"""Turns after a label: ``I: ...``, ``**Name:** ...``, ``[r] ...``, with or without a time."""

from __future__ import annotations

__all__ = ["label_like", "read_labels"]

import dataclasses
import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence

from bouwsteen.transcripts.assemble import assemble
from bouwsteen.transcripts.header import Header
from bouwsteen.transcripts.labels import (
    INSERT,
    NAME,
    SENTENCE_END,
    accept,
    fold,
    is_label,
    is_stopped,
    is_usual,
    tidy,
)
from bouwsteen.transcripts.page import Mark, Page, Reading
from bouwsteen.transcripts.times import CLOCK, STAMP, parse_time

# White space is taken whole (the second plus): lines of nothing else would take for ever.
_TIME = rf"(?:(?P<time>{STAMP}|{CLOCK})[ \t]*+(?:[-–][ \t]++)?)?"
_BEHIND = r"(?=[\s*_]|\Z|[^\W\d_]|[“\"„'‘’(\[…])[*_]*[ \t]*"
_COLON = re.compile(
    rf"[ \t]*+{_TIME}(?P<bold>\*\*|__)?[ \t]*(?P<name>{NAME}?)"
    rf"(?:[ \t]*\((?P<alias>[^()\d][^()\n:]{{0,29}})\))?[ \t]*(?:\*\*|__)?[ \t]?:(?!//){_BEHIND}"
)
_BRACKET = re.compile(rf"[ \t]*+{_TIME}\[(?P<name>{NAME}?)\](?!\()[ \t]*:?[ \t]*")
_BOLD = re.compile(rf"[ \t]*+{_TIME}\*\*(?P<name>{NAME}?)\*\*[ \t]+(?=\S)")
_OFTEN = 3
_STAMP_LINE = re.compile(rf"[ \t]*(?P<time>{STAMP}|{CLOCK})[ \t]*")
_RUN_ON = re.compile(rf"(?:\A\s*|{SENTENCE_END})(?P<name>{NAME}?)[ \t]?:(?=[ \t])")


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


def label_like(page: Page, header: Header) -> list[tuple[int, str]]:
    """Find the lines that begin with what may be a label, and a colon.

    Returns
    -------
    list of (int, str)
        Number of the line, from 1, and the label.
    """
    return [
        (page.text.count("\n", 0, one.speech) + 1, one.label)
        for one in _at_line_starts(page, _COLON, header)
        if not is_stopped(one.label)
    ]


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
    labels = accept(uses, header.legend, marked=marked) | _timed(found, names)
    labels = labels or _lone(page, header, found)
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
        *_rare_warnings([mark.speaker or "" for mark in marks], header),
        *_lone_warnings(page, [one for one in found if names[one] not in labels], first),
    ]
    if within:
        warnings.append(f"{len(within)} turns begin in the middle of a paragraph")
    marks = list(_with_inserts(page, marks))
    return assemble(page, "labels", marks, header=header.lines, warnings=warnings)


def _with_inserts(page: Page, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the marks, and those of speech within speech: ``//S01: Hm-m.//``."""
    inserts = deque(INSERT.finditer(page.text) if "//" in page.text else ())
    for place, mark in enumerate(marks):
        yield mark
        end = marks[place + 1].at if place + 1 < len(marks) else len(page.text)
        while inserts and inserts[0].end() <= end:
            found = inserts.popleft()
            if found.start() <= mark.speech:
                continue
            yield Mark(
                at=found.start(),
                speech=found.start(2),
                end=found.end(2),
                speaker=tidy(found[1]),
                flags=frozenset({"overlap"}),
            )
            # What follows is still the first speaker's; a turn only if there is something.
            yield Mark(at=found.end(2), speech=found.end(), speaker=mark.speaker)


def _names(found: Sequence[_Candidate]) -> dict[_Candidate, str]:
    """Name every candidate; ``Interviewer (I)`` is whichever of the two stands alone elsewhere."""
    alone = {one.label for one in found if not one.alias}
    names = {}
    for one in found:
        full = f"{one.label} ({one.alias})" if one.alias else one.label
        names[one] = next((name for name in (one.alias, one.label) if name in alone), full)
    return names


def _timed(found: Sequence[_Candidate], names: Mapping[_Candidate, str]) -> frozenset[str]:
    """Labels that stand with a time, where the most used ones do: one use is enough."""
    timed = [one for one in found if one.time is not None and not is_stopped(one.label)]
    usual = Counter(names[one] for one in found).most_common(2)
    if len(timed) < 2 or not all(any(names[one] == name for one in timed) for name, _ in usual):
        return frozenset()
    if 3 * len(timed) < 2 * len(found) or len({names[one] for one in timed}) > max(
        2, len(timed) * 2 // 3
    ):
        return frozenset()
    return frozenset(names[one] for one in timed)


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
    for found in re.finditer(rf"(?:{SENTENCE_END}|\t)({known})[ \t]?:(?=[ \t])", page.text):
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


def _rare_warnings(speakers: Sequence[str], header: Header) -> Iterator[str]:
    """Name the labels that may be speech told again (``Ik: ... Hij: ...``) beside surer ones."""
    uses = Counter(map(fold, speakers))
    usual = {one for one in speakers if is_usual(one) or one in header.legend}
    sure = usual | {one for one in speakers if uses[fold(one)] >= _OFTEN}
    most = 2 * sum(one in sure for one in speakers) > len(speakers)
    rare = dict.fromkeys(one for one in speakers if one not in sure)
    if rare and (most or sum(one in usual for one in speakers) > 1):
        listed = ", ".join(f"{one} ({uses[fold(one)]})" for one in rare)
        yield f"these labels are used once or twice and may be no speakers: {listed}"


def _lone_warnings(page: Page, found: Sequence[_Candidate], first: int) -> Iterator[str]:
    """Name what may be a speaker who speaks once; in small letters it goes on with a sentence."""
    for one in found:
        if one.at > first and one.label[0].isupper() and not is_stopped(one.label):
            number = page.text.count("\n", 0, one.speech) + 1
            yield f"line {number}: {one.label!r} may be a speaker; it is used once, so it is speech"
