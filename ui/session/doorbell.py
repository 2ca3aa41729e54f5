"""One desk on a folder: a second one rings at the first, which comes to the front, and goes away again."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

PATIENCE = 500
"""Milliseconds to wait for the desk that is open to answer."""


def bell_name(folder: Path) -> str:
    """What the bell of a folder is called on this PC, for this user."""
    place = hashlib.blake2b(str(folder.resolve()).encode(), digest_size=10).hexdigest()
    return f"reception-{place}"


def ring(folder: Path) -> bool:
    """Ring at the desk that is open on a folder; whether anybody answered."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(bell_name(folder))
    answered = socket.waitForConnected(PATIENCE)
    socket.abort()
    return answered


class Doorbell(QObject):
    """`rung` comes when a second desk was started on the same folder."""

    rung = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = bell_name(folder)
        self._server: QLocalServer | None = None

    def listen(self) -> None:
        """Listen for a second desk."""
        from PySide6.QtNetwork import QLocalServer

        self._server = server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._answer)
        if not server.listen(self._name):  # what a desk left behind that was killed
            QLocalServer.removeServer(self._name)
            server.listen(self._name)

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    def _answer(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.rung.emit()
