"""Figures of co-occurrence: a map of pairs and a network, as data."""

from __future__ import annotations

__all__ = ["CodeMap", "Network", "Tie", "code_map", "network"]

import dataclasses
from collections.abc import Iterator

from bouwsteen.analysis.cooccurrence import Cooccurrence
from bouwsteen.exports.code_names import row_names
from bouwsteen.exports.cooccurrence_article import caption, most_together
from bouwsteen.exports.labels import Labels


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CodeMap:
    """The lower triangle of codes by codes, darker where two go together more often.

    Parameters
    ----------
    title : str
        Above the map.
    names, heads : tuple of str, n_codes
        Names beside the rows, and what stands under the columns: the number, or else the name.
    counts : tuple of tuple of int
        Row by row up to and with the diagonal, which holds how often the code occurs.
    alt : str
        What stands out, for who cannot see it.
    lang : str
        ``nl`` or ``en``.
    """

    title: str
    names: tuple[str, ...]
    heads: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    alt: str
    lang: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A line between two nodes, by their places."""

    a: int
    b: int
    count: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Codes on a circle, with a line between those that go together.

    Parameters
    ----------
    title, note : str
        Above the network, and under it: what widths and numbers mean.
    names : tuple of str
        Codes that occur, in the order of the codebook.
    sizes : tuple of int
        How often each of them occurs.
    ties : tuple of Tie
        Pairs that go together, the weakest first.
    alt : str
        The same in words, for who cannot see it.
    lang : str
        ``nl`` or ``en``.
    """

    title: str
    note: str
    names: tuple[str, ...]
    sizes: tuple[int, ...]
    ties: tuple[Tie, ...]
    alt: str
    lang: str


def code_map(found: Cooccurrence, *, lang: str = "nl") -> CodeMap | None:
    """The table of counts as a map; None when no code occurs."""
    if not any(map(any, found.counts)):
        return None
    labels = Labels(lang)
    names = row_names(found.rows, found.numbers, lang)
    title = caption(found, labels)
    return CodeMap(
        title=title,
        names=names,
        heads=tuple(number or name for number, name in zip(found.numbers, names, strict=True)),
        counts=tuple(row[: place + 1] for place, row in enumerate(found.counts)),
        alt=f"{title}. {most_together(found, labels)}",
        lang=lang,
    )


def network(found: Cooccurrence, *, lang: str = "nl") -> Network | None:
    """The codes that occur and how they hang together; None when no two do."""
    labels = Labels(lang)
    names = row_names(found.rows, found.numbers, lang)
    occurring = [place for place, row in enumerate(found.counts) if row[place]]
    ties = sorted(_ties(found, occurring), key=lambda tie: (tie.count, -tie.a, -tie.b))
    if not ties:
        return None
    shown = [names[place] for place in occurring]
    title = caption(found, labels)
    words = "; ".join(
        labels("cooccurrence.alt", a=shown[tie.a], b=shown[tie.b], n=labels.cell(tie.count, "int"))
        for tie in reversed(ties)
    )
    return Network(
        title=title,
        note=labels("cooccurrence.network"),
        names=tuple(shown),
        sizes=tuple(found.counts[place][place] for place in occurring),
        ties=tuple(ties),
        alt=f"{title}. {words}.",
        lang=lang,
    )


def _ties(found: Cooccurrence, occurring: list[int]) -> Iterator[Tie]:
    for b, down in enumerate(occurring):
        for a, across in enumerate(occurring[:b]):
            count = found.counts[down][across]
            if count:
                yield Tie(a=a, b=b, count=count)
