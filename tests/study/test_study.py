"""The study file: what goes in comes out, undo puts back, nothing is half written."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.model import Coder, Coding, Done, Layer, Quotation
from bouwsteen.errors import (
    CodebookError,
    CodingError,
    RespondentError,
    StudyError,
    TranscriptError,
)
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript


def quotation(start: int, end: int, *codes: str, coder: str = "anna", memo: str = "") -> Quotation:
    return Quotation(
        transcript="een",
        span=Span(start, end),
        coder=coder,
        codings=tuple(Coding(code=code) for code in codes),
        memo=memo,
    )


def add(study: Study, *quotations: Quotation) -> list[int]:
    with study.change("code add", actor="anna"):
        return study.quotations.add(quotations)


def test_transcript_comes_back_as_it_went_in(study: Study, transcript: Transcript) -> None:
    assert study.transcripts.get("een") == transcript
    assert study.transcripts.all() == [transcript]
    assert study.transcripts.keys() == ("een",)


def test_codebook_comes_back_as_it_went_in(study: Study, codebook: Codebook) -> None:
    assert study.codebook.get() == codebook


def test_respondents_and_links_come_back_and_are_updated(study: Study) -> None:
    changed = Respondent(key="r1", role="Directie", attributes={"jaren": "4"})
    with study.change("respondent set"):
        study.respondents.put([changed, Respondent(key="i", role="interviewer")])
        study.respondents.put([], [SpeakerLink(transcript="een", speaker="I", respondent="i")])
    assert study.respondents.all() == [changed, Respondent(key="i", role="interviewer")]
    assert study.respondents.links() == [
        SpeakerLink(transcript="een", speaker="R", respondent="r1"),
        SpeakerLink(transcript="een", speaker="I", respondent="i"),
    ]


def test_unlinked_label_stands_for_nobody_until_undo(study: Study) -> None:
    before = study.fingerprint()
    with study.change("respondent unlink"):
        study.respondents.unlink("een", "R")
    assert study.respondents.links() == []
    with pytest.raises(RespondentError, match="'R' of een stands for nobody"):
        with study.change("respondent unlink"):
            study.respondents.unlink("een", "R")
    study.undo()
    assert study.fingerprint() == before


def test_quotation_comes_back_with_number_and_time(study: Study) -> None:
    given = quotation(20, 30, "fouten", "leiderschap", memo="mooi")
    (number,) = add(study, given)
    (stored,) = study.quotations.select(coder="anna")
    assert dataclasses.replace(stored, created=None) == dataclasses.replace(given, id=number)
    assert stored.created is not None and stored.created.tzinfo is not None
    assert study.quotations.select(coder="bram") == []
    assert study.quotations.select(layer=Layer.CONSENSUS) == []


def test_same_span_of_same_coder_is_one_quotation(study: Study) -> None:
    (first,) = add(study, quotation(20, 30, "fouten", memo="a"))
    again = add(study, quotation(20, 30, "leiderschap", memo="b"), quotation(20, 30, "fouten"))
    assert again == [first, first]
    (stored,) = study.quotations.select()
    assert (stored.codes, stored.memo) == (("fouten", "leiderschap"), "a\nb")
    (other,) = add(study, quotation(20, 30, "fouten", coder="bram"))
    assert other != first


def test_columns_hold_the_same_as_the_quotations(study: Study) -> None:
    add(study, quotation(20, 30, "fouten", "leiderschap"), quotation(25, 40, "spijt"))
    columns = study.quotations.columns(coder="anna")
    read = [
        (columns.transcripts[transcript], start, end, columns.codes[code])
        for transcript, start, end, code in zip(
            columns.transcript, columns.start, columns.end, columns.code, strict=True
        )
    ]
    assert sorted(read) == [
        ("een", 20, 30, "fouten"),
        ("een", 20, 30, "leiderschap"),
        ("een", 25, 40, "spijt"),
    ]
    assert len(study.quotations.columns(coder="bram").code) == 0


@pytest.mark.parametrize(
    ("bad", "error", "message"),
    [
        (quotation(20, 3000, "fouten"), CodingError, "een ends at 56; 20:3000 lies outside it."),
        (quotation(2, 3, "fout"), CodebookError, "There is no code 'fout'."),
        (quotation(2, 3, "fouten", coder="x"), CodingError, "There is no coder 'x' in the study."),
    ],
)
def test_bad_quotation_changes_nothing(
    study: Study, bad: Quotation, error: type[Exception], message: str
) -> None:
    before = study.fingerprint()
    with pytest.raises(error) as caught:
        add(study, quotation(20, 30, "fouten"), bad)
    assert str(caught.value) == message
    assert study.fingerprint() == before
    assert [event.action for event in study.log()] == ["init", "set-up"]


def test_done_locks_the_coders_own_layer(study: Study) -> None:
    (number,) = add(study, quotation(20, 30, "fouten"))
    with study.change("code done"):
        study.coders.mark_done([Done(coder="anna", transcript="een")])
    locked = "anna has declared een done; it is locked."
    for attempt in (
        lambda: study.quotations.add([quotation(1, 2, "fouten")]),
        lambda: study.quotations.remove([number]),
        lambda: study.quotations.set_memo(number, "x"),
    ):
        with pytest.raises(CodingError) as caught, study.change("code"):
            attempt()
        assert caught.value.message == locked
    add(study, quotation(1, 2, "fouten", coder="bram"))
    with study.change("code reopen"):
        study.coders.reopen([Done(coder="anna", transcript="een")])
        study.quotations.remove([number], coder="anna")
    assert study.quotations.select(coder="anna") == []


def test_coder_changes_own_layer_only(study: Study) -> None:
    (number,) = add(study, quotation(20, 30, "fouten"))
    with pytest.raises(CodingError, match="is anna's, not bram's"), study.change("code remove"):
        study.quotations.remove([number], coder="bram")


def test_remove_codes_takes_the_quotation_with_the_last(study: Study) -> None:
    (number,) = add(study, quotation(20, 30, "fouten", "leiderschap"))
    with study.change("code remove"):
        study.quotations.remove_codes(number, ["fouten"])
    assert study.quotations.get(number).codes == ("leiderschap",)
    with study.change("code remove"):
        study.quotations.remove_codes(number, ["leiderschap"])
    with pytest.raises(CodingError, match=f"no quotation {number}"):
        study.quotations.get(number)


def test_undo_puts_every_kind_of_change_back(study: Study, codebook: Codebook) -> None:
    add(study, quotation(20, 30, "fouten", "spijt", memo="m"), quotation(31, 40, "spijt"))
    (first, _) = study.quotations.select()
    smaller = dataclasses.replace(
        codebook, codes=tuple(code for code in codebook.codes if code.key != "spijt")
    )
    states, before = [], study.quotations.select()
    for act in (
        lambda: study.quotations.set_memo(first.id, "anders"),
        lambda: study.quotations.remove_codes(first.id, ["spijt"]),
        lambda: study.codebook.put(smaller, reason="samen", moved={"spijt": "fouten"}),
        lambda: study.coders.mark_done([Done(coder="anna", transcript="een")]),
        lambda: study.respondents.put([Respondent(key="r1", role="Directie")]),
        lambda: study.settings.put("coefficient", "alpha"),
    ):
        states.append(study.fingerprint())
        with study.change("act"):
            act()
    assert study.settings.get("coefficient") == "alpha"
    for state in reversed(states):
        study.undo()
        assert study.fingerprint() == state
    assert study.quotations.select() == before
    assert study.settings.get("coefficient") is None


def test_undo_of_one_event_leaves_a_later_change_alone(study: Study) -> None:
    add(study, quotation(20, 30, "fouten"))
    first = study.log()[-1].id
    add(study, quotation(3, 10, "fouten"))
    with pytest.raises(StudyError, match="code add came after it"):
        study.undo(actor="anna", event=first)
    study.undo(actor="anna", event=first + 1)
    assert study.undo(actor="anna", event=first).id == first


def test_undo_ends_at_the_beginning(study: Study) -> None:
    assert study.undo(actor="anna").action == "set-up"
    with pytest.raises(StudyError, match="nothing to undo"):
        study.undo()
    assert [(event.action, event.actor, event.undone) for event in study.log()] == [
        ("init", None, False),
        ("set-up", None, True),
        ("undo", "anna", False),
    ]


def test_number_of_a_removed_quotation_is_not_given_again(study: Study) -> None:
    (first,) = add(study, quotation(20, 30, "fouten"))
    study.undo()
    assert add(study, quotation(20, 30, "fouten")) == [first + 1]


def test_merge_lets_codings_follow_and_no_code_stands_twice(
    study: Study, codebook: Codebook
) -> None:
    add(study, quotation(20, 30, "fouten", "spijt"), quotation(31, 40, "spijt"))
    kept = tuple(code for code in codebook.codes if code.key != "spijt")
    with study.change("codebook merge"):
        stored = study.codebook.put(
            dataclasses.replace(codebook, codes=kept), reason="samen", moved={"spijt": "fouten"}
        )
    assert stored.version == 2
    assert [one.codes for one in study.quotations.select()] == [("fouten",), ("fouten",)]
    assert study.codebook.usage() == {"fouten": 2}
    assert [(v.codebook.version, v.reason) for v in study.codebook.history()] == [
        (1, "klein, as it came"),
        (2, "samen"),
    ]


def test_rename_lets_codings_follow(study: Study, codebook: Codebook) -> None:
    add(study, quotation(31, 40, "spijt"))
    renamed = (*codebook.codes[:-1], Code(key="wroeging", labels={"nl": "wroeging"}, free=True))
    with study.change("codebook edit"):
        study.codebook.put(
            dataclasses.replace(codebook, codes=renamed), reason="r", moved={"spijt": "wroeging"}
        )
    assert study.quotations.select()[0].codes == ("wroeging",)


def test_code_in_use_is_not_dropped(study: Study, codebook: Codebook) -> None:
    add(study, quotation(31, 40, "spijt"))
    with pytest.raises(CodebookError, match="spijt is on 1 codings"), study.change("codebook"):
        study.codebook.put(dataclasses.replace(codebook, codes=codebook.codes[:-1]), reason="r")
    assert "spijt" in study.codebook.get()


def test_transcript_with_codings_is_not_removed(study: Study) -> None:
    add(study, quotation(20, 30, "fouten"))
    with pytest.raises(TranscriptError, match="een has 1 quotations"), study.change("remove"):
        study.transcripts.remove("een")
    study.undo()
    with study.change("remove"):
        study.transcripts.remove("een")
    assert study.transcripts.all() == []


def test_known_key_is_refused(study: Study, transcript: Transcript) -> None:
    with pytest.raises(TranscriptError) as caught, study.change("import"):
        study.transcripts.add([transcript])
    assert caught.value.message == "There is a transcript 'een' in the study already."


def test_text_and_log_are_frozen_in_the_file_itself(study: Study) -> None:
    connection = sqlite3.connect(study.path)
    for statement in ("UPDATE transcript SET text = 'x'", "DELETE FROM event"):
        with pytest.raises(sqlite3.IntegrityError, match="never changes|append-only"):
            connection.execute(statement)
    connection.close()


def test_two_studies_of_the_same_input_are_equal(
    tmp_path: Path, study: Study, codebook: Codebook, transcript: Transcript
) -> None:
    with Study.create(tmp_path / "t.bouwsteen", codebook=codebook) as twin:
        with twin.change("other order"):
            twin.coders.add([Coder(key="anna", name="Anna"), Coder(key="bram")])
            twin.transcripts.add([transcript])
            twin.respondents.put(
                [Respondent(key="r1", role="Medewerker", organisation="Bedrijf 1")],
                [SpeakerLink(transcript="een", speaker="R", respondent="r1")],
            )
        assert twin.fingerprint() == study.fingerprint()
        with twin.change("more"):
            twin.quotations.add([quotation(1, 2, "fouten")])
        assert twin.fingerprint() != study.fingerprint()


def test_interrupted_change_leaves_no_trace(study: Study) -> None:
    before = study.fingerprint()
    with pytest.raises(KeyboardInterrupt), study.change("code add"):
        study.quotations.add([quotation(20, 30, "fouten")])
        raise KeyboardInterrupt
    assert study.fingerprint() == before


def test_change_that_changes_nothing_is_not_logged(study: Study) -> None:
    with study.change("respondent set"):
        study.respondents.put(study.respondents.all(), study.respondents.links())
    assert [event.action for event in study.log()] == ["init", "set-up"]


def test_columns_are_right_when_transcripts_were_removed(
    study: Study, transcript: Transcript
) -> None:
    with study.change("import"):
        study.transcripts.remove("een")
        study.transcripts.add(
            [
                dataclasses.replace(transcript, key="twee", text=transcript.text + "2"),
                dataclasses.replace(transcript, key="drie", text=transcript.text + "3"),
            ]
        )
        study.transcripts.remove("twee")
        study.quotations.add([dataclasses.replace(quotation(1, 2, "spijt"), transcript="drie")])
    columns = study.quotations.columns()
    assert (columns.transcripts, list(columns.transcript)) == (("drie",), [0])
    assert [columns.codes[place] for place in columns.code] == ["spijt"]
