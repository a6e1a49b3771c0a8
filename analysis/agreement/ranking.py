"""Which issue of a consensus meeting weighs most in the coders' disagreement."""

from __future__ import annotations

__all__ = ["issue_weights"]

from collections.abc import Mapping

from bouwsteen.analysis.agreement.disagreement import Disagreements
from bouwsteen.coding.consensus import Agenda
from bouwsteen.transcripts.model import Span


def issue_weights(agenda: Agenda, found: Disagreements) -> Mapping[str, float]:
    """What part of all disagreement stands in each issue.

    Parameters
    ----------
    agenda : Agenda
        Of the meeting.
    found : Disagreements
        Of the same coders, every code for itself.

    Returns
    -------
    mapping of str to float
        By the issue's id, from 0 to 1: the characters of each stretch of disagreement that lie in
        the issue, as a part of the stretch, times the stretch's part of its pair's disagreement;
        with more than two coders the mean over the pairs. An issue about boundaries in blank
        text alone has 0.
    """
    pairs = max(1, len(found.pairs))
    by_place: dict[str, list[tuple[Span, float]]] = {}
    for one in found.found:
        by_place.setdefault(one.transcript, []).append((Span(one.start, one.end), one.part))
    return {
        issue.id: sum(
            part * issue.span.overlap(span) / (span.end - span.start)
            for span, part in by_place.get(issue.transcript, ())
        )
        / pairs
        for issue in agenda.issues
    }
