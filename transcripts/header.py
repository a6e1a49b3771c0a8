"""What stands above an interview: front matter, a block of particulars, a legend of labels."""

from __future__ import annotations

__all__ = ["Header", "read_header"]

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bouwsteen.transcripts.labels import fold, is_label, is_usual, tidy
from bouwsteen.transcripts.page import Line, Page, title_like

_LINES_MOST = 60
_LEGEND_LONGEST = 400
_FIELD = re.compile(r"[*_ \t]{0,9}(\w[\w \t/'’.-]{0,29}?)[ \t]?[*_]{0,3}:[*_]{0,3}(?:[ \t]+(.*))?")
_PAIR = r"[\w ]{1,20}?[ \t]*=[ \t]*[^=,;()\n]{2,40}"
_LEGEND = re.compile(
    rf"[ \t]*\(?(?:legend\w*:?[ \t]*)?{_PAIR}(?:[,;][ \t]*{_PAIR})*\)?\.?[ \t]*", re.I
)
_PAIR_PARTS = re.compile(r"([\w ]{1,20}?)[ \t]*=[ \t]*([^=,;()\n]{2,40})")
_PARTICULARS = frozenset(
    "datum date plaats locatie location place ort plek tijd time tijdstip duur duration dauer "
    "lengte organisatie organisation organization bedrijf company firma organisationseinheit "
    "functie function functietitel rol role sector branche leeftijd age geslacht gender opname "
    "opgenomen recording bestand file audio onderwerp subject thema theme project transcribent "
    "transcriptie transcript transcribed-by versie version naam name afdeling department titel "
    "title interview interviewnummer respondentnummer nummer aanwezig aanwezigen sprekers speakers "
    "participants deelnemers dienstjaren ervaring opleiding".split()
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the top of a document says about it.

    Parameters
    ----------
    end : int
        Place behind the last line of the header; no label stands before it.
    fields : mapping of str to str
        Particulars by lower-case name.
    legend : mapping of str to str
        Labels that the document explains, and what it says they mean.
    lines : frozenset of int
        Starts of the lines that are understood.
    """

    end: int = 0
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)
    legend: Mapping[str, str] = dataclasses.field(default_factory=dict)
    lines: frozenset[int] = frozenset()


def read_header(page: Page) -> Header:
    """Read the header of a document.

    Parameters
    ----------
    page : Page
        The document.

    Returns
    -------
    Header
        An empty one when the document starts right away.

    Examples
    --------
    >>> page = Page(text="Datum: 3 mei 2026\\n(I = interviewer, R = respondent)\\nI: Hallo.")
    >>> header = read_header(page)
    >>> header.fields, header.legend, page.text[header.end :]
    ({'datum': '3 mei 2026'}, {'I': 'interviewer', 'R': 'respondent'}, '\\nI: Hallo.')
    """
    body, fields = _front_matter(page.lines)
    lines = page.lines[body : body + _LINES_MOST]
    uses = Counter(fold(found[1]) for line in page.lines if (found := _FIELD.match(line.text)))
    block, end = _particulars(lines, uses)
    legend, explained = _legend(lines, end, uses)
    end = max([end, *(line.end for line in (*page.lines[:body], *explained))])
    return Header(
        end=end,
        fields={**fields, **block},
        legend=legend,
        lines=frozenset(line.start for line in page.lines if line.end <= end),
    )


def _front_matter(lines: Sequence[Line]) -> tuple[int, dict[str, str]]:
    """Number of lines of YAML front matter, and what it says."""
    if lines[0].text.strip() != "---":
        return 0, {}
    fields: dict[str, str] = {}
    name = ""
    for number, line in enumerate(lines[1:], start=2):
        if line.text.strip() == "---":
            return number, {key: value for key, value in fields.items() if value}
        if found := _FIELD.fullmatch(line.text):
            name = found[1].lower()
            fields[name] = (found[2] or "").strip()
        elif name and line.text.strip().startswith("- "):
            item = line.text.strip()[2:]
            fields[name] = f"{fields[name]}, {item}" if fields[name] else item
    return 0, {}


def _particulars(lines: Sequence[Line], uses: Counter[str]) -> tuple[dict[str, str], int]:
    """Fields of the ``name: value`` lines at the top, and where they end.

    Turns look the same, so a name that recurs further down is a label of turns, unless it stands in
    one block of lines with a particular such as the date.
    """
    fields: dict[str, str] = {}
    end = 0
    for block in _blocks(lines):
        found = [_field(line) for line in block]
        particulars = [place for place, one in enumerate(found) if one and _is_particular(one[0])]
        names = [one[0] for one in found if one]
        closed = len(names) == len(set(names)) == len(block)
        last = len(block) if particulars and closed else max(particulars, default=-1)
        for place, (line, one) in enumerate(zip(block, found, strict=True)):
            if one is None and (title_like(line.text) or _is_legend(line.text)):
                continue
            if one is None or one[0] in fields or (place > last and uses[fold(one[0])] > 1):
                return _if_particular(fields, end)
            fields[one[0]] = one[1]
            end = line.end
    return _if_particular(fields, end)


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    for filled, block in groupby(lines, key=lambda line: bool(line.text.strip())):
        if filled:
            yield list(block)


def _field(line: Line) -> tuple[str, str] | None:
    """Lower-case name and value, if the line can be a particular."""
    found = _FIELD.fullmatch(line.text)
    value = (found[2] or "").strip() if found else ""
    if found is None or len(value.split()) > 10 or value[-1:] in tuple(".?!…"):
        return None
    return tidy(found[1]).lower(), value


def _is_particular(name: str) -> bool:
    return "-".join(name.split()) in _PARTICULARS


def _is_legend(text: str) -> bool:
    # So long a line explains no labels, and would take the expression for ever.
    return len(text) <= _LEGEND_LONGEST and _LEGEND.fullmatch(text) is not None


def _if_particular(fields: dict[str, str], end: int) -> tuple[dict[str, str], int]:
    """A lone colon in a title makes no header: one name must be known as a particular."""
    if any(_is_particular(name) or (is_label(name) and is_usual(name)) for name in fields):
        return fields, end
    return {}, 0


def _legend(
    lines: Sequence[Line], end: int, uses: Counter[str]
) -> tuple[dict[str, str], list[Line]]:
    """What labels mean, and the lines that say so; they stand above the first turn."""
    stems = {label.rstrip("0123456789_") for label in uses} | set(uses)
    legend: dict[str, str] = {}
    explained: list[Line] = []
    filled = [line for line in lines if line.text.strip()]
    for line, following in zip(filled, [*filled[1:], Line(0, "")], strict=False):
        label = _FIELD.match(line.text)
        if line.start > end and label and uses[fold(label[1])] > 1:
            break
        if _is_legend(line.text):
            pairs = [(tidy(one), tidy(other)) for one, other in _PAIR_PARTS.findall(line.text)]
            if any(fold(one) in stems for one, _ in pairs):
                legend.update(pairs)
                explained.append(line)
        elif line.text.strip().rstrip(":").casefold() in ("speakers", "sprekers"):
            names = (tidy(name) for name in following.text.split(","))
            legend.update((name, "") for name in names if is_label(name))
            explained += [line, following]
    return legend, explained
