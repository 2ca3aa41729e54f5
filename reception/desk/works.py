""" "When is my wall done?": answered from the works of a building, and counted, without a name."""

from dataclasses import dataclass
from datetime import date

from reception.desk.commands import Channel, NewCase, Place, RegisterVisit
from reception.desk.desk import Desk
from reception.desk.people import WorksLine, works_of
from reception.desk.register import open_cases
from reception.desk.steps import step_in
from reception.domain.changed import Changed
from reception.domain.errors import NotFound
from reception.domain.lifecycle import Act
from reception.domain.pinyin import initials
from reception.domain.renovation import WORKS_STATES, items

CATEGORY = "改造政策/改造时间安排"


_UNFINISHED_FIRST = ("winter_stop", "in_progress", "not_started", "done")


@dataclass(frozen=True, slots=True)
class KnownWorks:
    """An item in a building: how far it is, what to tell the resident, who pays, and its initials."""

    line: WorksLine
    answer: str
    pays: tuple[str, str]
    letters: tuple[str, ...]


@dataclass(frozen=True)
class WorksAnswered:
    """The doubt that was counted: its number, and what was answered."""

    number: str
    answer: str
    changed: Changed


def known_works(desk: Desk, compound: str, building: str) -> list[KnownWorks]:
    """The items of one building, what is not done first."""
    known = items()
    lines = [line for line in works_of(desk, compound, building) if line.building == building]
    lines.sort(key=lambda line: _UNFINISHED_FIRST.index(line.state) if line.state in _UNFINISHED_FIRST else -1)
    return [
        KnownWorks(
            line, told(line), known[line.item].who_pays if line.item in known else ("", ""), initials(line.item)
        )
        for line in lines
    ]  # fmt: skip


def answer_about_works(
    desk: Desk, compound: str, building: str, item: str, channel: Channel = "walk_in"
) -> WorksAnswered:
    """Record the question and its answer as one gesture: a doubt answered on the spot, with nobody to follow up.

    Raises NotFound when nothing is known about that item of that building.
    """
    line = next((line for line in works_of(desk, compound, building) if line.item == item), None)
    if line is None:
        raise NotFound(
            f"没有「{building}号楼 {item}」的进度，可登记为疑虑后转问",
            english=f"nothing is known about {item} in building {building}: register the doubt instead",
            field="item",
        )
    answer = told(line)
    asked = NewCase(
        f"询问{building}号楼{item}何时完工", voice="doubt", category=CATEGORY, item=item,
        summary=f"{building}号楼{item}进度",
    )  # fmt: skip
    with desk.acting() as acting:
        gesture = acting.new_id()
        command = RegisterVisit((asked,), channel, address=Place(compound, building), place_kind="shared")
        _, (number,) = open_cases(acting, command, gesture=gesture)
        acting.done()
        step_in(acting, acting.find(number), Act.ANSWER, {"answer": answer}, gesture)
        return WorksAnswered(number, answer, acting.done())


def told(line: WorksLine) -> str:
    """What is said to the resident: 3号楼外墙保温：冬季停工，计划2027年5月20日完工。（截至11月20日，赵工提供）."""
    state = WORKS_STATES.get(line.state, (line.state, ""))[0]
    if line.done_on:
        state = f"已于{_day(line.done_on)}完工"
    elif line.planned_on:
        state += f"，计划{_day(line.planned_on)}完工"
    said = "，".join(
        filter(None, (f"截至{_day(line.as_of)}" if line.as_of else "", line.said_by and f"{line.said_by}提供"))
    )
    note = f"{line.note.rstrip('。')}。" if line.note else ""
    return f"{line.building}号楼{line.item}：{state}。{note}" + (f"（{said}）" if said else "")


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日"
