"""Papers printed from the desk: one, many as one job, again, and after the case went on."""

import hashlib
from pathlib import Path

import pytest
from support.pdf import ReadBack
from support.room import Room

from reception.desk.lists import show_case
from reception.desk.orders import dispatch
from reception.domain.errors import NotAllowed, Unavailable
from reception.domain.lifecycle import Act
from reception.paper.filling import order_sheet
from reception.paper.order import Copies
from reception.paper.photos import Photo
from reception.paper.printing import print_order, print_orders, print_receipt
from reception.paper.sheet import Paper


def prints(room: Room, number: str) -> list[tuple[str, int]]:
    steps = show_case(room.desk, number)["timeline"]
    return [(step["detail"]["what"], step["detail"]["copies"]) for step in steps if step["act"] == "print"]


def test_a_sheet_printed_again_says_how_often(room: Room, tmp_path: Path) -> None:
    number, order = room.dispatched()
    file = tmp_path / "order.pdf"
    print_order(room.desk, number, file)
    with ReadBack(file) as paper:
        assert "次打印" not in paper.all
    print_receipt(room.desk, number, tmp_path / "receipt.pdf")
    print_order(room.desk, order, file, Copies.THREE, paper=Paper.A5)
    with ReadBack(file) as paper:
        assert all("第2次打印" in text for text in paper.texts), "the receipt in between is another paper"
    print_receipt(room.desk, number, tmp_path / "receipt.pdf")
    with ReadBack(tmp_path / "receipt.pdf") as paper:
        assert "第2次打印" in paper.all
    assert prints(room, number) == [("order", 2), ("receipt", 1), ("order", 3), ("receipt", 1)]


def test_nothing_is_noted_when_the_paper_could_not_be_written(room: Room, tmp_path: Path) -> None:
    number, _ = room.dispatched()
    with pytest.raises(Unavailable):
        print_order(room.desk, number, tmp_path / "missing" / "order.pdf")
    assert prints(room, number) == []


def test_an_assisting_unit_stands_on_its_own_sheet(room: Room, tmp_path: Path) -> None:
    number, _ = room.dispatched("C01")
    helping = dispatch(room.desk, number, "P01", assist=True).order
    print_order(room.desk, helping, tmp_path / "order.pdf", Copies.UNIT)
    with ReadBack(tmp_path / "order.pdf") as paper:
        for part in ("承办联（协办）", "主办单位第一建筑公司", "协办单位安居物业"):
            assert part in paper.all


def test_todays_orders_are_one_job_with_progress(room: Room, tmp_path: Path) -> None:
    orders = [room.dispatched()[1] for _ in range(3)]
    waiting = room.case()
    told: list[tuple[int, int]] = []
    done = print_orders(
        room.desk, [*orders[:2], waiting, orders[2]], tmp_path / "today.pdf", progress=lambda *at: told.append(at)
    )
    assert (done.pages, done.numbers) == (6, tuple(orders))
    assert [(number, type(error)) for number, error in done.refused] == [(waiting, NotAllowed)]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [prints(room, number) for number in orders] == [[("order", 2)]] * 3
    with ReadBack(tmp_path / "today.pdf") as paper:
        assert "3 件" in paper.metadata()["Title"]
        assert len(paper.outline()) == 6


def test_a_job_that_is_stopped_leaves_no_file_and_notes_nothing(room: Room, tmp_path: Path) -> None:
    orders = [room.dispatched()[1] for _ in range(2)]

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        print_orders(room.desk, orders, tmp_path / "today.pdf", progress=stop)
    assert [*tmp_path.glob("*.pdf")] == []
    assert prints(room, orders[0]) == []


def test_a_districts_own_texts_lie_beside_the_database(room: Room, tmp_path: Path) -> None:
    folder = room.store.folder / "forms"
    folder.mkdir()
    (folder / "common.toml").write_text('[letterhead]\nname = "南岗区民生服务中心"\n', encoding="utf-8")
    number, _ = room.dispatched()
    print_order(room.desk, number, tmp_path / "order.pdf")
    print_receipt(room.desk, number, tmp_path / "receipt.pdf")
    for file in ("order.pdf", "receipt.pdf"):
        with ReadBack(tmp_path / file) as paper:
            assert "南岗区民生服务中心" in paper.text(0)


def test_photos_taken_before_the_order_are_on_it_and_signed_sheets_are_not(
    room: Room, photo: Photo, tmp_path: Path
) -> None:
    (tmp_path / "厨房接口.jpg").write_bytes(photo.content)
    number = room.case()
    room.step(number, Act.ATTACH, file=str(tmp_path / "厨房接口.jpg"))
    order = dispatch(room.desk, number, "C01").order
    (tmp_path / "签回.jpg").write_bytes(photo.content + b" ")
    room.step(order, Act.ATTACH, file=str(tmp_path / "签回.jpg"))
    sheet = order_sheet(room.desk, order)
    assert [(each.caption, each.content) for each in sheet.photos] == [("厨房接口", photo.content)]
    room.store.attachments.remove(hashlib.sha256(photo.content).hexdigest())
    print_order(room.desk, order, tmp_path / "order.pdf", Copies.UNIT)
    with ReadBack(tmp_path / "order.pdf") as paper:
        assert "厨房接口照片无法显示" in paper.all


def test_no_photo_of_a_group_or_a_confidential_case_goes_to_a_unit(room: Room, photo: Photo, tmp_path: Path) -> None:
    (tmp_path / "签名表.jpg").write_bytes(photo.content)
    for more in ({"headcount": 12}, {"confidential": True}):
        number = room.case(**more)
        room.step(number, Act.ATTACH, file=str(tmp_path / "签名表.jpg"))
        assert order_sheet(room.desk, dispatch(room.desk, number, "C01").order).photos == ()


def test_an_order_to_works_says_the_quiet_period_of_its_place(room: Room) -> None:
    said = {"code": "GK", "name": "高考", "since": "2026-11-26", "until": "2026-11-27", "compounds": ["HQ188"]}
    room.tell((("quiet", said | {"hours": [["22:00", "06:00"]], "note": "停止噪声施工"}),))
    told = []
    for unit, place in (("C01", "消防家属区"), ("P01", "消防家属区"), ("C01", "别处")):
        order = room.dispatched(unit, address_text=place)[1]
        told.append(order_sheet(room.desk, order).instructions)
    assert told == ["静音期（高考）2026-11-26 – 2026-11-27 22:00–06:00 停止噪声施工", "", ""]


def test_what_is_noted_of_a_designation_stays_in_the_room(room: Room) -> None:
    number, _ = room.dispatched()
    room.step(number, Act.DESIGNATE, unit="H01", by="区住建局 李科", note="物业和热力推了三回")
    assert order_sheet(room.desk, number).instructions == ""
