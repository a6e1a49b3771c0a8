"""Part of the material: the quotations and the respondents that answer to conditions."""

from __future__ import annotations

import pytest

from bouwsteen.analysis.narrowing import narrow
from bouwsteen.analysis.quotes import select_quotes
from bouwsteen.analysis.tables import quote_table
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.errors import AnalysisError


def test_no_condition_changes_nothing(golden_study) -> None:
    kept, cast = narrow(golden_study.quotations, golden_study.cast, {})
    assert (kept, cast) == (golden_study.quotations, golden_study.cast)


def test_role_keeps_its_column_and_what_stands_behind_it(golden_study) -> None:
    kept, cast = narrow(golden_study.quotations, golden_study.cast, {"role": "HR-professional"})
    whole = quote_table(
        CodingColumns.of(golden_study.quotations), golden_study.cast, golden_study.codebook
    )
    part = quote_table(CodingColumns.of(kept), cast, golden_study.codebook)
    place = whole.columns.index("HR-professional")
    assert part.columns == ("HR-professional",)
    assert part.counts == tuple((row[place],) for row in whole.counts)
    assert part.denominators == (whole.denominators[place],)
    assert part.unattributed == ()


def test_conditions_hold_together(golden_study) -> None:
    kept, cast = narrow(
        golden_study.quotations,
        golden_study.cast,
        {"role": "Directie", "organisation": "Bedrijf 1"},
    )
    people = {person.key for person in cast.interviewees}
    assert {(person.role, person.organisation) for person in cast.interviewees} == {
        ("Directie", "Bedrijf 1")
    }
    assert {one.respondent for one in select_quotes(kept, cast, golden_study.codebook)} == people


def test_transcript_keeps_quotations_of_nobody(golden_study) -> None:
    key = golden_study.cast.transcripts[0].key
    kept, cast = narrow(golden_study.quotations, golden_study.cast, {"transcript": key})
    assert kept == tuple(one for one in golden_study.quotations if one.transcript == key)
    assert [one.key for one in cast.transcripts] == [key]
    assert len(cast.interviewees) == 1


def test_unknown_value_is_refused(golden_study) -> None:
    with pytest.raises(AnalysisError, match="No respondent has the role 'Directeur'") as caught:
        narrow(golden_study.quotations, golden_study.cast, {"role": "Directeur"})
    assert caught.value.hint is not None


def test_quotes_by_their_words_and_by_a_block_alone(golden_study) -> None:
    def found(**asked: object) -> int:
        return len(
            select_quotes(
                golden_study.quotations, golden_study.cast, golden_study.codebook, **asked
            )
        )

    assert found(text="gaat bij ons over SAMENWERKEN") > 0
    assert found(text="dit staat nergens") == 0
    alone = sum(one.codes == ("leiderschap",) for one in golden_study.quotations)
    assert found(code="leiderschap", alone=True) == alone < found(code="leiderschap")
