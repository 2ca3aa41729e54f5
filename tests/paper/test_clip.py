"""An order goes to a foreman by a messenger: picture and text say what his paper says."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image
from support.room import Room

from reception.desk.lists import show_case
from reception.domain.errors import NotAllowed
from reception.paper.clip import note_copied, order_clip, text_of
from reception.paper.forms import form
from reception.paper.frame import Standing
from reception.paper.order_sheet import OrderSheet


def test_picture_and_text_of_an_order_are_noted_as_a_copy(room: Room) -> None:
    number, order = room.dispatched()
    clip = order_clip(room.desk, number)
    assert clip.number == order
    assert clip.text.startswith(f"【民生诉求工单】{order}　")
    assert "诉求内容：厨房漏水，流到楼下" in clip.text
    picture = clip.picture
    seen = Image.frombuffer(
        "RGB", (picture.width, picture.height), picture.pixels, "raw", "BGRX", picture.stride, 1
    ).convert("L")
    assert {code.text for code in zxingcpp.read_barcodes(seen)} == {order}
    note_copied(room.desk, clip)
    assert show_case(room.desk, number)["timeline"][-1]["detail"]["what"] == "copy"
    with pytest.raises(NotAllowed):
        order_clip(room.desk, room.case())


def test_long_words_make_a_longer_picture(room: Room) -> None:
    short = order_clip(room.desk, room.dispatched()[1]).picture
    long = order_clip(room.desk, room.dispatched(case={"words": "漏水，请来看看。" * 200})[1]).picture
    assert (long.width, long.stride) == (short.width, short.stride)
    assert long.height == 2 * short.height


def test_the_text_masks_as_the_units_paper(order: OrderSheet) -> None:
    texts = form("order")
    assert "反映人：欧阳䶮\n联系电话：13912340000（全天）" in text_of(order, texts)
    for other in (replace(order, leads=False), replace(order, place_kind="yard")):
        assert "反映人：欧*\n联系电话：139****0000（全天）" in text_of(other, texts)
    hidden = text_of(replace(order, confidential=True), texts)
    assert "欧" not in hidden
    assert "1391234" not in hidden
    assert "保密" in hidden


def test_what_is_less_than_an_order_says_so(order: OrderSheet) -> None:
    marks = replace(order.marks, sample=True, standing=Standing.REPLACED)
    first, *rest = text_of(replace(order, marks=marks, wants="", due_at=None), form("order")).split("\n")
    assert "样例·不作凭证　本单已改派，作废　紧急" in first
    assert not [line for line in rest if line.startswith(("居民要求", "办结时限"))]
