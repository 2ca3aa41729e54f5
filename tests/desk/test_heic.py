"""A photo as an iPhone keeps it becomes a JPEG that every office PC opens, upright and with its time.

`sheet_on_its_side.heic` is a made-up order photographed: HEVC, the chip's picture lying on its side, turned by the
container and, in words, by its EXIF too. x265 wrote it, by pillow-heif 1.8.
"""

from io import BytesIO
from pathlib import Path

from PIL import Image
from support.room import Room

from reception.desk.case_page import read_file
from reception.desk.lists import show_case
from reception.domain.lifecycle import Act
from reception.intake.scans import read_scan
from reception.store.attachments import media_type

PHOTO = Path(__file__).parents[1] / "support" / "sheet_on_its_side.heic"
TURNED, TAKEN_AT, CAMERA = 0x0112, 0x9003, 0x8769


def test_a_photo_of_a_phone_is_kept_as_jpeg_upright_with_its_time(room: Room) -> None:
    assert media_type(PHOTO.read_bytes()) == "image/heic"
    number = room.case()
    room.step(number, Act.ATTACH, file=str(PHOTO))
    [file] = show_case(room.desk, number)["files"]
    assert (file["name"], file["media_type"]) == ("sheet_on_its_side.jpg", "image/jpeg")
    with Image.open(BytesIO(read_file(room.desk, file["sha256"]))) as kept:
        assert kept.size == (498, 330), "turned once"
        exif = kept.getexif()
        assert exif[TURNED] == 1, "and not once more by whoever shows it"
        assert exif.get_ifd(CAMERA)[TAKEN_AT] == "2026:11:24 10:32:00"
        paper, desk = kept.convert("L").getpixel((250, 100)), kept.convert("L").getpixel((5, 325))
        assert isinstance(paper, int)
        assert isinstance(desk, int)
        assert paper > 200 > 150 > desk


def test_a_photographed_sheet_finds_its_case_by_its_code() -> None:
    scan = read_scan(PHOTO)
    assert (scan.orders, scan.media_type) == (("NG07-261124-A017-Z-A1",), "image/jpeg")
