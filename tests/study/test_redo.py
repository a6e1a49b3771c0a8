"""Redo gives back what undo took, and never over what was written since; moved ends, own undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import update

from bouwsteen.codebook.edit import add_code
from bouwsteen.codebook.model import Code
from bouwsteen.coding.model import Coder, Coding, Done, Quotation
from bouwsteen.errors import CodingError, StudyError
from bouwsteen.study import schema
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span, Transcript


def quotation(start: int, end: int, *codes: str, coder: str = "anna", memo: str = "") -> Quotation:
    return Quotation(
        transcript="een",
        span=Span(start, end),
        coder=coder,
        codings=tuple(Coding(code=code) for code in codes),
        memo=memo,
    )


def add(study: Study, *quotations: Quotation, coder: str = "anna") -> list[int]:
    with study.change("code add", actor=coder):
        return study.quotations.add(quotations)


def memo(study: Study, number: int, text: str, *, coder: str = "anna") -> None:
    with study.change("code memo", actor=coder):
        study.quotations.set_memo(number, text, coder=coder)


def _code(study: Study) -> None:
    add(study, quotation(20, 30, "fouten"), quotation(31, 40, "leiderschap", memo="m"))


def _memo(study: Study) -> None:
    memo(study, 1, "twijfel")


def _move(study: Study) -> None:
    with study.change("code move", actor="anna"):
        study.quotations.set_span(1, Span(5, 14), coder="anna")


def _remove(study: Study) -> None:
    with study.change("code remove", actor="anna"):
        study.quotations.remove([1], coder="anna")


def _done(study: Study) -> None:
    with study.change("code done", actor="anna"):
        study.coders.mark_done([Done(coder="anna", transcript="een")])


def _book(study: Study) -> None:
    edit = add_code(study.codebook.get(), Code(key="nieuw", labels={"nl": "Nieuw"}), reason="nodig")
    with study.change("codebook add", actor="anna"):
        study.codebook.put(edit.codebook, reason=edit.reason, actor="anna")


def _texts(study: Study) -> None:
    with study.change("transcript import"):
        study.transcripts.add([Transcript(key="b", title="b", text="Dag.", turns=())])


def _correct(study: Study) -> None:
    old = study.transcripts.get("een")
    text = old.text.replace("meest", "mooist")
    study.correct(
        Transcript(key="een", title=old.title, text=text, turns=(), language="nl"), reason="tikfout"
    )


@pytest.mark.parametrize(
    "act",
    [_code, _memo, _move, _remove, _done, _book, _texts, _correct],
    ids=lambda act: act.__name__,
)
def test_redo_gives_back_every_kind_of_change(study: Study, act: Callable[[Study], None]) -> None:
    add(study, quotation(3, 16, "veiligheid", memo="eerst"))
    before = study.fingerprint()
    act(study)
    after = study.fingerprint()
    rows = study.quotations.select()
    for _ in range(2):
        done = study.undo()
        assert study.fingerprint() == before
        assert study.redo() == study.log()[done.id - 1]
        assert (study.fingerprint(), study.quotations.select()) == (after, rows)
    assert study.verify() == []
    assert [(one.action, one.undone) for one in study.log()][done.id - 1 :] == [
        (done.action, False),
        *[("undo", False), ("redo", False)] * 2,
    ]


def test_redo_goes_forward_step_by_step(study: Study) -> None:
    (number,) = add(study, quotation(3, 16, "veiligheid"))
    states = []
    for text in ("een", "twee", "drie"):
        states.append(study.fingerprint())
        memo(study, number, text)
    states.append(study.fingerprint())
    for state in reversed(states[:-1]):
        study.undo()
        assert study.fingerprint() == state
    for state in states[1:]:
        study.redo()
        assert study.fingerprint() == state
    with pytest.raises(StudyError, match="nothing to redo"):
        study.redo()


def test_redo_is_refused_once_something_else_was_written(study: Study) -> None:
    (number,) = add(study, quotation(3, 16, "veiligheid"))
    memo(study, number, "eerst")
    study.undo()
    memo(study, number, "daarna")
    held = study.fingerprint()
    with pytest.raises(StudyError) as error:
        study.redo()
    assert error.value.message == (
        "code memo came after the undo, so there is nothing to redo any more."
    )
    assert study.fingerprint() == held


def test_redo_does_not_mind_what_only_the_log_holds(study: Study) -> None:
    (number,) = add(study, quotation(3, 16, "veiligheid"))
    study.undo()
    study.note("agreement figures", actor="bram")
    study.redo(actor="anna")
    assert study.quotations.get(number).codes == ("veiligheid",)


def test_redo_of_another_coders_change_is_refused(study: Study) -> None:
    add(study, quotation(3, 16, "veiligheid"))
    study.undo(actor="anna")
    with pytest.raises(StudyError, match="is anna's, not bram's"):
        study.redo(actor="bram")
    assert study.quotations.select() == []


def test_redo_by_number_passes_over_another_coders_work(study: Study) -> None:
    (theirs,) = add(study, quotation(3, 16, "leiderschap", coder="bram"), coder="bram")
    (number,) = add(study, quotation(3, 16, "veiligheid"))
    event = study.undo(actor="anna").id
    memo(study, theirs, "van bram", coder="bram")
    with pytest.raises(StudyError, match="code memo came after the undo"):
        study.redo(actor="anna")
    study.redo(actor="anna", event=event)
    assert {one.id: (one.codes, one.memo) for one in study.quotations.select()} == {
        number: (("veiligheid",), ""),
        theirs: (("leiderschap",), "van bram"),
    }
    assert study.verify() == []


def test_redo_does_not_take_rows_that_were_given_out_since(study: Study) -> None:
    add(study, quotation(3, 16, "veiligheid"))
    event = study.undo(actor="anna").id
    add(study, quotation(3, 16, "leiderschap", coder="bram"), coder="bram")
    with pytest.raises(StudyError, match="code add came after the undo"):
        study.redo(actor="anna", event=event)
    assert [one.coder for one in study.quotations.select()] == ["bram"]


def test_redo_by_number_never_overwrites(study: Study) -> None:
    (number,) = add(study, quotation(3, 16, "veiligheid"))
    memo(study, number, "van anna")
    event = study.take_back(study.last_event(), actor="anna").id
    memo(study, number, "later")
    with pytest.raises(StudyError, match="code memo came after the undo"):
        study.redo(actor="anna", event=event)
    assert study.quotations.get(number).memo == "later"


def test_redo_needs_what_the_undo_kept(study: Study) -> None:
    add(study, quotation(3, 16, "veiligheid"))
    study.undo()
    with study.reading() as connection:
        for (name,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"
        ).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        # So an older release wrote it.
        connection.execute(
            update(schema.event).where(schema.event.c.action == "undo").values(changes=[])
        )
    with pytest.raises(StudyError, match="by an older release"):
        study.redo()


def test_set_span_keeps_number_codes_and_memo(study: Study) -> None:
    (number,) = add(study, quotation(3, 16, "veiligheid", "fouten", memo="m"))
    held = study.quotations.get(number)
    with study.change("code move", actor="anna"):
        study.quotations.set_span(number, Span(5, 9), coder="anna")
    moved = study.quotations.get(number)
    assert (moved.id, moved.span, moved.codes, moved.memo, moved.created) == (
        number,
        Span(5, 9),
        held.codes,
        "m",
        held.created,
    )


def test_set_span_refuses_a_stretch_that_is_marked(study: Study) -> None:
    first, second = add(study, quotation(3, 16, "veiligheid"), quotation(5, 9, "fouten"))
    add(study, quotation(5, 16, "fouten", coder="bram"), coder="bram")
    with pytest.raises(CodingError) as error, study.change("code move", actor="anna"):
        study.quotations.set_span(second, Span(3, 16), coder="anna")
    assert error.value.message == f"Quotation {first} marks that stretch already."
    # What bram marked stands in nobody's way.
    with study.change("code move", actor="anna"):
        study.quotations.set_span(second, Span(5, 16), coder="anna")
    assert study.quotations.get(second).span == Span(5, 16)


def test_set_span_refuses_a_locked_layer_and_another_coders(study: Study) -> None:
    (number,) = add(study, quotation(3, 16, "veiligheid"))
    with pytest.raises(CodingError), study.change("code move", actor="bram"):
        study.quotations.set_span(number, Span(3, 9), coder="bram")
    _done(study)
    with pytest.raises(CodingError), study.change("code move", actor="anna"):
        study.quotations.set_span(number, Span(3, 9), coder="anna")
    assert study.quotations.get(number).span == Span(3, 16)


def test_take_back_undoes_the_own_change_below_another_coders(study: Study) -> None:
    (mine,) = add(study, quotation(3, 16, "veiligheid"))
    event = study.last_event()
    (theirs,) = add(study, quotation(3, 16, "fouten", coder="bram"), coder="bram")
    assert study.take_back(event, actor="anna").action == "code add"
    assert [one.id for one in study.quotations.select()] == [theirs]
    assert [(one.action, one.actor, one.undone) for one in study.log()[-3:]] == [
        ("code add", "anna", True),
        ("code add", "bram", False),
        ("undo", "anna", False),
    ]
    assert mine != theirs


def test_take_back_refuses_what_a_later_change_built_on(study: Study) -> None:
    (number,) = add(study, quotation(3, 16, "veiligheid"))
    event = study.last_event()
    memo(study, number, "m")
    with pytest.raises(StudyError, match="code memo came after it"):
        study.take_back(event, actor="anna")
    assert study.quotations.get(number).memo == "m"


def test_take_back_refuses_a_code_that_another_coder_has_used_since(study: Study) -> None:
    _book(study)
    event = study.last_event()
    add(study, quotation(3, 16, "nieuw", coder="bram"), coder="bram")
    with pytest.raises(StudyError, match="code add came after it"):
        study.take_back(event, actor="anna")
    assert study.verify() == []


@pytest.mark.parametrize("actor", ["bram", "anna"])
def test_take_back_knows_the_own_standing_changes_only(study: Study, actor: str) -> None:
    add(study, quotation(3, 16, "veiligheid"))
    event = study.last_event()
    if actor == "anna":
        study.undo()
    with pytest.raises(StudyError, match=f"no change {event} of {actor}"):
        study.take_back(event, actor=actor)


def test_redo_after_a_new_coder_is_refused_for_nobody(study: Study) -> None:
    with study.change("coder add", actor="carla"):
        study.coders.add([Coder(key="carla")])
    with pytest.raises(StudyError) as error:
        study.redo()
    assert error.value.message == "There is nothing to redo."


def test_take_back_and_redo_refuse_what_was_made_anew_since(study: Study) -> None:
    (number,) = add(study, quotation(3, 16, "veiligheid"))
    made = study.last_event()
    # So that what is made anew has other numbers.
    add(study, quotation(3, 16, "fouten", coder="bram"), coder="bram")
    with study.change("code remove", actor="anna"):
        study.quotations.remove([number], coder="anna")
    removed = study.last_event()
    with study.change("code import", actor="anna"):
        (anew,) = study.quotations.add([quotation(3, 16, "veiligheid")])
    with pytest.raises(StudyError, match="code import came after it"):
        study.take_back(removed, actor="anna")
    study.undo()
    study.undo()
    study.take_back(made, actor="anna")
    add(study, quotation(3, 16, "veiligheid"))
    with pytest.raises(StudyError, match="code add came after the undo"):
        study.redo(actor="anna", event=made)
    assert len(study.quotations.select()) == 2 and anew != number
    assert study.verify() == []
