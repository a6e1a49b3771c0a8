from __future__ import annotations

import dataclasses

import pytest

from bouwsteen.codebook.crosswalk import Translation, crosswalk, translate
from bouwsteen.codebook.edit import add_code, remove_code
from bouwsteen.codebook.files import load_codebook
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.errors import CodebookError


def test_crosswalk_subcode_takes_after_the_nearest_code_that_is_mentioned(mini: Codebook) -> None:
    assert crosswalk(mini, load_codebook("mkb-leercultuur")) == {
        "werk": ("inhoud-van-werk",),
        "vrijheid": ("inhoud-van-werk",),
        "planning": ("inhoud-van-werk",),
        "variatie": ("inhoud-van-werk",),
        "team": ("samenwerken",),
        "hulp": (),
        "koffie": (),
    }


def test_crosswalk_between_versions_of_one_codebook_gives_the_own_block(mini: Codebook) -> None:
    newer = add_code(mini, Code(key="nieuw", labels={"nl": "Nieuw"}), reason="x").codebook
    newer = remove_code(newer, "koffie", reason="x").codebook
    found = crosswalk(newer, mini)
    assert found == {
        "werk": ("werk",),
        "vrijheid": ("werk",),
        "planning": ("werk",),
        "variatie": ("werk",),
        "team": ("team",),
        "hulp": ("team",),
        "nieuw": (),
    }
    assert crosswalk(mini, mini)["koffie"] == ()


def test_crosswalk_to_a_block_that_is_not_there_is_refused(mini: Codebook) -> None:
    wrong = dataclasses.replace(mini, crosswalk={"werk": ("inhoud-van-het-werk",)})
    with pytest.raises(CodebookError) as caught:
        crosswalk(wrong, load_codebook("mkb-leercultuur"))
    assert caught.value.message == (
        "The crosswalk of mini leads werk to 'inhoud-van-het-werk',"
        " which is no block of mkb-leercultuur."
    )
    assert caught.value.hint == "Did you mean inhoud-van-werk?"


@pytest.mark.parametrize("name", ["aandachtsgebieden", "quickscan-leercultuur", "llo-gedragsmodel"])
def test_crosswalk_of_a_builtin_covers_all_its_codes(name: str) -> None:
    book = load_codebook(name)
    found = crosswalk(book, load_codebook("mkb-leercultuur"))
    assert found == {code.key: book.crosswalk[code.key] for _, code in book.walk()}


def test_translate_gives_every_block_once_and_lists_what_has_none(mini: Codebook) -> None:
    assert translate(["hulp", "planning", "team", "werk", "koffie", "hulp"], mini) == Translation(
        blocks=("inhoud-van-werk", "samenwerken"), unmapped=("hulp", "koffie")
    )
    assert translate([], mini) == Translation(blocks=(), unmapped=())


def test_translate_unknown_code_is_refused(mini: Codebook) -> None:
    with pytest.raises(CodebookError, match="No code 'hulpje' in mini"):
        translate(["hulpje"], mini)
