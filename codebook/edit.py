"""Edits of a codebook: every one gives a new version, a reason, and what happens to codings.

Nothing here touches codings. An :class:`Edit` says which keys codings must follow (`moved`) and
which codes' codings somebody has to look at again (`to_review`); the caller acts on both.
"""

from __future__ import annotations

__all__ = [
    "Edit",
    "add_code",
    "change_code",
    "merge_codes",
    "move_code",
    "remove_code",
    "split_code",
]

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from bouwsteen.codebook.checks import check_colour
from bouwsteen.codebook.model import Code, Codebook, Text
from bouwsteen.codebook.tree import (
    check_new,
    line_up,
    next_version,
    placed,
    shape,
    siblings_of,
    with_changed,
    without,
)
from bouwsteen.errors import CodebookError

_Value = TypeVar("_Value", str, tuple[str, ...])


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A codebook after one change.

    Parameters
    ----------
    codebook : Codebook
        One version further.
    reason : str
        Why, in the researcher's words.
    moved : mapping of str to str or None
        Old key to the key its codings now belong to; None when the code is gone and its codings
        have nowhere to go. Keys that stay what they were are left out.
    split : mapping of str to tuple of str
        Code that was split, to the new codes made of it; its codings stay where they are.
    """

    codebook: Codebook
    reason: str
    moved: Mapping[str, str | None] = dataclasses.field(default_factory=dict)
    split: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)

    @property
    def to_review(self) -> tuple[str, ...]:
        """Codes whose codings were given before a split and must be looked at again."""
        return tuple(self.split)


def add_code(codebook: Codebook, code: Code, *, reason: str, position: int | None = None) -> Edit:
    """Add a code under its parent, or at the root as a block or, when it is free, a free code.

    Parameters
    ----------
    codebook : Codebook
    code : Code
    reason : str
        Goes into the log; not empty.
    position : int, optional
        Place among its siblings, from 1; last when not given.

    Returns
    -------
    Edit

    Raises
    ------
    CodebookError
        When the key is taken, the parent does not exist, or the position or colour is wrong.

    Examples
    --------
    >>> book = Codebook(key="mini", codes=(Code(key="a", labels={"nl": "A"}),))
    >>> edit = add_code(book, Code(key="b", labels={"nl": "B"}), reason="found while reading")
    >>> edit.codebook.version, edit.codebook.numbers
    (2, {'a': '1', 'b': '2'})
    """
    check_new(codebook, code)
    codes = placed(codebook.codes, code, position)
    return Edit(codebook=next_version(codebook, codes), reason=_given(reason))


def change_code(
    codebook: Codebook,
    key: str,
    *,
    reason: str,
    new_key: str | None = None,
    labels: Text | None = None,
    short: Text | None = None,
    definition: Text | None = None,
    include: Text | None = None,
    exclude: Text | None = None,
    examples: Mapping[str, tuple[str, ...]] | None = None,
    cues: Mapping[str, tuple[str, ...]] | None = None,
    colour: str | None = None,
) -> Edit:
    """Change what a code is called or what it means.

    Parameters
    ----------
    codebook : Codebook
    key : str
        Key of the code.
    reason : str
        Goes into the log; not empty.
    new_key : str, optional
        Another key; children and crosswalk follow, and `moved` says so for the codings.
    labels, short, definition, include, exclude, examples, cues : mapping, optional
        Only the languages given change; an empty text or tuple takes that language away.
    colour : str, optional
        ``#rrggbb``; the empty string takes the colour away.

    Returns
    -------
    Edit

    Raises
    ------
    CodebookError
        When there is no such code, the new key is taken or no slug, no label would be left, the
        colour is not understood, or nothing would change.
    """
    old = codebook[key]
    changed = dataclasses.replace(
        old,
        key=new_key or key,
        labels=_merged(old.labels, labels),
        short=_merged(old.short, short),
        definition=_merged(old.definition, definition),
        include=_merged(old.include, include),
        exclude=_merged(old.exclude, exclude),
        examples=_merged(old.examples, examples),
        cues=_merged(old.cues, cues),
        colour=old.colour if colour is None else colour or None,
    )
    if changed == old:
        hint = "Give at least one new value."
        raise CodebookError(f"Nothing would change in {key}.", hint, key="code_as_was", code=key)
    check_colour(changed.colour, changed.key)
    return Edit(
        codebook=with_changed(codebook, key, changed),
        reason=_given(reason),
        moved={} if changed.key == key else {key: changed.key},
    )


def move_code(
    codebook: Codebook,
    key: str,
    *,
    parent: str | None,
    reason: str,
    position: int | None = None,
) -> Edit:
    """Put a code, with all that stands under it, in another place.

    A free code that gets a parent is free no longer. A sub-code that moves to the root becomes a
    free code; a block that stays at the root stays a block, so its place among the blocks can be
    changed. Codings keep their key, and so count for another block from now on.

    Parameters
    ----------
    codebook : Codebook
    key : str
        Key of the code.
    parent : str or None
        Key of the code it comes under; None for the root.
    reason : str
        Goes into the log; not empty.
    position : int, optional
        Place among its new siblings, from 1; last when not given.

    Returns
    -------
    Edit

    Raises
    ------
    CodebookError
        When a code does not exist, would come under itself, already stands there, or the
        position is wrong.
    """
    old = codebook[key]
    if parent is not None and key in line_up(codebook, parent):
        raise CodebookError(
            f"{key} cannot come under {parent}: that would be under itself.",
            "Choose a parent outside its own branch.",
            key="code_move_under_itself",
            code=key,
            parent=parent,
        )
    moved = dataclasses.replace(
        old, parent=parent, free=parent is None and (old.free or old.parent is not None)
    )
    rest = tuple(code for code in codebook.codes if code.key != key)
    codes = placed(rest, moved, position)
    edited = next_version(codebook, codes)
    if shape(edited) == shape(codebook):
        hint = "Give another parent or position."
        raise CodebookError(f"{key} already stands there.", hint, key="code_stands_there", code=key)
    return Edit(codebook=edited, reason=_given(reason))


def merge_codes(
    codebook: Codebook, key: str, *, into: str, reason: str, with_children: bool = False
) -> Edit:
    """Merge a code into another: its codings follow and its children come under the other.

    The other code's texts stay as they are; those of the merged code live on in the version
    before.

    Parameters
    ----------
    codebook : Codebook
    key : str
        Key of the code that disappears.
    into : str
        Key of the code that stays.
    reason : str
        Goes into the log; not empty.
    with_children : bool
        Must be True for a code that has children, so that no block is merged by accident.

    Returns
    -------
    Edit
        With ``moved == {key: into}``.

    Raises
    ------
    CodebookError
        When a code does not exist, both are the same, `into` stands under `key`, or `key` has
        children and `with_children` is False.
    """
    for name in (key, into):
        codebook[name]  # raises, with the nearest key as a hint
    if key == into:
        hint = "Name another code."
        raise CodebookError(f"{key} cannot be merged into itself.", hint, key="code_self", code=key)
    if key in line_up(codebook, into):
        raise CodebookError(
            f"{into} stands under {key}, so {key} cannot be merged into it.",
            f"Merge {into} into {key}, or move {into} away first.",
            key="code_merge_below",
            code=key,
            into=into,
        )
    children = codebook.children(key)
    if children and not with_children:
        raise CodebookError(
            f"{key} has sub-codes ({_keys(children)}), which would come under {into}.",
            "Merge or move those first, or say that the sub-codes may come along.",
            key="code_merge_children",
            code=key,
            children=_keys(children),
            into=into,
        )
    followers = tuple(dataclasses.replace(child, parent=into) for child in children)
    gone = {key, *(child.key for child in children)}
    codes = tuple(code for code in codebook.codes if code.key not in gone)
    return Edit(
        codebook=next_version(codebook, (*codes, *followers), crosswalk=without(codebook, key)),
        reason=_given(reason),
        moved={key: into},
    )


def split_code(codebook: Codebook, key: str, *, into: Sequence[Code], reason: str) -> Edit:
    """Split a code into new codes; its codings stay on it and are to be reviewed.

    Which new code a quotation belongs to is a judgement, so none is moved. When the review is
    done the old code can be removed, or stay for what fits none of the new ones.

    Parameters
    ----------
    codebook : Codebook
    key : str
        Key of the code to split.
    into : sequence of Code
        The new codes. One whose parent is `key` becomes a sub-code of it; one without a parent
        comes beside it, straight after it or the new code before.
    reason : str
        Goes into the log; not empty.

    Returns
    -------
    Edit
        With ``split == {key: (new keys)}``.

    Raises
    ------
    CodebookError
        When the code does not exist, no new code is given, a key is taken, or a new code names
        another parent.
    """
    old = codebook[key]
    if not into:
        said = f"{key} is not split: no new code is given."
        raise CodebookError(said, "Give one or more.", key="code_split_nothing", code=key)
    beside = 1 + [code.key for code in siblings_of(codebook.codes, old)].index(key)
    edited = codebook
    for part in into:
        check_new(edited, dataclasses.replace(part, parent=None))
        if part.parent not in (None, key, old.parent):
            raise CodebookError(
                f"New code {part.key} cannot come under {part.parent} in a split of {key}.",
                f"Leave its parent out, or use {key}.",
                key="code_split_elsewhere",
                code=key,
                part=part.key,
                parent=part.parent,
            )
        if part.parent == key:
            codes = placed(edited.codes, dataclasses.replace(part, free=False), None)
        else:
            beside += 1
            sibling = dataclasses.replace(part, parent=old.parent, free=old.free)
            codes = placed(edited.codes, sibling, beside)
        edited = dataclasses.replace(edited, codes=codes)
    return Edit(
        codebook=next_version(codebook, edited.codes),
        reason=_given(reason),
        split={key: tuple(part.key for part in into)},
    )


def remove_code(codebook: Codebook, key: str, *, reason: str) -> Edit:
    """Remove a code that has no children.

    Parameters
    ----------
    codebook : Codebook
    key : str
        Key of the code.
    reason : str
        Goes into the log; not empty.

    Returns
    -------
    Edit
        With ``moved == {key: None}``: codings on it have nowhere to go, and the caller must
        refuse the edit or settle them first.

    Raises
    ------
    CodebookError
        When the code does not exist or has children.
    """
    codebook[key]  # raises, with the nearest key as a hint
    if children := codebook.children(key):
        raise CodebookError(
            f"{key} has sub-codes ({_keys(children)}).",
            "Remove, move or merge those first.",
            key="code_remove_children",
            code=key,
            children=_keys(children),
        )
    codes = tuple(code for code in codebook.codes if code.key != key)
    return Edit(
        codebook=next_version(codebook, codes, crosswalk=without(codebook, key)),
        reason=_given(reason),
        moved={key: None},
    )


def _given(reason: str) -> str:
    if not reason.strip():
        hint = "Say why the codebook changes; it is logged."
        raise CodebookError("No reason is given.", hint, key="codebook_no_reason")
    return reason.strip()


def _keys(codes: Iterable[Code]) -> str:
    return ", ".join(code.key for code in codes)


def _merged(old: Mapping[str, _Value], new: Mapping[str, _Value] | None) -> Mapping[str, _Value]:
    if new is None:
        return old
    return {lang: value for lang, value in {**old, **new}.items() if value}
