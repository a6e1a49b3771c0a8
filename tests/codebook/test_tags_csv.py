"""The codebook of Taguette as CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from bouwsteen.codebook.files import read_codebook
from bouwsteen.codebook.model import Code
from bouwsteen.errors import CodebookError

HEAD = "tag,description,number of highlights,number of documents\r\n"


def test_read_codebook_reads_tags(tmp_path: Path) -> None:
    path = tmp_path / "Team A.csv"
    text = f'{HEAD}Leren,"Van fouten, vooral",3,1\r\nleren,,0,0\r\n\r\nleren.snel,Kort,1,1\r\n'
    path.write_bytes(text.encode())
    book = read_codebook(path)
    assert book.key == "team-a"
    assert book.codes == (
        Code(key="leren", labels={"nl": "Leren"}, definition={"nl": "Van fouten, vooral"}),
        Code(key="leren-2", labels={"nl": "leren"}),
        Code(key="leren-snel", labels={"nl": "leren.snel"}, definition={"nl": "Kort"}),
    )


def test_read_codebook_refuses_a_row_without_a_tag(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(f"{HEAD},Kort,1,1\r\n".encode())
    with pytest.raises(CodebookError, match=r"t\.csv, line 2: The row has no tag"):
        read_codebook(path)
