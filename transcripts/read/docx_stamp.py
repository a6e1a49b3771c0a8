"""What a Word file that this program wrote says of the transcript in it: digest, turns, stretches.

A Word file holds paragraphs, and no more: not where a turn begins, nor when it was said, nor
whether the last line was ended. The stamp does, in a part of the package that Word leaves alone. It
counts only while its digest is that of the text; once a letter of the text is changed, the document
is read like any other.
"""

from __future__ import annotations

__all__ = ["NAMESPACE", "Stamp", "read_stamp", "restored", "stamp_bytes"]

import dataclasses
from collections.abc import Collection, Iterator

from lxml import etree

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.model import Span, Transcript, Turn, digest
from bouwsteen.transcripts.read.xml import parse_xml

NAMESPACE = "urn:bouwsteen:transcript"
_IN = f"{{{NAMESPACE}}}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What is known of the transcript that a document holds.

    Parameters
    ----------
    sha256 : str
        Of its text.
    turns : tuple of Turn
        In that text.
    exact : frozenset of Span
        Stretches that a comment marks to the letter, labels and white space at their ends included.
    language : str or None
        Of the text.
    """

    sha256: str
    turns: tuple[Turn, ...]
    exact: frozenset[Span]
    language: str | None


def stamp_bytes(transcript: Transcript, exact: Collection[Span] = ()) -> bytes:
    """Write the stamp of a transcript, as the bytes of an XML part."""
    root = etree.Element(f"{_IN}transcript", nsmap={"t": NAMESPACE}, sha256=transcript.sha256)
    if transcript.language:
        root.set("language", transcript.language)
    for turn in transcript.turns:
        one = etree.SubElement(root, f"{_IN}turn", _span(turn.span))
        if turn.speaker is not None:
            one.set("speaker", turn.speaker)
        for name, seconds in (("from", turn.start_time), ("to", turn.end_time)):
            if seconds is not None:
                one.set(name, repr(seconds))
        if turn.flags:
            one.set("flags", " ".join(sorted(turn.flags)))
    for span in sorted(exact):
        etree.SubElement(root, f"{_IN}exact", _span(span))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def read_stamp(data: bytes) -> Stamp | None:
    """Read a stamp; None when the part is something else, or is damaged."""
    if NAMESPACE.encode() not in data:
        return None
    try:
        root = parse_xml(data)
        return Stamp(
            sha256=str(root.get("sha256", "")),
            turns=tuple(_turns(root)),
            exact=frozenset(_read_span(one) for one in root.iter(f"{_IN}exact")),
            language=root.get("language"),
        )
    except (etree.LxmlError, TranscriptError, ValueError):
        return None


def restored(text: str, stamp: Stamp | None) -> str | None:
    """The text that a stamp is of, when a document still holds it; else None.

    A document ends every line, and the last line of a transcript may have no end.
    """
    if stamp is None:
        return None
    for one in (text, text.removesuffix("\n")):
        ends = stamp.turns[-1].span.end if stamp.turns else 0
        if digest(one) == stamp.sha256 and ends <= len(one):
            return one
    return None


def _turns(root: etree._Element) -> Iterator[Turn]:
    end = 0
    for index, one in enumerate(root.iter(f"{_IN}turn"), start=1):
        span = _read_span(one)
        if span.start < end:
            raise ValueError(f"turn {index} starts inside the turn before it")
        end = span.end
        yield Turn(
            index=index,
            speaker=one.get("speaker"),
            span=span,
            start_time=_seconds(one.get("from")),
            end_time=_seconds(one.get("to")),
            flags=frozenset(str(one.get("flags", "")).split()),
        )


def _span(span: Span) -> dict[str, str]:
    return {"start": str(span.start), "end": str(span.end)}


def _read_span(one: etree._Element) -> Span:
    return Span(int(str(one.get("start", ""))), int(str(one.get("end", ""))))


def _seconds(text: str | None) -> float | None:
    return None if text is None else float(text)
