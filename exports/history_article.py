"""The history of the codebook as a table: which version, when, by whom, why, and what changed."""

from __future__ import annotations

__all__ = ["history_article"]

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bouwsteen.exports.labels import Labels
from bouwsteen.exports.table import Column, Table

_WEIGHTS = {"version": 0.6, "at": 1.2, "actor": 0.8, "reason": 2.0, "changes": 2.5}


def history_article(
    versions: Iterable[tuple[int, datetime, str | None, str, Sequence[str]]],
    *,
    title: str,
    lang: str = "nl",
) -> Table:
    """Table of the versions of a codebook, in the order given.

    Parameters
    ----------
    versions : iterable of (int, datetime, str or None, str, sequence of str)
        Number, moment (aware; written in UTC), who, why, and what changed, line by line.
    title : str
        Of the codebook.
    lang : str
        ``nl`` or ``en``.
    """
    labels = Labels(lang)
    return Table(
        key="codebook-history",
        caption=labels("history.caption", name=title),
        columns=tuple(
            Column(
                key=key,
                label=labels(f"history.{key}"),
                kind="int" if key == "version" else "text",
                weight=weight,
            )
            for key, weight in _WEIGHTS.items()
        ),
        rows=tuple(
            (
                number,
                at.astimezone(UTC).strftime("%Y-%m-%d %H:%M"),
                actor,
                reason,
                "; ".join(changes) or None,
            )
            for number, at, actor, reason, changes in versions
        ),
        notes=(labels("history.note"),),
        lang=lang,
    )
