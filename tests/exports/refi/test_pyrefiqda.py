"""What an independent reader finds in our export."""

from __future__ import annotations

from pathlib import Path

import pytest

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.model import Coder, Coding, Quotation
from bouwsteen.exports.refi.outgoing import Holdings, outgoing
from bouwsteen.exports.refi.pack import pack
from bouwsteen.exports.refi.targets import TARGETS
from bouwsteen.transcripts.model import Span, Transcript


@pytest.mark.parametrize("target", TARGETS)
def test_pyrefiqda_finds_the_same_codes_and_codings(target: str, tmp_path: Path) -> None:
    pyrefiqda = pytest.importorskip("pyrefiqda")
    text = "A: een twee drie\n"
    codes = (
        Code(key="leren", labels={"nl": "Leren"}),
        Code(key="kort", labels={"nl": "Kort"}, parent="leren"),
    )
    places = [(3, 6, "anna", "leren"), (3, 6, "bert", "leren"), (7, 11, "anna", "kort")]
    held = Holdings(
        name="proef",
        codebook=Codebook(key="proef", codes=codes),
        transcripts=(Transcript(key="g1", title="g1", text=text, turns=()),),
        coders=(Coder(key="anna"), Coder(key="bert")),
        quotations=[
            Quotation(
                transcript="g1", span=Span(start, end), coder=coder, codings=(Coding(code=code),)
            )
            for start, end, coder, code in places
        ],
    )
    chosen = TARGETS[target]
    path = tmp_path / "p.qdpx"
    path.write_bytes(pack(outgoing(held, chosen)[0], lower=chosen.lower))
    project = pyrefiqda.RefiProject.load(path, extract_dir=str(tmp_path / "out"))
    (outer,) = project.code_book.codes.code
    names = {outer.guid: outer.name, **{one.guid: one.name for one in outer.code}}
    users = {one.guid: one.name for one in project.users.user}
    (source,) = project.sources.text_source
    found = [
        (one.start_position, one.end_position, users[coding.creating_user],
         names[coding.code_ref.target_guid].lower())
        for one in source.plain_text_selection
        for coding in one.coding
    ]  # fmt: skip
    assert sorted(found) == sorted(places)
