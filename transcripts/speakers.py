"""Who speaks in a transcript: counts, labels that may be one person, renaming, flags."""

from __future__ import annotations

__all__ = ["Merge", "Voice", "propose_merges", "rename", "voices", "with_flags"]

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from bouwsteen.errors import TranscriptError, nearest
from bouwsteen.transcripts.labels import fold, tidy
from bouwsteen.transcripts.model import Transcript, Turn

# Signs that one listens; an answer such as "Nee." is no such sign.
_BACKCHANNEL = re.compile(
    r"\W*(?:(?:h+m+|m+h+m+|m+|hm-m|mm-hm+|uh-huh|aha|ah|oh|ja|jaja|oké|oke|ok|okay|yes|yeah|right|"
    r"precies|genau)\W*){1,3}",
    re.IGNORECASE,
)
_BACKCHANNEL_LONGEST = 30
# Rounding to whole seconds is no overlap.
_OVERLAP_LEAST = 0.05
_ALIAS = re.compile(r"(.+?)[ ]?\(([^()]+)\)")
_ALIKE = 0.85
_ALIKE_SHORTEST = 5
_RARE = 0.2


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one label says in a transcript.

    Parameters
    ----------
    speaker : str or None
        The label; None for turns without one.
    turns, words : int
        How many.
    backchannels : int
        Turns that only show that one listens.
    """

    speaker: str | None
    turns: int
    words: int
    backchannels: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Labels that may be one speaker. A proposal: nothing is merged by itself.

    Parameters
    ----------
    new : str
        The spelling to keep.
    old : tuple of str
        The others.
    reason : str
        ``spelling`` (equal but for case, spaces and signs), ``legend`` (the document says so),
        ``alias`` (one label names the other in brackets) or ``typo`` (a rare label, one or two
        letters away from a frequent one).
    """

    new: str
    old: tuple[str, ...]
    reason: str


def voices(transcript: Transcript) -> tuple[Voice, ...]:
    """Count the turns and words of each label.

    Parameters
    ----------
    transcript : Transcript
        Any.

    Returns
    -------
    tuple of Voice
        In order of first turn.
    """
    turns: Counter[str | None] = Counter()
    words: Counter[str | None] = Counter()
    listening: Counter[str | None] = Counter()
    for turn in transcript.turns:
        turns[turn.speaker] += 1
        words[turn.speaker] += len(transcript.speech(turn).split())
        listening[turn.speaker] += "backchannel" in turn.flags
    return tuple(
        Voice(
            speaker=speaker,
            turns=count,
            words=words[speaker],
            backchannels=listening[speaker],
        )
        for speaker, count in turns.items()
    )


def propose_merges(transcript: Transcript) -> tuple[Merge, ...]:
    """Find labels that may be one speaker.

    Parameters
    ----------
    transcript : Transcript
        Any; its legend, read from the document's head, is used.

    Returns
    -------
    tuple of Merge
        The most used spelling first; a label stands in one proposal at most.

    Examples
    --------
    >>> from bouwsteen.transcripts.load import load_bytes
    >>> text = b"Interviewer 1: A?\\nR: B.\\nInterviewer1 : C?\\nR: D.\\nInterviewer 1: E?\\n"
    >>> propose_merges(load_bytes(text, "a.txt").transcript)
    (Merge(new='Interviewer 1', old=('Interviewer1',), reason='spelling'),)
    """
    uses = Counter(turn.speaker for turn in transcript.turns if turn.speaker is not None)
    found: list[Merge] = []
    taken: set[str] = set()
    for same, reason in _alike(uses, transcript.meta):
        fresh = [label for label in same if label not in taken]
        if len(fresh) > 1:
            new, *old = sorted(fresh, key=lambda label: (-uses[label], label))
            if reason == "legend":
                # The document explains letters; the letter is what stands in the text.
                new, *old = sorted(fresh, key=len)
            found.append(Merge(new=new, old=tuple(old), reason=reason))
            taken.update(fresh)
    return tuple(found)


def _alike(uses: Counter[str], meta: Mapping[str, str]) -> Iterator[tuple[list[str], str]]:
    by_fold: dict[str, list[str]] = {}
    for label in uses:
        by_fold.setdefault(_bare(label), []).append(label)
    for same in by_fold.values():
        yield same, "spelling"
    for name, meaning in meta.items():
        if name.startswith("legend."):
            letter = name.removeprefix("legend.")
            yield (
                [label for label in uses if fold(label) in (fold(letter), fold(meaning))],
                "legend",
            )
    for label in uses:
        if alias := _ALIAS.fullmatch(label):
            parts = {fold(alias[1]), fold(alias[2])}
            yield [label, *(other for other in uses if fold(other) in parts)], "alias"
    for label in uses:
        for other in uses:
            if uses[label] <= _RARE * uses[other] and _is_typo(label, other):
                yield [label, other], "typo"


def _bare(label: str) -> str:
    """Equal for spellings of one label; a number that is written twice counts once."""
    once = re.sub(r"(\d+)\s+\1\Z", r"\1", tidy(label))
    return re.sub(r"[^\w]|_", "", fold(once)) or fold(label)


def _is_typo(one: str, other: str) -> bool:
    """Alike in letters; labels that differ in a number are different people."""
    first, second = fold(one), fold(other)
    if min(len(first), len(second)) < _ALIKE_SHORTEST:
        return False
    if re.sub(r"\D", "", first) != re.sub(r"\D", "", second):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def rename(transcript: Transcript, names: Mapping[str, str]) -> Transcript:
    """Give speakers other labels. The text stays as it is, so every coding does.

    Parameters
    ----------
    transcript : Transcript
        Any.
    names : mapping of str to str
        New label by old label; all at once, so that two labels can change places.

    Returns
    -------
    Transcript
        The same text and turns under other labels.

    Raises
    ------
    TranscriptError
        When a label does not speak in it, or a new one is empty.
    """
    for old, new in names.items():
        if old not in transcript.speakers:
            raise TranscriptError(
                f"{transcript.key} has no speaker {old!r}.",
                nearest(old, transcript.speakers) or f"It has {', '.join(transcript.speakers)}.",
                key="speaker_unknown",
                transcript=transcript.key,
                speaker=old,
                speakers=", ".join(transcript.speakers),
            )
        if not tidy(new):
            raise TranscriptError(
                f"{old!r} cannot become an empty label.", key="speaker_empty", speaker=old
            )
    turns = tuple(
        dataclasses.replace(turn, speaker=tidy(names[turn.speaker]))
        if turn.speaker is not None and turn.speaker in names
        else turn
        for turn in transcript.turns
    )
    return dataclasses.replace(transcript, turns=turns)


def with_flags(turns: Sequence[Turn], text: str) -> tuple[Turn, ...]:
    """Flag turns that only show that one listens, and turns that begin during another's.

    Parameters
    ----------
    turns : sequence of Turn
        In order.
    text : str
        Text that they are of.

    Returns
    -------
    tuple of Turn
        With ``backchannel`` and ``overlap`` added to the flags they had.
    """
    found = []
    latest, who = 0.0, None
    for turn in turns:
        flags = set(turn.flags)
        if len(turn.span) <= _BACKCHANNEL_LONGEST and _BACKCHANNEL.fullmatch(turn.span.of(text)):
            flags.add("backchannel")
        start = turn.start_time
        if start is not None and start < latest - _OVERLAP_LEAST and turn.speaker != who:
            flags.add("overlap")
        if turn.end_time is not None and turn.end_time > latest:
            latest, who = turn.end_time, turn.speaker
        found.append(
            turn if flags == turn.flags else dataclasses.replace(turn, flags=frozenset(flags))
        )
    return tuple(found)
