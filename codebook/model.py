"""Code and Codebook: a checked tree of codes, without I/O.

A *block* is a root code of the published scheme; its children are its sub-codes (kenmerken).
A *free* code is a root too, made while coding openly (in-vivo), and waits to be moved under a
block; it has no number and no row in a table of blocks.
"""

from __future__ import annotations

__all__ = ["LANGUAGES", "Code", "Codebook", "Text", "slug"]

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property

from bouwsteen.errors import CodebookError, nearest

LANGUAGES = ("nl", "en")

Text = Mapping[str, str]
"""The same words in several languages, by language code (``nl``, ``en``)."""

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(label: str) -> str:
    """Make a key of a label: lower case ASCII words joined by hyphens.

    Examples
    --------
    >>> slug("Taakvariëteit (in het werk)")
    'taakvarieteit-in-het-werk'
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code of a codebook.

    Parameters
    ----------
    key : str
        Stable slug; never shown as a label, never translated.
    labels : mapping of language to str
        What a reader sees. At least one language.
    short : mapping of language to str
        Short label for table rows and margins; falls back on `labels`.
    parent : str or None
        Key of the code above it; None for a block or a free code.
    definition, include, exclude : mapping of language to str
        What the code means, when it applies, and when it does not.
    examples : mapping of language to tuple of str
        Invented anchor examples.
    cues : mapping of language to tuple of str
        Words and phrases that typically signal a mention.
    colour : str or None
        ``#rrggbb``.
    free : bool
        True for a free (open, in-vivo) code that has no place in the scheme yet.
    """

    key: str
    labels: Text
    short: Text = dataclasses.field(default_factory=dict)
    parent: str | None = None
    definition: Text = dataclasses.field(default_factory=dict)
    include: Text = dataclasses.field(default_factory=dict)
    exclude: Text = dataclasses.field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    cues: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    colour: str | None = None
    free: bool = False

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise CodebookError(
                f"Code key {self.key!r} is not a slug.",
                "Use lower case letters, digits and hyphens.",
                key="code_key_no_slug",
                code=self.key,
            )
        if not any(self.labels.values()):
            raise CodebookError(
                f"Code {self.key} has no label.", key="code_no_label", code=self.key
            )
        if self.free and self.parent is not None:
            raise CodebookError(
                f"Code {self.key} is free and has a parent; it can be only one.",
                key="code_free_under",
                code=self.key,
            )

    def label(self, lang: str = "nl", *, short: bool = False) -> str:
        """Give the label in a language, else in the first language that has one."""
        if short and self.short.get(lang):
            return self.short[lang]
        return self.labels.get(lang) or next(text for text in self.labels.values() if text)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Codebook:
    """A checked, ordered tree of codes.

    Parameters
    ----------
    key : str
        Slug of the code system, for example ``mkb-leercultuur``.
    labels : mapping of language to str
        Its title.
    version : int
        Counts up with every change inside a study; 1 when it comes from a file.
    codes : tuple of Code
        In reading order; siblings are numbered in this order.
    crosswalk : mapping of code key to tuple of block keys
        Which of the six blocks of ``mkb-leercultuur`` each code answers to; empty for that
        codebook itself.

    Raises
    ------
    CodebookError
        When a key is used twice, a parent does not exist, or the tree has a circle.
    """

    key: str
    codes: tuple[Code, ...]
    labels: Text = dataclasses.field(default_factory=dict)
    version: int = 1
    crosswalk: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = [code.key for code in self.codes]
        doubled = sorted({key for key in keys if keys.count(key) > 1})
        if doubled:
            raise CodebookError(
                f"Codebook {self.key} uses these keys twice: {', '.join(doubled)}.",
                key="codebook_keys_twice",
                codebook=self.key,
                codes=", ".join(doubled),
            )
        for code in self.codes:
            if code.parent is not None and code.parent not in self._by_key:
                raise CodebookError(
                    f"Code {code.key} stands under {code.parent}, which is not there.",
                    key="code_under_nothing",
                    code=code.key,
                    parent=code.parent,
                )
        for code in self.codes:
            seen = {code.key}
            above = code.parent
            while above is not None:
                if above in seen:
                    raise CodebookError(
                        f"Code {code.key} stands under itself.",
                        key="code_under_itself",
                        code=code.key,
                    )
                seen.add(above)
                above = self._by_key[above].parent

    @cached_property
    def _by_key(self) -> dict[str, Code]:
        return {code.key: code for code in self.codes}

    def __getitem__(self, key: str) -> Code:
        try:
            return self._by_key[key]
        except KeyError:
            raise CodebookError(
                f"No code {key!r} in {self.key}.",
                nearest(key, self._by_key),
                key="code_unknown",
                code=key,
                codebook=self.key,
            ) from None

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def blocks(self) -> tuple[Code, ...]:
        """Root codes of the scheme, in order; free codes left out."""
        return tuple(code for code in self.codes if code.parent is None and not code.free)

    @property
    def free_codes(self) -> tuple[Code, ...]:
        """Free (open, in-vivo) codes, in order."""
        return tuple(code for code in self.codes if code.free)

    def children(self, key: str) -> tuple[Code, ...]:
        """Codes directly under `key`, in order."""
        return tuple(code for code in self.codes if code.parent == key)

    def branch(self, key: str) -> tuple[str, ...]:
        """Keys of a code and of all that stands under it, in reading order.

        Raises
        ------
        CodebookError
            When there is no such code.
        """
        below = (self.branch(child.key) for child in self.children(key))
        return (self[key].key, *(found for keys in below for found in keys))

    def block_of(self, key: str) -> Code:
        """The root above a code; a free code is its own root."""
        code = self[key]
        while code.parent is not None:
            code = self[code.parent]
        return code

    def walk(self) -> Iterator[tuple[int, Code]]:
        """Yield (depth, code) down the tree: blocks first, then free codes."""

        def below(code: Code, depth: int) -> Iterator[tuple[int, Code]]:
            yield depth, code
            for child in self.children(code.key):
                yield from below(child, depth + 1)

        for root in (*self.blocks, *self.free_codes):
            yield from below(root, 0)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Numbers of the codes that are not free: ``3`` is a block, ``3.2`` its second child."""
        found: dict[str, str] = {}
        for siblings in (self.blocks, *(self.children(code.key) for _, code in self.walk())):
            for place, code in enumerate(siblings, start=1):
                if code.parent is None:
                    found[code.key] = str(place)
                elif code.parent in found:
                    found[code.key] = f"{found[code.parent]}.{place}"
        return found

    def resolve(self, name: str) -> Code:
        """Find a code by key, number (``3.2``) or label in any language, case ignored.

        Raises
        ------
        CodebookError
            When nothing, or more than one code, answers to `name`; nothing is guessed.
        """
        wanted = _fold(name)
        if wanted in self._by_key:
            return self._by_key[wanted]
        found = self._names.get(wanted, [])
        if len(found) == 1:
            return self._by_key[found[0]]
        if found:
            raise CodebookError(
                f"{name!r} is the name of more than one code: {', '.join(found)}.",
                "Use the key.",
                key="code_many",
                name=name,
                codes=", ".join(found),
            )
        raise CodebookError(
            f"No code {name!r} in {self.key}.",
            nearest(wanted, self._names),
            key="code_unknown",
            code=name,
            codebook=self.key,
        )

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """Folded key, number and labels, each to the keys that answer to it."""
        names: dict[str, list[str]] = {}
        for code in self.codes:
            number = self.numbers.get(code.key, "")
            words = {code.key, number, *code.labels.values(), *code.short.values()}
            for word in {_fold(word) for word in words if word}:
                names.setdefault(word, []).append(code.key)
        return names


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split()).rstrip(".")
