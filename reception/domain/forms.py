"""What each act asks for: one table that the command line, the dialogs and the checks all read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reception.domain import lifecycle
from reception.domain.lifecycle import Act


class Kind(StrEnum):
    """What kind of value a field takes."""

    TEXT = "text"
    MOMENT = "moment"
    DAY = "day"
    CHOICE = "choice"
    UNIT = "unit"
    ROOM = "room"
    NUMBER = "number"
    FILE = "file"
    FIELDS = "fields"
    CASES = "cases"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of an act: its key, its names on the screen, and what it takes."""

    name: str
    zh: str
    en: str
    kind: Kind = Kind.TEXT
    choices: Mapping[str, tuple[str, str]] | None = None


def _text(name: str, zh: str, en: str) -> FieldSpec:
    return FieldSpec(name, zh, en)


REACHED = {
    "yes": ("接通", "reached"),
    "no_answer": ("未接通", "no answer"),
    "wrong_number": ("号码有误", "wrong number"),
    "refused": ("拒绝回访", "refused"),
    "later": ("稍后再打", "later"),
}
SOLVED = {"yes": ("已解决", "solved"), "partly": ("部分解决", "partly"), "no": ("未解决", "not solved")}
SATISFIED = {
    "satisfied": ("满意", "satisfied"),
    "basically": ("基本满意", "basically satisfied"),
    "dissatisfied": ("不满意", "dissatisfied"),
    "not_rated": ("不评价", "not rated"),
}
UNSATISFIED_WHY = {
    "result": ("结果", "result"),
    "speed": ("时效", "speed"),
    "attitude": ("态度", "attitude"),
    "money": ("赔偿", "money"),
    "other": ("其他", "other"),
}
DELIVERY_WAYS = {
    "hand": ("当面", "by hand"),
    "wechat": ("微信", "WeChat"),
    "phone": ("电话", "phone"),
    "fax": ("传真", "fax"),
}
CALL_WAYS = {"phone": ("电话", "phone"), "sms": ("短信", "SMS"), "visit": ("上门", "visit")}

COMMON: tuple[FieldSpec, ...] = (
    _text("by", "经手人", "by"),
    FieldSpec("at", "发生时间", "happened at", Kind.MOMENT),
    _text("late_why", "补录原因", "why written late"),
    _text("note", "内部备注", "internal note"),
    FieldSpec("file", "附件", "file", Kind.FILE),
)
"""What every step may carry."""

_WHY = _text("why", "原因", "reason")
_AGREED_BY = _text("agreed_by", "批准人", "agreed by")
_TOLD_ON = FieldSpec("told_on", "告知居民日期", "resident told on", Kind.DAY)
_UNIT = FieldSpec("unit", "责任单位", "unit", Kind.UNIT)

FOLLOW_UP: tuple[FieldSpec, ...] = (
    _text("with", "回访对象", "with"),
    FieldSpec("reached", "是否接通", "reached", Kind.CHOICE, REACHED),
    FieldSpec("solved", "是否解决", "solved", Kind.CHOICE, SOLVED),
    FieldSpec("satisfied", "是否满意", "satisfied", Kind.CHOICE, SATISFIED),
    FieldSpec("why", "不满意原因", "why", Kind.CHOICE, UNSATISFIED_WHY),
    _text("words", "居民原话", "words"),
    FieldSpec("next_on", "下次跟进", "next on", Kind.DAY),
)

FIELDS: dict[Act, tuple[FieldSpec, ...]] = {
    Act.ANSWER: (_text("answer", "答复居民", "answer to the resident"),),
    Act.NOT_OURS: (_WHY, _text("channel", "应走渠道", "right channel")),
    Act.DELIVER: (
        _text("to", "送达给", "delivered to"),
        FieldSpec("way", "送达方式", "way", Kind.CHOICE, DELIVERY_WAYS),
    ),
    Act.ACCEPT: (),
    Act.REFUSE: (_WHY,),
    Act.RETURN: (_WHY, _text("basis", "依据", "basis")),
    Act.DESIGNATE: (_UNIT,),
    Act.FIRST_CONTACT: (
        FieldSpec("way", "联系方式", "way", Kind.CHOICE, CALL_WAYS),
        _text("why", "未联系原因", "why not"),
    ),
    Act.ARRIVE: (),
    Act.MADE_SAFE: (),
    Act.PROGRESS: (),
    Act.CONFER: (_text("who", "参加人", "who met"), _text("agreed", "商定", "agreed")),
    Act.LOOK: (_text("found", "查看结果", "found"),),
    Act.EXTEND: (FieldSpec("until", "延期至", "until", Kind.MOMENT), _WHY, _AGREED_BY, _TOLD_ON),
    Act.HANG_UP: (
        _text("measures", "过渡措施", "measures"),
        FieldSpec("until", "挂账至", "until", Kind.MOMENT),
        _AGREED_BY,
        _TOLD_ON,
    ),
    Act.HANDLE: (_text("done", "办理结果", "what was done"),),
    Act.PLAN: (FieldSpec("on", "跟进日期", "on", Kind.DAY), FieldSpec("way", "方式", "way", Kind.CHOICE, CALL_WAYS)),
    Act.FOLLOW_UP: FOLLOW_UP,
    Act.REOPEN: (_WHY,),
    Act.CLOSE: (),
    Act.WITHDRAW: (_WHY,),
    Act.TRANSFER: (FieldSpec("room", "转往接待室", "room", Kind.ROOM), _WHY),
    Act.AMEND: (FieldSpec("fields", "更正内容", "fields", Kind.FIELDS),),
    Act.SPLIT: (FieldSpec("cases", "拆分为", "cases", Kind.CASES),),
    Act.JOIN: (FieldSpec("number", "并入诉求", "case joined", Kind.NUMBER),),
    Act.PART: (),
    Act.ATTACH: (),
    Act.URGE: (),
    Act.SUPERVISE: (
        _text("who", "督办人及职务", "who supervises, with the post"),
        _text("asks", "督办要求", "what is asked"),
    ),
    Act.LEAVE_OUT: (_WHY, _AGREED_BY),
}
"""The acts that take a step, with the fields of each beside the common ones."""

ADOPTION = {"yes": ("采纳", "adopted"), "no": ("不采纳", "not adopted")}
ADOPTED = FieldSpec("adopted", "是否采纳", "whether adopted", Kind.CHOICE, ADOPTION)
"""What the answer to a suggestion says first; its words say why (domain: Voices)."""
ANSWERS = frozenset({Act.ANSWER, Act.HANDLE})
"""The acts by which a case gets its answer."""
SUGGESTION = "suggestion"


def asked(act: Act, voice: str) -> tuple[FieldSpec, ...]:
    """The fields of an act on a case of this voice, beside the common ones."""
    return (ADOPTED, *FIELDS[act]) if act in ANSWERS and voice == SUGGESTION else FIELDS[act]


def adopted_first(adopted: str, words: str) -> str:
    """An answer as papers print it: of a suggestion first whether it was adopted, 不采纳：与消防通道冲突."""
    return f"{ADOPTION[adopted][0]}：{words}" if words and adopted in ADOPTION else words


OUTCOMES = {
    "repaired": ("修复", "repaired"),
    "for_now": ("临时处理", "for the time being"),
    "no_material": ("缺料", "material is lacking"),
    "not_ours": ("非我单位", "not our unit"),
}
"""The handler's ticks on a work order."""

SIGNED = {"yes": ("已签", "signed"), "no": ("未签", "missing")}

ON_PAPER: tuple[FieldSpec, ...] = (
    FieldSpec("outcome", "处理结果", "outcome", Kind.CHOICE, OUTCOMES),
    _text("materials", "使用材料", "materials"),
    _text("handler_phone", "承办人电话", "handler's phone"),
    FieldSpec("claimed_solved", "单上：是否解决", "on paper: solved", Kind.CHOICE, SOLVED),
    FieldSpec("claimed_satisfied", "单上：满意程度", "on paper: satisfied", Kind.CHOICE, SATISFIED),
    _text("remarks", "单上：居民意见", "on paper: remarks"),
    FieldSpec("signed", "居民签字", "resident's signature", Kind.CHOICE, SIGNED),
    _text("received_by", "收回人", "taken back by"),
)
"""What a sheet that comes back says beside its act. The resident's answers there are the unit's claim: measures take
the room's own contact alone (domain: measures)."""


def needed(act: Act) -> tuple[str, ...]:
    """The fields an act cannot do without (from the life-cycle table)."""
    return lifecycle.rule(act).needs


VOICES = {
    "problem": ("问题", "problem"),
    "doubt": ("疑虑", "doubt"),
    "idea": ("想法", "idea"),
    SUGGESTION: ("建议", "suggestion"),
}
URGENCIES = {
    "emergency": ("紧急", "emergency"),
    "urgent": ("加急", "urgent"),
    "normal": ("一般", "normal"),
    "complex": ("疑难", "complex"),
}
CHANNELS = {
    "walk_in": ("来访", "walk-in"),
    "phone": ("来电", "phone"),
    "home_visit": ("家访", "home visit"),
    "patrol": ("巡查", "patrol"),
    "hotline": ("12345", "hotline"),
    "online": ("网络", "online"),
}
PLACE_KINDS = {
    "home": ("户内", "home"),
    "shared": ("公共部位", "shared part"),
    "yard": ("庭院", "yard"),
    "site": ("工地", "site"),
}
TOUCHES = {
    "first": ("首次", "first"),
    "supplement": ("补充", "supplement"),
    "urge": ("催问", "asking after"),
    "repeat": ("重复", "repeat"),
    "thanks": ("致谢", "thanks"),
}

MOST_SPEAKERS = 5
"""Representatives of a group (domain: people)."""


def group_of(heads: int) -> tuple[str, str]:
    """What a group is called: 群体 12 人."""
    return f"群体 {heads} 人", f"group of {heads}"
