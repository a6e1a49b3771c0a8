"""NIST .stm files: a line a segment, ``file channel speaker start end <labels> words``."""

from __future__ import annotations

__all__ = ["STM_LINE", "read_stm"]

import re

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.draft import Draft, Utterance, compose
from bouwsteen.transcripts.normalise import normalise

STM_LINE = re.compile(
    r"(?P<file>\S+)[ \t]+\S+[ \t]+(?P<speaker>\S+)[ \t]+(?P<start>\d{1,6}(?:\.\d{1,20})?)[ \t]+"
    r"(?P<end>\d{1,6}(?:\.\d{1,20})?)(?:[ \t]+<[^<>\n]*>)?(?:[ \t]+(?P<words>.*))?"
)
"""Regular expression of a segment, a whole line."""

# Segments that are there to be left out when recognisers are compared.
_NOBODY = ("inter_segment_gap", "excluded_region", "excluded")
_IGNORED = re.compile(r"ignore_time_segment_in_scoring", re.IGNORECASE)


def read_stm(data: bytes) -> Draft:
    """Read a .stm file.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    Draft
        One line a turn; neighbouring segments of one speaker are one turn.

    Raises
    ------
    TranscriptError
        When a line is no segment, or the file holds more than one recording.

    Examples
    --------
    >>> read_stm(b"f 1 spk1 0.5 2.0 <o,F0,M> ja zeker\\n").text
    'spk1: ja zeker\\n'
    """
    text, encoding = decode(data)
    said: list[Utterance] = []
    recordings: dict[str, int] = {}
    for number, line in enumerate(normalise(text).split("\n"), start=1):
        if not line.strip() or line.startswith(";;"):
            continue
        found = STM_LINE.fullmatch(line)
        if found is None:
            raise TranscriptError(
                f"line {number} is no segment: {line[:60]!r}.",
                "A segment is: file channel speaker start end <labels> words.",
                key="stm_line",
                line=number,
                words=line[:60],
            )
        recordings.setdefault(found["file"], number)
        if found["speaker"].lower() in _NOBODY or _IGNORED.search(found["words"] or ""):
            continue
        said.append(
            Utterance(
                text=found["words"] or "",
                speaker=found["speaker"],
                start_time=float(found["start"]),
                end_time=float(found["end"]),
            )
        )
    if len(recordings) > 1:
        raise TranscriptError(
            f"it holds {len(recordings)} recordings: {', '.join(list(recordings)[:4])}.",
            "Make a file of each.",
            key="stm_recordings",
            n=len(recordings),
            recordings=", ".join(list(recordings)[:4]),
        )
    composed, turns = compose(said)
    return Draft(text=composed, turns=turns, shape="segments", meta={"encoding": encoding})
