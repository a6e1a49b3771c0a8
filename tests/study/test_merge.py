"""Blind copies go out, layers come home: checked, once, in any order, nothing overwritten."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from bouwsteen.codebook.edit import add_code, change_code
from bouwsteen.codebook.model import Code
from bouwsteen.coding.model import Coder, Coding, Done, Quotation
from bouwsteen.errors import CodingError, StudyError
from bouwsteen.study.merge import Conflict, MergeReport, copy_study, merge_study
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span

Copy = Callable[[str], Study]


def mark(coder: str, start: int, *codes: str, memo: str = "") -> Quotation:
    return Quotation(
        transcript="een",
        span=Span(start, start + 4),
        coder=coder,
        codings=tuple(Coding(code=code) for code in codes),
        memo=memo,
    )


def code(study: Study, *quotations: Quotation, done: bool = False) -> None:
    with study.change("code add"):
        study.quotations.add(quotations)
        if done:
            study.coders.mark_done([Done(coder=quotations[0].coder, transcript="een")])


def test_copy_holds_one_coder_and_no_log_of_others(study: Study, copy: Copy) -> None:
    code(study, mark("anna", 20, "fouten"))
    code(study, mark("bram", 24, "leiderschap", memo="m"))
    blind = copy("bram")
    assert [one.key for one in blind.coders.all()] == ["bram"]
    assert [one.coder for one in blind.quotations.select()] == ["bram"]
    assert [one.action for one in blind.log()] == ["study copy"]
    assert blind.transcripts.all() == study.transcripts.all()
    assert blind.respondents.links() == study.respondents.links()
    assert blind.codebook.get() == study.codebook.get()
    assert b"anna" not in blind.path.read_bytes()


def test_layer_comes_home_once_with_one_log_entry(study: Study, copy: Copy) -> None:
    blind = copy("bram")
    code(blind, mark("bram", 20, "fouten"), mark("bram", 30, "leiderschap"), done=True)
    report = merge_study(study, blind)
    assert report == MergeReport(
        coder="bram", added=2, same=0, done=("een",), free_codes={}, conflicts=()
    )
    assert [(one.span, one.codes) for one in study.quotations.select(coder="bram")] == [
        (Span(20, 24), ("fouten",)),
        (Span(30, 34), ("leiderschap",)),
    ]
    assert [one.action for one in study.log()][-1] == "study merge"
    state, log = study.fingerprint(), study.log()
    again = merge_study(study, blind)
    assert (again.added, again.same, again.conflicts) == (0, 2, ())
    assert (study.fingerprint(), study.log()) == (state, log)
    study.undo()
    assert study.quotations.select() == []
    assert study.coders.done() == set()


def test_free_codes_of_two_coders_stay_apart(study: Study, copy: Copy) -> None:
    for coder in ("anna", "bram"):
        own = copy(coder)
        edit = add_code(
            own.codebook.get(), Code(key="trots", labels={"nl": "trots"}, free=True), reason="open"
        )
        with own.change("codebook add"):
            own.codebook.put(edit.codebook, reason="open")
        code(own, mark(coder, 20, "trots"))
        assert merge_study(study, own).free_codes == {"trots": f"trots-{coder}"}
    assert [one.key for one in study.codebook.get().free_codes] == [
        "spijt",
        "trots-anna",
        "trots-bram",
    ]
    assert [one.codes for one in study.quotations.select()] == [("trots-anna",), ("trots-bram",)]


def test_conflicts_are_listed_and_nothing_is_overwritten(study: Study, copy: Copy) -> None:
    code(study, mark("bram", 20, "fouten"), mark("bram", 30, "fouten"))
    blind = copy("bram")
    first, second = blind.quotations.select()
    with blind.change("code"):
        blind.quotations.set_memo(first.id, "anders")
        blind.quotations.remove([second.id])
        blind.quotations.add([mark("bram", 40, "leiderschap")])
    before = study.quotations.select()
    report = merge_study(study, blind)
    assert report.added == 1
    assert report.conflicts == (
        Conflict(transcript="een", span=Span(20, 24), kind="changed"),
        Conflict(transcript="een", span=Span(30, 34), kind="removed"),
    )
    assert study.quotations.select()[:2] == before
    with study.change("code done"):
        study.coders.mark_done([Done(coder="bram", transcript="een")])
    code(blind, mark("bram", 50, "fouten"))
    assert Conflict(transcript="een", span=Span(50, 54), kind="locked") in (
        merge_study(study, blind).conflicts
    )


def test_three_copies_come_home_in_any_order_to_the_same_study(
    study: Study, copy: Copy, tmp_path: Path
) -> None:
    with study.change("coder add"):
        study.coders.add([Coder(key="cor")])
    copies = []
    for place, coder in enumerate(("anna", "bram", "cor")):
        own = copy(coder)
        edit = add_code(
            own.codebook.get(), Code(key="zelf", labels={"nl": "zelf"}, free=True), reason="open"
        )
        with own.change("codebook add"):
            own.codebook.put(edit.codebook, reason="open")
        code(own, mark(coder, 20 + place, "fouten", "zelf"), done=True)
        copies.append(own)
    states = set()
    for number, order in enumerate(itertools.permutations(copies)):
        home = tmp_path / f"home{number}.bouwsteen"
        study.backup(home)
        with Study.open(home) as opened:
            for own in order:
                merge_study(opened, own)
            states.add(opened.fingerprint())
    assert len(states) == 1


def test_other_text_or_codebook_or_no_copy_is_refused(
    study: Study, copy: Copy, tmp_path: Path
) -> None:
    blind = copy("bram")
    code(blind, mark("bram", 20, "fouten"))
    edit = change_code(
        blind.codebook.get(), "fouten", definition={"nl": "iets anders"}, reason="eigen idee"
    )
    with blind.change("codebook edit"):
        blind.codebook.put(edit.codebook, reason="eigen idee")
    state = study.fingerprint()
    with pytest.raises(StudyError, match="The codebook of .* is not the one of the study"):
        merge_study(study, blind)
    with Study.create(tmp_path / "other.bouwsteen", codebook=study.codebook.get()) as other:
        with other.change("import"):
            first = study.transcripts.get("een")
            other.transcripts.add([dataclasses.replace(first, text=first.text + "!")])
        with pytest.raises(StudyError, match="een of .* has another text here"):
            merge_study(other, copy("anna"))
        with pytest.raises(StudyError, match="is no copy for one coder"):
            merge_study(study, other)
    assert study.fingerprint() == state
    with pytest.raises(CodingError, match="no coder 'x'"):
        copy_study(study, tmp_path / "x.bouwsteen", coder="x")
