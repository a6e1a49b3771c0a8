"""ELAN files: annotations on time, one tier a speaker."""

from __future__ import annotations

__all__ = ["read_eaf"]

from collections.abc import Iterator, Mapping

from lxml import etree

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.draft import Draft, Utterance, compose
from bouwsteen.transcripts.read.xml import parse_xml


def read_eaf(data: bytes) -> Draft:
    """Read an ELAN file.

    A tier is a speaker, named by its participant, else by its own name. A tier that hangs below
    another (words, translations) repeats what is said above it, and is left out.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    Draft
        One line a turn, in order of time.

    Raises
    ------
    TranscriptError
        When it is damaged or holds no speech.
    """
    try:
        root = parse_xml(data)
    except (etree.LxmlError, ValueError):
        raise TranscriptError(
            "this should be an ELAN file, but it is damaged.",
            "Open it in ELAN and save it again.",
            key="eaf_damaged",
        ) from None
    times = _times(root)
    said, skipped = [], []
    for tier in root.iter("TIER"):
        if tier.get("PARENT_REF"):
            skipped.append(str(tier.get("TIER_ID", "")))
        else:
            said += list(_of_tier(tier, times))
    said.sort(key=lambda one: one.start_time or 0.0)
    text, turns = compose(said)
    warning = f"tiers not read, because they repeat others: {', '.join(skipped)}"
    return Draft(text=text, turns=turns, shape="tiers", warnings=(warning,) if skipped else ())


def _times(root: etree._Element) -> Mapping[str, float]:
    """Seconds of each slot; a slot without a time lies at the one before it."""
    found: dict[str, float] = {}
    last = 0.0
    for slot in root.iter("TIME_SLOT"):
        value = str(slot.get("TIME_VALUE", ""))
        if value.isascii() and value.isdigit() and len(value) < 12:
            last = int(value) / 1000
        found[str(slot.get("TIME_SLOT_ID", ""))] = last
    return found


def _of_tier(tier: etree._Element, times: Mapping[str, float]) -> Iterator[Utterance]:
    name = str(tier.get("PARTICIPANT") or tier.get("TIER_ID") or "")
    for one in tier.iter("ALIGNABLE_ANNOTATION"):
        words = " ".join(one.findtext("ANNOTATION_VALUE", "").split())
        if words:
            yield Utterance(
                text=words,
                speaker=name or None,
                start_time=times.get(str(one.get("TIME_SLOT_REF1", ""))),
                end_time=times.get(str(one.get("TIME_SLOT_REF2", ""))),
            )
