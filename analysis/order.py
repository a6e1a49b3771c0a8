"""The order in which roles, attributes and transcripts stand in a table."""

from __future__ import annotations

__all__ = ["natural", "role_order"]

import re
from collections.abc import Iterable

_ROLES = (
    ("d", "directie", "directeur", "management board", "management", "director"),
    ("h", "hr", "hr professional", "hr professionals"),
    ("l", "leidinggevende", "leidinggevenden", "supervisor", "supervisors"),
    ("m", "medewerker", "medewerkers", "employee", "employees"),
)
_RANK = {name: rank for rank, names in enumerate(_ROLES) for name in names}


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sorting key that reads numbers as numbers, case ignored.

    Examples
    --------
    >>> sorted(["int 10", "int 9", "Int 1"], key=natural)
    ['Int 1', 'int 9', 'int 10']
    """
    pieces = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return tuple(
        (0, int(piece), "") if piece.isdecimal() and piece.isascii() else (1, 0, piece)
        for piece in pieces
    )


def role_order(roles: Iterable[str | None]) -> tuple[str | None, ...]:
    """Roles in the order in which the field reports them, each once.

    Directie, HR-professional, Leidinggevende, Medewerker first, in Dutch, English or as letters;
    then other roles as they come; a missing role (None) last.

    Examples
    --------
    >>> role_order(["Medewerker", "Docent", None, "Directie"])
    ('Directie', 'Medewerker', 'Docent', None)
    """
    given = list(dict.fromkeys(roles))

    def rank(role: str | None) -> int:
        if role is None:
            return len(_ROLES) + 1
        return _RANK.get(" ".join(role.casefold().replace("-", " ").split()), len(_ROLES))

    return tuple(sorted(given, key=rank))
