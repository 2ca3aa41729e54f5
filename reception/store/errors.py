"""What the office is told of an error of the database: the file, the lock, the disk."""

from collections.abc import Callable

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlcipher3 import dbapi2

from reception.domain.errors import Damaged, ReceptionError, Unavailable


def translated(error: BaseException) -> ReceptionError | None:
    """The error as the office is told it; None when it is a mistake of ours (a constraint, SQL)."""
    if isinstance(error, PoolTimeout):
        return _busy()
    original = error.orig if isinstance(error, DBAPIError) else error
    tell = _TOLD.get(code_of(original))
    return None if tell is None else tell()


def code_of(error: BaseException | None) -> int:
    """SQLite's code of an error, 0 when it has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def damaged() -> ReceptionError:
    """The file's bytes are not what was written."""
    return Damaged(
        "数据库文件已损坏，请停止使用并用备份恢复", english="the database file is damaged: stop and restore a backup"
    )


def _busy() -> ReceptionError:
    return Unavailable(
        "数据库正被其他程序占用，刚才的操作没有保存，请稍后再试",
        english="the database is locked by another program; this was not saved, try again shortly",
    )


def _full() -> ReceptionError:
    return Unavailable(
        "磁盘已满，刚才的操作没有保存，请清理磁盘后再试",
        english="the disk is full; this was not saved, free some space and try again",
    )


def _no_access() -> ReceptionError:
    return Unavailable(
        "数据库文件打不开或不能写入，请检查文件夹权限",
        english="the database cannot be opened or written: check the folder's permissions",
    )


def _disk_failed() -> ReceptionError:
    return Unavailable(
        "磁盘读写出错，刚才的操作没有保存，请检查磁盘", english="the disk failed; this was not saved, check the disk"
    )


_TOLD: dict[int, Callable[[], ReceptionError]] = {
    dbapi2.SQLITE_BUSY: _busy,
    dbapi2.SQLITE_LOCKED: _busy,
    dbapi2.SQLITE_FULL: _full,
    dbapi2.SQLITE_READONLY: _no_access,
    dbapi2.SQLITE_PERM: _no_access,
    dbapi2.SQLITE_CANTOPEN: _no_access,
    dbapi2.SQLITE_IOERR: _disk_failed,
    dbapi2.SQLITE_CORRUPT: damaged,
    dbapi2.SQLITE_NOTADB: damaged,
}
