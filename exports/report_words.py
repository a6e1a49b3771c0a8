"""Words that the agreement report and the methods paragraph share: values, warnings, verdicts."""

from __future__ import annotations

__all__ = [
    "INDEPENDENCE",
    "by_rule",
    "capital",
    "coder_names",
    "guard_sentence",
    "headline",
    "overall_sentence",
    "per_code_measure",
    "shown",
    "undefined_sentences",
]

from collections.abc import Iterable

from bouwsteen.analysis.agreement.results import Agreement, Guard
from bouwsteen.analysis.agreement.values import Reason, Value
from bouwsteen.codebook.model import Codebook
from bouwsteen.exports.code_names import code_name, code_names
from bouwsteen.exports.labels import Labels

INDEPENDENCE = (
    *("after_consensus", "saw_other_codes", "identical_spans", "perfect"),
    *("assisted", "unassisted"),
)
"""Guards that cast doubt on whether the coders worked independently."""

_SHARES = ("percent", "prevalence", "share")


def shown(value: Value, labels: Labels) -> str:
    """A figure in running text, with its interval or the reason why there is none.

    That there are too few transcripts holds for all figures, and is said elsewhere, once.

    Examples
    --------
    >>> shown(Value(value=0.72, low=0.6, high=0.8, method="jackknife"), Labels("nl"))
    '0,72 (95%-interval 0,60 tot 0,80)'
    >>> shown(Value(reason="no_codings"), Labels("en"))
    'undefined (no coder used the code)'
    """
    if value.value is None:
        return labels("value.undefined", reason=labels(f"reason.{value.reason}"))
    figure = labels.cell(value.value, "decimal")
    if value.low is not None:
        low, high = labels.cell(value.low, "decimal"), labels.cell(value.high, "decimal")
        return labels("value.interval", value=figure, low=low, high=high)
    if value.reason in (None, Reason.TOO_FEW_TRANSCRIPTS):
        return figure
    return labels("value.bare", value=figure, reason=labels(f"reason.{value.reason}"))


def headline(found: Agreement) -> str:
    """Name of the primary coefficient as it is listed; ``alpha`` is alpha with Jaccard's distance.

    ``overall`` holds that figure under both names.
    """
    return "alpha_jaccard" if found.primary == "alpha" else found.primary


def per_code_measure(found: Agreement) -> str:
    """The primary coefficient where every code has it for itself, else alpha."""
    here = bool(found.codes) and found.primary in found.codes[0].measures
    return found.primary if here else "alpha"


def overall_sentence(found: Agreement, labels: Labels) -> str:
    """The primary figure over all codes, in words that fit how it was made.

    A mean says that it is one, and over how many codes where some have no figure.
    """
    name = headline(found)
    overall = found.overall[name]
    if overall.definition != "macro_mean":
        pairs = overall.definition == "pairwise_mean"
        over = labels("overall.pairs" if pairs else f"overall.together_{found.level}")
        measure = name
    else:
        measure, n = per_code_measure(found), len(found.codes) - len(overall.undefined)
        # Nothing is defined: the reason stands where the figure would.
        some = 0 < n < len(found.codes)
        key = f"overall.{'part' if some else 'mean'}_{found.level}"
        over = labels(key, n=n, all=len(found.codes))
    return labels(
        "overall.sentence",
        over=over,
        measure=labels(f"measure.{measure}"),
        value=shown(overall.value, labels),
    )


def by_rule(
    *, boundary: str, overlap: float, agreed: int, single: int, labels: Labels
) -> tuple[str, ...]:
    """What went into the consensus layer without discussion.

    Parameters
    ----------
    boundary, overlap : str, float
        The rule.
    agreed, single : int
        Quotations on which coders agree by that rule, and those of interviews that one coder
        finished, where there was nothing to compare.
    """
    said = (
        labels(f"minutes.rule_{boundary}", overlap=labels.cell(overlap, "percent")),
        labels.count("minutes.agreed", agreed),
    )
    return (*said, labels.count("minutes.single", single)) if single else said


def guard_sentence(guard: Guard, codebook: Codebook, labels: Labels) -> str:
    """A warning as a sentence with its figures, the code it is about in front."""
    figures = {name: _figure(name, figure, labels) for name, figure in guard.figures.items()}
    sentence = labels(f"guard.{guard.key}", **figures)
    return f"{code_name(guard.code, codebook, labels.lang)}: {sentence}" if guard.code else sentence


def _figure(name: str, figure: float | int | str, labels: Labels) -> str:
    if isinstance(figure, str):
        return figure
    if isinstance(figure, int):
        return labels.cell(figure, "int")
    return labels.cell(figure, "percent" if name in _SHARES else "decimal")


def undefined_sentences(
    found: Agreement,
    codebook: Codebook,
    measures: Iterable[str],
    labels: Labels,
    *,
    intervals: bool = True,
) -> tuple[str, ...]:
    """Which codes lack a figure or its interval, and why; one sentence a measure and reason.

    Parameters
    ----------
    intervals : bool
        Also tell where only the interval is lacking, unless there are none at all.
    """
    told = intervals and found.method is not None
    sentences = []
    for measure in measures:
        grouped: dict[tuple[str, str], list[str]] = {}
        for one in found.codes:
            value = one.measures[measure]
            if value.reason is not None and (value.value is None or told):
                key = "undefined" if value.value is None else "no_interval"
                grouped.setdefault((key, value.reason), []).append(one.code)
        sentences += [
            labels(
                f"report.{key}",
                measure=capital(labels(f"measure.{measure}")),
                codes=code_names(codes, codebook, labels.lang),
                reason=labels(f"reason.{reason}"),
            )
            for (key, reason), codes in grouped.items()
        ]
    return tuple(sentences)


def capital(text: str) -> str:
    """Begin with a capital, unless the first word is a symbol such as ``u-alpha``.

    Examples
    --------
    >>> capital("mean alpha"), capital("u-alpha")
    ('Mean alpha', 'u-alpha')
    """
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.isalpha() else text


def coder_names(coders: Iterable[str], labels: Labels) -> str:
    """Coders in running text.

    Examples
    --------
    >>> coder_names(("anna", "bram", "carla"), Labels("nl"))
    'anna, bram en carla'
    """
    *most, last = coders
    return f"{', '.join(most)} {labels('word.and')} {last}" if most else last
