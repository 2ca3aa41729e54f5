"""A room's morning on paper: an order as the desk would hand it to the printer."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from reception.domain.clock import DISTRICT_ZONE
from reception.paper.frame import Marks
from reception.paper.order_sheet import Acting, Limit, OrderSheet, Reporter
from reception.paper.photos import Photo

NOON = datetime(2026, 11, 24, 10, 32, tzinfo=DISTRICT_ZONE)


@pytest.fixture
def marks() -> Marks:
    return Marks(NOON, "李敏")


@pytest.fixture
def order(marks: Marks) -> OrderSheet:
    """A burst pipe in a home, handed to the contractor, the property company assisting."""
    return OrderSheet(
        number="NG07-261124-A017-5-A1",
        room="哈西街道第七民生接待室",
        room_phone="0451-86301234",
        room_address="南岗区红旗大街180号",
        room_hours="8:30–11:30 13:30–17:00",
        lead=Acting("黑龙江省宏业建筑工程有限公司", "王建军（项目经理）", "13904510001"),
        assisting=(Acting("鑫居物业服务有限公司", "赵强", "13804512222"),),
        marks=marks,
        urgency="emergency",
        category="房屋修缮 / 给排水 / 管道破裂",
        summary="厨房上水管爆裂，水已漏到楼下三层",
        words="今天上午十点左右，家中厨房上水管接口突然爆裂，水已经漏到楼下三层，关了自家阀门仍有水流出。"
        "去年10月施工队换过主管，今年冬天这是第二次。希望马上来人关总阀、抢修。",
        wants="修复、赔偿",
        place_kind="home",
        address="红旗大街188号（消防家属区）3号楼2单元501室",
        at_home_when="全天有人",
        reporters=(Reporter("欧阳䶮", "13912340000", hours="全天"),),
        grid="哈西07网格",
        project="2026年哈西片区老旧小区改造 二标段",
        received_at=NOON - timedelta(minutes=8),
        issued_at=NOON,
        due_at=NOON + timedelta(hours=24),
        limits=(Limit("sign_for", NOON + timedelta(minutes=10)), Limit("on_site", NOON + timedelta(minutes=30))),
        rule="2026-1",
        sender_numbers=("12345 2026112400317",),
        instructions="先关单元总阀，排除险情后立即报接待室。",
        clerk="李敏",
    )


@pytest.fixture
def photo() -> Photo:
    """A photo as a telephone takes it: large, and lying on its side until its EXIF turns it."""
    image = Image.linear_gradient("L").resize((1600, 900)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    content = BytesIO()
    image.save(content, "JPEG", exif=exif)
    return Photo(content.getvalue(), "厨房接口")
