"""Words with a capital in the middle of a sentence: most are names of people, firms and places."""

from __future__ import annotations

__all__ = ["capitalised"]

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
# Between the parts of a name: Jan van der Berg, Femke de Wit.
_PARTICLES = frozenset("van de der den het 't ten ter te von la le di da dos el".split())
# Begins a sentence, so that a capital says nothing.
_OPENS = re.compile(r"(?:^|[.!?:;…\n(\[\"“”„«»/*•–—-]|\.\.\.|[‘](?!s\b|t\b))[\s'‘’]*$")
_CALENDAR = frozenset(
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei "
    "juni juli augustus september oktober november december monday tuesday wednesday thursday "
    "friday saturday sunday january february march may june july august october kerst pasen "
    "pinksteren kerstmis sinterklaas christmas easter i i'm i've i'd i'll".split()
)
_GLANCE = 12


def capitalised(texts: Iterable[str]) -> tuple[str, ...]:
    """Words that stand with a capital inside a sentence and nowhere without one.

    Words that follow one another are one name ("Femke Zandschulp", "Jan van der Berg"), and their
    parts are names too. Words that begin a sentence wherever they stand, days and months are not
    proposed, nor is a word that occurs in lower case as well, such as "Duits" beside "duits".

    Parameters
    ----------
    texts : iterable of str
        All speech of a study: the more of it, the more words are known in lower case.

    Returns
    -------
    tuple of str
        The most frequent first, equals in alphabetical order.

    Examples
    --------
    >>> capitalised(["Ik sta naast Harm. Harm van der Veen, zegt Roos. Een roos is een bloem."])
    ('Harm', 'Harm van der Veen', 'Veen')
    """
    listed = list(texts)
    lower = {
        match[0].casefold()
        for text in listed
        for match in _WORD.finditer(text)
        if match[0].islower()
    }
    found: Counter[str] = Counter()
    inside: set[str] = set()
    for text in listed:
        for names in _runs(text, lower):
            words = [word for word, _ in names]
            parts = [word for word in words if word not in _PARTICLES]
            counted = {" ".join(words), *parts}
            found.update(counted)
            inside |= {word for word, opens in names if not opens and word in parts}
            if not names[0][1] or len(parts) > 1:
                inside.add(" ".join(words))
    chosen = [word for word in found if word in inside]
    return tuple(sorted(chosen, key=lambda word: (-found[word], word)))


def _runs(text: str, lower: set[str]) -> Iterable[list[tuple[str, bool]]]:
    """Yield runs of capitalised words: each word with whether it opens a sentence."""
    run: list[tuple[str, bool]] = []
    particles: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        word = _bare(match[0])
        beside = text[end : match.start()].strip(" ") == "" and match.start() > end
        opens = _OPENS.search(text, max(0, match.start() - _GLANCE), match.start()) is not None
        if match.start() == 0:
            opens = True
        is_name = (
            word[0].isupper()
            and word.casefold() not in lower
            and word.casefold() not in _CALENDAR
            and len(word) > 1
        )
        if run and not (beside and (is_name or word in _PARTICLES)):
            yield run
            run, particles = [], []
        if is_name:
            run += [(one, False) for one in particles] + [(word, opens)]
            particles = []
        elif run:
            particles.append(word)
        end = match.end()
    if run:
        yield run


def _bare(word: str) -> str:
    """A word without the genitive that is written with an apostrophe."""
    return re.sub(r"['’]s?$", "", word)
