"""The table that sets QualCoder's kappa beside Cohen's, with the sentence that tells them apart."""

from __future__ import annotations

__all__ = ["recheck_article"]

from collections.abc import Mapping, Sequence

from bouwsteen.analysis.agreement.qualcoder_kappa import Recheck
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.table import Cell, Column, Kind, Table

_FIGURES: tuple[tuple[str, Kind], ...] = (
    ("both", "int"),
    ("only_a", "int"),
    ("only_b", "int"),
    ("neither", "int"),
    ("qualcoder_percent", "percent"),
    ("percent", "percent"),
    ("qualcoder_kappa", "decimal"),
    ("kappa", "decimal"),
)


def recheck_article(
    found: Sequence[Recheck],
    *,
    lengths: Mapping[str, int],
    unused: int = 0,
    names: Mapping[str, str] | None = None,
    lang: str = "nl",
) -> Table:
    """Table of both figures, one row a code and pair of coders.

    Parameters
    ----------
    found : sequence of Recheck
        The figures.
    lengths : mapping of text to int
        Characters of the texts they were computed on.
    unused : int
        Codes that nobody used and that have no row.
    names : mapping of code to str, optional
        What to call the codes; else as they are.
    lang : str
        ``nl`` or ``en``.
    """
    labels = Labels(lang)
    called = names or {}
    pairs = list(dict.fromkeys(one.coders for one in found))
    several = len(pairs) > 1
    lead = ("pair", "code") if several else ("code",)
    return Table(
        key="recheck",
        caption=labels("recheck.caption"),
        columns=(
            *(Column(key=key, label=labels(f"recheck.{key}")) for key in lead),
            *(Column(key=key, label=labels(f"recheck.{key}"), kind=kind) for key, kind in _FIGURES),
        ),
        rows=tuple(
            (
                *((" – ".join(one.coders),) if several else ()),
                called.get(one.code, one.code),
                *_figures(one),
            )
            for one in found
        ),
        notes=(
            *(
                labels("recheck.coders", first=first, second=second)
                for first, second in ([] if several else pairs)
            ),
            *_notes(found, lengths, unused, called, labels),
        ),
        lang=lang,
    )


def _figures(one: Recheck) -> tuple[Cell, ...]:
    table = one.table
    return (
        table.both,
        table.only_a,
        table.only_b,
        table.neither,
        one.shown_percent,
        one.percent,
        one.shown_kappa.value,
        one.kappa.value,
    )


def _notes(
    found: Sequence[Recheck],
    lengths: Mapping[str, int],
    unused: int,
    called: Mapping[str, str],
    labels: Labels,
) -> tuple[str, ...]:
    n = labels.cell(sum(lengths.values()), "int")
    notes = [labels("recheck.why"), labels("recheck.unit", n=n, texts=len(lengths))]
    doubled = dict.fromkeys(called.get(one.code, one.code) for one in found if one.doubled)
    if doubled:
        notes.append(labels("recheck.doubled", codes="; ".join(doubled)))
    reasons: dict[str, dict[str, None]] = {}
    for one in found:
        if one.kappa.reason is not None:
            reasons.setdefault(one.kappa.reason, {})[called.get(one.code, one.code)] = None
    for reason, codes in reasons.items():
        why = labels(f"reason.{reason}")
        notes.append(labels("recheck.undefined", reason=why, codes="; ".join(codes)))
    if unused:
        notes.append(labels("recheck.unused", n=unused))
    return tuple(notes)
