"""The agreement report: its order, its tables and what it leaves out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from bouwsteen.analysis.agreement.results import Agreement
from bouwsteen.analysis.agreement.suite import BENCHMARKED, CODE_MEASURES
from bouwsteen.analysis.agreement.values import Value
from bouwsteen.exports.agreement_report import agreement_report
from bouwsteen.exports.labels import texts
from bouwsteen.exports.methods import methods_text
from bouwsteen.exports.report_parts import Bullets, Picture, Report
from bouwsteen.exports.table import Table

UNDEFINED = "is niet te bepalen voor 2 Samenwerken: geen van de codeurs gebruikte de code."


def outline(report: Report) -> list[tuple[str, list[str]]]:
    """Headings, and of each part its kind or caption."""

    def name(part: object) -> str:
        if isinstance(part, Table):
            return part.caption
        return type(part).__name__

    return [(one.heading, [name(part) for part in one.parts]) for one in report.sections]


def table(report: Report, key: str) -> Table:
    return next(one for one in report.tables if one.key == key)


def with_values(found: Agreement, values: dict[str, Value]) -> Agreement:
    """The same comparison with other alphas."""
    codes = tuple(
        dataclasses.replace(one, measures={**one.measures, "alpha": values.get(one.code)})
        if one.code in values
        else one
        for one in found.codes
    )
    return dataclasses.replace(found, codes=codes)


def test_agreement_report_goes_from_summary_to_methods(report) -> None:
    made: Report = report(8)
    assert (made.title, made.subtitle, made.lang) == (
        "Overeenstemming tussen codeurs",
        "anna en bram; codeboek “klein”, versie 1",
        "nl",
    )
    assert outline(made) == [
        ("In het kort", ["str", "str", "Bullets"]),
        ("Kanttekeningen", ["str", "Bullets"]),
        (
            "Per bouwsteen",
            ["Picture", "Overeenstemming per bouwsteen", "Hoe vaak de codes zijn gegeven"],
        ),
        (
            "Citaten als stukken tekst",
            ["str", "Overeenstemming over de citaten zelf, in tekens"],
        ),
        ("Over alle codes", ["Maten over alle codes"]),
        (
            "Waar de codeurs verschillen",
            ["Verschillen tussen anna en bram naar soort", "Picture", "str"],
        ),
        (
            "Interviews die het zwaarst wegen",
            ["De drie interviews met de meeste verschillen, per code"],
        ),
        ("Verantwoording", ["str"] * 5),
    ]
    assert [one.key for one in made.data] == [
        "data", "influence", "confusion_turns", "confusion_characters", "disagreements",
    ]  # fmt: skip


def test_agreement_report_leaves_out_what_it_was_not_given(compare, facts) -> None:
    compared = compare(8)
    made = agreement_report(
        compared.agreement, compared.codebook, methods=facts(compared), lang="en"
    )
    assert [one.heading for one in made.sections] == [
        *("In short", "Reservations", "By building block", "Quotations as stretches of text"),
        *("Over all codes", "Interviews that weigh most", "Method"),
    ]
    assert [one.key for one in made.data] == ["data", "influence"]


def test_agreement_report_draws_nothing_when_nothing_is_defined(report) -> None:
    made: Report = report(8, only="heimwee")
    parts = [part for section in made.sections for part in section.parts]
    assert [part for part in parts if isinstance(part, Picture)] == []
    assert made.sections[0].parts[0] == (
        "Over alle bouwstenen samen is alfa met Jaccards afstand niet te bepalen (geen van de "
        "codeurs gebruikte de code)."
    )
    assert "Interviews die het zwaarst wegen" not in [one.heading for one in made.sections]


def test_summary_judges_codes_by_the_lower_bound(compare, facts) -> None:
    compared = compare(8, level="code")
    found = with_values(
        compared.agreement,
        {
            "werk": Value(value=0.9, low=0.8, high=1.0, method="jackknife"),
            "taken": Value(value=0.99, low=0.66, high=1.0, method="jackknife"),
            "samen": Value(value=0.7, low=0.667, high=0.75, method="jackknife"),
        },
    )
    made = agreement_report(found, compared.codebook, methods=facts(compared), lang="en")
    _, rule, verdicts = made.sections[0].parts
    assert isinstance(rule, str) and rule.startswith("Krippendorff (2004)")
    assert verdicts == Bullets(
        items=(
            "reliable (lower bound from 0.800): 1 Job content",
            "fit for tentative conclusions (lower bound from 0.667): 2 Collaboration",
            "too uncertain to rely on (lower bound below 0.667): 1.1 Uitdaging in taken",
            "not judged, because too rare or without an interval: Heimwee",
        )
    )


def test_summary_does_not_judge_rare_codes_or_coefficients_without_limits(report) -> None:
    rare: Report = report(3)
    assert rare.sections[0].parts[-1] == Bullets(
        items=(
            "zonder oordeel, want te zeldzaam of zonder interval: 1 Inhoud van werk; 2 Samenwerken",
        )
    )
    other: Report = report(8, primary="kappa")
    assert other.sections[0].parts == (
        "Gemiddeld over de bouwstenen waarvoor de maat te bepalen is (1 van de 2) is Cohens "
        "kappa 0,50 (95%-interval 0,50 tot 0,50).",
        "Voor Cohens kappa bestaan geen erkende grenzen; een oordeel is hier niet gegeven.",
    )


def test_guards_are_sentences_with_their_figures(report, compare, facts) -> None:
    made: Report = report(8)
    assert made.sections[1].parts[1] == Bullets(
        items=(
            "Met 7 interviews (minder dan 20) is het interval een jackknife en breed.",
            "1 Inhoud van werk: anna markeert 14 eenheden, bram 7: een van beiden codeert "
            "structureel vaker.",
        )
    )
    compared = compare(8)
    silent = dataclasses.replace(compared.agreement, guards=())
    quiet = agreement_report(silent, compared.codebook, methods=facts(compared))
    assert quiet.sections[1].parts == ("Geen van de ingebouwde controles sloeg aan.",)


def test_code_table_has_alpha_with_its_interval_and_says_what_is_undefined(report) -> None:
    made = table(report(8), "agreement-by-block")
    assert [column.label for column in made.columns] == [
        "Bouwsteen", "Eens", "Positief", "Kappa", "AC1", "Alfa", "Laag", "Hoog", "Kans <0,667",
    ]  # fmt: skip
    alpha = pytest.approx(10 / 21)
    first = ("1 Inhoud van werk", 0.75, pytest.approx(2 / 3), 0.5, pytest.approx(9 / 17))
    assert made.rows == (
        (*first, alpha, alpha, alpha, 1.0),
        ("2 Samenwerken", 1.0, None, None, 1.0, None, None, None, None),
    )
    mean = ("Gemiddelde", 0.875, pytest.approx(2 / 3), 0.5, pytest.approx(13 / 17))
    assert made.foot == (
        (*mean, alpha, alpha, alpha, 1.0),
        ("Alle rijen samen", None, None, None, None, alpha, alpha, alpha, 1.0),
    )
    assert made.notes[3] == "Niet meegeteld omdat nog niet afgerond: int_7 (bram)."
    assert made.notes[-3:] == (
        f"Positieve overeenstemming {UNDEFINED}",
        f"Cohens kappa {UNDEFINED}",
        f"Krippendorffs alfa {UNDEFINED}",
    )


def test_count_table_has_every_coders_units(report) -> None:
    made = table(report(8), "counts")
    assert [column.label for column in made.columns] == [
        "Bouwsteen", "Eenheden", "Citaten", "anna", "bram", "Beiden", "Prevalentie",
    ]  # fmt: skip
    assert made.rows == (
        ("1 Inhoud van werk", 28, 22, 14, 7, 7, 0.375),
        ("2 Samenwerken", 28, 0, 0, 0, 0, 0.0),
    )


def test_three_coders_get_the_kappa_that_exists_for_them(report) -> None:
    made: Report = report(8, coders=("anna", "bram", "carla"))
    labels = [column.label for column in table(made, "agreement-by-block").columns]
    assert labels[3] == "Conger"
    assert table(made, "agreement-by-block").rows[0][3] is not None
    assert [column.label for column in table(made, "counts").columns][3:] == [
        "anna", "bram", "carla", "Prevalentie",
    ]  # fmt: skip
    captions = [one.caption for one in made.tables if one.key == "kinds"]
    assert captions == [
        "Verschillen tussen anna en bram naar soort",
        "Verschillen tussen bram en carla naar soort",
    ]


def test_stretch_table_tells_apart_where_and_which(report, compare) -> None:
    made = table(report(8), "stretches")
    u = compare(8).agreement.codes[0].measures["u_alpha"]
    where = (u.value, u.low, u.high, u.p_below_667)
    assert made.rows == (
        ("1 Inhoud van werk", *where, None, pytest.approx(0.6)),
        ("2 Samenwerken", None, None, None, None, None, None),
    )
    assert made.notes[1:] == (
        f"u-alfa {UNDEFINED}",
        "(k)u-alfa is niet te bepalen voor 1 Inhoud van werk: waar twee codeurs codeerden staat "
        "maar één code.",
        f"(k)u-alfa {UNDEFINED}",
    )


def test_overall_table_begins_with_the_primary_coefficient(report) -> None:
    made = table(report(8, primary="ac1"), "overall")
    assert made.rows[0][:2] == ("Gwets AC1 *", "gewoon gemiddelde over de codes")
    assert [row[0] for row in made.rows[1:9]] == [
        *("Gemiddelde alfa", "Alfa over alle codes opgeteld", "Alfa met Jaccards afstand"),
        *("Alfa met MASI-afstand", "Alfa van gelijke verzamelingen", "u-alfa"),
        *("|u-alfa (wel of niet gecodeerd)", "cu-alfa (welke code)"),
    ]
    assert made.notes == (
        "* De maat die vooraf is gekozen.",
        "Een maat die een gemiddelde is, laat codes weg waarvoor hij niet te bepalen is.",
        "Weggelaten uit gemiddelde alfa, positieve overeenstemming, Cohens kappa, Scotts pi, "
        "Fleiss' kappa, Congers kappa: 2 Samenwerken.",
        "cu-alfa (welke code): niet te bepalen (waar twee codeurs codeerden staat maar één code).",
    )


def test_overall_table_says_when_the_coefficient_was_not_chosen_beforehand(compare, facts) -> None:
    compared = compare(8)
    late = facts(compared, primary_beforehand=False)
    made = agreement_report(compared.agreement, compared.codebook, methods=late, lang="en")
    assert table(made, "overall").rows[0][0] == "Alpha with Jaccard's distance *"
    assert table(made, "overall").notes[0] == "* The measure that this report judges by."


def test_influence_table_has_three_interviews_a_code_and_the_data_all(report) -> None:
    made: Report = report(8)
    seventh, without, alone = (pytest.approx(one) for one in (1 / 7, 43 / 90, 8 / 15))
    assert table(made, "heaviest-interviews").rows == tuple(
        ("1 Inhoud van werk", f"int_{n}", seventh, without, alone) for n in range(3)
    )
    data = made.data[1]
    assert [column.label for column in data.columns] == [
        "code", "transcript", "alone", "without", "share",
    ]  # fmt: skip
    assert [row[:2] for row in data.rows] == [
        (code, f"int_{n}") for code in ("werk", "samen") for n in range(7)
    ]


def test_kinds_table_adds_up_to_all_differences(report) -> None:
    made = table(report(8), "kinds")
    assert made.rows == (
        ("alleen anna", 7, 42, pytest.approx(0.875)),
        ("alleen bram", 0, 0, 0),
        ("andere code", 0, 0, 0),
        ("grens", 6, 6, pytest.approx(0.125)),
    )
    assert made.foot == (("Totaal", 13, 48, pytest.approx(1.0)),)


def test_code_data_has_raw_figures_under_stable_names(report, compare) -> None:
    made: Report = report(8)
    data, found = made.data[0], compare(8).agreement
    names = [column.label for column in data.columns]
    others = [name for name in found.codes[0].measures if name != "alpha"]
    assert names == [
        *("code", "label", "n", "prevalence", "codings_anna", "codings_bram"),
        *("marked_anna", "marked_bram", "both", "only_a", "only_b", "neither"),
        *("alpha", "low", "high", "reason", "method", "p_below_667", "p_below_800"),
        *(f"{name}{end}" for name in others for end in ("", "_low", "_high", "_reason")),
    ]
    rows = [dict(zip(names, row, strict=True)) for row in (*data.rows, *data.foot)]
    assert [row["code"] for row in rows] == ["werk", "samen", "(mean)", "(together)"]
    assert list(data.rows[0][:12]) == [
        "werk", "1 Inhoud van werk", 28, 0.375, 14, 8, 14, 7, 7, 7, 0, 14,
    ]  # fmt: skip
    werk, samen = found.codes
    for row, one in zip(rows, (werk, samen), strict=False):
        assert (row["alpha"], row["low"], row["high"], row["reason"], row["method"]) == (
            one.measures["alpha"].value,
            one.measures["alpha"].low,
            one.measures["alpha"].high,
            one.measures["alpha"].reason,
            one.measures["alpha"].method,
        )
        for name in others:
            value = one.measures[name]
            assert [row[f"{name}{end}"] for end in ("", "_low", "_high", "_reason")] == [
                value.value, value.low, value.high, value.reason,
            ]  # fmt: skip
    assert (rows[1]["reason"], rows[1]["kappa_reason"]) == ("no_codings", "no_codings")
    assert rows[2]["alpha"] == found.overall["alpha_macro"].value.value
    assert rows[2]["kappa"] == found.overall["kappa"].value.value
    assert rows[2]["u_alpha"] is None
    assert rows[3]["alpha"] == found.overall["alpha_jaccard"].value.value
    assert rows[3]["u_alpha"] == found.overall["u_alpha"].value.value
    assert rows[3]["kappa"] is None


def test_methods_stand_in_the_report_as_they_are(report, compare, facts) -> None:
    made: Report = report(8)
    compared = compare(8)
    expected = methods_text(compared.agreement, compared.codebook, facts(compared))
    assert made.sections[-1].parts[1:] == expected


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_coefficient_and_definition_has_a_name(
    compare: Callable[..., object], lang: str
) -> None:
    found: Agreement = compare(8, with_alpha_u=True, gamma_samples=2).agreement
    measures = {*found.overall, *found.codes[0].measures, *CODE_MEASURES, *BENCHMARKED}
    definitions = {one.definition for one in found.overall.values()} | {"pairwise_mean"}
    needed = {f"measure.{name}" for name in measures}
    needed |= {f"definition.{name}" for name in definitions}
    assert needed <= set(texts(lang))


def test_figures_that_rest_on_samples_of_their_own_say_why_they_have_no_interval(report) -> None:
    made = table(report(8, with_alpha_u=True, gamma_samples=3), "overall")
    assert made.notes[-1] == (
        "Mathets gamma: zonder interval (de maat berust zelf op toevallige steekproeven en krijgt "
        "geen interval)."
    )
