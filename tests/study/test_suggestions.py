from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.assisted import unassisted, unexposed
from bouwsteen.coding.model import Assistance, Coding, Layer, Origin, Quotation
from bouwsteen.coding.suggest.control import BEFORE_CONTROL, Apart, in_control
from bouwsteen.coding.suggest.model import Evidence, Source, Suggestion, Verdict
from bouwsteen.errors import CodingError, StudyError
from bouwsteen.study.merge import copy_study, merge_study
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span, Transcript

SPEECH = Span(20, 56)


def suggestion(code: str = "fouten", block: str = "veiligheid", rank: int = 1) -> Suggestion:
    return Suggestion(
        transcript="een",
        turn=2,
        span=Span(20, 40),
        passage=SPEECH,
        code=code,
        block=block,
        confidence=0.6,
        rank=rank,
        evidence=(
            Evidence(text="fouten", start=28, end=34, source=Source.CUE, term="fout", weight=1.0),
        ),
        model="abc",
    )


def offer(study: Study, *suggestions: Suggestion, coder: str = "anna") -> list[int]:
    with study.change("suggest run", actor=coder):
        study.suggestions.replace(coder, [suggestions], ["een"])
    return [one.suggestion.id for one in study.suggestions.select(coder=coder)]


def show(study: Study, number: int) -> None:
    with study.change("suggest list"):
        study.suggestions.mark_shown([number])


def decide(study: Study, number: int, verdict: Verdict, coder: str = "anna") -> None:
    with study.change(f"suggest {verdict}", actor=coder):
        study.suggestions.decide(number, verdict, coder=coder, code="fouten")


def code_by_hand(study: Study, span: Span = SPEECH, coder: str = "anna") -> Quotation:
    with study.change("code add", actor=coder):
        (number,) = study.quotations.add(
            [
                Quotation(
                    transcript="een", span=span, coder=coder, codings=(Coding(code="leiderschap"),)
                )
            ]
        )
    return study.quotations.get(number)


def test_suggestion_comes_back_as_it_was_made(study: Study) -> None:
    (number,) = offer(study, suggestion())
    (found,) = study.suggestions.select(coder="anna")
    assert found.suggestion == dataclasses.replace(suggestion(), id=number)
    assert (found.coder, found.shown, found.decision) == ("anna", None, None)


def test_suggestions_count_nowhere(study: Study) -> None:
    before = study.fingerprint()
    (number,) = offer(study, suggestion())
    show(study, number)
    assert study.fingerprint() == before
    assert study.quotations.select() == []
    assert len(study.quotations.columns().quotation) == 0
    assert study.quotations.coders_with_codings() == {}


def test_coder_decides_on_own_suggestions_only(study: Study) -> None:
    (number,) = offer(study, suggestion())
    assert study.suggestions.open_ones("bram") == []
    with pytest.raises(CodingError, match="is anna's, not bram's"):
        decide(study, number, Verdict.ACCEPTED, coder="bram")


def test_new_run_replaces_what_nobody_saw_and_keeps_the_record(study: Study) -> None:
    first, second = offer(study, suggestion(), suggestion("leiderschap", "leiderschap", 2))
    show(study, second)
    (third,) = offer(study, suggestion())
    assert third not in (first, second)
    everything = study.suggestions.select(coder="anna", retired=True)
    assert {one.suggestion.id for one in everything} == {second, third}
    assert study.suggestions.exposure("anna") == [("een", SPEECH)]


def test_rejected_suggestion_does_not_come_back(study: Study) -> None:
    (number,) = offer(study, suggestion())
    decide(study, number, Verdict.REJECTED)
    assert study.suggestions.rejected("anna") == [("een", SPEECH, "veiligheid")]
    assert offer(study, suggestion()) == [number]
    assert study.suggestions.open_ones("anna") == []
    study.undo()
    assert [one.suggestion.id for one in study.suggestions.open_ones("anna")] == [number]


def test_rejection_of_one_coder_is_not_another_s(study: Study) -> None:
    (number,) = offer(study, suggestion())
    decide(study, number, Verdict.REJECTED)
    offer(study, suggestion(), coder="bram")
    assert len(study.suggestions.open_ones("bram")) == 1


def test_rejection_ends_when_the_meaning_of_the_code_changes(
    study: Study, codebook: Codebook
) -> None:
    (number,) = offer(study, suggestion())
    decide(study, number, Verdict.REJECTED)
    codes = tuple(
        dataclasses.replace(one, definition={"nl": "Nu iets anders."})
        if one.key == "veiligheid"
        else one
        for one in codebook.codes
    )
    with study.change("codebook edit"):
        study.codebook.put(dataclasses.replace(codebook, codes=codes), reason="anders")
    assert study.suggestions.rejected("anna") == []
    assert len(offer(study, suggestion())) == 2


def test_decision_stands_until_it_is_undone_and_a_skip_gives_way(study: Study) -> None:
    (number,) = offer(study, suggestion())
    decide(study, number, Verdict.SKIPPED)
    assert len(study.suggestions.open_ones("anna")) == 1
    decide(study, number, Verdict.REJECTED)
    with pytest.raises(CodingError, match="was rejected already"):
        decide(study, number, Verdict.ACCEPTED)


def test_code_by_hand_says_how_it_came_about(study: Study) -> None:
    assert code_by_hand(study).codings[0].assistance is Assistance.UNASSISTED
    study.undo()
    (number,) = offer(study, suggestion())
    assert code_by_hand(study).codings[0].assistance is Assistance.UNASSISTED
    study.undo()
    show(study, number)
    assert code_by_hand(study).codings[0].assistance is Assistance.SHOWN
    assert code_by_hand(study, Span(3, 10)).codings[0].assistance is Assistance.UNASSISTED
    assert code_by_hand(study, coder="bram").codings[0].assistance is Assistance.UNASSISTED


@pytest.fixture
def blind_seed() -> int:
    """A seed by which the respondent's turn is in the blind control."""
    return next(seed for seed in range(999) if in_control("een", 2, seed=seed, share=0.12))


def test_blind_control_begins_after_the_first_fifty(study: Study, blind_seed: int) -> None:
    with study.change("settings"):
        study.suggestions.set_apart(Apart(seed=blind_seed))
    offer(study, suggestion())
    assert len(study.suggestions.open_ones("anna")) == 1
    with study.change("code import", actor="anna"):
        study.quotations.add(
            Quotation(
                transcript="een",
                span=Span(0, 1 + place),
                coder="anna",
                codings=(Coding(code="spijt", origin=Origin.IMPORT),),
            )
            for place in range(16)
        )
        study.quotations.add(
            Quotation(
                transcript="een",
                span=Span(1 + place, 17),
                coder="anna",
                codings=(Coding(code="spijt", origin=Origin.IMPORT),),
            )
            for place in range(15)
        )
    assert not study.suggestions.apart_for("anna").begun
    with study.change("code import", actor="anna"):
        study.quotations.add(
            Quotation(
                transcript="een",
                span=Span(2, 19 + place),
                coder="anna",
                codings=(Coding(code="spijt", origin=Origin.IMPORT),),
            )
            for place in range(BEFORE_CONTROL - 31)
        )
    assert study.suggestions.apart_for("anna").begun
    assert study.suggestions.open_ones("anna") == []
    assert offer(study, suggestion()) == []
    offer(study, suggestion(), coder="bram")
    assert len(study.suggestions.open_ones("bram")) == 1


def test_code_in_the_blind_control_is_marked_so(study: Study, blind_seed: int) -> None:
    with study.change("settings"):
        study.suggestions.set_apart(Apart(seed=blind_seed))
    offer(study, suggestion())
    with study.change("code import", actor="anna"):
        study.quotations.add(
            Quotation(
                transcript="een",
                span=Span(start, start + length),
                coder="anna",
                codings=(Coding(code="spijt", origin=Origin.IMPORT),),
            )
            for start in range(10)
            for length in range(1, 6)
        )
    assert code_by_hand(study).codings[0].assistance is Assistance.BLIND
    assert code_by_hand(study, coder="bram").codings[0].assistance is Assistance.UNASSISTED


def test_reliability_set_has_no_suggestions(study: Study) -> None:
    (number,) = offer(study, suggestion())
    with study.change("suggest reliability-set"):
        study.suggestions.set_apart(Apart(reliability=("een",)))
    assert study.suggestions.select(retired=True) == []
    assert offer(study, suggestion()) == []
    with pytest.raises(CodingError, match=f"There is no suggestion {number}"):
        decide(study, number, Verdict.ACCEPTED)
    assert code_by_hand(study).codings[0].assistance is Assistance.UNASSISTED


def test_reliability_set_takes_no_transcript_with_suggestions_seen(study: Study) -> None:
    (number,) = offer(study, suggestion())
    show(study, number)
    with (
        pytest.raises(CodingError, match="it cannot show reliability"),
        study.change("suggest reliability-set"),
    ):
        study.suggestions.set_apart(Apart(reliability=("een",)))
    with pytest.raises(CodingError, match="no transcript 'twee'"), study.change("x"):
        study.suggestions.set_apart(Apart(reliability=("twee",)))


def test_run_is_logged_and_leaves_nothing_to_undo(study: Study) -> None:
    code_by_hand(study)
    offer(study, suggestion())
    assert study.log()[-1].action == "suggest run"
    assert study.undo().action == "code add"


def test_corrected_transcript_carries_its_suggestions(study: Study, transcript: Transcript) -> None:
    (number,) = offer(study, suggestion())
    decide(study, number, Verdict.REJECTED)
    text = transcript.text.replace("Leert u hier?", "Leert u hier ook iets?")
    shift = len(text) - len(transcript.text)
    turns = (
        dataclasses.replace(transcript.turns[0], span=Span(3, 16 + shift)),
        dataclasses.replace(
            transcript.turns[1],
            span=Span(transcript.turns[1].span.start + shift, transcript.turns[1].span.end + shift),
        ),
    )
    study.correct(dataclasses.replace(transcript, text=text, turns=turns), reason="verhoord")
    (found,) = study.suggestions.select(coder="anna")
    assert found.suggestion.span == Span(20 + shift, 40 + shift)
    (piece,) = found.suggestion.evidence
    assert text[piece.start : piece.end] == "fouten"
    assert study.suggestions.rejected("anna")[0][1] == Span(SPEECH.start + shift, 56 + shift)
    study.undo()
    (found,) = study.suggestions.select(coder="anna")
    assert found.suggestion.span == Span(20, 40)


def test_removed_transcript_takes_its_suggestions_along(study: Study) -> None:
    (number,) = offer(study, suggestion())
    decide(study, number, Verdict.REJECTED)
    with study.change("transcript remove"):
        study.transcripts.remove("een")
    assert study.suggestions.select(retired=True) == []
    study.undo()
    assert [one.suggestion.id for one in study.suggestions.select(coder="anna")] == [number]


def test_copy_brings_home_how_codes_came_about(study: Study) -> None:
    with study.change("settings"):
        study.suggestions.set_apart(Apart(seed=7))
    (number,) = offer(study, suggestion())
    show(study, number)
    target = study.path.with_name("anna.bouwsteen")
    copy_study(study, target, coder="anna")
    with Study.open(target) as copy:
        assert copy.suggestions.apart().seed == 7
        assert copy.suggestions.exposure("anna") == [("een", SPEECH)]
        code_by_hand(copy)
        merge_study(study, copy)
    (found,) = study.quotations.select(layer=Layer.INDEPENDENT)
    assert found.codings[0].assistance is Assistance.SHOWN


def test_unassisted_leaves_out_what_was_shown_or_accepted() -> None:
    codings = (
        Coding(code="a", assistance=Assistance.BLIND),
        Coding(code="b", assistance=Assistance.SHOWN),
        Coding(code="c", origin=Origin.ACCEPTED),
    )
    one = Quotation(transcript="t", span=SPEECH, coder="anna", codings=codings)
    gone = dataclasses.replace(one, codings=codings[1:])
    found = unassisted([one, gone])
    assert [held.codes for held in found.quotations] == [("a",)]
    assert (found.left_out, found.total) == (4, 5)


def test_unexposed_names_the_transcripts_without_suggestions_seen() -> None:
    shown = [[("a", SPEECH)], [("c", SPEECH)]]
    assert unexposed(["a", "b", "c", "d"], shown) == ("b", "d")


def test_blind_control_is_the_same_share_and_set_at_every_run() -> None:
    places = [(f"gesprek{number}", turn) for number in range(40) for turn in range(100)]
    for share in (0.10, 0.12, 0.15):
        chosen = {place for place in places if in_control(*place, seed=3, share=share)}
        again = {place for place in reversed(places) if in_control(*place, seed=3, share=share)}
        assert chosen == again
        assert abs(len(chosen) / len(places) - share) < 0.02
    other = {place for place in places if in_control(*place, seed=4, share=0.15)}
    assert other != chosen


@pytest.mark.parametrize("share", [0.0, 0.09, 0.16, 1.0])
def test_blind_control_is_between_a_tenth_and_three_twentieths(share: float) -> None:
    with pytest.raises(CodingError, match="cannot stay blind"):
        Apart(share=share)


def test_copy_takes_no_suggestions_of_another_coder_along(study: Study) -> None:
    (mine,) = offer(study, suggestion())
    offer(study, suggestion(), coder="bram")
    decide(study, mine, Verdict.REJECTED)
    target = study.path.with_name("anna.bouwsteen")
    copy_study(study, target, coder="anna")
    with Study.open(target) as copy:
        held = copy.suggestions.select(retired=True)
        assert [(one.coder, one.suggestion.id) for one in held] == [("anna", mine)]
        assert copy.suggestions.rejected("anna") == [("een", SPEECH, "veiligheid")]


def test_merge_brings_home_what_was_shown_and_decided_in_the_copy(study: Study) -> None:
    (known,) = offer(study, suggestion())
    target = study.path.with_name("anna.bouwsteen")
    copy_study(study, target, coder="anna")
    with Study.open(target) as copy:
        decide(copy, known, Verdict.REJECTED)
        other = suggestion("leiderschap", "leiderschap")
        numbers = offer(copy, dataclasses.replace(other, model="def"))
        (fresh,) = (number for number in numbers if number != known)
        decide(copy, fresh, Verdict.REJECTED)
        merge_study(study, copy)
        merged = study.suggestions.select(retired=True)
        merge_study(study, copy)
    assert study.suggestions.select(retired=True) == merged
    assert sorted(block for _, _, block in study.suggestions.rejected("anna")) == [
        "leiderschap",
        "veiligheid",
    ]
    assert len(study.suggestions.exposure("anna")) == 2
    assert study.suggestions.open_ones("anna") == []


def test_undone_merge_takes_the_decisions_back_and_not_what_was_seen(study: Study) -> None:
    (known,) = offer(study, suggestion())
    target = study.path.with_name("anna.bouwsteen")
    copy_study(study, target, coder="anna")
    with Study.open(target) as copy:
        show(copy, known)
        decide(copy, known, Verdict.REJECTED)
        merge_study(study, copy)
    study.undo()
    assert [one.suggestion.id for one in study.suggestions.open_ones("anna")] == [known]
    assert study.suggestions.exposure("anna") == [("een", SPEECH)]


@pytest.mark.parametrize(
    ("chosen", "verdict", "turned_down"),
    [
        ("veiligheid", Verdict.ACCEPTED, []),
        ("leiderschap", Verdict.CHANGED, [("een", SPEECH, "veiligheid")]),
    ],
)
def test_another_code_rejects_the_block_only_when_it_lies_outside(
    study: Study, chosen: str, verdict: Verdict, turned_down: list[tuple[str, Span, str]]
) -> None:
    (number,) = offer(study, suggestion())
    with study.change("suggest accept", actor="anna"):
        study.suggestions.decide(number, Verdict.CHANGED, coder="anna", code=chosen)
    held = study.suggestions.get(number, coder="anna")
    assert held.decision is not None
    assert (held.decision.verdict, held.block_verdict) == (Verdict.CHANGED, verdict)
    assert study.suggestions.rejected("anna") == turned_down
    # Either way the block is dealt with there and does not come back.
    assert offer(study, suggestion()) == [number]


def test_blind_control_lets_what_was_shown_be_decided(study: Study, blind_seed: int) -> None:
    (unseen, seen) = offer(study, suggestion(), suggestion("leiderschap", "leiderschap", 2))
    show(study, seen)
    with study.change("settings"):
        study.suggestions.set_apart(Apart(seed=blind_seed))
    with study.change("code import", actor="anna"):
        study.quotations.add(
            Quotation(
                transcript="een",
                span=Span(start, start + length),
                coder="anna",
                codings=(Coding(code="spijt", origin=Origin.IMPORT),),
            )
            for start in range(10)
            for length in range(1, 6)
        )
    with pytest.raises(CodingError, match=f"Suggestion {unseen} is in the blind control"):
        decide(study, unseen, Verdict.REJECTED)
    decide(study, seen, Verdict.REJECTED)


def test_get_reads_one_suggestion(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    from bouwsteen.study import suggestion_store

    first, second = offer(study, suggestion(), suggestion("leiderschap", "leiderschap", 2))
    read = suggestion_store.standing_of
    numbers = []

    def told(row: Any, *rest: Any) -> Any:
        numbers.append(row.id)
        return read(row, *rest)

    monkeypatch.setattr(suggestion_store, "standing_of", told)
    assert study.suggestions.get(second, coder="anna").suggestion.id == second
    assert numbers == [second]
    assert first != second


def test_coder_s_work_is_counted_once_for_many_quotations(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bouwsteen.study import assistance

    offer(study, suggestion())
    count = assistance.apart_for
    asked = []

    def told(session: Any, settings: Any, coder: str) -> Apart:
        asked.append(coder)
        return count(session, settings, coder)

    monkeypatch.setattr(assistance, "apart_for", told)
    with study.change("code add", actor="anna"):
        study.quotations.add(
            Quotation(
                transcript="een",
                span=Span(20, 30 + place),
                coder="anna",
                codings=(Coding(code="leiderschap"),),
            )
            for place in range(5)
        )
    assert asked == ["anna"]


def test_undo_of_one_event_leaves_a_later_change_alone(study: Study) -> None:
    offer(study, suggestion())
    code_by_hand(study)
    first = study.log()[-1].id
    code_by_hand(study, Span(3, 10))
    with pytest.raises(StudyError, match="code add came after it"):
        study.undo(actor="anna", event=first)
    study.undo(actor="anna", event=first + 1)
    assert study.undo(actor="anna", event=first).id == first


def put_without(study: Study, key: str, *, moved: dict[str, str | None]) -> None:
    book = study.codebook.get()
    codes = tuple(one for one in book.codes if one.key != key)
    with study.change("codebook"):
        study.codebook.put(dataclasses.replace(book, codes=codes), reason="r", moved=moved)


def kept(study: Study) -> list[tuple[int, str, str]]:
    """Number, code and block of what stands open."""
    return [
        (one.suggestion.id, one.suggestion.code, one.suggestion.block)
        for one in study.suggestions.open_ones("anna")
    ]


def test_removed_code_takes_open_suggestions_along_until_undo(study: Study) -> None:
    gone, seen, stays = offer(
        study,
        suggestion(),
        suggestion("fouten", "veiligheid", 2),
        suggestion("leiderschap", "leiderschap", 3),
    )
    show(study, seen)
    put_without(study, "fouten", moved={"fouten": None})
    assert kept(study) == [(stays, "leiderschap", "leiderschap")]
    assert study.suggestions.exposure("anna") == [("een", SPEECH)]
    assert study.verify() == []
    study.undo()
    assert [number for number, _, _ in kept(study)] == [gone, seen, stays]


def test_decision_outlives_its_code(study: Study) -> None:
    (number,) = offer(study, suggestion())
    decide(study, number, Verdict.REJECTED)
    put_without(study, "fouten", moved={"fouten": None})
    (held,) = study.suggestions.select(coder="anna")
    assert (held.suggestion.code, held.decision and held.decision.verdict) == (
        "fouten",
        Verdict.REJECTED,
    )
    assert study.suggestions.rejected("anna") == [("een", SPEECH, "veiligheid")]


def test_merged_code_hands_its_suggestions_on_once(study: Study) -> None:
    first, second = offer(
        study, suggestion("spijt", "spijt", 1), suggestion("leiderschap", "leiderschap", 2)
    )
    put_without(study, "spijt", moved={"spijt": "leiderschap"})
    assert kept(study) == [(first, "leiderschap", "leiderschap")]
    study.undo()
    assert kept(study) == [(first, "spijt", "spijt"), (second, "leiderschap", "leiderschap")]


def test_renamed_block_keeps_its_rejections(study: Study, codebook: Codebook) -> None:
    (number,) = offer(study, suggestion("spijt", "spijt"))
    decide(study, number, Verdict.REJECTED)
    codes = tuple(
        dataclasses.replace(one, key="wroeging") if one.key == "spijt" else one
        for one in codebook.codes
    )
    with study.change("codebook rename"):
        study.codebook.put(
            dataclasses.replace(codebook, codes=codes), reason="r", moved={"spijt": "wroeging"}
        )
    assert study.suggestions.rejected("anna") == [("een", SPEECH, "wroeging")]


def test_moved_code_withdraws_what_was_judged_in_its_old_block(
    study: Study, codebook: Codebook
) -> None:
    offer(study, suggestion())
    codes = tuple(
        dataclasses.replace(one, parent="leiderschap") if one.key == "fouten" else one
        for one in codebook.codes
    )
    with study.change("codebook move"):
        study.codebook.put(dataclasses.replace(codebook, codes=codes), reason="r")
    assert kept(study) == []


def test_undo_of_what_suggestions_are_about_leaves_no_loose_ends(
    study: Study, codebook: Codebook, transcript: Transcript
) -> None:
    with study.change("codebook add"):
        fresh = dataclasses.replace(codebook.codes[2], key="nieuw", labels={"nl": "Nieuw"})
        study.codebook.put(
            dataclasses.replace(codebook, codes=(*codebook.codes[:3], fresh, codebook.codes[3])),
            reason="r",
        )
    offer(study, suggestion("nieuw", "nieuw"))
    study.undo()
    assert kept(study) == []
    with study.change("transcript import"):
        study.transcripts.add([dataclasses.replace(transcript, key="twee", title="Twee")])
    with study.change("suggest run", actor="anna"):
        made = dataclasses.replace(suggestion(), transcript="twee")
        study.suggestions.replace("anna", [[made]], ["twee"])
    assert study.undo().action == "transcript import"
    assert study.suggestions.select(coder="anna", transcript="twee") == []
    assert study.verify() == []


def corrected(transcript: Transcript, speech: str) -> Transcript:
    first, second = transcript.turns
    text = transcript.text[: second.span.start] + speech + "\n"
    span = Span(second.span.start, second.span.start + len(speech))
    return dataclasses.replace(
        transcript, text=text, turns=(first, dataclasses.replace(second, span=span))
    )


def test_suggestion_without_its_words_says_nothing_of_the_new_text(
    study: Study, transcript: Transcript
) -> None:
    (number,) = offer(study, suggestion())
    show(study, number)
    decide(study, number, Verdict.REJECTED)
    study.correct(
        corrected(transcript, "Wij zwommen iedere dag zonder zorg door het kanaal."), reason="r"
    )
    assert study.suggestions.rejected("anna") == []
    assert study.suggestions.exposure("anna") == [("een", None)]
    assert unexposed(["een"], [study.suggestions.exposure("anna")]) == ()
    assert code_by_hand(study).codings[0].assistance is Assistance.UNASSISTED
    study.undo()
    study.undo()
    assert study.suggestions.exposure("anna") == [("een", SPEECH)]


def test_blind_turns_stay_blind_when_turns_are_added(study: Study, transcript: Transcript) -> None:
    def draw(seed: int) -> list[bool]:
        return [in_control("een", turn, seed=seed, share=0.12) for turn in (1, 2, 3)]

    seed = next(one for one in range(9999) if draw(one) == [False, True, False])
    with study.change("settings"):
        study.suggestions.set_apart(Apart(seed=seed))
    first, second = transcript.turns
    text = transcript.text.replace("\nR:", "\nI: Zeg het eens?\nR:")
    shift = len(text) - len(transcript.text)
    start = text.index("Zeg")
    turns = (
        first,
        dataclasses.replace(first, index=2, span=Span(start, start + 12)),
        dataclasses.replace(
            second, index=3, span=Span(second.span.start + shift, second.span.end + shift)
        ),
    )
    study.correct(dataclasses.replace(transcript, text=text, turns=turns), reason="r")
    apart = study.suggestions.apart()
    assert [apart.blind("een", turn) for turn in (1, 2, 3)] == [False, False, True]
    study.undo()
    apart = study.suggestions.apart()
    assert [apart.blind("een", turn) for turn in (1, 2)] == [False, True]


def many(study: Study) -> None:
    with study.change("code import", actor="anna"):
        study.quotations.add(
            Quotation(
                transcript="een",
                span=Span(start, start + length),
                coder="anna",
                codings=(Coding(code="spijt"),),
            )
            for start in range(10)
            for length in range(1, 6)
        )


def test_blind_control_that_began_goes_on_after_undo(study: Study) -> None:
    many(study)
    study.undo()
    assert study.suggestions.apart_for("anna").begun
    assert not study.suggestions.apart_for("bram").begun


def test_merge_leaves_how_codes_came_about_as_the_copy_says(study: Study, blind_seed: int) -> None:
    with study.change("settings"):
        study.suggestions.set_apart(Apart(seed=blind_seed))
    offer(study, suggestion())
    target = study.path.with_name("anna.bouwsteen")
    copy_study(study, target, coder="anna")
    with Study.open(target) as copy:
        early = code_by_hand(copy)
        many(copy)
        assert early.codings[0].assistance is Assistance.UNASSISTED
        merge_study(study, copy)
    (found,) = [one for one in study.quotations.select() if one.span == SPEECH]
    assert found.codings == early.codings
    assert study.suggestions.apart_for("anna").begun
