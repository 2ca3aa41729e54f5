"""The server as the district runs it: processes of its own, several at once, watched and asked by an administrator."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select
from support.certificates import Authority
from support.district import exchange
from support.postgres import Cluster
from support.room import KEY, Room
from support.server import DistrictServer

from reception.store import keys
from reception.store.journal import setting
from reception.store.keys import RECOVERY_FILE
from reception.store.tables import EntryRow
from reception.sync.client import sync_once
from reception.sync.enrol import enrol

Make = Callable[..., Room]
HERE = {"trust_env": False}
PAPER = keys.new_recovery_key()


@pytest.fixture(params=["sqlite", "postgres"])
def workers(
    request: pytest.FixtureRequest, tmp_path: Path, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DistrictServer]:
    """Two processes that serve one district."""
    folder = tmp_path / "district"
    folder.mkdir()
    monkeypatch.setenv("RECEPTION_DISTRICT_KEY_FILE", str(folder / "district.key"))
    url = postgres.new_database() if request.param == "postgres" else ""
    more = ("--database", url.replace("postgresql+psycopg", "postgresql")) if url else ()
    with DistrictServer(folder, "--workers", "2", *more) as server:
        yield server
    if url:
        postgres.drop_database(url)


def ids(room: Room) -> set[str]:
    with room.store.read() as conn:
        return set(conn.execute(select(EntryRow.id).where(EntryRow.act == "register")).scalars())


def test_a_reader_misses_nothing_while_many_push_through_several_processes(workers: DistrictServer, pc: Make) -> None:
    writers, reader = [pc() for _ in range(5)], pc()
    for room in (*writers, reader):
        enrol(room.store, workers.url, workers.enrol_code("NG07"))
    failed: list[BaseException] = []

    def write(room: Room) -> None:
        try:
            for number in range(4):
                room.register(words=f"第 {number} 件")
                sync_once(room.store)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(room,)) for room in writers]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        exchange(reader)
    assert failed == []
    exchange(reader)
    written = set().union(*map(ids, writers))
    assert len(written) == 20
    assert ids(reader) == written
    exchange(*writers)
    for room in writers:
        assert ids(room) == written


def test_what_a_server_notes_and_counts_is_nothing_personal(tmp_path: Path, pc: Make) -> None:
    with DistrictServer(tmp_path / "district") as server:
        room = pc()
        enrol(room.store, server.url, server.enrol_code("NG07"))
        room.register(words="三楼王建国打人", resident={"name": "王建国", "phone": "13904519999"})
        exchange(room)
        figures = httpx.get(server.url + "/metrics", **HERE).text
        assert 'reception_requests_total{path="/v1/push",status="200"} 1.0' in figures
        assert "reception_entries_taken_total 1.0" in figures
        assert "reception_devices 1.0" in figures
        assert httpx.get(server.url + "/healthz", **HERE).json() == {"ok": True, "sample": False}
        assert httpx.get(server.url + "/nothing", **HERE).status_code == 404
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    (push,) = [line for line in lines if line.get("path") == "/v1/push"]
    assert push["status"] == 200
    assert push["in"] > 200
    with room.store.read() as conn:
        device, token = str(setting(conn, "device")), setting(conn, "server")["token"]
    assert push["device"] == device[:8]
    for text in (server.log.read_text(), figures):
        assert not any(word in text for word in ("王建国", "13904519999", token, device))


def test_the_endpoints_are_described(tmp_path: Path) -> None:
    with DistrictServer(tmp_path / "district") as server:
        described = httpx.get(server.url + "/v1/openapi.json", **HERE).json()
        page = httpx.get(server.url + "/v1/docs", **HERE).text
    for path in ("enrol", "hello", "push", "feed", "check", "entries", "files", "attachments/{sha256}"):
        assert f"/v1/{path}" in described["paths"]
        assert f"/v1/{path}" in page
    assert "http://" not in page
    assert "https://" not in page


def test_tls_from_files_through_several_processes(tmp_path: Path, pc: Make) -> None:
    authority = Authority(tmp_path)
    cert, key = authority.certify()
    with DistrictServer(tmp_path / "district", "--cert", str(cert), "--key", str(key), "--workers", "2") as server:
        assert server.url.startswith("https://")
        room = pc()
        enrol(room.store, server.url, server.enrol_code("NG07"), authority.file)
        room.case()
        assert exchange(room)[0].sent == 1


def test_an_administrator_lists_writes_shows_the_door_and_erases(tmp_path: Path, pc: Make) -> None:
    with DistrictServer(tmp_path / "district") as server:
        unit = {"code": "C09", "name": "第九建筑公司", "kind": "contractor", "phone": "0451-55551009"}
        assert "1" in server.run("master", "unit", "--write", said=json.dumps([unit], ensure_ascii=False))
        assert "0" in server.run("master", "unit", "--write", said=json.dumps(unit, ensure_ascii=False))
        room = pc()
        (room.store.folder / RECOVERY_FILE).write_text(keys.wrap(KEY, PAPER), encoding="utf-8")
        enrol(room.store, server.url, server.enrol_code("NG07"))
        room.case(words="三楼王建国打人")
        exchange(room)
        with room.desk.read() as conn:
            assert room.desk.office(conn).unit("C09")["name"] == "第九建筑公司"
        (listed,) = json.loads(server.run("--json", "devices"))["devices"]
        assert (listed["room"], listed["all_here"], listed["held"]) == ("NG07", True, 1)
        server.run("wrapped-key", listed["id"], "-o", str(tmp_path / "recovery.json"))
        assert keys.unwrap(PAPER, (tmp_path / "recovery.json").read_text(encoding="utf-8")) == KEY
        assert server.run("look") == ""
        entry = next(iter(ids(room)))
        server.run("erase", entry, "--why", "本人要求")
        exchange(room)
        with room.store.read() as conn:
            assert conn.exec_driver_sql("SELECT count(*) FROM fact WHERE kind = 'case'").scalar() == 0
            count = select(func.count()).select_from(EntryRow.__table__).where(EntryRow.id == entry)
            assert conn.execute(count).scalar_one() == 1
        server.run("revoke", listed["id"])
        assert json.loads(server.run("--json", "devices"))["devices"][0]["revoked"]
        checks = json.loads(server.run("--json", "verify"))
        assert checks["ok"] is True
