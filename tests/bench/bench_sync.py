"""The exchange beside its peer, Anki's sync server and clients, in the same run; fan-in; cost on a large store.

`python tests/bench/bench_sync.py 10000 200000` prints a table: visits up and down, and visits of the large store.
PostgreSQL runs with fsync on, the server in processes of its own. The peer is installed on demand into a folder of its
own (`peers.py`): its licence is the AGPL, it is never shipped.
"""

import gc
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import httpx
import psycopg
import zstandard
from big_room import fill, merge, new_room, visits
from peers import python_with
from support.postgres import Cluster
from support.server import DistrictServer

from reception.desk.desk import Desk
from reception.desk.register import register_visit
from reception.district.enrolment import admit, enrol_code
from reception.district.enrolment import enrol as take_in
from reception.district.journal import take
from reception.district.office import open_district
from reception.domain.clock import Id, SystemClock, to_text
from reception.domain.entry import Entry, Fact, Place, case_scope, next_hlc, room_scope, seal
from reception.store import exchange
from reception.store.exchange import Server, Waiting
from reception.sync.client import Outcome, sync_once
from reception.sync.enrol import enrol
from reception.sync.messages import MEDIA_TYPE, Enrol, Push, compose, parcel, written
from reception.sync.pace import FIRST, MOST

Figure = tuple[str, float, str]
ROOMS, A_WEEK, MANY = 43, 350, 1000
PEER = Path(__file__).with_name("anki_peer.py")


def figures(count: int = 10_000, large: int = 200_000) -> Iterator[Figure]:
    """(name, value, bound) of everything."""
    peer = _peer(count)
    yield "Anki: notes up a second", peer["up"], ""
    yield "Anki: notes down a second", peer["down"], ""
    with tempfile.TemporaryDirectory() as name, Cluster(fsync=True) as cluster:
        folder = Path(name)
        with _Served(folder / "one", cluster, workers=1) as server:
            yield from _up_and_down(folder, server, count, peer)
        with _Served(folder / "two", cluster, workers=2, devices=ROOMS) as server:
            yield from _fan_in(folder, server, cluster)
        yield from _many_rooms(folder, cluster)
        with (
            _Served(folder / "three", cluster, workers=1) as one,
            _Served(folder / "four", cluster, workers=1) as other,
        ):
            yield from _cost(_joined(folder / "small", one), _joined(folder / "big", other), large)


class _Served(DistrictServer):
    """A served district on PostgreSQL, with one-time codes made beforehand: each would be a process of its own."""

    def __init__(self, folder: Path, cluster: Cluster, *, workers: int, devices: int = 2) -> None:
        folder.mkdir()
        os.environ["RECEPTION_DISTRICT_KEY_FILE"] = str(folder / "district.key")
        url = cluster.new_database()
        district = open_district(url)
        self._codes = [enrol_code(district, "NG07") for _ in range(devices)]
        district.close()
        url = url.replace("postgresql+psycopg", "postgresql")
        super().__init__(folder, "--database", url, "--workers", str(workers))

    def enrol_code(self, room: str) -> str:
        """One of them; all are for the same room."""
        return self._codes.pop()


def _joined(folder: Path, server: DistrictServer) -> Desk:
    desk = new_room(folder)
    enrol(desk.store, server.url, server.enrol_code("NG07"))
    sync_once(desk.store)
    return desk


# the peer


def _peer(count: int) -> dict[str, float]:
    told = subprocess.run([python_with("anki"), PEER, str(count)], check=True, capture_output=True, text=True).stdout
    return {name: float(value) for name, value in json.loads(told).items()}


# up and down


def _up_and_down(folder: Path, server: DistrictServer, count: int, peer: dict[str, float]) -> Iterator[Figure]:
    one, two = _joined(folder / "pc1", server), _joined(folder / "pc2", server)
    fill(one, count)
    merge(one.store)
    plain = _in_one_piece(one)
    before = _bytes(server)
    up = count / _timed(one)[0]
    wire = _bytes(server) - before
    yield "visits up a second", up, ""
    yield "… of Anki's notes", up / peer["up"], "≥ 1.0"
    down = count / _timed(two)[0]
    yield "visits down a second, folded and searchable", down, ""
    yield "… of Anki's notes", down / peer["down"], "≥ 0.25"
    yield "bytes a visit on the wire", wire / count, ""
    yield "… of zstd of the same in one piece", wire / plain, "≤ 1.3"
    up_bytes, down_bytes = _idle(one)
    yield "idle hello, bytes up with HTTP", up_bytes, "< 500"
    yield "idle hello, bytes down with HTTP", down_bytes, "< 500"
    for desk in (one, two):
        desk.store.close()


def _timed(desk: Desk) -> tuple[float, Outcome]:
    began = time.perf_counter()
    done = sync_once(desk.store)
    return time.perf_counter() - began, done


def _in_one_piece(desk: Desk) -> int:
    with desk.store.read() as conn:
        waiting = exchange.next_waiting(conn, 1 << 40, 1 << 30)
    return len(zstandard.ZstdCompressor(level=3).compress(b"".join(written(parcel(entry)) for entry in waiting)))


def _bytes(server: DistrictServer) -> float:
    page = build_opener(ProxyHandler({})).open(server.url + "/metrics").read().decode()
    return sum(float(line.split()[-1]) for line in page.splitlines() if 'reception_bytes_total{way="in"}' in line)


def _idle(desk: Desk) -> tuple[int, int]:
    """Bytes each way of an exchange with nothing to exchange, seen from the middle of the line."""
    with desk.store.read() as conn:
        known = exchange.server(conn)
    assert known is not None
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        _point(desk, replace(known, url=url))
        seen = [0, 0]
        thread = threading.Thread(target=_pass_on, args=(listener, int(known.url.rpartition(":")[2]), seen))
        thread.start()
        sync_once(desk.store)
        thread.join()
    _point(desk, known)
    return seen[0], seen[1]


def _point(desk: Desk, server: Server) -> None:
    with desk.store.write("bench") as writing:
        exchange.note_server(writing.conn, server)


def _pass_on(listener: socket.socket, port: int, seen: list[int]) -> None:
    near, _ = listener.accept()
    with near, socket.create_connection(("127.0.0.1", port)) as far:
        back = threading.Thread(target=_pump, args=(far, near, seen, 1))
        back.start()
        _pump(near, far, seen, 0)
        back.join()


def _pump(source: socket.socket, target: socket.socket, seen: list[int], way: int) -> None:
    while piece := source.recv(65536):
        seen[way] += len(piece)
        target.sendall(piece)
    target.shutdown(socket.SHUT_WR)


# fan-in


def _fan_in(folder: Path, server: DistrictServer, cluster: Cluster) -> Iterator[Figure]:
    """43 devices, each with a week's visits, at once; requests are made beforehand, so that only the server works."""
    pushes = [_week(folder / f"fan{number}", server) for number in range(ROOMS)]
    entries = ROOMS * A_WEEK
    began = time.perf_counter()
    with ThreadPoolExecutor(ROOMS) as pool:
        spans = [span for spans in pool.map(_push, [server.url] * ROOMS, pushes) for span in spans]
    rate = entries / (time.perf_counter() - began)
    copied = _copy(cluster, [rows for _, _, rows in pushes])
    yield "fan-in, entries a second", rate, ""
    yield "… of COPY over 43 connections", rate / copied, "≥ 0.2"
    yield "fan-in, p50 of a push, s", statistics.median(spans), ""
    yield "fan-in, p99 of a push, s", statistics.quantiles(spans, n=100)[98], ""


Week = tuple[str, list[bytes], list[tuple[bytes, bytes, bytes]]]


def _week(folder: Path, server: DistrictServer) -> Week:
    desk = _joined(folder, server)
    fill(desk, A_WEEK)
    with desk.store.read() as conn:
        known = exchange.server(conn)
        waiting = exchange.next_waiting(conn, 1 << 40, 1 << 30)
    desk.store.close()
    assert known is not None
    bodies = [compose(Push("A"), [written(parcel(entry)) for entry in batch]) for batch in _batches(waiting)]
    rows = [(bytes.fromhex(e.hash), e.header, b"\n".join(line or b"" for line in e.lines)) for e in waiting]
    return known.token, bodies, rows


def _batches(waiting: Sequence[Waiting]) -> Iterator[Sequence[Waiting]]:
    """As the client makes them on a line that is quick enough: each four times the one before."""
    size, start = FIRST, 0
    while start < len(waiting):
        end, total = start, 0
        while end < len(waiting) and (end == start or total + waiting[end].size <= size):
            total, end = total + waiting[end].size, end + 1
        yield waiting[start:end]
        size, start = min(4 * size, MOST), end


def _push(url: str, week: Week) -> list[float]:
    token, bodies, _ = week
    spans = []
    headers = {"Authorization": f"Bearer {token}", "Content-Type": MEDIA_TYPE}
    with httpx.Client(base_url=url, headers=headers, trust_env=False, verify=False, timeout=60) as client:
        for body in bodies:
            began = time.perf_counter()
            assert client.post("/v1/push", content=body).status_code == 200
            spans.append(time.perf_counter() - began)
    return spans


def _copy(cluster: Cluster, weeks: Sequence[list[tuple[bytes, bytes, bytes]]]) -> float:
    """Entries a second by COPY alone, 50 a transaction, on as many connections."""
    url = cluster.new_database().replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("CREATE TABLE copied (id bytea PRIMARY KEY, header bytea, body bytea)")
    connections = [psycopg.connect(url) for _ in weeks]
    began = time.perf_counter()
    with ThreadPoolExecutor(len(weeks)) as pool:
        list(pool.map(_copy_week, connections, weeks))
    seconds = time.perf_counter() - began
    for conn in connections:
        conn.close()
    return sum(map(len, weeks)) / seconds


def _copy_week(conn: psycopg.Connection, rows: list[tuple[bytes, bytes, bytes]]) -> None:
    for start in range(0, len(rows), 50):
        with conn.cursor() as cursor, cursor.copy("COPY copied FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["bytea", "bytea", "bytea"])
            for row in rows[start : start + 50]:
                copy.write_row(row)
        conn.commit()


# many rooms


def _many_rooms(folder: Path, cluster: Cluster) -> Iterator[Figure]:
    """1,000 rooms, each a device that pushes ten visits: the server's own time for an entry, early and late."""
    district = open_district(cluster.new_database(), key=folder / "many.key")
    clock = SystemClock()
    spans: list[float] = []
    try:
        for number in range(MANY):
            device, room = clock.new_id(), f"R{number:04d}"
            taken = take_in(district, Enrol(enrol_code(district, room), device, room))
            body = [parcel(entry) for entry in _chain(clock, device, room)]
            began = time.process_time()
            take(district, admit(district, taken.token), Push(taken.letter), body)
            spans.append((time.process_time() - began) / len(body))
    finally:
        district.close()
    early, late = statistics.median(spans[: MANY // 10]), statistics.median(spans[-MANY // 10 :])
    yield f"server's time for an entry, {MANY} rooms, ms", late * 1000, ""
    yield "… of the same with the first hundred", late / early, "≤ 1.2"


def _chain(clock: SystemClock, device: Id, room: str) -> Iterator[Entry]:
    """Ten visits of a device: resident, visit, case and step."""
    prev_hash = ""
    for seq in range(1, 11):
        case = clock.new_id()
        facts = [
            Fact("resident", clock.new_id(), room_scope(room), {"name": "张淑芬", "phone": "13904510000"}),
            Fact("visit", clock.new_id(), room_scope(room), {"channel": "visit", "received_at": to_text(clock.now())}),
            Fact("case", case, case_scope(case), {"number": f"{room}-{seq}", "room": room, "summary": "厨房漏水"}),
            Fact("step", clock.new_id(), case_scope(case), {"act": "register", "at": to_text(clock.now())}),
        ]
        place = Place(device, seq, prev_hash, next_hlc(0, clock.now()) + seq, clock.now())
        entry_id = clock.new_id()
        entry = seal(entry_id, place, "bench", "register", entry_id, facts)
        prev_hash = entry.hash
        yield entry


# cost


def _cost(small: Desk, big: Desk, large: int) -> Iterator[Figure]:
    """Ten changes on a store that holds many visits, all of them with its district, beside the same on an empty one."""
    fill(big, large)
    merge(big.store)
    sync_once(big.store)
    spans: dict[str, list[float]] = {"small": [], "big": []}
    for turn in range(7):
        for name, desk in (("small", small), ("big", big)):
            for visit in visits(10, seed=1000 + turn):
                register_visit(desk, visit)
            spans[name].append(_timed(desk)[0])
    ours, base = statistics.median(spans["big"]), statistics.median(spans["small"])
    yield f"10 changes beside {large} visits, ms", ours * 1000, ""
    yield "… of the same beside none", ours / base, "≤ 1.5"
    for desk in (small, big):
        desk.store.close()


def main() -> None:
    """Print the table."""
    gc.set_threshold(100_000, 50, 50)  # as `reception` sets it
    given = [int(word) for word in sys.argv[1:]]
    for name, value, bound in figures(*given):
        print(f"{name:<48}{value:>12.2f}  {bound}", flush=True)


if __name__ == "__main__":
    main()
