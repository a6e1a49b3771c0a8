"""The invented meeting decides every point of the bundled study, by the shipped file."""

from __future__ import annotations

from collections import Counter

from bouwsteen.codebook.files import load_codebook
from bouwsteen.coding.codings_csv import read_codings
from bouwsteen.coding.consensus import draw_up
from bouwsteen.coding.decisions_csv import read_decisions
from bouwsteen.coding.meeting import outcome
from bouwsteen.coding.model import Done, Layer
from bouwsteen.examples import bundled
from bouwsteen.examples.meeting import SETTINGS, decisions_csv
from bouwsteen.transcripts.load import load


def test_shipped_decisions_are_what_the_meeting_gives() -> None:
    made = decisions_csv(bundled.data_path())
    assert made == bundled.data_path(bundled.DECISIONS).read_bytes()


def test_shipped_decisions_resolve_every_issue(rows) -> None:
    verdicts = Counter(row["verdict"] for row in rows(bundled.DECISIONS))
    assert verdicts == {"accept": 114, "both": 5, "new": 10, "reject": 27}


def test_shipped_decisions_end_in_the_consensus_layer() -> None:
    book = load_codebook("mkb-leercultuur")
    texts = [load(bundled.data_path(name)).transcript for name in bundled.TRANSCRIPTS]
    layers = {
        coder: read_codings(bundled.data_path(name), texts, book).quotations
        for coder, name in zip(SETTINGS.coders, bundled.CODINGS, strict=True)
    }
    done = [Done(coder=coder, transcript=one.key) for coder in layers for one in texts]
    agenda = draw_up(layers, SETTINGS, done=done)
    path = bundled.data_path(bundled.DECISIONS)
    after = outcome(agenda, read_decisions(path, agenda, texts, book, who="anna"))
    assert {coder: len(own) for coder, own in layers.items()} == {"anna": 199, "bram": 193}
    assert (len(agenda.agreed), len(agenda.issues), len(after)) == (99, 156, 229)
    assert sum(len(one.codes) for one in after) == 287
    assert {(one.layer, one.coder) for one in after} == {(Layer.CONSENSUS, "anna")}
