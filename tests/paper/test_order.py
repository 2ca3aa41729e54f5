"""A work order is printed, read back and looked at: what it says, to whom, and that nothing is cut off."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from support.pdf import ReadBack, pdf
from support.pdf import fonts as fonts_of

from reception.domain.errors import InvalidInput, Unavailable
from reception.paper.forms import Form
from reception.paper.frame import Standing
from reception.paper.order import Copies, write_order
from reception.paper.order_sheet import Acting, OrderSheet, Reporter
from reception.paper.photos import Photo
from reception.paper.sheet import Paper

UNIT, RECEIPT = 0, 1
BLANKS = (
    "到场时间",
    "处理情况",
    "使用材料",
    "完成时间",
    "承办人签字",
    "是否解决",
    "满意程度",
    "居民签字",
    "收回人",
    "收回日期",
)
TICKS = ("□修复", "□临时处理", "□缺料", "□非我单位", "□部分", "□基本满意", "□不评价")


def printed(sheet: OrderSheet, *options: object, **named: object) -> ReadBack:
    return ReadBack(pdf(write_order, [sheet], *options, **named))


def test_the_units_sheet_carries_all_it_must(order: OrderSheet) -> None:
    with printed(order) as paper:
        text = paper.text(UNIT)
    for part in (
        "NG07-261124-A017-5-A1", "哈西街道第七民生接待室", "0451-86301234", "2026年11月24日10:24",
        "2026年11月24日10:32", "2026年11月25日10:32前", "签收11月24日10:42", "到场11月24日11:02", "依据2026-1",
        "紧急", "欧阳䶮", "13912340000（全天）", "红旗大街188号（消防家属区）3号楼2单元501室", "户内", "全天有人",
        "哈西07网格", "2026年哈西片区老旧小区改造二标段", "【问题】房屋修缮/给排水/管道破裂", "修复、赔偿",
        "厨房上水管爆裂，水已漏到楼下三层", "关了自家阀门仍有水流出", "黑龙江省宏业建筑工程有限公司",
        "王建军（项目经理）", "13904510001", "鑫居物业服务有限公司", "赵强", "13804512222",
        "先关单元总阀，排除险情后立即报接待室。", "123452026112400317", "盖章处", "第1页共1页", "承办联",
    ):  # fmt: skip
        assert part in text, part
    for part in (*BLANKS, *TICKS):
        assert part in text, part


def test_by_default_the_units_sheet_and_the_residents_receipt_are_printed(order: OrderSheet) -> None:
    with printed(order) as paper:
        assert paper.pages == 2
        assert "承办联" in paper.text(UNIT)
        assert "居民联" in paper.text(RECEIPT)
        for part in (
            "受理回执",
            "2026年11月25日10:32前",
            "黑龙江省宏业建筑工程有限公司",
            "0451-86301234",
            "红旗大街180号",
        ):
            assert part in paper.text(RECEIPT)
        assert "13904510001" not in paper.text(RECEIPT)
        assert "先关单元总阀" not in paper.text(RECEIPT)


def test_three_copies_on_request(order: OrderSheet) -> None:
    with printed(order, Copies.THREE) as paper:
        assert [mark for text in paper.texts for mark in ("存根联", "承办联", "居民联") if mark in text] == [
            "存根联", "承办联", "居民联",
        ]  # fmt: skip
        assert "□当面" in paper.text(0)
        assert "签收人签字" in paper.text(0)


def test_name_and_phone_are_in_clear_for_the_lead_of_a_home_alone(order: OrderSheet) -> None:
    with printed(order, Copies.THREE) as paper:
        for page in (0, 2):
            assert "欧阳䶮" not in paper.text(page)
            assert "13912340000" not in paper.text(page)
        assert "欧*" in paper.text(0)
        assert "139****0000" in paper.text(0)
    for other in (replace(order, place_kind="shared"), replace(order, leads=False)):
        with printed(other, Copies.UNIT) as paper:
            assert "13912340000" not in paper.all
            assert "139****0000" in paper.all


def test_a_confidential_reporter_is_on_no_copy(order: OrderSheet) -> None:
    with printed(replace(order, confidential=True), Copies.THREE) as paper:
        for part in ("欧阳", "欧*", "139****0000", "13912340000", "䶮"):
            assert part not in paper.all
        assert "保密" in paper.text(1)


def test_several_reporters_each_have_a_role_and_hours(order: OrderSheet) -> None:
    reporters = (
        Reporter("张伟", "13812345678", "代反映·儿子", "18:00后"),
        Reporter("", "86301111"),
        Reporter("刘先生"),
    )
    with printed(replace(order, reporters=reporters), Copies.UNIT) as paper:
        assert "张伟（代反映·儿子）；匿名；刘先生" in paper.all
        assert "13812345678（18:00后）；86301111" in paper.all


def test_an_assisting_units_sheet_says_so(order: OrderSheet) -> None:
    with printed(replace(order, leads=False), Copies.UNIT) as paper:
        assert "承办联（协办）" in paper.all


def test_the_square_code_and_the_bars_are_the_orders_number(order: OrderSheet) -> None:
    for size in (Paper.A4, Paper.A5):
        with printed(order, Copies.THREE, paper=size) as paper:
            assert [paper.codes(page, 200) for page in range(3)] == [
                [order.number] * 2,
                [order.number] * 2,
                [order.number],
            ]


def test_every_further_page_of_the_units_sheet_is_found_by_its_codes(order: OrderSheet) -> None:
    for size in (Paper.A4, Paper.A5):
        with printed(replace(order, words=order.words * 30), Copies.UNIT, paper=size) as paper:
            assert paper.pages > 1
            for page in range(1, paper.pages):
                assert paper.codes(page, 100) == [order.number]
                assert paper.codes(page, 200) == [order.number] * 2


def test_an_order_of_usual_length_is_one_page_of_either_paper(order: OrderSheet) -> None:
    for size in (Paper.A4, Paper.A5):
        with printed(order, Copies.UNIT, paper=size) as paper:
            assert paper.pages == 1
            for part in (*BLANKS, *TICKS):
                assert part in paper.text(0), part


def test_an_order_with_nothing_filled_in_prints_dashes(order: OrderSheet) -> None:
    bare = OrderSheet(
        number="NG07-261124-A018-3-A1", room="民生接待室", room_phone="", lead=Acting(""), marks=order.marks
    )
    with printed(bare, Copies.THREE) as paper:
        assert "反映人匿名联系电话—" in paper.text(1)
        assert "办结时限—" in paper.text(1)
        assert paper.pages == 3
        assert all(not paper.clashes(page) for page in range(3))


@pytest.mark.parametrize("paper_size", [Paper.A4, Paper.A5])
@pytest.mark.parametrize("times", [1, 12, 70])
def test_words_of_any_length_flow_on_and_nothing_is_cut_off(order: OrderSheet, times: int, paper_size: Paper) -> None:
    said = "".join(f"第{n}次反映，{order.words}" for n in range(times))
    long = replace(order, words=said, summary=order.summary * 4, instructions="按要求办理。" * 5 * times)
    with printed(long, Copies.THREE, paper=paper_size) as paper:
        assert "".join(said.split()) in without_frames(paper.texts)
        assert paper.pages > 3 or times == 1
        for page in range(paper.pages):
            inside(paper, page, paper_size)
            assert not paper.clashes(page)
            assert (
                f"共{sum(mark in text for text in paper.texts for mark in [copy_of(paper.text(page))])}页"
                in paper.text(page)
            )


def copy_of(text: str) -> str:
    return next(mark for mark in ("存根联", "承办联", "居民联") if mark in text)


def without_frames(texts: list[str]) -> str:
    """The units' pages in one, less what stands on every page."""
    pages = [text for text in texts if "承办联" in text]
    for end in ("第", "民生诉求工单"):
        assert all(end in page for page in pages)
    middle = "".join(pages)
    for number in range(1, len(pages) + 1):
        middle = middle.replace(f"第{number}页共{len(pages)}页打印：2026年11月24日10:32李敏", "")
    return middle.replace("民生诉求工单NG07-261124-A017-5-A1（续）承办联诉求内容", "").replace("诉求内容", "")


def inside(paper: ReadBack, page: int, size: Paper) -> None:
    """All ink within the side margins of GB/T 9704 and clear of the printer's edge above and below."""
    area, a_mm = size.value, 72 / 25.4
    left, top, right, bottom = paper.ink(page)
    assert left >= area.left / a_mm - 0.6
    assert right <= area.right / a_mm + 0.6
    assert top >= 7
    assert bottom <= area.height / a_mm - 7


def test_the_type_area_is_that_of_gb_9704() -> None:
    area, a_mm = Paper.A4.value, 72 / 25.4
    assert [round(length / a_mm) for length in (area.left, area.top, area.type_width, area.type_height)] == [
        28,
        37,
        156,
        225,
    ]


@pytest.mark.parametrize(
    "name", ["䶮㛃𬭎𠅤", "阿卜杜热合曼·买买提依明江·吐尔逊阿依古丽·麦麦提艾力·古再丽努尔江", "𠀁𬺠𮯠", "Ω👍<b>&"]
)
def test_rare_and_long_names_print(order: OrderSheet, name: str) -> None:
    with printed(replace(order, reporters=(Reporter(name, "13912340000"),)), Copies.UNIT) as paper:
        assert name.replace("👍", "〓") in paper.all
        assert not paper.clashes(0)
        inside(paper, 0, Paper.A4)


def test_the_chop_has_42_millimetres_of_clear_paper_over_room_and_date(order: OrderSheet) -> None:
    a_mm = 150 / 25.4
    with printed(order, Copies.UNIT) as paper:
        assert "哈西街道第七民生接待室2026年11月24日" in paper.text(0)
        image = paper.picture(0, 150)
    across = [round((184 - 42 - 0.8) * a_mm), round((184 - 0.8) * a_mm)]
    clear = [all(image.getpixel((x, y)) > 200 for x in across) for y in range(image.height)]
    runs = "".join("x" if free else " " for free in clear[round(60 * a_mm) : round(262 * a_mm)]).split()
    assert max(map(len, runs)) >= 42 * a_mm


def test_sample_reprint_and_void_marks_stand_on_every_page(order: OrderSheet) -> None:
    marks = replace(order.marks, sample=True, print_count=3, standing=Standing.REPLACED)
    with printed(replace(order, marks=marks, words=order.words * 20), Copies.THREE) as paper:
        assert paper.pages > 3
        for text in paper.texts:
            for part in ("样例·不作凭证", "第3次打印", "本单已改派，作废", "作废"):
                assert part in text
    with printed(order, Copies.THREE) as paper:
        for part in ("样例", "次打印", "作废"):
            assert part not in paper.all


def test_a_void_sheet_is_still_found_by_its_code(order: OrderSheet) -> None:
    void = replace(order, marks=replace(order.marks, standing=Standing.UNDONE))
    with printed(void) as paper:
        assert set(paper.codes(UNIT)) == {order.number}
        assert "本单已撤销，作废" in paper.text(UNIT)


def test_photos_are_turned_upright_and_a_damaged_one_stops_nothing(order: OrderSheet, photo: Photo) -> None:
    photos = (photo, Photo(b"not a picture", "二层天棚"), replace(photo, caption="总阀" * 30), *[photo] * 9)
    content = pdf(write_order, [replace(order, photos=photos)], Copies.UNIT)
    assert len(content) < 1_500_000
    with ReadBack(content) as paper:
        for part in ("厨房接口", "二层天棚照片无法显示", "总阀" * 30, "另有3张照片"):
            assert part in paper.all
        for page in range(paper.pages):
            inside(paper, page, Paper.A4)
            assert not paper.clashes(page)


def test_a_district_changes_texts_logo_and_colour_without_code(order: OrderSheet, photo: Photo, tmp_path: Path) -> None:
    (tmp_path / "common.toml").write_text(
        '[letterhead]\nname = "南岗区民生服务中心"\nlogo = "logo.jpg"\ncolour = "0000FF"\n', encoding="utf-8"
    )
    (tmp_path / "order.toml").write_text('[labels]\nsummary = "诉求事由"\n', encoding="utf-8-sig")
    (tmp_path / "logo.jpg").write_bytes(photo.content)
    with printed(order, forms=tmp_path) as paper:
        assert "南岗区民生服务中心" in paper.text(RECEIPT)
        assert "诉求事由" in paper.text(UNIT)
        assert not paper.clashes(UNIT)


def test_a_logo_may_lie_beside_the_programs_own_texts(tmp_path: Path) -> None:
    named = Form({"logo": "common.toml"}, tmp_path)
    assert named.picture("logo") == (files("resources") / "forms" / "common.toml").read_bytes()
    (tmp_path / "common.toml").write_bytes(b"the district's own")
    assert named.picture("logo") == b"the district's own"
    assert Form({"logo": ""}, tmp_path).picture("logo") == Form({"logo": "gone.png"}).picture("logo") == b""


@pytest.mark.parametrize("spoilt", ["[labels\n", 'labels = "x"\n', "[letterhead]\ntitle = 5\n"])
def test_a_spoilt_form_is_named(order: OrderSheet, tmp_path: Path, spoilt: str) -> None:
    (tmp_path / "order.toml").write_text(spoilt, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"order\.toml"):
        pdf(write_order, [order], forms=tmp_path)


def test_the_file_describes_itself_and_embeds_every_font(order: OrderSheet, tmp_path: Path) -> None:
    content = pdf(write_order, [order, replace(order, number="NG07-261124-A018-3-A1")], Copies.THREE)
    with ReadBack(content) as paper:
        told = paper.metadata()
        assert "NG07-261124-A017-5-A1" in told["Title"]
        assert "2 件" in told["Title"]
        assert told["Author"] == order.room
        assert told["CreationDate"] == "D:20261124103200+08'00'"
        assert len(paper.outline()) == 6
        assert paper.outline()[1] == "NG07-261124-A017-5-A1　承办联"
    for font in fonts_of(content, tmp_path):
        assert (font["emb"], font["sub"], font["uni"]) == ("yes", "yes", "yes")


def test_the_same_order_is_the_same_file(order: OrderSheet) -> None:
    assert pdf(write_order, [order]) == pdf(write_order, [order])


def test_what_stops_the_reading_of_orders_leaves_nothing(order: OrderSheet, tmp_path: Path) -> None:
    def stopped() -> Iterator[OrderSheet]:
        yield order
        raise InterruptedError

    assert write_order(iter([order] * 3), tmp_path / "today.pdf") == 6
    with pytest.raises((InterruptedError, Unavailable)):
        write_order(stopped(), tmp_path / "stopped.pdf")
    assert names(tmp_path) == ["today.pdf"]


def test_no_order_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        write_order([], tmp_path / "x.pdf")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("place", ["missing/order.pdf", "folder", "n\0.pdf", "x" * 300 + ".pdf"])
def test_a_path_that_cannot_be_written_is_named(order: OrderSheet, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(Unavailable) as told:
        write_order([order], tmp_path / place)
    assert place in told.value.message
    assert place in told.value.english
    assert told.value.field == "path"
    assert names(tmp_path) == ["folder"]


def test_a_full_disk_keeps_the_file_that_was_there(order: OrderSheet, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="a limit on a file's size is a thing of Linux")
    kept = tmp_path / "order.pdf"
    kept.write_bytes(b"the old one")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(Unavailable):
            write_order([order], kept)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert kept.read_bytes() == b"the old one"
    assert names(tmp_path) == ["order.pdf"]


def names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


def test_bad_input_of_every_kind_prints_and_is_not_interpreted(order: OrderSheet) -> None:
    odd = "<b>x</b> '; DROP TABLE -- \\n (]> $number ${x} %s 𠀁👍 =1+1 " + "字" * 400
    texts = {field.name: odd for field in fields(OrderSheet) if field.type is str and field.name != "number"}
    with printed(replace(order, **texts), Copies.THREE) as paper:  # type: ignore[arg-type]
        for page in range(paper.pages):
            assert not paper.clashes(page)
            inside(paper, page, Paper.A4)
        assert "'; DROP TABLE -- \\n (]> $number ${x} %s".replace(" ", "") in paper.all


def test_random_orders_never_leave_the_page(order: OrderSheet) -> None:
    dice = Random(24)
    for _ in range(25):
        odd = replace(
            order,
            words="水管漏了，" * dice.randrange(0, 300),
            instructions="请看。" * dice.randrange(0, 120),
            assisting=tuple(
                Acting("某某单位" * dice.randrange(1, 8), "某人", "86300000") for _ in range(dice.randrange(0, 6))
            ),
            address="红旗大街" * dice.randrange(1, 40),
            due_at=order.due_at and order.due_at + timedelta(days=dice.randrange(9)),
        )
        with printed(odd, Copies.THREE, paper=dice.choice((Paper.A4, Paper.A5))) as paper:
            for page in range(paper.pages):
                assert not paper.clashes(page)


def test_a_stream_is_written_and_left_open(order: OrderSheet) -> None:
    out = BytesIO()
    assert write_order([order], out, Copies.UNIT) == 1
    assert out.getvalue().startswith(b"%PDF-")
