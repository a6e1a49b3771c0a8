from __future__ import annotations

import dataclasses

import pytest

from bouwsteen.codebook.csv_file import from_csv, to_csv
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.errors import CodebookError

WRITTEN = [
    "key,parent,free,colour,label_nl,label_en,short_nl,short_en,definition_nl,definition_en,"
    "include_nl,include_en,exclude_nl,exclude_en,examples_nl,examples_en,cues_nl,cues_en,crosswalk,"
    "codebook,title_nl,title_en",
    "werk,,,#0072b2,Werk,Work,W,,Wat men doet.,What one does.,Taken.,,,Leisure.,"
    "Ik zaag. | Ik boor.,,zagen | boren,saw,inhoud-van-werk,mini,Klein boek,Small book",
    "vrijheid,werk,,,Vrijheid,Freedom,,,,,,,,,,,,,,,,",
    "planning,vrijheid,,,Planning,,,,,,,,,,,,,,,,,",
    "variatie,werk,,,Variatie,,,,,,,,,,,,,,,,,",
    "team,,,#f0e442,Team,Team,,,,,,,,,,,,,samenwerken,,,",
    "hulp,team,,,Hulp,,,,,,,,,,,,,,-,,,",
    "koffie,,yes,,Koffie,,,,,,,,,,,,,,,,,",
    "",
]


def test_to_csv_writes_one_row_a_code(mini: Codebook) -> None:
    assert to_csv(mini) == "\r\n".join(WRITTEN)


def test_from_csv_reads_all_that_was_written_but_the_version(mini: Codebook) -> None:
    read = from_csv("\r\n".join(WRITTEN), key="a-file", source="a-file.csv")
    assert read == dataclasses.replace(mini, version=1)


def test_from_csv_takes_a_codebook_that_is_named_in_every_row() -> None:
    text = "codebook,key,label_nl,title_de\nmini,a,A,\nmini,b,B,Kleines Buch\n"
    assert from_csv(text, key="x", source="x.csv") == Codebook(
        key="mini",
        labels={"de": "Kleines Buch"},
        codes=(Code(key="a", labels={"nl": "A"}), Code(key="b", labels={"nl": "B"})),
    )


@pytest.mark.parametrize("sep", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_from_csv_takes_any_separator_line_end_and_few_columns(
    sep: str, end: str, bom: str
) -> None:
    rows = [
        ["Label_NL", " key ", "free", "cues_nl"],
        ["Werk", "werk", "", r"a|b \| c| "],
        [],
        ["Koffie", "koffie", "Ja", ""],
        ["Thee", " thee"],
    ]
    text = bom + end.join(sep.join(row) for row in rows) + end
    assert from_csv(text, key="k", source="x.csv") == Codebook(
        key="k",
        codes=(
            Code(key="werk", labels={"nl": "Werk"}, cues={"nl": ("a", "b | c")}),
            Code(key="koffie", labels={"nl": "Koffie"}, free=True),
            Code(key="thee", labels={"nl": "Thee"}),
        ),
    )


def test_to_csv_protects_bars_backslashes_and_line_ends() -> None:
    book = Codebook(
        key="k",
        codes=(
            Code(
                key="a",
                labels={"nl": 'A, "b";\r\nc\rd'},
                cues={"nl": ("een|twee", "drie\\", "\\|")},
            ),
        ),
    )
    text = to_csv(book)
    assert r"een\|twee | drie\\ | \\\|" in text
    assert from_csv(text, key="k", source="x.csv") == book


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "b.csv, line 1: There is no column key.", "Add one with a key for every code."),
        (
            "label_nl,parent\nA,",
            "b.csv, line 1: There is no column key.",
            "Add one with a key for every code.",
        ),
        (
            "key,parent\na,",
            "b.csv, line 1: There is no column with labels.",
            "Add label_nl or label_en.",
        ),
        (
            "\nkey,labl_nl\na,A",
            "b.csv, line 2: Column 2 is called 'labl_nl'.",
            "Did you mean label_nl or label_en?",
        ),
        (
            "key,label_nl,Key\na,A,b",
            "b.csv, line 1: The column key is there twice.",
            "Remove one.",
        ),
        ("key,label_nl\n,A", "b.csv, line 2: The row has no key.", "Give every code a key."),
        (
            "key,label_nl\na,A, b",
            "b.csv, line 2: The row has 3 cells, the header 2.",
            "Put a cell that holds the separator between double quotes.",
        ),
        (
            "key,label_nl,free\na,A,maybe",
            "b.csv, line 2: free is 'maybe'.",
            "Write yes or leave it empty.",
        ),
        (
            'key,label_nl\na,"A\nA"\nb,',
            "b.csv, line 4: Code b has no label.",
            None,
        ),
        (
            'key,label_nl\na,"A',
            "b.csv, line 2 is no valid CSV: unexpected end of data.",
            "Put a cell that holds quotation marks between double ones, and double those in it.",
        ),
        (
            "key,label_nl\na,A\n\na,B",
            "b.csv, line 4: The key a is used twice (first on line 2).",
            "Rename one.",
        ),
        (
            "key,label_nl,parent\na,A,\nb,B,c",
            "b.csv, line 3: Code b stands under 'c', which is not there.",
            "Name the key of another code, or none.",
        ),
        (
            "key,label_nl,title_nl\na,A,Een\nb,B,Twee",
            "b.csv, line 3: title_nl is 'Twee' here and 'Een' above.",
            "Fill it in on the first row only.",
        ),
        (
            "key,label_nl,colour\na,A,red",
            "b.csv, line 2: Code a has the colour 'red'.",
            "Write a colour as #rrggbb, e.g. #0072b2.",
        ),
        (
            "key,label_nl,parent\na,A,b\nb,B,a",
            "b.csv: Code a stands under itself.",
            None,
        ),
        (
            "key,label_nl,parent,free\na,A,,\nb,B,a,yes",
            "b.csv, line 3: Code b is free and has a parent; it can be only one.",
            None,
        ),
    ],
)
def test_from_csv_mistake_is_named_with_its_line(text: str, message: str, hint: str | None) -> None:
    with pytest.raises(CodebookError) as caught:
        from_csv(text, key="k", source="b.csv")
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_from_csv_unknown_column_without_neighbour_lists_the_known_ones() -> None:
    with pytest.raises(CodebookError) as caught:
        from_csv("key,label_nl,xyz\na,A,", key="k", source="b.csv")
    assert caught.value.message == "b.csv, line 1: Column 3 is called 'xyz'."
    assert caught.value.hint == (
        "Known columns: key, parent, free, colour, crosswalk, codebook, label_nl, label_en,"
        " short_nl, short_en, definition_nl, definition_en, include_nl, include_en, exclude_nl,"
        " exclude_en, examples_nl, examples_en, cues_nl, cues_en, title_nl, title_en."
    )
