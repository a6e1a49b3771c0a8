"""How programs differ in reading a project: the unit of offsets and the spelling of GUIDs.

NVivo (measured) and QualCoder (read in its code) count UTF-16 units; the specification, and so
ATLAS.ti and MAXQDA as far as is known, counts code points. All texts are written with LF and
without a byte order mark: with it, every program counts a line end once.
"""

from __future__ import annotations

__all__ = ["TARGETS", "Offsets", "Target", "Unit", "target_of"]

import bisect
import dataclasses
import re
from enum import StrEnum

from bouwsteen.errors import ExportError, nearest

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Unit(StrEnum):
    """What one step of an offset is."""

    CODE_POINT = "code point"
    UTF16 = "UTF-16 unit"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A program that is to read the project.

    Parameters
    ----------
    key, name : str
        For the command line, and as people know it.
    unit : Unit
        Of offsets.
    sure : bool
        Whether the unit was measured or read in its code; else it is what the specification says.
    lower : bool
        Whether it writes GUIDs in lower case itself.
    """

    key: str
    name: str
    unit: Unit = Unit.CODE_POINT
    sure: bool = False
    lower: bool = False


TARGETS = {
    one.key: one
    for one in (
        Target(key="standard", name="REFI-QDA 1.5", sure=True),
        Target(key="atlasti", name="ATLAS.ti"),
        Target(key="nvivo", name="NVivo", unit=Unit.UTF16, sure=True, lower=True),
        Target(key="maxqda", name="MAXQDA"),
        Target(key="qualcoder", name="QualCoder", unit=Unit.UTF16, sure=True),
    )
}
"""Programs by key, the standard first."""


def target_of(key: str) -> Target:
    """The program that a key names.

    Raises
    ------
    ExportError
        When there is none.
    """
    if key not in TARGETS:
        raise ExportError(
            f"There is no target {key!r}.",
            nearest(key, TARGETS) or f"Use {', '.join(TARGETS)}.",
            key="refi_no_target",
            target=key,
            known=", ".join(TARGETS),
        )
    return TARGETS[key]


class Offsets:
    """Offsets of one text in the unit of a program.

    Parameters
    ----------
    text : str
    unit : Unit

    Examples
    --------
    >>> Offsets("a😀b", Unit.UTF16).of(2), Offsets("a😀b", Unit.CODE_POINT).of(2)
    (3, 2)
    """

    def __init__(self, text: str, unit: Unit) -> None:
        # The only signs that the two units count differently; most texts have none.
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._wide = unit is Unit.UTF16

    @property
    def differ(self) -> bool:
        """Whether it matters which unit a reader takes."""
        return bool(self._astral)

    def of(self, position: int) -> int:
        """The offset of a position in code points."""
        return position + bisect.bisect_left(self._astral, position) * self._wide

    def ambiguous(self, end: int) -> bool:
        """Whether a stretch that ends here lies elsewhere in the other unit."""
        return bisect.bisect_left(self._astral, end) > 0
