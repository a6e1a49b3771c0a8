"""What counts as a speaker's label: the rule, apart from where labels stand in a text."""

from __future__ import annotations

__all__ = [
    "INSERT",
    "NAME",
    "SENTENCE_END",
    "accept",
    "fold",
    "is_label",
    "is_stopped",
    "is_usual",
    "tidy",
]

import re
from collections.abc import Collection, Iterable, Mapping

NAME = r"\w[^:\n\t\[\](){}<>*#|\"“”„?!;,=]{0,29}"
"""Regular expression of what may be a label; `is_label` looks closer. It captures nothing."""

INSERT = re.compile(rf"//[ \t]*({NAME}?)[ \t]?:[ \t]+(\S[^/\n]{{0,400}}?)[ \t]*//")
"""Speech within speech, as noScribe writes it: ``//S01: Hm-m.//``; captures label and words."""

SENTENCE_END = r"[.?!…][”\"’')\]]*[ \t]+"
"""Regular expression of the end of a sentence, behind which a label may stand inside a line."""

_WORDS_MOST = 4
_LENGTH_MOST = 30
_INITIAL = re.compile(r"\b(?:\w|[Dd]r|[Dd]hr|[Mm]evr|[Mm]w|[Mm]rs?|[Mm]s|[Dd]rs|[Ii]r|[Pp]rof)\.")
_EDGE_MARKS = re.compile("[\u200e\u200f\u202a-\u202e]")
# Words before a colon that recur in speech or notes without being anybody's name.
_STOPPED = frozenset(
    "http https ftp www mailto note notes noot nb n.b ps p.s opmerking toelichting let-op letop "
    "bron source link url date datum title titel tags tijd time duur break pauze pause "
    "onderbreking voorbeeld bijvoorbeeld dus namelijk kortom dat-is example namely".split()
)
_ROLES = (
    "interviewer|interviewster|interviewee|respondente?|geïnterviewde|geinterviewde|deelnemer|"
    "deelneemster|participant|moderator|gespreksleider|onderzoeker|researcher|spreker|speaker|"
    "sprecher|sprecherin|befragter?|befragte|interviewerin|vraag|antwoord|question|answer|audience|"
    "publiek|zaal|onbekend|unknown speaker|unknown|speaker undefined|medewerker|leidinggevende|"
    "directeur|student"
)
_USUAL = re.compile(
    rf"(?:{_ROLES})[ _]?\d{{0,2}}|(?:i|r|v|a|q|b|p|s|m|int|resp|sp|spk|spkr|id)[ _]?\d{{0,2}}|"
    r"speaker_\d+",
    re.IGNORECASE,
)


def tidy(label: str) -> str:
    """Strip the edges of a label, direction marks included, and make inner spaces single."""
    return " ".join(_EDGE_MARKS.sub("", label).split())


def fold(label: str) -> str:
    """Give the form in which spellings of one label are equal: no case, no spaces.

    Examples
    --------
    >>> fold("Interviewer 1") == fold("interviewer1 ")
    True
    """
    return "".join(_EDGE_MARKS.sub("", label).casefold().split())


def is_label(text: str) -> bool:
    """Say whether a text has the form of a label.

    At most 4 words and 30 characters, at least one letter, no sentence punctuation except after
    an initial or a title.

    Examples
    --------
    >>> [is_label(text) for text in ("V. Blok", "adam3us", "10", "Dat zei hij. Toen")]
    [True, True, False, False]
    """
    text = tidy(text)
    return (
        0 < len(text) <= _LENGTH_MOST
        and len(text.split()) <= _WORDS_MOST
        and any(map(str.isalpha, text))
        and not re.search(r"[.?!,;:…/]", _INITIAL.sub("", text))
    )


def is_usual(label: str) -> bool:
    """Say whether typists everywhere use this label: a role or a letter, numbered or not.

    Examples
    --------
    >>> [is_usual(label) for label in ("I", "r2", "Spreker 1", "SPEAKER_00", "Kortom")]
    [True, True, True, True, False]
    """
    return _USUAL.fullmatch(tidy(label)) is not None


def is_stopped(text: str) -> bool:
    """Say whether this stands before colons without being anybody's name.

    Examples
    --------
    >>> is_stopped("Kortom"), is_stopped("Vera")
    (True, False)
    """
    return "-".join(text.casefold().rstrip(".").split()) in _STOPPED


def accept(
    uses: Mapping[str, int], declared: Collection[str] = (), *, marked: bool = False
) -> frozenset[str]:
    """Choose the labels among the candidates of a text.

    A candidate is a label when it is used at least twice, or declared in a legend. A candidate used
    once joins labels that it is like: numbered as they are, or named after the same function, or a
    usual label. When nothing recurs, two usual labels are enough: a short interview.

    Parameters
    ----------
    uses : mapping of str to int
        How often each candidate is used, by its tidied spelling.
    declared : collection of str
        Labels that the document explains.
    marked : bool
        The candidates are set apart by their type (bold), so one use is as good as two.

    Returns
    -------
    frozenset of str
        Spellings that are labels.

    Examples
    --------
    >>> sorted(accept({"I": 9, "R": 8, "Kortom": 1}))
    ['I', 'R']
    >>> sorted(accept({"Senator": 5, "Senator Greene": 1, "AA": 6, "https": 4}))
    ['AA', 'Senator', 'Senator Greene']
    """
    candidates = {label: count for label, count in uses.items() if not is_stopped(label)}
    together: dict[str, int] = {}
    for label, count in candidates.items():
        together[fold(label)] = together.get(fold(label), 0) + count
    known = {fold(label) for label in declared}
    strong = {
        label
        for label in candidates
        if together[fold(label)] >= 2 or fold(label) in known or _stem(label) in known
    }
    if not strong:
        usual = {label for label in candidates if is_usual(label)}
        return frozenset(usual) if len(usual) >= 2 else frozenset()
    return frozenset(strong | {label for label in candidates if marked or _is_kin(label, strong)})


def _stem(label: str) -> str:
    return fold(label).rstrip("0123456789").rstrip("_")


def _is_kin(label: str, strong: Iterable[str]) -> bool:
    if is_usual(label):
        return True
    first = label.split()[0]
    return any(
        (_stem(label) == _stem(other) != "" and label[-1].isdigit() and other[-1].isdigit())
        or (len(label.split()) > 1 and other.split()[0] == first and len(first) > 3)
        for other in strong
    )
