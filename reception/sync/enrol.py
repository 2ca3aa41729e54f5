"""Enrolment: this PC shows a one-time code and is given a token and a letter."""

from pathlib import Path

from reception.domain.clock import Id
from reception.domain.errors import Conflict, InvalidInput
from reception.store import exchange
from reception.store.exchange import Server
from reception.store.journal import setting
from reception.sync.line import Line, check_url
from reception.sync.messages import Enrol, Enrolled
from reception.sync.store import CLERK, Store


def enrol(store: Store, url: str, code: str, ca: Path | None = None) -> Enrolled:
    """Enrol this PC with the district's server.

    Raises InvalidInput for an address or a code that is wrong, Conflict for another room's code, for another
    district than before, or when sample meets real, and Unavailable without a line.
    """
    address, authority = check_url(url), _read_ca(ca)
    with store.read() as conn:
        asked = Enrol(code, str(setting(conn, "device")), str(setting(conn, "room")), bool(setting(conn, "sample")))
        former = exchange.server(conn)
    with Line(address, ca=authority) as line:
        answer = line.say("/v1/enrol", asked, Enrolled).answer()
    _must_fit(asked, answer, former)
    known = Server(address, Id(answer.server), answer.token, answer.public_key, Id(answer.district_device), authority)
    with store.write(CLERK) as writing:
        exchange.note_server(writing.conn, known)
        exchange.note_letter(writing.conn, answer.letter)
    return answer


def _must_fit(asked: Enrol, answer: Enrolled, former: Server | None) -> None:
    if answer.sample != asked.sample:
        raise Conflict("样例和正式数据不能混用", english="sample and real never mix", field="sample")
    if answer.room != asked.room:
        raise Conflict(
            f"这是接待室 {answer.room} 的入网码", english=f"this code is for room {answer.room}", field="room"
        )
    if former is not None and former.identity != answer.server:
        raise Conflict(
            "本机已属于另一个区的服务器", english="this PC belongs to another district's server", field="url"
        )


def _read_ca(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            f"CA 证书文件无法读取：{path}", english=f"the CA file cannot be read: {path}", field="ca"
        ) from error
