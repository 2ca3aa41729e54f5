"""A shell with `reception` in it: each verb through main(), on one data folder, as a script would see it."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from support.room import MASTER

from reception.cli import main as command
from reception.cli.opening import cli_clerk
from reception.desk.desk import Desk
from reception.desk.opening import open_room
from reception.domain.clock import SystemClock
from reception.domain.entry import DISTRICT_SCOPE, Fact

VISIT = {
    "channel": "phone",
    "resident": {"name": "张淑芬", "phone": "13904510000"},
    "address": {"compound": "红旗大街188号", "building": "3", "entrance": "2", "home": "501"},
    "at_home_when": "18:00 以后",
    "call_back": {"name": "张敏", "phone": "13904510001", "relation": "女儿"},
    "cases": [
        {"voice": "problem", "category": "房屋渗漏", "urgency": "urgent", "words": "厨房漏水", "wants": "修复"},
        {"voice": "doubt", "words": "什么时候完工"},
    ],
}


class Shell:
    """A shell on one data folder. `recovery_key` is what `init` printed."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, out: pytest.CaptureFixture[str]) -> None:
        self.folder, self._patch, self._out = folder, patch, out
        self.recovery_key = ""

    def another(self, folder: Path) -> "Shell":
        """The same shell on another folder."""
        return Shell(folder, self._patch, self._out)

    def say(self, *words: str, given: Any = None) -> tuple[int, str, str]:
        """Exit code, stdout and stderr of a verb that is not asked for JSON."""
        text = given if isinstance(given, str) else "" if given is None else json.dumps(given)
        self._patch.setattr(sys, "stdin", io.StringIO(text))
        code = command.main(["--data", str(self.folder), *words])
        return code, *self._out.readouterr()

    def run(self, *words: str, given: Any = None) -> tuple[int, list[Any], str]:
        """Exit code, the JSON lines printed, and what stood on stderr."""
        code, out, told = self.say("--json", *words, given=given)
        return code, [json.loads(line) for line in out.splitlines()], told

    def done(self, *words: str, given: Any = None) -> Any:
        """The first JSON line of a verb that must succeed and say nothing else."""
        code, lines, told = self.run(*words, given=given)
        assert (code, told) == (0, "")
        return lines[0] if lines else None

    def refused(self, *words: str, given: Any = None) -> str:
        """What a verb that must be refused says: in words, in both languages."""
        code, lines, told = self.run(*words, given=given)
        assert (code, lines) == (1, [])
        assert "Traceback" not in told
        assert " / " in told
        return told

    def begin(self, room: str = "NG07") -> "Shell":
        """`init`, and what the district has told this room."""
        self.recovery_key = self.done("init", "--room", room)["recovery_key"]
        store = open_room(self.folder, SystemClock())
        with Desk(store, cli_clerk()).acting() as acting:
            facts = [Fact(kind, acting.new_id(), DISTRICT_SCOPE, fields) for kind, fields in MASTER]
            acting.add("master", facts)
        store.close()
        return self

    def case(self, words: str = "厨房漏水", **more: Any) -> str:
        """The number of a fresh case."""
        given = {"channel": "walk_in", "resident": VISIT["resident"], "cases": [{"voice": "problem", "words": words}]}
        return str(self.done("register", given=given | more)["numbers"][0])

    def case_at(self, status: str, **more: Any) -> str:
        """The number of a case that has come as far as this: registered, dispatched, accepted, handled, confirmed."""
        number = self.case(**more)
        for reached, words, given in _WAY:
            if self.done("show", number)["status"] == status:
                break
            self.done(*(word.format(number=number) for word in words), given=given)
            assert self.done("show", number)["status"] == reached
        return number


_WAY: tuple[tuple[str, tuple[str, ...], Any], ...] = (
    ("dispatched", ("dispatch", "{number}", "--unit", "C01"), None),
    ("accepted", ("step", "{number}", "accept"), {"by": "赵工"}),
    ("handled", ("step", "{number}", "handle"), {"done": "换管"}),
    ("confirmed", ("follow-up", "{number}"), {"with": "张淑芬", "reached": "yes", "solved": "yes"}),
)
