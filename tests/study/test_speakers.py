"""New labels for speakers in the study file: links go along, codings stay, undo puts back."""

from __future__ import annotations

import pytest

from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.errors import TranscriptError
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink


def rename(study: Study, names: dict[str, str]) -> None:
    with study.change("transcript speakers", transcript="een"):
        study.transcripts.rename_speakers("een", names)


def links(study: Study) -> list[tuple[str, str]]:
    return [(link.speaker, link.respondent) for link in study.respondents.links()]


def test_rename_changes_turns_and_links_and_is_undone(study: Study) -> None:
    with study.change("code add", actor="anna"):
        study.quotations.add(
            [
                Quotation(
                    transcript="een",
                    span=Span(20, 30),
                    coder="anna",
                    codings=(Coding(code="fouten"),),
                )
            ]
        )
    before = study.fingerprint()
    coded = study.quotations.select()
    rename(study, {"R": "Jan"})
    assert study.transcripts.get("een").speakers == ("I", "Jan")
    assert links(study) == [("Jan", "r1")]
    assert study.quotations.select() == coded
    assert study.undo().action == "transcript speakers"
    assert study.fingerprint() == before


def test_labels_can_change_places(study: Study) -> None:
    with study.change("respondent set"):
        study.respondents.put(
            [Respondent(key="i", role="interviewer")],
            [SpeakerLink(transcript="een", speaker="I", respondent="i")],
        )
    before = study.fingerprint()
    rename(study, {"I": "R", "R": "I"})
    assert study.transcripts.get("een").speakers == ("R", "I")
    assert sorted(links(study)) == [("I", "r1"), ("R", "i")]
    study.undo()
    assert study.fingerprint() == before


def test_labels_of_one_respondent_become_one(study: Study) -> None:
    with study.change("respondent set"):
        study.respondents.put([], [SpeakerLink(transcript="een", speaker="I", respondent="r1")])
    rename(study, {"I": "R"})
    assert links(study) == [("R", "r1")]


def test_labels_of_two_respondents_stay_two(study: Study) -> None:
    with study.change("respondent set"):
        study.respondents.put(
            [Respondent(key="i", role="interviewer")],
            [SpeakerLink(transcript="een", speaker="I", respondent="i")],
        )
    before = study.fingerprint()
    with pytest.raises(TranscriptError) as caught:
        rename(study, {"I": "R"})
    assert caught.value.message == (
        "een: labels that would become 'R' are linked to two respondents."
    )
    assert study.fingerprint() == before


def test_unknown_label_is_refused(study: Study) -> None:
    with pytest.raises(TranscriptError) as caught:
        rename(study, {"X": "I"})
    assert caught.value.message == "een has no speaker 'X'."
