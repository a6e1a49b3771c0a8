"""Pseudonyms in keys: names of files and of people, in which words run together."""

from __future__ import annotations

__all__ = ["rewrite_key", "rewrite_keys"]

import re
import unicodedata
from collections.abc import Callable, Iterable

from bouwsteen.transcripts.pseudonyms import Pseudonyms

# A shorter name than this inside a longer word is chance: "jan" in "januari".
_INSIDE_LEAST = 4


def _plain(words: str) -> str:
    """Words as part of a key: no spaces or signs.

    Examples
    --------
    >>> _plain("Respondent 1 (HR)")
    'Respondent-1-HR'
    """
    return re.sub(r"[\W_]+", "-", words).strip("-")


def rewrite_key(
    names: Pseudonyms, key: str, *, form: Callable[[str], str] = _plain, inside: bool = True
) -> str:
    """Replace the names in a key, in whatever case and however their words are joined.

    Parameters
    ----------
    names : Pseudonyms
        The table.
    key : str
        For example of a transcript, which often is the name of a file.
    form : callable, optional
        Makes part of a key of a pseudonym.
    inside : bool
        Whether a name of four letters or more is also found inside a longer word.

    Examples
    --------
    >>> from bouwsteen.transcripts.pseudonyms import Pseudonym
    >>> table = Pseudonyms((Pseudonym(name="Femke de Wit", pseudonym="H 1"),))
    >>> rewrite_key(table, "02_FemkeDeWit_hr"), rewrite_key(table, "femke-de-wit")
    ('02_H-1_hr', 'H-1')
    """
    shown: dict[str, str] = {}
    patterns = []
    for one in sorted(names.entries, key=lambda entry: -len(entry.name)):
        for spelling in {one.name, _unaccented(one.name)}:
            words = re.findall(r"[^\W_]+", spelling)
            if not words:
                continue
            group = f"n{len(shown)}"
            shown[group] = form(one.pseudonym)
            joined = r"[\W_]*".join(map(re.escape, words))
            if not inside or len("".join(words)) < _INSIDE_LEAST:
                joined = rf"(?<![^\W_]){joined}(?![^\W_])"
            patterns.append(f"(?P<{group}>{joined})")
    if not patterns:
        return key
    found = re.compile("|".join(patterns), re.IGNORECASE)
    return found.sub(lambda match: shown[str(match.lastgroup)], key)


def rewrite_keys(
    names: Pseudonyms,
    keys: Iterable[str],
    *,
    form: Callable[[str], str] = _plain,
    inside: bool = True,
) -> dict[str, str]:
    """Replace the names in keys that must stay different: old key to new one.

    Examples
    --------
    >>> from bouwsteen.transcripts.pseudonyms import Pseudonym
    >>> table = Pseudonyms((Pseudonym(name="Femke", pseudonym="H1"),))
    >>> rewrite_keys(table, ["femke", "H1", "Femke"])
    {'femke': 'H1-2', 'H1': 'H1', 'Femke': 'H1-3'}
    """
    listed = list(keys)
    found = {key: rewrite_key(names, key, form=form, inside=inside) for key in listed}
    taken = {key for key in listed if found[key] == key}
    for key in listed:
        if found[key] == key:
            continue
        wanted, number = found[key], 1
        while found[key] in taken:
            number += 1
            found[key] = f"{wanted}-{number}"
        taken.add(found[key])
    return found


def _unaccented(words: str) -> str:
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
