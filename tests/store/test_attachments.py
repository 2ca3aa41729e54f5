"""Photos and papers beside the cases: kept whole, found damaged, received piece by piece."""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reception.domain.errors import Conflict, Damaged, InvalidInput, NotFound, Unavailable
from reception.store.attachments import CHUNK_BYTES, LARGEST, Attachments

KEY = bytes(range(32))
JPEG = b"\xff\xd8\xff\xe0"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "attachments.db"


@pytest.fixture
def kept(path: Path) -> Iterator[Attachments]:
    attachments = Attachments.open(path, KEY, create=True)
    yield attachments
    attachments.close()


def photo(folder: Path, size: int, name: str = "墙.jpg") -> Path:
    file = folder / name
    file.write_bytes(JPEG + os.urandom(size - len(JPEG)))
    return file


@pytest.mark.parametrize("size", [5, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 7])
def test_a_photo_comes_back_byte_for_byte(kept: Attachments, tmp_path: Path, size: int) -> None:
    file = photo(tmp_path, size)
    name = kept.put_file(file)
    assert name.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (name.size, name.media_type) == (size, "image/jpeg")
    assert b"".join(kept.contents(name.sha256)) == file.read_bytes()
    assert kept.is_sound(name.sha256)
    assert kept.held(name.sha256) == (size, size)


def test_the_same_photo_twice_is_kept_once(kept: Attachments, tmp_path: Path) -> None:
    file = photo(tmp_path, 1000)
    assert kept.put_file(file) == kept.put_file(file)
    assert len(kept.names()) == 1


def test_nothing_of_a_photo_is_legible_on_disk(kept: Attachments, tmp_path: Path, path: Path) -> None:
    file = tmp_path / "notes.pdf"
    file.write_bytes(b"%PDF-1.7 " + "三楼漏水".encode() * 500)
    kept.put_file(file)
    kept.close()
    assert "三楼漏水".encode() not in path.read_bytes()


def office(part: str) -> bytes:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize("content, media_type", [
    (JPEG, "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"II*\0", "image/tiff"), (b"MM\0*", "image/tiff"),
    (b"BM12", "image/bmp"), (b"%PDF-1.4", "application/pdf"), (b"\0\0\0\x18ftypheic", "image/heic"),
    (office("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
])  # fmt: skip
def test_types_are_known_by_their_content(kept: Attachments, tmp_path: Path, content: bytes, media_type: str) -> None:
    file = tmp_path / "file.dat"
    file.write_bytes(content)
    assert kept.put_file(file).media_type == media_type


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\0", b"#!/bin/sh", b"PK\x03\x04 broken", office("x/evil.exe"), b"<svg>"]
)
def test_other_types_are_refused_whatever_their_name(kept: Attachments, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        kept.put_file(file)
    assert caught.value.field == "file"
    assert kept.names() == []


def test_a_file_over_50_mb_and_one_that_cannot_be_read_are_refused(kept: Attachments, tmp_path: Path) -> None:
    file = photo(tmp_path, 10)
    with file.open("r+b") as out:
        out.truncate(LARGEST + 1)
    with pytest.raises(InvalidInput, match="50 MB"):
        kept.put_file(file)
    with pytest.raises(Unavailable):
        kept.put_file(tmp_path / "gone.jpg")


def test_what_arrives_in_pieces_goes_on_where_it_stopped(kept: Attachments) -> None:
    content = os.urandom(2 * CHUNK_BYTES + 10)
    name = hashlib.sha256(content).hexdigest()
    assert kept.held(name) == (0, 0)
    assert kept.add(name, len(content), 0, content[:CHUNK_BYTES]) == CHUNK_BYTES
    assert kept.missing([name, "00"]) == [name, "00"]
    with pytest.raises(NotFound):
        kept.read(name, 0)
    assert kept.add(name, len(content), 0, content[:CHUNK_BYTES]) == CHUNK_BYTES
    assert kept.add(name, len(content), 2 * CHUNK_BYTES, content[-10:]) == CHUNK_BYTES
    assert kept.add(name, len(content), CHUNK_BYTES, content[CHUNK_BYTES:-10]) == 2 * CHUNK_BYTES
    assert kept.add(name, len(content), 2 * CHUNK_BYTES, content[-10:]) == len(content)
    assert kept.missing([name]) == []
    starts = range(0, len(content) + CHUNK_BYTES, CHUNK_BYTES)
    assert b"".join(kept.read(name, start) for start in starts) == content


def test_a_photo_put_in_while_half_of_it_had_arrived_is_whole(kept: Attachments, tmp_path: Path) -> None:
    file = photo(tmp_path, CHUNK_BYTES + 5)
    content = file.read_bytes()
    kept.add(hashlib.sha256(content).hexdigest(), len(content), 0, content[:CHUNK_BYTES])
    name = kept.put_file(file)
    assert b"".join(kept.contents(name.sha256)) == content


def test_bytes_that_do_not_match_their_name_are_dropped(kept: Attachments) -> None:
    with pytest.raises(Damaged):
        kept.add("00" * 32, 3, 0, b"abc")
    assert kept.held("00" * 32) == (0, 0)


@pytest.mark.parametrize("size, start, content", [
    (0, 0, b""), (LARGEST + 1, 0, b"x"), (2, 1, b"xy"), (3, 0, b""), (3, 9, b"x"),
])  # fmt: skip
def test_sizes_that_cannot_be_are_refused(kept: Attachments, size: int, start: int, content: bytes) -> None:
    with pytest.raises(InvalidInput):
        kept.add("00" * 32, size, start, content)


def test_two_sizes_for_one_name_contradict(kept: Attachments) -> None:
    kept.add("00" * 32, CHUNK_BYTES + 1, 0, bytes(CHUNK_BYTES))
    with pytest.raises(Conflict):
        kept.add("00" * 32, CHUNK_BYTES + 2, CHUNK_BYTES, b"ab")


def test_an_erased_photo_is_gone(kept: Attachments, tmp_path: Path) -> None:
    name = kept.put_file(photo(tmp_path, 10)).sha256
    kept.remove(name)
    assert kept.missing([name]) == [name]
    with kept.engines.read.connect() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM chunk").scalar() == 0


def test_a_damaged_page_is_found(kept: Attachments, tmp_path: Path, path: Path) -> None:
    good = kept.put_file(photo(tmp_path, 10)).sha256
    bad = kept.put_file(photo(tmp_path, 4 * CHUNK_BYTES)).sha256
    kept.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 50_000)
        file.write(b"\0" * 100)
    assert (kept.is_sound(good), kept.is_sound(bad)) == (True, False)


def test_pieces_of_any_size_become_whole_chunks(kept: Attachments, tmp_path: Path) -> None:
    content = os.urandom(2 * CHUNK_BYTES + 77)
    name = hashlib.sha256(content).hexdigest()
    step = 100_003
    for start in range(0, len(content), step):
        kept.add(name, len(content), start, content[start : start + step])
    assert [len(piece) for piece in kept.contents(name)] == [CHUNK_BYTES, CHUNK_BYTES, 77]
    assert b"".join(kept.contents(name)) == content


def test_what_is_wanted_comes_by_how_often_it_was_tried(kept: Attachments) -> None:
    kept.want(["a", "b", "a"])
    kept.want(["c"])
    kept.note_tried(["a"])
    assert kept.wanted(9) == ["b", "c", "a"]
    kept.unwant(["c"])
    assert kept.wanted(1) == ["b"]
