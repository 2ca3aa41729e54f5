"""One desk on a folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reception.domain.errors import Unavailable
from reception.store.lock import FolderLock, holder

OTHER_DESK = """
import sys, time
from pathlib import Path
from reception.store.lock import FolderLock
lock = FolderLock.take(Path(sys.argv[1]))
print("open", flush=True)
time.sleep(60)
"""


def test_a_second_desk_is_told_and_the_next_one_gets_in(tmp_path: Path) -> None:
    assert holder(tmp_path) is None
    with FolderLock.take(tmp_path):
        assert holder(tmp_path) == os.getpid()
        with pytest.raises(Unavailable, match="已在此文件夹上打开"):
            FolderLock.take(tmp_path)
    FolderLock.take(tmp_path).release()


def test_a_killed_desk_leaves_no_lock_behind(tmp_path: Path) -> None:
    desk = subprocess.Popen([sys.executable, "-c", OTHER_DESK, str(tmp_path)], stdout=subprocess.PIPE)
    with desk:
        assert desk.stdout is not None
        assert desk.stdout.readline() == b"open\n"
        assert holder(tmp_path) == desk.pid
        with pytest.raises(Unavailable):
            FolderLock.take(tmp_path)
        desk.send_signal(signal.SIGKILL)
    FolderLock.take(tmp_path).release()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        FolderLock.take(tmp_path / "gone")
    assert caught.value.field == "--data"
