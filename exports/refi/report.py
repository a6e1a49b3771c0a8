"""What became of a project: counts, what was lost or changed, and what was chosen.

Reasons and remarks are keys with values; their words stand with the labels of each language.
"""

from __future__ import annotations

__all__ = ["Loss", "Remark", "Report"]

import dataclasses
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something that does not come along whole.

    Parameters
    ----------
    kind : str
        In the words of the format.
    what : str
        Names one, or is empty.
    n : int
        How many.
    why : str
        Key of the reason; the labels have its words, as ``refi.why.KEY``.
    values : mapping of str to str or int
        What fills the places in those words.
    """

    kind: str
    what: str = ""
    n: int = 1
    why: str
    values: Mapping[str, str | int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A choice that was made, or a warning.

    Parameters
    ----------
    key : str
        The labels have its words, as ``refi.remark.KEY``, or one form for each number under it.
    values : mapping of str to str, int or Remark
        What fills the places in those words; ``n`` is the number that chooses the form, and
        another remark stands for what it says.
    """

    key: str
    values: Mapping[str, str | int | Remark] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of a project: counts per kind of thing, and what was lost or doubtful.

    Found in the file (`read`), held by the study or written by an export (`kept`), taken along as
    it was (`carried`); `losses` were left out or changed; `notes` are choices and warnings.
    """

    read: Mapping[str, int] = dataclasses.field(default_factory=dict)
    kept: Mapping[str, int] = dataclasses.field(default_factory=dict)
    carried: Mapping[str, int] = dataclasses.field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    notes: tuple[Remark, ...] = ()
