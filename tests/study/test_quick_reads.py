"""What one coding needs of a study, read without the rest of it."""

from __future__ import annotations

import dataclasses

import pytest

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Coding, Layer, Quotation
from bouwsteen.errors import TranscriptError
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span, Transcript


def test_text_is_that_of_the_transcript(study: Study, transcript: Transcript) -> None:
    assert study.transcripts.text("een") == transcript.text
    with pytest.raises(TranscriptError, match="no transcript 'twee'"):
        study.transcripts.text("twee")


def test_check_refuses_what_is_not_there(study: Study) -> None:
    study.transcripts.check("een")
    with pytest.raises(TranscriptError, match="no transcript 'Een'") as caught:
        study.transcripts.check("Een")
    assert "een" in (caught.value.hint or "")


def test_flags_of_turns_come_back(study: Study, transcript: Transcript) -> None:
    assert study.transcripts.get("een").turns == transcript.turns


def test_used_by_counts_the_own_layer_of_one_coder(study: Study) -> None:
    anna, bram = (coder.key for coder in study.coders.all())
    both = (Coding(code="fouten"), Coding(code="leiderschap"))

    def one(start: int, coder: str, codings: tuple[Coding, ...], layer: Layer) -> Quotation:
        span = Span(start, start + 2)
        return Quotation(transcript="een", span=span, coder=coder, codings=codings, layer=layer)

    with study.change("code add"):
        study.quotations.add(
            [
                one(20, anna, both, Layer.INDEPENDENT),
                one(23, anna, both[:1], Layer.INDEPENDENT),
                one(26, bram, both[:1], Layer.INDEPENDENT),
                one(29, anna, both[1:], Layer.CONSENSUS),
            ]
        )
    assert study.codebook.used_by(anna) == {"fouten": 2, "leiderschap": 1}
    assert study.codebook.used_by(bram) == {"fouten": 1}


def test_a_version_that_was_undone_is_not_kept(study: Study, codebook: Codebook) -> None:
    """After an undo the next version has the same number and other codes."""
    names = []
    for label in ("Moed", "Durf"):
        codes = tuple(
            dataclasses.replace(code, labels={"nl": label}) if code.key == "spijt" else code
            for code in codebook.codes
        )
        with study.change("codebook edit"):
            study.codebook.put(dataclasses.replace(codebook, codes=codes), reason=label)
        held = study.codebook.get()
        names.append((held.version, held["spijt"].label()))
        if label == "Moed":
            study.undo()
    assert names == [(2, "Moed"), (2, "Durf")]


def test_a_codebook_that_another_program_changes_is_seen(study: Study, codebook: Codebook) -> None:
    assert study.codebook.get().version == 1
    with Study.open(study.path) as other, other.change("codebook edit"):
        other.codebook.put(dataclasses.replace(codebook, labels={"nl": "Groot"}), reason="naam")
    assert study.codebook.get().labels == {"nl": "Groot"}
