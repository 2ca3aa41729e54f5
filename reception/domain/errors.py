"""The tree of errors. Each carries a message for a person and, where there is one, the field to point at."""

import errno


class ReceptionError(Exception):
    """Base of everything the office is told in words.

    `message` is Chinese, one or two sentences: what happened, what was kept, what to do. `field` names the input
    it is about (`resident.phone`), or is empty. `english` says the same for the English screen.
    """

    def __init__(self, message: str, *, english: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.english = english or message
        self.field = field

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class InvalidInput(ReceptionError):
    """What was typed cannot be taken; names the field and what to do."""


class NotAllowed(ReceptionError):
    """The life cycle or the person's post does not allow it; says what is allowed."""


class NotFound(ReceptionError):
    """No case, order, unit or resident answers to this."""


class Conflict(ReceptionError):
    """It would contradict what somebody else wrote; says what to do first."""


class Unavailable(ReceptionError):
    """A line, a disk, a key or a lock is not to be had now; what was written stays."""


class Damaged(ReceptionError):
    """Bytes are not what they were when they were written."""


_SYSTEM_WORDS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "磁盘放不下",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EBUSY: "正被占用",
    errno.ENAMETOOLONG: "名称太长",
    errno.EINVAL: "名称不可用",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def system_words(error: OSError) -> tuple[str, str]:
    """What the system says of a file or a port, in Chinese and English."""
    english = error.strerror or type(error).__name__
    return _SYSTEM_WORDS.get(error.errno or 0, english), english
