"""Bad lines: what stands between, what breaks, what keeps silent; nothing is lost and a calm word is said."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zstandard
from support.certificates import Authority
from support.district import Served, exchange
from support.room import Room

from reception.domain.errors import Damaged, InvalidInput, Unavailable
from reception.store import exchange as held
from reception.store.journal import note, setting
from reception.sync import line
from reception.sync.client import sync_once
from reception.sync.line import Line, Stopped, never
from reception.sync.messages import MAX_PLAIN, Hello, Welcome, compose, decompose
from reception.sync.pace import LEAST, Pace, Portion

Make = Callable[..., Room]


def waiting(room: Room) -> int:
    with room.store.read() as conn:
        return held.waiting_count(conn)


@contextmanager
def stranger(*says: bytes, pause: float = 0.0) -> Iterator[str]:
    """Something on the network that says these bytes to everyone, whatever they ask, and then keeps silent.

    `pause` are the seconds between them.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ended = threading.Event()

        def serve() -> None:
            calls = []
            listener.settimeout(0.05)
            while not ended.is_set():
                try:
                    call, _ = listener.accept()
                except TimeoutError:
                    continue
                calls.append(call)
                for piece in says:
                    call.sendall(piece)
                    ended.wait(pause)
            for call in calls:
                call.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            ended.set()
            thread.join()


def hello(url: str, stopped: Callable[[], bool] = never) -> Welcome:
    with Line(url, "token", stopped=stopped) as made:
        return made.say("/v1/hello", Hello("0" * 32), Welcome).answer()


def test_an_exchange_stops_at_once_while_the_line_is_silent() -> None:
    with stranger() as url:
        began = time.monotonic()
        with pytest.raises(Stopped):
            hello(url, lambda: time.monotonic() - began > 0.2)
        assert time.monotonic() - began < 1


def test_a_half_open_line_counts_as_gone_after_a_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "SILENCE_SECONDS", 0.2)
    with stranger() as url, pytest.raises(Unavailable):
        hello(url)


def test_a_line_that_moves_however_slowly_is_not_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "SILENCE_SECONDS", 0.4)
    body = compose(Welcome("0" * 32, "2026-11-24T01:04:00.000Z", "A"))
    head = b"HTTP/1.1 200 OK\r\nReception-Protocol: 1\r\nContent-Length: %d\r\n\r\n" % len(body)
    size = len(body) // 5
    with stranger(head, *(body[place : place + size] for place in range(0, len(body), size)), pause=0.1) as url:
        began = time.monotonic()
        assert hello(url).letter == "A"
        assert time.monotonic() - began > 0.4


@pytest.mark.parametrize("says", [
    b"HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000000\r\n\r\n<html>Please log in",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00",
    b"HTTP/1.1 504 Gateway Time-out\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nReception-Protocol: 1\r\nContent-Length: 9\r\n\r\nnot ours!",
    b"HTTP/1.1 200 OK\r\nReception-Protocol: 1\r\nContent-Length: 9\r\n\r\nnot ",
    b"SSH-2.0-OpenSSH_9.2\r\n",
])  # fmt: skip
def test_answers_that_are_not_ours_are_no_connection(says: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "SILENCE_SECONDS", 0.2)
    with stranger(says) as url, pytest.raises(Unavailable) as told:
        hello(url)
    assert told.value.field == "line"


def test_an_answer_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "MAX_PLAIN", 1000)
    head = b"HTTP/1.1 200 OK\r\nReception-Protocol: 1\r\nContent-Length: 1000000\r\n\r\n"
    with stranger(head, b"x" * 5000) as url, pytest.raises(Unavailable):
        hello(url)


def test_no_compressed_bomb_goes_off() -> None:
    bomb = zstandard.ZstdCompressor().compress(bytes(MAX_PLAIN + 1))
    assert len(bomb) < 10_000
    with pytest.raises(InvalidInput):
        decompose(bomb)
    unsized = zstandard.ZstdCompressor(write_content_size=False).compress(bytes(1000))
    with pytest.raises(Damaged):
        decompose(unsized)
    lying = bytearray(zstandard.ZstdCompressor().compress(b"x" * 300 + b"\n"))
    lying[5] ^= 0x40
    with pytest.raises((Damaged, InvalidInput)):
        decompose(bytes(lying))


@pytest.mark.parametrize("most", [30_000, 8_000])
def test_batches_halve_until_a_proxy_takes_them(served: Served, pc: Make, most: int) -> None:
    one = pc()
    served.join(one)
    exchange(one)
    for number in range(12):
        one.register(words=f"{number} " + os.urandom(2000).hex())
    with one.store.write("test") as writing:
        note(writing.conn, "batch_bytes", 1_000_000)
    served.fault, served.most = ("/v1/push", "small"), most
    done = sync_once(one.store)
    assert (done.sent, done.waiting) == (12, 0)
    assert served.asked["/v1/push"] > 12 * 4000 // most


def test_a_line_that_breaks_gets_smaller_batches_and_goes_on_where_it_was(lite: Served, pc: Make) -> None:
    one = pc()
    lite.join(one)
    exchange(one)
    for number in range(30):
        one.register(words=f"{number} " + os.urandom(2000).hex())
    with one.store.write("test") as writing:
        note(writing.conn, "batch_bytes", 40_000)
    lite.fault, lite.spare = ("/v1/push", "bad"), 1
    with pytest.raises(Unavailable):
        sync_once(one.store)
    left = waiting(one)
    assert 0 < left < 30
    with one.store.read() as conn:
        assert setting(conn, "batch_bytes") < 200_000
    lite.fault = ("", "")
    assert exchange(one)[0].sent == left


def test_batches_are_sized_to_a_few_seconds_of_the_line() -> None:
    pace = Pace(64 * 1024)
    for _ in range(5):
        pace.learn(pace.size, 5 + pace.size / 2000)  # 2 KB a second, 5 s away
    assert LEAST <= pace.size <= 8 * 1024
    for _ in range(9):
        pace.learn(pace.size, 0.01)
    assert pace.size == 4 * 1024 * 1024


def test_pages_are_sized_to_what_a_clerk_who_saves_meanwhile_does_not_notice() -> None:
    portion = Portion(1000)
    for _ in range(5):
        portion.learn(portion.size, portion.size / 10_000)
    assert portion.size == 1000
    for _ in range(5):
        portion.learn(portion.size, portion.size / 400)
    assert portion.size == 100
    portion.learn(3, 60)  # three say little of a hundred
    assert portion.size == 100


def test_tls_by_the_districts_own_ca(tmp_path: Path, pc: Make) -> None:
    authority = Authority(tmp_path)
    served = Served(tmp_path / "district", tls=authority.certify())
    try:
        room = pc()
        served.join(room, ca=authority.file)
        room.case()
        assert exchange(room)[0].sent == 1
        with pytest.raises(Unavailable) as told:
            served.join(pc())  # the system's CAs do not know it
        assert told.value.field == "certificate"
        served.stop()
        served.tls = authority.certify(expired=True)
        served.start()
        room.case()
        with pytest.raises(Unavailable) as told:
            sync_once(room.store)
        assert told.value.field == "certificate"
        assert waiting(room) == 1
    finally:
        served.stop()


def test_an_idle_exchange_is_one_small_request(served: Served, pc: Make) -> None:
    room = pc()
    served.join(room)
    room.case()
    exchange(room)
    exchange(room)
    served.asked.clear()
    exchange(room)
    assert served.asked == {"/v1/hello": 1}
    assert max(served.bytes) < 500
