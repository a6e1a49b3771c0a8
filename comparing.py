"""What the commands on agreement share: whom to compare, on what, and where they differ.

An adapter, like `console`.
"""

from __future__ import annotations

__all__ = [
    "UNITS",
    "choice_options",
    "coders_option",
    "compare_study",
    "compared_coders",
    "confused",
    "differences",
    "facts_of",
    "layers",
    "level_option",
    "note_figures",
    "scope_option",
    "seen_in",
]

import dataclasses
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bouwsteen.console import cast_of
from bouwsteen.errors import AnalysisError, StudyUnwritable

if TYPE_CHECKING:
    from bouwsteen.analysis.agreement.confusion import Confusion
    from bouwsteen.analysis.agreement.disagreement import Disagreements
    from bouwsteen.analysis.agreement.results import Agreement, Guard
    from bouwsteen.coding.columns import CodingColumns
    from bouwsteen.coding.model import Done, Quotation
    from bouwsteen.exports.methods import Facts, Resolution
    from bouwsteen.study.study import Study

F = TypeVar("F", bound=Callable[..., Any])

coders_option = click.option(
    "--coders", metavar="A,B,...", help="Whom to compare; else everybody who is done."
)
level_option = click.option(
    "--level",
    type=click.Choice(["block", "code"]),
    default="block",
    show_default=True,
    help="Compare blocks with their sub-codes, or every code.",
)


UNITS = click.Choice(["turn", "sentence", "character"])
scope_option = click.option(
    "--all-text", is_flag=True, help="Also what interviewers say; else respondents only."
)

_CHOICES = (
    click.option("--unit", type=UNITS, help="What to compare on; else the plan's, else turn."),
    level_option,
    click.option(
        "--rule",
        type=click.Choice(["overlap", "half", "start"]),
        default="overlap",
        show_default=True,
        help="A quotation marks a unit that it overlaps, holds half of, or starts in.",
    ),
    click.option(
        "--min-overlap",
        type=click.IntRange(min=1),
        default=3,
        show_default=True,
        help="Characters that --rule overlap asks for.",
    ),
    scope_option,
    click.option(
        "--replicates",
        type=click.IntRange(min=100),
        default=10_000,
        show_default=True,
        help="Replicates of the bootstrap, with 20 transcripts or more.",
    ),
    click.option("--seed", type=int, default=0, show_default=True, help="Seed of what is random."),
    click.option("--alpha-u", "with_alpha_u", is_flag=True, help="Add the older alpha_U."),
    click.option(
        "--gamma", "gamma_samples", type=click.IntRange(min=2), help="Add gamma, with N samples."
    ),
    click.option(
        "--unassisted", is_flag=True, help="Leave out codes given with a suggestion in sight."
    ),
    click.option(
        "--unseen",
        is_flag=True,
        help="Only transcripts in which none of them was shown a suggestion.",
    ),
    click.option("--verify", is_flag=True, help="Have alpha checked by the package krippendorff."),
)


def choice_options(command: F) -> F:
    """Give a command every choice that an agreement figure depends on; see `compare_study`."""
    for option in reversed(_CHOICES):
        command = option(command)
    return command


def compared_coders(study: Study, named: str | None) -> tuple[str, ...]:
    """Keys of the coders to compare: those named, else everybody who declared something done."""
    if named is not None:
        keys = tuple(dict.fromkeys(key.strip() for key in named.split(",") if key.strip()))
        for key in keys:
            study.coders.check(key)
        return keys
    finished = {mark.coder for mark in study.coders.done()}
    found = tuple(one.key for one in study.coders.all() if one.key in finished)
    if len(found) < 2:
        who = f"Only {found[0]} has" if found else "Nobody has"
        raise AnalysisError(
            f"{who} declared a transcript done; agreement is between two coders or more.",
            "Each coder says so with: bouwsteen code done TRANSCRIPT",
            key="compare_one_done" if found else "compare_none_done",
            coder="".join(found),
        )
    return found


def compare_study(
    study: Study,
    coders: Sequence[str],
    *,
    all_text: bool = False,
    done: Collection[Done] | None = None,
    plan: Mapping[str, str] | None = None,
    unassisted: bool = False,
    unseen: bool = False,
    **choices: Any,
) -> Agreement:
    """Compare layers of a study, by its plan unless `choices` say otherwise.

    Parameters
    ----------
    study : Study
        The study.
    coders : sequence of str
        Keys.
    all_text : bool
        Interviewers' turns too.
    done, plan : optional
        Those of a meeting, instead of the study's of today.
    unassisted : bool
        Leave out codes that were given with a suggestion in sight.
    unseen : bool
        Leave out transcripts in which one of the coders was shown a suggestion; see `seen_in`.
    **choices
        Fields of `bouwsteen.analysis.comparison.Comparison`; None stands for the plan's.
    """
    from bouwsteen.analysis.agreement.results import Guard
    from bouwsteen.analysis.comparison import Comparison, compare_layers
    from bouwsteen.study.history import independence

    with study.reading():
        if plan is None:
            plan = study.settings.get("plan") or {}
        given = {name: value for name, value in choices.items() if value is not None}
        given["scope"] = "all" if all_text else "respondents"
        seen = independence(study.log(), coders)
        marks = study.coders.done() if done is None else done
        shared = len(_shared(coders, marks))
        left_out = seen_in(study, coders, marks) if unseen else frozenset()
        marks = _unless(left_out, marks)
        held = layers(study, coders)
        found = compare_layers(
            cast_of(study),
            _columns(study, coders, unassisted=unassisted),
            marks,
            study.codebook.get(),
            choices=Comparison(**{**plan, **given}),
            coders=coders,
            saw=seen.saw,
            after_consensus=seen.after_consensus,
        )
    assisted, total = _assisted(held, found.transcripts, marks)
    guards = list(found.guards)
    if left_out:
        figures = {"n": len(left_out), "transcripts": shared}
        guards.append(Guard(key="unseen", figures=figures))
    if assisted:
        key = "unassisted" if unassisted else "assisted"
        guards.append(Guard(key=key, figures={"assisted": assisted, "codings": total}))
    return dataclasses.replace(
        found,
        guards=(*guards, *_version_guards(held)),
        assisted=assisted,
        unassisted=unassisted,
        missing=_unless(left_out, found.missing),
    )


def seen_in(study: Study, coders: Sequence[str], done: Collection[Done]) -> frozenset[str]:
    """Transcripts that two of these coders finished and one of them saw a suggestion in.

    A suggestion that was turned down leaves no code behind, and yet the coder was not alone with
    the text; so a comparison free of suggestions leaves out the whole transcript.

    Raises
    ------
    AnalysisError
        When no other transcript is finished by two.
    """
    from bouwsteen.coding.assisted import unexposed

    shared = _shared(coders, done)
    kept = unexposed(shared, [study.suggestions.exposure(coder) for coder in coders])
    if shared and not kept:
        raise AnalysisError(
            "In every transcript that two coders finished one of them was shown a suggestion.",
            "Set some apart beforehand: bouwsteen suggest reliability-set TRANSCRIPT...",
            key="compare_all_seen",
        )
    return frozenset(shared) - frozenset(kept)


def _shared(coders: Collection[str], done: Iterable[Done]) -> list[str]:
    """Transcripts that two or more of some coders finished."""
    counts = Counter(mark.transcript for mark in done if mark.coder in coders)
    return [transcript for transcript, coders in counts.items() if coders > 1]


def _unless(left_out: Collection[str], marks: Iterable[Done]) -> tuple[Done, ...]:
    return tuple(mark for mark in marks if mark.transcript not in left_out)


def _columns(study: Study, coders: Sequence[str], *, unassisted: bool) -> dict[str, CodingColumns]:
    from bouwsteen.coding.columns import CodingColumns

    if not unassisted:
        return {key: study.quotations.columns(coder=key) for key in coders}
    left = layers(study, coders, unassisted=True)
    return {key: CodingColumns.of(quotations) for key, quotations in left.items()}


def _assisted(
    held: Mapping[str, Sequence[Quotation]], transcripts: Collection[str], done: Collection[Done]
) -> tuple[int, int]:
    """Assisted codings, and all codings, of the layers that are compared."""
    from bouwsteen.coding.assisted import unassisted

    finished = {(mark.coder, mark.transcript) for mark in done}
    found = unassisted(
        one
        for coder, quotations in held.items()
        for one in quotations
        if one.transcript in transcripts and (coder, one.transcript) in finished
    )
    return found.left_out, found.total


def _version_guards(held: Mapping[str, Sequence[Quotation]]) -> list[Guard]:
    """A warning when the coders coded with different versions of the codebook."""
    from bouwsteen.analysis.agreement.results import Guard

    versions = _versions(held)
    if len(set(versions.values())) < 2:
        return []
    told = "; ".join(f"{coder}: {numbers}" for coder, numbers in versions.items())
    return [Guard(key="codebook_versions", figures={"versions": told})]


def _versions(held: Mapping[str, Sequence[Quotation]]) -> dict[str, str]:
    """Versions of the codebook that each coder coded with; codings follow every change since."""
    return {
        coder: ", ".join(
            str(version)
            for version in sorted(
                {coding.codebook_version for one in quotations for coding in one.codings}
            )
        )
        for coder, quotations in held.items()
        if quotations
    }


def note_figures(study: Study, coders: Sequence[str]) -> None:
    """Log that figures were shown, while that still matters: before a coefficient was named."""
    if study.settings.get("plan") is None:
        try:
            study.note("agreement figures", coders=list(coders))
        except StudyUnwritable:
            # A study that cannot be written can be read all the same.
            return


def facts_of(
    study: Study, coders: Sequence[str], found: Agreement, *, unassisted: bool = False
) -> Facts:
    """What the methods paragraph says beside the figures: material, plan, digest and meeting."""
    from bouwsteen.coding.fingerprint import fingerprint
    from bouwsteen.exports.methods import Facts, Material
    from bouwsteen.study.history import planned_beforehand

    compared = (
        one
        for held in layers(study, coders, unassisted=unassisted).values()
        for one in held
        if one.transcript in found.transcripts
    )
    return Facts(
        material=Material.of(cast_of(study), found),
        primary_beforehand=planned_beforehand(study.log()),
        log_read=True,
        sha256=fingerprint(compared),
        resolution=_resolution(study, coders),
    )


def _resolution(study: Study, coders: Sequence[str]) -> Resolution | None:
    """What the meeting of these very coders did, once it is finished."""
    from bouwsteen.exports.methods import Resolution

    rules = study.consensus.settings()
    if rules is None or not study.consensus.finished or set(rules.coders) != set(coders):
        return None
    return Resolution.of(study.consensus.agenda(), study.consensus.decisions())


def layers(
    study: Study, coders: Sequence[str], *, unassisted: bool = False
) -> dict[str, list[Quotation]]:
    """The coders' own, independent quotations; if asked, without codes given with suggestions."""
    from bouwsteen.coding.assisted import unassisted as without
    from bouwsteen.coding.model import Layer

    found = {
        coder: study.quotations.select(coder=coder, layer=Layer.INDEPENDENT) for coder in coders
    }
    if not unassisted:
        return found
    return {coder: list(without(held).quotations) for coder, held in found.items()}


def differences(
    study: Study,
    coders: Sequence[str],
    *,
    level: str,
    all_text: bool,
    unassisted: bool = False,
    unseen: bool = False,
    done: Collection[Done] | None = None,
) -> Disagreements:
    """Every stretch where coders of a study differ; on `done` if given, else on the study's.

    `unseen` is as for `compare_study`.
    """
    from bouwsteen.analysis.agreement.disagreements import disagreements

    marks = study.coders.done() if done is None else done
    left_out = seen_in(study, coders, marks) if unseen else frozenset()
    found = disagreements(
        layers(study, coders, unassisted=unassisted),
        cast_of(study),
        study.codebook.get(),
        done=_unless(left_out, marks),
        level="code" if level == "code" else "block",
        scope="all" if all_text else "respondents",
    )
    return dataclasses.replace(found, missing=_unless(left_out, found.missing))


def confused(
    study: Study,
    coders: Sequence[str],
    *,
    level: str,
    all_text: bool = False,
    unassisted: bool = False,
    unseen: bool = False,
    done: Collection[Done] | None = None,
) -> Confusion:
    """Which codes of one coder stand where the other gave which."""
    from bouwsteen.analysis.agreement.confusion import confusion

    marks = study.coders.done() if done is None else done
    left_out = seen_in(study, coders, marks) if unseen else frozenset()
    return confusion(
        layers(study, coders, unassisted=unassisted),
        cast_of(study),
        study.codebook.get(),
        done=_unless(left_out, marks),
        level="code" if level == "code" else "block",
        scope="all" if all_text else "respondents",
    )
