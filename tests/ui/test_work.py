"""Slow work off the GUI thread."""

import gc
import threading
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.work import Collector, Lane, Latest, Report, Step, Work


def thread_of(_: Report) -> int:
    return threading.get_ident()


def test_a_task_runs_elsewhere_and_its_result_arrives_here(qtbot: QtBot, work: Work) -> None:
    arrived: list[tuple[int, int]] = []
    work.start(thread_of, lambda ran: arrived.append((ran, threading.get_ident())), owner=work)
    qtbot.waitUntil(lambda: bool(arrived))
    assert arrived[0][0] != arrived[0][1] == threading.get_ident()


def test_an_error_is_delivered_here(qtbot: QtBot, work: Work) -> None:
    def fail(_: Report) -> None:
        raise OSError("no disk")

    errors: list[Exception] = []
    work.start(fail, lambda _: None, owner=work, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], OSError)


def test_an_error_nobody_asked_for_is_not_swallowed(qtbot: QtBot, work: Work) -> None:
    def fail(_: Report) -> None:
        raise OSError("no disk")

    with qtbot.waitSignal(work.unexpected) as caught:
        work.start(fail, lambda _: None, owner=work)
    assert isinstance(caught.args[0], OSError)


def test_progress_comes_in_order(qtbot: QtBot, work: Work) -> None:
    def count(report: Report) -> str:
        for i in range(1, 4):
            report.step(i, 3, f"第 {i} 页")
        return "done"

    steps: list[Step] = []
    ended: list[str] = []
    work.start(count, ended.append, owner=work, told=steps.append, lane=Lane.LONG)
    qtbot.waitUntil(lambda: bool(ended))
    assert [step.done for step in steps] == [1, 2, 3]
    assert steps[-1] == Step(3, 3, "第 3 页")


def test_a_cancelled_task_ends_at_its_next_report_and_says_nothing(qtbot: QtBot, work: Work) -> None:
    begun, go_on, passed = threading.Event(), threading.Event(), threading.Event()

    def slow(report: Report) -> None:
        begun.set()
        go_on.wait(5)
        report.check()
        passed.set()

    ended: list[None] = []
    ticket = work.start(slow, ended.append, owner=work, lane=Lane.LONG)
    begun.wait(5)
    ticket.cancel()
    assert not ticket.running
    go_on.set()
    qtbot.waitUntil(lambda: not work.busy)
    assert not ended and not passed.is_set()


def test_the_callbacks_of_a_page_that_is_gone_are_dropped(qtbot: QtBot, work: Work) -> None:
    go_on = threading.Event()
    page = QObject()
    ended: list[bool] = []
    work.start(lambda _: go_on.wait(5), ended.append, owner=page)
    shiboken6.delete(page)
    go_on.set()
    qtbot.waitUntil(lambda: not work.busy)
    assert ended == []


def test_writing_tasks_run_one_after_another(qtbot: QtBot, work: Work) -> None:
    order: list[int] = []

    def note(i: int, _: Report) -> None:
        order.append(i)

    for i in range(20):
        work.start(partial(note, i), lambda _: None, owner=work, lane=Lane.WRITE)
    qtbot.waitUntil(lambda: not work.busy)
    assert order == list(range(20))


def test_what_is_being_written_is_finished_before_the_workers_end(qtbot: QtBot, qapp: QApplication) -> None:
    work, written = Work(), []
    for i in range(5):
        work.start(partial(keep, written, i), lambda _: None, owner=work, lane=Lane.WRITE)
    assert work.close()
    assert written == [0, 1, 2, 3, 4]


def test_nothing_begins_after_the_workers_have_ended(qtbot: QtBot, qapp: QApplication) -> None:
    work, written = Work(), []
    assert work.close()
    ticket = work.start(partial(keep, written, 1), lambda _: None, owner=work, lane=Lane.WRITE)
    qtbot.wait(50)
    assert (written, ticket.running, work.busy) == ([], False, False)


def keep(written: list[int], i: int, _: Report) -> None:
    written.append(i)


def test_a_task_that_holds_a_widget_is_refused(qtbot: QtBot, work: Work) -> None:
    label = QLabel()
    qtbot.addWidget(label)

    with pytest.raises(TypeError, match="QLabel"):
        work.start(lambda _: label.text(), lambda _: None, owner=work)
    with pytest.raises(TypeError, match="QLabel"):
        work.start(partial(lambda widget, _: None, label), lambda _: None, owner=work)


def test_work_is_started_here_only(qtbot: QtBot, work: Work) -> None:
    raised: list[type[BaseException]] = []

    def start_from_there(_: Report) -> None:
        pass

    def run() -> None:
        try:
            work.start(start_from_there, lambda _: None, owner=work)
        except RuntimeError as error:
            raised.append(type(error))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert raised == [RuntimeError]


def test_an_owner_that_stays_does_not_gather_connections(qtbot: QtBot, work: Work) -> None:
    owner = QObject()
    before = owner.receivers("2destroyed(QObject*)")
    for _ in range(50):
        work.start(thread_of, lambda _: None, owner=owner)
    qtbot.waitUntil(lambda: not work.busy)
    assert owner.receivers("2destroyed(QObject*)") <= before + 1


def test_300_screens_with_work_under_way_die_here_and_not_on_a_worker(qtbot: QtBot, work: Work) -> None:
    died: list[int] = []

    class Screen(QLabel):
        def __del__(self) -> None:
            died.append(threading.get_ident())

        def take(self, _: int) -> None:
            self.setText("")

    for _ in range(300):
        screen = Screen()
        work.start(thread_of, screen.take, owner=screen)
        screen.deleteLater()
        del screen
    qtbot.waitUntil(lambda: len(died) == 300 and not work.busy, timeout=10_000)
    assert set(died) == {threading.get_ident()}


def test_only_the_answer_to_the_latest_question_comes(qtbot: QtBot, work: Work) -> None:
    asked, began, answered = Latest(work), threading.Event(), threading.Event()

    def slow(_: Report) -> str:
        began.set()
        answered.wait()
        return "first"

    found: list[str] = []
    asked.start(slow, found.append, owner=work)
    began.wait()
    asked.start(lambda _: "second", found.append, owner=work)
    qtbot.waitUntil(lambda: found == ["second"])
    answered.set()
    qtbot.waitUntil(lambda: not work.busy)
    assert found == ["second"]
    assert not asked.running


def test_the_collector_runs_here_only(qtbot: QtBot, work: Work) -> None:
    where: list[int] = []

    class Ring:
        def __init__(self) -> None:
            self.ring = [self]

        def __del__(self) -> None:
            where.append(threading.get_ident())

    def make_rings(_: Report) -> None:
        for _ in range(5000):
            Ring()

    collector = Collector(work, every=5)
    try:
        work.start(make_rings, lambda _: None, owner=work)
        qtbot.waitUntil(lambda: len(where) > 1000, timeout=10_000)
    finally:
        collector.stop()
        gc.collect()
    assert set(where) == {threading.get_ident()}
    assert gc.isenabled()


def test_nothing_is_collected_under_a_clerk_s_hands(qtbot: QtBot, work: Work) -> None:
    asked, left = [], set(range(2000))
    quiet = False

    class Ring:
        def __init__(self, number: int) -> None:
            self.ring, self.number = [self], number

        def __del__(self) -> None:
            left.discard(self.number)

    def is_quiet() -> bool:
        asked.append(quiet)
        return quiet

    collector = Collector(work, is_quiet, every=5)
    try:
        for number in range(2000):
            Ring(number)
        qtbot.waitUntil(lambda: len(asked) > 2)
        assert len(left) == 2000
        quiet = True
        qtbot.waitUntil(lambda: not left)
    finally:
        collector.stop()


def test_calls_that_return_nothing_keep_their_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 lost one reference to None a call, and the process died after some thousands."""
    import sys

    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(300):
        label.setText("x")
    assert sys.getrefcount(None) > before - 100
