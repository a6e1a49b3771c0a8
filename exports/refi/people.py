"""Who coded: users of a project as coders, and the place where a program really keeps them.

Every NVivo export gives a Coding the user and date of its *code*; who coded, and when, stands on
the selection. Other programs, and the specification, put it on the Coding.
"""

from __future__ import annotations

__all__ = ["TOOL_USERS", "UNKNOWN", "Attribution", "attribution", "coders_of", "moment"]

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bouwsteen.coding.model import Coder
from bouwsteen.exports.refi.model import RefiCoding, RefiProject, RefiSelection

TOOL_USERS = frozenset({"C32A2BD5-537F-4838-8B17-DF9EFBAFDF4B"})
"""Users that a program adds for itself; ATLAS.ti does."""

UNKNOWN = "unknown"
"""Key of the coder of codings that name nobody."""

_ODD = re.compile(r"[^\w .-]+")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Where the coder stands.

    Parameters
    ----------
    on_selection : bool
        On the selection; else on the coding.
    why : str
        ``origin``, ``pattern`` (no program named; told from the codings) or ``standard``.
    """

    on_selection: bool
    why: str

    def user(self, selection: RefiSelection | None, coding: RefiCoding) -> str | None:
        """GUID of who gave a code; None when nobody is named. Never the project's creator."""
        aud = selection.aud if selection is not None else None
        mine = (aud.creating_user, aud.modifying_user) if aud else ()
        order = (*mine, coding.user) if self.on_selection else (coding.user, *mine)
        return next((one for one in order if one), None)

    def when(self, selection: RefiSelection | None, coding: RefiCoding) -> datetime | None:
        """When the code was given."""
        aud = selection.aud if selection is not None else None
        mine = (aud.created, aud.modified) if aud else ()
        order = (*mine, coding.date) if self.on_selection else (coding.date, *mine)
        return next((moment(one) for one in order if one and moment(one)), None)


def moment(text: str) -> datetime | None:
    """Read a date and time of XML; without a zone it is taken for UTC; None when it is none.

    Examples
    --------
    >>> moment("2025-06-16T17:13:37Z").isoformat()
    '2025-06-16T17:13:37+00:00'
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def attribution(project: RefiProject) -> Attribution:
    """Say where a project keeps who coded.

    Parameters
    ----------
    project : RefiProject

    Returns
    -------
    Attribution
        By the program named; where none is named, on the selection only if every code that is
        used more than once always has one user and date, none later than its selections.
    """
    origin = (project.origin or "").strip().lower()
    if origin:
        return Attribution(on_selection=origin.startswith("nvivo"), why="origin")
    pairs: dict[str, set[tuple[str | None, str | None]]] = defaultdict(set)
    uses: dict[str, int] = defaultdict(int)
    for selection, coding in _codings(project):
        if selection.aud.creating_user is None:
            return Attribution(on_selection=False, why="standard")
        later = coding.date and selection.aud.created and coding.date > selection.aud.created
        pairs[coding.code].add((None, None) if later else (coding.user, coding.date))
        uses[coding.code] += 1
    often = [code for code, n in uses.items() if n > 1]
    same = all(len(pairs[code]) == 1 and (None, None) not in pairs[code] for code in often)
    if often and same:
        return Attribution(on_selection=True, why="pattern")
    return Attribution(on_selection=False, why="standard")


def _codings(project: RefiProject) -> Iterator[tuple[RefiSelection, RefiCoding]]:
    for source in project.sources:
        for selection in source.selections:
            for coding in selection.codings:
                yield selection, coding


def coders_of(project: RefiProject, used: Iterable[str | None]) -> dict[str | None, Coder]:
    """Make a coder of every user.

    Parameters
    ----------
    project : RefiProject
    used : iterable of str or None
        GUIDs of those who coded; None stands for nobody, and a GUID that is no user's too.

    Returns
    -------
    dict of GUID or None to Coder
        Users in the order of the file, but for those that a program added for itself and that
        coded nothing; two users of one name stay two coders.
    """
    given = list(dict.fromkeys(used))
    own = (project.origin or "").startswith("bouwsteen")
    # Our own exports put the key in the id.
    ids = {one.guid: one.id for one in project.users if own and one.id}
    names: dict[str | None, str] = {
        one.guid: one.name or one.id or ""
        for one in project.users
        if one.guid not in TOOL_USERS or one.guid in given
    }
    for guid in given:
        names.setdefault(guid, UNKNOWN if guid is None else f"{UNKNOWN} {guid[:8]}")
    found: dict[str | None, Coder] = {}
    taken: set[str] = set()
    for number, (guid, name) in enumerate(names.items(), start=1):
        tidy = (
            re.sub(r"\s+", " ", _ODD.sub("-", ids.get(guid or "", name) or name)).strip(" .-")
            or f"coder-{number}"
        )
        key, again = tidy, 2
        while key.casefold() in taken:
            key, again = f"{tidy}-{again}", again + 1
        taken.add(key.casefold())
        found[guid] = Coder(key=key, name=name.strip() or key)
    return found
