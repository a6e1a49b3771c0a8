"""The account of a project's import or export in words, for a person and beside each key."""

from __future__ import annotations

__all__ = ["account_data", "part_words", "reason_words", "remark_words"]

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bouwsteen.exports.labels import Labels
    from bouwsteen.exports.refi.report import Loss, Remark, Report


def part_words(kind: str, labels: Labels) -> str:
    """What a kind of part is called; a kind that is the file's own keeps its name."""
    return labels.optional("refi." + kind.replace(" ", "_"), kind)


def reason_words(loss: Loss, labels: Labels) -> str:
    """Why something does not come along whole."""
    return labels(f"refi.why.{loss.why}", **_filled(loss.values, labels))


def remark_words(remark: Remark, labels: Labels) -> str:
    """What was chosen, or what to look at, in one sentence.

    Examples
    --------
    >>> from bouwsteen.exports.labels import Labels
    >>> from bouwsteen.exports.refi.report import Remark
    >>> remark_words(Remark(key="highlights_bare", values={"n": 2}), Labels("en"))
    '2 highlights have no tag.'
    """
    key = f"refi.remark.{remark.key}"
    number = remark.values.get("n")
    if isinstance(number, int):
        rest = {name: value for name, value in remark.values.items() if name != "n"}
        return labels.count(key, number, **_filled(rest, labels))
    return labels(key, **_filled(remark.values, labels))


def account_data(report: Report, labels: Labels) -> dict[str, Any]:
    """What was lost and remarked, for a program: keys that stay, with the words of a language."""
    return {
        "losses": [
            {
                "kind": one.kind,
                "what": one.what,
                "n": one.n,
                "why": one.why,
                "in_words": reason_words(one, labels),
            }
            for one in report.losses
        ],
        "notes": [{"key": one.key, "in_words": remark_words(one, labels)} for one in report.notes],
    }


def _filled(values: Mapping[str, str | int | Remark], labels: Labels) -> dict[str, str]:
    """Values as a reader of the language expects them."""
    return {
        name: labels.cell(value, "int")
        if isinstance(value, str | int)
        else remark_words(value, labels)
        for name, value in values.items()
    }
