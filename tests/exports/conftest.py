"""A table with everything in it that a writer can stumble over, and results to make tables of."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

import pytest

from bouwsteen.analysis.agreement.compare import agreement
from bouwsteen.analysis.agreement.confusion import Confusion
from bouwsteen.analysis.agreement.confusion import confusion as cross
from bouwsteen.analysis.agreement.disagreement import Disagreements
from bouwsteen.analysis.agreement.disagreements import disagreements as find_disagreements
from bouwsteen.analysis.agreement.results import Agreement
from bouwsteen.analysis.quotes import Quote
from bouwsteen.analysis.units import units_of
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Coding, Done, Quotation
from bouwsteen.exports.agreement_report import agreement_report
from bouwsteen.exports.methods import Facts, Material
from bouwsteen.exports.report_parts import Report
from bouwsteen.exports.table import Column, Table
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn


@pytest.fixture
def table() -> Table:
    return Table(
        key="probe",
        caption="Een proef | met tekens",
        columns=(
            Column(key="quote", label="Citaat"),
            Column(key="n", label="Aantal", kind="int"),
            Column(key="alpha", label="Alfa", kind="decimal"),
            Column(key="share", label="Deel", kind="percent"),
        ),
        rows=(
            ("=1+1|2", 12345, 0.125, 0.5),
            ("@ja", 0, None, 1.0),
            ("+31 *bel* mij", -3, 1.0, 0.0),
            ("- nou\teh", 7, 0.995, 0.125),
        ),
        foot=(("Totaal", 12349, None, None), ("Interviews", 4, None, None)),
        notes=("Geteld is 1 < 2.",),
        text=("Eén zin.",),
        lang="nl",
    )


@pytest.fixture
def book() -> Codebook:
    return Codebook(
        key="klein",
        codes=(
            Code(key="werk", labels={"nl": "Inhoud van werk", "en": "Job content"}),
            Code(key="taken", labels={"nl": "Uitdaging in taken"}, parent="werk"),
            Code(key="samen", labels={"nl": "Samenwerken", "en": "Collaboration"}),
            Code(key="heimwee", labels={"nl": "Heimwee"}, free=True),
        ),
    )


@pytest.fixture
def quotes() -> tuple[Quote, ...]:
    first = Quote(
        id=4,
        transcript="int_1",
        turn=2,
        start=10,
        end=19,
        text="=1 *nou* ja",
        respondent="r1",
        role="Medewerker",
        organisation="Bedrijf 1",
        coder="anna",
        codes=("taken", "samen"),
        blocks=("werk", "samen"),
        memo="twijfel",
    )
    nobody = dataclasses.replace(
        first,
        id=5,
        turn=None,
        text="Wat?\nR: Tja.",
        respondent=None,
        role=None,
        organisation=None,
        codes=("heimwee",),
        blocks=("heimwee",),
        memo="",
    )
    return first, nobody


@dataclasses.dataclass(frozen=True)
class Compared:
    """A comparison, and all that a report can be made of."""

    agreement: Agreement
    codebook: Codebook
    cast: Cast
    quotations: Mapping[str, Sequence[Quotation]]
    done: Sequence[Done]

    @property
    def disagreements(self) -> Disagreements:
        return find_disagreements(self.quotations, self.cast, self.codebook, done=self.done)

    @property
    def confusion(self) -> Confusion:
        return cross(self.quotations, self.cast, self.codebook, done=self.done)


@pytest.fixture
def compare(book: Codebook) -> Callable[..., Compared]:
    """Interviews of four answers, in which the coders give a sub-code of the first block.

    Anna gives it to the first two answers of each interview and so does carla; bram to the first.
    The last interview is anna's alone. In the first interview of all bram also marks a part of the
    first answer again, and anna gives a free code. Nobody gives the second block.
    """

    def made(
        n: int, *, coders: Sequence[str] = ("anna", "bram"), only: str = "", **options: object
    ) -> Compared:
        text = "R: eerste\nR: tweede\nR: derde.\nR: vierde\n"
        turns = tuple(
            Turn(index=number + 1, speaker="R", span=Span(10 * number + 3, 10 * number + 9))
            for number in range(4)
        )
        keys = [f"int_{number}" for number in range(n)]
        cast = Cast(
            transcripts=tuple(
                Transcript(key=key, title=key, text=text, turns=turns) for key in keys
            ),
            respondents=(Respondent(key="r"),),
            links=tuple(SpeakerLink(transcript=key, speaker="R", respondent="r") for key in keys),
        )
        spans = {
            "anna": [(3, 9, "taken"), (13, 19, "taken")],
            "bram": [(4, 9, "taken")],
            "carla": [(3, 9, "taken"), (13, 19, "taken")],
        }
        first = {"anna": [(33, 39, "heimwee")], "bram": [(3, 6, "taken")]}
        quotations = {
            coder: [
                Quotation(
                    transcript=key,
                    span=Span(start, end),
                    coder=coder,
                    codings=(Coding(code=only or code),),
                )
                for key in keys
                for start, end, code in (
                    *spans[coder],
                    *(first.get(coder, []) if key == keys[0] else []),
                )
            ]
            for coder in coders
        }
        done = [
            Done(coder=coder, transcript=key)
            for coder in coders
            for key in (keys if coder == "anna" else keys[:-1])
        ]
        coded = {coder: CodingColumns.of(own) for coder, own in quotations.items()}
        chosen = {
            name: options.pop(name)
            for name in (
                *("primary", "saw", "after_consensus"),
                *("with_alpha_u", "gamma_samples"),
            )
            if name in options
        }
        units = units_of(cast, coded, done, book, **options)
        return Compared(agreement(units, **chosen), book, cast, quotations, done)

    return made


@pytest.fixture
def facts() -> Callable[..., Facts]:
    """What the methods paragraph is told beside the figures."""

    def made(compared: Compared, **changes: object) -> Facts:
        base = Facts(
            material=Material.of(compared.cast, compared.agreement),
            primary_beforehand=True,
            log_read=True,
            sha256="c0de" * 16,
            version="9.9",
        )
        return dataclasses.replace(base, **changes)

    return made


@pytest.fixture
def report(compare: Callable[..., Compared], facts: Callable[..., Facts]) -> Callable[..., Report]:
    """A report with everything in it."""

    def made(n: int, *, lang: str = "nl", **options: object) -> Report:
        compared = compare(n, **options)
        return agreement_report(
            compared.agreement,
            compared.codebook,
            methods=facts(compared),
            disagreements=compared.disagreements,
            confusion=compared.confusion if len(compared.quotations) == 2 else None,
            lang=lang,
        )

    return made
