"""A room with many visits, for benches: written through the production journal, many acts a transaction."""

import random
from collections.abc import Iterator
from pathlib import Path

from reception.desk.commands import NewCase, RegisterVisit, Who
from reception.desk.desk import Clerk, Desk
from reception.desk.register import open_cases
from reception.domain.clock import SystemClock
from reception.domain.lifecycle import Post
from reception.store import search
from reception.store.store import Store

KEY = bytes(range(32))
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红志文建国春梅丹凤海波"
PLACES = [
    "卫生间",
    "厨房",
    "楼道",
    "屋顶",
    "外墙",
    "地下室",
    "单元门",
    "小区门口",
    "阳台",
    "楼梯间",
    "庭院",
    "电梯口",
    "垃圾站",
]
FAULTS = [
    "漏水",
    "堵塞",
    "破损",
    "脱落",
    "开裂",
    "不亮",
    "不热",
    "异味",
    "渗水",
    "松动",
    "噪音大",
    "积水",
    "结冰",
    "停水",
    "停电",
    "掉渣",
    "反水",
    "漏风",
    "塌陷",
]
WISHES = [
    "请尽快修复",
    "希望给个说法",
    "要求赔偿",
    "请师傅上门看看",
    "希望停止夜间施工",
    "请告知完工时间",
    "已反映多次",
]
STREETS = [
    "红旗大街",
    "学府路",
    "哈西大街",
    "西大直街",
    "和兴路",
    "中兴大道",
    "文昌街",
    "宣化街",
    "通达街",
    "保健路",
    "先锋路",
]


def visits(count: int, seed: int = 7) -> Iterator[RegisterVisit]:
    """Visits as a room writes them: about 120 characters of words each."""
    chance = random.Random(seed)
    for _ in range(count):
        place, fault = chance.choice(PLACES), chance.choice(FAULTS)
        said = "".join(f"{chance.choice(PLACES)}{chance.choice(FAULTS)}，{chance.choice(WISHES)}。" for _ in range(8))
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
        yield RegisterVisit(
            cases=[NewCase(f"{place}{fault}。{said}", category="房屋渗漏")],
            resident=Who(name, f"139{chance.randrange(10**8):08d}"),
            address_text=f"{chance.choice(STREETS)}{chance.randint(1, 400)}号{chance.randint(1, 9)}-2-502",
        )


def fill(desk: Desk, count: int, batch: int = 500) -> None:
    """Register so many visits, `batch` of them a transaction, and merge the index as an idle desk does."""
    with_room = visits(count)
    for start in range(0, count, batch):
        with desk.acting() as acting:
            for _ in range(min(batch, count - start)):
                open_cases(acting, next(with_room))
    merge(desk.store)


def merge(store: Store) -> None:
    """Merge the index until there is no more to merge."""
    more = True
    while more:
        with store.engines.write.begin() as conn:
            more = search.merge_idle(conn)


def new_room(folder: Path) -> Desk:
    """An empty room."""
    return Desk(Store.create(folder, KEY, SystemClock(), "NG07"), Clerk("bench", "bench", Post.LEADER))
