"""What `agreement --recheck` takes from a QualCoder project or a study, and how it shows it.

An adapter, like `console`.
"""

from __future__ import annotations

__all__ = ["Held", "of_project", "of_study", "show_recheck"]

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bouwsteen.comparing import layers, note_figures
from bouwsteen.console import open_study
from bouwsteen.errors import AnalysisError, nearest
from bouwsteen.screen import show_table

if TYPE_CHECKING:
    from bouwsteen.analysis.agreement.qualcoder_kappa import Mark, Recheck
    from bouwsteen.codebook.model import Codebook


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is rechecked, of a QualCoder project or of a study."""

    lengths: Mapping[str, int]
    coders: Sequence[str]
    codes: Sequence[str]
    marks: Sequence[Mark]
    as_stored: Sequence[Mark] | None = None
    codebook: Codebook | None = None


def of_project(path: Path) -> Held:
    """What coders marked in a QualCoder project."""
    from bouwsteen.exports.refi.qualcoder import read_qualcoder
    from bouwsteen.exports.refi.qualcoder_marks import project_marks

    found = project_marks(read_qualcoder(path).project)
    return Held(
        lengths=found.lengths,
        coders=found.coders,
        codes=found.codes,
        marks=found.marks,
        as_stored=found.as_stored,
    )


def of_study(study_path: str | None) -> Held:
    """What coders marked in their own layers of a study, done or not."""
    from bouwsteen.analysis.agreement.qualcoder_kappa import Mark

    with open_study(study_path) as study:
        held = layers(study, [one.key for one in study.coders.all()])
        keys = [coder for coder, quotations in held.items() if quotations]
        book = study.codebook.get()
        lengths = {one.key: len(one.text) for one in study.transcripts.all()}
        note_figures(study, keys)
    marks = [
        Mark(
            text=one.transcript, coder=one.coder, code=code, start=one.span.start, end=one.span.end
        )
        for quotations in held.values()
        for one in quotations
        for code in one.codes
    ]
    codes = [code.key for _, code in book.walk()]
    return Held(lengths=lengths, coders=keys, codes=codes, marks=marks, codebook=book)


def show_recheck(held: Held, named: str | None, *, style: str, lang: str) -> None:
    """Print both figures for every pair of coders, or of those that are named."""
    from itertools import combinations

    from bouwsteen.analysis.agreement.qualcoder_kappa import recheck
    from bouwsteen.exports.code_names import code_name
    from bouwsteen.exports.labels import Labels
    from bouwsteen.exports.recheck_article import recheck_article

    used = {mark.code for mark in held.marks}
    found = [
        one
        for pair in combinations(_rechecked_coders(held.coders, named), 2)
        for one in recheck(
            held.lengths,
            held.marks,
            coders=pair,
            codes=[code for code in held.codes if code in used],
            as_stored=held.as_stored,
        )
    ]
    unused = [code for code in held.codes if code not in used]
    book, labels = held.codebook, Labels(lang)
    called = {code: code_name(code, book, labels.lang) for code in used} if book else None
    shown = recheck_article(
        found, lengths=held.lengths, unused=len(unused), names=called, lang=lang
    )
    payload = {
        "texts": len(held.lengths),
        "characters": sum(held.lengths.values()),
        "codes": [one.to_json() for one in found],
        "unused": unused,
    }
    show_table(
        shown, payload=payload, records=[_flat(one) for one in found], style=style, lang=lang
    )


def _rechecked_coders(known: Sequence[str], named: str | None) -> list[str]:
    wanted = [one.strip() for one in named.split(",")] if named else list(known)
    for one in wanted:
        if one not in known:
            raise AnalysisError(
                f"There are no codings of {one!r}.",
                nearest(one, known) or f"There are codings of: {', '.join(known) or 'nobody'}.",
                key="recheck_unknown" if known else "recheck_nobody",
                coder=one,
                known=", ".join(known),
            )
    if len(set(wanted)) < 2:
        raise AnalysisError(
            f"Kappa is between two coders; here is {len(set(wanted))}.",
            "Each coder codes under a name of their own.",
            key="recheck_two_coders",
            n=len(set(wanted)),
        )
    return list(dict.fromkeys(wanted))


def _flat(one: Recheck) -> dict[str, Any]:
    """One row of CSV."""
    plain = one.to_json()
    first, second = plain.pop("coders")
    return {
        "coder_a": first,
        "coder_b": second,
        **plain,
        "qualcoder_kappa": one.shown_kappa.value,
        "kappa": one.kappa.value,
        "reason": one.kappa.reason,
    }
