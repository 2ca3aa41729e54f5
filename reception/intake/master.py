"""Workbooks of the district's master data: rooms, clerks, units, grids, compounds, projects, works, categories …

Each kind has a sheet; what belongs to a record in numbers (a unit's contacts, a project's sections) has a sheet of
its own that names the record by code. Sheets and columns may be called in Chinese or English.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from reception.domain.deadlines import CLOCK_NAMES
from reception.domain.errors import InvalidInput
from reception.domain.forms import CHANNELS, URGENCIES, VOICES
from reception.domain.identity import office_phone
from reception.domain.numbering import room_code
from reception.domain.readable import must_be_readable
from reception.domain.renovation import WORKS_STATES
from reception.domain.text import clean, clean_line, clean_name
from reception.intake.dates import read_day
from reception.intake.messages import BadRow
from reception.intake.rule_sheets import WEIGHTS, rows_of, rule_of, term, term_text
from reception.intake.tables import Cell, Row, Sheet, is_blank, text_of

HEADER_SEARCHED_ROWS = 10
_BETWEEN = re.compile(r"[、,，;；/\n]+")

_YES_AND_NO = {"": None, "是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}

POSTS = {"leader": ("负责人", "leader"), "clerk": ("接待员", "clerk")}
UNIT_KINDS = {
    "contractor": ("施工", "contractor"),
    "supervisor": ("监理", "supervisor"),
    "property": ("物业", "property"),
    "subdistrict": ("街道", "subdistrict"),
    "community": ("社区", "community"),
    "utility": ("水电气热", "utility"),
}


@dataclass(frozen=True, slots=True)
class MasterRecord:
    """One record: its kind (`room`, `unit` …), its fields in the shapes of the journal, and where it stood."""

    kind: str
    fields: dict[str, Any]
    sheet: str
    row: int


@dataclass
class MasterFile:
    """What a workbook holds: good records, bad rows, and the sheets that are none of ours."""

    records: list[MasterRecord] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)
    _owners: dict[tuple[str, str], MasterRecord] = field(default_factory=dict, repr=False)

    def add(self, record: MasterRecord) -> None:
        """Take a record in."""
        self.records.append(record)
        self._owners[record.kind, str(record.fields.get("code"))] = record

    def owner(self, kind: str, code: str) -> MasterRecord | None:
        """The record that parts naming this code belong to."""
        return self._owners.get((kind, code))


Reader = Callable[[Cell], Any]


def _line(cell: Cell) -> str:
    return clean_line(text_of(cell))


def _name(cell: Cell) -> str:
    return clean_name(text_of(cell))


def _text(cell: Cell) -> str:
    return clean(text_of(cell), longest=2000)


def _room(cell: Cell) -> str:
    text = text_of(cell).strip()
    return room_code(text) if text else ""


def _phone(cell: Cell) -> str:
    text = text_of(cell).strip()
    return office_phone(text) if text else ""


def _day(cell: Cell) -> str:
    day = read_day(cell)
    return day.isoformat() if day else ""


def _days(cell: Cell) -> list[str]:
    """Days, and spans of days: `2027-02-05至2027-02-11、2027-02-14`."""
    if not isinstance(cell, str):
        return [day] if (day := _day(cell)) else []
    days: list[str] = []
    for part in _several(cell):
        first, *last = (read_day(end) for end in re.split(r"[至~—–]|\.\.", part, maxsplit=1))
        until = last[0] if last else first
        if first is None or until is None or until < first:
            raise InvalidInput("日期应如 2027-02-05至2027-02-11", english="days such as 2027-02-05至2027-02-11")
        days += [(first + timedelta(days=n)).isoformat() for n in range((until - first).days + 1)]
    return days


def _list(cell: Cell) -> list[str]:
    return [part for part in map(clean_line, re.split(r"[、,，;；\n]+", text_of(cell))) if part]


def _choices(words: dict[str, tuple[str, str]]) -> Reader:
    one = _choice(words)
    return lambda cell: [one(part) for part in _list(cell)]


def _term(cell: Cell) -> dict[str, Any] | None:
    return term(clean_line(text_of(cell)))


def _share(cell: Cell) -> float:
    try:
        share = float(text_of(cell))
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise InvalidInput("应为 0 至 1 之间的数", english="a number from 0 to 1")
    return share


def _login(cell: Cell) -> str:
    return clean_line(text_of(cell), longest=32).casefold()


def _yes(cell: Cell) -> bool | None:
    text = clean_line(text_of(cell)).lower()
    if text not in _YES_AND_NO:
        raise InvalidInput("只能填：是、否", english="one of: yes, no")
    return _YES_AND_NO[text]


def _count(cell: Cell) -> int | None:
    text = text_of(cell).strip()
    if not text:
        return None
    if not re.fullmatch(r"\d{1,4}", text):
        raise InvalidInput("应为整数", english="must be a whole number")
    return int(text)


def _several(cell: Cell) -> list[str]:
    return [part for part in (clean_line(part) for part in _BETWEEN.split(text_of(cell))) if part]


def _hours(cell: Cell) -> list[list[str]]:
    """`8:30-11:30、13:30-17:00` as pairs of wall times."""
    text = unicodedata.normalize("NFKC", text_of(cell)).replace("至", "-")
    spans = [part.strip() for part in re.split(r"[、,;/\s]+", re.sub(r"\s*[-~—–]\s*", "-", text)) if part.strip()]
    pairs = [re.fullmatch(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", span) for span in spans]
    if not all(pairs):
        raise InvalidInput("时间应如 08:30-11:30、13:30-17:00", english="hours look like 08:30-11:30, 13:30-17:00")
    return [[f"{int(p[1]):02}:{p[2]}", f"{int(p[3]):02}:{p[4]}"] for p in pairs if p]


def _choice(words: dict[str, tuple[str, str]]) -> Reader:
    def read(cell: Cell) -> str:
        text = clean_line(text_of(cell)).lower()
        for code, (zh, en) in words.items():
            if text in (code, en) or text.startswith(zh):
                return code
        if not text:
            return ""
        known = "、".join(zh for zh, _ in words.values())
        raise InvalidInput(f"只能填：{known}", english=f"one of: {', '.join(words)}")

    return read


_UTILITY = re.compile(r"供?热|供?水|供?气|燃气|供?电|排水|水电气热|utility")


def _unit_kind(cell: Cell) -> str:
    text = clean_line(text_of(cell))
    return "utility" if _UTILITY.search(text) else _choice(UNIT_KINDS)(cell)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form: the field, its Chinese header, other words for it, how it is read."""

    name: str
    zh: str
    words: tuple[str, ...] = ()
    read: Reader = _line
    needed: bool = False

    def is_called(self, header: str) -> bool:
        """Whether a header (already plain) means this column."""
        return header in {_plain(word) for word in (self.name, self.zh, *self.words)}


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet: what it is called and its columns. With a `parent`, its rows go into that record's list."""

    kind: str
    zh: str
    words: tuple[str, ...]
    columns: tuple[Column, ...]
    parent: str = ""
    list_name: str = ""
    key: tuple[str, ...] = ("code",)


def _code(zh: str, *words: str, read: Reader = _line) -> Column:
    return Column("code", zh, ("编号", "代码", "编码", *words), read, needed=True)


_STREET = Column("street", "街道", ("街道办", "所属街道"))
_COMMUNITY = Column("community", "社区", ("所属社区",))
_ROOM = Column("room", "接待室编号", ("接待室",), _room)
_PHONE = Column("phone", "电话", ("联系电话", "电话号码", "手机"), _phone)
_PERSON = Column("name", "姓名", ("联系人", "人员"), _name, needed=True)
_ROLE = Column("role", "职务", ("角色", "岗位"))

FORMS: tuple[Form, ...] = (
    Form("room", "接待室", ("rooms", "room"), (
        _code("接待室编号", read=_room), Column("name", "名称", ("接待室名称", "接待室"), _name, needed=True), _STREET,
        Column("address", "地址"), _PHONE, Column("hours", "开放时间", ("时间", "办公时间"), _hours),
    )),
    Form("clerk", "接待员", ("clerks", "clerk"), (
        Column("code", "登录名", ("login",), _login, needed=True), _PERSON,
        Column("post", "职务", ("岗位",), _choice(POSTS)),
        Column("room", "接待室编号", ("接待室",), _room, needed=True), Column("stopped", "停用", ("已停用",), _yes),
    )),
    Form("unit", "责任单位", ("units", "unit", "单位"), (
        _code("单位编号"), Column("name", "名称", ("单位名称", "单位"), _name, needed=True),
        Column("kind", "类别", ("单位类别", "类型"), _unit_kind, needed=True),
        Column("phone", "电话", ("值班电话", "单位电话"), _phone),
    )),
    Form("contact", "联系人", ("contacts", "contact", "单位联系人"), (
        Column("unit", "单位编号", ("单位",), needed=True), _PERSON, _ROLE, _PHONE,
        Column("hours", "时间", ("联系时间",)), Column("section", "标段", ("标段编号",)),
    ), "unit", "contacts"),
    Form("grid", "网格", ("grids", "grid"), (
        _code("网格编号"), Column("name", "名称", ("网格名称", "网格"), _name, needed=True), _STREET, _COMMUNITY, _ROOM,
    )),
    Form("person", "网格人员", ("people", "grid people"), (
        Column("grid", "网格编号", ("网格",), needed=True), _PERSON, _ROLE, _PHONE,
    ), "grid", "people"),
    Form("compound", "小区", ("compounds", "compound"), (
        _code("小区编号"), Column("name", "名称", ("小区名称", "小区"), _line, needed=True),
        Column("aliases", "别名", ("又名", "alias"), _several), _STREET, _COMMUNITY, _ROOM,
        Column("grid", "网格编号", ("网格",)), Column("project", "项目编号", ("改造项目", "项目")),
        Column("property", "物业单位编号", ("物业", "物业单位", "物业公司")),
    )),
    Form("building", "楼栋", ("buildings", "building"), (
        Column("compound", "小区编号", ("小区",), needed=True),
        Column("no", "楼号", ("楼栋", "楼", "栋号"), needed=True),
        Column("entrances", "单元数", ("单元",), _count), Column("floors", "层数", ("楼层",), _count),
    ), "compound", "buildings"),
    Form("project", "改造项目", ("projects", "project", "项目"), (
        _code("项目编号"), Column("name", "名称", ("项目名称", "项目"), _line, needed=True),
        Column("compounds", "小区编号", ("小区", "所含小区"), _several),
        Column("lead_name", "负责人", ("项目负责人", "lead"), _name),
        Column("lead_phone", "负责人电话", ("负责人手机", "lead phone"), _phone),
        Column("starts_on", "开工日期", ("开工", "starts on"), _day),
        Column("ends_on", "竣工日期", ("竣工", "ends on"), _day),
        Column("permit", "施工许可", ("许可证", "许可证号")), Column("progress", "进度", ("进展",)),
    )),
    Form("section", "标段", ("sections", "section"), (
        Column("project", "项目编号", ("项目", "改造项目"), needed=True), _code("标段编号", "标段"),
        Column("name", "名称", ("标段名称",)), Column("contractor", "施工单位编号", ("施工单位", "施工")),
        Column("supervisor", "监理单位编号", ("监理单位", "监理")),
    ), "project", "sections"),
    Form("works", "改造进度", ("works", "楼栋进度", "进度"), (
        Column("compound", "小区编号", ("小区",), needed=True), Column("building", "楼号", ("楼栋", "楼"), needed=True),
        Column("item", "改造内容", ("项目", "改造项", "事项"), needed=True),
        Column("state", "状态", ("进度", "进展"), _choice(WORKS_STATES), needed=True),
        Column("planned_on", "计划完成", ("计划日期", "planned on"), _day),
        Column("done_on", "实际完成", ("完成日期", "完工日期", "done on"), _day),
        Column("as_of", "截至", ("截至日期", "as of"), _day), Column("said_by", "提供人", ("填报人", "said by"), _name),
        Column("note", "备注", ("说明",), _text),
    ), key=("compound", "building", "item")),
    Form("duty", "值班表", ("duty", "值班"), (
        Column("room", "接待室编号", ("接待室",), _room, needed=True), _ROLE, _PERSON, _PHONE,
        Column("rank", "顺序", ("次序", "排序"), _count),
    ), key=("room", "role", "rank", "name")),
    Form("quiet", "静音期", ("quiet", "quiet periods"), (
        _code("静音期编号"), Column("name", "名称", ("事由",), _line, needed=True),
        Column("since", "第一天", ("开始日期", "since"), _day, needed=True),
        Column("until", "最后一天", ("结束日期", "until"), _day, needed=True),
        Column("hours", "时段", ("时间",), _hours), Column("compounds", "小区编号", ("小区", "所含小区"), _several),
        Column("note", "要求", ("备注", "说明"), _text),
    )),
    Form("category", "诉求类别", ("categories", "category"), (
        Column("path", "类别", ("诉求类别", "分类"), _line, needed=True), Column("english", "英文"),
        Column("urgency", "紧急程度", ("急",), _choice(URGENCIES)),
        Column("voice", "问题疑虑", ("性质",), _choice(VOICES)),
        Column("keywords", "常用说法", ("关键词",), _several), Column("item", "改造内容", ("改造项",)),
    ), key=("path",)),
    Form("limit", "时限", ("limits", "limit"), (
        _code("规则编号"), Column("name", "名称", (), _line, needed=True), Column("priority", "优先级", (), _count),
        Column("voice", "问题疑虑", ("性质",), _choices(VOICES)),
        Column("urgency", "紧急程度", (), _choices(URGENCIES)),
        Column("category", "诉求类别", (), _list), Column("channel", "来访渠道", (), _choices(CHANNELS)),
        *(Column(clock, zh, (), _term) for clock, (zh, _) in CLOCK_NAMES.items()), Column("version", "版本"),
    )),
    Form("weight", "权重", ("weights",), (
        Column("basically", "基本满意", (), _share, needed=True), Column("response", "响应率", (), _share, needed=True),
        Column("solution", "解决率", (), _share, needed=True),
        Column("satisfaction", "满意率", (), _share, needed=True),
    ), key=("basically",)),
    Form("calendar", "工作日历", ("calendar", "放假安排"), (
        _code("编号"), Column("name", "事由", ("名称", "节日")), Column("free", "放假", ("休息",), _days),
        Column("working", "补班", ("上班",), _days),
    )),
)  # fmt: skip
"""Every sheet that is read and written."""


def read_master(sheets: Sequence[Sheet]) -> MasterFile:
    """The records of a workbook, parents before what goes into them; bad rows are listed by sheet, row and column.

    Raises InvalidInput when no sheet is one of ours.
    """
    found = MasterFile()
    matched = [(form, sheet) for sheet in sheets if (form := _form_of(sheet)) is not None]
    found.other_sheets = [sheet.name for sheet in sheets if sheet not in [ours for _, ours in matched]]
    if not matched:
        raise InvalidInput(
            f"没有认出任何一张基础数据表；表名可用：{'、'.join(form.zh for form in FORMS)}",
            english=f"no sheet of master data; known: {', '.join(form.words[0] for form in FORMS)}",
            field="file",
        )
    for form, sheet in sorted(matched, key=lambda pair: bool(pair[0].parent)):
        _read_sheet(form, sheet, found)
    return found


def write_master(path: Path, records: Iterable[tuple[str, dict[str, Any]]] = ()) -> None:
    """A workbook with every sheet and its Chinese headers, filled with records; without any it is the template."""
    rows = _rows_by_form(records)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        for form in FORMS:
            sheet = book.add_worksheet(form.zh)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(form.columns) - 1, 18)
            sheet.write_row(0, 0, [column.zh for column in form.columns], head)
            for place, row in enumerate(rows[form.kind], 1):
                sheet.write_row(place, 0, [_shown(column, row.get(column.name)) for column in form.columns])


# reading


def _plain(text: str) -> str:
    return re.sub(r"[\s_*]+|\([^)]*\)", "", unicodedata.normalize("NFKC", text)).lower()


def _form_of(sheet: Sheet) -> Form | None:
    """By the sheet's name; a sheet with any other name by its headers."""
    name = _plain(sheet.name)
    named = [form for form in FORMS if name in {_plain(word) for word in (form.zh, form.kind, *form.words)}]
    if named:
        return named[0]
    fitting = [form for form in FORMS if _header(form, sheet) is not None]
    return max(fitting, key=lambda form: _fit(form, sheet), default=None)


def _fit(form: Form, sheet: Sheet) -> int:
    header = _header(form, sheet)
    return 0 if header is None else len(header[1])


def _header(form: Form, sheet: Sheet) -> tuple[int, dict[int, Column]] | None:
    """The header's place (from 0) and what its columns are; None when a needed column is missing."""
    for place, row in enumerate(sheet.rows[:HEADER_SEARCHED_ROWS]):
        columns = _columns(form, row)
        if {column.name for column in form.columns if column.needed} <= {column.name for column in columns.values()}:
            return place, columns
    return None


def _columns(form: Form, row: Row) -> dict[int, Column]:
    """Each column once: a header that is a column's own name comes before one that is another word for it."""
    headers = [_plain(text_of(cell)) for cell in row]
    found: dict[int, Column] = {}
    for exact in (True, False):
        for place, header in enumerate(headers):
            if not header or place in found:
                continue
            for column in form.columns:
                own = header in (_plain(column.zh), _plain(column.name))
                if column not in found.values() and (own if exact else column.is_called(header)):
                    found[place] = column
                    break
    return found


def _read_sheet(form: Form, sheet: Sheet, found: MasterFile) -> None:
    header = _header(form, sheet)
    if header is None:
        needed = "、".join(column.zh for column in form.columns if column.needed)
        found.bad.append(BadRow(sheet.name, 1, "", f"缺少必需的列：{needed}", f"needed columns: {needed}", ""))
        return
    start, columns = header
    seen: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(sheet.rows[start + 1 :], start + 2):
        if is_blank(row):
            continue
        record = _read_row(form, sheet, number, row, columns, found)
        if record is not None and _is_new(form, record, seen, found):
            _take(form, record, found)


def _read_row(
    form: Form, sheet: Sheet, number: int, row: Row, columns: dict[int, Column], found: MasterFile
) -> MasterRecord | None:
    fields: dict[str, Any] = {}
    for place, column in columns.items():
        cell = row[place] if place < len(row) else ""
        try:
            value = column.read(cell)
            if column.needed and value in ("", None):
                raise InvalidInput("必填", english="is required")
        except InvalidInput as error:
            shown = text_of(cell)[:200]
            found.bad.append(BadRow(sheet.name, number, column.zh, error.message, error.english, shown))
            return None
        if value not in ("", None, []):
            fields[column.name] = value
    return MasterRecord(form.kind, fields, sheet.name, number)


def _is_new(form: Form, record: MasterRecord, seen: dict[tuple[Any, ...], int], found: MasterFile) -> bool:
    if form.parent:
        return True
    key = tuple(record.fields.get(name, "") for name in form.key)
    first = seen.setdefault(key, record.row)
    if first != record.row:
        found.bad.append(BadRow(
            record.sheet, record.row, next(c.zh for c in form.columns if c.name == form.key[0]),
            f"与第 {first} 行重复", f"the same as row {first}", " ".join(map(str, key)),
        ))  # fmt: skip
    return first == record.row


def _take(form: Form, record: MasterRecord, found: MasterFile) -> None:
    """Add a record that a room can read, or put a part into the record it belongs to."""
    if not form.parent:
        shaped = _shaped(record)
        try:
            must_be_readable(shaped.kind, str(shaped.fields.get("code", "")), shaped.fields)
        except InvalidInput as error:
            found.bad.append(BadRow(record.sheet, record.row, "", error.message, error.english, ""))
            return
        found.add(shaped)
        return
    code = record.fields.pop(form.parent)
    owner = found.owner(form.parent, code)
    if owner is None:
        parent = next(other for other in FORMS if other.kind == form.parent)
        found.bad.append(BadRow(
            record.sheet, record.row, next(c.zh for c in form.columns if c.name == form.parent),
            f"「{parent.zh}」表里没有这个编号", f"no such code in the sheet {parent.words[0]}", str(code),
        ))  # fmt: skip
        return
    owner.fields.setdefault(form.list_name, []).append(record.fields)


def _shaped(record: MasterRecord) -> MasterRecord:
    """As the journal keeps it: a project's lead is one value with name and phone, limits and weights are rules."""
    if record.kind == "limit":
        return MasterRecord("rules", rule_of(record.fields), record.sheet, record.row)
    if record.kind == "weight":
        return MasterRecord("rules", {"code": WEIGHTS, **record.fields}, record.sheet, record.row)
    lead = {name: record.fields.pop(f"lead_{name}", "") for name in ("name", "phone")}
    if any(lead.values()):
        record.fields["lead"] = lead
    return record


# writing


def _rows_by_form(records: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {form.kind: [] for form in FORMS}
    for kind, fields in records:
        if kind == "rules" and fields["code"] == WEIGHTS:
            rows["weight"].append(fields)
        elif kind == "rules":
            rows["limit"] += rows_of(fields)
        else:
            lead = fields.get("lead") or {}
            rows[kind].append(fields | {f"lead_{name}": value for name, value in lead.items()})
        for form in FORMS:
            if form.parent == kind:
                rows[form.kind] += [part | {kind: fields["code"]} for part in fields.get(form.list_name, ())]
    return rows


_SHOWN = {
    "kind": UNIT_KINDS, "state": WORKS_STATES, "post": POSTS, "urgency": URGENCIES, "voice": VOICES,
    "channel": CHANNELS,
}  # fmt: skip


def _shown(column: Column, value: Any) -> str | int:
    """A field as a person writes it in a cell."""
    if column.read is _term:
        return term_text(value) if value else ""
    if column.read is _hours:
        return "、".join(f"{start}-{end}" for start, end in value or ())
    if column.name in _SHOWN and isinstance(value, list):
        return "、".join(_SHOWN[column.name][part][0] for part in value)
    if column.name in _SHOWN:
        return _SHOWN[column.name][value][0] if value else ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(value)
    return value if isinstance(value, int) else str(value or "")
