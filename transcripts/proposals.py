"""What in a study may have to become a pseudonym: proposed to a person, never applied."""

from __future__ import annotations

__all__ = ["Proposal", "propose"]

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bouwsteen.transcripts.capitals import capitalised
from bouwsteen.transcripts.entities import find_entities
from bouwsteen.transcripts.finders import KINDS, find_identifiers
from bouwsteen.transcripts.labels import is_label
from bouwsteen.transcripts.model import Transcript
from bouwsteen.transcripts.pseudonyms import Pseudonym, Pseudonyms

_CONTEXTS = 3
_AROUND = 30
# Labels that name a part in the conversation and nobody in particular.
_NOBODY = frozenset(
    "interviewer respondent spreker speaker deelnemer participant moderator vrager vraag antwoord "
    "onbekend unknown".split()
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Something that may have to become a pseudonym.

    Parameters
    ----------
    name : str
        As it stands in the texts.
    pseudonym : str
        What could stand for it; empty where a person must think of one.
    kind : str
        ``speaker``, ``name``, ``person``, ``organisation``, ``place``, ``known`` (from the
        study's tables) or one of `bouwsteen.transcripts.finders.KINDS`.
    count : int
        How often it stands in the texts.
    contexts : tuple of str
        The first places, with what stands around them.
    """

    name: str
    pseudonym: str
    kind: str
    count: int
    contexts: tuple[str, ...]


def propose(
    transcripts: Sequence[Transcript],
    *,
    known: Iterable[str] = (),
    words: Mapping[str, str] | None = None,
) -> tuple[Proposal, ...]:
    """Go through the texts for what may give a person away.

    Parameters
    ----------
    transcripts : sequence of Transcript
        All of a study, so that a word that is no name somewhere is known to be none.
    known : iterable of str
        Further names to count, such as organisations from the table of respondents.
    words : mapping of kind to str, optional
        What pseudonyms of numbers and addresses are called; the kind itself unless given.

    Returns
    -------
    tuple of Proposal
        Speakers first, then names, the most frequent first, then numbers and addresses.
    """
    kinds: dict[str, str] = {}
    for one in transcripts:
        for label in one.speakers:
            if _is_name(label):
                kinds.setdefault(label, "speaker")
    for name in known:
        if name.strip():
            kinds.setdefault(name, "known")
    speech = [one.speech(turn) for one in transcripts for turn in one.turns]
    for language in dict.fromkeys(one.language for one in transcripts):
        texts = [one.text for one in transcripts if one.language == language]
        for name, kind in find_entities(texts, language):
            kinds.setdefault(name, kind)
    for name in capitalised(speech):
        kinds.setdefault(name, "name")
    filled = {}
    for kind in KINDS:
        found = (part for one in transcripts for part in find_identifiers(one.text))
        texts_of_kind = dict.fromkeys(part.text for part in found if part.kind == kind)
        for number, text in enumerate(texts_of_kind, start=1):
            if text not in kinds:
                kinds[text] = kind
                filled[text] = f"[{(words or {}).get(kind, kind)} {number}]"
    return _counted(transcripts, kinds, filled)


def _is_name(label: str) -> bool:
    letters = "".join(sign for sign in label if sign.isalpha())
    return is_label(label) and len(letters) > 2 and letters.casefold() not in _NOBODY


def _counted(
    transcripts: Sequence[Transcript], kinds: Mapping[str, str], filled: Mapping[str, str]
) -> tuple[Proposal, ...]:
    """Count each name where it stands by itself, that is outside a longer one."""
    table = Pseudonyms(tuple(Pseudonym(name=name, pseudonym="x") for name in kinds))
    counts: Counter[str] = Counter()
    contexts: dict[str, list[str]] = {name: [] for name in kinds}
    for one in transcripts:
        for edit in table.rewrite(one.text).edits:
            counts[edit.name] += 1
            if len(contexts[edit.name]) < _CONTEXTS:
                around = one.text[max(0, edit.start - _AROUND) : edit.end + _AROUND]
                contexts[edit.name].append(" ".join(around.split()))
    return tuple(
        Proposal(
            name=name,
            pseudonym=filled.get(name, ""),
            kind=kind,
            count=counts[name],
            contexts=tuple(contexts[name]),
        )
        for name, kind in kinds.items()
        if counts[name] or kind == "known"
    )
