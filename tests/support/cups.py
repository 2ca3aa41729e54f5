"""A real print spooler of the tests' own: CUPS with its PDF backend as the only printer, over a socket in a folder.

Debian's `cups` and `printer-driver-cups-pdf`. The backend prints for somebody without an account into the folder that
the package made for such people; what a test printed there is taken away again.
"""

import ctypes
import ctypes.util
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PRINTER = "Room"
NOBODY = b"reception-test"
ANONYMOUS = Path("/var/spool/cups-pdf/ANONYMOUS")
DESCRIPTION = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
SECONDS = 60

_FILES = """ServerRoot {folder}/etc
ServerBin /usr/lib/cups
DataDir /usr/share/cups
CacheDir {folder}/cache
StateDir {folder}/run
RequestRoot {folder}/spool
TempDir {folder}/tmp
AccessLog {folder}/log
ErrorLog {folder}/log
PageLog {folder}/log
SystemGroup root
"""
_SERVER = """LogLevel debug
Listen {folder}/cups.sock
Browsing No
DefaultAuthType None
WebInterface No
<Location />
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
_PRINTERS = f"""<DefaultPrinter {PRINTER}>
DeviceURI cups-pdf:/
State Idle
Accepting Yes
{{reasons}}</DefaultPrinter>
"""
_TRAYS = """*OpenUI *InputSlot/Tray: PickOne
*DefaultInputSlot: Upper
*InputSlot Upper/Upper: ""
*InputSlot Lower/Lower: ""
*CloseUI: *InputSlot
"""


class NoPrinterError(RuntimeError):
    """The spooler is not installed, or nothing came out of it."""


class Spooler:
    """A running spooler, which this thread's Qt prints to; use it in `with`. Only root may start one.

    Its printer gives `reasons` for its state, as a real one that is out of paper does.
    """

    def __init__(self, *reasons: str) -> None:
        self._reasons = reasons

    def __enter__(self) -> "Spooler":
        daemon, library = shutil.which("cupsd", path="/usr/sbin:/usr/bin"), ctypes.util.find_library("cups")
        if daemon is None or library is None or not DESCRIPTION.exists():
            raise NoPrinterError("apt-get install cups printer-driver-cups-pdf")
        self._cups = ctypes.CDLL(library)
        self.folder = Path(tempfile.mkdtemp(prefix="reception-cups-"))
        self._lay_out()
        etc = self.folder / "etc"
        self._daemon = subprocess.Popen([daemon, "-f", "-c", etc / "cupsd.conf", "-s", etc / "cups-files.conf"])
        self._socket = self.folder / "cups.sock"
        self._wait(self._answers)
        self._cups.cupsSetServer(os.fsencode(self._socket))
        self._cups.cupsSetUser(NOBODY)
        os.environ["CUPS_SERVER"] = str(self._socket)  # for the system's own commands
        self._before = self._papers()
        return self

    def __exit__(self, *_: object) -> None:
        self._daemon.terminate()
        self._daemon.wait(SECONDS)
        del os.environ["CUPS_SERVER"]
        self._cups.cupsSetServer(None)
        self._cups.cupsSetUser(None)
        for paper in self._papers() - self._before:
            paper.unlink()
        shutil.rmtree(self.folder)

    def stop_printer(self) -> None:
        """As CUPS does by itself when the printer is gone."""
        subprocess.run(["/usr/sbin/cupsdisable", "-h", self._socket, PRINTER], check=True)

    def printed(self) -> Path:
        """What came out, when it has."""
        self._wait(lambda: bool(self._whole()))
        (paper,) = self._whole()
        return paper

    def tray(self) -> str:
        """Which tray the last job named, empty when it named none."""
        jobs = re.findall(r"\[Job \d+\] argv\[5\]=\"(.*)\"", (self.folder / "log").read_text(errors="replace"))
        named = re.search(r"\bInputSlot=(\w+)", jobs[-1])
        return named[1] if named else ""

    def nothing_waits(self) -> bool:
        """Whether no job was handed to the spooler that is not done."""
        told = subprocess.run(["/usr/bin/lpstat", "-h", self._socket, "-o"], check=True, capture_output=True)
        return not told.stdout

    def _lay_out(self) -> None:
        self.folder.chmod(0o755)  # filters run as another account
        for name in ("etc", "etc/ppd", "cache", "run", "spool", "tmp"):
            (self.folder / name).mkdir()
        (self.folder / "tmp").chmod(0o1777)
        etc = self.folder / "etc"
        (etc / "cups-files.conf").write_text(_FILES.format(folder=self.folder))
        (etc / "cupsd.conf").write_text(_SERVER.format(folder=self.folder))
        reasons = "".join(f"Reason {reason}\n" for reason in self._reasons)
        (etc / "printers.conf").write_text(_PRINTERS.format(reasons=reasons))
        description = DESCRIPTION.read_text(encoding="latin-1")
        with_trays = description.replace("*OpenUI", f"{_TRAYS}*OpenUI", 1)
        (etc / "ppd" / f"{PRINTER}.ppd").write_text(with_trays, encoding="latin-1")

    def _answers(self) -> bool:
        """Whether somebody listens; the socket lies there a little before."""
        with socket.socket(socket.AF_UNIX) as line:
            return line.connect_ex(os.fsencode(self._socket)) == 0

    def _papers(self) -> set[Path]:
        return set(ANONYMOUS.glob("*.pdf"))

    def _whole(self) -> set[Path]:
        return {paper for paper in self._papers() - self._before if paper.read_bytes().rstrip().endswith(b"%%EOF")}

    def _wait(self, done: Callable[[], bool]) -> None:
        until = time.monotonic() + SECONDS
        while not done():
            if time.monotonic() > until or self._daemon.poll() is not None:
                log = self.folder / "log"
                raise NoPrinterError(log.read_text(errors="replace") if log.exists() else "no log")
            time.sleep(0.05)
