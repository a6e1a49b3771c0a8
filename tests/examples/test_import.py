"""The bundled study through the project's own readers: nothing lost, nothing doubtful."""

from __future__ import annotations

import pytest

from bouwsteen.codebook.files import load_codebook
from bouwsteen.coding.codings_csv import read_codings
from bouwsteen.coding.comment_problem import Trouble
from bouwsteen.coding.word_comments import comment_quotations
from bouwsteen.examples import bundled
from bouwsteen.transcripts.load import load


@pytest.mark.parametrize("name", bundled.TRANSCRIPTS)
def test_load_gives_the_turns_of_every_layout(name, read_turns):
    loaded = load(bundled.data_path(name))
    transcript = loaded.transcript
    assert [(turn.speaker, transcript.speech(turn)) for turn in transcript.turns] == read_turns(
        name
    )
    assert (transcript.language, loaded.warnings) == ("nl", ())


@pytest.mark.parametrize("name", bundled.CODINGS)
def test_read_codings_takes_every_row_with_the_default_codebook(name, rows):
    transcripts = [load(bundled.data_path(each)).transcript for each in bundled.TRANSCRIPTS]
    found = read_codings(bundled.data_path(name), transcripts, load_codebook("mkb-leercultuur"))
    assert (found.rows, found.repeated, found.ignored) == (len(rows(name)), (), ())
    assert len(found.quotations) == len({(row["transcript"], row["quote"]) for row in rows(name)})
    assert sum(len(quotation.codings) for quotation in found.quotations) == found.rows


def test_comment_quotations_takes_all_but_the_remark_without_a_code():
    plain = load(bundled.data_path(bundled.TRANSCRIPTS[0])).transcript
    loaded = load(bundled.data_path(bundled.COMMENTED[0]))
    found = comment_quotations(loaded.comments, loaded.transcript, load_codebook("mkb-leercultuur"))
    assert (loaded.transcript.key, loaded.transcript.sha256) == (plain.key, plain.sha256)
    assert [(coder.key, coder.name) for coder in found.coders] == [("carla", "Carla")]
    assert [quotation.codes for quotation in found.quotations] == [
        ("fouten-mogen-maken", "experimenteerruimte"),
        ("leiderschap", "fouten-mogen-maken"),
        ("continu-verbeteren",),
        ("cocreatie",),
        ("kennisuitwisseling", "organisatie-inrichting"),
        ("taakautonomie",),
        ("taakvarieteit",),
        ("opleidingsbudget",),
        ("diverse-teams", "samenwerken"),
        ("visie-op-leren-uitdragen", "fouten-mogen-maken"),
    ]
    assert [quotation.memo for quotation in found.quotations if quotation.memo] == [
        "mooi voorbeeld voor het artikel",
        "hier twijfel ik over\n"
        "Carla: Bij nader inzien allebei houden: hij geeft zelf het voorbeeld.",
        "collega of regeling?",
        "bedrag navragen bij de dochter",
        "vraag en antwoord samen nemen",
    ]
    assert [(each.trouble, each.text) for each in found.problems] == [
        (Trouble.UNKNOWN, "mooie zin voor de kop")
    ]
