"""Acts on the write lane: run one, tell the open pages what changed, say it, offer to take it back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject

from reception.domain.clock import Id
from reception.domain.errors import ReceptionError
from ui.context import Context
from ui.theme.tokens import ToneName
from ui.words import explained, said, translate
from ui.work import Lane, Report, Ticket

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.undo import Undone

T = TypeVar("T")
Say = str | Callable[[T], str]
Failed = Callable[[ReceptionError], bool]


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[T]):
    value: T
    gesture: Id | None


def perform(
    context: Context,
    owner: QObject,
    act: "Callable[[Desk], T]",
    done: Callable[[T], None],
    say: Say[T] = "",
    failed: Failed | None = None,
) -> Ticket:
    """Run an act on the write lane; then refresh the pages, call `done`, and say `say` with 撤销 beside it.

    `act` must hold values only. `say` is a text, or makes one of the result. `failed` may show an error beside its
    field and return True; any other error is said at the foot of the page. Nothing is called when `owner` is gone.
    """
    return context.work.start(
        partial(_take, context.desk, act),
        partial(_taken, context, done, say),
        owner=owner,
        failed=partial(_refused, context, failed),
        lane=Lane.WRITE,
    )


def undo(context: Context, gesture: Id | None = None) -> None:
    """Take the desk's last gesture back, or the one named; says which it was, with 重做 beside it."""
    _turn_back(context, partial(_undo, gesture), _took_back)


def redo(context: Context) -> None:
    """Take the last undo back; says what stands again, with 撤销 beside it."""
    _turn_back(context, _redo, _stands_again)


def _take(desk: "Desk", act: "Callable[[Desk], T]", report: Report) -> _Outcome[T]:
    from reception.desk.undo import latest_gesture

    before = latest_gesture(desk)
    value = act(desk)
    after = latest_gesture(desk)
    return _Outcome(value, after if after != before else None)


def _taken(context: Context, done: Callable[[T], None], say: Say[T], outcome: _Outcome[T]) -> None:
    _tell_pages(context, outcome.value)
    done(outcome.value)
    words = say(outcome.value) if callable(say) else say
    if words:
        context.shell.notice(words, action=_way_back(context, outcome.gesture))


def _tell_pages(context: Context, value: object) -> None:
    changes = [item for item in map(_changes, _each(value)) if item is not None]
    if changes:
        everything = changes[0]
        for change in changes[1:]:
            everything |= change
        context.shell.changed(everything)


def _each(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else (value,)


def _changes(value: object) -> Any:
    """What a result says that changed: the journal's own word, or the one it carries."""
    return value if hasattr(value, "keys") and hasattr(value, "of") else getattr(value, "changed", None)


def _way_back(context: Context, gesture: Id | None) -> tuple[str, Callable[[], None]] | None:
    if gesture is None:
        return None
    return translate("Acts", "撤销"), partial(undo, context, gesture)


def _refused(context: Context, failed: Failed | None, error: Exception) -> None:
    shown = failed is not None and isinstance(error, ReceptionError) and failed(error)
    if not shown:
        context.shell.notice(explained(error), ToneName.DANGER)


def _turn_back(context: Context, act: "Callable[[Desk], Undone]", then: "Callable[[Context, Undone], None]") -> None:
    context.work.start(
        partial(_run, context.desk, act),
        partial(_turned_back, context, then),
        owner=context.shell.commands,
        failed=partial(_refused, context, None),
        lane=Lane.WRITE,
    )


def _run(desk: "Desk", act: "Callable[[Desk], Undone]", report: Report) -> "Undone":
    return act(desk)


def _undo(gesture: Id | None, desk: "Desk") -> "Undone":
    from reception.desk.undo import undo as take_back

    return take_back(desk, gesture)


def _redo(desk: "Desk") -> "Undone":
    from reception.desk.undo import redo as put_back

    return put_back(desk)


def _turned_back(context: Context, then: "Callable[[Context, Undone], None]", outcome: "Undone") -> None:
    context.shell.changed(outcome.changed)
    then(context, outcome)


def _took_back(context: Context, outcome: "Undone") -> None:
    words = translate("Acts", "已撤销：{act}").format(act=_name(outcome))
    context.shell.notice(words, action=(translate("Acts", "重做"), partial(redo, context)))


def _stands_again(context: Context, outcome: "Undone") -> None:
    words = translate("Acts", "已重做：{act}").format(act=_name(outcome))
    context.shell.notice(words, action=(translate("Acts", "撤销"), partial(undo, context)))


def _name(outcome: "Undone") -> str:
    from reception.desk.undo import act_name

    count = f" ×{outcome.entries}" if outcome.entries > 1 else ""
    return said(act_name(outcome.act)) + count
