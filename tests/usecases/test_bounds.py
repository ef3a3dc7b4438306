"""Files that are meant to hurt: too wide, too deep, too large when unpacked. One sentence, and nothing is taken."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import transfer
from sdrdesk.usecases.desk import Desk


def wide(path: Path) -> Path:
    file = path / "wide.csv"
    file.write_text(",".join(f"c{n}" for n in range(10_000)) + "\n" + "x," * 9_999 + "x\n")
    return file


def deep(path: Path) -> Path:
    file = path / "deep.json"
    file.write_text('{"tables": ' + "[" * 200_000)
    return file


def bomb(path: Path) -> Path:
    file = path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/worksheets/sheet1.xml", b" " * 400_000_000)
    return file


@pytest.mark.parametrize("make", [wide, deep, bomb])
def test_a_file_without_measure_is_one_sentence_and_takes_nothing(desk: Desk, tmp_path: Path, make: object) -> None:
    with pytest.raises(DeskError) as caught:
        transfer.import_file(desk, make(tmp_path))  # type: ignore[operator]
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 400
    assert desk.db.value("SELECT count(*) FROM account") == 0
