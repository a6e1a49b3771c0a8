"""WebVTT and SubRip captions: cues with a time, and perhaps a voice, to turns.

An own parser, because the voices are what matters here: two in one cue, a voice tag that is never
closed, a name in the text before a colon, and cues without any, which belong to the voice before
(oral history) or to nobody (speech recognition).
"""

from __future__ import annotations

__all__ = ["read_cues"]

import dataclasses
import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.draft import Draft, Utterance, compose
from bouwsteen.transcripts.labels import NAME, SENTENCE_END, accept, is_label, tidy
from bouwsteen.transcripts.normalise import normalise
from bouwsteen.transcripts.times import CLOCK, parse_time

_TIMING = re.compile(rf"[ \t]*({CLOCK})[ \t]*-->[ \t]*({CLOCK})(?:[ \t].*)?")
_NOTE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
_LANGUAGE = re.compile(r"^Language:[ \t]*([A-Za-z]{2})\b", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>\n]+)>")
# Anything else in angle brackets is what the typist put there, and stays.
_TAG = re.compile(
    r"</?(?:[vcibu]|lang|ruby|rt|font)(?:\.[^\s<>]*)?(?:[ \t][^<>\n]*)?>|<\d\d:[\d:.]+>"
    r"|\{\\an?\d\}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"[ \t]*(?:[-–][ \t]*)?(?:\[(?P<bracket>{NAME}?)\][ \t]*:?|\((?P<number>speaker [\d?]+)\)"
    rf"|(?P<name>{NAME}?)[ \t]?:(?=\s|\Z))[ \t]*"
)
_TAKEN_OVER = re.compile(rf"{SENTENCE_END}({NAME}?)[ \t]?:\s")


@dataclasses.dataclass(frozen=True, slots=True)
class _Cue:
    start: float | None
    end: float | None
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one cue by one voice, if the cue names one; `place` counts its voice tags."""

    cue: _Cue
    voice: str | None
    text: str
    place: int


def read_cues(data: bytes) -> Draft:
    """Read a WebVTT or SubRip file.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    Draft
        One line a turn; neighbouring cues of one speaker are one turn. A turn that took in cues
        without a voice has the flag ``inferred``; a second voice in a cue has ``overlap``.

    Raises
    ------
    TranscriptError
        When there is no cue with words.

    Examples
    --------
    >>> draft = read_cues(b"WEBVTT\\n\\n00:01.000 --> 00:02.000\\n<v Vera>Ja &amp; nee.\\n")
    >>> draft.text, draft.turns[0].start_time
    ('Vera: Ja & nee.\\n', 1.0)
    """
    raw, encoding = decode(data)
    text = normalise(raw)
    is_vtt = text.lstrip().startswith("WEBVTT")
    head, cues = _split(text.split("\n"), is_vtt=is_vtt)
    pieces, inherit = _voiced(cues) or _labelled(cues) or (_bare(cues), False)
    if is_vtt:
        pieces = [dataclasses.replace(one, text=html.unescape(one.text)) for one in pieces]
    composed, turns = compose(_utterances(pieces, inherit=inherit))
    language = _LANGUAGE.search(head)
    return Draft(
        text=composed,
        turns=turns,
        shape="cues",
        warnings=tuple(_warnings(pieces, inherit=inherit)),
        meta={"encoding": encoding},
        language=language[1].lower() if language else None,
    )


def _split(lines: Sequence[str], *, is_vtt: bool) -> tuple[str, list[_Cue]]:
    """Give the head of the file and its cues.

    What stands between two timing lines is the text of the first, apart from notes and from the
    second's name or number: so a cue may hold empty lines, as some of Teams' do.
    """
    timings = [
        (number, found)
        for number, line in enumerate(lines)
        if "-->" in line and (found := _TIMING.fullmatch(line))
    ]
    if not timings:
        raise TranscriptError(
            "no cue with a time such as 00:00:01.000 --> 00:00:02.000 was found.",
            "Read it with --reader text if it is no caption file.",
            key="cues_none",
        )
    cues = []
    for place, (number, found) in enumerate(timings):
        following = timings[place + 1][0] if place + 1 < len(timings) else len(lines)
        payload = list(lines[number + 1 : following])
        if following < len(lines) and _ends_with_name(payload, is_vtt=is_vtt):
            payload.pop()
        text = "\n".join(_without_notes(payload) if is_vtt else payload).strip()
        cues.append(_Cue(parse_time(found[1]), parse_time(found[2]), text))
    return "\n".join(lines[: timings[0][0]]), cues


def _ends_with_name(payload: Sequence[str], *, is_vtt: bool) -> bool:
    """Say whether the last line names the next cue: a number, or in WebVTT any lone line."""
    if not payload or not payload[-1].strip():
        return False
    alone = len(payload) == 1 or not payload[-2].strip()
    return payload[-1].strip().isdigit() or (is_vtt and alone and len(payload) > 1)


def _without_notes(payload: Sequence[str]) -> Iterator[str]:
    noted, before = False, ""
    for line in payload:
        noted = (noted and bool(line.strip())) or (
            not before.strip() and _NOTE.fullmatch(line) is not None
        )
        if not noted:
            yield line
        before = line


def _plain(text: str) -> str:
    return _TAG.sub("", text)


def _bare(cues: Sequence[_Cue]) -> list[_Piece]:
    return [_Piece(cue, None, _plain(cue.text), 0) for cue in cues]


def _voiced(cues: Sequence[_Cue]) -> tuple[list[_Piece], bool] | None:
    """Pieces by voice tags, and whether a cue without one belongs to the voice before it."""
    if not any(_VOICE.search(cue.text) for cue in cues):
        return None
    pieces = []
    for cue in cues:
        before, *rest = _VOICE.split(cue.text)
        if before.strip() or not rest:
            pieces.append(_Piece(cue, None, _plain(before), 0))
        for place, (voice, text) in enumerate(zip(rest[::2], rest[1::2], strict=True)):
            pieces.append(_Piece(cue, tidy(html.unescape(voice)), _plain(text), place))
    return pieces, _opens_at_change(pieces)


def _labelled(cues: Sequence[_Cue]) -> tuple[list[_Piece], bool] | None:
    """Pieces by labels in the text, and whether a cue without one goes with the label before."""
    uses: Counter[str] = Counter()
    bracketed = False
    for cue in cues:
        for line in _plain(cue.text).split("\n"):
            if found := _label(line):
                uses[found[0]] += 1
                bracketed = bracketed or found[2]
    # Where captions run on, a speaker may take over in the middle of a cue.
    taken_over = (found for cue in cues for found in _TAKEN_OVER.findall(_plain(cue.text)))
    uses.update([tidy(label) for label in taken_over if tidy(label) in uses])
    labels = accept(uses)
    if not labels:
        return None
    pieces = [piece for cue in cues for piece in _by_label(cue, labels)]
    # Speech recognition brackets a speaker when it knows one; without brackets it did not.
    return pieces, not bracketed and _opens_at_change(pieces)


def _label(line: str) -> tuple[str, int, bool] | None:
    """Label at the start of a line, where it ends, and whether it stands in brackets."""
    found = _LABEL.match(line)
    label = tidy(found["bracket"] or found["number"] or found["name"] or "") if found else ""
    if found is None or not is_label(label.replace("?", "0")):
        return None
    return label, found.end(), not found["name"]


def _by_label(cue: _Cue, labels: frozenset[str]) -> Iterator[_Piece]:
    known = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    text = re.sub(rf"({SENTENCE_END})(?=(?:{known})[ \t]?:\s)", r"\1\n", _plain(cue.text))
    voice: str | None = None
    words: list[str] = []
    for line in text.split("\n"):
        label = _label(line)
        if label and label[0] in labels:
            if words or voice:
                yield _Piece(cue, voice, "\n".join(words), 0)
            voice, words = label[0], [line[label[1] :]]
        else:
            words.append(line)
    yield _Piece(cue, voice, "\n".join(words), 0)


def _opens_at_change(pieces: Sequence[_Piece]) -> bool:
    """Say whether a voice is named only where it takes over from another."""
    voices = [piece.voice for piece in pieces if piece.voice]
    return len(voices) < len(pieces) and all(
        one != other for one, other in zip(voices, voices[1:], strict=False)
    )


def _utterances(pieces: Sequence[_Piece], *, inherit: bool) -> Iterator[Utterance]:
    last: str | None = None
    for piece in pieces:
        inferred = piece.voice is None and inherit and last is not None
        flags = {"inferred"} if inferred else set()
        if piece.place:
            flags.add("overlap")
        last = piece.voice or last
        yield Utterance(
            text=piece.text,
            speaker=last if inferred else piece.voice,
            start_time=piece.cue.start,
            end_time=piece.cue.end,
            flags=frozenset(flags),
        )


def _warnings(pieces: Sequence[_Piece], *, inherit: bool) -> Iterator[str]:
    unknown = sum(piece.voice is None and bool(piece.text.strip()) for piece in pieces)
    if all(piece.voice is None for piece in pieces):
        yield "no speakers: each cue is a turn, and the speaker of all is unknown"
    elif unknown and inherit:
        yield f"{unknown} cues name no speaker; they were given to the one who spoke before"
    elif unknown:
        yield f"{unknown} cues name no speaker; who speaks in them is unknown"
