"""What the directory's kinds and facts are called."""

from typing import TYPE_CHECKING

from reception.domain.identity import written_phone
from ui.words import said

if TYPE_CHECKING:
    from reception.desk.directory import Listed

KIND_NAMES = {
    "unit": ("责任单位", "Units"),
    "grid": ("网格", "Grids"),
    "project": ("改造项目", "Projects"),
    "compound": ("小区", "Compounds"),
    "room": ("接待室", "Rooms"),
}
UNIT_KINDS = {
    "contractor": ("施工单位", "contractor"),
    "supervisor": ("监理单位", "supervisor"),
    "property": ("物业公司", "property company"),
    "subdistrict": ("街道办事处", "subdistrict office"),
    "community": ("社区", "community"),
    "utility": ("专营单位", "utility"),
}
_FACTS = {
    "kind": ("类型", "Kind"),
    "phone": ("电话", "Phone"),
    "projects": ("负责的项目", "Projects"),
    "compounds": ("小区", "Compounds"),
    "street": ("街道", "Street office"),
    "community": ("社区", "Community"),
    "room": ("接待室", "Room"),
    "progress": ("进展", "Progress"),
    "span": ("工期", "From – to"),
    "permit": ("施工许可", "Permit"),
    "aliases": ("别名", "Also called"),
    "grid": ("网格", "Grid"),
    "project": ("改造项目", "Project"),
    "property": ("物业", "Property company"),
    "buildings": ("楼栋", "Buildings"),
    "address": ("地址", "Address"),
    "hours": ("开放时间", "Open"),
}
_SECTION = "section:"
_SHORT = {"unit": ("kind", "phone"), "grid": ("street", "community"), "project": ("progress",),
          "compound": ("street", "community"), "room": ("street", "phone")}  # fmt: skip


def fact_name(field: str) -> str:
    """What a fact is called; a section of a project goes by its own name."""
    if field.startswith(_SECTION):
        return field.removeprefix(_SECTION)
    return said(_FACTS[field])


def fact_words(field: str, value: str) -> str:
    """A fact's value in words."""
    if field == "phone":
        return written_phone(value)
    return said(UNIT_KINDS[value]) if field == "kind" and value in UNIT_KINDS else value


def short_words(entry: "Listed") -> str:
    """What a list says of an entry beside its name."""
    words = (fact_words(field, entry.fact(field)) for field in _SHORT[entry.kind])
    return "   ".join(filter(None, words))
