"""One desk on a folder: a second one rings at the first, which comes to the front, and goes away again."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 500
"""Milliseconds to wait for the desk that is open to answer."""


def bell_name(folder: Path) -> str:
    """What the bell of a folder is called on this PC, for this user."""
    place = hashlib.blake2b(str(folder.resolve()).encode(), digest_size=10).hexdigest()
    return f"reception-{place}"


def ring(folder: Path) -> bool:
    """Ring at the desk that is open on a folder; whether anybody answered."""
    socket = QLocalSocket()
    socket.connectToServer(bell_name(folder))
    answered = socket.waitForConnected(PATIENCE)
    socket.abort()
    return answered


class Doorbell(QObject):
    """Listens for a second desk. `rung` comes when one was started on the same folder."""

    rung = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        name = bell_name(folder)
        if not self._server.listen(name):  # what a desk left behind that was killed
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.rung.emit()
