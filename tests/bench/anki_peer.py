"""Anki's own sync server and two of its clients, in one round: notes a second up and down. Run by Anki's own Python.

`bench_sync.py` installs the `anki` package (AGPL: never shipped, never imported by the product) into a folder of its
own and runs this file there. Prints JSON.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from anki.collection import Collection  # type: ignore[import-not-found]

NOTES = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000


def main() -> None:
    """Serve, send, receive."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        port = _free_port()
        settings = {
            "SYNC_USER1": "room:secret", "SYNC_BASE": str(folder / "server"), "SYNC_HOST": "127.0.0.1",
            "SYNC_PORT": str(port),
        }  # fmt: skip
        server = subprocess.Popen(
            [sys.executable, "-m", "anki.syncserver"], env=os.environ | settings, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait_for(port)
            print(json.dumps(_measure(folder, f"http://127.0.0.1:{port}/")))
        finally:
            server.terminate()
            server.wait()


def _measure(folder: Path, url: str) -> dict[str, float]:
    one, two = (Collection(str(folder / f"{name}.anki2")) for name in ("one", "two"))
    _join(one, url, upload=True)
    _join(two, url, upload=False)
    _add_notes(one)
    up, down = _timed_sync(one, url), _timed_sync(two, url)
    assert two.note_count() == NOTES
    one.close()
    two.close()
    return {"up": NOTES / up, "down": NOTES / down}


def _join(collection: Any, url: str, *, upload: bool) -> None:
    auth = collection.sync_login("room", "secret", url)
    collection.sync_collection(auth, False)
    collection.close_for_full_sync()
    collection.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
    collection.reopen(after_full_sync=True)


def _add_notes(collection: Any) -> None:
    kind = collection.models.by_name("Basic")
    for number in range(NOTES):
        note = collection.new_note(kind)
        note["Front"], note["Back"] = (
            f"红旗大街{number % 300}号 厨房漏水，流到楼下 {number}",
            "请尽快修复，晚上在家" * 3,
        )
        collection.add_note(note, 1)


def _timed_sync(collection: Any, url: str) -> float:
    auth = collection.sync_login("room", "secret", url)
    began = time.perf_counter()
    collection.sync_collection(auth, False)
    return time.perf_counter() - began


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait_for(port: int) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


if __name__ == "__main__":
    main()
