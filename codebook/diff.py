"""What changed between two versions of a codebook, in keys."""

from __future__ import annotations

__all__ = ["Difference", "diff_codebooks", "summary"]

import dataclasses
import difflib
from collections.abc import Iterator, Mapping

from bouwsteen.codebook.model import Code, Codebook

_PLACE = ("key", "parent")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed from one version of a codebook to another.

    Parameters
    ----------
    added, removed : tuple of str
        Keys that only the newer, or only the older, version has. A code whose key changed is in
        both.
    moved : mapping of str to (str or None, str or None)
        Code that stands elsewhere, to its parent before and after. When both are the same, its
        place among its siblings changed. A number that shifts only because a code came or went
        is no move.
    changed : mapping of str to tuple of str
        Code with other content, to the fields concerned: ``definition_nl``, ``cues_en``,
        ``colour``, ``free``, ``crosswalk``.
    title : tuple of str
        The same for the codebook's own title: ``labels_nl``, ``labels_en``.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: Mapping[str, tuple[str | None, str | None]] = dataclasses.field(default_factory=dict)
    changed: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    title: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.moved, self.changed, self.title))


def diff_codebooks(old: Codebook, new: Codebook) -> Difference:
    """Compare two versions of a codebook.

    Parameters
    ----------
    old, new : Codebook

    Returns
    -------
    Difference
        False in a condition when nothing but the version number differs.

    Examples
    --------
    >>> a, b = (Code(key=key, labels={"nl": key.upper()}) for key in "ab")
    >>> diff_codebooks(Codebook(key="mini", codes=(a,)), Codebook(key="mini", codes=(a, b))).added
    ('b',)
    """
    both = [code.key for _, code in new.walk() if code.key in old]
    changed = {key: tuple(_changed_fields(old, new, key)) for key in both}
    return Difference(
        added=tuple(code.key for _, code in new.walk() if code.key not in old),
        removed=tuple(code.key for _, code in old.walk() if code.key not in new),
        moved={
            key: (old[key].parent, new[key].parent)
            for key in both
            if old[key].parent != new[key].parent or key in _reordered(old, new, new[key].parent)
        },
        changed={key: fields for key, fields in changed.items() if fields},
        title=tuple(_changed_texts("labels", old.labels, new.labels)),
    )


def summary(found: Difference) -> list[str]:
    """Write a difference in short: one piece for each code that came, went, moved or changed.

    Examples
    --------
    >>> summary(Difference(added=("a",), moved={"b": (None, "a")}, changed={"c": ("colour",)}))
    ['+a', 'b: · → a', 'c: colour']
    """
    return [
        *(f"+{key}" for key in found.added),
        *(f"-{key}" for key in found.removed),
        *(
            f"{key}: {before or '·'} → {after or '·'}"
            for key, (before, after) in found.moved.items()
        ),
        *(f"{key}: {', '.join(fields)}" for key, fields in found.changed.items()),
        *found.title,
    ]


def _reordered(old: Codebook, new: Codebook, parent: str | None) -> set[str]:
    """Siblings in both versions that do not keep their order; of one move, only the one."""
    before = [code.key for code in old.codes if code.parent == parent and _stays(new, code)]
    after = [code.key for code in new.codes if code.parent == parent and _stays(old, code)]
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    kept = {
        key
        for match in matcher.get_matching_blocks()
        for key in after[match.b : match.b + match.size]
    }
    return set(after) - kept


def _stays(other: Codebook, code: Code) -> bool:
    """Whether a code has the same parent, and freeness, in the other version."""
    return code.key in other and (other[code.key].parent, other[code.key].free) == (
        code.parent,
        code.free,
    )


def _changed_fields(old: Codebook, new: Codebook, key: str) -> Iterator[str]:
    before, after = old[key], new[key]
    for field in dataclasses.fields(Code):
        one, other = getattr(before, field.name), getattr(after, field.name)
        if field.name in _PLACE or one == other:
            continue
        if isinstance(one, Mapping):
            yield from _changed_texts(field.name, one, other)
        else:
            yield field.name
    if old.crosswalk.get(key) != new.crosswalk.get(key):
        yield "crosswalk"


def _changed_texts(
    name: str, old: Mapping[str, object], new: Mapping[str, object]
) -> Iterator[str]:
    for lang in dict.fromkeys([*old, *new]):
        if old.get(lang) != new.get(lang):
            yield f"{name}_{lang}"
