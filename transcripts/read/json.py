"""What speech recognition writes as JSON: Whisper, whisper.cpp, WhisperX and Amberscript."""

from __future__ import annotations

__all__ = ["read_json"]

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.draft import Draft, Utterance, compose
from bouwsteen.transcripts.overlaps import split_overlaps

_HINT = "Export the transcript as docx, vtt, srt, csv or plain text, and import that."


def read_json(data: bytes) -> Draft:
    """Read the JSON of a program that recognises speech.

    Known are Whisper, WhisperX and aTrain (``segments``), whisper.cpp (``transcription``), Hugging
    Face pipelines (``chunks``, ``speakers``, or the bare list) and Amberscript (``speakers`` and
    ``segments`` of words).

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    Draft
        One line a turn; neighbouring segments of one known speaker are one turn.

    Raises
    ------
    TranscriptError
        When it is no JSON, or of another program.

    Examples
    --------
    >>> read_json(b'{"segments": [{"start": 3.2, "speaker": "S1", "text": " Ja."}]}').text
    'S1: Ja.\\n'
    """
    text, encoding = decode(data)
    try:
        held = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise TranscriptError(
            f"this is no JSON that can be read: {error}.", _HINT, key="json_damaged"
        ) from None
    said = list(_utterances(held))
    unknown = sum(one.speaker is None and bool(one.text.strip()) for one in said)
    composed, turns = compose(split_overlaps(said))
    return Draft(
        text=composed,
        turns=turns,
        shape="segments",
        warnings=tuple(_warnings(held, unknown, len(said))),
        meta={"encoding": encoding},
        language=_language(held),
    )


def _utterances(held: Any) -> Iterator[Utterance]:
    """Yield what is said, by the fields that each program has."""
    if isinstance(held, dict):
        segments = _records(held.get("segments"))
        if segments and any("words" in one for one in segments) and "speakers" in held:
            yield from _amberscript(held, segments)
            return
        for name in ("segments", "transcription", "speakers", "chunks"):
            records = _records(held.get(name))
            if any("text" in one for one in records):
                yield from map(_utterance, records)
                return
        fields = ", ".join(map(repr, list(held)[:8]))
        raise TranscriptError(
            f"this JSON is of no program that is known; it has {fields}.",
            _HINT,
            key="json_unknown",
            fields=fields,
        )
    records = _records(held)
    if not any("text" in one and ("timestamp" in one or "start" in one) for one in records):
        raise TranscriptError(
            "this JSON is of no program that is known; it is a list.", _HINT, key="json_list"
        )
    yield from map(_utterance, records)


def _records(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _utterance(record: Mapping[str, Any]) -> Utterance:
    start, end = _times(record)
    return Utterance(
        text=_text(record.get("text")),
        speaker=_speaker(record.get("speaker")),
        start_time=start,
        end_time=end,
    )


def _times(record: Mapping[str, Any]) -> tuple[float | None, float | None]:
    offsets, stamp = record.get("offsets"), record.get("timestamp")
    if isinstance(offsets, dict):
        # whisper.cpp counts in milliseconds.
        start, end = _seconds(offsets.get("from")), _seconds(offsets.get("to"))
        return (None if start is None else start / 1000, None if end is None else end / 1000)
    if isinstance(stamp, Sequence) and not isinstance(stamp, str) and len(stamp) == 2:
        return _seconds(stamp[0]), _seconds(stamp[1])
    return _seconds(record.get("start")), _seconds(record.get("end"))


def _seconds(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) and found >= 0 else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _speaker(value: Any) -> str | None:
    """A name or a number; whisper.cpp writes a question mark where it does not know."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    name = str(value).strip()
    return None if name in ("", "?") else name


def _amberscript(
    held: Mapping[str, Any], segments: Sequence[Mapping[str, Any]]
) -> Iterator[Utterance]:
    names = {
        str(one.get("spkid")): _speaker(one.get("name")) for one in _records(held.get("speakers"))
    }
    offset = _seconds(held.get("startTimeOffset")) or 0.0
    for segment in segments:
        words = _records(segment.get("words"))
        times = [time for word in words for time in _times(word) if time is not None]
        code = _speaker(segment.get("speaker"))
        yield Utterance(
            text=" ".join(_text(word.get("text")) for word in words),
            speaker=names.get(code or "") or code,
            start_time=round(min(times) + offset, 6) if times else None,
            end_time=round(max(times) + offset, 6) if times else None,
        )


def _warnings(held: Any, unknown: int, count: int) -> Iterator[str]:
    if unknown == count:
        yield "no speakers: each segment is a turn, and the speaker of all is unknown"
    elif unknown:
        yield f"{unknown} segments name no speaker; who speaks in them is unknown"
    segments = _records(held.get("segments")) if isinstance(held, dict) else []
    mixed = 0
    for segment in segments:
        voices = {_speaker(word.get("speaker")) for word in _records(segment.get("words"))}
        speaker = _speaker(segment.get("speaker"))
        mixed += speaker is not None and len(voices - {None, speaker}) > 0
    if mixed:
        yield (
            f"{mixed} segments hold words that the program gave to another speaker than the "
            "segment; they were read as the segment's speaker"
        )


def _language(held: Any) -> str | None:
    if not isinstance(held, dict):
        return None
    result = held.get("result")
    found = result.get("language") if isinstance(result, dict) else held.get("language")
    return found.lower() if isinstance(found, str) and len(found) == 2 else None
