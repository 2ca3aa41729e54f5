"""How long the first page of a search takes, by kind of query, and what the index costs on disk.

`python tests/bench/bench_search.py 200000` prints a table; 1,000,000 cases are the default.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from reception.store import search
from reception.store.engine import Engines, open_engines
from reception.store.search import SearchDoc

Figure = tuple[str, float, float | None]

BOUND_MS = 15.0
QUERIES = 300
BATCH = 5_000
SAMPLE = 2_000
MERGE_PAGES = 500


def _listed(words: str) -> list[str]:
    return words.split()


PLACES = _listed("卫生间 厨房 楼道 屋顶 外墙 地下室 单元门 小区门口 自行车棚 阳台 楼梯间 庭院 路灯下 电梯口 垃圾站")
THINGS = _listed(
    "下水管 上水管 暖气片 暖气主管 雨水管 门锁 窗户 墙皮 保温层 防水层 路面砖 井盖 路灯 电表箱 网线 楼宇对讲 扶手 台阶 "
    "绿化带 停车位 脚手架 防护网 渣土 围挡 电缆 燃气表 水表 消防栓 信报箱 晾衣架"
)
FAULTS = _listed(
    "漏水 堵塞 破损 脱落 开裂 不亮 不热 异味 渗水 松动 噪音大 没有恢复 施工太吵 无人清理 丢失 倾斜 积水 结冰 停水 停电 "
    "冒烟 短路 掉渣 反水 漏风 生锈 塌陷 被占用 没有安装 返工三次"
)
WISHES = _listed(
    "请尽快修复 希望给个说法 要求赔偿 请师傅上门看看 希望停止夜间施工 请告知完工时间 建议增加照明 建议加装扶手 "
    "请核实责任单位 已反映多次 老人行动不便 家里有孩子 影响正常生活 联系物业没有答复 施工队说不归他们管"
)
STREETS = _listed(
    "红旗大街 学府路 哈西大街 西大直街 和兴路 中兴大道 文昌街 宣化街 通达街 保健路 先锋路 征仪路 清滨路 花园街"
)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红志文建国春梅丹凤海波晶莹宇鑫雪冰晨旭东升福贵长生德才"
HEADS = [f"1{a}{b}" for a in "3578" for b in range(10)]
COMMON = [bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]
# Counted in letters to a city's board: of 120 characters, the 40th commonest pair stands in 8 of 100 letters, the 400th
# in 2, the 1,500th in 0.8. Words drawn by 1 / (rank + 60) come near it.
OFFICE = PLACES + THINGS + FAULTS + WISHES
RARE = ["".join(random.Random(i).choices(COMMON, k=1 + i % 2 + (i % 10 == 0))) for i in range(6_000)]
VOCABULARY = [
    word for i, rare in enumerate(RARE) for word in (OFFICE[i // 5 : i // 5 + 1] if i % 5 == 0 else []) + [rare]
]
WEIGHTS = list(accumulate(1 / (rank + 60) for rank in range(len(VOCABULARY))))
LETTER_OF = dict(zip(SURNAMES + GIVEN, "wlzlcyzhzwxshzglhgmlls" * 9, strict=False))


def figures(rows: int = 1_000_000) -> list[Figure]:
    """(name, value, bound) of every kind of query in milliseconds, of building and of size."""
    with tempfile.TemporaryDirectory() as folder:
        engines = open_engines(Path(folder) / "search.db", bytes(32), create=True)
        try:
            sample = [*cases(SAMPLE, seed=rows)]
            return [*_built(engines, rows, sample), *_asked(engines, sample)]
        finally:
            engines.close()


def main() -> None:
    """Print the table."""
    for name, value, bound in figures(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000):
        limit = f"≤ {bound:g}" if bound is not None else ""
        print(f"{name:<44}{value:>12.2f}  {limit}")


def cases(rows: int, seed: int = 7) -> Iterator[SearchDoc]:
    """Made-up cases: a common vocabulary, a long tail of rare characters, names, phones, numbers, addresses."""
    chance = random.Random(seed)
    return (_case(chance, n) for n in range(1, rows + 1))


def _case(chance: random.Random, n: int) -> SearchDoc:
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
    words = "，".join(_clause(chance) for _ in range(chance.randint(2, 9)))
    lines = [_clause(chance), words, name, _address(chance)]
    phone = chance.choice(HEADS) + f"{int(chance.paretovariate(1) * 13) % 400:04d}{chance.randrange(10_000):04d}"
    number = f"NG07-{16 + n // 100_000:02d}{n // 9000 % 12 + 1:02d}{n // 300 % 28 + 1:02d}-A{n % 300 + 1:03d}-{n % 10}"
    letters = "".join(LETTER_OF.get(char, "x") for char in name)
    return SearchDoc(n, "\n".join(lines), (phone,), (number, f"{number}-A1", f"2026{n:010d}"), (letters,))


def _clause(chance: random.Random) -> str:
    return "".join(chance.choices(VOCABULARY, cum_weights=WEIGHTS, k=chance.randint(6, 10)))


def _address(chance: random.Random) -> str:
    home = f"{chance.randint(1, 9)}{chance.randint(1, 4):02d}"
    gate = int(chance.paretovariate(0.8)) % 300 + 1
    return f"{chance.choice(STREETS)}{gate}号{chance.randint(1, 20)}号楼{chance.randint(1, 6)}单元{home}室"


def _built(engines: Engines, rows: int, sample: list[SearchDoc]) -> list[Figure]:
    with engines.write.begin() as conn:
        search.create(conn)
    started = time.perf_counter()
    batch: list[SearchDoc] = []
    for doc in cases(rows):
        if doc.n % (rows // SAMPLE) == 0:
            sample.append(doc)
        batch.append(doc)
        if len(batch) == BATCH:
            _put(engines, batch)
            batch = []
    _put(engines, batch)
    built = time.perf_counter() - started
    steps = list(_merged(engines))
    return [
        ("cases indexed a second, in bulk", rows / built, None),
        ("merge steps after the bulk", float(len(steps)), None),
        ("longest merge step, ms", max(steps), None),
        ("index bytes a case", _bytes(engines) / rows, None),
    ]


def _put(engines: Engines, docs: list[SearchDoc]) -> None:
    with engines.write.begin() as conn:
        search.put(conn, docs)


def _merged(engines: Engines) -> Iterator[float]:
    more = True
    while more:
        started = time.perf_counter()
        with engines.write.begin() as conn:
            more = search.merge_idle(conn, MERGE_PAGES)
        yield (time.perf_counter() - started) * 1000


def _bytes(engines: Engines) -> int:
    with engines.read.connect() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        free = conn.exec_driver_sql("PRAGMA freelist_count").scalar_one()
        return int(pages - free) * 4096


def _asked(engines: Engines, sample: list[SearchDoc]) -> Iterator[Figure]:
    """Half of the queries are drawn from cases that are there, half from cases that are not."""
    chance = random.Random(11)
    for kind, (make, bounded) in KINDS.items():
        times = sorted(_milliseconds(engines, make(chance, chance.choice(sample))) for _ in range(QUERIES))
        yield f"{kind}: p50 ms", times[len(times) // 2], None
        yield f"{kind}: p99 ms", times[len(times) * 99 // 100], BOUND_MS if bounded else None


def _milliseconds(engines: Engines, query: str) -> float:
    with engines.read.connect() as conn:
        started = time.perf_counter()
        search.find(conn, query)
        return (time.perf_counter() - started) * 1000


def _part(doc: SearchDoc, chance: random.Random, length: int) -> str:
    text = chance.choice([part for part in _line(doc, 1).split("，") if len(part) >= length] or [_line(doc, 1)])
    start = chance.randrange(len(text) - length + 1)
    return text[start : start + length]


def _line(doc: SearchDoc, line: int) -> str:
    return doc.words.split("\n")[line]


KINDS: dict[str, tuple[Callable[[random.Random, SearchDoc], str], bool]] = {
    "name": (lambda chance, doc: _line(doc, 2), True),
    "phone, whole": (lambda chance, doc: doc.phones[0], True),
    "phone, last four": (lambda chance, doc: doc.phones[0][-4:], True),
    "phone, first 3 to 8": (lambda chance, doc: doc.phones[0][: chance.randint(3, 8)], True),
    "number, whole": (lambda chance, doc: doc.numbers[0], True),
    "number, day and serial": (lambda chance, doc: doc.numbers[0][5:16], True),
    "number, serial": (lambda chance, doc: doc.numbers[0][12:16], True),
    "number, first 3 to 12": (lambda chance, doc: doc.numbers[0][: chance.randint(3, 12)], True),
    "other's number, whole": (lambda chance, doc: doc.numbers[2], True),
    "initials": (lambda chance, doc: doc.initials[0], True),
    "two characters": (lambda chance, doc: _part(doc, chance, 2), True),
    "three characters": (lambda chance, doc: _part(doc, chance, 3), True),
    "four characters": (lambda chance, doc: _part(doc, chance, 4), True),
    "eight characters": (lambda chance, doc: _part(doc, chance, 8), True),
    "a common word": (lambda chance, doc: chance.choice(THINGS + FAULTS), True),
    "two common words": (lambda chance, doc: f"{chance.choice(PLACES)} {chance.choice(FAULTS)}", True),
    "word and name": (lambda chance, doc: f"{chance.choice(FAULTS)} {_line(doc, 2)}", True),
    "word and last four": (lambda chance, doc: f"{chance.choice(FAULTS)} {doc.phones[0][-4:]}", True),
    "address, whole": (lambda chance, doc: _line(doc, 3), False),
    "address, to the building": (lambda chance, doc: _line(doc, 3).split("单元")[0][:-1], False),
    "building and home": (lambda chance, doc: _line(doc, 3).split("号", 1)[1], False),
    "one character": (lambda chance, doc: _part(doc, chance, 1), False),
}


if __name__ == "__main__":
    main()
