"""Report: headings, paragraphs, lists, tables and figures in order, before any file format."""

from __future__ import annotations

__all__ = ["Bullets", "Part", "Picture", "Report", "Section"]

import dataclasses

from bouwsteen.exports.figures import Figure
from bouwsteen.exports.quote_book import QuoteBook
from bouwsteen.exports.table import Table


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure with its caption; a writer renders it as it needs it and numbers it."""

    figure: Figure
    caption: str


Part = str | Bullets | Table | Picture | QuoteBook
"""What a section is made of; a str is a paragraph."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    parts: tuple[Part, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report, ready to be written.

    Parameters
    ----------
    title, subtitle : str
        Above it all.
    sections : tuple of Section
        What is read.
    data : tuple of Table
        Raw figures with stable English headings: a row a code first, further tables after it.
        They are for csv (the first) and xlsx (all), not for reading.
    lang : str
        ``nl`` or ``en``.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    data: tuple[Table, ...]
    lang: str

    @property
    def tables(self) -> tuple[Table, ...]:
        """Tables in the order in which they are numbered."""
        parts = (part for section in self.sections for part in section.parts)
        return tuple(part for part in parts if isinstance(part, Table))
