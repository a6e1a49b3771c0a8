"""How much each coder has coded."""

from __future__ import annotations

from bouwsteen.analysis.coverage import Covered, coverage
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Done
from bouwsteen.transcripts.cast import Cast


def test_coverage_counts_respondents_speech_once(study) -> None:
    anna = CodingColumns.of(
        [
            study.mark("solo_10", "Hoe gaat dat hier?\nR: Wij doen", "werk", "samen"),
            study.mark("solo_10", "doen veel", "werk"),
            study.mark("solo_10", "altijd al.\nI: Ja.\nR: Nee.", "werk"),
            study.mark("solo_9", "iets nieuws.", "samen"),
        ]
    )
    found = coverage(
        study.cast,
        {"anna": anna, "bram": CodingColumns.of([])},
        [Done(coder="anna", transcript="solo_9")],
    )
    expected = [
        ("solo_10", "anna", 35, len("Wij doen veel") + len("altijd al.") + len("Nee."), 3, False),
        ("solo_10", "bram", 35, 0, 0, False),
        ("solo_9", "anna", 29, 12, 1, True),
        ("solo_9", "bram", 29, 0, 0, False),
        ("groep", "anna", 22, 0, 0, False),
        ("groep", "bram", 22, 0, 0, False),
    ]
    assert found == tuple(
        Covered(
            transcript=transcript,
            coder=coder,
            characters=characters,
            coded=coded,
            quotations=quotations,
            done=done,
        )
        for transcript, coder, characters, coded, quotations, done in expected
    )
    assert found[2].share == 12 / 29
    assert found[2].to_json() == {
        "transcript": "solo_9",
        "coder": "anna",
        "characters": 29,
        "coded": 12,
        "quotations": 1,
        "done": True,
        "share": 12 / 29,
    }


def test_share_is_undefined_without_respondents(study) -> None:
    silent = Cast(transcripts=study.cast.transcripts[:1], respondents=())
    (found,) = coverage(silent, {"anna": CodingColumns.of([])})
    assert (found.characters, found.share) == (0, None)
