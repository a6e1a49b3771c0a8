"""A corrected text in the study: every quotation goes along or is listed; undo is exact."""

from __future__ import annotations

import dataclasses
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.consensus import Settings
from bouwsteen.coding.decisions import Decision, Mark, Verdict
from bouwsteen.coding.model import Coder, Coding, Done, Layer, Quotation
from bouwsteen.errors import CodingError, StudyError, TranscriptError
from bouwsteen.study.merge import copy_study, merge_study
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

FIRST = "Leert u hier?"
SECOND = "Ja, van fouten leer je 🙂 het meest."
EXTRA = "Vertel daar eens wat meer over, als u wilt."


def told(*turns: tuple[str, str]) -> Transcript:
    text, found = "", []
    for number, (label, words) in enumerate(turns, start=1):
        start = len(text) + len(label) + 2
        text += f"{label}: {words}\n"
        span = Span(start, start + len(words))
        found.append(Turn(index=number, speaker=label, span=span))
    return Transcript(key="een", title="Een", text=text, turns=tuple(found), language="nl")


def mark(study: Study, words: str, *codes: str, coder: str = "anna", memo: str = "") -> int:
    start = study.transcripts.get("een").text.index(words)
    quotation = Quotation(
        transcript="een",
        span=Span(start, start + len(words)),
        coder=coder,
        codings=tuple(Coding(code=code) for code in codes),
        memo=memo,
    )
    with study.change("code add", actor=coder):
        (number,) = study.quotations.add([quotation])
    return number


def words(study: Study) -> dict[int, str]:
    text = study.transcripts.get("een").text
    return {one.id: one.span.of(text) for one in study.quotations.select()}


def test_quotations_go_along_and_the_old_text_stays_readable(
    study: Study, transcript: Transcript
) -> None:
    numbers = [mark(study, "van fouten leer je", "fouten"), mark(study, "🙂 het meest", "spijt")]
    with study.change("code done"):
        study.coders.mark_done([Done(coder="anna", transcript="een")])
    new = told(("I", FIRST), ("I", EXTRA), ("R", SECOND))
    plan = study.correct(new, reason="zin vergeten", actor="bram")
    assert plan.counts == {"same": 2, "moved": 0, "changed": 0, "shortened": 0, "unplaced": 0}
    assert words(study) == dict(zip(numbers, ["van fouten leer je", "🙂 het meest"], strict=True))
    assert study.transcripts.get("een") == new
    assert study.unplaced.select() == []
    first, second = study.versions.of("een")
    assert (first.version, first.transcript, first.reason) == (1, transcript, "")
    assert (second.version, second.transcript, second.reason) == (2, new, "zin vergeten")
    assert second.actor == "bram" and second.at is not None
    event = study.log()[-1]
    assert (event.action, event.actor) == ("transcript correct", "bram")
    assert event.details == {
        "transcript": "een",
        "version": 2,
        "reason": "zin vergeten",
        **plan.counts,
        "reopened": 0,
    }
    assert study.verify() == []


def test_plan_changes_nothing(study: Study) -> None:
    mark(study, "van fouten leer je", "fouten")
    before, events = study.fingerprint(), len(study.log())
    with study.reading():
        plan = study.corrections.plan(told(("I", FIRST)))
    assert plan.counts["unplaced"] == 1
    assert (study.fingerprint(), len(study.log())) == (before, events)


def test_unplaced_quotation_counts_nowhere_and_comes_back_when_placed(study: Study) -> None:
    number = mark(study, "van fouten leer je", "fouten", "spijt", memo="mooi")
    kept = mark(study, FIRST, "leiderschap", coder="bram")
    (before, _) = reversed(study.quotations.select())
    study.correct(told(("I", FIRST), ("R", "Nee.")), reason="verkeerde opname")
    assert words(study) == {kept: FIRST}
    assert len(study.quotations.columns(coder="anna")) == 0
    assert study.quotations.coders_with_codings() == {Layer.INDEPENDENT: ("bram",)}
    (away,) = study.unplaced.select(coder="anna", transcript="een")
    assert (away.quotation, away.version, away.quote) == (before, 1, "van fouten leer je")
    assert study.unplaced.select(coder="bram") == []
    assert study.codebook.usage() == {"fouten": 1, "spijt": 1, "leiderschap": 1}
    with study.change("code place", actor="anna"):
        study.unplaced.place(number, Span(20, 23), coder="anna")
    assert study.unplaced.select() == []
    placed = study.quotations.get(number)
    assert dataclasses.replace(placed, span=before.span) == before
    assert words(study)[number] == "Nee"


def test_undo_takes_a_correction_back_whole(study: Study) -> None:
    mark(study, "van fouten leer je", "fouten", "spijt")
    mark(study, FIRST, "leiderschap", coder="bram")
    states = [study.fingerprint()]
    quotations = study.quotations.select()
    for number, text in enumerate(
        (
            told(("I", "Zo. " + FIRST), ("R", SECOND)),
            told(("Vrager", FIRST)),
            told(("Vrager", "Niets hiervan bleef staan, zo te zien.")),
        )
    ):
        study.correct(text, reason=f"ronde {number}")
        states.append(study.fingerprint())
    assert len(study.versions.of("een")) == 4
    assert len(study.unplaced.select()) == 2
    for state in reversed(states[:-1]):
        study.undo()
        assert study.fingerprint() == state
    assert study.quotations.select() == quotations
    assert study.unplaced.select() == []
    (only,) = study.versions.of("een")
    assert (only.version, only.transcript) == (1, study.transcripts.get("een"))


def test_the_file_itself_protects_old_and_new_text(study: Study) -> None:
    study.correct(told(("I", FIRST)), reason="r")
    with study.change("second"):
        study.transcripts.add([dataclasses.replace(told(("I", "Twee.")), key="twee")])
    connection = sqlite3.connect(study.path)
    for statement in (
        "UPDATE transcript SET text = 'x' WHERE key = 'twee'",
        "UPDATE transcript_version SET text = 'x'",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never changes"):
            connection.execute(statement)
    connection.close()


def test_same_text_is_refused(study: Study, transcript: Transcript) -> None:
    with pytest.raises(TranscriptError) as caught:
        study.correct(transcript, reason="r")
    assert caught.value.message == "een reads like that already; nothing was changed."
    with pytest.raises(TranscriptError, match="no transcript 'een2'"):
        study.correct(dataclasses.replace(transcript, key="een2"), reason="r")


def test_renamed_label_keeps_its_respondent(study: Study) -> None:
    with study.change("respondent set"):
        study.respondents.put(
            [Respondent(key="i", role="interviewer")],
            [SpeakerLink(transcript="een", speaker="I", respondent="i")],
        )
    plan = study.correct(told(("I", FIRST), ("Anouk", SECOND)), reason="naam")
    assert plan.speakers == {"R": "Anouk"}
    assert study.respondents.links() == [
        SpeakerLink(transcript="een", speaker="Anouk", respondent="r1"),
        SpeakerLink(transcript="een", speaker="I", respondent="i"),
    ]


def test_quotations_that_follow_one_another_do_not_get_in_each_others_way(study: Study) -> None:
    study.correct(told(("R", "aa bb cc dd ee ff gg hh")), reason="r")
    numbers = [mark(study, pair, "fouten") for pair in ("aa", "bb", "cc", "dd", "ee", "ff")]
    study.correct(told(("R", "xy aa bb cc dd ee ff gg hh")), reason="r")
    assert list(words(study).values()) == ["aa", "bb", "cc", "dd", "ee", "ff"]
    study.undo()
    assert list(words(study)) == numbers


def test_two_quotations_never_become_one(study: Study) -> None:
    long = mark(study, "van fouten leer je 🙂", "fouten")
    short = mark(study, "van fouten leer je", "spijt")
    plan = study.correct(told(("I", FIRST), ("R", "Ja, van fouten leer je het meest.")), reason="r")
    assert words(study) == {short: "van fouten leer je"}
    assert [one.quotation.id for one in study.unplaced.select()] == [long]
    assert plan.counts == {"same": 1, "moved": 0, "changed": 0, "shortened": 0, "unplaced": 1}


def test_place_refuses_what_cannot_be(study: Study) -> None:
    number = mark(study, "van fouten leer je", "fouten")
    study.correct(told(("I", FIRST)), reason="r")
    taken = mark(study, FIRST, "leiderschap")
    for act, message in (
        (
            lambda: study.unplaced.place(number, Span(3, 99)),
            "een ends at 17; 3:99 lies outside it.",
        ),
        (
            lambda: study.unplaced.place(number, Span(3, 6), coder="bram"),
            f"Quotation {number} is anna's, not bram's.",
        ),
        (
            lambda: study.unplaced.place(number, Span(3, 16)),
            f"Quotation {taken} of anna marks that very stretch.",
        ),
        (lambda: study.unplaced.drop(taken), f"No quotation {taken} awaits a place."),
    ):
        with pytest.raises(CodingError) as caught, study.change("code place"):
            act()
        assert caught.value.message == message
    with study.change("code place"):
        study.unplaced.drop(number, coder="anna")
    assert study.unplaced.select() == []
    study.undo()
    assert [one.quotation.id for one in study.unplaced.select()] == [number]


def test_codes_of_unplaced_quotations_follow_the_codebook(study: Study, codebook: Codebook) -> None:
    mark(study, "van fouten leer je", "fouten", "spijt")
    study.correct(told(("I", FIRST)), reason="r")
    kept = tuple(code for code in codebook.codes if code.key != "spijt")
    with study.change("codebook merge"):
        study.codebook.put(
            dataclasses.replace(codebook, codes=kept), reason="samen", moved={"spijt": "fouten"}
        )
    (away,) = study.unplaced.select()
    assert away.quotation.codes == ("fouten",)
    study.undo()
    assert study.unplaced.select()[0].quotation.codes == ("fouten", "spijt")


def test_transcript_with_unplaced_quotations_is_not_removed(study: Study) -> None:
    number = mark(study, "van fouten leer je", "fouten")
    study.correct(told(("I", FIRST)), reason="r")
    with pytest.raises(TranscriptError, match="een has 1 unplaced"), study.change("remove"):
        study.transcripts.remove("een")
    before = study.fingerprint()
    with study.change("drop and remove"):
        study.unplaced.drop(number)
        study.transcripts.remove("een")
    assert study.transcripts.keys() == ()
    study.undo()
    assert study.fingerprint() == before
    assert len(study.versions.of("een")) == 2


def test_decisions_of_the_meeting_go_along(study: Study) -> None:
    mark(study, "van fouten leer je", "fouten")
    mark(study, "het meest", "spijt", coder="bram")
    with study.change("done"):
        study.coders.mark_done(Done(coder=one, transcript="een") for one in ("anna", "bram"))
    rules = Settings(coders=("anna", "bram"), recorder="anna", codebook_version=1)
    start = study.transcripts.get("een").text.index("fouten")
    decided = Mark(span=Span(start, start + 6), codes=("fouten",))
    with study.change("meeting"):
        first, second = study.consensus.begin(rules).issues
        at = datetime(2026, 3, 4, tzinfo=UTC)
        common = {"reason": "besproken", "who": "anna", "at": at}
        new = Decision(issue=first.id, verdict=Verdict.NEW, marks=(decided,), **common)
        study.consensus.decide(new)
        study.consensus.decide(Decision(issue=second.id, verdict=Verdict.REJECT, **common))
    before = study.fingerprint()
    plan = study.correct(
        told(("I", EXTRA), ("I", FIRST), ("R", "Ja, van fouten leer je.")), reason="r"
    )
    assert (plan.counts["same"], plan.reopened) == (1, 1)
    (issue,) = study.consensus.agenda().issues
    (carried,) = study.consensus.decisions()
    assert (carried.issue, carried.verdict) == (issue.id, Verdict.NEW)
    assert carried.marks[0].span.of(study.transcripts.get("een").text) == "fouten"
    assert study.log()[-1].details["reopened"] == 1
    study.undo()
    assert study.fingerprint() == before
    assert [one.issue for one in study.consensus.decisions()] == [first.id, second.id]


LINES = st.lists(
    st.sampled_from(
        [
            "Ja, van fouten leer je 🙂 het meest.",
            "De klant komt elke maand langs.",
            "Hm-m.",
            "Mijn chef zegt altijd: vertel het maar.",
            "Nee.",
        ]
    ),
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rounds=st.lists(LINES, min_size=2, max_size=4), marks=st.lists(st.integers(0, 50)))
def test_no_quotation_is_lost_or_slides_whatever_is_corrected(
    tmp_path_factory: pytest.TempPathFactory,
    codebook: Codebook,
    rounds: list[list[str]],
    marks: list[int],
) -> None:
    path = tmp_path_factory.mktemp("s") / "s.bouwsteen"
    first, *rest = (told(*(("R", line) for line in lines)) for lines in rounds)
    with Study.create(path, codebook=codebook) as study:
        with study.change("set-up"):
            study.transcripts.add([first])
            study.coders.add([Coder(key="anna")])
            study.quotations.add(
                Quotation(
                    transcript="een",
                    span=Span(start, start + 7),
                    coder="anna",
                    codings=(Coding(code="fouten"),),
                )
                for start in marks
                if start + 7 <= len(first.text)
            )
        states = [(study.fingerprint(), words(study))]
        for text in rest:
            before = study.transcripts.get("een")
            if text.text == before.text:
                continue
            held = words(study)
            plan = study.correct(text, reason="r")
            for one, carried in plan.quotations:
                if carried.span is not None and carried.kind in ("same", "moved"):
                    assert words(study)[one.id] == held[one.id]
                elif carried.span is None:
                    assert one.id not in words(study)
            away = {one.quotation.id: one.quote for one in study.unplaced.select()}
            assert set(words(study)) | set(away) == set(states[0][1])
            assert not set(words(study)) & set(away)
            assert study.verify() == []
            states.append((study.fingerprint(), words(study)))
        for state in reversed(states[:-1]):
            study.undo()
            assert (study.fingerprint(), words(study)) == state


def test_copy_of_before_the_correction_merges_once_it_is_corrected_too(
    study: Study, tmp_path: Path
) -> None:
    number = mark(study, "van fouten leer je", "fouten", coder="bram")
    copy_study(study, tmp_path / "bram.bouwsteen", coder="bram")
    new = told(("I", EXTRA), ("I", FIRST), ("R", SECOND))
    study.correct(new, reason="zin vergeten")
    with Study.open(tmp_path / "bram.bouwsteen") as copy:
        with pytest.raises(StudyError) as caught:
            merge_study(study, copy)
        assert str(caught.value.hint).startswith("It was corrected here; correct it in the copy")
        copy.correct(new, reason="zin vergeten")
        report = merge_study(study, copy)
    assert (report.added, report.same, report.conflicts) == (0, 1, ())
    assert words(study) == {number: "van fouten leer je"}
