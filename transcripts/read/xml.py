"""XML parsed as from a stranger: no entities, no network, no trees without measure."""

from __future__ import annotations

__all__ = ["check_paragraphs", "parse_xml"]

from lxml import etree

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.limits import LINES_MOST
from bouwsteen.transcripts.package import LARGEST_PART


def parse_xml(data: bytes) -> etree._Element:
    """Parse the XML of a document.

    Parameters
    ----------
    data : bytes
        Whole part.

    Returns
    -------
    lxml element
        The root; comments and processing instructions are left out.

    Raises
    ------
    lxml.etree.LxmlError
        When it is no XML.
    TranscriptError
        When it is larger than a part of a document may be.
    ValueError
        When it declares a document type, and so perhaps entities; documents of these kinds do not.

    Examples
    --------
    >>> parse_xml(b"<a><b>ja</b></a>")[0].text
    'ja'
    """
    if len(data) > LARGEST_PART:
        most = LARGEST_PART // 1_000_000
        raise TranscriptError(f"its XML is larger than {most} MB.", key="xml_large", most=most)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("it declares a document type")
    return root


def check_paragraphs(root: etree._Element, *tags: str) -> None:
    """Refuse a document of so many paragraphs that reading them would take for ever.

    Parameters
    ----------
    root : lxml element
        Root of the document.
    *tags : str
        What its paragraphs are called.

    Raises
    ------
    TranscriptError
        When it has more than `bouwsteen.transcripts.limits.LINES_MOST`.
    """
    count = sum(1 for _ in root.iter(*tags))
    if count > LINES_MOST:
        raise TranscriptError(
            f"the document has {count:,} paragraphs, and {LINES_MOST:,} is the limit.",
            "No interview is that long; split the document.",
            key="document_long",
            count=count,
            most=LINES_MOST,
        )
