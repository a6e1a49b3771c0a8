"""The codebook as an article's table."""

from __future__ import annotations

from bouwsteen.codebook.files import load_codebook
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.exports.codebook_article import codebook_article

BOOK = Codebook(
    key="klein",
    version=3,
    labels={"nl": "Klein boek"},
    codes=(
        Code(
            key="werk",
            labels={"nl": "Werk", "en": "Work"},
            definition={"nl": "Wat iemand doet."},
            examples={"nl": ("ja", "nee"), "en": ("yes",)},
        ),
        Code(key="taken", labels={"nl": "Taken"}, parent="werk", exclude={"nl": "Niet dit."}),
        Code(key="los", labels={"nl": "Los"}, free=True),
    ),
)


def test_table_has_a_row_a_code_and_only_columns_that_say_something() -> None:
    table = codebook_article(BOOK)
    assert table.caption == "Codeboek: Klein boek"
    assert [column.key for column in table.columns] == ["code", "definition", "exclude", "example"]
    assert table.rows == (
        ("1 Werk", "Wat iemand doet.", None, "“ja” “nee”"),
        ("1.1 Taken", None, "Niet dit.", None),
        ("Los", None, None, None),
    )
    (note,) = table.notes
    assert note.startswith("Codeboek klein, versie 3: 1 hoofdcodes, 3 codes in totaal; kenmerk ")


def test_text_of_another_language_is_marked() -> None:
    table = codebook_article(BOOK, lang="en")
    assert table.caption == "Codebook: klein"
    assert table.rows[0] == ("1 Work", "Wat iemand doet. [nl]", None, "“yes”")


def test_digest_changes_with_the_words() -> None:
    changed = Codebook(key="klein", version=3, codes=BOOK.codes[:2])
    notes = {codebook_article(one).notes[0].rpartition("kenmerk ")[2] for one in (BOOK, changed)}
    assert len(notes) == 2


def test_default_codebook_has_all_five_columns() -> None:
    table = codebook_article(load_codebook("mkb-leercultuur"), lang="en")
    assert [column.label for column in table.columns] == [
        *("Code", "Definition", "Include", "Exclude", "Example"),
    ]
    assert all(cell for row in table.rows for cell in row[:2])
