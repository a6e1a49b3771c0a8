from __future__ import annotations

import re
from importlib import resources

import pytest

from bouwsteen.codebook.files import builtin_names, load_codebook
from bouwsteen.codebook.model import LANGUAGES
from bouwsteen.codebook.toml_file import to_toml

FOLDER = resources.files("bouwsteen.codebook") / "builtin"
OTHERS = ("aandachtsgebieden", "quickscan-leercultuur", "llo-gedragsmodel")
BLOCKS = (
    "inhoud-van-werk",
    "ruimte-en-veiligheid",
    "samenwerken",
    "leiderschap",
    "organisatie-inrichting",
    "externe-omgeving",
)
SHAPES = {
    "mkb-leercultuur": {
        "inhoud-van-werk": 4,
        "ruimte-en-veiligheid": 3,
        "samenwerken": 3,
        "leiderschap": 3,
        "organisatie-inrichting": 5,
        "externe-omgeving": 2,
    },
    "aandachtsgebieden": {
        "inhoud-van-werk": 5,
        "samenwerken": 3,
        "leiderschap": 6,
        "ruimte-en-veiligheid": 3,
        "organisatiekenmerken": 4,
        "buitenwereld": 1,
    },
    "quickscan-leercultuur": {
        "leerrijke-taken": 3,
        "leren-met-collegas": 5,
        "rol-van-leidinggevenden": 4,
        "organisatie": 5,
        "omgeving": 3,
    },
    "llo-gedragsmodel": {
        "intentie": 4,
        "kloven": 3,
        "belemmeringen": 2,
        "persoonlijke-kenmerken": 0,
        "context": 2,
        "gedrag": 3,
    },
}


def test_builtin_names_are_the_files_of_the_folder() -> None:
    files = {file.name for file in FOLDER.iterdir()}
    assert files == {f"{name}.toml" for name in builtin_names()}
    assert builtin_names()[0] == "mkb-leercultuur"


@pytest.mark.parametrize("name", SHAPES)
def test_builtin_has_its_blocks_and_numbers_of_subcodes(name: str) -> None:
    book = load_codebook(name)
    assert (book.key, book.version, book.free_codes) == (name, 1, ())
    assert {block.key: len(book.children(block.key)) for block in book.blocks} == SHAPES[name]
    assert [block.key for block in book.blocks] == list(SHAPES[name])


@pytest.mark.parametrize("name", SHAPES)
def test_builtin_file_is_what_the_writer_writes(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert text == to_toml(load_codebook(name))


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_builtin_title_labels_definitions_and_cues_are_complete(name: str, lang: str) -> None:
    book = load_codebook(name)
    assert book.labels[lang]
    missing = [
        (code.key, field)
        for code in book.codes
        for field in ("labels", "definition", "cues")
        if not getattr(code, field).get(lang)
    ]
    assert missing == []


@pytest.mark.parametrize("name", SHAPES)
def test_builtin_code_answers_to_key_number_label_and_short(name: str) -> None:
    book = load_codebook(name)
    for code in book.codes:
        words = [code.key, book.numbers[code.key], *code.labels.values(), *code.short.values()]
        assert {book.resolve(word).key for word in words} == {code.key}


@pytest.mark.parametrize("name", SHAPES)
def test_builtin_blocks_have_colours_of_their_own_and_subcodes_none(name: str) -> None:
    book = load_codebook(name)
    colours = [block.colour for block in book.blocks]
    assert None not in colours
    assert len(set(colours)) == len(colours)
    assert {code.colour for code in book.codes if code.parent} == {None}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_mkb_leercultuur_criteria_examples_and_cues_are_complete(lang: str) -> None:
    book = load_codebook("mkb-leercultuur")
    for code in book.codes:
        assert code.include[lang]
        assert code.exclude[lang]
        assert 1 <= len(code.examples[lang]) <= 2
        assert 40 <= len(code.cues[lang]) <= 110
    assert [block.key for block in book.blocks if not block.short.get(lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_mkb_leercultuur_cue_belongs_to_one_code(lang: str) -> None:
    cues = [
        cue.casefold() for code in load_codebook("mkb-leercultuur").codes for cue in code.cues[lang]
    ]
    assert sorted({cue for cue in cues if cues.count(cue) > 1}) == []


def test_mkb_leercultuur_published_row_labels_resolve_to_the_six_blocks() -> None:
    book = load_codebook("mkb-leercultuur")
    rows = (
        "Inhoud van werk",
        "Ruimte en veiligheid",
        "Samenwerken en teamontwikkeling",
        "Leiderschap",
        "Organisatie-inrichting",
        "Externe omgeving",
    )
    assert tuple(book.resolve(row).key for row in rows) == BLOCKS
    assert [book.numbers[key] for key in BLOCKS] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_mkb_leercultuur_references_name_the_code_with_that_number(lang: str) -> None:
    book = load_codebook("mkb-leercultuur")
    found = 0
    for code in book.codes:
        for text in (code.include[lang], code.exclude[lang]):
            for word, number in re.findall(r"([\w-]+) \((\d\.\d)\)", text):
                found += 1
                assert word.casefold() in book.resolve(number).labels[lang].casefold()
    assert found > 10


@pytest.mark.parametrize("name", OTHERS)
def test_builtin_crosswalk_states_every_code_and_leads_to_the_six_blocks(name: str) -> None:
    book = load_codebook(name)
    assert set(book.crosswalk) == {code.key for code in book.codes}
    assert {block for to in book.crosswalk.values() for block in to} <= set(BLOCKS)


def test_mkb_leercultuur_has_no_crosswalk() -> None:
    assert load_codebook("mkb-leercultuur").crosswalk == {}


def test_quickscan_names_its_scale_and_states_an_item_in_every_subcode() -> None:
    book = load_codebook("quickscan-leercultuur")
    items = [code for code in book.codes if code.parent]
    assert len(items) == 20
    for lang, scale in (("nl", "vijfpuntsschaal"), ("en", "five-point scale")):
        assert scale in book.labels[lang]
        assert all(scale in block.definition[lang] for block in book.blocks)
        assert len({item.definition[lang] for item in items}) == 20


def test_quickscan_colleague_items_on_mistakes_and_trying_lead_to_block_two() -> None:
    book = load_codebook("quickscan-leercultuur")
    assert {code.key: book.crosswalk[code.key] for code in book.children("leren-met-collegas")} == {
        "collegas-fouten": ("ruimte-en-veiligheid",),
        "collegas-experimenteren": ("ruimte-en-veiligheid",),
        "collegas-kennis": ("samenwerken",),
        "collegas-hulp": ("samenwerken",),
        "collegas-ander-vak": ("samenwerken",),
    }


def test_aandachtsgebieden_factor_follows_its_area() -> None:
    book = load_codebook("aandachtsgebieden")
    for code in book.codes:
        assert book.crosswalk[code.key] == book.crosswalk[book.block_of(code.key).key]
    assert [book.crosswalk[block.key] for block in book.blocks] == [
        ("inhoud-van-werk",),
        ("samenwerken",),
        ("leiderschap",),
        ("ruimte-en-veiligheid",),
        ("organisatie-inrichting",),
        ("externe-omgeving",),
    ]


def test_llo_gedragsmodel_says_which_codes_have_no_counterpart() -> None:
    book = load_codebook("llo-gedragsmodel")
    assert {key: to for key, to in book.crosswalk.items() if to} == {
        "gebrek-aan-tijd": ("ruimte-en-veiligheid",),
        "gebrek-aan-geld": ("organisatie-inrichting",),
        "leercultuur": BLOCKS,
    }
    for code in book.codes:
        without = not book.crosswalk[code.key]
        assert ("Geen tegenhanger in de zes bouwstenen." in code.definition["nl"]) is without
        assert ("No counterpart in the six blocks." in code.definition["en"]) is without
