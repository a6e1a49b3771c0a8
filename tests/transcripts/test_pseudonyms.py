"""Names become pseudonyms whole, once, in their own capitals, and every place can be followed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.errors import PseudonymError
from bouwsteen.transcripts.model import Span
from bouwsteen.transcripts.pseudonym_file import proposals_csv, read_pseudonyms
from bouwsteen.transcripts.pseudonym_keys import rewrite_key, rewrite_keys
from bouwsteen.transcripts.pseudonyms import Doubt, Pseudonym, Pseudonyms


def table(**names: str) -> Pseudonyms:
    return Pseudonyms(
        tuple(
            Pseudonym(name=name.replace("_", " "), pseudonym=pseudonym)
            for name, pseudonym in names.items()
        )
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vera zei ja.", "P1 zei ja."),
        ("Met Vera, Vera; en (Vera).", "Met P1, P1; en (P1)."),
        ("Verandering is goed, Averaal ook.", "Verandering is goed, Averaal ook."),
        ("Vera's werk, Vera’s werk", "P1's werk, P1’s werk"),
        ("VERA ROEPT", "P1 ROEPT"),
        ("Jan de Wit en Jan", "firma X en Piet"),
        ("Jan\nde  Wit", "firma X"),
        ("Jans werk en januari", "Piets werk en januari"),
        ("Bas' werk en Basje", "Q' werk en Basje"),
        ("de Jan-methode, Vera-achtig", "de Piet-methode, P1-achtig"),
        ("interview_Vera_2", "interview_P1_2"),
        ("Vera🙂Vera", "P1🙂P1"),
        ("Van der Zee? Ja, Van der Zee.", "Zij? Ja, Zij."),
        ("ga naar van der Zee", "ga naar zij"),
        ("O'Brien en O’Brien", "B en B"),
        ("bel +31 6 1234, vera@x.nl", "bel [tel], [mail]"),
        ("een roos is een bloem, zegt Roos", "een roos is een bloem, zegt \\1"),
        ("", ""),
    ],
)
def test_rewrite_replaces_whole_words(text: str, expected: str) -> None:
    names = Pseudonyms(
        (
            Pseudonym(name="Vera", pseudonym="P1"),
            Pseudonym(name="Jan", pseudonym="Piet"),
            Pseudonym(name="Jan de Wit", pseudonym="firma X"),
            Pseudonym(name="Bas", pseudonym="Q"),
            Pseudonym(name="van der Zee", pseudonym="zij"),
            Pseudonym(name="O'Brien", pseudonym="B"),
            Pseudonym(name="+31 6 1234", pseudonym="[tel]"),
            Pseudonym(name="vera@x.nl", pseudonym="[mail]"),
            Pseudonym(name="Roos", pseudonym="\\1"),
        )
    )
    assert names.rewrite(text).text == expected


def test_pseudonym_that_is_a_name_is_not_replaced_again() -> None:
    names = table(Anna="Bas", Bas="Carla", Carla="Anna Bas")
    assert names.rewrite("Anna, Bas, Carla").text == "Bas, Carla, Anna Bas"
    assert [(one.name, name) for one, name in names.clashes] == [
        ("Anna", "Bas"),
        ("Bas", "Carla"),
        ("Carla", "Anna"),
        ("Carla", "Bas"),
    ]
    with pytest.raises(PseudonymError) as caught:
        names.check()
    assert caught.value.message == "The pseudonym 'Bas' holds the name 'Bas'."


def test_genitive_of_a_pseudonym_can_be_read() -> None:
    assert table(Jan="P1").rewrite("Jans werk").text == "P1's werk"
    assert table(Jan="Anna").rewrite("Jans werk").text == "Anna's werk"
    assert table(Jan="Piet").rewrite("JANS WERK").text == "PIETS WERK"


def test_cuts_keep_a_name_within_one_turn() -> None:
    names = table(Jan_Wit="X")
    assert names.rewrite("Jan Wit", cuts=[4]).text == "Jan Wit"
    assert names.rewrite("Jan Wit", cuts=[0, 7]).text == "X"


def test_spans_follow_their_words() -> None:
    text = "Toen zei Vera dat Jan kwam."
    found = table(Vera="respondent 1", Jan="P").rewrite(text)
    new = "Toen zei respondent 1 dat P kwam."
    assert found.text == new
    for old, expected in (
        ("Toen zei", "Toen zei"),
        ("Vera", "respondent 1"),
        ("zei Vera dat", "zei respondent 1 dat"),
        ("era d", "respondent 1 d"),
        ("zei Ve", "zei respondent 1"),
        ("er", "respondent 1"),
        ("Jan kwam.", "P kwam."),
        (text, new),
    ):
        start = text.index(old)
        assert found.span(Span(start, start + len(old))).of(new) == expected


PARTS = st.lists(st.sampled_from(["Vera", "Jan", "vera", " ", "x", "🙂", "\n", "s", "é", "-"]))


@given(PARTS.map("".join), st.data())
def test_text_outside_names_stays_letter_for_letter(text: str, data: st.DataObject) -> None:
    names = table(Vera="een lang pseudoniem", Jan="P")
    found = names.rewrite(text)
    assert names.rewrite(found.text).edits == ()
    kept = text
    for edit in reversed(found.edits):
        kept = kept[: edit.start] + found.text[edit.new_start : edit.new_end] + kept[edit.end :]
    assert kept == found.text
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        span = Span(start, data.draw(st.integers(start + 1, len(text))))
        moved = found.span(span)
        assert 0 <= moved.start < moved.end <= len(found.text)
        if not any(edit.start < span.end and span.start < edit.end for edit in found.edits):
            assert moved.of(found.text) == span.of(text)


def test_doubts_are_lower_case_names_and_parts_of_names() -> None:
    names = table(Roos_Tinnegieter="D2", Roos="D2a")
    texts = ["D2 zag een roos, en Tinnegieter niet.", "roos"]
    assert names.doubts(texts) == (
        Doubt(kind="lower case", text="roos", count=2),
        Doubt(kind="part", text="Tinnegieter", count=1),
    )


def test_keys_hide_names_however_they_are_written() -> None:
    names = Pseudonyms(
        (
            Pseudonym(name="René Smit", pseudonym="M 1"),
            Pseudonym(name="Jan", pseudonym="M2"),
            Pseudonym(name="Wilma", pseudonym="M3"),
        )
    )
    assert [
        rewrite_key(names, key)
        for key in ("rene_smit", "2-RenéSmit.def", "jan_01", "januari", "gesprekwilma2")
    ] == ["M-1", "2-M-1.def", "M2_01", "januari", "gesprekM32"]
    assert rewrite_key(names, "wilmas-hulp", inside=False) == "wilmas-hulp"
    assert rewrite_keys(names, ["jan", "M2", "wilma"]) == {"jan": "M2-2", "M2": "M2", "wilma": "M3"}
    assert rewrite_key(Pseudonyms(()), "jan") == "jan"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("Vera", "P1"), ("Vera", "P2")], "'Vera' stands in the table twice."),
        ([("", "P1")], "'P1' has no name or no pseudonym."),
    ],
)
def test_contradicting_tables_are_refused(rows: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(PseudonymError) as caught:
        Pseudonyms(tuple(Pseudonym(name=name, pseudonym=other) for name, other in rows))
    assert caught.value.message == message


@pytest.mark.parametrize(
    "content",
    [
        "name,pseudonym,kind\nVera de Wit,P1,speaker\nRené,P2,\n",
        "Naam;Pseudoniem;Soort\r\nVera  de Wit;P1;speaker\r\n;;\r\nRené;P2;\r\n",
        "name\tpseudonym\tkind\tcount\nVera de Wit\tP1\tspeaker\t3\nRené\tP2\t\t1\n",
    ],
)
def test_table_is_read_from_csv(tmp_path, content: str) -> None:
    path = tmp_path / "n.csv"
    path.write_bytes(content.encode("utf-8-sig"))
    assert read_pseudonyms(path).entries == (
        Pseudonym(name="Vera de Wit", pseudonym="P1", kind="speaker"),
        Pseudonym(name="René", pseudonym="P2"),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "n.csv: the table holds no names."),
        ("name,pseudonym\n", "n.csv: the table holds no names."),
        ("a,b\nVera,P1\n", "n.csv: the column name is missing; the first row has a, b."),
        ("name,pseudonym\nVera,\n", "n.csv: row 2: 'Vera' has no pseudonym."),
        ("name,pseudonym\n,P1\n", "n.csv: row 2 has no name."),
        ("name,pseudonym\nVera,P1\nVera,P2\n", "n.csv: 'Vera' stands in the table twice."),
    ],
)
def test_broken_tables_are_refused(tmp_path, content: str, message: str) -> None:
    path = tmp_path / "n.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PseudonymError) as caught:
        read_pseudonyms(path)
    assert caught.value.message == message
    with pytest.raises(PseudonymError, match="cannot be read"):
        read_pseudonyms(tmp_path / "weg.csv")


def test_proposals_without_any_are_a_heading() -> None:
    assert proposals_csv([]) == "name,pseudonym,kind,count,context\n"
