"""What the columns of somebody else's list mean: guessed from its headers and content, confirmed by the clerk, kept."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from reception.domain.errors import InvalidInput
from reception.intake.dates import read_moment
from reception.intake.tables import Cell, Row, Sheet, is_blank, text_of

HEADER_SEARCHED_ROWS = 30
LONGEST_HEADER = 24
CONTENT_SAMPLED_ROWS = 40


class Purpose(StrEnum):
    """What is done with a list."""

    MESSAGES = "messages"
    ROSTER = "roster"
    FORM = "form"


class Meaning(StrEnum):
    """What one column says."""

    NUMBER = "number"
    NAME = "name"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    ADDRESS = "address"
    COMPOUND = "compound"
    BUILDING = "building"
    ENTRANCE = "entrance"
    HOME = "home"
    SUBJECT = "subject"
    WORDS = "words"
    WANTS = "wants"
    TIME = "time"
    CATEGORY = "category"
    VOICE = "voice"
    URGENCY = "urgency"
    CHANNEL = "channel"
    SENDER_DUE = "sender_due"
    REPLY = "reply"
    REPLY_TIME = "reply_time"
    UNIT = "unit"
    STATUS = "status"
    SOLVED = "solved"
    SATISFIED = "satisfied"
    RELATION = "relation"
    REMARKS = "remarks"


MEANING_NAMES: dict[Meaning, tuple[str, str]] = {
    Meaning.NUMBER: ("来件编号", "sender's number"),
    Meaning.NAME: ("姓名", "name"),
    Meaning.PHONE: ("电话", "phone"),
    Meaning.ID_NUMBER: ("证件号", "ID number"),
    Meaning.ADDRESS: ("地址", "address"),
    Meaning.COMPOUND: ("小区", "compound"),
    Meaning.BUILDING: ("楼栋", "building"),
    Meaning.ENTRANCE: ("单元", "entrance"),
    Meaning.HOME: ("户室", "home"),
    Meaning.SUBJECT: ("事由", "subject"),
    Meaning.WORDS: ("内容", "words"),
    Meaning.WANTS: ("诉求目的", "what is wanted"),
    Meaning.TIME: ("反映时间", "time"),
    Meaning.CATEGORY: ("分类", "category"),
    Meaning.VOICE: ("类别", "voice"),
    Meaning.URGENCY: ("紧急程度", "urgency"),
    Meaning.CHANNEL: ("来源", "channel"),
    Meaning.SENDER_DUE: ("来单时限", "sender's limit"),
    Meaning.REPLY: ("答复", "reply"),
    Meaning.REPLY_TIME: ("答复时间", "time of the reply"),
    Meaning.UNIT: ("承办单位", "unit"),
    Meaning.STATUS: ("办理状态", "state"),
    Meaning.SOLVED: ("是否解决", "solved"),
    Meaning.SATISFIED: ("是否满意", "satisfied"),
    Meaning.RELATION: ("居住关系", "relation to the home"),
    Meaning.REMARKS: ("备注", "remarks"),
}

SEVERAL = frozenset({Meaning.CATEGORY, Meaning.ADDRESS, Meaning.WORDS})
"""Meanings that more than one column may have; their texts are joined."""

ANSWERS = frozenset({
    Meaning.REPLY, Meaning.REPLY_TIME, Meaning.UNIT, Meaning.STATUS, Meaning.SOLVED, Meaning.SATISFIED,
})  # fmt: skip
"""What the office answers in somebody else's form; no part of what makes a row the same row."""

_OF_AN_OFFICE = r"(?!.*(?:单位|部门|承办|经办|处理|办理|责任|受理|登记|接线|回访|审核))"
_RULES: tuple[tuple[Meaning | None, int, str], ...] = (
    (None, 9, r"^(?:序号?|行号|项次|no\.?|#)$"),
    (Meaning.SENDER_DUE, 9, r"时限|期限|截止|到期|限办|最晚|应(?:办结|反馈|答复)|要求.*(?:时间|日期)|deadline|^due"),
    (Meaning.REPLY_TIME, 8, r"(?:答复|回复|反馈|办结|完成|回访)(?:时间|日期)|repl(?:y|ied).*(?:time|at|date)"),
    (Meaning.ID_NUMBER, 9, r"身份证|证件号|id.?(?:card|number)"),
    (Meaning.PHONE, 8, rf"^{_OF_AN_OFFICE}.*(?:电话|手机|联系方式|来电号|主叫|phone|\btel\b|mobile)"),
    (Meaning.UNIT, 7, r"(?:承办|主办|责任|处理|办理|转办|归口)(?:单位|部门)(?:名称)?$|^(?:unit|department)$"),
    (Meaning.NUMBER, 8, r"(?:工单|受理|诉求|来件|留言|信件|案件|事件|热线|登记|问题).{0,2}(?:编号|编码|号)$"),
    (Meaning.NUMBER, 6, r"编号$|单号$|流水号$|案号$|受理号$|件号$|^id$|number$|ticket"),
    (Meaning.BUILDING, 7, r"^(?:楼|栋|幢)号?$|楼栋|楼号|栋号|幢号|^building"),
    (Meaning.ENTRANCE, 7, r"^单元号?$|^entrance"),
    (Meaning.HOME, 7, r"^(?:户|房|室|门牌)号?$|房间号|户室|房号|^home$"),
    (Meaning.COMPOUND, 7, r"小区|院落|楼盘|^compound"),
    (
        Meaning.NAME, 7,
        rf"^{_OF_AN_OFFICE}.*(?:姓名|联系人|反映人|反映者|来电人|来访人|诉求人|投诉人|信访人|留言人|报修人|当事人)$|"
        r"(?:留言)?用户$|^(?:居民|业主|户主|住户|产权人|承租人|市民|网友|name|user|caller)(?:姓名|昵称|称呼)?$",
    ),
    (Meaning.SUBJECT, 8, r"主题|标题|事由|题目|摘要|subject|title|summary"),
    (Meaning.VOICE, 8, r"(?:诉求|来电|工单|信件|留言|反映|业务|事件)(?:类型|性质)|^voice$"),
    (Meaning.STATUS, 8, r"(?:^|办理|处理|办结|工单|当前)(?:状态|进度)$|是否(?:办结|完成)|^(?:status|state)$"),
    (Meaning.SOLVED, 8, r"是否.{0,2}解决|解决(?:情况|与否)|^solved"),
    (Meaning.SATISFIED, 8, r"满意|^satisf"),
    (Meaning.RELATION, 8, r"与.{1,4}关系|^关系$|(?:居住|住户|人员)(?:性质|类型|类别|身份)|^relation"),
    (Meaning.REMARKS, 6, r"^备注|^remarks?$"),
    (Meaning.CATEGORY, 7, r"分类|类别|类型|种类|category"),
    (Meaning.URGENCY, 7, r"紧急|缓急|优先|urgency|priority|加急"),
    (Meaning.CHANNEL, 7, r"渠道|来源|(?:受理|来件|反映)(?:方式|途径)|^(?:channel|source)$"),
    (Meaning.REPLY, 7, r"答复|回复|(?:办理|处理|反馈|处置)(?:结果|情况|意见|内容)|^(?:reply|answer|result)"),
    (Meaning.WANTS, 6, r"诉求目的|期望|希望|^要求$|^wants"),
    (Meaning.ADDRESS, 7, r"地址|住址|地点|位置|address|location"),
    (Meaning.TIME, 7, r"(?:来电|来访|留言|诉求|反映|投诉|发生|提交|来件)(?:时间|日期)"),
    (Meaning.TIME, 6, r"(?:受理|登记|创建|接收|接件|录入)(?:时间|日期)|^(?:时间|日期|time|date)$|received"),
    (Meaning.TIME, 5, r"(?:派单|转办|交办|下派)(?:时间|日期)"),
    (Meaning.WORDS, 7, r"内容|详情|描述|content|^(?:words|text|message|description)$"),
    (Meaning.WORDS, 4, r"^(?:诉求|问题|情况|反映)(?:事项|情况|问题)?$"),
)  # fmt: skip
_COMPILED = tuple((meaning, weight, re.compile(pattern)) for meaning, weight, pattern in _RULES)

_ISSUERS: tuple[tuple[str, str, str], ...] = (
    (r"12345|市民热线|政务热线", "12345", "hotline"),
    (r"数字城管|城市管理", "数字城管", "hotline"),
    (r"信访", "信访", "walk_in"),
    (r"留言|网友|网站|问政", "网络留言", "online"),
)
_OTHER_ISSUER = ("其他来件", "hotline")


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one list is read. Plain values, to be shown, corrected and kept.

    `header_row` is the number of the last header row, 0 when the list has none. `meanings` goes with `headers`,
    column by column. `issuer` is who gave the numbers (issuer and number are unique together); `channel` is the
    visit's channel where no column tells it.
    """

    sheet: str
    header_row: int
    headers: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]
    issuer: str
    channel: str

    @property
    def signature(self) -> str:
        """The same for every list of the same sender's form: a digest of its headers."""
        return hashlib.blake2b("\n".join(map(_plain, self.headers)).encode(), digest_size=16).hexdigest()

    def columns(self, meaning: Meaning) -> list[int]:
        """The places of the columns that mean this, from 0."""
        return [place for place, given in enumerate(self.meanings) if given is meaning]

    def with_meaning(self, column: int, meaning: Meaning | None) -> "Mapping":
        """The mapping with one column (from 0) read otherwise."""
        changed = (*self.meanings[:column], meaning, *self.meanings[column + 1 :])
        return replace(self, meanings=changed)

    def check(self) -> None:
        """Raise InvalidInput when messages cannot be read so: no words, or one meaning given twice."""
        self._need("诉求内容或事由", "the words or the subject", Meaning.WORDS, Meaning.SUBJECT)
        self._check_single()

    def check_roster(self) -> None:
        """Raise InvalidInput when no household can be read so: no name, no home, or one meaning given twice."""
        self._need("姓名", "the name", Meaning.NAME)
        self._need("户室或地址", "the home or the address", Meaning.HOME, Meaning.ADDRESS)
        self._check_single()

    def check_filling(self) -> None:
        """Raise InvalidInput when no answer can be filled in: nothing to answer in, or one meaning given twice."""
        self._need("答复、办理状态等可填写的内容", "an answer or a state to fill in", *ANSWERS)
        self._check_single()

    def _need(self, zh: str, en: str, *wanted: Meaning) -> None:
        if not any(self.columns(meaning) for meaning in wanted):
            raise InvalidInput(
                f"「{self.sheet}」里没有找到{zh}一栏，请指定",
                english=f"no column of {self.sheet!r} holds {en}: name one",
                field="mapping",
            )

    def _check_single(self) -> None:
        for meaning in Meaning:
            if meaning not in SEVERAL and len(self.columns(meaning)) > 1:
                zh, en = MEANING_NAMES[meaning]
                raise InvalidInput(
                    f"有两栏都定为「{zh}」，请只留一栏", english=f"two columns are given as {en}", field="mapping"
                )

    def to_plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "sheet": self.sheet, "header_row": self.header_row, "headers": list(self.headers),
            "meanings": [None if meaning is None else meaning.value for meaning in self.meanings],
            "issuer": self.issuer, "channel": self.channel,
        }  # fmt: skip

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Mapping":
        """What `to_plain` gave. Raises InvalidInput for anything else."""
        try:
            meanings = tuple(None if meaning is None else Meaning(meaning) for meaning in plain["meanings"])
            headers = tuple(map(str, plain["headers"]))
            if len(meanings) != len(headers):
                raise ValueError(len(meanings))
            return cls(
                str(plain["sheet"]), int(plain["header_row"]), headers, meanings,
                str(plain["issuer"]), str(plain["channel"]),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidInput("列对应关系无法识别", english="not a column mapping", field="mapping") from error


def guess(sheet: Sheet, source: str = "") -> Mapping:
    """How the sheet is probably read. `source` (a file's name) helps to tell who sent it.

    Always answers; `Mapping.check` tells whether it is enough.
    """
    width = max((len(row) for row in sheet.rows), default=0)
    first, last = _header_rows(sheet.rows)
    headers = _headers(sheet.rows[first:last], width)
    meanings = _by_content(_by_header(headers), sheet.rows[last : last + CONTENT_SAMPLED_ROWS])
    titles = [text_of(cell) for row in sheet.rows[:last] for cell in row]
    issuer, channel = _issuer(" ".join([source, sheet.name, *titles]))
    return Mapping(sheet.name, last, tuple(headers), tuple(meanings), issuer, channel)


def guess_all(sheets: Sequence[Sheet], source: str = "") -> list[Mapping]:
    """The sheets that are lists of messages, with how they are read; empty when none is.

    A sheet of figures beside them (合计, 汇总) is none, whatever its columns are called.
    """
    lists = [mapping for mapping in (guess(sheet, source) for sheet in sheets) if _is_enough(mapping)]
    return [mapping for mapping in lists if not _FIGURES.search(mapping.sheet)] or lists


_FIGURES = re.compile("合计|汇总|统计")


def _is_enough(mapping: Mapping) -> bool:
    return bool(mapping.columns(Meaning.WORDS) or mapping.columns(Meaning.SUBJECT))


def _plain(header: str) -> str:
    """A header without blanks, stars, remarks in brackets, in half-width lower case."""
    text = unicodedata.normalize("NFKC", header).lower()
    return re.sub(r"\([^)]*\)|[\s*:_\-]+", "", text)


def _meaning(header: str) -> tuple[Meaning | None, int]:
    """The heaviest rule that a header meets, or (None, 0)."""
    words = re.sub(r"[_\-]+", " ", unicodedata.normalize("NFKC", header).lower()).strip(" *:")
    plain = _plain(header)
    met = [(weight, meaning) for meaning, weight, rule in _COMPILED if rule.search(plain) or rule.search(words)]
    if not met:
        return None, 0
    weight, meaning = max(met, key=lambda pair: pair[0])
    return meaning, weight


# where the header is


def _header_rows(rows: Sequence[Row]) -> tuple[int, int]:
    """The header's rows as (first, past the last); (0, 0) when there is none."""
    scores = [_score(row) for row in rows[:HEADER_SEARCHED_ROWS]]
    best = max(scores, default=0)
    if best == 0:
        return 0, 0
    first = scores.index(best)
    if best == 1 and not _is_whole_width(rows, first):
        return 0, 0
    if first > 0 and _is_group_row(rows[first - 1], rows[first]):
        return first - 1, first + 1
    if first + 1 < len(scores) and scores[first + 1] >= 2 and _is_group_row(rows[first], rows[first + 1]):
        return first, first + 2
    return first, first + 1


def _score(row: Row) -> int:
    """How many different things the row's cells name."""
    names = [cell for cell in row if isinstance(cell, str) and 0 < len(cell.strip()) <= LONGEST_HEADER]
    return len({meaning for meaning, _ in map(_meaning, names)} - {None})


def _is_whole_width(rows: Sequence[Row], place: int) -> bool:
    filled = [sum(not is_blank([cell]) for cell in row) for row in rows[: place + CONTENT_SAMPLED_ROWS]]
    return filled[place] * 2 >= max(filled)


def _is_group_row(above: Row, below: Row) -> bool:
    """Whether `above` heads groups of `below`: both hold names, and where one is blank the other is not.

    A title over the whole width has but one filled cell, and is none.
    """
    pairs = [(is_blank([a]), is_blank([b])) for a, b in zip(above, below, strict=False)]
    own = sum(not a and b for a, b in pairs)
    heads = sum(not a and not b for a, b in pairs)
    return own >= 1 and heads >= 1 and all(isinstance(cell, str) or cell is None for cell in below)


def _headers(rows: Sequence[Row], width: int) -> list[str]:
    """One name a column; unnamed ones by their place, the second of a kind with (2)."""
    names = []
    group = ""
    for place in range(width):
        texts = [" ".join(text_of(row[place]).split()) if place < len(row) else "" for row in rows]
        if len(texts) == 2:
            group = texts[0] or (group if texts[1] else "")
            texts = [group, texts[1]]
        names.append("".join(texts) or f"第{place + 1}列")
    return [
        name if names.index(name) == place else f"{name} ({names[: place + 1].count(name)})"
        for place, name in enumerate(names)
    ]


# what the columns mean


def _by_header(headers: Sequence[str]) -> list[Meaning | None]:
    """Each meaning once, given to the header that names it best (the first of equals), unless several may."""
    found = [_meaning(re.sub(r" \(\d+\)$", "", header)) for header in headers]
    meanings: list[Meaning | None] = []
    for place, (meaning, weight) in enumerate(found):
        rivals = [(w, -p) for p, (m, w) in enumerate(found) if m is meaning]
        best = max(rivals) == (weight, -place)
        strongest = meaning in SEVERAL and weight == max(rivals)[0]
        meanings.append(meaning if meaning is not None and (best or strongest) else None)
    return meanings


_PHONE_LIKE = re.compile(r"(?:\+?86)?1[3-9*][\d*]{9}|(?:0\d{2,3}-?)?[2-9*][\d*]{6,7}")
_VOICE_LIKE = re.compile(r"咨询|投诉|建议|求助|举报|表扬|感谢|意见|问题|疑虑|想法")
_LONG_WORDS = 20


def _by_content(meanings: list[Meaning | None], sample: Sequence[Row]) -> list[Meaning | None]:
    """Fill the gaps from what stands in the columns nobody named."""
    for meaning, fits in _CONTENT.items():
        if meaning not in meanings:
            for place, given in enumerate(meanings):
                if given is None and _mostly([row[place] for row in sample if place < len(row)], fits):
                    meanings[place] = meaning
                    break
    return _voice_or_category(meanings, sample)


def _mostly(cells: Sequence[Cell], fits: Callable[[Cell], bool]) -> bool:
    filled = [cell for cell in cells if not is_blank([cell])]
    return bool(filled) and sum(map(fits, filled)) * 10 >= len(filled) * 6


def _is_phone(cell: Cell) -> bool:
    return _PHONE_LIKE.fullmatch(text_of(cell).replace(" ", "")) is not None


def _is_moment(cell: Cell) -> bool:
    if isinstance(cell, int | float):
        return False
    try:
        return read_moment(cell) is not None
    except InvalidInput:
        return False


def _is_long(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell.strip()) >= _LONG_WORDS


_CONTENT: dict[Meaning, Callable[[Cell], bool]] = {
    Meaning.PHONE: _is_phone,
    Meaning.TIME: _is_moment,
    Meaning.WORDS: _is_long,
}


def _voice_or_category(meanings: list[Meaning | None], sample: Sequence[Row]) -> list[Meaning | None]:
    """A column called "type" holds voices (咨询, 投诉, 建议) in one list and subjects in another: look."""
    for place, meaning in enumerate(meanings):
        if meaning in (Meaning.CATEGORY, Meaning.VOICE):
            cells = [row[place] for row in sample if place < len(row)]
            is_voice = _mostly(cells, lambda cell: bool(_VOICE_LIKE.search(text_of(cell)[:4])))
            other = Meaning.VOICE not in meanings if is_voice else True
            meanings[place] = Meaning.VOICE if is_voice and (other or meaning is Meaning.VOICE) else Meaning.CATEGORY
    return meanings


def _issuer(text: str) -> tuple[str, str]:
    return next(((issuer, channel) for rule, issuer, channel in _ISSUERS if re.search(rule, text)), _OTHER_ISSUER)


# kept, per form


class Shelf:
    """The mappings that were confirmed, one for each sender's form, in `mappings.json` of the data folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "mappings.json"

    def find(self, mapping: Mapping) -> Mapping | None:
        """What was confirmed for this form, with this file's sheet and header row.

        Two senders may use the same headers: whom the file itself names gave its numbers.
        """
        plain = self._read().get(mapping.signature)
        if plain is None:
            return None
        kept = replace(Mapping.from_plain(plain), sheet=mapping.sheet, header_row=mapping.header_row)
        is_named = mapping.issuer != _OTHER_ISSUER[0]
        return replace(kept, issuer=mapping.issuer, channel=mapping.channel) if is_named else kept

    def keep(self, mapping: Mapping) -> None:
        """Confirm a mapping for its form. The caller has checked that it is enough for its use."""
        kept = self._read() | {mapping.signature: mapping.to_plain()}
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(self._path)

    def _read(self) -> dict[str, dict[str, Any]]:
        """What is kept; a file that cannot be read counts as nothing kept, for everything in it can be guessed."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}
