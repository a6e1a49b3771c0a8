"""Find what may give a person away by its form: numbers, addresses and dates."""

from __future__ import annotations

__all__ = ["KINDS", "Found", "find_identifiers", "is_bsn", "is_iban"]

import dataclasses
import re
from collections.abc import Callable, Iterator

from bouwsteen.transcripts.model import Span

_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december "
    "january february march may june july august october jan feb mrt apr jun jul aug sep sept okt "
    "oct nov dec"
)
_MONTH = rf"(?:{'|'.join(_MONTHS.split())})\b\.?"
_YEAR = r"(?:,?\s+(?:19|20)\d\d\b)?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"

_EMAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?!\w)"
_URL = r"(?<!\w)(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]}'’]"
_IBAN = r"(?<!\w)[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?!\w)"
_PHONE = r"(?<![\w+])(?:\+|00)?\(?\d[\d\s().\u2011/-]{6,18}\d(?!\w)"
_BSN = r"(?<![\w.,-])\d(?:[ .]?\d){7,8}(?![\w-])"
_POSTCODE = r"(?<!\w)[1-9]\d{3}[ ]?(?!SA|SD|SS)[A-Z]{2}(?!\w)"
_DATE = (
    rf"(?<![\w/-])(?:{_DAY}[-/.](?:1[0-2]|0?[1-9])[-/.](?:\d{{4}}|\d\d)|"
    rf"(?:19|20)\d\d-(?:1[0-2]|0\d)-{_DAY}|"
    rf"(?i:{_DAY}(?:e|de|ste|st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}){_YEAR}|"
    rf"(?i:{_MONTH})\s+{_DAY}(?:st|nd|rd|th)?\b{_YEAR})(?![\w/-])"
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that may identify a person, and where it stands."""

    kind: str
    span: Span
    text: str


def is_iban(text: str) -> bool:
    """Whether an account number is right: its number modulo 97 is 1 (ISO 13616).

    Examples
    --------
    >>> is_iban("NL91 ABNA 0417 1643 00"), is_iban("NL91 ABNA 0417 1643 01")
    (True, False)
    """
    signs = "".join(text.split()).upper()
    turned = signs[4:] + signs[:4]
    return turned.isalnum() and int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def is_bsn(text: str) -> bool:
    """Whether a Dutch citizen service number is right: the test of eleven.

    Examples
    --------
    >>> is_bsn("111222333"), is_bsn("111222334"), is_bsn("000000000")
    (True, False, False)
    """
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) not in (8, 9) or not any(digits):
        return False
    digits = [0] * (9 - len(digits)) + digits
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def _is_phone(text: str) -> bool:
    """Ten digits in the Netherlands; with a country code between 8 and 15 (ITU E.164)."""
    digits = re.sub(r"\(0\)|\D", "", text)
    if text.startswith("+") or digits.startswith("00"):
        return 8 <= len(digits.removeprefix("00")) <= 15
    return len(digits) == 10 and re.match(r"0[1-9]", digits) is not None


def _always(text: str) -> bool:
    return True


_FINDERS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("email", re.compile(_EMAIL, re.IGNORECASE), _always),
    ("url", re.compile(_URL, re.IGNORECASE), _always),
    ("iban", re.compile(_IBAN), is_iban),
    ("date", re.compile(_DATE), _always),
    ("phone", re.compile(_PHONE), _is_phone),
    ("bsn", re.compile(_BSN), is_bsn),
    ("postcode", re.compile(_POSTCODE), _always),
)
KINDS = tuple(kind for kind, _, _ in _FINDERS)
"""What is found, the first kind that fits first."""


def find_identifiers(text: str) -> tuple[Found, ...]:
    """Find e-mail and web addresses, account, phone and service numbers, postcodes and dates.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    tuple of Found
        In the order of the text; no two overlap.

    Examples
    --------
    >>> [(one.kind, one.text) for one in find_identifiers("Bel 06-12345678 vóór 3 maart 2026.")]
    [('phone', '06-12345678'), ('date', '3 maart 2026')]
    """
    taken: list[Found] = []
    for found in _candidates(text):
        if not any(found.span.overlap(one.span) for one in taken):
            taken.append(found)
    return tuple(sorted(taken, key=lambda one: one.span))


def _candidates(text: str) -> Iterator[Found]:
    for kind, pattern, fits in _FINDERS:
        for match in pattern.finditer(text):
            if fits(match[0]):
                yield Found(kind=kind, span=Span(*match.span()), text=match[0])
