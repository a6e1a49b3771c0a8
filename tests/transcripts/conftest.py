"""Small documents made by hand, and the samples beside the checkout."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bouwsteen.transcripts.load import Loaded

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


@pytest.fixture
def docx() -> Callable[..., bytes]:
    """Make a Word file of the XML inside its body, and of its comments' and threads' XML."""

    def make(body: str, *, comments: str = "", threads: str = "", main: str = "document") -> bytes:
        parts = {f"word/{main}.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"}
        if main != "document":
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            parts["_rels/.rels"] = (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="a" Type="{kind}/officeDocument" Target="/word/{main}.xml"/>'
                "</Relationships>"
            )
        if comments:
            parts["word/comments.xml"] = f"<w:comments {SPACES}>{comments}</w:comments>"
        if threads:
            parts["word/commentsExtended.xml"] = (
                f"<w15:commentsEx {SPACES}>{threads}</w15:commentsEx>"
            )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return out.getvalue()

    return make


@pytest.fixture
def spoken() -> Callable[[Loaded], list[tuple[str | None, str]]]:
    """Speaker and speech of every turn."""

    def turns(loaded: Loaded) -> list[tuple[str | None, str]]:
        one = loaded.transcript
        return [(turn.speaker, one.speech(turn)) for turn in one.turns]

    return turns


@pytest.fixture(scope="session")
def samples() -> Path:
    """Folder of transcripts that others wrote; they are not part of the project."""
    folder = Path(__file__).parents[2].parent / "shared" / "samples" / "transcripts"
    if not folder.is_dir():
        pytest.skip("the folder shared/samples/transcripts is not beside the checkout")
    return folder
