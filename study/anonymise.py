"""A new study file of things that carry pseudonyms already; nothing of the old file goes along."""

from __future__ import annotations

__all__ = ["Content", "write_study"]

import dataclasses
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Coder, Done, Quotation
from bouwsteen.coding.suggest.control import Apart
from bouwsteen.study.assistance import keep_apart
from bouwsteen.study.engine import create_file, written
from bouwsteen.study.illustration_store import Illustration, Interpretation
from bouwsteen.study.study import Study
from bouwsteen.study.suggestion_rows import Standing
from bouwsteen.study.unplaced_store import Unplaced
from bouwsteen.transcripts.model import Respondent, SpeakerLink, Transcript


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that goes into the new study.

    Parameters
    ----------
    codebooks : sequence of (Codebook, str, str or None)
        Every version of the codebook, oldest first, with its reason and who made it.
    transcripts, respondents, links, coders, quotations, done, unplaced
        As they are to stand in it.
    apart : Apart or None
        What stays without suggestions.
    suggestions : sequence of Standing
        What coders have seen of suggestions, and what they decided.
    illustrations : sequence of (Illustration, int)
        What was pinned and barred, each with the place of its quotation in `quotations`.
    interpretations : sequence of Interpretation
        The author's own words on the codes.
    """

    codebooks: Sequence[tuple[Codebook, str, str | None]]
    transcripts: Sequence[Transcript]
    respondents: Sequence[Respondent]
    links: Sequence[SpeakerLink]
    coders: Sequence[Coder]
    quotations: Sequence[Quotation]
    done: Sequence[Done]
    unplaced: Sequence[Unplaced] = ()
    apart: Apart | None = None
    suggestions: Sequence[Standing] = ()
    illustrations: Sequence[tuple[Illustration, int]] = ()
    interpretations: Sequence[Interpretation] = ()


def write_study(target: Path, content: Content, *, check: Callable[[bytes], None]) -> None:
    """Make a study whose log begins here.

    Parameters
    ----------
    target : Path
        The file to make.
    content : Content
        What goes into it; every text as it is to be read.
    check : callable
        Looks at the bytes of the whole file before it gets its name, and raises to refuse it.

    Raises
    ------
    StudyError
        When `target` exists or cannot be written.
    """
    fresh = create_file(target)
    try:
        with Study.open(fresh) as study:
            # An "init" is the beginning of a log: there is nothing before it to go back to.
            with study.change("init", pseudonymised=True, transcripts=len(content.transcripts)):
                _fill(study, content)
        check(fresh.read_bytes())
        with written(target):
            os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


def _fill(study: Study, content: Content) -> None:
    for codebook, reason, actor in content.codebooks:
        study.codebook.put(codebook, reason=reason, actor=actor)
    study.coders.add(content.coders)
    study.transcripts.add(content.transcripts)
    study.respondents.put(content.respondents, content.links)
    study.unplaced.add(content.unplaced)
    numbers = study.quotations.add(content.quotations, settled=True)
    study.illustrations.put(
        [dataclasses.replace(one, quotation=numbers[place]) for one, place in content.illustrations]
    )
    study.interpretations.put(content.interpretations)
    if content.apart is not None:
        keep_apart(study.settings, content.apart)
    for coder in {one.coder for one in content.suggestions}:
        theirs = [one for one in content.suggestions if one.coder == coder]
        study.suggestions.bring(coder, theirs, codes={})
    study.coders.mark_done(content.done)
