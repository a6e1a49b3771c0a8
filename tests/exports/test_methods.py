"""The methods paragraph, word for word."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from bouwsteen import __version__
from bouwsteen.analysis.agreement.verify import Verified
from bouwsteen.coding.consensus import Settings, draw_up
from bouwsteen.coding.decisions import Decision, Mark, Verdict
from bouwsteen.coding.model import Done
from bouwsteen.exports.methods import Facts, Material, Resolution, methods_text
from bouwsteen.transcripts.model import Span

HASH = "c0de" * 16

DUTCH = (
    "Er is gecodeerd door 2 codeurs (anna en bram), elk in een eigen laag, met het codeboek "
    "“klein” (versie 1). Van de 8 interviews zijn er 7 (88%) door ten minste twee codeurs "
    "gecodeerd. Dat zijn 28 van de 32 woorden van respondenten (88%). Het logboek vermeldt geen "
    "geval waarin een codeur codes van een ander zag voordat de eigen codering van dat interview "
    "was afgerond.",
    "De overeenstemming is bepaald per spreekbeurt (28 beurten) over 168 tekens codeerbare tekst: "
    "wat respondenten zeggen. Een citaat markeert een eenheid die het met ten minste 3 tekens "
    "overlapt, of een kortere eenheid die het geheel bevat. Subcodes tellen als hun bouwsteen. "
    "Eén citaat dat een ander citaat van dezelfde codeur met dezelfde code overlapt, is daar "
    "eerst mee samengevoegd. 1 codering met een vrije code hoort bij geen bouwsteen en is niet "
    "meegeteld. Als maat is vooraf, voordat de lagen naast elkaar werden gelegd, alfa met "
    "Jaccards afstand gekozen, zodat de uitkomst de keuze niet kon sturen. Over alle bouwstenen "
    "samen is alfa met Jaccards afstand 0,48 (95%-interval 0,48 tot 0,48). De waarden zijn: "
    "1 Inhoud van werk 0,48 (95%-interval 0,48 tot 0,48). Krippendorffs alfa is niet te bepalen "
    "voor 2 Samenwerken: geen van de codeurs gebruikte de code. De ondergrens van het interval "
    "ligt bij 1 van de 1 onder 0,667. De 95%-intervallen zijn met een jackknife over interviews "
    "bepaald: elk van de 7 interviews is een keer weggelaten (Students t met 6 vrijheidsgraden). "
    "Zij gaan over andere interviews met dezelfde codeurs.",
    "Een consensusoverleg over de verschillen is niet vastgelegd.",
    f"Berekend met bouwsteen 9.9. SHA-256 van de vergeleken coderingen: {HASH}.",
)
ENGLISH = (
    "Coding was done by 2 coders (anna and bram), each in a layer of their own, with the codebook "
    "“klein” (version 1). Of the 8 interviews, 7 (88%) were coded by at least two coders. They "
    "hold 28 of the 32 words of respondents (88%). The log shows no case of a coder seeing "
    "another's codes before finishing the coding of that interview.",
    "Agreement was measured per turn (28 turns) over 168 characters of codeable text: what "
    "respondents say. A quotation marks a unit that it overlaps by at least 3 characters, or a "
    "shorter unit that it holds whole. Sub-codes count as their block. One quotation that "
    "overlaps another of the same coder with the same code was first joined to it. 1 coding with "
    "a free code belongs to no block and is not counted. The coefficient, alpha with Jaccard's "
    "distance, was chosen beforehand, before the layers were laid side by side, so that the "
    "outcome could not steer the choice. Over all building blocks together alpha with Jaccard's "
    "distance is 0.48 (95% interval 0.48 to 0.48). The values are: 1 Job content 0.48 (95% "
    "interval 0.48 to 0.48). Krippendorff's alpha is undefined for 2 Collaboration: no coder used "
    "the code. The lower bound of the interval lies below 0.667 for 1 of the 1. The 95% intervals "
    "come from a jackknife over interviews: each of the 7 interviews was left out once (Student's "
    "t with 6 degrees of freedom). They are about other interviews with the same coders.",
    "No consensus meeting about the differences is on record.",
    f"Computed with bouwsteen 9.9. SHA-256 of the codings compared: {HASH}.",
)


def resolution(compared, verdicts: list[tuple[Verdict, str | None]]) -> Resolution:
    """Decide on the first issues, one verdict each."""
    settings = Settings(coders=("anna", "bram"), recorder="anna", overlap=0.9)
    agenda = draw_up(compared.quotations, settings, done=compared.done)
    return Resolution.of(
        agenda,
        [
            Decision(
                issue=issue.id,
                verdict=verdict,
                coder=coder,
                marks=(Mark(span=Span(3, 9), codes=("taken",)),) if verdict == "new" else (),
                reason="zo besloten",
                who="anna",
                at=datetime(2025, 3, 4, tzinfo=UTC),
            )
            for issue, (verdict, coder) in zip(agenda.issues, verdicts, strict=False)
        ],
    )


@pytest.mark.parametrize(("lang", "expected"), [("nl", DUTCH), ("en", ENGLISH)])
def test_methods_text_is_filled_in_word_for_word(
    compare, facts, lang: str, expected: tuple[str, ...]
) -> None:
    compared = compare(8)
    found = methods_text(compared.agreement, compared.codebook, facts(compared), lang=lang)
    assert found == expected


def test_methods_text_claims_nothing_that_is_not_known(compare, facts) -> None:
    compared = compare(8)
    silent = Material(transcripts=8, words=0, double_words=0)
    known = facts(compared, material=silent, log_read=False, primary_beforehand=False)
    coding, measuring, _, _ = methods_text(compared.agreement, compared.codebook, known)
    assert coding == DUTCH[0][: DUTCH[0].index(" Dat zijn")]
    before = "Als maat is vooraf, voordat de lagen naast elkaar werden gelegd, alfa met Jaccards "
    before += "afstand gekozen, zodat de uitkomst de keuze niet kon sturen."
    after = "De maat is niet vooraf vastgelegd; gerapporteerd is alfa met Jaccards afstand."
    assert measuring == DUTCH[1].replace(before, after)


def test_methods_text_says_when_coders_were_not_independent(compare, facts) -> None:
    compared = compare(8, saw=[Done(coder="bram", transcript="int_2")], after_consensus=True)
    coding = methods_text(compared.agreement, compared.codebook, facts(compared), lang="en")[0]
    assert coding.endswith(
        "(88%). There is a reservation about the independence of the coders. The layers were "
        "changed after the differences had been shown; the coders are no longer independent. "
        "bram saw another's codes in int_2 before finishing the layer."
    )


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (
            22,
            "The 95% intervals come from a bootstrap over interviews: whole interviews were drawn "
            "with replacement 10,000 times (percentiles, seed 0). They are about other interviews "
            "with the same coders.",
        ),
        (
            4,
            "The values are: 1 Job content 0.49. Krippendorff's alpha is undefined for "
            "2 Collaboration: no coder used the code. No intervals are given, because 3 "
            "interviews are too few for them.",
        ),
    ],
)
def test_methods_text_names_the_method_of_the_intervals(
    compare, facts, n: int, expected: str
) -> None:
    compared = compare(n)
    found = methods_text(compared.agreement, compared.codebook, facts(compared), lang="en")
    assert found[1].endswith(expected)


def test_methods_text_gives_range_of_codes_by_the_primary_coefficient(compare, facts) -> None:
    compared = compare(8, level="code", unit="character", scope="all", primary="kappa")
    text = methods_text(compared.agreement, compared.codebook, facts(compared), lang="en")[1]
    assert text.startswith(
        "Agreement was measured per character, over 168 characters of codeable text: all turns. "
        "Every code stands for itself. One quotation"
    )
    assert (
        "The coefficient, Cohen's kappa, was chosen beforehand, before the layers were laid side "
        "by side, so that the outcome could not steer the choice. On average over the codes for "
        "which it is defined (2 of 4) Cohen's kappa is 0.21 (without an interval: the measure "
        "exists in too few of the repeated draws for an interval). Per code Cohen's "
        "kappa runs from 0.00 for Heimwee to 0.43 for 1.1 Uitdaging in taken. The values are: "
        "1.1 Uitdaging in taken 0.43 (95% interval 0.40 to "
        "0.46); Heimwee 0.00 (without an interval: the measure exists in too few of the repeated "
        "draws for an interval). Cohen's kappa is undefined for 1 Job content; 2 Collaboration: "
        "no coder used the code. The 95% intervals"
    ) in text


@pytest.mark.parametrize(
    ("options", "opening", "figures"),
    [
        (
            {"primary": "u_alpha"},
            "Agreement was measured on stretches of text, maximal runs with the same set of codes, "
            "which were compared character by character over 168 characters of codeable text: "
            "what respondents say. Sub-codes count as their block. One quotation that",
            "Over all building blocks together u-alpha is 0.39 (95% interval 0.35 to 0.42). The "
            "values are: 1 Job content 0.39",
        ),
        (
            {"primary": "alpha_u", "with_alpha_u": True},
            "Agreement was measured on stretches of text that have a code, which were compared "
            "code by code and character by character over 168 characters of codeable text: what "
            "respondents say. Sub-codes count as their block. One quotation that",
            "Over all building blocks together the older alpha-U is 0.35 (95% interval 0.32 to "
            "0.39). The values are: 1 Job content 0.35",
        ),
        (
            {"primary": "gamma", "gamma_samples": 5, "coders": ("anna", "bram", "carla")},
            "Agreement was measured on quotations as stretches of text: each was laid beside the "
            "one of the other coder that it fits best, and compared by place, to the character, "
            "and by code, in 168 characters of codeable text: what respondents say. Sub-codes "
            "count as their block. 1 coding with",
            "On average over the pairs of coders Mathet's gamma is -0.",
        ),
    ],
)
def test_methods_text_claims_no_units_for_figures_of_stretches(
    compare, facts, options: dict[str, object], opening: str, figures: str
) -> None:
    compared = compare(8, **options)
    text = methods_text(compared.agreement, compared.codebook, facts(compared), lang="en")[1]
    assert text.startswith(opening)
    assert figures in text
    before, _, _ = text.partition("so that the outcome could not steer the choice.")
    assert "turn" not in before
    assert "A quotation marks" not in before


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (
            "turn",
            "(where two coders coded there is only one code). For each building block separately "
            "Krippendorff's alpha was measured per turn (28 turns). A quotation marks a unit that "
            "it overlaps by at least 3 characters, or a shorter unit that it holds whole. The "
            "values are: 1 Job content 0.48",
        ),
        (
            "character",
            "(where two coders coded there is only one code). For each building block separately "
            "Krippendorff's alpha was measured per character. The values are: 1 Job content 0.",
        ),
    ],
)
def test_methods_text_names_units_of_codes_where_the_whole_has_none(
    compare, facts, unit: str, expected: str
) -> None:
    compared = compare(8, primary="cu_alpha", unit=unit)
    text = methods_text(compared.agreement, compared.codebook, facts(compared), lang="en")[1]
    assert expected in text


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {"primary": "alpha_macro"},
            "Gemiddeld over de bouwstenen waarvoor de maat te bepalen is (1 van de 2) is "
            "Krippendorffs alfa 0,48 (",
        ),
        (
            {"primary": "percent"},
            "Gemiddeld over de bouwstenen is percentage overeenstemming 0,88 (",
        ),
        (
            {"primary": "percent", "level": "code"},
            "Gemiddeld over de codes is percentage overeenstemming 0,93 (",
        ),
        (
            {"primary": "kappa", "only": "heimwee"},
            "Gemiddeld over de bouwstenen is Cohens kappa niet te bepalen (",
        ),
        (
            {"primary": "alpha_micro"},
            "Over alle bouwstenen samen is alfa over alle codes opgeteld 0,48 (",
        ),
    ],
)
def test_methods_text_calls_a_mean_a_mean(
    compare, facts, options: dict[str, object], expected: str
) -> None:
    compared = compare(8, **options)
    assert expected in methods_text(compared.agreement, compared.codebook, facts(compared))[1]


@pytest.mark.parametrize(
    ("n", "options", "expected"),
    [
        (8, {}, "Computed with bouwsteen 9.9. SHA"),
        (8, {"gamma_samples": 5}, "Computed with bouwsteen 9.9 (seed 0). SHA"),
        (22, {}, "Computed with bouwsteen 9.9 (seed 0). SHA"),
    ],
)
def test_methods_text_tells_the_seed_only_where_something_was_drawn(
    compare, facts, n: int, options: dict[str, object], expected: str
) -> None:
    compared = compare(n, **options)
    text = methods_text(compared.agreement, compared.codebook, facts(compared), lang="en")[3]
    assert text.startswith(expected)


def test_resolution_keeps_apart_what_only_one_coder_finished(compare) -> None:
    compared = compare(4)
    strict = resolution(compared, [])
    assert (strict.agreed, strict.single, strict.issues) == (0, 2, 7)
    settings = Settings(coders=("anna", "bram"), recorder="anna")
    lenient = Resolution.of(draw_up(compared.quotations, settings, done=compared.done), [])
    assert (lenient.agreed, lenient.single) == (3, 2)


def test_methods_text_without_a_figure_gives_the_reason_alone(compare, facts) -> None:
    compared = compare(8, only="heimwee")
    text = methods_text(compared.agreement, compared.codebook, facts(compared), lang="en")[1]
    assert text.endswith(
        "Over all building blocks together alpha with Jaccard's distance is undefined (no coder "
        "used the code). Krippendorff's alpha is undefined for 1 Job content; 2 Collaboration: no "
        "coder used the code."
    )


def test_methods_text_counts_what_the_meeting_decided(compare, facts) -> None:
    compared = compare(4)
    verdicts = [
        *[(Verdict.ACCEPT, "bram"), (Verdict.ACCEPT, "anna"), (Verdict.ACCEPT, "bram")],
        *[(Verdict.BOTH, None), (Verdict.NEW, None), (Verdict.REJECT, None)],
    ]
    made = resolution(compared, verdicts)
    text = methods_text(
        compared.agreement, compared.codebook, facts(compared, resolution=made), lang="en"
    )[2]
    assert text == (
        "Differences were discussed in a consensus meeting. Quotations with the same codes that "
        "have at least 90% of their text in common went over without discussion, with all that "
        "any of the coders had marked. No quotation went over in this way. 2 quotations come from "
        "interviews that only one coder finished, and were taken over as they are. The 7 "
        "differences that were left were discussed, and decided: as anna coded (1), as bram "
        "coded (2), all quotations kept (1), coded anew (1), nothing coded (1). Not decided yet: 1."
    )


def test_methods_text_tells_of_a_meeting_that_has_decided_nothing_yet(compare, facts) -> None:
    compared = compare(4)
    known = facts(compared, resolution=resolution(compared, []))
    text = methods_text(compared.agreement, compared.codebook, known)[2]
    assert text.endswith(
        "Geen enkel citaat ging zo over. 2 citaten komen uit interviews die door maar één codeur "
        "zijn afgerond, en zijn ongewijzigd overgenomen. Nog niet besloten: 7."
    )


def test_methods_text_names_the_program_that_checked(compare, facts) -> None:
    compared = compare(8)
    checked = Verified(
        package="krippendorff 0.9.0", compared=3, skipped=(), largest_difference=2.22e-16
    )
    found = dataclasses.replace(compared.agreement, verified=checked)
    text = methods_text(found, compared.codebook, facts(compared), lang="en")[3]
    assert text.endswith(
        "Alpha was recomputed with krippendorff 0.9.0: 3 values, largest difference 2e-16."
    )


def test_facts_name_this_release_by_default() -> None:
    material = Material(transcripts=1, words=1, double_words=1)
    found = Facts(material=material, primary_beforehand=True, log_read=True, sha256=HASH)
    assert found.version == __version__
