from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from bouwsteen.codebook.edit import (
    Edit,
    add_code,
    change_code,
    merge_codes,
    move_code,
    remove_code,
    split_code,
)
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.errors import CodebookError

NEW = Code(key="nieuw", labels={"nl": "Nieuw"})


def under(parent: str | None, key: str = "nieuw") -> Code:
    return dataclasses.replace(NEW, key=key, parent=parent)


def tree(book: Codebook) -> str:
    """The tree on one line: depth as dots, a star for a free code."""
    return " ".join("." * depth + code.key + "*" * code.free for depth, code in book.walk())


def check_consistent(before: Codebook, edit: Edit) -> None:
    """What holds after every edit: one version on, in reading order, the rest untouched."""
    after = edit.codebook
    assert after.version == before.version + 1
    assert after.codes == tuple(code for _, code in after.walk())
    assert (after.key, after.labels) == (before.key, before.labels)
    assert set(after.crosswalk) <= {code.key for code in after.codes}
    assert edit.reason == "want"


BEFORE = "werk .vrijheid ..planning .variatie team .hulp koffie*"


def test_mini_is_what_these_tests_start_from(mini: Codebook) -> None:
    assert tree(mini) == BEFORE


@pytest.mark.parametrize(
    ("code", "position", "expected"),
    [
        (under(None), None, "werk .vrijheid ..planning .variatie team .hulp nieuw koffie*"),
        (under(None), 1, "nieuw werk .vrijheid ..planning .variatie team .hulp koffie*"),
        (under(None), 3, "werk .vrijheid ..planning .variatie team .hulp nieuw koffie*"),
        (under("werk"), 2, "werk .vrijheid ..planning .nieuw .variatie team .hulp koffie*"),
        (under("werk"), None, "werk .vrijheid ..planning .variatie .nieuw team .hulp koffie*"),
        (under("koffie"), None, "werk .vrijheid ..planning .variatie team .hulp koffie* .nieuw"),
        (
            dataclasses.replace(NEW, free=True),
            1,
            "werk .vrijheid ..planning .variatie team .hulp nieuw* koffie*",
        ),
    ],
)
def test_add_code_places_it(
    mini: Codebook, code: Code, position: int | None, expected: str
) -> None:
    edit = add_code(mini, code, reason=" want ", position=position)
    check_consistent(mini, edit)
    assert tree(edit.codebook) == expected
    assert edit.codebook["nieuw"] == code
    assert (edit.moved, edit.split, edit.to_review) == ({}, {}, ())


def test_change_code_changes_only_the_languages_given(mini: Codebook) -> None:
    edit = change_code(
        mini,
        "werk",
        reason="want",
        labels={"nl": "Arbeid"},
        short={"nl": "", "en": "Wk"},
        definition={"en": "Labour."},
        include={"en": "Tasks."},
        exclude={"en": ""},
        examples={"en": ("I saw.",)},
        cues={"nl": ()},
        colour="#D55E00",
    )
    check_consistent(mini, edit)
    assert edit.codebook["werk"] == Code(
        key="werk",
        labels={"nl": "Arbeid", "en": "Work"},
        short={"en": "Wk"},
        definition={"nl": "Wat men doet.", "en": "Labour."},
        include={"nl": "Taken.", "en": "Tasks."},
        exclude={},
        examples={"nl": ("Ik zaag.", "Ik boor."), "en": ("I saw.",)},
        cues={"en": ("saw",)},
        colour="#D55E00",
    )
    assert tree(edit.codebook) == BEFORE
    assert edit.codebook.codes[1:] == mini.codes[1:]
    assert edit.moved == {}


def test_change_code_empty_colour_takes_it_away(mini: Codebook) -> None:
    assert change_code(mini, "werk", reason="want", colour="").codebook["werk"].colour is None


def test_change_code_new_key_is_followed_by_children_crosswalk_and_codings(mini: Codebook) -> None:
    edit = change_code(mini, "werk", reason="want", new_key="arbeid")
    check_consistent(mini, edit)
    assert tree(edit.codebook) == "arbeid .vrijheid ..planning .variatie team .hulp koffie*"
    assert edit.codebook.crosswalk == {
        "arbeid": ("inhoud-van-werk",),
        "team": ("samenwerken",),
        "hulp": (),
    }
    assert edit.moved == {"werk": "arbeid"}
    assert edit.codebook["arbeid"] == dataclasses.replace(mini["werk"], key="arbeid")


@pytest.mark.parametrize(
    ("key", "parent", "position", "expected"),
    [
        ("vrijheid", "team", None, "werk .variatie team .hulp .vrijheid ..planning koffie*"),
        ("vrijheid", "team", 1, "werk .variatie team .vrijheid ..planning .hulp koffie*"),
        ("vrijheid", "werk", 2, "werk .variatie .vrijheid ..planning team .hulp koffie*"),
        ("koffie", "team", None, "werk .vrijheid ..planning .variatie team .hulp .koffie"),
        ("vrijheid", None, None, "werk .variatie team .hulp koffie* vrijheid* .planning"),
        ("vrijheid", None, 1, "werk .variatie team .hulp vrijheid* .planning koffie*"),
        ("team", None, 1, "team .hulp werk .vrijheid ..planning .variatie koffie*"),
        ("team", "werk", None, "werk .vrijheid ..planning .variatie .team ..hulp koffie*"),
        ("planning", "koffie", None, "werk .vrijheid .variatie team .hulp koffie* .planning"),
    ],
)
def test_move_code_takes_its_branch_along(
    mini: Codebook, key: str, parent: str | None, position: int | None, expected: str
) -> None:
    edit = move_code(mini, key, parent=parent, position=position, reason="want")
    check_consistent(mini, edit)
    assert tree(edit.codebook) == expected
    assert edit.codebook.crosswalk == mini.crosswalk
    assert (edit.moved, edit.to_review) == ({}, ())


@pytest.mark.parametrize(
    ("key", "into", "with_children", "expected", "crosswalk"),
    [
        (
            "koffie",
            "hulp",
            False,
            "werk .vrijheid ..planning .variatie team .hulp",
            ["werk", "team", "hulp"],
        ),
        (
            "vrijheid",
            "hulp",
            True,
            "werk .variatie team .hulp ..planning koffie*",
            ["werk", "team", "hulp"],
        ),
        (
            "werk",
            "team",
            True,
            "team .hulp .vrijheid ..planning .variatie koffie*",
            ["team", "hulp"],
        ),
        (
            "planning",
            "vrijheid",
            False,
            "werk .vrijheid .variatie team .hulp koffie*",
            ["werk", "team", "hulp"],
        ),
    ],
)
def test_merge_codes_codings_and_children_follow(
    mini: Codebook,
    key: str,
    into: str,
    with_children: bool,
    expected: str,
    crosswalk: list[str],
) -> None:
    edit = merge_codes(mini, key, into=into, with_children=with_children, reason="want")
    check_consistent(mini, edit)
    assert tree(edit.codebook) == expected
    assert edit.codebook[into] == mini[into]
    assert list(edit.codebook.crosswalk) == crosswalk
    assert (edit.moved, edit.to_review) == ({key: into}, ())


@pytest.mark.parametrize(
    ("key", "into", "expected"),
    [
        (
            "vrijheid",
            [under(None, "b"), under("werk", "c")],
            "werk .vrijheid ..planning .b .c .variatie team .hulp koffie*",
        ),
        (
            "vrijheid",
            [under("vrijheid", "b")],
            "werk .vrijheid ..planning ..b .variatie team .hulp koffie*",
        ),
        (
            "werk",
            [under(None, "b"), under("werk", "c")],
            "werk .vrijheid ..planning .variatie .c b team .hulp koffie*",
        ),
        (
            "koffie",
            [under(None, "b"), dataclasses.replace(NEW, key="c", free=True)],
            "werk .vrijheid ..planning .variatie team .hulp koffie* b* c*",
        ),
    ],
)
def test_split_code_lists_its_codings_for_review_and_moves_none(
    mini: Codebook, key: str, into: list[Code], expected: str
) -> None:
    edit = split_code(mini, key, into=into, reason="want")
    check_consistent(mini, edit)
    assert tree(edit.codebook) == expected
    assert edit.codebook[key] == mini[key]
    assert edit.moved == {}
    assert edit.split == {key: tuple(code.key for code in into)}
    assert edit.to_review == (key,)


def test_remove_code_says_which_key_disappears(mini: Codebook) -> None:
    edit = remove_code(mini, "hulp", reason="want")
    check_consistent(mini, edit)
    assert tree(edit.codebook) == "werk .vrijheid ..planning .variatie team koffie*"
    assert edit.codebook.crosswalk == {"werk": ("inhoud-van-werk",), "team": ("samenwerken",)}
    assert (edit.moved, edit.to_review) == ({"hulp": None}, ())


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        (
            lambda book: add_code(book, under(None, "hulp"), reason="want"),
            "The key hulp is already taken.",
            "Choose another key.",
        ),
        (
            lambda book: add_code(book, under("tem"), reason="want"),
            "No code 'tem' in mini.",
            "Did you mean team?",
        ),
        (
            lambda book: add_code(book, NEW, position=4, reason="want"),
            "Position 4 is not there for nieuw.",
            "Use 1 to 3.",
        ),
        (
            lambda book: add_code(book, NEW, position=0, reason="want"),
            "Position 0 is not there for nieuw.",
            "Use 1 to 3.",
        ),
        (
            lambda book: add_code(book, dataclasses.replace(NEW, colour="red"), reason="want"),
            "Code nieuw has the colour 'red'.",
            "Write a colour as #rrggbb, e.g. #0072b2.",
        ),
        (
            lambda book: add_code(book, NEW, reason=" "),
            "No reason is given.",
            "Say why the codebook changes; it is logged.",
        ),
        (
            lambda book: change_code(book, "hulpp", reason="want", labels={"nl": "x"}),
            "No code 'hulpp' in mini.",
            "Did you mean hulp?",
        ),
        (
            lambda book: change_code(book, "hulp", reason="want", labels={"nl": "Hulp"}),
            "Nothing would change in hulp.",
            "Give at least one new value.",
        ),
        (
            lambda book: change_code(book, "hulp", reason="want", labels={"nl": ""}),
            "Code hulp has no label.",
            None,
        ),
        (
            lambda book: change_code(book, "hulp", reason="want", new_key="team"),
            "The key team is already taken.",
            "Choose another key.",
        ),
        (
            lambda book: change_code(book, "hulp", reason="want", new_key="De hulp"),
            "Code key 'De hulp' is not a slug.",
            "Use lower case letters, digits and hyphens.",
        ),
        (
            lambda book: change_code(book, "hulp", reason="want", colour="#12345"),
            "Code hulp has the colour '#12345'.",
            "Write a colour as #rrggbb, e.g. #0072b2.",
        ),
        (
            lambda book: move_code(book, "werk", parent="planning", reason="want"),
            "werk cannot come under planning: that would be under itself.",
            "Choose a parent outside its own branch.",
        ),
        (
            lambda book: move_code(book, "werk", parent="werk", reason="want"),
            "werk cannot come under werk: that would be under itself.",
            "Choose a parent outside its own branch.",
        ),
        (
            lambda book: move_code(book, "hulp", parent="team", reason="want"),
            "hulp already stands there.",
            "Give another parent or position.",
        ),
        (
            lambda book: move_code(book, "koffie", parent=None, reason="want"),
            "koffie already stands there.",
            "Give another parent or position.",
        ),
        (
            lambda book: move_code(book, "hulp", parent="werk", position=4, reason="want"),
            "Position 4 is not there for hulp.",
            "Use 1 to 3.",
        ),
        (
            lambda book: merge_codes(book, "hulp", into="hulp", reason="want"),
            "hulp cannot be merged into itself.",
            "Name another code.",
        ),
        (
            lambda book: merge_codes(book, "hulp", into="nergens", reason="want"),
            "No code 'nergens' in mini.",
            None,
        ),
        (
            lambda book: merge_codes(book, "werk", into="planning", reason="want"),
            "planning stands under werk, so werk cannot be merged into it.",
            "Merge planning into werk, or move planning away first.",
        ),
        (
            lambda book: merge_codes(book, "werk", into="team", reason="want"),
            "werk has sub-codes (vrijheid, variatie), which would come under team.",
            "Merge or move those first, or say that the sub-codes may come along.",
        ),
        (
            lambda book: split_code(book, "hulp", into=[], reason="want"),
            "hulp is not split: no new code is given.",
            "Give one or more.",
        ),
        (
            lambda book: split_code(book, "hulp", into=[NEW, NEW], reason="want"),
            "The key nieuw is already taken.",
            "Choose another key.",
        ),
        (
            lambda book: split_code(book, "hulp", into=[under("werk")], reason="want"),
            "New code nieuw cannot come under werk in a split of hulp.",
            "Leave its parent out, or use hulp.",
        ),
        (
            lambda book: remove_code(book, "team", reason="want"),
            "team has sub-codes (hulp).",
            "Remove, move or merge those first.",
        ),
        (
            lambda book: remove_code(book, "nergens", reason="want"),
            "No code 'nergens' in mini.",
            None,
        ),
    ],
)
def test_edit_that_would_harm_is_refused(
    mini: Codebook, change: Callable[[Codebook], Edit], message: str, hint: str | None
) -> None:
    with pytest.raises(CodebookError) as caught:
        change(mini)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    "change",
    [
        lambda book: change_code(book, "hulp", colour="#000000", reason=""),
        lambda book: move_code(book, "hulp", parent="werk", reason=""),
        lambda book: merge_codes(book, "hulp", into="werk", reason=""),
        lambda book: split_code(book, "hulp", into=[NEW], reason=""),
        lambda book: remove_code(book, "hulp", reason=""),
    ],
)
def test_edit_without_a_reason_is_refused(
    mini: Codebook, change: Callable[[Codebook], Edit]
) -> None:
    with pytest.raises(CodebookError, match="No reason is given"):
        change(mini)
