"""Make the decisions of the invented meeting: ``python -m bouwsteen.examples.meeting``.

The bundled coders talk about every point on which they differ; a plain rule stands in for their
judgement, and short invented reasons for what they said. The ids of the points follow from the
codings, so the file fits the bundled study and no other.
"""

from __future__ import annotations

__all__ = ["decisions_csv", "main"]

import csv
import io
from pathlib import Path

from bouwsteen.codebook.files import load_codebook
from bouwsteen.coding.codings_csv import read_codings
from bouwsteen.coding.consensus import Issue, Settings, draw_up
from bouwsteen.coding.decisions_csv import COLUMNS
from bouwsteen.coding.model import Done
from bouwsteen.examples.bundled import CODINGS, DECISIONS, TRANSCRIPTS, data_path
from bouwsteen.transcripts.load import load

SETTINGS = Settings(coders=("anna", "bram"), recorder="anna")

_NOTHING = (
    "bij teruglezen gaat dit niet over leren",
    "te mager om als citaat te tellen",
    "herhaling van wat hij net al zei",
)
_BOTH = (
    "het gaat om het gedrag van de baas en om de veiligheid die dat geeft",
    "de ruimte en het werk zelf hangen hier samen",
    "collega's onder elkaar, maar ook zo geregeld",
)
_NEW = "samen gelezen: dit is het kenmerk dat vooropstaat"


def decisions_csv(folder: Path) -> bytes:
    """Give the decisions on every point of the bundled study, as `consensus import` reads them.

    Parameters
    ----------
    folder : Path
        The bundled data.
    """
    book = load_codebook("mkb-leercultuur")
    texts = [load(folder / name).transcript for name in TRANSCRIPTS]
    layers = {
        coder: read_codings(folder / name, texts, book).quotations
        for coder, name in zip(SETTINGS.coders, CODINGS, strict=True)
    }
    done = [Done(coder=coder, transcript=one.key) for coder in layers for one in texts]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for number, issue in enumerate(draw_up(layers, SETTINGS, done=done).issues):
        table.writerow([issue.id, *_decided(issue, number)])
    return out.getvalue().encode("utf-8")


def _decided(issue: Issue, number: int) -> tuple[str, str, str, str, str]:
    """Verdict, whose view, codes, span and reason."""
    given = {
        coder: {code for one in issue.of(coder) for code in one.codes} for coder in issue.coders
    }
    speaking = [coder for coder, codes in given.items() if codes]
    if len(speaking) == 1:
        if number % 4 == 0:
            return "reject", "", "", "", _NOTHING[number // 4 % len(_NOTHING)]
        return "accept", speaking[0], "", "", ""
    wider = max(speaking, key=lambda coder: (len(given[coder]), coder))
    shared = set.intersection(*given.values())
    if shared and number % 4 == 0:
        return "new", "", "; ".join(sorted(shared)), "", _NEW
    if all(codes <= given[wider] for codes in given.values()):
        return "accept", wider, "", "", ""
    return "both", "", "", "", _BOTH[number % len(_BOTH)]


def main() -> None:
    """Write the decisions into the ``data`` folder beside this module."""
    data_path(DECISIONS).write_bytes(decisions_csv(data_path()))


if __name__ == "__main__":
    main()
