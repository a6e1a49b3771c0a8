from __future__ import annotations

import dataclasses

from bouwsteen.codebook.diff import Difference, diff_codebooks
from bouwsteen.codebook.edit import add_code, change_code, merge_codes, move_code, remove_code
from bouwsteen.codebook.model import Code, Codebook


def test_diff_codebooks_version_alone_is_no_difference(mini: Codebook) -> None:
    found = diff_codebooks(mini, dataclasses.replace(mini, version=5))
    assert found == Difference()
    assert not found


def test_diff_codebooks_added_code_moves_nobody(mini: Codebook) -> None:
    new = Code(key="eerst", labels={"nl": "Eerst"})
    edited = add_code(mini, new, reason="x", position=1).codebook
    assert diff_codebooks(mini, edited) == Difference(added=("eerst",))


def test_diff_codebooks_removed_code_is_named(mini: Codebook) -> None:
    edited = remove_code(mini, "hulp", reason="x").codebook
    assert diff_codebooks(mini, edited) == Difference(removed=("hulp",))


def test_diff_codebooks_move_names_both_parents(mini: Codebook) -> None:
    edited = move_code(mini, "variatie", parent="team", reason="x").codebook
    found = diff_codebooks(mini, edited)
    assert found == Difference(moved={"variatie": ("werk", "team")})
    assert found


def test_diff_codebooks_new_order_names_one_code(mini: Codebook) -> None:
    edited = add_code(mini, Code(key="c", labels={"nl": "C"}, parent="werk"), reason="x").codebook
    edited = add_code(edited, Code(key="d", labels={"nl": "D"}, parent="werk"), reason="x").codebook
    swapped = move_code(edited, "vrijheid", parent="werk", reason="x").codebook
    assert diff_codebooks(edited, swapped) == Difference(moved={"vrijheid": ("werk", "werk")})


def test_diff_codebooks_free_code_that_gets_a_place_moved_and_is_free_no_longer(
    mini: Codebook,
) -> None:
    edited = move_code(mini, "koffie", parent="team", reason="x").codebook
    assert diff_codebooks(mini, edited) == Difference(
        moved={"koffie": (None, "team")}, changed={"koffie": ("free",)}
    )


def test_diff_codebooks_changed_fields_are_named_with_their_language(mini: Codebook) -> None:
    edited = change_code(
        mini,
        "werk",
        reason="x",
        definition={"en": "Else."},
        exclude={"nl": "Vrije tijd."},
        cues={"nl": ()},
        colour="",
    ).codebook
    edited = dataclasses.replace(
        edited, labels={"nl": "Klein boek"}, crosswalk={**edited.crosswalk, "team": ()}
    )
    assert diff_codebooks(mini, edited) == Difference(
        changed={
            "werk": ("definition_en", "exclude_nl", "cues_nl", "colour"),
            "team": ("crosswalk",),
        },
        title=("labels_en",),
    )


def test_diff_codebooks_merge_and_new_key_show_as_removed_added_and_moved(mini: Codebook) -> None:
    merged = merge_codes(mini, "vrijheid", into="hulp", reason="x", with_children=True).codebook
    renamed = change_code(merged, "hulp", new_key="steun", reason="x").codebook
    assert diff_codebooks(mini, renamed) == Difference(
        added=("steun",),
        removed=("vrijheid", "hulp"),
        moved={"planning": ("vrijheid", "steun")},
    )
