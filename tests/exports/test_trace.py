"""A table says which codings it was made of, and no clock has a say in it."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.fingerprint import fingerprint
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.exports.table import Table
from bouwsteen.exports.trace import Trace, traced, traces_of
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript


def marked(start: int, created: datetime | None) -> Quotation:
    return Quotation(
        transcript="a",
        span=Span(start, start + 2),
        coder="anna",
        codings=(Coding(code="x"),),
        created=created,
    )


def test_trace_has_the_digest_and_the_newest_day() -> None:
    old, new = datetime(2025, 1, 2, tzinfo=UTC), datetime(2025, 3, 4, 23, 59, tzinfo=UTC)
    listed = [marked(0, new), marked(5, old), marked(9, None)]
    found = Trace.of_codings(listed)
    assert found == Trace(of="codings", sha256=fingerprint(listed), newest=date(2025, 3, 4))
    assert Trace.of_codings(reversed(listed)) == found
    assert Trace.of_codings(listed[:2]).sha256 != found.sha256


def test_trace_is_the_last_note(table: Table) -> None:
    trace = Trace(of="codings", sha256="0123456789abcdef", newest=date(2025, 3, 4))
    assert traced(table, trace).notes == (
        *table.notes,
        "Nieuwste citaat bewaard op 2025-03-04; kenmerk van de coderingen: 0123456789ab (SHA-256).",
    )
    english = dataclasses.replace(table, lang="en")
    assert traced(english, dataclasses.replace(trace, newest=None)).notes[-1] == (
        "Digest of the codings: 0123456789ab (SHA-256)."
    )
    assert traced(table) is table
    assert traced(table, None) is table
    assert traced(english, dataclasses.replace(trace, newest=None, renamed=True)).notes[-1] == (
        "Digest of the codings: 0123456789ab (SHA-256). Digests are of the study as printed here, "
        "with pseudonyms in the place of names."
    )


def test_a_code_that_moves_leaves_a_mark() -> None:
    def book(parent: str, version: int = 1) -> Codebook:
        return Codebook(
            key="klein",
            version=version,
            codes=(
                Code(key="a", labels={"nl": "A"}),
                Code(key="b", labels={"nl": "B"}),
                Code(key="x", labels={"nl": "X"}, parent=parent),
            ),
        )

    cast = Cast(transcripts=(), respondents=(), links=())
    before = traces_of([marked(0, None)], book("a"), cast)
    after = traces_of([marked(0, None)], book("b", version=2), cast)
    assert [one.of for one in before] == ["codings", "codebook", "people"]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True]
    assert (before[1].version, after[1].version) == (1, 2)
    assert before[1].sha256 != after[1].sha256
    assert before[1].sha256 == Trace.of_codebook(book("a", version=2)).sha256


def test_people_are_traced_by_who_speaks_where() -> None:
    def cast(role: str) -> Cast:
        return Cast(
            transcripts=(Transcript(key="a", title="a", text="R: ja", turns=()),),
            respondents=(Respondent(key="r", role=role),),
            links=(SpeakerLink(transcript="a", speaker="R", respondent="r"),),
        )

    one, other = Trace.of_people(cast("Directie")), Trace.of_people(cast("Medewerker"))
    assert one.newest is None
    assert one == Trace.of_people(cast("Directie"))
    assert one.sha256 != other.sha256
