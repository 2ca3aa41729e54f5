"""Search: what a clerk types finds the case, newest first, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from reception.domain.errors import Unavailable
from reception.domain.searching import IDEOGRAPHS, folded
from reception.store import search
from reception.store.engine import Engines, open_engines
from reception.store.search import SearchDoc


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[Engines]:
    engines = open_engines(tmp_path / "reception.db", bytes(32), create=True)
    with engines.write.begin() as conn:
        search.create(conn)
    yield engines
    engines.close()


def put(write: Engine, *docs: SearchDoc) -> None:
    with write.begin() as conn:
        search.put(conn, docs)


def found(engines: Engines, query: str, **more: int) -> list[int]:
    with engines.read.connect() as conn:
        return search.find(conn, query, **more)


ZHANG = SearchDoc(
    7,
    "卫生间上水管漏水，PVC-U管接头裂了\n厨房墙皮脱落\n张·伟民\n𬭎 𠅤 㛃 䶮\n红旗大街188号3号楼2单元501室\n房产公司",
    phones=("13936250432",),
    numbers=("NG07-261124-A017-5", "NG07-261124-A017-5-A1", "20261124001235", "哈信访〔2026〕12号"),
    initials=("zwm", "zhangweimin"),
)


@pytest.mark.parametrize("query", [
    "漏", "漏水", "水管漏水", "卫生间 墙皮", "张", "伟民", "𬭎", "𠅤", "䶮", "红旗大街188号", "3号楼2单元501", "3号",
    "楼2单", "501", "红旗大街 188号 3号楼", "188", "pvc", "PVC-U", "ｐｖｃ", "u管", "13936250432", "139", "1393625",
    "0432",
    "250432", "NG07-261124-A017-5", "ng07261124a0175", "NG07-261124-A017-5-A1", "A017", "a17", "A0175",
    "261124-A017", "信访2026", "信访〔2026〕12号",
    "5-A1", "001235", "20261124", "zw", "zwm", "zhangwei", "ZHANGWEIMIN", "漏水 0432 zwm", "漏水，", "^漏水", "张·伟",
    "房产公司",
])  # fmt: skip
def test_a_case_is_found_by(engines: Engines, query: str) -> None:
    put(engines.write, ZHANG, SearchDoc(8, "路灯不亮", ("13000000000",), ("NG07-261125-B001-X",), ("lq",)))
    assert found(engines, query) == [7]


@pytest.mark.parametrize("query", [
    "", " ", "，。", '"', "*", "(", "漏电", "水裂", "管水", "1393625043x", "36250", "w", "weimin", "01室", "5-A2",
    "AND", "NOT 漏水", "NEAR", "漏水 路灯", "tokens:漏水", "88号", "\x00", "-",
])  # fmt: skip
def test_a_case_is_not_found_by(engines: Engines, query: str) -> None:
    put(engines.write, ZHANG)
    assert found(engines, query) == []


def test_the_newest_come_first_page_by_page(engines: Engines) -> None:
    put(engines.write, *(SearchDoc(n, "漏水") for n in range(1, 121)))
    first = found(engines, "漏水")
    assert first == list(range(120, 70, -1))
    assert found(engines, "漏水", limit=3, before_n=first[-1]) == [70, 69, 68]
    with engines.read.connect() as conn:
        assert set(conn.execute(search.hits("漏水")).scalars()) == set(range(1, 121))


def test_a_corrected_case_is_found_by_its_new_words_only(engines: Engines) -> None:
    put(engines.write, SearchDoc(1, "漏水"), SearchDoc(2, "漏水"))
    put(engines.write, SearchDoc(1, "停电"))
    assert (found(engines, "漏水"), found(engines, "停电")) == ([2], [1])
    with engines.write.begin() as conn:
        search.remove(conn, [2, 99])
        assert search.count(conn) == 1
    assert found(engines, "漏水") == []
    with engines.write.begin() as conn:
        search.clear(conn)
        assert search.count(conn) == 0


def test_what_rolls_back_is_not_found(engines: Engines) -> None:
    with pytest.raises(ZeroDivisionError), engines.write.begin() as conn:
        search.put(conn, [ZHANG])
        raise ZeroDivisionError
    assert found(engines, "漏水") == []


def test_idle_merging_comes_to_an_end_and_changes_no_answer(engines: Engines) -> None:
    for n in range(1, 40):
        put(engines.write, SearchDoc(n, f"漏水 第{n}次", (f"139000000{n:02d}",)))
    steps = 0
    more = True
    while more:
        with engines.write.begin() as conn:
            more = search.merge_idle(conn)
        steps += 1
        assert steps < 100
    assert steps > 1
    assert found(engines, "漏水", limit=-1) == list(range(39, 0, -1))
    assert found(engines, "13900000007") == [7]


def test_however_many_saves_nobody_merged_the_disk_is_not_called_full(engines: Engines) -> None:
    raw = engines.write.raw_connection()
    raw.driver_connection.execute("PRAGMA synchronous = OFF")  # type: ignore[union-attr]
    raw.close()
    for n in range(1, 4200):
        put(engines.write, SearchDoc(n, "漏水"))
    assert len(found(engines, "漏水", limit=-1)) == 4199


def test_a_disk_that_is_full_is_called_full(engines: Engines) -> None:
    put(engines.write, ZHANG)
    with engines.write.connect() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1")
    many = [SearchDoc(n, "".join(chr(0x4E00 + n * 50 + i) for i in range(50))) for n in range(200)]
    with pytest.raises(Unavailable, match="磁盘已满"):
        put(engines.write, *many)
    assert found(engines, "漏水") == [7]


# A naive scan, written another way, must find the same.

ATOM = re.compile(rf"[{IDEOGRAPHS}]+|[^\W_{IDEOGRAPHS}]+")
SPOKEN = re.compile(r"(?<!\S)([a-z]+)(0+(?!0)\d+)(?!\S)")
HAN = re.compile(rf"[{IDEOGRAPHS}]")


def stands(term: list[str], text: list[str]) -> bool:
    def alike(i: int, query: str, atom: str) -> bool:
        if not HAN.match(query):
            return query == atom
        first, last = i == 0, i == len(term) - 1
        if first and last:
            return query in atom
        return atom.endswith(query) if first else atom.startswith(query) if last else atom == query

    starts = range(len(text) - len(term) + 1)
    return any(all(alike(i, term[i], text[at + i]) for i in range(len(term))) for at in starts)


def keyed(word: str, doc: SearchDoc, text: list[str]) -> bool:
    fronts, backs = [*text], []
    for number in (*doc.phones, *doc.numbers):
        parts = [] if HAN.search(number) else ATOM.findall(folded(number))
        fronts += ["".join(parts[i:]) for i in range(len(parts))]
        fronts += [letter + digits.lstrip("0") for letter, digits in SPOKEN.findall(" ".join(parts))]
        backs += ["".join(parts)] if "".join(parts).isdigit() else []
    fronts += [folded(letters) for letters in doc.initials]
    if len(word) < 3:
        return word in fronts or any(folded(letters)[:2] == word for letters in doc.initials)
    return any(front.startswith(word) for front in fronts) or any(back.endswith(word) for back in backs)


def apart(word: str) -> str:
    """Two ideographs between two numbers may stand apart."""
    text = folded(word)

    def between(i: int) -> bool:
        around = text[i - 2 : i + 2]
        return len(around) == 4 and [bool(HAN.match(char)) for char in around] == [False, True, True, False]

    cuts = [i for i in range(2, len(text)) if between(i) and text[i - 2].isalnum() and text[i + 1].isalnum()]
    return "".join(f" {char}" if i in cuts else char for i, char in enumerate(text))


def naive(query: str, doc: SearchDoc) -> bool:
    """A line of a query is one way to say it."""
    return any(said_so(line, doc) for line in query.split("\n"))


def said_so(query: str, doc: SearchDoc) -> bool:
    text = ATOM.findall(folded("\n".join([doc.words, *(number for number in doc.numbers if HAN.search(number))])))
    wanted = [atoms for word in apart(query).split() if (atoms := ATOM.findall(folded(word)))]

    def has(term: list[str]) -> bool:
        if any(HAN.match(atom) for atom in term):
            return stands(term, text)
        return keyed("".join(term), doc, text) or (len(term) > 1 and stands(term, text))

    return bool(wanted) and all(has(term) for term in wanted)


LETTERS = "漏水管三楼张𬭎1209aAb号 ，-\n"
texts = st.text(LETTERS, max_size=14)
keys = st.lists(st.text("0129", min_size=1, max_size=8), max_size=2).map(tuple)
numbers = st.lists(
    st.from_regex(r"[ab]?[0-2]{1,3}(-[ab]?0?[0-2]{1,2}){0,2}", fullmatch=True) | st.text("号1-", max_size=5), max_size=2
).map(tuple)
initials = st.lists(st.text("abz", min_size=1, max_size=4), max_size=2).map(tuple)
bodies = st.tuples(texts, keys, numbers, initials)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(bodies, min_size=1, max_size=8), st.lists(texts, min_size=1, max_size=12))
def test_search_finds_what_a_naive_scan_finds(engines: Engines, rows: list[tuple], queries: list[str]) -> None:  # type: ignore[type-arg]
    docs = [SearchDoc(n, *body) for n, body in enumerate(rows, 1)]
    pieces = [row[0][i : i + size] for row in rows for i in (0, 3) for size in (1, 2, 4)]
    pieces += [key[i:] for row in rows for key in (*row[1], *row[2], *row[3]) for i in (0, 2)]
    with engines.write.begin() as conn:
        search.clear(conn)
        search.put(conn, docs)
        for query in [*queries, *pieces]:
            wanted = [doc.n for doc in reversed(docs) if naive(query, doc)]
            assert search.find(conn, query) == wanted, query
