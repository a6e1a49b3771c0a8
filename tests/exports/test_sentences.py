"""Running sentences."""

from __future__ import annotations

import pytest

from bouwsteen.analysis.tables import quote_table
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.exports.sentences import sentences

ROWS = (
    (43, (7, 4, 13, 19)),
    (66, (11, 16, 13, 26)),
    (101, (11, 22, 26, 42)),
    (73, (18, 22, 21, 12)),
    (191, (30, 79, 52, 30)),
    (70, (16, 21, 13, 20)),
)
GROUPS = "Directie {}, HR-professional {}, Leidinggevende {}, Medewerker {}"


@pytest.mark.parametrize(
    ("lang", "shape"),
    [
        ("nl", "{} komt in {} citaten voor ({})."),
        ("en", "{} comes up in {} quotations ({})."),
    ],
)
def test_sentences_say_the_published_counts(golden_study, lang: str, shape: str) -> None:
    table = quote_table(
        CodingColumns.of(golden_study.quotations), golden_study.cast, golden_study.codebook
    )
    labels = [code.label(lang, short=True) for code in golden_study.codebook.blocks]
    assert sentences(table, lang=lang) == tuple(
        shape.format(label, total, GROUPS.format(*counts))
        for label, (total, counts) in zip(labels, ROWS, strict=True)
    )


def test_sentences_for_none_and_one(golden_study) -> None:
    table = quote_table(
        CodingColumns.of(golden_study.quotations[:1]), golden_study.cast, golden_study.codebook
    )
    assert sentences(table)[:2] == (
        "Inhoud van werk komt in één citaat voor "
        "(Directie 1, HR-professional 0, Leidinggevende 0, Medewerker 0).",
        "Ruimte en veiligheid komt in geen enkel citaat voor "
        "(Directie 0, HR-professional 0, Leidinggevende 0, Medewerker 0).",
    )
