"""Pseudonyms for names: replaced as whole words in one pass, with a map of every place.

A name is found as it is written, in capitals, and with a capital it does not have itself ("Van
Dijk" for "van Dijk"); in lower case it is left alone, because "roos" is a flower more often than a
person, and is listed as a doubt. What was put in is never looked at again, so a pseudonym that
holds another name of the table is not replaced in its turn. Names are plain text, never patterns.
"""

from __future__ import annotations

__all__ = ["Doubt", "Pseudonym", "Pseudonyms"]

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from bouwsteen.errors import PseudonymError
from bouwsteen.transcripts.model import Span
from bouwsteen.transcripts.rewritten import Edit, Rewritten

# A word is of letters and digits; an underscore parts words, as it does in names of files.
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_APOSTROPHES = "'’‘ʼ`"
_HYPHENS = "-\u2010\u2011\u2013"
_SIBILANTS = "sSxXzZ"
_GENITIVE = re.compile(rf"[sS]{_AFTER}")
_PART_LEAST = 3
_RUN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonym:
    """A name and what stands for it.

    Parameters
    ----------
    name : str
        As it is written.
    pseudonym : str
        What readers see.
    kind : str
        What the name is of, in the researcher's own words; may be empty.
    """

    name: str
    pseudonym: str
    kind: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Doubt:
    """Something that may be a name and was left as it is.

    Parameters
    ----------
    kind : str
        ``lower case``: a name of the table without its capital; ``part``: one word of a name.
    text : str
        What stands there.
    count : int
        How often.
    """

    kind: str
    text: str
    count: int


@dataclasses.dataclass(frozen=True)
class Pseudonyms:
    """A table of names, longest first.

    Parameters
    ----------
    entries : tuple of Pseudonym
        The rows of the table.

    Raises
    ------
    PseudonymError
        When a name or a pseudonym is empty, or a name stands there twice.

    Examples
    --------
    >>> names = Pseudonyms((
    ...     Pseudonym(name="Jan", pseudonym="Piet"),
    ...     Pseudonym(name="Jan de Wit", pseudonym="Jan"),
    ... ))
    >>> names.rewrite("Jan de Wit en Jans broer, JAN en januari").text
    'Jan en Piets broer, PIET en januari'
    """

    entries: tuple[Pseudonym, ...]

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for one in self.entries:
            if not one.name.strip() or not one.pseudonym.strip():
                raise PseudonymError(
                    f"{one.name or one.pseudonym!r} has no name or no pseudonym.",
                    key="pseudonym_empty",
                    which=one.name or one.pseudonym,
                )
            if one.name in seen:
                raise PseudonymError(
                    f"{one.name!r} stands in the table twice.",
                    "Leave one of the rows out.",
                    key="pseudonym_twice",
                    name=one.name,
                )
            seen.add(one.name)

    def rewrite(self, text: str, *, cuts: Iterable[int] = ()) -> Rewritten:
        """Replace every name.

        Parameters
        ----------
        text : str
            Any text.
        cuts : iterable of int
            Offsets that no name runs across, such as the edges of turns.
        """
        pieces: list[str] = []
        edits: list[Edit] = []
        done = length = 0
        for found, entry in self._matches(text, cuts):
            words = _like(text[found.start : found.end], entry)
            if _GENITIVE.match(text, found.end) and not _takes_s(words):
                words += "'"
            pieces += [text[done : found.start], words]
            length += found.start - done
            edits.append(
                Edit(
                    name=entry.name,
                    start=found.start,
                    end=found.end,
                    new_start=length,
                    new_end=length + len(words),
                )
            )
            length += len(words)
            done = found.end
        return Rewritten(text="".join([*pieces, text[done:]]), edits=tuple(edits))

    @cached_property
    def clashes(self) -> tuple[tuple[Pseudonym, str], ...]:
        """Pseudonyms that hold a name of the table, each with that name.

        With these nobody can tell a pseudonym from a name that got out.
        """
        return tuple(
            (one, edit.name) for one in self.entries for edit in self.rewrite(one.pseudonym).edits
        )

    def check(self) -> None:
        """Raise PseudonymError when a pseudonym holds a name of the table."""
        for one, name in self.clashes:
            raise PseudonymError(
                f"The pseudonym {one.pseudonym!r} holds the name {name!r}.",
                "Choose one that holds no name of the table.",
                key="pseudonym_holds_name",
                pseudonym=one.pseudonym,
                name=name,
            )

    def doubts(self, texts: Iterable[str]) -> tuple[Doubt, ...]:
        """What may be a name in texts that have their pseudonyms already."""
        lower: Counter[str] = Counter()
        parts: Counter[str] = Counter()
        for text in texts:
            hits = self._hits(text)
            lower.update(found[0] for found, entry in hits if not _is_meant(found[0], entry))
            parts.update(found[0] for found in _WORD.finditer(text) if found[0] in self._parts)
        return tuple(
            Doubt(kind=kind, text=word, count=count)
            for kind, counted in (("lower case", lower), ("part", parts))
            for word, count in sorted(counted.items())
        )

    def _matches(self, text: str, cuts: Iterable[int]) -> Iterator[tuple[Span, Pseudonym]]:
        start = 0
        for stop in (*sorted(set(cuts)), len(text)):
            for found, entry in self._hits(text[start:stop]):
                if _is_meant(found[0], entry):
                    yield Span(start + found.start(), start + found.end()), entry
            start = stop

    def _hits(self, text: str) -> Iterator[tuple[re.Match[str], Pseudonym]]:
        """Yield every name in whatever case, the longest first; no two overlap."""
        done = 0
        for opening in self._openings.finditer(text):
            if opening.start() < done:
                continue
            names = self._by_opening.get(opening[0].casefold()) if opening[1] else self._odd
            found = names.match(text, opening.start()) if names else None
            if found is not None:
                done = found.end()
                yield found, self._exact.get(found[0]) or self._folded[_fold(found[0])]

    @cached_property
    def _exact(self) -> dict[str, Pseudonym]:
        return {one.name: one for one in self.entries}

    @cached_property
    def _folded(self) -> dict[str, Pseudonym]:
        return {_fold(one.name): one for one in reversed(self.entries)}

    @cached_property
    def _odd(self) -> re.Pattern[str] | None:
        """Names that begin with a sign, such as +31 or @."""
        return _any_of(one.name for one in self.entries if not one.name[0].isalnum())

    @cached_property
    def _by_opening(self) -> dict[str, re.Pattern[str]]:
        """Names by the letters and digits that they begin with, so that few are tried anywhere."""
        found: dict[str, list[str]] = {}
        for one in self.entries:
            if one.name[0].isalnum():
                opening = _RUN.match(one.name)
                assert opening is not None
                for letters in (opening[0], f"{opening[0]}s"):
                    found.setdefault(letters.casefold(), []).append(one.name)
        return {letters: pattern for letters, names in found.items() if (pattern := _any_of(names))}

    @cached_property
    def _openings(self) -> re.Pattern[str]:
        signs = {one.name[0] for one in self.entries if not one.name[0].isalnum()}
        odd = f"|[{re.escape(''.join(sorted(signs)))}]" if signs else ""
        return re.compile(f"({_RUN.pattern}){odd}")

    @cached_property
    def _parts(self) -> frozenset[str]:
        whole = {_fold(one.name) for one in self.entries}
        return frozenset(
            word
            for one in self.entries
            for word in one.name.split()
            if len(word) >= _PART_LEAST and word[0].isupper() and _fold(word) not in whole
        )


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    longest = sorted(set(names), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(_pattern_of, longest)), re.IGNORECASE) if longest else None


def _is_meant(words: str, entry: Pseudonym) -> bool:
    """Without any capital words are the name only when that has none either."""
    return any(sign.isupper() for sign in words) or not any(map(str.isupper, entry.name))


def _pattern_of(name: str) -> str:
    """A name as a pattern: whole words, any spacing, apostrophe and hyphen, and a genitive."""
    signs = []
    for word in name.split():
        letters = [
            f"[{_APOSTROPHES}]"
            if sign in _APOSTROPHES
            else f"[{_HYPHENS}]"
            if sign in _HYPHENS
            else re.escape(sign)
            for sign in word
        ]
        signs.append("".join(letters))
    before = _BEFORE if name[0].isalnum() else ""
    # Of "Jans broer" the name is Jan; a name that ends in s has no such genitive.
    genitive = name[-1].isalpha() and name[-1] not in _SIBILANTS
    after = f"(?=s?{_AFTER})" if genitive else _AFTER if name[-1].isalnum() else ""
    return before + r"\s+".join(signs) + after


def _fold(words: str) -> str:
    """Words without what may differ between two spellings of a name."""
    words = re.sub(f"[{_APOSTROPHES}]", "'", re.sub(f"[{_HYPHENS}]", "-", words))
    return " ".join(words.casefold().split())


def _like(words: str, entry: Pseudonym) -> str:
    """The pseudonym in the capitals of what it replaces."""
    if words.isupper() and len(words) > 1 and not entry.name.isupper():
        return entry.pseudonym.upper()
    if words[0].isupper() and entry.name[0].islower():
        return entry.pseudonym[0].upper() + entry.pseudonym[1:]
    return entry.pseudonym


def _takes_s(words: str) -> bool:
    """Whether a genitive s follows without an apostrophe: Piets, but Anna's and P1's."""
    return words[-1].isalpha() and words[-1] not in f"{_SIBILANTS}aeiouyAEIOUY"
