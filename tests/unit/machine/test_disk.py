"""The disk is looked at by writing a little, and what lies on it is for the service's user alone."""

import errno
import shutil
import stat
import tempfile
from pathlib import Path
from typing import Any

import pytest

from bot.machine.disk import Disk


async def test_a_folder_with_room_is_ready_and_left_as_it_was(tmp_path: Path) -> None:
    assert await Disk(tmp_path / "new").is_ready()
    assert list((tmp_path / "new").iterdir()) == []


async def test_a_full_disk_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10**9, 10**9, 4096))
    assert not await Disk(tmp_path).is_ready()
    assert Disk(tmp_path).find_fault() == "full"


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EROFS, "unwritable"),
        (errno.EACCES, "unwritable"),
        (errno.EIO, "unwritable"),
    ],
)
def test_what_no_figure_shows_is_found_by_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, fault: str
) -> None:
    def refuse(**_options: Any) -> Any:
        raise OSError(number, "no")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert Disk(tmp_path).find_fault() == fault


def test_a_file_in_the_folders_place_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    assert Disk(tmp_path / "var").find_fault() == "unwritable"


def test_what_an_earlier_start_left_open_is_closed(tmp_path: Path) -> None:
    names = ["huzhu.db", "huzhu.db-wal", "huzhu.db-shm", "claims.db", "keys.env", "log/rasa.log"]
    (tmp_path / "log").mkdir()
    for name in names:
        (tmp_path / name).write_text("")
        (tmp_path / name).chmod(0o644)
    tmp_path.chmod(0o755)
    Disk(tmp_path).close_to_others()
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in names] == [0o600] * len(names)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
