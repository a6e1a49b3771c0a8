"""The methods paragraph that journals ask for, filled in with the figures of one comparison.

Every number is an argument. What is not known is left out, and what was not done is said not to
have been done.
"""

from __future__ import annotations

__all__ = ["Facts", "Material", "Resolution", "methods_text"]

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from bouwsteen import __version__
from bouwsteen.analysis.agreement.results import Agreement
from bouwsteen.analysis.groups import words
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.consensus import Agenda
from bouwsteen.coding.decisions import Decision, Verdict
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.methods_measuring import measuring
from bouwsteen.exports.report_words import INDEPENDENCE, by_rule, coder_names, guard_sentence
from bouwsteen.transcripts.cast import Cast


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """How much there is, and how much of it two coders or more finished.

    Parameters
    ----------
    transcripts : int
        Of the whole study.
    words, double_words : int
        Words of respondents in all transcripts, and in those that were compared.
    """

    transcripts: int
    words: int
    double_words: int

    @classmethod
    def of(cls, cast: Cast, found: Agreement) -> Material:
        """Count what a comparison covers of a study."""
        spoken = words(cast)
        return cls(
            transcripts=len(cast.transcripts),
            words=sum(spoken.values()),
            double_words=sum(n for (key, _), n in spoken.items() if key in found.transcripts),
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """How differences were resolved in a consensus meeting.

    Parameters
    ----------
    overlap : float
        Share of text in common from which quotations with the same codes went over by rule.
    boundary : str
        ``union`` or ``intersection``: what became of their boundaries.
    agreed, single, issues : int
        Quotations on which coders agree by that rule, quotations taken over as they are because
        only one coder finished the interview, and differences put before the meeting.
    accepted : mapping of coder to int
        How often the view of a coder was taken over.
    verdicts : mapping of Verdict to int
        Decisions of every kind, ``accept`` included.
    """

    overlap: float
    boundary: str
    agreed: int
    single: int
    issues: int
    accepted: Mapping[str, int]
    verdicts: Mapping[Verdict, int]

    @classmethod
    def of(cls, agenda: Agenda, decisions: Iterable[Decision]) -> Resolution:
        """Count what a meeting decided."""
        made = list(decisions)
        single = sum(len(one.members) == 1 for one in agenda.agreed)
        return cls(
            overlap=agenda.settings.overlap,
            boundary=agenda.settings.boundary,
            agreed=len(agenda.agreed) - single,
            single=single,
            issues=len(agenda.issues),
            accepted=Counter(one.coder for one in made if one.coder is not None),
            verdicts=Counter(one.verdict for one in made),
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the figures themselves do not tell.

    Parameters
    ----------
    material : Material
        How much was coded twice.
    primary_beforehand : bool
        The study named the primary coefficient before layers were laid side by side.
    log_read : bool
        The comparison was told what the log says about who saw whose codes; without that, nothing
        is claimed about it.
    sha256 : str
        Of the codings compared, as hexadecimal digits.
    resolution : Resolution or None
        Of the consensus meeting; None when there was none.
    version : str
        Of this program.
    """

    material: Material
    primary_beforehand: bool
    log_read: bool
    sha256: str
    resolution: Resolution | None = None
    version: str = __version__


def methods_text(
    found: Agreement, codebook: Codebook, facts: Facts, *, lang: str = "nl"
) -> tuple[str, ...]:
    """Write the methods paragraph of an article.

    Parameters
    ----------
    found : Agreement
        The figures.
    codebook : Codebook
        For its title and the names of the codes.
    facts : Facts
        What the figures do not tell.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    tuple of str
        Four paragraphs: coders and material, how agreement was measured and what it is, how
        differences were resolved, and what is needed to compute it again. The items are those of
        Lombard, Snyder-Duch & Bracken (2002), O'Connor & Joffe (2020) and COREQ (2007, nos 24-25).
    """
    labels = Labels(lang)
    return (
        " ".join(_coding(found, codebook, facts, labels)),
        " ".join(measuring(found, codebook, labels, beforehand=facts.primary_beforehand)),
        " ".join(_resolving(facts.resolution, labels)),
        " ".join(_computing(found, facts, labels)),
    )


def _coding(found: Agreement, codebook: Codebook, facts: Facts, labels: Labels) -> Iterator[str]:
    material, double = facts.material, len(found.transcripts)
    yield labels(
        "methods.coders",
        n=len(found.coders),
        coders=coder_names(found.coders, labels),
        codebook=codebook.labels.get(labels.lang) or codebook.key,
        version=found.codebook_version,
    )
    alone = any(one.key == "unseen" for one in found.guards)
    yield labels(
        "methods.double_unseen" if alone else "methods.double",
        transcripts=labels.cell(material.transcripts, "int"),
        double=labels.cell(double, "int"),
        share=labels.cell(double / material.transcripts, "percent"),
    )
    if material.words:
        yield labels(
            "methods.double_words",
            words=labels.cell(material.words, "int"),
            double=labels.cell(material.double_words, "int"),
            share=labels.cell(material.double_words / material.words, "percent"),
        )
    doubts = [one for one in found.guards if one.key in INDEPENDENCE]
    if doubts:
        yield labels("methods.doubt")
        yield from (guard_sentence(one, codebook, labels) for one in doubts)
    elif facts.log_read:
        yield labels("methods.independent")


def _resolving(resolution: Resolution | None, labels: Labels) -> Iterator[str]:
    if resolution is None:
        yield labels("methods.no_meeting")
        return
    yield labels("methods.meeting")
    yield from by_rule(
        boundary=resolution.boundary,
        overlap=resolution.overlap,
        agreed=resolution.agreed,
        single=resolution.single,
        labels=labels,
    )
    decided = sum(resolution.verdicts.values())
    verdicts = [
        labels("methods.accept", n=n, coder=coder)
        for coder, n in sorted(resolution.accepted.items())
    ]
    verdicts += [
        labels(f"methods.{verdict}", n=resolution.verdicts[verdict])
        for verdict in (Verdict.BOTH, Verdict.NEW, Verdict.REJECT)
        if resolution.verdicts.get(verdict)
    ]
    if verdicts or not resolution.issues:
        yield labels.count("methods.issues", resolution.issues, verdicts=", ".join(verdicts))
    if decided < resolution.issues:
        yield labels("methods.open", n=resolution.issues - decided)


def _computing(found: Agreement, facts: Facts, labels: Labels) -> Iterator[str]:
    # Without a random draw a seed would suggest one.
    drawn = found.method == "bootstrap" or "gamma" in found.overall
    yield labels(
        "methods.software_seed" if drawn else "methods.software",
        version=facts.version,
        seed=found.seed,
        sha256=facts.sha256,
    )
    if found.verified is not None:
        yield labels(
            "methods.verified",
            package=found.verified.package,
            n=found.verified.compared,
            difference=f"{found.verified.largest_difference:.1g}",
        )
