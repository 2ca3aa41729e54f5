"""Signed papers come back as scans and photos: each page finds its case by its code, and is kept with no other."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFilter
from support.pdf import ReadBack
from support.room import Room

from reception.desk.case_page import read_file
from reception.desk.lists import show_case
from reception.desk.undo import undo
from reception.domain.errors import Damaged, InvalidInput, NotFound, Unavailable
from reception.domain.lifecycle import OrderStatus
from reception.intake.scans import Scan, ScanPage, attach_scan, read_scan
from reception.paper.order import Copies
from reception.paper.printing import print_order, print_orders, print_signing_books
from reception.paper.sheet import Paper


def pictures(file: Path, dots: int = 150) -> list[Image.Image]:
    """A paper's pages as a scanner gives them."""
    with ReadBack(file) as paper:
        return [paper.picture(page, dots) for page in range(paper.pages)]


def photographed(page: Image.Image) -> Image.Image:
    """A page lying askew on a desk, photographed by hand: turned, from the side, in half light, a little blurred."""
    width, height = page.size
    desk = Image.new("L", (width * 13 // 10, height * 13 // 10), 90)
    desk.paste(page.point(lambda grey: 40 + grey * 3 // 4), (width // 7, height // 7))
    turned = desk.rotate(11, expand=True, fillcolor=90, resample=Image.Resampling.BICUBIC)
    w, h = turned.size
    seen = turned.transform(
        (w, h), Image.Transform.QUAD, (0, h * 0.04, w * 0.05, h, w * 0.97, h * 0.96, w, 0), Image.Resampling.BICUBIC
    )
    return seen.filter(ImageFilter.GaussianBlur(0.8))


def saved(image: Image.Image, path: Path, **how: object) -> Path:
    image.save(path, **how)
    return path


def files(room: Room, number: str) -> list[str]:
    return [file["name"] for file in show_case(room.desk, number)["files"]]


@pytest.fixture
def sheet(room: Room, tmp_path: Path) -> tuple[str, str, Path]:
    """A case, its order, and the unit's sheet on paper."""
    number, order = room.dispatched()
    print_order(room.desk, order, tmp_path / "sheet.pdf", Copies.UNIT)
    return number, order, tmp_path / "sheet.pdf"


@pytest.mark.parametrize("name", ["scan.png", "scan.jpg", "scan.tiff", "scan.bmp", "scan.pdf"])
def test_a_scan_of_every_kind_finds_its_case(
    room: Room, sheet: tuple[str, str, Path], tmp_path: Path, name: str
) -> None:
    number, order, printed = sheet
    source = saved(pictures(printed)[0], tmp_path / name)
    scan = read_scan(source)
    assert (scan.name, scan.pages) == (name, (ScanPage(1, (order,)),))
    assert attach_scan(room.desk, scan).done == (order,)
    assert files(room, number) == [name]


@pytest.mark.parametrize("size", [Paper.A4, Paper.A5])
def test_a_photo_from_the_side_is_read(room: Room, tmp_path: Path, size: Paper) -> None:
    _, order = room.dispatched()
    print_order(room.desk, order, tmp_path / "sheet.pdf", Copies.UNIT, paper=size)
    photo = photographed(pictures(tmp_path / "sheet.pdf", 200)[0])
    for turned in (photo, photo.rotate(90, expand=True), photo.rotate(180)):
        assert read_scan(saved(turned, tmp_path / "photo.jpg", quality=70)).orders == (order,)


def test_of_a_pile_each_case_gets_its_own_pages(room: Room, tmp_path: Path) -> None:
    first, second = room.dispatched(), room.dispatched(words="楼道灯不亮，" * 150)
    print_orders(room.desk, [first[1], second[1]], tmp_path / "pile.pdf", Copies.UNIT)
    scan = read_scan(tmp_path / "pile.pdf")
    assert [page.orders for page in scan.pages] == [(first[1],), (second[1],), (second[1],)]
    done = attach_scan(room.desk, scan)
    assert set(done.done) == {first[1], second[1]}
    for (number, order), pages in ((first, 1), (second, 2)):
        file = show_case(room.desk, number)["files"][0]
        with ReadBack(read_file(room.desk, file["sha256"])) as own:
            assert own.pages == pages
            assert all(order in text for text in own.texts)
    assert files(room, first[0]) == ["pile 第1页.pdf"]
    assert files(room, second[0]) == ["pile 第2页等2页.pdf"]


def test_a_fax_of_many_pages_is_taken_apart_as_well(room: Room, tmp_path: Path) -> None:
    orders = [room.dispatched()[1] for _ in range(2)]
    print_orders(room.desk, orders, tmp_path / "pile.pdf", Copies.UNIT)
    pages = [page.convert("1") for page in [*pictures(tmp_path / "pile.pdf", 200), Image.new("L", (800, 900), 255)]]
    pages[0].save(tmp_path / "fax.tif", save_all=True, append_images=pages[1:], compression="group4")
    told: list[tuple[int, int]] = []
    scan = read_scan(tmp_path / "fax.tif", lambda *at: told.append(at))
    assert (scan.orders, scan.unread, told) == (tuple(orders), (3,), [(1, 3), (2, 3), (3, 3)])
    attach_scan(room.desk, scan.told({3: [orders[1]]}))
    kept = show_case(room.desk, orders[1])["files"][0]
    with Image.open(BytesIO(read_file(room.desk, kept["sha256"]))) as own:
        assert own.n_frames == 2
        assert own.info["compression"] == "group4"


def test_a_page_of_a_signing_book_is_evidence_for_all_its_lines(room: Room, tmp_path: Path) -> None:
    orders = [room.dispatched()[1] for _ in range(7)]
    print_signing_books(room.desk, orders, tmp_path / "book.pdf")
    photo = photographed(pictures(tmp_path / "book.pdf", 200)[0])
    scan = read_scan(saved(photo, tmp_path / "book.jpg", quality=80))
    assert scan.pages == (ScanPage(1, tuple(orders)),)
    done = attach_scan(room.desk, scan)
    assert done.done == tuple(orders)
    contents = {show_case(room.desk, order)["files"][0]["sha256"] for order in orders}
    assert len(contents) == 1, "the photo is kept once"
    undo(room.desk)
    assert all(files(room, order) == [] for order in orders), "it is one gesture"


def test_the_same_scan_again_adds_nothing(room: Room, sheet: tuple[str, str, Path]) -> None:
    number, order, printed = sheet
    scan = read_scan(printed)
    attach_scan(room.desk, scan)
    again = attach_scan(room.desk, scan)
    assert (again.done, again.already) == ((), (order,))
    assert len(files(room, number)) == 1


def test_a_number_of_another_room_is_named_and_others_go_on(room: Room, sheet: tuple[str, str, Path]) -> None:
    _, order, printed = sheet
    scan = read_scan(printed).told({1: ["NG08-261124-A017-N-A1", order]})
    done = attach_scan(room.desk, scan)
    assert done.done == (order,)
    assert [type(error) for _, error in done.refused] in ([NotFound], [InvalidInput])


def test_a_page_without_our_code_is_told(room: Room, tmp_path: Path) -> None:
    blank = read_scan(saved(Image.new("RGB", (700, 900), "white"), tmp_path / "blank.png"))
    assert (blank.orders, blank.unread) == ((), (1,))
    assert attach_scan(room.desk, blank).done == ()


def test_a_sheet_that_no_longer_holds_still_finds_its_case(room: Room, sheet: tuple[str, str, Path]) -> None:
    number, order, printed = sheet
    undo(room.desk)
    done = attach_scan(room.desk, read_scan(printed))
    assert (done.done, done.lapsed) == ((order,), ((order, OrderStatus.VOID),)), "and says that it is void"
    assert len(files(room, number)) == 1


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("empty.pdf", b"", InvalidInput),
        ("words.txt", b"words", InvalidInput),
        ("broken.pdf", b"%PDF-1.7 nothing", Damaged),
        ("broken.png", b"\x89PNG\r\n\x1a\nnothing", Damaged),
        ("broken.tif", b"II*\x00nothing", Damaged),
        ("phone.heic", b"\x00\x00\x00\x18ftypheic" + b"\0" * 40, Damaged),
    ],
)
def test_what_is_no_scan_is_refused_in_words(tmp_path: Path, name: str, content: bytes, error: type[Exception]) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error):
        read_scan(tmp_path / name)
    with pytest.raises(Unavailable):
        read_scan(tmp_path / "missing.pdf")


def test_reading_can_be_stopped(sheet: tuple[str, str, Path]) -> None:
    def stop(done: int, of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_scan(sheet[2], stop)


def test_a_scan_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    page = Image.new("1", (10, 10))
    page.save(tmp_path / "many.tif", save_all=True, append_images=[page] * 200)
    with pytest.raises(InvalidInput):
        read_scan(tmp_path / "many.tif")


def test_what_a_person_says_stands_for_what_was_found() -> None:
    scan = Scan("x.png", b"", "image/png", (ScanPage(1, ("a",)), ScanPage(2)))
    assert scan.told({2: ["b"]}).orders == ("a", "b")
