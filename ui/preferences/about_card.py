"""Which program this is, whose parts it stands on, and a fresh recovery key."""

from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QHBoxLayout

from reception.domain.lifecycle import Post
from ui.context import Context
from ui.dialogs.licences import LicencesDialog
from ui.dialogs.recovery import RecoveryDialog
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.words import explained, named
from ui.work import Lane, Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk


def renew(desk: "Desk", report: Report) -> str:
    """See `renew_recovery_key`."""
    from reception.desk.opening import renew_recovery_key

    return renew_recovery_key(desk.store.folder)


class EnvelopeCard(Card):
    """Explains the envelope, and makes a new key for it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.set_title(self.tr("恢复码"))
        self._context = context
        told = self.tr(
            "恢复码只在建立时显示一次，封在信封里。信封丢了或被拆过，就换一张：旧恢复码只能打开以前的备份，新备份用新恢复码。"
        )
        self.add(Words(told, "second", wrap=True))
        row = spaced(QHBoxLayout(), 8)
        self._renew = Button(self.tr("换一张恢复码"), self._start, icon_name="key-round")
        allowed = context.desk.clerk.post is Post.LEADER
        self._renew.setEnabled(allowed)
        self._renew.setToolTip("" if allowed else self.tr("由室负责人操作"))
        row.addWidget(self._renew)
        row.addStretch(1)
        self.add(row)

    def _start(self) -> None:
        self._renew.setEnabled(False)
        self._context.work.start(
            partial(renew, self._context.desk), self._show, owner=self, failed=self._failed, lane=Lane.LONG
        )

    def _show(self, key: str) -> None:
        self._renew.setEnabled(True)
        self._context.settings.unsealed = True
        RecoveryDialog(self._context, key, self).open()

    def _failed(self, error: Exception) -> None:
        self._renew.setEnabled(True)
        self._context.shell.notice(explained(error), ToneName.DANGER)


class AboutCard(Card):
    """Versions, the folder, licences."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.set_title(self.tr("关于"))
        self._context = context
        self.add(Words(self.tr("民生接待 {version}").format(version=version("reception"))))
        self.add(Words(f"Qt {qVersion()}", "meta"))
        self.add(Words(named(self.tr("数据文件夹"), str(context.folder)), "meta", wrap=True))
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(Button(self.tr("许可证"), self._open, icon_name="scale"))
        row.addStretch(1)
        self.add(row)

    def _open(self) -> None:
        LicencesDialog(self).open()
