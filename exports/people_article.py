"""Who speaks where as a table: what `respondent import` reads, and a table to read."""

from __future__ import annotations

__all__ = ["people_article"]

from collections.abc import Sequence

from bouwsteen.exports.labels import Labels
from bouwsteen.exports.table import Cell, Column, Table
from bouwsteen.transcripts.model import Respondent, SpeakerLink

_FIRST = ("transcript", "speaker", "respondent", "role", "organisation")


def people_article(
    respondents: Sequence[Respondent], links: Sequence[SpeakerLink], *, lang: str = "nl"
) -> Table:
    """Table of respondents, a row for each label that stands for one.

    Parameters
    ----------
    respondents : sequence of Respondent
        Interviewers among them. Who speaks nowhere has one row, without a transcript.
    links : sequence of SpeakerLink
        Which label of which transcript stands for whom.
    lang : str
        ``nl`` or ``en``; of the headings, which `read_respondents` knows in both.

    Examples
    --------
    >>> people = [Respondent(key="D1", role="Directie", attributes={"jaren": "4"})]
    >>> links = [SpeakerLink(transcript="een", speaker="R", respondent="D1")]
    >>> people_article(people, links, lang="en").rows
    (('een', 'R', 'D1', 'Directie', None, '4'),)
    """
    labels = Labels(lang)
    names = list(dict.fromkeys(name for one in respondents for name in one.attributes))
    spoken: dict[str, list[SpeakerLink]] = {}
    for link in links:
        spoken.setdefault(link.respondent, []).append(link)
    rows: list[tuple[Cell, ...]] = []
    for one in respondents:
        about = (one.key, one.role, one.organisation, *map(one.attribute, names))
        places: list[tuple[Cell, ...]] = [
            (link.transcript, link.speaker) for link in spoken.get(one.key, ())
        ]
        rows += [(*place, *about) for place in places or [(None, None)]]
    return Table(
        key="respondents",
        caption=labels("people.caption"),
        columns=(
            *(Column(key=name, label=labels(f"column.{name}")) for name in _FIRST),
            *(Column(key=name, label=name) for name in names),
        ),
        rows=tuple(rows),
        notes=(labels("people.note"),),
        lang=lang,
    )
