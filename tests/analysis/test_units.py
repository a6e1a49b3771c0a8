"""From spans to turns."""

from __future__ import annotations

from bouwsteen.analysis.units import Unit, Units, turn_units
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Done, Quotation


def units(study, anna: list[Quotation], bram: list[Quotation], **options) -> Units:
    return turn_units(
        study.cast,
        {"anna": CodingColumns.of(anna), "bram": CodingColumns.of(bram)},
        [
            Done(coder=coder, transcript=key)
            for coder, key in (
                ("anna", "solo_10"),
                ("bram", "solo_10"),
                ("anna", "groep"),
                ("bram", "groep"),
                ("anna", "solo_9"),
            )
        ],
        study.codebook,
        **options,
    )


def marked(found: Units) -> set[tuple[str, int, str, str]]:
    return {
        (
            found.units[unit].transcript,
            found.units[unit].turn,
            found.coders[coder],
            found.codes[code],
        )
        for unit, coder, code in zip(*found.marks.nonzero(), strict=True)
    }


def test_units_are_respondents_turns_that_all_coders_did(study) -> None:
    found = units(study, [], [])
    assert found.units == (
        Unit(transcript="solo_10", turn=2),
        Unit(transcript="solo_10", turn=4),
        Unit(transcript="groep", turn=2),
        Unit(transcript="groep", turn=3),
        Unit(transcript="groep", turn=5),
    )
    assert found.missing == (Done(coder="bram", transcript="solo_9"),)
    assert (found.unit, found.rule, found.level) == ("turn", "overlap-3", "block")
    assert (found.coders, found.codes) == (("anna", "bram"), ("werk", "samen"))
    assert (found.marks.shape, found.marks.sum()) == ((5, 2, 2), 0)


def test_a_quotation_marks_what_it_overlaps_by_three_characters(study) -> None:
    anna = [
        study.mark("solo_10", "dat hier?\nR: Wi", "werk"),
        study.mark("solo_10", " al.\nI: Ja.\nR: Nee", "autonomie", "buddy"),
        study.mark("groep", "j a\nB: tien", "samen"),
        study.mark("groep", "ok", "heimwee", "werk"),
        study.mark("solo_9", "Ik leer", "werk"),
    ]
    bram = [study.mark("groep", "j b\nX: wie ben ik eigenlijk\nA: o", "variatie")]
    assert marked(units(study, anna, bram)) == {
        ("solo_10", 2, "anna", "werk"),
        ("solo_10", 2, "anna", "samen"),
        ("solo_10", 4, "anna", "werk"),
        ("solo_10", 4, "anna", "samen"),
        ("groep", 2, "anna", "samen"),
        ("groep", 3, "anna", "samen"),
        ("groep", 5, "anna", "werk"),
        ("groep", 3, "bram", "werk"),
    }


def test_code_level_keeps_every_code_by_itself(study) -> None:
    found = units(study, [study.mark("groep", "ok", "heimwee", "autonomie")], [], level="code")
    assert found.codes == ("werk", "autonomie", "variatie", "samen", "buddy", "heimwee")
    assert marked(found) == {
        ("groep", 5, "anna", "heimwee"),
        ("groep", 5, "anna", "autonomie"),
    }
