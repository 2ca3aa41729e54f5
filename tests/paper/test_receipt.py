"""The receipt a resident takes home, and the recovery-key sheet for the envelope."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support.pdf import ReadBack, pdf

from reception.domain.errors import InvalidInput, Unavailable
from reception.paper.frame import Marks
from reception.paper.order_sheet import OrderSheet
from reception.paper.receipt import CaseLine, Receipt, write_receipt
from reception.paper.recovery import RecoverySheet, write_recovery
from reception.paper.sheet import Paper

KEY = "3F7K9-H8QZ2-MNP4R-7YVW3-A1B2C-D3E4F-G5H6J"


@pytest.fixture
def receipt(order: OrderSheet) -> Receipt:
    """One visit with a repair, a question answered on the spot, and a suggestion nobody has yet."""
    due = order.due_at
    assert due
    return Receipt(
        room=order.room,
        room_phone=order.room_phone,
        room_address=order.room_address,
        room_hours=order.room_hours,
        visited_at=order.received_at,
        reporter="欧*",
        address=order.address,
        clerk="李敏",
        marks=order.marks,
        cases=(
            CaseLine(order.number, order.summary, order.words, order.lead.unit, due),
            CaseLine("NG07-261124-A018-3", "外墙保温什么时候做", answer="3号楼定于明年5月施工，6月底前完工。"),
            CaseLine("NG07-261124-A019-1", "院里加装一盏路灯", unit="", due_at=due + timedelta(days=20)),
        ),
    )


def printed(receipt: Receipt, **named: object) -> ReadBack:
    return ReadBack(pdf(write_receipt, [receipt], **named))


def test_one_receipt_tells_of_all_cases_of_a_visit(receipt: Receipt) -> None:
    with printed(receipt) as paper:
        for part in (
            "受理回执", "欧*", "2026年11月24日10:24", "厨房上水管爆裂，水已漏到楼下三层", "关了自家阀门仍有水流出",
            "黑龙江省宏业建筑工程有限公司", "2026年11月25日10:32前", "当场答复3号楼定于明年5月施工，6月底前完工。",
            "接待室正在落实承办单位，会尽快告知您", "2026年12月15日10:32前", "咨询电话0451-86301234", "李敏",
        ):  # fmt: skip
            assert part in paper.all, part
        assert "承办单位外墙" not in paper.all


def test_each_case_has_a_code_of_its_own(receipt: Receipt) -> None:
    with printed(receipt) as paper:
        codes = [code for page in range(paper.pages) for code in paper.codes(page)]
        assert sorted(codes) == sorted(case.number for case in receipt.cases)


def test_it_can_be_read_at_arms_length(receipt: Receipt) -> None:
    """What matters stands in 14 points: a character is 4.9 mm wide; the resident's own words in 12."""
    with printed(replace(receipt, cases=receipt.cases[:1])) as paper:
        opened = paper._file[0]
        words = opened.get_textpage()
        text = words.get_text_range()
        for part, points in (("黑龙江省", 14), ("0451", 7), ("去年", 12)):
            at = text.index(part)
            step = words.get_charbox(at + 1)[0] - words.get_charbox(at)[0]
            assert step >= points * 0.9
        words.close()
        opened.close()


@pytest.mark.parametrize("size", [Paper.A4, Paper.A5])
@pytest.mark.parametrize("times", [1, 9])
def test_many_cases_and_long_words_flow_on(receipt: Receipt, times: int, size: Paper) -> None:
    long = replace(receipt, cases=tuple(replace(case, words=case.words * times) for case in receipt.cases * times))
    with printed(long, paper=size) as paper:
        for page in range(paper.pages):
            assert not paper.clashes(page)
            left, _, right, _ = paper.ink(page)
            assert left >= size.value.left / 72 * 25.4 - 0.6
            assert right <= size.value.right / 72 * 25.4 + 0.6
        assert paper.all.count("院里加装一盏路灯") == times


def test_a_receipt_without_a_case_is_refused(receipt: Receipt, tmp_path: Path) -> None:
    for empty in ([], [replace(receipt, cases=())]):
        with pytest.raises(InvalidInput):
            write_receipt(empty, tmp_path / "receipt.pdf")
    assert not list(tmp_path.iterdir())


def test_a_receipt_with_the_least_said(marks: Marks) -> None:
    bare = Receipt(room="民生接待室", room_phone="", cases=(CaseLine("NG07-261124-A020-9", ""),), marks=marks)
    with printed(bare) as paper:
        assert paper.pages == 1
        assert "NG07-261124-A020-9" in paper.all
        assert not paper.clashes(0)


def test_a_sample_says_so_on_every_page(receipt: Receipt) -> None:
    with printed(replace(receipt, cases=receipt.cases * 9, marks=replace(receipt.marks, sample=True))) as paper:
        assert paper.pages > 1
        assert all("样例·不作凭证" in text for text in paper.texts)


def test_the_recovery_key_stands_in_numbered_groups_on_one_page(marks: Marks, tmp_path: Path) -> None:
    sheet = RecoverySheet("哈西街道第七民生接待室", KEY, marks, fingerprint="b1946ac92492d234")
    assert write_recovery(sheet, tmp_path / "key.pdf") == 1
    with ReadBack(tmp_path / "key.pdf") as paper:
        for part in (*KEY.split("-"), "第1组", "第7组", "b1946ac92492d234", "封存人签字", "见证人签字", "封存日期"):
            assert part in paper.all, part
        assert paper.codes(0) == []
        assert not paper.clashes(0)
        assert KEY.replace("-", "") not in "".join(paper.metadata().values())


def test_a_recovery_sheet_that_cannot_be_written_says_where(marks: Marks, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="nowhere"):
        write_recovery(RecoverySheet("民生接待室", KEY, marks), tmp_path / "nowhere" / "key.pdf")
